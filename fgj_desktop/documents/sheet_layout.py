"""Laying sheets of records (一项一档) out on pages: each begins on its own page and counts its own pages.

No row is cut unless it is taller than a page; headings stay with what follows, tables repeat their head,
the signature never stands alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.documents.pages import Cell, Face, Measure, Page, Pages, Paper, Picture
from fgj_desktop.documents.print_table import Align
from fgj_desktop.documents.row_blocks import height_of, split_block
from fgj_desktop.documents.sheet_parts import PartMaker
from fgj_desktop.documents.sheet_strips import RowStrip, SignatureStrip, Strip, TextStrip
from fgj_desktop.documents.text_lines import (
    FOOT_SIZE,
    GAP,
    TITLE_SIZE,
    broken,
    page_number,
    signature_lines,
    three_texts,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from fgj_desktop.documents.record_sheet import RecordSheet

SHEET_PAPER = Paper("A4", 210, 297, left_mm=18, right_mm=18, top_mm=16, bottom_mm=18)
_SIZES = (10.0, 9.5, 9.0, 8.5)
"""Font sizes in points: a sheet that is a little too long for its pages is set smaller."""
_FEWEST_LINES = 3
_FIRST_ROWS = 3
_FIRST_HEIGHT = 80.0
_SHORT_END = 8
"""So many lines of notes go with the signature and the last row, never alone to another page."""
_Group = tuple[tuple[Strip, ...], tuple[Strip, ...]]
"""Strips that stay on one page, and what is repeated above them when they begin another."""


def lay_out_sheets(
    sheets: Sequence[RecordSheet],
    title: str,
    paper: Paper,
    measure: Measure,
    picture_size: Callable[[Path], tuple[float, float] | None],
) -> Pages:
    """The pages of all sheets as one document of that title.

    ``picture_size`` gives width and height of a picture in any unit, None when it cannot be read.
    """
    makers = [PartMaker(paper, measure, picture_size, size) for size in _SIZES]
    pages = [page for sheet in sheets for page in _pages_of(sheet, paper, measure, makers)]
    return Pages(title, paper, _SIZES[0], tuple(pages))


def _pages_of(sheet: RecordSheet, paper: Paper, measure: Measure, makers: Sequence[PartMaker]) -> list[Page]:
    """The pages of one record, in somewhat smaller text where that saves a page."""
    tries = (_Sheet(sheet, paper, measure, maker).pages() for maker in makers)
    first = next(tries)
    if len(first) == 1:
        return first
    return next((pages for pages in tries if len(pages) < len(first)), first)


def _first_rows(rows: Sequence[Strip]) -> Sequence[Strip]:
    """The rows that stay with their heading: the first, and a few more when they are low."""
    count = 1
    while count < _FIRST_ROWS and sum(row.height for row in rows[: count + 1]) <= _FIRST_HEIGHT:
        count += 1
    return rows[:count]


class _Sheet:
    """The pages of one record being filled, from top to bottom."""

    def __init__(self, sheet: RecordSheet, paper: Paper, measure: Measure, maker: PartMaker) -> None:
        self._sheet = sheet
        self._paper = paper
        self._measure = measure
        self._maker = maker
        self._done: list[tuple[list[Cell], list[Picture]]] = []
        self._cells: list[Cell] = []
        self._pictures: list[Picture] = []
        self._y = paper.top
        self._is_fresh = True
        again = (f"{sheet.name}（续）", "", sheet.right_line)
        self._again, self._again_bottom = three_texts(again, paper.top, paper, measure)

    def pages(self) -> list[Page]:
        """Fill the pages and number them."""
        self._write_title()
        for strips, head in self._with_end(list(self._groups())):
            self._write(strips, head)
        self._done.append((self._cells, self._pictures))
        count = len(self._done)
        return [
            Page((*cells, page_number(number, count, self._paper, self._measure)), tuple(pictures))
            for number, (cells, pictures) in enumerate(self._done, 1)
        ]

    def _write_title(self) -> None:
        lines = broken(self._sheet.title, TITLE_SIZE, Face.TITLE, self._paper, self._measure)
        self._place(self._text(lines, TITLE_SIZE, Face.TITLE, Align.CENTRE, below=2 * GAP))
        texts = (self._sheet.left_line, self._sheet.middle_line, self._sheet.right_line)
        if any(texts):
            cells, self._y = three_texts(texts, self._y, self._paper, self._measure)
            self._cells += cells
        self._is_fresh = True

    def _groups(self) -> Iterator[_Group]:
        for part in self._sheet.parts:
            section = self._maker.section(part)
            first = _first_rows(section.rows)
            if first:
                yield (section.heading, *section.head, *first), ()
            for row in section.rows[len(first) :]:
                yield (row,), section.head

    def _with_end(self, groups: list[_Group]) -> list[_Group]:
        """The groups with notes and signature, which take the last row along to another page."""
        end = [*self._notes(), *self._signature()]
        if not end:
            return groups
        strips, head = groups[-1] if groups else ((), ())
        together = (*strips, *end)
        fits = sum(strip.height for strip in (*head, *together)) <= self._fresh_room
        if len(end) <= _SHORT_END and fits:
            return [*groups[:-1], (together, head)]
        return [*groups, *(((strip,), ()) for strip in end[:-2]), (tuple(end[-2:]), ())]

    def _notes(self) -> Iterator[Strip]:
        for number, note in enumerate(self._sheet.numbered_notes()):
            for place, line in enumerate(broken(note, FOOT_SIZE, Face.BODY, self._paper, self._measure)):
                above = 0 if number or place else 2 * GAP
                yield self._text((line,), FOOT_SIZE, Face.BODY, Align.LEFT, above=above)

    def _signature(self) -> Iterator[Strip]:
        lines = signature_lines(self._sheet.signature, self._paper, self._measure)
        if lines:
            yield SignatureStrip(lines, self._paper, self._measure)

    # --- filling ----------------------------------------------------------------------------------

    @property
    def _room(self) -> float:
        return self._paper.bottom - self._y

    @property
    def _fresh_room(self) -> float:
        return self._paper.bottom - self._again_bottom

    def _write(self, strips: Sequence[Strip], head: Sequence[Strip]) -> None:
        """Write strips that belong together, on a new page when this one has no room for all."""
        if not self._is_fresh and sum(strip.height for strip in strips) > self._room:
            self._new_page(head)
        for strip in strips:
            self._write_strip(strip, head)

    def _write_strip(self, strip: Strip, head: Sequence[Strip]) -> None:
        """Write one strip; a row for which a whole page is too short goes on over the next ones."""
        while strip.height > self._room + 1e-6 and isinstance(strip, RowStrip):
            if not self._is_fresh and self._room < height_of(_FEWEST_LINES, strip.grid.size):
                self._new_page(head)
                continue
            upper, lower = split_block(strip.block, self._room, strip.grid, strip.label_column)
            self._place(RowStrip(upper, strip.grid, strip.labels))
            strip = RowStrip(lower, strip.grid, strip.labels)
            self._new_page(head)
        self._place(strip)

    def _place(self, strip: Strip) -> None:
        cells, pictures = strip.place(self._y)
        self._cells += [cell for cell in cells if cell.lines or cell.bordered]
        self._pictures += pictures
        self._y += strip.height
        self._is_fresh = False

    def _new_page(self, head: Sequence[Strip]) -> None:
        self._done.append((self._cells, self._pictures))
        self._cells, self._pictures = list(self._again), []
        self._y = self._again_bottom
        for strip in head:
            self._place(strip)
        self._is_fresh = True

    def _text(
        self,
        lines: tuple[str, ...],
        size: float,
        face: Face,
        align: Align,
        *,
        above: float = 0.0,
        below: float = 0.0,
    ) -> TextStrip:
        return TextStrip(lines, size, face, align, self._paper, self._measure, above, below)
