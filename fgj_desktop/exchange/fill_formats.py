"""What the number format of a blank's cell asks for: a share, a day, a month, a number, a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from fgj_desktop.exchange.raw_book import named

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from fgj_desktop.exchange.raw_book import Package

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


class Format(Enum):
    """What is shown of a number in such a cell."""

    GENERAL = "general"
    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


_BUILT_IN = (
    {9: Format.PERCENT, 10: Format.PERCENT, 49: Format.TEXT, 0: Format.GENERAL}
    | dict.fromkeys((14, 15, 16, 22, 28, 29, 30, 31, 51, 53, 54, 58), Format.DAY)
    | dict.fromkeys((17, 27, 36, 50, 52, 57), Format.MONTH)
)
"""Formats that files use without spelling them; 27 to 58 are those of Chinese Excel."""


@dataclass(frozen=True, slots=True)
class CellFormats:
    """By the number of a cell's format: what it shows, and which have a border."""

    shown: tuple[Format, ...] = ()
    bordered: frozenset[int] = frozenset()

    def of(self, style: int) -> Format:
        """What a cell of this format shows."""
        return self.shown[style] if 0 <= style < len(self.shown) else Format.GENERAL


def format_of(code: str) -> Format:
    """What a format as it is spelt shows; only its first section counts."""
    bare = _QUOTED.sub("", code.split(";", maxsplit=1)[0]).casefold().strip()
    if "%" in bare:
        return Format.PERCENT
    if bare == "@":
        return Format.TEXT
    if bare in ("", "general", "g/通用格式"):
        return Format.GENERAL
    if "0" in bare or "#" in bare or "?" in bare:
        return Format.NUMBER
    has_year = "y" in bare or "e" in bare
    if "d" in bare and ("m" in bare or has_year):
        return Format.DAY
    if has_year:
        return Format.MONTH if "m" in bare else Format.YEAR
    return Format.NUMBER


def read_formats(package: Package) -> CellFormats:
    """The formats of a workbook's cells. Raises UserError."""
    root = package.tree("xl/styles.xml")
    if root is None:
        return CellFormats()
    codes = _BUILT_IN | {
        _number(one, "numFmtId"): format_of(one.get("formatCode", "")) for one in named(root, "numFmt")
    }
    borders = [one for block in named(root, "borders") for one in named(block, "border")]
    drawn = {number for number, one in enumerate(borders) if _is_drawn(one)}
    cells = [one for block in named(root, "cellXfs") for one in named(block, "xf")]
    return CellFormats(
        tuple(codes.get(_number(one, "numFmtId"), Format.NUMBER) for one in cells),
        frozenset(number for number, one in enumerate(cells) if _number(one, "borderId") in drawn),
    )


def _is_drawn(border: Element) -> bool:
    return any(side.get("style", "none") != "none" for side in border)


def _number(element: Element, attribute: str) -> int:
    text = element.get(attribute, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
