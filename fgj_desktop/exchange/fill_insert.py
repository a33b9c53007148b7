"""Puts rows into the XML of a sheet: copies of a prepared row, and all that stands below or reaches over them moved."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from fgj_desktop.exchange.fill_formulas import copied_formula, moved_formula, moved_range
from fgj_desktop.exchange.fill_parts import (
    formulas_of,
    range_bounds,
    read_text,
    with_formula,
    with_other_formulas,
)
from fgj_desktop.exchange.fill_sheet import cell_element
from fgj_desktop.exchange.grid import address

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fgj_desktop.exchange.fill_sheet import SheetXml, XmlRow
    from fgj_desktop.exchange.fill_shift import Insertion, Insertions
    from fgj_desktop.exchange.grid import Cell

_ADDRESS = re.compile(rb"(\sr\s*=\s*[\"'])[^\"']*([\"'])")
_SPAN_AT = re.compile(rb"(\s(?:ref|sqref)\s*=\s*[\"'])([^\"']*)([\"'])")
_SPAN_IN = re.compile(rb"(<(?:[A-Za-z_][\w.-]*:)?sqref>)([^<]*)(<)")
_LOCATION = re.compile(rb"(\slocation\s*=\s*\")([^\"]*)(\")")
_DIMENSION = re.compile(rb"(<(?:[A-Za-z_][\w.-]*:)?dimension\s[^<>]*?ref\s*=\s*[\"'])([^\"']*)([\"'])")
_BREAKS = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?rowBreaks.*?</(?:[A-Za-z_][\w.-]*:)?rowBreaks>", re.DOTALL)
_BREAK = re.compile(rb"(\sid\s*=\s*[\"'])(\d+)([\"'])")
_MERGE = re.compile(rb"<((?:[A-Za-z_][\w.-]*:)?)mergeCell\s[^<>]*?ref\s*=\s*[\"']([^\"']*)[\"'][^<>]*?/>")
_MERGES_END = re.compile(rb"</(?:[A-Za-z_][\w.-]*:)?mergeCells>")
_MERGES_COUNT = re.compile(rb"(<(?:[A-Za-z_][\w.-]*:)?mergeCells\s[^<>]*?count\s*=\s*[\"'])(\d+)([\"'])")


def with_rows(xml: SheetXml, sheet: str, insertions: Insertions) -> bytes:
    """The sheet with rows put in; ``sheet`` is its name. What is above them keeps its bytes."""
    texts = {one.at: one.text for one in formulas_of(xml)}
    pieces: list[bytes] = []
    at = xml.begin
    ends = _ends(xml, insertions)
    for number, row in xml.rows.items():
        pieces += [xml.xml[at : row.start], _moved_row(xml, row, sheet, insertions)]
        at = row.end
        for place in ends.get(number, ()):
            pieces += _copies(xml, place, sheet, insertions, texts)
    if not xml.rows:
        for places in ends.values():
            for place in places:
                pieces += _copies(xml, place, sheet, insertions, texts)
    pieces.append(xml.xml[at : xml.end])
    head = _DIMENSION.sub(lambda hit: _spans(hit, insertions.span), xml.xml[: xml.begin])
    return b"".join([head, *pieces, _tail(xml.xml[xml.end :], sheet, insertions)])


def _ends(xml: SheetXml, insertions: Insertions) -> dict[int, list[Insertion]]:
    """Behind which row of the XML each place comes: the last one that is there."""
    found: dict[int, list[Insertion]] = {}
    for place in insertions.places:
        above = [number for number in xml.rows if number <= place.after]
        found.setdefault(above[-1] if above else -1, []).append(place)
    return found


def _moved_row(xml: SheetXml, row: XmlRow, sheet: str, insertions: Insertions) -> bytes:
    number = insertions.row(row.number)
    spans = _of_formulas(row.number, insertions)
    if number == row.number and not any(cell.has_formula for cell in row.cells):
        return xml.xml[row.start : row.end]
    pieces = [_with_address(xml.xml[row.start : row.tag_end], str(number + 1))]
    at = row.tag_end
    for cell in row.cells:
        element = xml.text(cell)
        if number != row.number:
            end = element.index(b">") + 1
            element = _with_address(element[:end], address(number, cell.column)) + element[end:]
        if cell.has_formula:
            element = with_formula(
                element,
                lambda text: moved_formula(text, spans, sheet, is_own=True),
                lambda ref: moved_range(ref, insertions.span),
            )
        pieces += [xml.xml[at : cell.start], element]
        at = cell.end
    return b"".join([*pieces, xml.xml[at : row.end]])


def _of_formulas(row: int, insertions: Insertions) -> Callable[[int, int], tuple[int, int]]:
    """How ranges in formulas of a row move: in a prepared row itself a range of that row stays one row high."""
    own = any(row in (one.after, one.template) for one in insertions.places)
    return insertions.span if own else insertions.column_span


def _with_address(tag: bytes, text: str) -> bytes:
    """A tag of a row or cell with its address."""
    if _ADDRESS.search(tag):
        return _ADDRESS.sub(lambda hit: hit[1] + text.encode() + hit[2], tag, count=1)
    end = re.match(rb"<[\w:.-]+", tag)
    assert end is not None
    return b'%s r="%s"%s' % (tag[: end.end()], text.encode(), tag[end.end() :])


def _copies(
    xml: SheetXml, place: Insertion, sheet: str, insertions: Insertions, texts: Mapping[Cell, str]
) -> list[bytes]:
    """The rows put in at a place: the format and the formulas of the row they are made like, and no values."""
    template = xml.rows.get(place.template)
    if template is None:
        return [b'<%srow r="%d"/>' % (xml.prefix, row + 1) for row in insertions.rows_of(place)]
    tag = xml.xml[template.start : template.tag_end].removesuffix(b"/>").removesuffix(b">")
    spans = _of_formulas(place.template, insertions)
    made = []
    for row in insertions.rows_of(place):
        cells = []
        for cell in template.cells:
            at = row, cell.column
            if not cell.has_formula:
                cells.append(_bare(cell_element(xml.prefix, at, None, cell.attributes, b"", b"")))
                continue
            own = moved_formula(texts[place.template, cell.column], spans, sheet, is_own=True)
            text = copied_formula(own, row - insertions.row(place.template))
            body = b"<%sf>%s</%sf>" % (xml.prefix, escape(text, quote=False).encode(), xml.prefix)
            cells.append(cell_element(xml.prefix, at, None, cell.attributes, body, b""))
        begin = _with_address(tag, str(row + 1))
        made.append(b"%s>%s</%srow>" % (begin, b"".join(cells), xml.prefix))
    return made


def _bare(element: bytes) -> bytes:
    """An empty element in its short form."""
    return element[: element.index(b">")] + b"/>"


def _spans(hit: re.Match[bytes], moved: Callable[[int, int], tuple[int, int]]) -> bytes:
    ranges = hit[2].decode("ascii", "replace").split()
    return hit[1] + " ".join(moved_range(one, moved, grows=True) for one in ranges).encode() + hit[3]


def _tail(tail: bytes, sheet: str, insertions: Insertions) -> bytes:
    """What stands behind the rows: merges, lists, conditions, links, filters, page breaks."""

    def at(hit: re.Match[bytes]) -> bytes:
        is_list = b"sqref" in hit[1]
        return _spans(hit, insertions.column_span if is_list else insertions.span)

    moved = _SPAN_IN.sub(lambda hit: _spans(hit, insertions.column_span), _SPAN_AT.sub(at, tail))
    moved = _LOCATION.sub(lambda hit: _location(hit, sheet, insertions), moved)
    moved = with_other_formulas(moved, lambda text: moved_formula(text, insertions.span, sheet, is_own=True))
    moved = _BREAKS.sub(
        lambda block: _BREAK.sub(
            lambda hit: hit[1] + str(insertions.row(int(hit[2]) - 1) + 1).encode() + hit[3], block[0]
        ),
        moved,
    )
    return _with_merges(moved, _merges_to_copy(tail, insertions))


def _location(hit: re.Match[bytes], sheet: str, insertions: Insertions) -> bytes:
    """Where a link within the workbook leads."""
    old = read_text(hit[2])
    new = moved_formula(old, insertions.span, sheet, is_own=False)
    return hit[0] if new == old else hit[1] + escape(new).encode() + hit[3]


def _merges_to_copy(tail: bytes, insertions: Insertions) -> list[bytes]:
    """Merges within the row that others are made like, for those too."""
    found = [(hit[1], bounds) for hit in _MERGE.finditer(tail) if (bounds := range_bounds(hit[2].decode()))]
    return [
        b'<%smergeCell ref="%s:%s"/>' % (prefix, address(row, left).encode(), address(row, right).encode())
        for place in insertions.places
        for row in insertions.rows_of(place)
        for prefix, ((top, left), (bottom, right)) in found
        if top == bottom == place.template
    ]


def _with_merges(tail: bytes, merges: list[bytes]) -> bytes:
    end = _MERGES_END.search(tail)
    if not merges or end is None:
        return tail
    tail = tail[: end.start()] + b"".join(merges) + tail[end.start() :]
    return _MERGES_COUNT.sub(lambda hit: hit[1] + str(int(hit[2]) + len(merges)).encode() + hit[3], tail)
