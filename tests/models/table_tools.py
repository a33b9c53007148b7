"""What the tests of the grid's model do to a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.models.block import Block
from fgj_desktop.models.block_edit import Gathered, gather_cleared, store_gathered

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex

    from fgj_desktop.models.ledger_table import LedgerTable


def cell(table: LedgerTable, row: int, field: str) -> Block:
    """One cell as a block."""
    column = table.column_of(field)
    return Block(row, column, row, column)


def clear(table: LedgerTable, *indexes: QModelIndex) -> Gathered:
    """Empty cells as the Delete key does."""
    blocks = [Block(index.row(), index.column(), index.row(), index.column()) for index in indexes]
    gathered = gather_cleared(table, blocks)
    assert store_gathered(table, "清除", gathered)
    return gathered


def every_row(table: LedgerTable) -> dict[int, tuple[object, ...]]:
    """All that the file holds of the ledger's records as of the period, marks included."""
    rows = table.document.store.view(table.ledger, table.document.month).rows()
    return {
        row.id: (
            tuple(sorted((k, str(v)) for k, v in row.values.items())),
            tuple(sorted(map(str, row.marks.items()))),
        )
        for row in rows
    }
