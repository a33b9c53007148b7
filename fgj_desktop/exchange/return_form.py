"""A returned file as a form: which sheet it is, which rows and cells it has, and what stands around them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from fgj_desktop.exchange.cells import is_blank, text_of, value_at
from fgj_desktop.exchange.facts import read_facts
from fgj_desktop.exchange.form_marks import HELP_SHEET, SIGN, WHOLE_ZERO, read_marks
from fgj_desktop.exchange.grid import vertical_merges
from fgj_desktop.exchange.mapping import ColumnMapping, Mapping
from fgj_desktop.exchange.periods import plain, read_office
from fgj_desktop.exchange.return_around import filled_unknown, left_out, unknown_columns
from fgj_desktop.exchange.return_columns import ColumnReader, ReturnColumns, stated_month, stated_period
from fgj_desktop.exchange.rows import RowKind, read_rows
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.ledgers.values import WAN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fgj_desktop.exchange.form_marks import FormMarks
    from fgj_desktop.exchange.grid import Cell, Sheet, Value
    from fgj_desktop.exchange.return_reader import ReturnSource
    from fgj_desktop.exchange.rows import TableRow

TICKS = frozenset(
    {"√", "✓", "✔", "☑", "■", "●", "v", "V", "y", "Y", "是", "1", "对", "零报告", "无", "无新进展", "已勾选"}
)
_NAMED = re.compile(r"^(?:填报|填表|报送|责任|牵头)单位(?:[(]?(?:盖章|公章)[)]?)?[:：]?$")


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """One row of the table: its id as far as it has one, its name, and its cells by the form's keys."""

    index: int
    record: int
    name: str
    cells: dict[str, tuple[int, Value]]
    """Key → column of the sheet and value."""

    def value(self, key: str) -> Value:
        """The cell of a key."""
        return self.cells[key][1] if key in self.cells else None


@dataclass(frozen=True, slots=True)
class ReturnForm:
    """The table of a file that is (or may be) a return."""

    sheet: Sheet
    columns: ReturnColumns
    rows: tuple[ReturnRow, ...]
    marks: FormMarks | None = None
    period: ReportPeriod | None = None
    """What it says it is for; None where it says nothing."""
    says_nothing_new: bool = False
    """Whether the whole form is ticked: 本期无新进展（零报告）."""
    unit_text: str = ""
    """What stands behind 填报单位."""
    money_unit: int = WAN
    notices: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    """The titles of columns that hold something and are none of the form's."""

    def place(self, row: ReturnRow, key: str) -> str:
        """「填报表!F7」."""
        column = row.cells[key][0] if key in row.cells else 0
        return f"{self.sheet.name}!{self.sheet.address(row.index, column)}"


def marks_of(source: ReturnSource) -> FormMarks | None:
    """What the hidden sheet says; None when it is gone."""
    for sheet in source.sheets:
        if sheet.rows and text_of(sheet.value(0, 0)) == SIGN:
            return read_marks([[text_of(cell) for cell in row] for row in sheet.rows])
    return None


@dataclass(slots=True)
class FormReader:
    """Reads files as returns of one ledger and period."""

    columns: ColumnReader
    known: frozenset[int] = field(default_factory=frozenset)
    """The ids of the ledger's records."""

    def read(self, source: ReturnSource, marks: FormMarks | None) -> ReturnForm | None:
        """The sheet with most rows that is a table of the ledger; None when none is."""
        forms = [
            form
            for sheet in source.sheets
            if _may_be_form(sheet) and (form := self._form(sheet, source.name, marks)) is not None
        ]
        if not forms:
            return None
        best = max(forms, key=lambda one: (one.columns.has_keys, one.sheet.visible, len(one.rows)))
        others = [one.sheet.name for one in forms if one is not best and one.sheet.visible]
        if not others:
            return best
        told = f"工作表{'、'.join(f'“{name}”' for name in others)}也是同类表格，未读取。"
        return replace(best, notices=(*best.notices, told))

    def _form(self, sheet: Sheet, file: str, marks: FormMarks | None) -> ReturnForm | None:
        columns = self.columns.read(sheet, marks)
        if columns is None:
            return None
        above = [
            text_of(cell) for row in sheet.rows[: columns.header.top] for cell in row if not is_blank(cell)
        ]
        rows, notices = self._rows(sheet, columns)
        unread = filled_unknown(sheet, columns, [row.index for row in rows])
        if columns.unknown:
            notices.append(unknown_columns(columns, unread))
        return ReturnForm(
            sheet,
            columns,
            tuple(rows),
            marks,
            self._period(sheet, columns, marks, above, file),
            _is_ticked(sheet, columns),
            _unit_text(sheet, columns),
            self._money_unit(sheet, columns, file),
            tuple(notices),
            tuple(unread),
        )

    # what stands around the table

    def _period(
        self, sheet: Sheet, columns: ReturnColumns, marks: FormMarks | None, above: list[str], file: str
    ) -> ReportPeriod | None:
        if marks is not None:
            return marks.period
        asked = self.columns.period
        if not asked.half:
            named = stated_month((*above, sheet.name, PurePath(file).stem), asked)
            if named is not None:
                return named
            month = read_facts(sheet.rows, columns.header, sheet.name, file).month
            return ReportPeriod(month) if month is not None else None
        stated = stated_period((*above, sheet.name), asked)
        if columns.period is not None and stated != asked:
            # Columns of several halves: the newest is what the sheet reports, whatever its title speaks of.
            stated = columns.period
        return stated if stated is not None else stated_period((PurePath(file).stem,), asked)

    def _money_unit(self, sheet: Sheet, columns: ReturnColumns, file: str) -> int:
        return read_facts(sheet.rows, columns.header, sheet.name, file).money_unit or WAN

    # rows

    def _rows(self, sheet: Sheet, columns: ReturnColumns) -> tuple[list[ReturnRow], list[str]]:
        rows: list[ReturnRow] = []
        left: list[TableRow] = []
        fills = vertical_merges(sheet)
        names = [at for at, key in columns.keys.items() if key == self.columns.ledger.name_column]
        for row in self._table_rows(sheet, columns):
            cells = sheet.rows[row.index]
            record = self._record(value_at(cells, columns.ids)) if columns.ids is not None else 0
            if row.kind is not RowKind.RECORD and not record:
                left.append(row)
                continue
            name = text_of(value_at(cells, names[0])) if names else ""
            rows.append(ReturnRow(row.index, record, name, _cells(cells, row.index, columns, fills)))
        return rows, left_out(sheet, columns, left, [row.index for row in rows])

    def _table_rows(self, sheet: Sheet, columns: ReturnColumns) -> Iterator[TableRow]:
        mapped = []
        for at, key in columns.keys.items():
            column = self.columns.column(key)
            if column is not None and column.field is not None:
                mapped.append(ColumnMapping(at, column.title, column.field, None))
        mapping = Mapping(self.columns.ledger, tuple(mapped))
        yield from read_rows(sheet, columns.header, mapping)

    def _record(self, cell: Value) -> int:
        text = text_of(cell)
        record = int(text) if text.isdecimal() and len(text) < 20 else 0
        return record if record in self.known else 0


def _may_be_form(sheet: Sheet) -> bool:
    return sheet.name not in {HELP_SHEET} and sheet.height > 1 and text_of(sheet.value(0, 0)) != SIGN


def _cells(
    cells: list[Value], index: int, columns: ReturnColumns, fills: dict[Cell, str]
) -> dict[str, tuple[int, Value]]:
    found: dict[str, tuple[int, Value]] = {}
    for at, key in columns.keys.items():
        value = value_at(cells, at)
        found[key] = at, fills.get((index, at)) if value is None else value
    return found


def _is_ticked(sheet: Sheet, columns: ReturnColumns) -> bool:
    """Whether the line 本期无新进展（零报告） above the table is ticked: in the cells right of it, or behind it."""
    for row in sheet.rows[: columns.header.top]:
        for at, cell in enumerate(row):
            words = plain(text_of(cell))
            if plain(WHOLE_ZERO) not in words:
                continue
            rest = words.partition(plain(WHOLE_ZERO))[2].strip("():：□ ")
            near = (plain(text_of(one)) for one in row[at + 1 :])
            return rest in TICKS or any(one in TICKS for one in near)
    return False


def _unit_text(sheet: Sheet, columns: ReturnColumns) -> str:
    """The name behind 填报单位, in the same cell or the next one that is filled."""
    for row in sheet.rows[: columns.header.top]:
        texts = [text_of(cell) for cell in row if not is_blank(cell)]
        for at, text in enumerate(texts):
            if (found := read_office(text)) is not None:
                return found
            if _NAMED.match(plain(text)) and at + 1 < len(texts):
                return texts[at + 1]
    return ""
