"""A comparison as lines to be shown, printed and exported: one line a cell that differs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.rules.comparison import Comparison, Fate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from fgj_desktop.rules.comparison import CellDifference, RecordDifference

CHANGES = (Fate.ADDED, Fate.LEFT, Fate.CHANGED)
"""What is shown when nothing else is asked for: records without changes say nothing."""


@dataclass(frozen=True, slots=True)
class ComparisonLine:
    """One line; a record with several cells that differ has several."""

    record: int
    number: int
    """The place of its record among those shown, from 1."""
    name: str
    fate: Fate
    is_first: bool
    """Whether it is the first of its record."""
    column: str = ""
    before: str = ""
    after: str = ""
    difference: str = ""
    cell: CellDifference | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """Name, fate, column, before, after, difference."""
        return (self.name, self.fate.value, self.column, self.before, self.after, self.difference)


def titles_of(found: Comparison) -> tuple[str, ...]:
    """The titles above ``ComparisonLine.texts``."""
    name = found.ledger.by_name[found.ledger.name_column].timeless_title
    return (name, "变动", "栏目", found.before.title, found.after.title, "增减")


def lines_of(found: Comparison, fates: Collection[Fate] = CHANGES) -> list[ComparisonLine]:
    """The lines of these fates: who came, who left, what changed, what stayed."""
    return list(_lines(found, fates))


def _lines(found: Comparison, fates: Collection[Fate]) -> Iterator[ComparisonLine]:
    wanted = [one for fate in Fate if fate in fates for one in found.of(fate)]
    for number, one in enumerate(wanted, 1):
        if not one.cells:
            yield _whole(one, number)
        for place, cell in enumerate(one.cells):
            yield ComparisonLine(
                one.record,
                number,
                one.name,
                one.fate,
                place == 0,
                cell.title,
                cell.before,
                cell.after,
                cell.difference,
                cell,
            )


def _whole(one: RecordDifference, number: int) -> ComparisonLine:
    """A record as a whole: the ground on which it came or left stands on the side where it is."""
    came = one.fate is Fate.ADDED
    return ComparisonLine(
        one.record,
        number,
        one.name,
        one.fate,
        is_first=True,
        before="" if came else one.note,
        after=one.note if came else "",
    )
