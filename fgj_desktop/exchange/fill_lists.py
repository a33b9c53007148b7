"""The lists that a blank offers in its cells (数据有效性, 下拉选项), read where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.exchange.cells import text_of
from fgj_desktop.exchange.grid import Area, cell_at
from fgj_desktop.exchange.raw_book import named

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from fgj_desktop.exchange.fill_blank import Blank
    from fgj_desktop.exchange.grid import Cell

_RANGE = re.compile(
    r"(?:(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^'!,()]+))!)?"
    r"\$?(?P<first>[A-Z]{1,3})\$?(?P<top>\d{1,7})(?::\$?(?P<last>[A-Z]{1,3})\$?(?P<bottom>\d{1,7}))?"
)
_MOST = 2000


@dataclass(slots=True)
class Lists:
    """The words that each cell of a sheet offers."""

    areas: list[tuple[Area, tuple[str, ...]]] = field(default_factory=list)

    def of(self, at: Cell) -> tuple[str, ...] | None:
        """The words of a cell's list; None where it has none, or one that cannot be read."""
        for area, words in self.areas:
            if area.top <= at[0] <= area.bottom and area.left <= at[1] <= area.right:
                return words
        return None


def read_lists(blank: Blank, sheet: str) -> Lists:
    """The lists of a sheet. Raises UserError for a damaged file."""
    root = blank.package.tree(blank.parts.get(sheet, ""))
    found = Lists()
    for rule in () if root is None else named(root, "dataValidation"):
        if rule.get("type") != "list":
            continue
        words = tuple(_words(blank, sheet, _formula(rule), 0))
        places = rule.get("sqref") or next((one.text or "" for one in named(rule, "sqref")), "")
        if words:
            found.areas += [(area, words) for area in areas_of(places)]
    return found


def areas_of(places: str) -> Iterator[Area]:
    """The rectangles of ``A1:B3 D7``; what is no address is passed over."""
    for place in places.split():
        first, _, last = place.partition(":")
        try:
            top, left = cell_at(first)
            bottom, right = cell_at(last or first)
        except ValueError:
            continue
        yield Area(top, left, bottom, right)


def _formula(rule: Element) -> str:
    for one in named(rule, "formula1"):
        inner = next((part.text for part in one.iter() if part is not one and part.text), None)
        return (inner or one.text or "").strip()
    return ""


def _words(blank: Blank, sheet: str, formula: str, depth: int) -> Iterator[str]:
    """The words that a formula lists: written out, from cells, or by a name that stands for either."""
    if formula.startswith('"') and formula.endswith('"'):
        yield from (word for part in formula[1:-1].split(",") if (word := part.strip()))
        return
    hit = _RANGE.fullmatch(formula)
    if hit is not None:
        quoted = hit["quoted"]
        name = quoted.replace("''", "'") if quoted else (hit["plain"] or sheet)
        yield from _of_cells(blank, name, hit)
    elif depth == 0 and (meant := _named_formula(blank, formula)):
        yield from _words(blank, sheet, meant, 1)


def _of_cells(blank: Blank, sheet: str, hit: re.Match[str]) -> Iterator[str]:
    found = next((one for one in blank.workbook.sheets if one.name == sheet), None)
    if found is None:
        return
    top, left = cell_at(hit["first"] + hit["top"])
    bottom, right = cell_at((hit["last"] or hit["first"]) + (hit["bottom"] or hit["top"]))
    bottom, right = min(bottom, found.height - 1), min(right, found.width - 1)
    if (bottom - top + 1) * (right - left + 1) > _MOST:
        return
    for cell in Area(top, left, bottom, right).cells():
        if text := text_of(found.value(*cell)):
            yield text


def _named_formula(blank: Blank, name: str) -> str:
    root = blank.package.tree("xl/workbook.xml")
    names = () if root is None else named(root, "definedName")
    return next(((one.text or "").strip() for one in names if one.get("name") == name), "")
