"""Bars and signs of the wall chart, set on the cells of a page that is laid out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fgj_desktop.documents.column_widths import PADDING
from fgj_desktop.documents.line_breaking import text_width
from fgj_desktop.documents.pages import Face, Mark, Shape
from fgj_desktop.documents.print_table import Align
from fgj_desktop.documents.text_lines import line_height, text_cell
from fgj_desktop.rules.time_lines import STARTED

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from fractions import Fraction

    from fgj_desktop.documents.pages import Cell, Measure, Page
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.rules.time_lines import Bar, Event, RecordTime

_HIGH = 0.62
"""How high a bar is, as a share of the size of the text."""
_ASCENT = 0.36
"""From the baseline of a lane's word up to its middle, in em."""
_WORDS = 0.8
"""The size of a node's words, as a share of the size of the text."""
_POINT = 0.5
"""How long the point of a bar that goes on is, in em."""


@dataclass(frozen=True, slots=True)
class LanePlaces:
    """Where the lanes' words and the twelve months stand among the columns."""

    lanes: int
    january: int
    count: int

    def without(self, dropped: Collection[int]) -> LanePlaces:
        """The places when some columns were left out."""
        before = sum(column < self.lanes for column in dropped)
        return replace(self, lanes=self.lanes - before, january=self.january - before)


@dataclass(frozen=True, slots=True)
class _Row:
    """The months of one row on paper: their edges, and the middle of each lane."""

    left: float
    width: float
    top: float
    height: float
    lanes: tuple[float, ...]
    size: float

    def x(self, place: Fraction) -> float:
        """Where a place of the year lies."""
        return self.left + self.width * float(place) / 12


def marked_page(
    page: Page,
    places: LanePlaces,
    month: Month,
    drawn: Mapping[int, tuple[RecordTime, str]],
    measure: Measure,
) -> Page:
    """The page with the marks of its rows, and the words of nodes where there is room for them."""
    marks: list[Mark] = []
    words: list[Cell] = []
    for number, row in _rows(page, places).items():
        if number in drawn:
            time, colour = drawn[number]
            marks += _marks(row, time, colour, month)
            words += _words(row, time.events, measure)
    return replace(page, cells=(*page.cells, *words), marks=tuple(marks))


def _rows(page: Page, places: LanePlaces) -> dict[int, _Row]:
    """The rows whose lanes are whole, by their numbers in the table."""
    cells: dict[int, dict[int, Cell]] = {}
    for cell in page.cells:
        if cell.row is not None and cell.column is not None:
            cells.setdefault(cell.row, {})[cell.column] = cell
    found = {}
    for number, by_column in cells.items():
        lane, first = by_column.get(places.lanes), by_column.get(places.january)
        last = by_column.get(places.january + 11)
        if lane is None or first is None or last is None or len(lane.lines) != places.count:
            continue
        middles = tuple(line.baseline - _ASCENT * lane.size for line in lane.lines)
        width = last.x + last.width - first.x
        found[number] = _Row(first.x, width, lane.y, lane.height, middles, lane.size)
    return found


def _marks(row: _Row, time: RecordTime, colour: str, month: Month) -> list[Mark]:
    plan, actual, nodes = row.lanes
    marks = [] if time.plan is None else _bar(row, time.plan, plan, Shape.HOLLOW, "ink")
    if time.actual is not None:
        marks += _bar(row, time.actual, actual, Shape.FULL, colour)
    marks += [_sign(row, event, nodes) for event in time.events]
    as_of = row.left + row.width * month.number / 12
    return [*marks, Mark(Shape.LINE, as_of, row.top, 0, row.height, "red")]


def _bar(row: _Row, bar: Bar, middle: float, shape: Shape, colour: str) -> list[Mark]:
    """A bar with a point at each end where it goes on beyond the year."""
    height, point = _HIGH * row.size, _POINT * row.size
    start = row.x(bar.start) + (point if bar.before else 0)
    end = row.x(bar.end) - (point if bar.after else 0)
    top = middle - height / 2
    marks = [Mark(shape, start, top, max(end - start, 1.0), height, colour)]
    if bar.before:
        marks.append(Mark(Shape.TO_LEFT, start - point, top, point, height, colour))
    if bar.after:
        marks.append(Mark(Shape.TO_RIGHT, end, top, point, height, colour))
    return marks


def _sign(row: _Row, event: Event, middle: float) -> Mark:
    size = _HIGH * 1.25 * row.size
    shape = Shape.TRIANGLE if event.words == STARTED else Shape.CIRCLE if event.is_item else Shape.DIAMOND
    return Mark(shape, row.x(event.place) - size / 2, middle - size / 2, size, size)


def _words(row: _Row, events: Sequence[Event], measure: Measure) -> list[Cell]:
    """The words behind the signs, each up to the next sign; those that would not fit are left out."""
    size = round(row.size * _WORDS * 20) / 20
    advances = measure.advances(Face.BODY)
    cells = []
    for number, event in enumerate(events, 1):
        is_last = number == len(events)
        end = row.left + row.width if is_last else row.x(events[number].place) - row.size / 2
        left = row.x(event.place) + row.size * _HIGH * 0.7
        width = text_width(event.words, advances) * size + 2 * PADDING
        if left + width <= end:
            top = row.lanes[-1] - line_height(size) / 2
            cells.append(text_cell((event.words,), (left, top, width), size, Face.BODY, Align.LEFT, measure))
    return cells
