"""Tables of a Word document as sheets, with the lines that stand above each; read from its XML, within the limits of `guards`."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.exchange import guards
from fgj_desktop.exchange.grid import Area, Sheet, Value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BytesIO
    from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT = "word/document.xml"
_LINES_ABOVE = 8
_WIDEST_SPAN = guards.MAX_COLUMNS


def is_word(stream: BytesIO) -> bool:
    """Whether these bytes are a document of Word's present format."""
    try:
        with zipfile.ZipFile(stream) as package:
            return any(name.casefold() == _DOCUMENT for name in package.namelist())
    except Exception:  # noqa: BLE001  # zipfile raises half a dozen kinds on a mutilated file
        return False


def read_word_tables(data: bytes, name: str) -> tuple[tuple[Sheet, ...], list[str]]:
    """The tables outside other tables, each under the lines before it, and those lines; deleted text (修订) is left out.

    Raises UserError when the file is damaged or beyond the limits.
    """
    package = guards.open_package(data, name)
    spelled = next((one for one in package.namelist() if one.casefold() == _DOCUMENT), _DOCUMENT)
    root = guards.parse_xml(guards.read_part(package, spelled, name), name)
    body = root.find(f"{_W}body")
    sheets: list[Sheet] = []
    lines: list[str] = []
    outside: list[str] = []
    for block in () if body is None else _blocks(body):
        if block.tag == f"{_W}tbl":
            sheets.append(_sheet(block, f"表{len(sheets) + 1}", lines[-_LINES_ABOVE:], name))
            lines = []
        elif text := _text(block):
            lines.append(text)
            outside.append(text)
    return tuple(sheets), outside


def _blocks(parent: Element) -> Iterator[Element]:
    """Paragraphs and tables, also those within content controls."""
    for child in parent:
        if child.tag in {f"{_W}p", f"{_W}tbl"}:
            yield child
        elif child.tag == f"{_W}sdt":
            content = child.find(f"{_W}sdtContent")
            if content is not None:
                yield from _blocks(content)


def _text(paragraph: Element) -> str:
    pieces = []
    for part in paragraph.iter():
        if part.tag == f"{_W}t":
            pieces.append(part.text or "")
        elif part.tag in {f"{_W}tab", f"{_W}br", f"{_W}cr"}:
            pieces.append(" " if part.tag == f"{_W}tab" else "\n")
    return "".join(pieces).strip()


@dataclass(slots=True)
class _Grid:
    """The cells of a table as they are met."""

    rows: list[list[Value]] = field(default_factory=list)
    merges: list[Area] = field(default_factory=list)
    _open: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Column → (first row, last column) of a merge downwards that may go on."""

    def add_row(self, row: Element) -> None:
        """One row; a cell over several columns stands in the first of them."""
        at = len(self.rows)
        cells: list[Value] = [None] * _skipped(row)
        going_on: dict[int, tuple[int, int]] = {}
        for cell in _inside(row, "tc"):
            column, span = len(cells), _span(cell)
            last = column + span - 1
            state = _downwards(cell)
            if state == "continue" and column in self._open:
                going_on[column] = self._open.pop(column)
                cells += [None] * span
                continue
            text = "\n".join(filter(None, (_text(one) for one in cell.iter(f"{_W}p"))))
            cells += [text or None, *[None] * (span - 1)]
            if state == "restart":
                going_on[column] = at, last
            elif span > 1:
                self.merges.append(Area(at, column, at, last))
        self._close(at)
        self._open = going_on
        self.rows.append(cells)

    def _close(self, at: int) -> None:
        """End the merges that the row did not go on with."""
        for column, (top, last) in self._open.items():
            if (top, column) != (at - 1, last):
                self.merges.append(Area(top, column, at - 1, last))
        self._open = {}

    def finish(self) -> None:
        """End every merge, and make all rows as long as the longest."""
        self._close(len(self.rows))
        width = max((len(row) for row in self.rows), default=0)
        for row in self.rows:
            row.extend([None] * (width - len(row)))


def _sheet(table: Element, title: str, above: list[str], name: str) -> Sheet:
    grid = _Grid()
    for line in above:
        grid.rows.append([line])
    for row in _inside(table, "tr"):
        grid.add_row(row)
        guards.check_extent(len(grid.rows), len(grid.rows[-1]), name, title)
    grid.finish()
    return Sheet(title, grid.rows, merges=tuple(grid.merges))


def _inside(parent: Element, word: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those within content controls, none of a table inside."""
    for child in parent:
        if child.tag == f"{_W}{word}":
            yield child
        elif child.tag == f"{_W}sdt":
            content = child.find(f"{_W}sdtContent")
            if content is not None:
                yield from _inside(content, word)


def _skipped(row: Element) -> int:
    return _whole(row.find(f"{_W}trPr/{_W}gridBefore"), 0)


def _span(cell: Element) -> int:
    return max(1, _whole(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1))


def _downwards(cell: Element) -> str:
    """``restart`` where a merge downwards begins, ``continue`` below it, else nothing."""
    found = cell.find(f"{_W}tcPr/{_W}vMerge")
    return "" if found is None else found.get(f"{_W}val") or "continue"


def _whole(element: Element | None, default: int) -> int:
    text = "" if element is None else element.get(f"{_W}val") or ""
    return min(int(text), _WIDEST_SPAN) if text.isdecimal() else default
