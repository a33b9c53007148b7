"""Decides cell by cell what a blank gets, once it is known which row is whose."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.exchange.cells import is_blank, is_number, text_of
from fgj_desktop.exchange.fill_columns import FillColumn
from fgj_desktop.exchange.fill_lists import Lists, read_lists
from fgj_desktop.exchange.fill_plan import FilledCell, Unfilled
from fgj_desktop.exchange.fill_values import Refusal, Target, content_for
from fgj_desktop.exchange.grid import covered_cells
from fgj_desktop.ledgers.kinds import Flag
from fgj_desktop.ledgers.values import WAN
from fgj_desktop.rules.register_change import as_then_called

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from fgj_desktop.exchange.fill_plan import FillPlan
    from fgj_desktop.exchange.fill_sheet import SheetXml
    from fgj_desktop.exchange.fill_spread import Asked
    from fgj_desktop.exchange.grid import Cell, Value
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.store.rows import Row
    from fgj_desktop.store.store import Store


@dataclass(slots=True)
class CellFiller:
    """Fills the rows of a plan; what a cell does not take is listed."""

    store: Store
    plan: FillPlan
    xml: SheetXml
    records: Sequence[Row]
    named: Collection[int]
    """Rows that name their record: the name and the number stay as they are."""
    _months: dict[Month, dict[int, Row]] = field(default_factory=dict)
    _lists: Lists = field(default_factory=Lists)
    _covered: dict[Cell, Cell] = field(default_factory=dict)
    _number: int = 0

    def fill(self) -> None:
        """Go through the records from the top of the blank down."""
        plan = self.plan
        self._lists = read_lists(plan.blank, plan.table.sheet.name)
        self._covered = covered_cells(plan.table.sheet)
        by_id = {row.id: row for row in self.records}
        ordered = sorted(plan.rows.items(), key=lambda pair: pair[1])
        for record, at in ordered:
            for column in plan.filled_columns:
                self._cell(by_id[record], at, column)
            if self._is_put_in(at):
                self._repeat(at, record)

    def _repeat(self, at: int, record: int) -> None:
        """A row that is put in says what the prepared rows have in common: the county, a batch."""
        sheet, body = self.plan.table.sheet, self.plan.table.header.body
        taken = {one.index for one in self.plan.filled_columns}
        origin = self.plan.insertions.origin(at)
        for column in range(sheet.width):
            value = sheet.value(origin, column)
            if column in taken or not isinstance(value, str) or is_blank(value):
                continue
            if sum(row[column] == value for row in sheet.rows[body:]) > 1:
                self.plan.cells.append(FilledCell(at, column, value, record, ""))

    def _is_put_in(self, row: int) -> bool:
        insertions = self.plan.insertions
        return any(row in insertions.rows_of(one) for one in insertions.places)

    def fill_asked(self, cells: Sequence[Asked]) -> None:
        """Fill cells that say themselves what they ask for."""
        plan = self.plan
        self._lists = read_lists(plan.blank, plan.table.sheet.name)
        self._covered = covered_cells(plan.table.sheet)
        by_id = {row.id: row for row in self.records}
        unknown: dict[int, str] = {}
        for one in cells:
            row = by_id.get(one.record or 0)
            if row is None:
                unknown.setdefault(one.row, one.label)
                continue
            unit, share = one.money_unit, one.is_percent
            before = len(plan.cells)
            self._cell(row, one.row, FillColumn(one.column, one.title, "", one.field, one.month, unit, share))
            if len(plan.cells) > before:
                plan.rows[row.id] = one.row
        filled = {cell.row for cell in plan.cells}
        plan.unmatched += [(row, label, "") for row, label in unknown.items() if row not in filled]

    def _cell(self, row: Row, at: int, column: FillColumn) -> None:
        ledger, cell = self.plan.ledger, (at, column.index)
        found = self.xml.cell(self._origin(cell))
        is_named = found is not None and self.plan.insertions.origin(at) in self.named
        told = column.month is None and column.field in (ledger.name_column, ledger.serial_column)
        if told and is_named:
            return
        if found is not None and found.has_formula:
            self.plan.formulas += 1
            return
        if column.field == ledger.serial_column and column.month is None:
            self._number_row(cell, row, column)
            return
        content = self._content(row, cell, column)
        if content is None:
            title = column.title
            self.plan.empty.setdefault(title, []).append(self._label(row))
        elif isinstance(content, Refusal):
            self._leave(cell, row, column, content)
        else:
            self._put_if_free(cell, content, row, column)

    def _origin(self, cell: Cell) -> Cell:
        """The cell of the blank that a cell of the filled form is, or is made like."""
        return self.plan.insertions.origin(cell[0]), cell[1]

    def _held(self, cell: Cell) -> Value:
        """What the blank already says there; a row that is put in says nothing."""
        if self._is_put_in(cell[0]):
            return None
        return self.plan.table.sheet.value(*self._origin(cell))

    def _number_row(self, cell: Cell, row: Row, column: FillColumn) -> None:
        """The running number goes on from the one above; a number that the blank has stays."""
        held = self._held(cell)
        if is_number(held):
            self._number = int(held)  # type: ignore[arg-type]
            return
        self._number += 1
        if is_blank(held):
            self._put(cell, self._number, row, column)

    def _content(self, row: Row, cell: Cell, column: FillColumn) -> int | float | str | Refusal | None:
        shown = row if column.month is None else self._of_month(column.month).get(row.id)
        if shown is None:
            return None
        field = self.plan.ledger.fields_by_name[column.field or ""]
        if self.plan.table.spread is not None and column.month is not None and field.name in shown.carried:
            # What another month says stands in that month's own column.
            return None
        context = self.store.context(
            self.plan.month, column.money_unit or self.plan.table.facts.money_unit or WAN
        )
        origin = self._origin(cell)
        element = self.xml.rows.get(origin[0])
        target = Target(
            self.plan.blank.formats.of(self.xml.style(origin)),
            column.is_percent,
            self._lists.of(origin),
            element is not None and any(one.has_formula for one in element.cells),
            self.plan.blank.since_1904,
        )
        content = content_for(field, shown, context, target)
        return self._flag_title(shown) if content is None and self.plan.table.spread is not None else content

    def _flag_title(self, row: Row) -> str | None:
        """What stands in place of a figure, where a flag of the record says so: 不适用."""
        flags = (one for one in self.plan.ledger.columns if isinstance(one.kind, Flag))
        return next((one.title for one in flags if row.values.get(one.name)), None)

    def _of_month(self, month: Month) -> dict[int, Row]:
        """The records as of another month, for columns that name one."""
        if month not in self._months:
            rows = self.store.view(self.plan.ledger, month).rows([row.id for row in self.records])
            as_then_called(self.plan.ledger, rows, month)
            self._months[month] = {row.id: row for row in rows}
        return self._months[month]

    def _put_if_free(self, cell: Cell, content: int | float | str, row: Row, column: FillColumn) -> None:
        """Set a cell that holds nothing; what the blank already says stays, and a difference is told."""
        origin = self._origin(cell)
        main = self._covered.get(origin)
        if main is not None and main[0] != origin[0]:
            self._leave(cell, row, column, Refusal(str(content), "单元格与上面的合并，未填"))
            return
        cell = (cell[0], main[1]) if main is not None else cell
        held = self._held(cell)
        if is_blank(held):
            self._put(cell, content, row, column)
        elif not self._says_the_same(held, content):
            self._leave(cell, row, column, Refusal(str(content), f"表中已有“{text_of(held)}”，未改"))

    @staticmethod
    def _says_the_same(held: object, content: int | float | str) -> bool:
        if is_number(held) and isinstance(content, int | float):  # type: ignore[arg-type]
            return abs(float(held) - float(content)) < 1e-9 * max(1.0, abs(float(content)))  # type: ignore[arg-type]
        return text_of(held) == str(content)  # type: ignore[arg-type]

    def _put(self, cell: Cell, content: int | float | str, row: Row, column: FillColumn) -> None:
        self.plan.cells.append(FilledCell(*cell, content, row.id, column.field or ""))

    def _leave(self, cell: Cell, row: Row, column: FillColumn, why: Refusal) -> None:
        self.plan.unfilled.append(Unfilled(*cell, self._label(row), column.title, why.text, why.reason))

    def _label(self, row: Row) -> str:
        return str(row.values.get(self.plan.ledger.name_column) or "（未填名称）")
