"""The tables of workbooks: read, their headers found, recognised as ledgers. Runs in a process of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fgj_desktop.exchange.cells import is_number
from fgj_desktop.exchange.exported import Exported, read_mark
from fgj_desktop.exchange.facts import SheetFacts, read_facts
from fgj_desktop.exchange.grid import Sheet, Workbook, vertical_merges
from fgj_desktop.exchange.headers import HEADER_WITHIN, Header, find_header
from fgj_desktop.exchange.mapping import foreign_title, map_columns, recognise
from fgj_desktop.exchange.rows import RowKind, read_rows
from fgj_desktop.exchange.workbook import Progress, read_workbook
from fgj_desktop.ledgers import Ledger, ledger_named
from fgj_desktop.ledgers.declaration import Axis
from fgj_desktop.ledgers.values import UNIT_TITLES, WAN
from fgj_desktop.rules.sheet_words import as_of_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_PLACE_AND_YEAR = re.compile(
    r"^[^年]{0,12}?[省市区县](?=.)|20\d{2}年度?|[（(][^（）()]*月[^（）()]*[)）]|\d{1,2}[-—]\d{1,2}月"
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
    return [table_of(book, sheet) for sheet in book.sheets]


def table_of(book: Workbook, sheet: Sheet, ledger: Ledger | None = None) -> Table:
    """Recognise one sheet; as a table of ``ledger`` when the clerk says so."""
    identifier = f"{book.name}|{sheet.name}"
    header = find_header(sheet.rows, sheet.merges, ledger)
    if header is None:
        return Table(identifier, book.name, sheet, None, SheetFacts(), (), _no_header(sheet))
    facts = read_facts(sheet.rows, header, sheet.name, book.name)
    names = (sheet.name, Path(book.name).stem)
    ledgers = [found for found, _ in recognise(header, facts, names)] if ledger is None else [ledger]
    if not ledgers:
        foreign = foreign_title(facts, names)
        reason = f"是《{foreign}》，不是本软件现有的台账" if foreign else "列名与各台账都不相符"
        return Table(identifier, book.name, sheet, header, facts, (), reason)
    mapping = map_columns(header, ledgers[0], facts.month)
    rows = read_rows(sheet, header, mapping)
    remarks = [f"同表另有“{other}”一段列，未导入。" for other in header.others]
    if rows and rows[-1].kind is RowKind.OTHER_TABLE:
        remarks.append(f"第 {rows[-1].index + 1} 行起是另一个表，未导入。")
    if _has_table_above(sheet, header):
        remarks.append(f"第 {header.top + 1} 行以上还有数字，不属于本表，未导入。")
    count = sum(row.kind is RowKind.RECORD for row in rows)
    known = tuple(found.name for found in ledgers)
    exported = _exported(book.mark, ledgers[0], sheet, header, facts)
    return Table(identifier, book.name, sheet, header, facts, known, "", tuple(remarks), count, exported)


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
