"""Saved results of formulas: those that depend on filled cells are of the empty form, and are taken out.

A program that opens the workbook works them out; one that only shows it must not show the sums of an empty form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.exchange.fill_formulas import references, speaks_of_names
from fgj_desktop.exchange.fill_parts import formulas_of, without_result

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from fgj_desktop.exchange.fill_formulas import Reference
    from fgj_desktop.exchange.fill_sheet import SheetXml
    from fgj_desktop.exchange.grid import Cell

Place = tuple[str, int, int]
"""Sheet, row, column."""
_MOST_ROUNDS = 50


def outdated(sheets: Mapping[str, SheetXml], filled: str, cells: Collection[Cell]) -> dict[str, list[Cell]]:
    """The formulas of each sheet whose saved results no longer hold once these cells of a sheet are filled."""
    asked: dict[Place, tuple[list[Reference], bool]] = {}
    for name, xml in sheets.items():
        for one in formulas_of(xml):
            asked[name, *one.at] = list(references(one.text)), speaks_of_names(one.text) or not one.text
    new: set[Place] = {(filled, *at) for at in cells}
    found: set[Place] = set()
    for _ in range(_MOST_ROUNDS):
        by_sheet: dict[str, list[Place]] = {}
        for place in new:
            by_sheet.setdefault(place[0], []).append(place)
        more = {
            place
            for place, (refs, unclear) in asked.items()
            if place not in found and (unclear or any(_holds(one, place[0], by_sheet) for one in refs))
        }
        if not more:
            break
        found |= more
        new = more
    result: dict[str, list[Cell]] = {}
    for name, row, column in sorted(found):
        result.setdefault(name, []).append((row, column))
    return result


def _holds(one: Reference, own: str, places: Mapping[str, list[Place]]) -> bool:
    """Whether a range holds one of the places."""
    return any(
        one.top <= row <= one.bottom and one.left <= column <= one.right
        for _, row, column in places.get(one.sheet or own, ())
    )


def without_results(xml: SheetXml, cells: Collection[Cell]) -> list[tuple[int, int, bytes]]:
    """The edits that take the saved results of these cells out."""
    edits = []
    for at in cells:
        cell = xml.cell(at)
        if cell is not None and (new := without_result(xml, cell)) != xml.text(cell):
            edits.append((cell.start, cell.end, new))
    return edits
