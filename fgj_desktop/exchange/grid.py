"""What a workbook is once it is read: sheets of plain values, and the facts beside them.

Rows and columns count from 0 everywhere; only `address` speaks the way Excel does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Value: TypeAlias = str | int | float | bool | date | datetime | None
"""One cell. A whole number is an int however the file stores it; an empty cell is None."""

Cell: TypeAlias = tuple[int, int]
"""Row and column, from 0."""


class Kind(StrEnum):
    """The kinds of file that can be read."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    HTML = "html"
    TEXT = "text"


class Shown(StrEnum):
    """How a cell shows its value, where the value alone does not tell."""

    PERCENT = "percent"
    """0.42 is shown as 42 %."""
    MONTH = "month"
    """A date of which only year and month are shown: the day means nothing."""
    YEAR = "year"
    """A date of which only the year is shown."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells; all four bounds belong to it."""

    top: int
    left: int
    bottom: int
    right: int

    def cells(self) -> Iterator[Cell]:
        """Every cell, row by row."""
        for row in range(self.top, self.bottom + 1):
            for column in range(self.left, self.right + 1):
                yield row, column


@dataclass(frozen=True, slots=True)
class Facts:
    """What a sheet says beside its values; empty where the format does not tell."""

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    filtered: bool = False
    """A filter is set: some of the hidden rows are hidden by it."""
    comments: Mapping[Cell, str] = field(default_factory=dict)
    errors: Mapping[Cell, str] = field(default_factory=dict)
    """Cells holding an error such as #REF!; their value is None."""
    uncached: frozenset[Cell] = frozenset()
    """Formulas saved without their result; their value is None."""
    struck: frozenset[Cell] = frozenset()
    """Filled cells in a struck-through font."""
    red: frozenset[Cell] = frozenset()
    """Filled cells in a red font."""
    shown: Mapping[Cell, Shown] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. All rows have the same length; empty rows and columns are cut at the end only."""

    name: str
    rows: list[list[Value]]
    visible: bool = True
    merges: tuple[Area, ...] = ()
    imprecise: frozenset[Cell] = frozenset()
    """Whole numbers of 16 digits and more: Excel has kept only the first 15 of them."""
    facts: Facts = field(default_factory=Facts)
    origins: Mapping[Cell, Cell] = field(default_factory=dict)
    """Where the cells of a table made out of another sheet stand in that one; see `matrix`."""

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.rows)

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.rows[0]) if self.rows else 0

    def value(self, row: int, column: int) -> Value:
        """The value at a place; None outside the rows that are kept."""
        return self.rows[row][column] if 0 <= row < self.height and 0 <= column < self.width else None

    def origin(self, row: int, column: int) -> Cell:
        """Where a cell stands in the workbook as the clerk sees it."""
        return self.origins.get((row, column), (row, column))

    def address(self, row: int, column: int) -> str:
        """The address that Excel shows for a cell there."""
        return address(*self.origin(row, column))

    def letters(self, column: int) -> str:
        """The letters of a column in the workbook; of a made table those of the column its figures are from."""
        found = (origin for (_, at), origin in self.origins.items() if at == column)
        return column_letters(next(found, (0, column))[1])

    def find(self, text: str) -> Cell | None:
        """The cell that has this address in the workbook; None when the table does not hold it."""
        if not self.origins:
            return cell_at(text)
        return next((cell for cell, origin in self.origins.items() if address(*origin) == text), None)


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file that was read. Chart sheets are left out; hidden sheets are not."""

    name: str
    """The file's name without its folder."""
    kind: Kind
    sheets: tuple[Sheet, ...]
    remarks: tuple[str, ...] = ()
    """Chinese sentences: what of the file could not be read and why that may matter."""
    mark: str = ""
    """What this program noted in a workbook that it exported itself; see `exported`."""


def column_letters(column: int) -> str:
    """The letters of a column: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """The address Excel shows: (6, 3) is D7."""
    return f"{column_letters(column)}{row + 1}"


def cell_at(text: str) -> Cell:
    """The cell of an address; the reverse of `address`.

    Raises ValueError for anything but letters followed by digits.
    """
    digits = text.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    letters = text[: len(text) - len(digits)]
    if not letters or not (digits.isascii() and digits.isdigit()) or int(digits) == 0:
        raise ValueError(f"not an address: {text!r}")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(digits) - 1, column - 1


def covered_cells(sheet: Sheet) -> dict[Cell, Cell]:
    """Each cell hidden under a merge, with the top left cell that holds the value."""
    return {
        cell: (area.top, area.left)
        for area in sheet.merges
        for cell in area.cells()
        if cell != (area.top, area.left)
    }


def vertical_merges(sheet: Sheet) -> dict[Cell, str]:
    """The text that stands for each cell covered by a merge of several rows.

    Only text is filled down, and only in the merge's first column: a number merged over three
    rows is one number, and filling it would count it three times.
    """
    filled: dict[Cell, str] = {}
    for area in sheet.merges:
        text = sheet.value(area.top, area.left)
        if isinstance(text, str):
            filled.update({(row, area.left): text for row in range(area.top + 1, area.bottom + 1)})
    return filled
