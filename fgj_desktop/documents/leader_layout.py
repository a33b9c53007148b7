"""Laying 领导一页纸 out: one A4 page whatever it has to say, with a link on every number.

Text is set smaller before a list loses rows; a list tells how many it left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from fgj_desktop.documents.column_widths import PADDING
from fgj_desktop.documents.leader_page import Spot
from fgj_desktop.documents.line_breaking import break_lines, text_width
from fgj_desktop.documents.pages import Cell, Face, Link, Measure, Page, Pages, Paper
from fgj_desktop.documents.print_table import Align
from fgj_desktop.documents.row_blocks import PITCH, place_lines
from fgj_desktop.documents.text_lines import broken, line_height, text_cell, three_texts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fgj_desktop.documents.leader_page import LeaderPage, LeaderTable

LEADER_PAPER = Paper("A4", 210, 297, left_mm=15, right_mm=15, top_mm=14, bottom_mm=12)
_SIZES = (10.0, 9.5, 9.0, 8.5, 8.0)
"""Font sizes in points, the first in which everything fits; in the last one lists lose rows."""
_TITLE_SIZE = 18.0
_NOTE_SIZE = 8.0
_MARGIN = 2.2
"""Points between a cell's upper or lower edge and its text."""
_APART = 5.0
"""Points between two tables."""
_MOST_LINES = 2
"""Lines of a list's cell once rows are left out: a long reason must not push others off the page."""
_FEWEST_ROWS = 1


@dataclass(frozen=True, slots=True)
class _Row:
    """A row whose texts are broken, and its height."""

    spots: tuple[Spot, ...]
    lines: tuple[tuple[str, ...], ...]
    height: float
    face: Face = Face.BODY


def lay_out_leader_page(page: LeaderPage, paper: Paper, measure: Measure) -> Pages:
    """The page; its links name the rows behind what is printed."""
    for size in _SIZES:
        setter = _Setter(page, paper, measure, size, most_lines=0)
        made = setter.page(page.tables)
        if made is not None:
            return Pages(page.title, paper, size, (made,))
    setter = _Setter(page, paper, measure, _SIZES[-1], most_lines=_MOST_LINES)
    return Pages(page.title, paper, _SIZES[-1], (setter.shortened(),))


class _Setter:
    """Sets one page in one font size."""

    def __init__(
        self, page: LeaderPage, paper: Paper, measure: Measure, size: float, *, most_lines: int
    ) -> None:
        self._page = page
        self._paper = paper
        self._measure = measure
        self._size = size
        self._most_lines = most_lines
        self._cells: list[Cell] = []
        self._links: list[Link] = []
        self._y = paper.top

    def page(self, tables: Sequence[LeaderTable], *, anyway: bool = False) -> Page | None:
        """The page with these tables; None when it is too long, unless it is wanted ``anyway``."""
        self._cells, self._links, self._y = [], [], self._paper.top
        self._set_head()
        for table, whole in zip(tables, self._page.tables, strict=True):
            self._set_table(table, len(whole.rows) - len(table.rows))
            if self._y > self._paper.bottom and not anyway:
                return None
        self._set_notes()
        fits = self._y <= self._paper.bottom + 1e-6
        return Page(tuple(self._cells), links=tuple(self._links)) if fits or anyway else None

    def shortened(self) -> Page:
        """The page with as many rows of its lists as it holds, given to them in turn."""
        lists = [place for place, table in enumerate(self._page.tables) if table.can_be_shortened]
        kept = {place: min(_FEWEST_ROWS, len(self._page.tables[place].rows)) for place in lists}
        best = self.page(self._cut(kept), anyway=True)
        assert best is not None
        growing = list(lists)
        while growing:
            for place in list(growing):
                if kept[place] == len(self._page.tables[place].rows):
                    growing.remove(place)
                    continue
                kept[place] += 1
                made = self.page(self._cut(kept))
                if made is None:
                    kept[place] -= 1
                    growing.remove(place)
                else:
                    best = made
        return best

    def _cut(self, kept: Mapping[int, int]) -> list[LeaderTable]:
        return [
            replace(table, rows=table.rows[: kept[place]]) if place in kept else table
            for place, table in enumerate(self._page.tables)
        ]

    # --- head and foot --------------------------------------------------------------------------

    def _set_head(self) -> None:
        page, paper = self._page, self._paper
        lines = broken(page.title, _TITLE_SIZE, Face.TITLE, paper, self._measure)
        place = (paper.left, self._y, paper.body_width)
        self._cells.append(text_cell(lines, place, _TITLE_SIZE, Face.TITLE, Align.CENTRE, self._measure))
        self._y += len(lines) * line_height(_TITLE_SIZE) + _APART
        cells, self._y = three_texts((page.left, page.middle, page.right), self._y, paper, self._measure)
        self._cells += cells

    def _set_notes(self) -> None:
        paper = self._paper
        self._y += _APART / 2
        for note in self._page.notes:
            lines = broken(note, _NOTE_SIZE, Face.BODY, paper, self._measure)
            place = (paper.left, self._y, paper.body_width)
            self._cells.append(text_cell(lines, place, _NOTE_SIZE, Face.BODY, Align.LEFT, self._measure))
            self._y += len(lines) * line_height(_NOTE_SIZE)

    # --- tables ---------------------------------------------------------------------------------

    def _set_table(self, table: LeaderTable, left_out: int) -> None:
        if table.title is not None:
            self._y += _APART
            self._set_title(table.title)
        widths = [share / sum(table.shares) * self._paper.body_width for share in table.shares]
        edges = list(accumulate(widths, initial=self._paper.left))
        if table.rows:
            self._set_row(
                self._broken(tuple(map(Spot, table.columns)), widths, Face.BOLD), edges, table, header=True
            )
        for spots in table.rows:
            if self._y > self._paper.bottom:
                # Far too long: the rest need not be set to know it.
                return
            self._set_row(self._broken(spots, widths, Face.BODY, table), edges, table)
        if table.rest is not None and left_out:
            self._set_line(
                Spot(table.rest(left_out), table.title.behind if table.title is not None else None)
            )
        elif not table.rows:
            self._set_line(Spot(table.empty))

    def _set_title(self, title: Spot) -> None:
        place = (self._paper.left - PADDING, self._y, self._paper.body_width)
        cell = text_cell((title.text,), place, self._size + 1, Face.BOLD, Align.LEFT, self._measure)
        self._cells.append(cell)
        self._link(title, cell)
        self._y += cell.height + 1

    def _set_line(self, spot: Spot) -> None:
        """One line over the whole width, in the frame of the table."""
        lines = broken(spot.text, self._size, Face.BODY, self._paper, self._measure)
        rectangle = (self._paper.left, self._y, self._paper.body_width, self._height(len(lines)))
        self._add(spot, lines, rectangle, Align.LEFT, Face.BODY)
        self._y += rectangle[3]

    def _broken(
        self, spots: tuple[Spot, ...], widths: Sequence[float], face: Face, table: LeaderTable | None = None
    ) -> _Row:
        most = self._most_lines if table is not None and table.can_be_shortened else 0
        lines = tuple(
            self._lines(spot.text, width, face, most) for spot, width in zip(spots, widths, strict=True)
        )
        return _Row(spots, lines, self._height(max(map(len, lines))), face)

    def _lines(self, text: str, width: float, face: Face, most: int) -> tuple[str, ...]:
        advances = self._measure.advances(face)
        room = (width - 2 * PADDING) / self._size
        lines = break_lines(text, room, advances)
        if not most or len(lines) <= most:
            return lines
        last = lines[most - 1]
        while last and text_width(f"{last}…", advances) > room:
            last = last[:-1]
        return (*lines[: most - 1], f"{last}…")

    def _height(self, lines: int) -> float:
        return lines * PITCH * self._size + 2 * _MARGIN

    def _set_row(
        self, row: _Row, edges: Sequence[float], table: LeaderTable, *, header: bool = False
    ) -> None:
        for place, (spot, lines) in enumerate(zip(row.spots, row.lines, strict=True)):
            rectangle = (edges[place], self._y, edges[place + 1] - edges[place], row.height)
            align = Align.LEFT if place in table.left and not header else Align.CENTRE
            self._add(spot, lines, rectangle, align, row.face, shaded=header)
        self._y += row.height

    def _add(
        self,
        spot: Spot,
        lines: Sequence[str],
        rectangle: tuple[float, float, float, float],
        align: Align,
        face: Face,
        *,
        shaded: bool = False,
    ) -> None:
        placed = place_lines(lines, rectangle, align, self._size, self._measure.advances(face))
        cell = Cell(*rectangle, placed, face, self._size, bordered=True, shaded=shaded)
        self._cells.append(cell)
        self._link(spot, cell)

    def _link(self, spot: Spot, cell: Cell) -> None:
        if spot.behind is not None:
            self._links.append(Link(cell.x, cell.y, cell.width, cell.height, spot.text, spot.behind))
