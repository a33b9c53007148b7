"""The XML of a sheet as it stands, with the place of every row and cell in it, so that single cells can be set.

Nothing is parsed and written again: what is not set keeps its bytes, whatever program wrote them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError
from fgj_desktop.exchange.grid import address, cell_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fgj_desktop.exchange.grid import Cell

_ATTRIBUTES = rb"((?:\s+[\w:.-]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*)\s*"
_TAG = re.compile(rb"<(/?)((?:[A-Za-z_][\w.-]*:)?)(row|c)(?=[\s/>])" + _ATTRIBUTES + rb"(/?)>")
_ANY_TAG = re.compile(rb"</?(?:[A-Za-z_][\w.-]*:)?(?:row|c)(?=[\s/>])")
_ATTRIBUTE = re.compile(rb"([\w:.-]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_BEGIN = re.compile(rb"<((?:[A-Za-z_][\w.-]*:)?)sheetData(?=[\s/>])[^<>]*?(/?)>")
_FORMULA = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?f(?=[\s/>])")
FORMULA = re.compile(rb"<((?:[A-Za-z_][\w.-]*:)?f)(?=[\s/>])" + _ATTRIBUTES + rb"(?:/>|>([^<]*)</\1>)")
"""A formula of a cell as programs write it: its tag, its attributes, its text."""
_COLUMN = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?col(?=[\s/>])([^<>]*)>")
_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([\w-]+)[\"']")
_DROPPED = frozenset({b"t", b"cm", b"vm", b"r"})
"""Attributes of a cell that speak of its former content, and its address, which is written anew."""


@dataclass(frozen=True, slots=True)
class XmlCell:
    """One cell element: where it stands, and what of it matters."""

    column: int
    start: int
    end: int
    attributes: Mapping[bytes, bytes]
    has_formula: bool

    @property
    def style(self) -> int | None:
        """The number of its format; None when it names none."""
        return _whole(self.attributes.get(b"s", b""))


@dataclass(slots=True)
class XmlRow:
    """One row element: the span of its tag, and of the whole."""

    number: int
    start: int
    tag_end: int
    end: int
    attributes: Mapping[bytes, bytes]
    is_bare: bool
    """Written as ``<row/>``."""
    cells: list[XmlCell] = field(default_factory=list)

    def cell(self, column: int) -> XmlCell | None:
        """The cell of a column."""
        at = bisect_left(self.cells, column, key=lambda one: one.column)
        return self.cells[at] if at < len(self.cells) and self.cells[at].column == column else None


class SheetXml:
    """The XML of one sheet with the places of its rows and cells.

    Raises UserError for a sheet that is not written in a way in which single cells can be set.
    """

    def __init__(self, xml: bytes, name: str) -> None:
        self.xml = xml
        begin = _BEGIN.search(xml)
        encoding = _ENCODING.match(xml[:200].lstrip(b"\xef\xbb\xbf"))
        is_usual = encoding is None or encoding[1].lower() in (b"utf-8", b"utf8")
        if begin is None or begin[2] or not is_usual:
            raise odd(name)
        self.prefix = begin[1]
        self.begin = begin.end()
        self.end = xml.find(b"</" + self.prefix + b"sheetData", self.begin)
        data = xml[self.begin : self.end]
        is_plain = len(_ANY_TAG.findall(data)) == len(_TAG.findall(data))
        if self.end < 0 or b"<!" in data or b"<?" in data or not is_plain:
            raise odd(name)
        self.rows: dict[int, XmlRow] = {}
        self._read(name)
        self._columns = _column_styles(xml[: begin.start()])

    def _read(self, name: str) -> None:
        row: XmlRow | None = None
        cell: tuple[int, int, dict[bytes, bytes]] | None = None
        last, column = -1, -1
        for tag in _TAG.finditer(self.xml, self.begin, self.end):
            closing, kind, bare = bool(tag[1]), tag[3], bool(tag[5])
            if closing and kind == b"row" and row is not None:
                row.end, row = tag.end(), None
            elif closing and cell is not None and row is not None:
                row.cells.append(self._cell(cell, tag.start(), tag.end(), name))
                cell = None
            elif kind == b"row" and row is None and not closing:
                attributes = _attributes(tag[4])
                number = _whole(attributes.get(b"r", b""))
                last, column = (last + 1 if number is None else number - 1), -1
                if last in self.rows:
                    raise odd(name)
                made = XmlRow(last, tag.start(), tag.end(), tag.end(), attributes, bare)
                self.rows[last] = made
                row = None if bare else made
            elif kind == b"c" and row is not None and cell is None and not closing:
                attributes = _attributes(tag[4])
                column = _column_of(attributes.get(b"r", b""), column + 1)
                cell = column, tag.start(), attributes
                if bare:
                    row.cells.append(self._cell(cell, tag.end(), tag.end(), name))
                    cell = None
            else:
                raise odd(name)
        ordered = all(
            one.column < other.column
            for row in self.rows.values()
            for one, other in zip(row.cells, row.cells[1:], strict=False)
        )
        if not ordered or list(self.rows) != sorted(self.rows) or row is not None or cell is not None:
            raise odd(name)

    def _cell(
        self, begun: tuple[int, int, dict[bytes, bytes]], inner_end: int, end: int, name: str
    ) -> XmlCell:
        column, start, attributes = begun
        inner = self.xml[start:inner_end]
        has_formula = _FORMULA.search(inner) is not None
        if has_formula and FORMULA.search(inner) is None:
            raise odd(name)
        return XmlCell(column, start, end, attributes, has_formula)

    @property
    def last_row(self) -> int:
        """The number of the last row; -1 for none."""
        return max(self.rows, default=-1)

    def is_hidden(self, row: int) -> bool:
        """Whether a row is out of sight: what is filled in there nobody would see."""
        found = self.rows.get(row)
        return found is not None and found.attributes.get(b"hidden") in (b"1", b"true")

    def cell(self, at: Cell) -> XmlCell | None:
        """The element of a cell."""
        row = self.rows.get(at[0])
        return row.cell(at[1]) if row is not None else None

    def style(self, at: Cell) -> int:
        """The number of the format that a cell has or would get."""
        row = self.rows.get(at[0])
        found = row.cell(at[1]) if row is not None else None
        if found is not None:
            return found.style or 0
        if row is not None and row.attributes.get(b"customFormat") in (b"1", b"true"):
            return _whole(row.attributes.get(b"s", b"")) or 0
        return next((style for first, last, style in self._columns if first <= at[1] <= last), 0)

    def text(self, cell: XmlCell) -> bytes:
        """The bytes of a cell."""
        return self.xml[cell.start : cell.end]


def odd(name: str) -> UserError:
    """The refusal of a workbook whose sheet cannot be changed cell by cell."""
    return UserError(
        f"“{name}”的写法不常见，不能逐格填写，未作任何改动。请用 Excel 或 WPS 打开并另存为 .xlsx 后再填。"
    )


def cell_element(
    prefix: bytes, at: Cell, style: int | None, attributes: Mapping[bytes, bytes], body: bytes, kind: bytes
) -> bytes:
    """A cell with new content; what else its tag said is kept."""
    kept = [(name, value) for name, value in attributes.items() if name not in _DROPPED]
    if style and b"s" not in attributes:
        kept.insert(0, (b"s", str(style).encode()))
    said = b"".join(b' %s="%s"' % pair for pair in kept)
    told = b' t="%s"' % kind if kind else b""
    return b'<%sc r="%s"%s%s>%s</%sc>' % (prefix, address(*at).encode(), said, told, body, prefix)


def _attributes(text: bytes) -> dict[bytes, bytes]:
    return {name: value[1:-1] for name, value in _ATTRIBUTE.findall(text)}


def _whole(text: bytes) -> int | None:
    stripped = text.strip()
    return int(stripped) if stripped.isdigit() and len(stripped) < 8 else None


def _column_of(text: bytes, expected: int) -> int:
    try:
        return cell_at(unescape(text.decode("ascii", "replace")).strip())[1]
    except ValueError:
        return expected


def _column_styles(head: bytes) -> list[tuple[int, int, int]]:
    """First and last column and the format of each run of columns that has one."""
    found = []
    for text in _COLUMN.findall(head):
        one = _attributes(text)
        first, last = _whole(one.get(b"min", b"")), _whole(one.get(b"max", b""))
        if first and last:
            found.append((first - 1, last - 1, _whole(one.get(b"style", b"")) or 0))
    return found
