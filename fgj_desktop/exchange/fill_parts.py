"""Formulas where they stand in the XML of a workbook: cells, lists, names, conditions; found and written anew."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape
from typing import TYPE_CHECKING

from fgj_desktop.exchange.fill_formulas import copied_formula
from fgj_desktop.exchange.fill_sheet import FORMULA
from fgj_desktop.exchange.grid import cell_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fgj_desktop.exchange.fill_sheet import SheetXml, XmlCell
    from fgj_desktop.exchange.grid import Cell

OTHER_FORMULAS = re.compile(
    rb"<((?:[A-Za-z_][\w.-]*:)?(?:formula1|formula2|formula|f|definedName))(?=[\s>])([^<>]*)>([^<]+)</\1>"
)
"""Formulas of lists, conditions and names."""
_KIND = re.compile(rb"\bt\s*=\s*[\"'](\w+)[\"']")
_SHARED = re.compile(rb"\bsi\s*=\s*[\"'](\d+)[\"']")
_REF = re.compile(rb"(\bref\s*=\s*[\"'])([^\"']*)([\"'])")
_TYPE = re.compile(rb"\st\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_RESULT = re.compile(rb"<((?:[A-Za-z_][\w.-]*:)?v)(?=[\s>])[^<>]*>[^<]+</\1>")


@dataclass(frozen=True, slots=True)
class CellFormula:
    """A formula of a cell. ``text`` is what it says there, also where the file says it once for several cells."""

    at: Cell
    text: str
    kind: str
    """``shared``, ``array``, ``dataTable`` or empty."""
    ref: str
    """The range that an array or the first of several shared formulas covers."""


def formulas_of(xml: SheetXml) -> Iterator[CellFormula]:
    """Every formula of a sheet; of shared ones each with its own text."""
    first: dict[bytes, tuple[Cell, str]] = {}
    for number, row in xml.rows.items():
        for cell in row.cells:
            if not cell.has_formula or (found := FORMULA.search(xml.text(cell))) is None:
                continue
            at = number, cell.column
            kind = hit[1].decode() if (hit := _KIND.search(found[2])) else ""
            ref = hit[2].decode("ascii", "replace") if (hit := _REF.search(found[2])) else ""
            text = read_text(found[3] or b"")
            shared = hit[1] if kind == "shared" and (hit := _SHARED.search(found[2])) else None
            if shared is not None and text:
                first[shared] = at, text
            elif shared is not None and shared in first:
                (top, left), said = first[shared]
                text = copied_formula(said, number - top, cell.column - left)
            yield CellFormula(at, text, kind if kind != "normal" else "", ref)


def read_text(text: bytes) -> str:
    """The text of an element."""
    return unescape(text.decode("utf-8", "replace"))


def with_formula(element: bytes, change: Callable[[str], str], ref: Callable[[str], str]) -> bytes:
    """An element of a cell with its formula and the range of it changed; nothing else, and not a byte if both stay."""

    def one(found: re.Match[bytes]) -> bytes:
        attributes = _REF.sub(
            lambda hit: hit[1] + ref(hit[2].decode("ascii", "replace")).encode() + hit[3], found[2]
        )
        if found[3] is None:
            return b"<%s%s/>" % (found[1], attributes) if attributes != found[2] else found[0]
        old = read_text(found[3])
        new = change(old)
        if new == old and attributes == found[2]:
            return found[0]
        text = found[3] if new == old else escape(new, quote=False).encode()
        return b"<%s%s>%s</%s>" % (found[1], attributes, text, found[1])

    return FORMULA.sub(one, element)


def with_other_formulas(xml: bytes, change: Callable[[str], str]) -> bytes:
    """A part with the formulas of its lists, conditions and names changed."""

    def one(found: re.Match[bytes]) -> bytes:
        old = read_text(found[3])
        new = change(old)
        if new == old:
            return found[0]
        return b"<%s%s>%s</%s>" % (found[1], found[2], escape(new, quote=False).encode(), found[1])

    return OTHER_FORMULAS.sub(one, xml)


def without_result(xml: SheetXml, cell: XmlCell) -> bytes:
    """The element of a cell without the saved result of its formula, and without the type of that."""
    element = xml.text(cell)
    bare = _RESULT.sub(b"", element)
    if bare == element:
        return element
    end = bare.index(b">")
    return _TYPE.sub(b"", bare[:end]) + bare[end:]


def range_bounds(ref: str) -> tuple[Cell, Cell] | None:
    """The corners of ``A1:B3``; None for anything else."""
    first, _, last = ref.replace("$", "").partition(":")
    try:
        return cell_at(first), cell_at(last or first)
    except ValueError:
        return None
