"""What the status line says of the selected cells: count, sum and mean, or why a cell is marked."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.kinds import Count, Money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex

    from fgj_desktop.models.ledger_table import LedgerTable

MOST = 20_000
"""Cells up to which they are added up."""


def selection_text(table: LedgerTable, indexes: Sequence[QModelIndex]) -> str:
    """「选中 3 格　合计 28,640　平均 9,546.67」; only the count when not all figures are of one kind.

    Of one cell, why it is marked, so that the keyboard alone finds out too.
    """
    if len(indexes) == 1:
        cell = table.cell(indexes[0].row(), indexes[0].column())
        return (cell.error or cell.warning or cell.answered or cell.info).partition("\n")[0]
    if not indexes:
        return ""
    text = f"选中 {len(indexes):,} 格"
    kinds = {type(table.fields[index.column()].column.kind) for index in indexes}
    if len(kinds) != 1 or not kinds <= {Money, Count}:
        return text
    amounts = []
    for index in indexes:
        row = table.row_data(index.row())
        value = row.values.get(table.fields[index.column()].name) if row is not None else None
        if value is not None:
            amounts.append(int(value))
    if not amounts:
        return text
    unit = table.document.money_unit if kinds == {Money} else 1
    return f"{text}　合计 {_number(Fraction(sum(amounts), unit))}　平均 {_number(Fraction(sum(amounts), len(amounts) * unit))}"


def _number(value: Fraction) -> str:
    """At most two decimals (of 亿元 six), without needless zeros."""
    text = f"{float(value):,.2f}" if abs(value) >= 100 else f"{float(value):,.6f}"
    return text.rstrip("0").rstrip(".")
