"""Facts of a sheet that the fast reader does not tell, taken from its XML by a few searches.

A parser would need longer than the reading itself. The searches rely on the form that Excel, WPS,
LibreOffice and openpyxl write; anything else is first brought into that form by a real parser
(`canonical_sheet`), so that no odd spelling escapes the limits.
"""

from __future__ import annotations

import re
from html import unescape

from fgj_desktop.exchange import guards
from fgj_desktop.exchange.canonical_sheet import canonical
from fgj_desktop.exchange.grid import Cell, cell_at
from fgj_desktop.exchange.raw_facts import RawSheet, Styles

# A search is fast when it begins with fixed characters: hence several plain ones.
_UNUSUAL_CELL = re.compile(rb'<c(?! r="(?:[A-J]?[A-Z]|K[A-N])(?:[1-9]\d{0,3}|[1-4]\d{4}|50000)"|[A-Za-z])')
"""A cell beyond column KN (the 300th) or row 50000, or not written as usual."""
_FAR_CELL = re.compile(rb'<c r="[A-Z]{1,3}[1-9]\d{0,6}"[^>]*>(</c>)?')
_ODD_TAGS = (
    re.compile(rb'<row(?:[\t\r\n/>]|\s(?!r="))'),
    re.compile(rb":(?:c|row|v|f|is)[\s/>]"),
    re.compile(rb"'(?<=\s(?:r|t|s)=')"),
)
_HIDDEN_ROW = re.compile(rb'<row r="(\d{1,7})"[^>]*?\shidden="(?:1|true)"')
_COLUMN = re.compile(rb"<col\s[^>]*>")
_HIDDEN = re.compile(rb'\shidden="(?:1|true)"')
_ERROR = re.compile(rb'<c r="([A-Z]+\d+)"[^>]*?\st="e"[^>]*>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<v>([^<]*)</v>')
_FORMULA_END = re.compile(rb"(?:</f>|<f[^>]*/>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")
_CELL_START = re.compile(rb'<c r="([A-Z]+\d+)"([^>]*)>')
_FILTER_SET = (b"<filterColumn", b'filterMode="1"', b'filterMode="true"')


def read_raw_sheet(xml: bytes, styles: Styles, name: str, sheet: str) -> RawSheet:
    """Search the XML of a sheet; the limits are checked here, before the cells are built.

    Raises UserError.
    """
    far = _far_cells(xml)
    if far is None:
        xml = canonical(xml, name)
        far = _far_cells(xml)
    if far is None:
        raise guards.damaged(name)
    if any(far):
        raise guards.too_large(name, sheet)
    begin = xml.find(b"<sheetData")
    return RawSheet(
        hidden_rows=frozenset(int(number) - 1 for number in _HIDDEN_ROW.findall(xml)),
        hidden_columns=_hidden_columns(xml[: max(begin, 0)]),
        filtered=any(mark in xml for mark in _FILTER_SET),
        errors=_errors(xml),
        uncached=_uncached(xml),
        styled=_styled(xml, styles.telling()),
    )


def _far_cells(xml: bytes) -> list[bool] | None:
    """For each cell beyond the limits, whether it is filled; formatted empty ones are common there.

    None when the XML is not written as the searches expect.
    """
    if any(odd.search(xml) for odd in _ODD_TAGS) or b"<!" in xml or b"\x00" in xml[:200]:
        return None
    if xml.count(b"<?") > 1:
        return None
    filled: list[bool] = []
    for unusual in _UNUSUAL_CELL.finditer(xml):
        cell = _FAR_CELL.match(xml, unusual.start())
        if cell is None:
            return None
        filled.append(not cell[1] and not cell[0].endswith(b"/>"))
    return filled


def _hidden_columns(head: bytes) -> frozenset[int]:
    hidden: set[int] = set()
    for tag in _COLUMN.findall(head):
        first, last = re.search(rb'\smin="(\d{1,5})"', tag), re.search(rb'\smax="(\d{1,5})"', tag)
        if _HIDDEN.search(tag) and first and last:
            # Columns hidden up to the sheet's end are the empty ones behind the table.
            hidden.update(range(int(first[1]) - 1, min(int(last[1]), guards.MAX_COLUMNS)))
    return frozenset(hidden)


def _errors(xml: bytes) -> dict[Cell, str]:
    if b't="e"' not in xml:
        return {}
    return {
        cell_at(at.decode()): unescape(text.decode("utf-8", "replace")) for at, text in _ERROR.findall(xml)
    }


def _uncached(xml: bytes) -> frozenset[Cell]:
    if b"<f" not in xml:
        return frozenset()
    cells: set[Cell] = set()
    for found in _FORMULA_END.finditer(xml):
        start = _CELL_START.match(xml, xml.rfind(b"<c ", 0, found.start()))
        # An empty text is a result like any other: ="" .
        if start and not (b't="str"' in start[2] and b"<v" in found[0]):
            cells.add(cell_at(start[1].decode()))
    return frozenset(cells)


def _styled(xml: bytes, telling: frozenset[int]) -> dict[Cell, int]:
    if not telling:
        return {}
    numbers = "|".join(str(number) for number in sorted(telling))
    search = re.compile(rf'<c r="([A-Z]+\d+)"[^>]*?\ss="({numbers})"'.encode())
    return {cell_at(at.decode()): int(number) for at, number in search.findall(xml)}
