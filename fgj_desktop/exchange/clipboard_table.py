"""One table of a page from the clipboard under construction: spans, what is hidden, exact numbers."""

from __future__ import annotations

import re

from fgj_desktop.exchange.clipboard_cell import CellText, exact_string
from fgj_desktop.exchange.clipboard_figures import exact_figure
from fgj_desktop.exchange.clipboard_text import MOST_CELLS, MOST_ROWS, too_much

_MOST_COLUMNS = 1_000
"""What browsers cut a colspan to."""
_SPAN = {
    name: re.compile(rf"\b{name}\s*=\s*[\"']?\s*(\d{{1,9}})", re.IGNORECASE | re.ASCII)
    for name in ("colspan", "rowspan", "span")
}
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_NUMBER = re.compile(r"\b(?:x:num|sdval)\s*=\s*[\"']?\s*([-+.\de]{1,40})", re.IGNORECASE | re.ASCII)


def is_hidden(attributes: str) -> bool:
    """Whether a tag says that its element is not shown."""
    return _HIDDEN.search(attributes) is not None


class Rounded(str):
    """What a cell shows of a number, and the number itself."""

    __slots__ = ("exact",)
    exact: str


class Table:
    """Takes the tags of a table one by one; ``rows`` are complete after ``finish``.

    The text of a spanning cell stands in its first place, the others are empty. Hidden rows and columns
    are left out: what is pasted is what was seen.
    """

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.cell: CellText | None = None
        self._row: list[str] | None = None
        self._attributes = ""
        self._row_is_hidden = False
        self._hidden_rows: set[int] = set()
        self._busy: dict[int, int] = {}
        """Columns that a cell above reaches into, and the first row below it."""
        self._next_column = self._group = 0
        self._hidden_columns: set[int] = set()
        self._columns_with_shown: set[int] = set()
        self._columns_with_hidden: set[int] = set()
        self._cells = 0

    def begin_columns(self, attributes: str, *, group: bool) -> None:
        """A <col>, or a <colgroup>, which counts only when it holds no <col>."""
        if group:
            self._group = self._next_column
        elif self._group >= 0:
            self._next_column, self._group = self._group, -1
        span = _span(attributes, "span")
        if is_hidden(attributes):
            self._hidden_columns.update(range(self._next_column, self._next_column + span))
        self._next_column += span

    def begin_row(self, attributes: str) -> None:
        """A row begins, and the one before it ends."""
        self.end_row()
        self._row, self._row_is_hidden = [], is_hidden(attributes)

    def begin_cell(self, attributes: str) -> None:
        """A cell begins, and the one before it ends."""
        self.end_cell()
        if self._row is None:
            self.begin_row("")
        self.cell, self._attributes = CellText(), attributes

    def end_cell(self) -> None:
        """Put the cell that is open into its place."""
        if self.cell is None or self._row is None:
            return
        row, attributes = self._row, self._attributes
        while self._busy.get(len(row), 0) > len(self.rows):
            row.append("")
        column = len(row)
        hidden = is_hidden(attributes)
        (self._columns_with_hidden if hidden else self._columns_with_shown).add(column)
        row.append("" if hidden else _value(self.cell.text(), attributes))
        self.cell = None
        if "span" in attributes.lower():
            self._spread(row, column, attributes)
        if len(row) + self._cells > MOST_CELLS:
            raise too_much()

    def _spread(self, row: list[str], column: int, attributes: str) -> None:
        columns, rows = _span(attributes, "colspan"), _span(attributes, "rowspan")
        row.extend([""] * (columns - 1))
        if rows > 1:
            self._busy.update(dict.fromkeys(range(column, column + columns), len(self.rows) + rows))

    def end_row(self) -> None:
        """Close the row that is open; cells from above that stand at its end belong to it."""
        self.end_cell()
        row = self._row
        if row is None:
            return
        if self._busy:
            self._busy = {column: until for column, until in self._busy.items() if until > len(self.rows)}
            row.extend([""] * (max(self._busy, default=-1) + 1 - len(row)))
        if self._row_is_hidden or not row:
            self._hidden_rows.add(len(self.rows))
        self.rows.append(row)
        self._row = None
        self._cells += len(row)
        if len(self.rows) > MOST_ROWS or self._cells > MOST_CELLS:
            raise too_much()

    def finish(self) -> None:
        """The table ends: leave out what is hidden."""
        self.end_row()
        if self._hidden_rows:
            self.rows = [row for number, row in enumerate(self.rows) if number not in self._hidden_rows]
        hidden = self._hidden_columns | (self._columns_with_hidden - self._columns_with_shown)
        if hidden:
            self.rows = [
                [cell for column, cell in enumerate(row) if column not in hidden] for row in self.rows
            ]
        if len(self.rows) * max(map(len, self.rows), default=0) > MOST_CELLS:
            raise too_much()


def _span(attributes: str, name: str) -> int:
    found = _SPAN[name].search(attributes)
    most = MOST_ROWS if name == "rowspan" else _MOST_COLUMNS
    return min(max(int(found[1]), 1), most) if found else 1


def _value(shown: str, attributes: str) -> str:
    if "x:str" in attributes:
        return exact_string(attributes, shown)
    if "x:num" in attributes or "sdval" in attributes:
        number = _NUMBER.search(attributes)
        exact = exact_figure(shown, number[1]) if number else None
        if exact is not None:
            rounded = Rounded(shown)
            rounded.exact = exact
            return rounded
    return shown
