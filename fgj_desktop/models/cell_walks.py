"""Where keys lead: to the edges of blocks of filled cells, and round in a selection, as in a spreadsheet."""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_AT_ONCE = 128
"""Rows looked at cell by cell before the database is asked for the whole column."""


def edge(here: int, others: Sequence[int], filled: Callable[[int], bool]) -> int:
    """The place to go to from ``here`` past ``others``, which follow in the direction of the arrow.

    Inside a block its last cell, from its end or from an empty cell the next filled one, else the last of all.
    """
    if not others:
        return here
    inside = filled(here) and filled(others[0])
    found = next((number for number, place in enumerate(others) if filled(place) is not inside), None)
    if found is None:
        return others[-1]
    return others[found - 1] if inside else others[found]


def row_edge(
    row: int,
    down: bool,
    ids: Sequence[int],
    filled: Callable[[int], bool],
    records_filled: Callable[[], Iterable[int]],
) -> int:
    """The row that Ctrl with an arrow leads to.

    ``filled`` looks at one row; ``records_filled`` asks the database for all, when the edge is not near.
    """
    step = 1 if down else -1
    beyond = len(ids) if down else -1
    near = range(row + step, max(min(row + step * _AT_ONCE, len(ids)), -1), step)
    found = edge(row, near, filled)
    if not near or near[-1] == beyond - step or found != near[-1]:
        return found
    inside = filled(row) and filled(near[0])
    if not inside and filled(found):
        return found
    known = frozenset(records_filled())
    far = range(near[-1] + step, beyond, step)
    # Through functions written in C, for there may be hundreds of thousands of rows.
    states = map(known.__contains__, map(ids.__getitem__, far))
    turn = next(compress(far, map(inside.__ne__, states)), None)
    if turn is None:
        return far[-1]
    return turn - step if inside else turn


def go_round(
    ranges: Sequence[tuple[range, Sequence[int]]], here: tuple[int, int], *, by_row: bool, step: int
) -> tuple[int, int] | None:
    """The cell after (``step`` 1) or before (-1) ``here`` within ranges of rows and columns.

    Row by row as with Tab, or column by column as with Enter; after the last range comes the first again.
    None when ``here`` lies in no range.
    """
    row, column = here
    place = next((n for n, one in enumerate(ranges) if row in one[0] and column in one[1]), None)
    if place is None:
        return None
    rows, columns = ranges[place]
    across, down = columns.index(column), rows.index(row)
    number = step + (down * len(columns) + across if by_row else across * len(rows) + down)
    if not 0 <= number < len(rows) * len(columns):
        rows, columns = ranges[(place + step) % len(ranges)]
        number = 0 if step > 0 else len(rows) * len(columns) - 1
    if by_row:
        return rows[number // len(columns)], columns[number % len(columns)]
    return rows[number % len(rows)], columns[number // len(rows)]
