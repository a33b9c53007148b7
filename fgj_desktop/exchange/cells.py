"""Small questions about spreadsheet cells that every step of the import asks."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from fgj_desktop.exchange.grid import Value
from fgj_desktop.ledgers.numbers import cell_text
from fgj_desktop.ledgers.text import tidy
from fgj_desktop.ledgers.values import TOLD_TWICE

Rows = Sequence[Sequence[Value]]


def is_blank(cell: Value) -> bool:
    """Whether the cell shows nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_number(cell: Value) -> bool:
    """Whether the cell holds a number (not a date, not 是/否)."""
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def text_of(cell: Value) -> str:
    """The cell as a person reads it."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return tidy(cell)
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, datetime.datetime):
        return cell.strftime("%Y-%m-%d")
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    return cell_text(cell)


def value_at(row: Sequence[Value], column: int) -> Value:
    """The cell of a row that may be shorter than the table."""
    return row[column] if 0 <= column < len(row) else None


def told_twice(address: str, text: str) -> str:
    """The line of a note that keeps what another cell says of the same thing."""
    return f"{TOLD_TWICE}{address} 为“{text}”"
