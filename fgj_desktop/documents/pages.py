"""Pages as plain data: what stands where on paper, down to every line of text.

All lengths are points (1/72 inch) from the upper left corner of the paper, y downwards, unless a
name says millimetres.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

POINTS_PER_MM = 72 / 25.4


class Face(Enum):
    """The three faces of a print: text, bold text (headers, sums), and the title."""

    BODY = "body"
    BOLD = "bold"
    TITLE = "title"


class Measure(Protocol):
    """How wide characters are; the window asks the real fonts, tests count."""

    def advances(self, face: Face) -> Mapping[str, float]:
        """The width of every character in em (shares of the font size); none is missing."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet as it lies before the reader, and its margins, in millimetres."""

    name: str
    width_mm: float
    height_mm: float
    left_mm: float = 10.0
    right_mm: float = 10.0
    top_mm: float = 12.0
    bottom_mm: float = 14.0

    @property
    def width(self) -> float:
        """The width of the sheet in points."""
        return self.width_mm * POINTS_PER_MM

    @property
    def height(self) -> float:
        """The height of the sheet in points."""
        return self.height_mm * POINTS_PER_MM

    @property
    def landscape(self) -> bool:
        """Whether it lies on its long side."""
        return self.width_mm > self.height_mm

    @property
    def left(self) -> float:
        """Where text begins from the left, in points."""
        return self.left_mm * POINTS_PER_MM

    @property
    def top(self) -> float:
        """Where text begins from the top, in points."""
        return self.top_mm * POINTS_PER_MM

    @property
    def body_width(self) -> float:
        """The width between the margins in points."""
        return (self.width_mm - self.left_mm - self.right_mm) * POINTS_PER_MM

    @property
    def bottom(self) -> float:
        """Where the text ends; below it stands only the page number."""
        return (self.height_mm - self.bottom_mm) * POINTS_PER_MM


A3_LANDSCAPE = Paper("A3", 420, 297)
A3_PORTRAIT = Paper("A3", 297, 420)
A4_LANDSCAPE = Paper("A4", 297, 210)
A4_PORTRAIT = Paper("A4", 210, 297)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: where it begins, where its baseline is, and how wide it is."""

    text: str
    x: float
    baseline: float
    width: float


@dataclass(frozen=True, slots=True)
class Cell:
    """A rectangle with its lines; nothing of the text lies outside it.

    ``row`` and ``column`` are positions in the table for the cells of its rows, otherwise None;
    ``light`` is the colour of the light it shows.
    """

    x: float
    y: float
    width: float
    height: float
    lines: tuple[Line, ...]
    face: Face
    size: float
    bordered: bool = False
    shaded: bool = False
    row: int | None = None
    column: int | None = None
    light: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A rectangle that the picture of a file fills."""

    x: float
    y: float
    width: float
    height: float
    path: Path


class Shape(Enum):
    """What a mark looks like; each can be told from the others in black and white."""

    FULL = "full"
    HOLLOW = "hollow"
    LINE = "line"
    """Upright, dashed."""
    DIAMOND = "diamond"
    TRIANGLE = "triangle"
    CIRCLE = "circle"
    TO_LEFT = "to_left"
    """A point that says: it began before."""
    TO_RIGHT = "to_right"
    """A point that says: it goes on."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A shape within a rectangle, painted over the cells; ``colour`` is a light's, or ``ink``."""

    shape: Shape
    x: float
    y: float
    width: float
    height: float
    colour: str = "ink"


@dataclass(frozen=True, slots=True)
class RowsBehind:
    """The records behind what is printed: their ledger, and what they are called together."""

    ledger: str
    records: tuple[int, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Link:
    """A rectangle of a page that leads to rows; on paper it is nothing but its text."""

    x: float
    y: float
    width: float
    height: float
    text: str
    behind: RowsBehind


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its cells, from title to page number, its pictures, its marks, and what leads to rows."""

    cells: tuple[Cell, ...]
    pictures: tuple[Picture, ...] = ()
    marks: tuple[Mark, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Pages:
    """A printed document. ``size`` is the font size of its rows in points."""

    title: str
    paper: Paper
    size: float
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class TooWide:
    """The columns do not fit the paper even with the smallest readable text.

    ``fitting`` are the positions of those that do when the least important are given up;
    ``needed_mm`` and ``available_mm`` say by how much it fails.
    """

    paper: Paper
    fitting: tuple[int, ...]
    needed_mm: float
    available_mm: float
