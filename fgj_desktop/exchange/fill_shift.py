"""Rows that are put into a blank whose prepared ones do not suffice: where, how many, and where all else is then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Insertion:
    """Rows put in after a row, made like another one; rows are 0-based and those of the blank."""

    after: int
    count: int
    template: int
    at_end: bool
    """Whether they come behind the last prepared row: ranges that end there then reach over them."""


@dataclass(frozen=True, slots=True)
class Insertions:
    """All rows that are put into one sheet, from above."""

    places: tuple[Insertion, ...] = ()

    def __bool__(self) -> bool:
        """Whether any row is put in."""
        return bool(self.places)

    @property
    def count(self) -> int:
        """How many rows."""
        return sum(one.count for one in self.places)

    def row(self, row: int) -> int:
        """Where a row of the blank is afterwards."""
        return row + sum(one.count for one in self.places if one.after < row)

    def origin(self, row: int) -> int:
        """The row of the blank that a row of the filled form is, or was made like."""
        shift = 0
        for one in self.places:
            first = one.after + 1 + shift
            if row < first:
                break
            if row < first + one.count:
                return one.template
            shift += one.count
        return row - shift

    def rows_of(self, one: Insertion) -> range:
        """The rows of the filled form that are put in at a place."""
        first = self.row(one.after) + 1
        return range(first, first + one.count)

    def span(self, top: int, bottom: int) -> tuple[int, int]:
        """Where a range is afterwards: longer by the rows put in within it, or right behind its end."""
        last = self.row(bottom)
        last += sum(one.count for one in self.places if one.at_end and one.after == bottom and top < bottom)
        return self.row(top), last

    def column_span(self, top: int, bottom: int) -> tuple[int, int]:
        """The same for a range that a sum speaks of: one that was a single prepared row grows too."""
        if top != bottom:
            return self.span(top, bottom)
        single = [one.count for one in self.places if one.at_end and one.after == top == one.template]
        return self.row(top), self.row(bottom) + sum(single)


def spread(rows: Sequence[int], count: int, *, at_end: bool) -> Insertion:
    """Where rows are put in beside prepared ones: before the last, whose line below closes the table, or behind it."""
    if at_end or len(rows) < 2:
        return Insertion(rows[-1], count, rows[-1], at_end=True)
    return Insertion(rows[-2], count, rows[-2], at_end=False)
