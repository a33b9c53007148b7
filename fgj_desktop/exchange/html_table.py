"""Tables of a web page: what many systems export under the name .xls."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from fgj_desktop.errors import UserError
from fgj_desktop.exchange import guards
from fgj_desktop.exchange.grid import Area, Sheet, Value
from fgj_desktop.exchange.text_encoding import decode

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_SPACES = re.compile("[ \t\r\n\xa0]+")
"""The full-width space is text: it stands between the characters of a name."""
_BREAKS = frozenset({"br", "p", "div", "li"})
_SILENT = frozenset({"style", "script", "head", "title"})


class _Table:
    """One table under construction; cells spanning rows push later ones to the right."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.cells: dict[tuple[int, int], str] = {}
        self.areas: list[Area] = []
        self._taken: set[tuple[int, int]] = set()
        self._row, self._column = -1, 0
        self.text: list[str] | None = None
        self._span = (1, 1)

    def begin_row(self) -> None:
        self.end_cell()
        self._row, self._column = self._row + 1, 0

    def begin_cell(self, rows: int, columns: int) -> None:
        self.end_cell()
        if self._row < 0:
            self.begin_row()
        self.text, self._span = [], (rows, columns)

    def end_cell(self) -> None:
        if self.text is None:
            return
        while (self._row, self._column) in self._taken:
            self._column += 1
        (rows, columns), row, column = self._span, self._row, self._column
        guards.check_extent(row + 1, column + columns, self._name, self._name)
        area = Area(row, column, row + rows - 1, column + columns - 1)
        lines = (_SPACES.sub(" ", line).strip(" ") for line in "".join(self.text).split("\n"))
        self.cells[row, column] = "\n".join(line for line in lines if line)
        if rows > 1 or columns > 1:
            self.areas.append(area)
            guards.check_extent(len(self._taken) + rows * columns, 1, self._name, self._name)
            self._taken.update(area.cells())
        self._column, self.text = column + columns, None

    def sheet(self, name: str) -> Sheet:
        filled = [cell for cell, text in self.cells.items() if text]
        height = max((row for row, _ in filled), default=-1) + 1
        width = max((column for _, column in filled), default=-1) + 1
        guards.check_extent(height, width, self._name, name)
        rows: list[list[Value]] = [
            [self.cells.get((row, column)) or None for column in range(width)] for row in range(height)
        ]
        return Sheet(name, rows, merges=tuple(self.areas))


class _Tables(HTMLParser):
    """Collects the tables of a page, a table inside a cell as a table of its own."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self._name = name
        self._open: list[_Table] = []
        self.done: list[_Table] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            self._silent = 0
            table = _Table(self._name)
            self._open.append(table)
            self.done.append(table)
            if len(self.done) > guards.MAX_ENTRIES:
                raise guards.suspicious(self._name)
        elif self._open:
            self._inside_table(self._open[-1], tag, dict(attrs))

    def _inside_table(self, table: _Table, tag: str, attributes: dict[str, str | None]) -> None:
        if tag == "tr":
            table.begin_row()
        elif tag in {"td", "th"}:
            table.begin_cell(_span(attributes.get("rowspan")), _span(attributes.get("colspan")))
        elif tag in _BREAKS and table.text is not None:
            table.text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif self._open and tag in {"td", "th", "tr", "table"}:
            self._open[-1].end_cell()
            if tag == "table":
                self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and not self._silent and (text := self._open[-1].text) is not None:
            # Line ends of the source are mere spaces; only tags break a line.
            text.append(_SPACES.sub(" ", data))

    def finish(self) -> None:
        self.close()
        for table in self._open:
            table.end_cell()


def _span(text: str | None) -> int:
    digits = (text or "").strip()
    return min(max(int(digits), 1), guards.MAX_ROWS) if digits.isascii() and digits.isdigit() else 1


def _text_of(data: bytes) -> str | None:
    declared = _CHARSET.search(data[:4000])
    text = decode(data)
    if declared and text is None:
        try:
            return data.decode(declared[1].decode("ascii"), "replace")
        except LookupError:
            return None
    return text


def read_html_tables(data: bytes, name: str) -> tuple[Sheet, ...]:
    """The tables of a page as sheets 表1, 表2…, those without any text left out.

    Raises UserError when there is none.
    """
    text = _text_of(data)
    reader = _Tables(name)
    if text is not None:
        try:
            reader.feed(text)
            reader.finish()
        except AssertionError as problem:
            # What html.parser answers to a mutilated declaration.
            raise guards.damaged(name) from problem
    sheets = [table.sheet(f"表{number}") for number, table in enumerate(reader.done, start=1)]
    if not any(sheet.rows for sheet in sheets):
        raise UserError(
            f"“{name}”其实是网页，其中没有表格，未作任何改动。请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。"
        )
    return tuple(sheet for sheet in sheets if sheet.rows)
