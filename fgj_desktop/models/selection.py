"""What the status line says of the selected cells: count, sum and mean, or why a cell is marked."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.declaration import Total
from fgj_desktop.ledgers.kinds import Count, Money
from fgj_desktop.rules.cell_text import cell_text
from fgj_desktop.store.column_sums import ColumnSum

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fgj_desktop.ledgers import Field
    from fgj_desktop.models.block import Block
    from fgj_desktop.models.ledger_table import LedgerTable
    from fgj_desktop.store.rows import Row

_ROW_BY_ROW = 200
"""Records up to which cells are read as they are shown; the database counts and adds up more."""
_MANY = 20_000
"""Cells beyond which only amounts are added up: columns of text would have to be made ready for counting."""


def selection_text(table: LedgerTable, blocks: Sequence[Block]) -> str:
    """「选中 3 格　合计 28,640　平均 9,546.67」; of cells that are not all amounts how many are filled.

    Headings of groups are no cells of records and are left out. Of one cell, why it is marked, so that the
    keyboard alone finds out too.
    """
    chosen = [(table.records(one.top, one.bottom), one.columns) for one in blocks]
    count = sum(len(records) * len(columns) for records, columns in chosen)
    if count == 0:
        return ""
    if count == 1:
        return _why_marked(table, blocks)
    text = f"选中 {count:,} 格"
    fields = {column: table.fields[column] for _, columns in chosen for column in columns}
    adds = all(_adds_up(one) for one in fields.values())
    adds = adds and len({type(one.column.kind) for one in fields.values()}) == 1
    if count > _MANY and not adds:
        return text
    found = _added(
        one for records, columns in chosen for one in _sums(table, records, [fields[c] for c in columns])
    )
    if not adds or not found.values:
        return f"{text}　计数 {found.filled:,}" if found.filled else text
    is_money = isinstance(next(iter(fields.values())).column.kind, Money)
    unit = table.document.money_unit if is_money else 1
    if found.values < count:
        text += f"　计数 {found.values:,}"
    mean = Fraction(found.amount, found.values * unit)
    return f"{text}　合计 {_number(Fraction(found.amount, unit))}　平均 {_number(mean)}"


def _why_marked(table: LedgerTable, blocks: Sequence[Block]) -> str:
    (cell,) = (
        table.cell(row, column)
        for one in blocks
        for row in one.rows
        if not table.is_heading(row)
        for column in one.columns
    )
    return (cell.error or cell.warning or cell.answered or cell.info).partition("\n")[0]


def _adds_up(field: Field) -> bool:
    """Amounts do, and numbers that have a total; 序号 and years do not, nor does a mean of percentages say much."""
    kind = field.column.kind
    return isinstance(kind, Money) or (isinstance(kind, Count) and field.column.total is Total.SUM)


def _sums(table: LedgerTable, records: Sequence[int], fields: Sequence[Field]) -> list[ColumnSum]:
    """What the columns add up to over the records."""
    if len(records) > _ROW_BY_ROW:
        sums = table.document.view(table.ledger).column_sums([field.name for field in fields], records)
        return [sums[field.name] for field in fields]
    rows = [row for record in records if (row := table.row_data(table.row_of(record))) is not None]
    return [_row_by_row(table, rows, field) for field in fields]


def _row_by_row(table: LedgerTable, rows: Sequence[Row], field: Field) -> ColumnSum:
    context = table.document.context()
    values = [value for row in rows if (value := row.values.get(field.name)) is not None]
    filled = sum(1 for row in rows if cell_text(field, row, context))
    return ColumnSum(filled, len(values), sum(map(int, values)) if _adds_up(field) else 0)


def _added(sums: Iterable[ColumnSum]) -> ColumnSum:
    filled, values, amount = (sum(part) for part in zip(*sums, strict=True))
    return ColumnSum(filled, values, amount)


def _number(value: Fraction) -> str:
    """At most two decimals (of 亿元 six), without needless zeros."""
    text = f"{float(value):,.2f}" if abs(value) >= 100 else f"{float(value):,.6f}"
    return text.rstrip("0").rstrip(".")
