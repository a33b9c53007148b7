"""Rectangles of cells: what is selected is told by its corners, however large it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Block(NamedTuple):
    """A rectangle of cells, its last row and column included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self) -> int:
        """How many rows."""
        return self.bottom - self.top + 1

    @property
    def width(self) -> int:
        """How many columns."""
        return self.right - self.left + 1

    @property
    def size(self) -> int:
        """How many cells."""
        return self.height * self.width

    @property
    def rows(self) -> range:
        """Its rows."""
        return range(self.top, self.bottom + 1)

    @property
    def columns(self) -> range:
        """Its columns."""
        return range(self.left, self.right + 1)


def side_by_side(blocks: Sequence[Block]) -> tuple[list[int], list[int]] | None:
    """Rows and columns of blocks that together make one rectangle; None when they do not.

    As in Excel, blocks picked apart are one when all have the same rows or all the same columns.
    """
    if not blocks:
        return None
    if len({(one.top, one.bottom) for one in blocks}) == 1:
        columns = [column for one in sorted(blocks, key=lambda one: one.left) for column in one.columns]
        return [*blocks[0].rows], columns
    if len({(one.left, one.right) for one in blocks}) == 1:
        return [row for one in sorted(blocks) for row in one.rows], [*blocks[0].columns]
    return None
