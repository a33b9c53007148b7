"""Sets single cells in the XML of a sheet; every other byte keeps its place and its value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fgj_desktop.exchange.fill_parts import range_bounds
from fgj_desktop.exchange.fill_sheet import SheetXml, cell_element
from fgj_desktop.exchange.fill_values import body_of
from fgj_desktop.exchange.grid import address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fgj_desktop.exchange.fill_plan import FilledCell
    from fgj_desktop.exchange.grid import Cell

_DIMENSION = re.compile(rb"(<(?:[A-Za-z_][\w.-]*:)?dimension\s[^<>]*?ref\s*=\s*[\"'])([^\"']*)([\"'])")


def with_cells(xml: SheetXml, cells: Mapping[Cell, FilledCell]) -> bytes:
    """The sheet with these cells set; every other byte is as it was."""
    edits: list[tuple[int, int, bytes]] = []
    rows: dict[int, list[FilledCell]] = {}
    for one in cells.values():
        rows.setdefault(one.row, []).append(one)
    for number, some in sorted(rows.items()):
        edits += _row_edits(xml, number, sorted(some, key=lambda one: one.column))
    return _with_extent(spliced(xml.xml, edits), list(cells))


def _with_extent(data: bytes, cells: list[Cell]) -> bytes:
    """The sheet with its stated extent holding the cells."""
    found = _DIMENSION.search(data)
    bounds = range_bounds(found[2].decode("ascii", "replace")) if found is not None else None
    if found is None or bounds is None or not cells:
        return data
    (top, left), (bottom, right) = bounds
    corner = max(bottom, *(row for row, _ in cells)), max(right, *(column for _, column in cells))
    if corner == (bottom, right):
        return data
    new = f"{address(top, left)}:{address(*corner)}".encode()
    return data[: found.start(2)] + new + data[found.end(2) :]


def spliced(data: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    """The bytes with these spans replaced; spans of no length are insertions."""
    pieces: list[bytes] = []
    at = 0
    for start, end, new in sorted(edits, key=lambda one: one[:2]):
        pieces += [data[at:start], new]
        at = end
    return b"".join([*pieces, data[at:]])


def _row_edits(xml: SheetXml, number: int, cells: list[FilledCell]) -> list[tuple[int, int, bytes]]:
    row = xml.rows.get(number)
    if row is None:
        made = b"".join(_element(xml, one, {}) for one in cells)
        after = [one for at, one in xml.rows.items() if at < number]
        place = after[-1].end if after else xml.begin
        return [(place, place, b'<%srow r="%d">%s</%srow>' % (xml.prefix, number + 1, made, xml.prefix))]
    if row.is_bare:
        made = b"".join(_element(xml, one, {}) for one in cells)
        tag = xml.xml[row.start : row.tag_end]
        return [(row.start, row.end, b"%s>%s</%srow>" % (tag[: tag.rindex(b"/")], made, xml.prefix))]
    edits = []
    for one in cells:
        held = row.cell(one.column)
        if held is not None:
            edits.append((held.start, held.end, _element(xml, one, held.attributes)))
            continue
        before = [cell.end for cell in row.cells if cell.column < one.column]
        place = before[-1] if before else row.tag_end
        edits.append((place, place, _element(xml, one, {})))
    return _joined(edits)


def _joined(edits: list[tuple[int, int, bytes]]) -> list[tuple[int, int, bytes]]:
    """Insertions at one place as one, in their order."""
    joined: list[tuple[int, int, bytes]] = []
    for start, end, new in edits:
        if joined and start == end and joined[-1][:2] == (start, end):
            joined[-1] = (start, end, joined[-1][2] + new)
        else:
            joined.append((start, end, new))
    return joined


def _element(xml: SheetXml, one: FilledCell, attributes: Mapping[bytes, bytes]) -> bytes:
    at = one.row, one.column
    body, kind = body_of(one.content, xml.prefix)
    return cell_element(xml.prefix, at, xml.style(at), attributes, body, kind)
