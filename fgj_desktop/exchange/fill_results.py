"""Saved results of formulas: those that depend on filled cells are of the empty form, and are taken out.

A program that opens the workbook works them out; one that only shows it must not show the sums of an empty form.
"""

from __future__ import annotations

from bisect import bisect_left, insort
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
_Columns = dict[str, dict[int, list[int]]]


def outdated(sheets: Mapping[str, SheetXml], filled: str, cells: Collection[Cell]) -> dict[str, list[Cell]]:
    """The formulas of each sheet whose saved results no longer hold once these cells of a sheet are filled."""
    asked: dict[Place, tuple[list[Reference], bool]] = {}
    for name, xml in sheets.items():
        for one in formulas_of(xml):
            asked[name, *one.at] = list(references(one.text)), speaks_of_names(one.text) or not one.text
    dirty = _by_column([(filled, *at) for at in cells])
    found: set[Place] = set()
    waiting = sorted(asked)
    while True:
        # What is found counts at once: a column that adds up row by row is done in one round.
        before = len(found)
        for place in waiting:
            refs, unclear = asked[place]
            if unclear or any(_holds(one, place[0], dirty) for one in refs):
                found.add(place)
                sheet, row, column = place
                insort(dirty.setdefault(sheet, {}).setdefault(column, []), row)
        if len(found) == before:
            break
        waiting = [place for place in waiting if place not in found]
    result: dict[str, list[Cell]] = {}
    for name, row, column in sorted(found):
        result.setdefault(name, []).append((row, column))
    return result


def _by_column(places: Collection[Place]) -> _Columns:
    """The rows of the places, from above, by sheet and column."""
    found: _Columns = {}
    for sheet, row, column in sorted(places):
        found.setdefault(sheet, {}).setdefault(column, []).append(row)
    return found


def _holds(one: Reference, own: str, places: _Columns) -> bool:
    """Whether a range holds one of the places."""
    for column, rows in places.get(one.sheet or own, {}).items():
        if one.left <= column <= one.right:
            at = bisect_left(rows, one.top)
            if at < len(rows) and rows[at] <= one.bottom:
                return True
    return False


def without_results(xml: SheetXml, cells: Collection[Cell]) -> list[tuple[int, int, bytes]]:
    """The edits that take the saved results of these cells out."""
    edits = []
    for at in cells:
        cell = xml.cell(at)
        if cell is not None and (new := without_result(xml, cell)) != xml.text(cell):
            edits.append((cell.start, cell.end, new))
    return edits
