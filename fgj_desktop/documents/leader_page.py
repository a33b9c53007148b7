"""领导一页纸 as plain data: tables of figures, each of which knows the rows behind it, and two lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from fgj_desktop.documents.pages import RowsBehind


@dataclass(frozen=True, slots=True)
class Spot:
    """One text of the page, with the rows it stands for."""

    text: str
    behind: RowsBehind | None = None


@dataclass(frozen=True, slots=True)
class LeaderTable:
    """A table with a title line above it. ``shares`` are the widths of its columns against each other.

    One that can be ``shortened`` is a list: it loses rows from its end where the page is too short, and what
    ``rest`` says of the number left out stands in their place. ``empty`` stands for a list without rows.
    """

    title: Spot | None
    columns: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[tuple[Spot, ...], ...]
    left: frozenset[int] = frozenset()
    """The positions of columns whose texts begin at the left."""
    rest: Callable[[int], str] | None = None
    empty: str = ""

    @property
    def can_be_shortened(self) -> bool:
        """Whether rows may be left out."""
        return self.rest is not None


@dataclass(frozen=True, slots=True)
class LeaderPage:
    """All that the page says."""

    title: str
    left: str
    middle: str
    right: str
    tables: tuple[LeaderTable, ...]
    notes: tuple[str, ...]
