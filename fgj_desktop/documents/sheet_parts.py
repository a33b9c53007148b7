"""The parts of a record's sheet as strips: facts in two columns, tables, photos side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.documents.column_widths import PADDING, SIZES, NoFit, fit_columns
from fgj_desktop.documents.line_breaking import break_lines
from fgj_desktop.documents.pages import Face, Measure, Paper
from fgj_desktop.documents.print_table import Align, PrintTable, RowKind, choose_columns
from fgj_desktop.documents.record_sheet import Fact, Facts, Part, Photo, Photos, Rows
from fgj_desktop.documents.row_blocks import Block, Box, Grid, block_of, header_boxes, height_of
from fgj_desktop.documents.sheet_strips import (
    HeadStrip,
    PhotoBox,
    PhotoStrip,
    RowStrip,
    Strip,
    TextStrip,
)
from fgj_desktop.documents.text_lines import GAP, broken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

_HEADING_SIZE = 11.0
_CAPTION_SIZE = 9.0
_LABEL = 10
"""Characters of a label on one line."""
_MOST_LINES = 2
"""A value that takes more in its half of the width gets the whole."""
_LABELS = frozenset({0, 2})
_BETWEEN_PHOTOS = 10.0
_TALLEST_PHOTO = 175.0
_MOST_CAPTION = 5
"""Lines below a photo; a longer note stands under all photos over the whole width."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the sheet: its heading, what is repeated on each page (the head of a table), and its rows."""

    heading: Strip
    head: tuple[Strip, ...]
    rows: tuple[Strip, ...]


class PartMaker:
    """Makes the strips of one paper in text of one size.

    ``picture_size`` gives None for a file that is no readable picture.
    """

    def __init__(
        self,
        paper: Paper,
        measure: Measure,
        picture_size: Callable[[Path], tuple[float, float] | None],
        size: float = SIZES[0],
    ) -> None:
        self._paper = paper
        self._measure = measure
        self._picture_size = picture_size
        self.size = size
        half = paper.body_width / 2
        label = _LABEL * size + 2 * PADDING + 0.01
        edges = (0.0, label, half, half + label, paper.body_width)
        self._grid = Grid(tuple(paper.left + edge for edge in edges), size, measure)

    def section(self, part: Part) -> Section:
        """A part with everything broken into lines."""
        heading = TextStrip(
            broken(part.title, _HEADING_SIZE, Face.BOLD, self._paper, self._measure),
            _HEADING_SIZE, Face.BOLD, Align.LEFT, self._paper, self._measure, above=GAP * (2 if self.size == SIZES[0] else 1.5), below=2.0,
        )  # fmt: skip
        if isinstance(part, Facts):
            return Section(heading, (), tuple(self._fact_rows(part.facts)))
        if isinstance(part, Rows):
            return self._table(heading, part.table)
        return Section(heading, (), tuple(self._photo_rows(part)))

    # --- facts ------------------------------------------------------------------------------------

    def _fact_rows(self, facts: Sequence[Fact]) -> Iterator[Strip]:
        """Two facts a row; a long one waits until the row before it is full."""
        narrow: Fact | None = None
        waiting: list[Fact] = []
        for fact in facts:
            if self._is_wide(fact):
                waiting.append(fact)
            elif narrow is None:
                narrow = fact
            else:
                yield self._fact_row((narrow, fact))
                narrow = None
            if narrow is None:
                yield from (self._fact_row((one,)) for one in waiting)
                waiting.clear()
        rest = [one for one in (narrow,) if one is not None] + waiting
        yield from (self._fact_row((one,)) for one in rest)

    def _is_wide(self, fact: Fact) -> bool:
        if fact.wide:
            return True
        return len(self._grid.lines(fact.text, self._grid.span(1, 1), Face.BODY)) > _MOST_LINES

    def _fact_row(self, facts: tuple[Fact, ...]) -> RowStrip:
        boxes: list[Box] = []
        for place, fact in enumerate(facts):
            label, value = 2 * place, 2 * place + 1
            last = value if len(facts) > 1 else 3
            width = self._grid.span(label, label)
            lines = self._grid.lines(fact.label, width, Face.BODY)
            boxes.append(Box(label, self._grid.edges[label], width, lines, Align.CENTRE))
            width = self._grid.span(value, last)
            lines = self._grid.lines(fact.text, width, Face.BODY)
            boxes.append(Box(value, self._grid.edges[value], width, lines, Align.LEFT, fact.light))
        height = height_of(max(len(box.lines) for box in boxes), self.size)
        return RowStrip(Block(0, RowKind.RECORD, tuple(boxes), height), self._grid, _LABELS)

    # --- tables -----------------------------------------------------------------------------------

    def _table(self, heading: Strip, table: PrintTable) -> Section:
        fit = fit_columns(
            table, self._paper.body_width, self._measure, [one for one in SIZES if one <= self.size]
        )
        if isinstance(fit, NoFit):
            return self._table(heading, choose_columns(table, fit.fitting))
        grid = Grid.of(fit, self._paper.left, self._measure)
        rows = tuple(RowStrip(block_of(table, index, grid), grid) for index in range(len(table.rows)))
        return Section(heading, (HeadStrip(header_boxes(table, grid), grid),), rows)

    # --- photos -----------------------------------------------------------------------------------

    def _photo_rows(self, part: Photos) -> Iterator[Strip]:
        width = (self._paper.body_width - _BETWEEN_PHOTOS) / 2
        for first in range(0, len(part.photos), 2):
            boxes = tuple(
                self._photo_box(photo, place * (width + _BETWEEN_PHOTOS), width)
                for place, photo in enumerate(part.photos[first : first + 2])
            )
            yield PhotoStrip(boxes, self._paper, self._measure, _CAPTION_SIZE)
        for photo in part.photos:
            if len(self._caption(photo.caption, width)) > _MOST_CAPTION:
                yield from self._lines(f"{photo.name}：{photo.caption}")
        if part.more:
            yield from self._lines(part.more)

    def _lines(self, text: str) -> Iterator[Strip]:
        for line in broken(text, _CAPTION_SIZE, Face.BODY, self._paper, self._measure):
            yield TextStrip((line,), _CAPTION_SIZE, Face.BODY, Align.LEFT, self._paper, self._measure)

    def _photo_box(self, photo: Photo, left: float, width: float) -> PhotoBox:
        size = None if photo.path is None else self._picture_size(photo.path)
        is_long = len(self._caption(photo.caption, width)) > _MOST_CAPTION
        caption = photo.name if is_long else photo.caption
        if size is None:
            why = "文件不在附件文件夹中" if photo.path is None else "文件不能读取"
            lines = self._caption(f"{caption}（照片“{photo.name}”未打印：{why}）", width)
            return PhotoBox(left, width, 0.0, 0.0, None, lines)
        tallest = _TALLEST_PHOTO * (self.size / SIZES[0]) ** 2
        scale = min(width / size[0], tallest / size[1])
        lines = self._caption(caption, width)
        return PhotoBox(left, width, size[0] * scale, size[1] * scale, photo.path, lines)

    def _caption(self, text: str, width: float) -> tuple[str, ...]:
        return break_lines(text, (width - 2 * PADDING) / _CAPTION_SIZE, self._measure.advances(Face.BODY))
