"""How large the sheets of an .ods are, before the reader builds them.

There a single element stands for a million rows; the reader would fill memory with them.
"""

from __future__ import annotations

from fgj_desktop.exchange import guards

_CELLS = frozenset({"table-cell", "covered-table-cell"})


class _Extent:
    """Receives the elements of content.xml and follows the last filled row and column."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._sheet = ""
        self._start_sheet("")

    def _start_sheet(self, sheet: str) -> None:
        self._sheet = sheet
        self._row, self._column, self._width = 0, 0, 0
        self._row_repeat = self._cell_repeat = 1
        self._row_filled = self._in_cell = self._cell_filled = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition("}")[2]
        plain = {key.rpartition("}")[2]: value for key, value in attributes.items()}
        if tag == "table":
            self._start_sheet(plain.get("name", ""))
        elif tag == "table-row":
            self._column, self._row_filled = 0, False
            self._row_repeat = _count(plain.get("number-rows-repeated"))
        elif tag in _CELLS:
            self._in_cell, self._cell_filled = True, "value-type" in plain
            self._cell_repeat = _count(plain.get("number-columns-repeated"))
        elif self._in_cell:
            self._cell_filled = True

    def data(self, text: str) -> None:
        """Text lies in elements, which have been counted."""

    def end(self, tag: str) -> None:
        tag = tag.rpartition("}")[2]
        if tag in _CELLS:
            self._column += self._cell_repeat
            self._in_cell = False
            if self._cell_filled:
                self._row_filled, self._width = True, max(self._width, self._column)
        elif tag == "table-row":
            self._row += self._row_repeat
            if self._row_filled:
                guards.check_extent(self._row, self._width, self._name, self._sheet)

    def close(self) -> None:
        """Nothing is left to tell: a sheet too large has been refused on the way."""


def _count(text: str | None) -> int:
    return 1 if text is None else max(1, int(text[:9]))


def check_ods(data: bytes, name: str) -> None:
    """Refuse an .ods whose filled cells reach too far. Raises UserError."""
    package = guards.open_package(data, name)
    guards.walk_xml(guards.read_part(package, "content.xml", name), name, _Extent(name))
