"""Rows and header of a printed table: their texts broken into lines, before they have a place."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from fgj_desktop.documents.column_widths import PADDING, Fit
from fgj_desktop.documents.line_breaking import break_lines, text_width
from fgj_desktop.documents.pages import Cell, Face, Line, Measure
from fgj_desktop.documents.print_table import Align, PrintRow, PrintTable, RowKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PITCH = 1.3
"""From one line to the next, in em; the same with every font, so that pages look alike."""

MARGIN = 3.0
"""Points between a cell's upper or lower edge and its text."""

_BASELINE = 1.03
"""From the top of a line to its baseline, in em: Chinese characters stand in its middle."""


@dataclass(frozen=True, slots=True)
class Box:
    """A cell that has no height yet."""

    column: int
    x: float
    width: float
    lines: tuple[str, ...]
    align: Align
    light: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A row that has no place yet."""

    index: int
    kind: RowKind
    boxes: tuple[Box, ...]
    height: float


@dataclass(frozen=True, slots=True)
class HeaderBox:
    """A header cell: from which column to which, in which of the two levels."""

    first: int
    last: int
    upper: bool
    lower: bool
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns on paper: their edges and the size of the text, in points."""

    edges: tuple[float, ...]
    size: float
    measure: Measure

    @classmethod
    def of(cls, fit: Fit, left: float, measure: Measure) -> Grid:
        """The columns of a fit, beginning at ``left``."""
        return cls(tuple(accumulate(fit.widths, initial=left)), fit.size, measure)

    @property
    def left(self) -> float:
        """The left edge of the table."""
        return self.edges[0]

    @property
    def width(self) -> float:
        """The width of the table."""
        return self.edges[-1] - self.edges[0]

    def span(self, first: int, last: int) -> float:
        """The width from one column to another, both included."""
        return self.edges[last + 1] - self.edges[first]

    def lines(self, text: str, width: float, face: Face) -> tuple[str, ...]:
        """The lines of a text in a cell ``width`` points wide."""
        return break_lines(text, (width - 2 * PADDING) / self.size, self.measure.advances(face))


def height_of(lines: int, size: float) -> float:
    """The height of a cell of so many lines, in points."""
    return lines * PITCH * size + 2 * MARGIN


def face_of(kind: RowKind) -> Face:
    """Records in plain text, sums and headings in bold."""
    return Face.BODY if kind is RowKind.RECORD else Face.BOLD


def block_of(table: PrintTable, index: int, grid: Grid) -> Block:
    """A row of the table with its texts broken into lines."""
    row = table.rows[index]
    face = face_of(row.kind)
    boxes: list[Box] = []
    for first, last in _spans(row):
        width = grid.span(first, last)
        column = table.columns[first]
        lines = grid.lines(row.text(first), width, face)
        light = row.lights.get(first)
        align = column.align if first == last else Align.LEFT
        boxes.append(Box(first, grid.edges[first], width, lines, align, light.colour if light else None))
    return Block(index, row.kind, tuple(boxes), height_of(max(len(box.lines) for box in boxes), grid.size))


def _spans(row: PrintRow) -> list[tuple[int, int]]:
    """From which column to which each cell goes: the label of a heading takes the empty cells after it."""
    count = len(row.cells)
    if row.kind is RowKind.RECORD:
        return [(position, position) for position in range(count)]
    filled = [position for position in range(count) if row.text(position)]
    label = filled[0] if filled else 0
    end = filled[1] - 1 if len(filled) > 1 else count - 1
    before = [(position, position) for position in range(label)]
    return [*before, (label, end), *((position, position) for position in range(end + 1, count))]


def header_boxes(table: PrintTable, grid: Grid) -> tuple[HeaderBox, ...]:
    """The header's cells: columns with one group title share a cell above their own titles."""
    boxes: list[HeaderBox] = []
    position = 0
    while position < len(table.columns):
        title = table.columns[position].group_title
        last = position
        while title and last + 1 < len(table.columns) and table.columns[last + 1].group_title == title:
            last += 1
        if title:
            lines = grid.lines(title, grid.span(position, last), Face.BOLD)
            boxes.append(HeaderBox(position, last, True, False, lines))
        for column in range(position, last + 1):
            lines = grid.lines(table.columns[column].title, grid.span(column, column), Face.BOLD)
            boxes.append(HeaderBox(column, column, not title, True, lines))
        position = last + 1
    return tuple(boxes)


def header_heights(boxes: Sequence[HeaderBox], size: float) -> tuple[float, float]:
    """The heights of the header's two levels; the upper is 0 when no columns are grouped."""

    def tallest(upper: bool, lower: bool) -> float:
        return max(
            (height_of(len(box.lines), size) for box in boxes if (box.upper, box.lower) == (upper, lower)),
            default=0.0,
        )

    grouped, single, both = tallest(True, False), tallest(False, True), tallest(True, True)
    return grouped, max(single, both - grouped)


def header_cells(boxes: Sequence[HeaderBox], grid: Grid, top: float) -> list[Cell]:
    """The header placed at ``top``."""
    upper, lower = header_heights(boxes, grid.size)
    cells: list[Cell] = []
    for box in boxes:
        y = top if box.upper else top + upper
        height = (upper if box.upper else 0.0) + (lower if box.lower else 0.0)
        width = grid.span(box.first, box.last)
        lines = place_lines(
            box.lines, (grid.edges[box.first], y, width, height), Align.CENTRE,
            grid.size, grid.measure.advances(Face.BOLD),
        )  # fmt: skip
        cells.append(
            Cell(
                grid.edges[box.first],
                y,
                width,
                height,
                lines,
                Face.BOLD,
                grid.size,
                bordered=True,
                shaded=True,
            )
        )
    return cells


def block_cells(block: Block, grid: Grid, top: float, height: float) -> list[Cell]:
    """A row placed at ``top``, all its cells ``height`` points high."""
    face = face_of(block.kind)
    advances = grid.measure.advances(face)
    shaded = block.kind is not RowKind.RECORD
    return [
        Cell(
            box.x, top, box.width, height,
            place_lines(box.lines, (box.x, top, box.width, height), box.align, grid.size, advances),
            face, grid.size, bordered=True, shaded=shaded,
            row=block.index, column=box.column, light=box.light,
        )
        for box in block.boxes
    ]  # fmt: skip


def place_lines(
    lines: Sequence[str],
    rectangle: tuple[float, float, float, float],
    align: Align,
    size: float,
    advances: Mapping[str, float],
) -> tuple[Line, ...]:
    """Set lines into a rectangle (x, y, width, height), in the middle of its height."""
    x, y, width, height = rectangle
    first = y + (height - len(lines) * PITCH * size) / 2 + _BASELINE * size
    placed: list[Line] = []
    for position, text in enumerate(lines):
        if not text:
            continue
        length = text_width(text, advances) * size
        if align is Align.LEFT:
            begin = x + PADDING
        elif align is Align.RIGHT:
            begin = x + width - PADDING - length
        else:
            begin = x + (width - length) / 2
        placed.append(Line(text, begin, first + position * PITCH * size, length))
    return tuple(placed)


def split_block(block: Block, room: float, grid: Grid, label: int) -> tuple[Block, Block]:
    """Cut a row that is taller than a page: what fits into ``room`` points, and the rest.

    The rest says （续） in the column of the names.
    """
    fitting = max(int((room - 2 * MARGIN) / (PITCH * grid.size) + 1e-6), 2)
    upper: list[Box] = []
    lower: list[Box] = []
    for box in block.boxes:
        rest = box.lines[fitting:]
        if box.column == label:
            rest = (*grid.lines("（续）", box.width, face_of(block.kind)), *rest)
        upper.append(Box(box.column, box.x, box.width, box.lines[:fitting], box.align, box.light))
        lower.append(Box(box.column, box.x, box.width, rest, box.align, None))
    return _block(block, upper, grid.size), _block(block, lower, grid.size)


def _block(block: Block, boxes: list[Box], size: float) -> Block:
    height = height_of(max(len(box.lines) for box in boxes), size)
    return Block(block.index, block.kind, tuple(boxes), height)
