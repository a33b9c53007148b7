"""What the sheet of a record is made of before it has a place: strips over the whole width of the page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from fgj_desktop.documents.pages import Cell, Face, Measure, Paper, Picture
from fgj_desktop.documents.print_table import Align
from fgj_desktop.documents.row_blocks import Block, Grid, HeaderBox, block_cells, header_cells, header_heights
from fgj_desktop.documents.text_lines import GAP, LINE_SIZE, line_height, signature_cells, text_cell

if TYPE_CHECKING:
    from pathlib import Path


class Strip(Protocol):
    """A part of a page that is never cut, with its height in points."""

    @property
    def height(self) -> float:
        """How much room it takes."""
        ...

    def place(self, top: float) -> tuple[list[Cell], list[Picture]]:
        """What stands there when it begins at ``top``."""
        ...


@dataclass(frozen=True, slots=True)
class TextStrip:
    """Lines over the whole width, with room above and below."""

    lines: tuple[str, ...]
    size: float
    face: Face
    align: Align
    paper: Paper
    measure: Measure
    above: float = 0.0
    below: float = 0.0

    @property
    def height(self) -> float:
        """Its lines and the room around them."""
        return self.above + len(self.lines) * line_height(self.size) + self.below

    def place(self, top: float) -> tuple[list[Cell], list[Picture]]:
        """The lines as one cell."""
        place = (self.paper.left, top + self.above, self.paper.body_width)
        return [text_cell(self.lines, place, self.size, self.face, self.align, self.measure)], []


@dataclass(frozen=True, slots=True)
class RowStrip:
    """A row of a table or of facts; the cells of ``labels`` are shaded."""

    block: Block
    grid: Grid
    labels: frozenset[int] = frozenset()
    label_column: int = 0

    @property
    def height(self) -> float:
        """The height of its tallest cell."""
        return self.block.height

    def place(self, top: float) -> tuple[list[Cell], list[Picture]]:
        """Its cells, all of one height."""
        cells = block_cells(self.block, self.grid, top, self.block.height)
        return [replace(cell, shaded=True) if cell.column in self.labels else cell for cell in cells], []


@dataclass(frozen=True, slots=True)
class HeadStrip:
    """The header of a table."""

    boxes: tuple[HeaderBox, ...]
    grid: Grid

    @property
    def height(self) -> float:
        """The height of both its levels."""
        return sum(header_heights(self.boxes, self.grid.size))

    def place(self, top: float) -> tuple[list[Cell], list[Picture]]:
        """Its cells."""
        return header_cells(self.boxes, self.grid, top), []


@dataclass(frozen=True, slots=True)
class PhotoBox:
    """A photo as it will be printed: from the left edge of the text, its size, and the lines below it.

    Without a ``path`` only the lines are printed.
    """

    left: float
    width: float
    picture_width: float
    picture_height: float
    path: Path | None
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PhotoStrip:
    """Photos side by side, each above its own words."""

    boxes: tuple[PhotoBox, ...]
    paper: Paper
    measure: Measure
    size: float

    @property
    def _picture_height(self) -> float:
        return max(box.picture_height for box in self.boxes)

    @property
    def height(self) -> float:
        """The tallest photo, the longest words, and room around them."""
        lines = max(len(box.lines) for box in self.boxes)
        return GAP + self._picture_height + GAP + lines * line_height(self.size) + GAP

    def place(self, top: float) -> tuple[list[Cell], list[Picture]]:
        """Photos stand on one line, their words centred below."""
        cells: list[Cell] = []
        pictures: list[Picture] = []
        floor = top + GAP + self._picture_height
        for box in self.boxes:
            left = self.paper.left + box.left
            if box.path is not None:
                x = left + (box.width - box.picture_width) / 2
                y = floor - box.picture_height
                pictures.append(Picture(x, y, box.picture_width, box.picture_height, box.path))
            place = (left, floor + GAP, box.width)
            cells.append(text_cell(box.lines, place, self.size, Face.BODY, Align.CENTRE, self.measure))
        return cells, pictures


@dataclass(frozen=True, slots=True)
class SignatureStrip:
    """The places to sign, with room to write."""

    lines: tuple[tuple[str, ...], ...]
    paper: Paper
    measure: Measure
    above: float = 6 * GAP

    @property
    def height(self) -> float:
        """Its lines and the room above them."""
        return self.above + len(self.lines) * line_height(LINE_SIZE)

    def place(self, top: float) -> tuple[list[Cell], list[Picture]]:
        """What is to be signed, beside each other."""
        return signature_cells(self.lines, top + self.above, self.paper, self.measure), []
