"""Values as the fast reader gives them, made plain: one kind of empty, whole numbers whole."""

from __future__ import annotations

import math
from datetime import time, timedelta
from typing import TYPE_CHECKING, TypeAlias

from fgj_desktop.exchange import guards
from fgj_desktop.exchange.grid import Area, Cell, Sheet, Value

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from python_calamine import CalamineSheet

_PRECISE_BELOW = 10**15
"""Excel keeps 15 digits."""
_Read: TypeAlias = "int | float | str | bool | date | datetime | time | timedelta"
_RARE = frozenset({float, time, timedelta})


def plain_sheet(name: str, sheet: CalamineSheet, book: str, beyond: Iterable[Cell] = ()) -> Sheet:
    """The sheet with values and merges; cells keep the addresses they have in the file.

    The rows reach as far as the last filled cell or the last cell of `beyond`.

    Raises UserError when the merges contradict each other or `beyond` leads over the limits.
    """
    rows = [_plain_row(values) for values in sheet.to_python(skip_empty_area=False)]
    _cut_empty_end(rows)
    _stretch(rows, beyond, book, name)
    imprecise = frozenset(
        (row, column)
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if type(value) is int and not -_PRECISE_BELOW < value < _PRECISE_BELOW
    )
    return Sheet(name, rows, merges=_merges(sheet, rows, book), imprecise=imprecise)


def _plain_row(values: list[_Read]) -> list[Value]:
    # One expression and no calls for the common kinds: a sheet has hundreds of thousands of cells.
    return [
        (value or None)
        if type(value) is str
        else int(value)
        if type(value) is float and value.is_integer()
        else _rare(value)
        if type(value) in _RARE
        else value  # type: ignore[misc]  # what is left is a bool or a date
        for value in values
    ]


def _rare(value: _Read) -> Value:
    if isinstance(value, time | timedelta):
        return _clock(value)
    # Infinity and its like: no number to reckon with, but what the file holds.
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def _clock(value: time | timedelta) -> str:
    """A time of day or a duration as Excel shows it; no column of a ledger holds one."""
    if isinstance(value, time):
        value = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
    seconds = int(value.total_seconds())
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _cut_empty_end(rows: list[list[Value]]) -> None:
    while rows and not any(value is not None for value in rows[-1]):
        rows.pop()
    width = max((_filled_width(row) for row in rows), default=0)
    for row in rows:
        del row[width:]


def _filled_width(row: list[Value]) -> int:
    width = len(row)
    while width and row[width - 1] is None:
        width -= 1
    return width


def _stretch(rows: list[list[Value]], beyond: Iterable[Cell], book: str, sheet: str) -> None:
    cells = list(beyond)
    height = max(len(rows), 1 + max((row for row, _ in cells), default=-1))
    before = len(rows[0]) if rows else 0
    width = max(before, 1 + max((column for _, column in cells), default=-1))
    guards.check_extent(height, width, book, sheet)
    for row in rows:
        row.extend([None] * (width - before))
    rows.extend([None] * width for _ in range(height - len(rows)))


def _merges(sheet: CalamineSheet, rows: list[list[Value]], book: str) -> tuple[Area, ...]:
    """The merges, cut at the table's edge."""
    height, width = len(rows), len(rows[0]) if rows else 0
    areas = [
        Area(top, left, min(bottom, height - 1), min(right, width - 1))
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        if top < height and left < width
    ]
    covered = sum((area.bottom - area.top + 1) * (area.right - area.left + 1) for area in areas)
    if covered > 2 * height * width:
        # Merges never overlap in a sound file; thousands over each other would stall every reader.
        raise guards.damaged(book)
    return tuple(area for area in areas if (area.top, area.left) != (area.bottom, area.right))
