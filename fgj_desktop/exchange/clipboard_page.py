"""A page from the clipboard, read in one pass that no markup can make slow.

Not by ``html.parser``: its events cost too much for a large block, and an unclosed tag repeated takes it hours.
"""

from __future__ import annotations

import re

from fgj_desktop.exchange.clipboard_table import Table, is_hidden
from fgj_desktop.exchange.clipboard_text import too_much

_MOST_TABLES = 2_000
# An unclosed comment or tag reaches to the end, as in a browser; a quote counts after = only.
_TAG = re.compile(
    r"<(?:!--(?:[^-]++|-(?!->))*+(?:-->|\Z)"
    r"|[!?][^>]*+(?:>|\Z)"
    r"|(/?)([a-zA-Z][^\s/>]*+)"
    r"""((?:[^>"'=]++|=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))?|["'])*+)(?:>|\Z))"""
)
_HEAD = re.compile(r"\s*Version:[^<]*", re.IGNORECASE)
"""Where Windows keeps the offsets of the fragment."""
_BLOCKS = frozenset(
    {"p", "div", "li", "ul", "ol", "dl", "dt", "dd", "pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"}
)
_RAW = {
    tag: re.compile(rf"</{tag}(?![^\s/>])", re.IGNORECASE) for tag in ("style", "script", "title", "textarea")
}
"""Their content is no markup, and no text of the page."""
_SILENT = frozenset({"comment", "xml", "select"})
"""LibreOffice writes the remark on a cell as <comment>, hidden by a style."""
_HIDEABLE = frozenset({"a", "div", "font", "span", "table"})
_CELLS = frozenset({"td", "th"})
_STRUCTURE = frozenset({"table", "tr", "td", "th", "col", "colgroup", "caption"})


class Page:
    """The tables of a page, each table inside a cell as one of its own."""

    def __init__(self, html: str) -> None:
        self.tables: list[Table] = []
        self.has_text_outside = False
        self._open: list[Table] = []
        self._silent = ""
        self._depth = 0
        self._read(html)
        for table in self._open:
            table.finish()

    def _read(self, html: str) -> None:
        head = _HEAD.match(html)
        position = head.end() if head else 0
        while found := _TAG.search(html, position):
            if found.start() > position:
                self._text(html, position, found.start())
            position = found.end()
            closing, name, attributes = found.groups()
            if name is None:
                continue
            name = name.lower()
            if name in _RAW and not closing:
                end = _RAW[name].search(html, position)
                position = end.start() if end else len(html)
            elif self._silent:
                self._pass_silently(name, closing)
            elif closing:
                self._end(name)
            else:
                self._begin(name, attributes)
        self._text(html, position, len(html))

    def _text(self, html: str, start: int, end: int) -> None:
        if self._silent:
            return
        if not self._open:
            self.has_text_outside = self.has_text_outside or bool(html[start:end].strip())
        elif cell := self._open[-1].cell:
            cell.add(html[start:end])

    def _pass_silently(self, name: str, closing: str) -> None:
        if name == self._silent:
            self._depth += -1 if closing else 1
            if not self._depth:
                self._silent = ""

    def _begin(self, name: str, attributes: str) -> None:
        if name in _SILENT or (name in _HIDEABLE and is_hidden(attributes)):
            self._silent, self._depth = name, 1
        elif name in _CELLS and self._open:
            self._open[-1].begin_cell(attributes)
        elif name in _STRUCTURE:
            self._begin_structure(name, attributes)
        else:
            self._break(name)

    def _begin_structure(self, name: str, attributes: str) -> None:
        if name == "table":
            self._open.append(Table())
            self.tables.append(self._open[-1])
            if len(self.tables) > _MOST_TABLES:
                raise too_much()
        elif not self._open:
            return
        elif name == "tr":
            self._open[-1].begin_row(attributes)
        elif name == "caption":
            self.has_text_outside = True
        elif name in {"col", "colgroup"}:
            self._open[-1].begin_columns(attributes, group=name == "colgroup")

    def _end(self, name: str) -> None:
        if not self._open:
            return
        if name in _CELLS:
            self._open[-1].end_cell()
        elif name == "tr":
            self._open[-1].end_row()
        elif name == "table":
            self._open.pop().finish()
        elif name in _BLOCKS:
            self._break(name)

    def _break(self, name: str) -> None:
        cell = self._open[-1].cell if self._open else None
        if cell is not None and name == "br":
            cell.break_line()
        elif cell is not None and name in _BLOCKS:
            cell.break_block()
