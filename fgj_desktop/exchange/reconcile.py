"""Checks a sheet against itself: its totals, subtotals and declared counts against the rows that go in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.exchange.plan import Place, Reconciliation
from fgj_desktop.exchange.rows import RowKind, TableRow, group_name
from fgj_desktop.ledgers.declaration import Total
from fgj_desktop.ledgers.kinds import Count, Money, Quantity
from fgj_desktop.ledgers.values import UNIT_TITLES, Context

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from fgj_desktop.exchange.incoming import Incoming
    from fgj_desktop.exchange.mapping import ColumnMapping
    from fgj_desktop.exchange.tables import Table
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.declaration import Field
    from fgj_desktop.ledgers.kinds import Kind


@dataclass(frozen=True, slots=True)
class Counted:
    """A row as it counts: amounts by field, and whether totals of the clerk's may leave it out."""

    index: int
    amounts: dict[str, int]
    repeats: bool
    """The same project stood in an earlier row."""
    uncounted: bool
    """Not 正式、在册."""


def counted_rows(ledger: Ledger, rows: Sequence[tuple[Incoming, bool, bool]]) -> list[Counted]:
    """The amounts of the rows; each comes with whether it repeats another and whether it is uncounted."""
    names = [one.name for one in ledger.fields if _is_summed(ledger, one)]
    return [
        Counted(
            incoming.row,
            {name: value for name in names if isinstance(value := incoming.values.get(name), int)},
            repeats,
            uncounted,
        )
        for incoming, repeats, uncounted in rows
    ]


def _is_summed(ledger: Ledger, field: Field) -> bool:
    """Whether a sheet's total of the column is one of its rows: also of one town, where scores are not added up."""
    is_value = ledger.matrix is not None and field.name == ledger.matrix.value
    return isinstance(field.column.kind, Money | Count | Quantity) and (
        field.column.total is Total.SUM or is_value
    )


@dataclass(frozen=True, slots=True)
class Reconciler:
    """Compares the totals of one table with its rows."""

    table: Table
    columns: Sequence[ColumnMapping]
    rows: Sequence[TableRow]
    counted: Sequence[Counted]
    context: Context
    ledger: Ledger

    def check(self) -> Iterator[Reconciliation]:
        """Every total, subtotal and group that states a count or amounts."""
        for position, row in enumerate(self.rows):
            if row.kind not in (RowKind.TOTAL, RowKind.SUBTOTAL, RowKind.GROUP):
                continue
            covered = self._covered(position)
            if row.count is not None:
                yield self._count(row, covered)
            for column in self.columns:
                if (found := self._amount(row, column, covered)) is not None:
                    yield found

    def unread_totals(self) -> list[str]:
        """Total rows whose formulas were saved without a result."""
        uncached = self.table.sheet.facts.uncached
        return [
            f"第 {row.index + 1} 行{row.kind.value}的公式没有保存计算结果，未能核对。"
            for row in self.rows
            if row.kind in (RowKind.TOTAL, RowKind.SUBTOTAL, RowKind.GROUP)
            and any((row.index, column.index) in uncached for column in self.columns)
        ]

    def _covered(self, position: int) -> list[Counted]:
        row = self.rows[position]
        if row.kind is RowKind.TOTAL:
            return list(self.counted)
        if row.kind is RowKind.GROUP:
            end = next(
                (
                    one.index
                    for one in self.rows[position + 1 :]
                    if one.kind is RowKind.TOTAL or (one.kind is RowKind.GROUP and one.depth <= row.depth)
                ),
                1 << 30,
            )
            return [one for one in self.counted if row.index < one.index < end]
        return self._before(position) or self._after(position)

    def _before(self, position: int) -> list[Counted]:
        start = max(
            (
                one.index
                for one in self.rows[:position]
                if one.kind not in (RowKind.RECORD, RowKind.HEADER, RowKind.BLANK)
            ),
            default=-1,
        )
        return [one for one in self.counted if start < one.index < self.rows[position].index]

    def _after(self, position: int) -> list[Counted]:
        ends = (RowKind.SUBTOTAL, RowKind.TOTAL, RowKind.GROUP)
        end = next((one.index for one in self.rows[position + 1 :] if one.kind in ends), 1 << 30)
        return [one for one in self.counted if self.rows[position].index < one.index < end]

    def _count(self, row: TableRow, covered: Sequence[Counted]) -> Reconciliation:
        assert row.count is not None
        number = _nearest(row.count, covered, len)
        name, measure = self._name(row), self.ledger.measure_word
        place = self._place(row.index, 0)
        if number == row.count:
            message = f"{name}写明 {row.count} {measure}，实有 {number} {measure}，一致。"
        else:
            message = (
                f"{name}写明 {row.count} {measure}，实有 {number} {measure}，请核对第 {row.index + 1} 行。"
            )
        return Reconciliation(place, "项数", row.count, number, message, is_count=True)

    def _amount(
        self, row: TableRow, column: ColumnMapping, covered: Sequence[Counted]
    ) -> Reconciliation | None:
        field = column.field
        if field is None or column.month is not None or not _is_summed(self.ledger, field):
            return None
        unit = column.money_unit or self.context.money_unit
        cell = self.table.sheet.value(row.index, column.index)
        stated = field.column.kind.from_cell(cell, Context(unit))
        if not isinstance(stated, int):
            return None
        name = field.name

        def total(rows: Sequence[Counted]) -> int:
            return sum(one.amounts.get(name, 0) for one in rows)

        imported = _nearest(stated, covered, total)
        message = self._amount_message(row, column, field.column.kind, (stated, imported))
        return Reconciliation(self._place(row.index, column.index), column.title, stated, imported, message)

    def _amount_message(
        self, row: TableRow, column: ColumnMapping, kind: Kind, amounts: tuple[int, int]
    ) -> str:
        stated, imported = amounts
        words = f" {UNIT_TITLES[self.context.money_unit]}" if isinstance(kind, Money) else ""
        name = self._name(row)
        if stated == imported:
            text = kind.text(stated, self.context)
            return f"{column.title}：{name} {text}{words}，导入合计 {text}{words}，一致。"
        more = "多" if stated > imported else "少"
        gap = kind.text(abs(stated - imported), self.context)
        return f"{column.title}：{name}比明细{more} {gap}{words}，请核对第 {row.index + 1} 行。数据已按明细导入。"

    @staticmethod
    def _name(row: TableRow) -> str:
        if row.kind is RowKind.TOTAL:
            return "表内合计"
        return f"“{group_name(row.label)}”小计" if row.kind is RowKind.GROUP else f"“{row.label}”"

    def _place(self, row: int, column: int) -> Place:
        return Place(self.table.file, self.table.sheet.name, self.table.sheet.address(row, column))


def _nearest(stated: int, covered: Sequence[Counted], measure: Callable[[Sequence[Counted]], int]) -> int:
    """What the rows add up to, in the way of counting that agrees with the sheet, if any does.

    Each project once; else every row; else without projects that are not 正式、在册.
    """
    once = [one for one in covered if not one.repeats]
    ways = (once, list(covered), [one for one in once if not one.uncounted])
    return next((found for way in ways if (found := measure(way)) == stated), measure(once))
