"""The tables of workbooks: read, their headers found, recognised as ledgers. Runs in a process of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from fgj_desktop.exchange.cells import is_number
from fgj_desktop.exchange.exported import Exported, read_mark
from fgj_desktop.exchange.facts import SheetFacts, read_facts
from fgj_desktop.exchange.grid import Sheet, Workbook, vertical_merges
from fgj_desktop.exchange.headers import HEADER_WITHIN, Header, find_header
from fgj_desktop.exchange.mapping import map_columns, recognise
from fgj_desktop.exchange.matrix import matrix_of
from fgj_desktop.exchange.matrix_halves import halves_of
from fgj_desktop.exchange.rows import RowKind, read_rows
from fgj_desktop.exchange.said import said_of
from fgj_desktop.exchange.workbook import Progress, read_workbook
from fgj_desktop.ledgers import Ledger, ledger_named
from fgj_desktop.ledgers.declaration import Axis
from fgj_desktop.ledgers.values import UNIT_TITLES, WAN
from fgj_desktop.rules.sheet_words import as_of_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fgj_desktop.exchange.parts import Part

_PLACE_AND_YEAR = re.compile(
    r"^[^年]{0,12}?[省市区县](?=.)|(?:20\d{2}年?[、和至—-])*20\d{2}年度?"
    r"|[（(][^（）()]*月[^（）()]*[)）]|\d{1,2}[-—]\d{1,2}月"
)


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet, with what it was recognised as."""

    id: str
    file: str
    sheet: Sheet
    header: Header | None
    facts: SheetFacts
    ledgers: tuple[str, ...] = ()
    """Names of the ledgers it may be, best first."""
    reason: str = ""
    """Why it is no ledger, in words; empty when it is one."""
    remarks: tuple[str, ...] = ()
    """What of the sheet is not read: other tables, rows above the header."""
    records: int = 0
    exported: Exported | None = None
    """What it is when this program exported it: its month, and that what it repeats is no report."""
    said: tuple[tuple[str, str], ...] = ()
    """What its name or title says of all its rows: column and value as text."""
    part: str = ""
    """Which table of its sheet it is, where the sheet holds several: a month's key, a town."""
    source: Sheet | None = None
    """The sheet that the table was made out of, where it is not the clerk's own; see `matrix`."""

    @property
    def sheet_id(self) -> str:
        """What the tables of one sheet have in common."""
        return self.id.replace(f"|{self.part}", "", 1) if self.part else self.id

    @property
    def whole(self) -> Sheet:
        """The sheet as it stands in the workbook."""
        return self.source if self.source is not None else self.sheet

    @property
    def ledger(self) -> Ledger | None:
        """The ledger it most likely is."""
        return ledger_named(self.ledgers[0]) if self.ledgers else None

    @property
    def money_unit(self) -> int:
        """分 per unit of its amounts; 万元 when it does not say."""
        return self.facts.money_unit or WAN

    @property
    def text(self) -> str:
        """What it is, in a line: 《重点项目月度台账》 2021年1—9月，48 项，单位万元."""
        ledger = self.ledger
        if ledger is None:
            return self.reason
        title = _PLACE_AND_YEAR.sub("", self.facts.title).strip() or ledger.title
        month = f" {self.facts.month.title}" if self.facts.month is not None and needs_month(ledger) else ""
        parts = [f"《{title}》{month}", f"{self.records} {ledger.measure_word}"]
        if self.facts.money_unit is not None:
            parts.append(f"单位{UNIT_TITLES[self.facts.money_unit]}")
        return "，".join(parts)


def needs_month(ledger: Ledger) -> bool:
    """Whether entries of the ledger are kept by period."""
    return any(isinstance(axis, Axis) for axis in ledger.axes)


def read_tables(path: str | Path, progress: Callable[[Progress], None] | None = None) -> list[Table]:
    """Read a workbook and recognise each of its sheets; raises what ``read_workbook`` raises."""
    book = read_workbook(path, progress)
    return [table for sheet in book.sheets for table in tables_of(book, sheet)]


def tables_of(book: Workbook, sheet: Sheet, ledger: Ledger | None = None) -> list[Table]:
    """The tables of one sheet, recognised; as tables of ``ledger`` when the clerk says so.

    Mostly one; a sheet that spreads its values over columns of months or towns gives one for each.
    """
    names = (sheet.name, Path(book.name).stem)
    spread = matrix_of(sheet, names, ledger)
    if spread is not None:
        return _parts(book, sheet, *spread)
    header = find_header(sheet.rows, sheet.merges, ledger)
    if header is None:
        identifier = f"{book.name}|{sheet.name}"
        return [Table(identifier, book.name, sheet, None, SheetFacts(), (), _no_header(sheet))]
    facts = read_facts(sheet.rows, header, sheet.name, book.name)
    found = [one for one, _ in recognise(header, facts, names)] if ledger is None else [ledger]
    if found and (matrix := found[0].matrix) is not None and matrix.across is Axis.HALF_MONTH:
        return _parts(book, sheet, found[0], halves_of(sheet, header, facts, found[0]))
    return [_table(book, sheet, header, facts, found)]


def _parts(book: Workbook, sheet: Sheet, ledger: Ledger, parts: Sequence[Part]) -> list[Table]:
    """The tables of a sheet that holds several; a part of the same sheet keeps its name."""
    made = []
    for part in parts:
        facts = read_facts(sheet.rows, part.header, sheet.name, book.name)
        period = part.period.or_else(facts.period)
        table = _table(book, part.sheet, part.header, replace(facts, period=period), [ledger])
        said = table.said if part.is_newest else _timeless(ledger, table.said)
        remarks = (*table.remarks, *part.remarks) if part.is_newest else part.remarks
        name = period.key if part.period and part.name else part.name
        identifier = f"{table.id}|{name}" if name else table.id
        source = sheet if part.sheet is not sheet else None
        made.append(replace(table, id=identifier, part=name, source=source, said=said, remarks=remarks))
    return made


def _timeless(ledger: Ledger, said: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """What is said of a record itself: 快报 is said of the newest month alone."""
    return tuple(one for one in said if not isinstance(ledger.by_name[one[0]].per, Axis))


def _table(
    book: Workbook, sheet: Sheet, header: Header, facts: SheetFacts, ledgers: Sequence[Ledger]
) -> Table:
    identifier = f"{book.name}|{sheet.name}"
    if not ledgers:
        return Table(identifier, book.name, sheet, header, facts, (), "列名与各台账都不相符")
    mapping = map_columns(header, ledgers[0], facts.month)
    rows = read_rows(sheet, header, mapping)
    remarks = [f"同表另有“{other}”一段列，未导入。" for other in header.others]
    if rows and rows[-1].kind is RowKind.OTHER_TABLE:
        remarks.append(f"第 {rows[-1].index + 1} 行起是另一个表，未导入。")
    if _has_table_above(sheet, header):
        remarks.append(f"第 {header.top + 1} 行以上还有数字，不属于本表，未导入。")
    return Table(
        identifier,
        book.name,
        sheet,
        header,
        facts,
        tuple(found.name for found in ledgers),
        "",
        tuple(remarks),
        sum(row.kind is RowKind.RECORD for row in rows),
        _exported(book.mark, ledgers[0], sheet, header, facts),
        said_of(ledgers[0], facts.title, sheet.name, book.name),
    )


def _exported(mark: str, ledger: Ledger, sheet: Sheet, header: Header, facts: SheetFacts) -> Exported | None:
    """What our mark says of a sheet, as long as the sheet still says the same.

    A clerk may have made the next month's report of an export: then it is a report like any other.
    """
    found = read_mark(mark)
    if found is None or found.ledger != ledger.name:
        return None
    if not needs_month(ledger):
        return found
    above = (cell for row in sheet.rows[: header.top] for cell in row if isinstance(cell, str))
    is_as_of = any(as_of_words(found.month) in cell for cell in above)
    return found if is_as_of and (not ledger.has_years or facts.month == found.month) else None


def fills_of(table: Table) -> dict[tuple[int, int], str]:
    """Cells under vertical merges of text below the header, with the text that stands for them."""
    body = table.header.body if table.header is not None else 0
    return {cell: text for cell, text in vertical_merges(table.sheet).items() if cell[0] >= body}


def _no_header(sheet: Sheet) -> str:
    if not sheet.rows:
        return "是空表"
    return f"没有找到表头：前 {HEADER_WITHIN} 行内没有“项目名称”等列名"


def _has_table_above(sheet: Sheet, header: Header) -> bool:
    rows: Sequence[Sequence[object]] = sheet.rows[: header.top]
    return sum(any(is_number(cell) for cell in row) for row in rows) >= 2  # type: ignore[arg-type]
