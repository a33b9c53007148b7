"""Laying a table out on pages, as clerks print theirs.

Title and the line under it, the header repeated on every page (续表), rows as tall as their text and
never broken across pages unless one is taller than a page, a group's heading never alone at the foot
of a page, notes and signature at the end, never alone on a page, 第 x 页　共 y 页 below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.documents.column_widths import PADDING, NoFit, fit_columns
from fgj_desktop.documents.line_breaking import break_lines, text_width
from fgj_desktop.documents.pages import POINTS_PER_MM, Cell, Face, Measure, Page, Pages, Paper, TooWide
from fgj_desktop.documents.print_table import Align, PrintTable, RowKind, choose_columns
from fgj_desktop.documents.row_blocks import (
    PITCH,
    Block,
    Grid,
    block_cells,
    block_of,
    header_boxes,
    header_cells,
    header_heights,
    height_of,
    place_lines,
    split_block,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TITLE_SIZE = 20.0
_LINE_SIZE = 10.0
_FOOT_SIZE = 9.0
_GAP = 4.0
_CONTINUED = "续表"
_FEWEST_LINES = 3


def lay_out(table: PrintTable, paper: Paper, measure: Measure) -> Pages | TooWide:
    """The pages of a table, or which of its columns fit when not all do."""
    fit = fit_columns(table, paper.body_width, measure)
    if isinstance(fit, NoFit):
        available = paper.body_width / POINTS_PER_MM
        return TooWide(paper, fit.fitting, fit.needed / POINTS_PER_MM, available)
    return _Sheets(table, paper, Grid.of(fit, paper.left, measure)).pages()


def lay_out_fitting(table: PrintTable, paper: Paper, measure: Measure) -> tuple[Pages, tuple[int, ...]]:
    """The pages of a table without the least important columns that do not fit, and those columns."""
    kept = tuple(range(len(table.columns)))
    answer = lay_out(table, paper, measure)
    while isinstance(answer, TooWide):
        kept = tuple(kept[position] for position in answer.fitting)
        answer = lay_out(choose_columns(table, kept), paper, measure)
    return answer, tuple(column for column in range(len(table.columns)) if column not in kept)


def _chunks(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Rows that stay on one page: headings with the row after them, 小计 with the row before."""
    heads: list[Block] = []
    chunk: list[Block] = []
    for block in blocks:
        if block.kind is RowKind.SUBTOTAL and chunk and not heads:
            chunk.append(block)
        elif block.kind in (RowKind.RECORD, RowKind.SUBTOTAL):
            if chunk:
                yield chunk
            chunk, heads = [*heads, block], []
        else:
            heads.append(block)
    if chunk or heads:
        yield [*chunk, *heads]


class _Sheets:
    """The pages being filled, from top to bottom."""

    def __init__(self, table: PrintTable, paper: Paper, grid: Grid) -> None:
        self._table = table
        self._paper = paper
        self._grid = grid
        self._header = header_boxes(table, grid)
        self._done: list[list[Cell]] = []
        self._cells: list[Cell] = []
        self._y = paper.top
        self._rows_on_page = 0
        again = (_CONTINUED, " ".join(table.title.split()), table.continued_line)
        self._continued, self._continued_bottom = self._three_texts(again, paper.top)

    def pages(self) -> Pages:
        """Fill the pages and number them."""
        self._write_title()
        self._write_header()
        blocks = [block_of(self._table, index, self._grid) for index in range(len(self._table.rows))]
        chunks = list(_chunks(blocks))
        for chunk in chunks[:-1]:
            self._write_chunk(chunk)
        self._write_end(chunks[-1] if chunks else [])
        self._done.append(self._cells)
        pages = tuple(
            Page((*cells, self._footer(number))) for number, cells in enumerate(self._done, start=1)
        )
        return Pages(self._table.title, self._paper, self._grid.size, pages)

    # Rows

    @property
    def _room(self) -> float:
        return self._paper.bottom - self._y

    @property
    def _fresh_room(self) -> float:
        """The room for rows on a page that continues the table."""
        return (
            self._paper.bottom - self._continued_bottom - sum(header_heights(self._header, self._grid.size))
        )

    def _write_chunk(self, chunk: Sequence[Block]) -> None:
        """Write rows that belong together, on a new page when this one has no room for all."""
        if self._rows_on_page and sum(block.height for block in chunk) > self._room:
            self._new_page()
        under_heading = False
        for block in chunk:
            whole = block.height <= self._fresh_room
            if self._rows_on_page and block.height > self._room and whole and not under_heading:
                self._new_page()
            self._write_block(block)
            under_heading = block.kind in (RowKind.GROUP, RowKind.TOTAL)

    def _write_block(self, block: Block) -> None:
        """Write one row; one for which this page is too short goes on over the next pages."""
        while block.height > self._room:
            if self._rows_on_page and self._room < height_of(_FEWEST_LINES, self._grid.size):
                self._new_page()
                continue
            part, block = split_block(block, self._room, self._grid, self._table.label_column)
            self._place(part)
            self._new_page()
        self._place(block)

    def _place(self, block: Block) -> None:
        self._cells += block_cells(block, self._grid, self._y, block.height)
        self._y += block.height
        self._rows_on_page += 1

    def _new_page(self, header: bool = True) -> None:
        self._done.append(self._cells)
        self._cells = list(self._continued)
        self._y = self._continued_bottom
        self._rows_on_page = 0
        if header:
            self._write_header()

    # What stands above the rows

    def _write_title(self) -> None:
        lines = self._broken(self._table.title, TITLE_SIZE, Face.TITLE)
        self._write_lines(lines, TITLE_SIZE, Face.TITLE, Align.CENTRE)
        self._y += _GAP
        texts = (self._table.left_line, self._table.middle_line, self._table.right_line)
        if any(texts):
            cells, self._y = self._three_texts(texts, self._y)
            self._cells += cells

    def _write_header(self) -> None:
        cells = header_cells(self._header, self._grid, self._y)
        self._cells += cells
        self._y = max(cell.y + cell.height for cell in cells)

    def _three_texts(self, texts: tuple[str, str, str], top: float) -> tuple[list[Cell], float]:
        """Left, middle and right on one line, or under each other where they would touch."""
        advances = self._grid.measure.advances(Face.BODY)
        left, middle, right = (text_width(text, advances) * _LINE_SIZE for text in texts)
        space = self._paper.body_width - 2 * PADDING - 2 * _LINE_SIZE
        beside = (middle + 2 * max(left, right) if middle else left + right) <= space
        cells: list[Cell] = []
        bottom = top
        for text, align in zip(texts, (Align.LEFT, Align.CENTRE, Align.RIGHT), strict=True):
            if text:
                lines = self._broken(text, _LINE_SIZE, Face.BODY)
                y = top if beside else bottom
                cells.append(self._text_cell(lines, y, _LINE_SIZE, Face.BODY, align))
                bottom = y + cells[-1].height
        return cells, bottom + _GAP

    # What stands below them

    def _write_end(self, chunk: Sequence[Block]) -> None:
        """Write the last rows, notes and signature; the end takes the last rows along to a new page."""
        size = min(self._grid.size + 0.5, _FOOT_SIZE)
        notes = [line for note in self._table.notes for line in self._broken(note, size, Face.BODY)]
        signature = self._signature()
        end = self._end_height(len(notes), size, len(signature))
        rows = sum(block.height for block in chunk)
        if self._rows_on_page and self._room < rows + end <= self._fresh_room:
            self._new_page()
        self._write_chunk(chunk)
        self._y += _GAP
        for position, note in enumerate(notes):
            # The last notes stay with the signature.
            left = self._end_height(len(notes) - position, size, len(signature)) - _GAP
            needed = left if len(notes) - position <= 2 else _line_height(size)
            if needed > self._room:
                self._new_page(header=False)
            self._write_lines((note,), size, Face.BODY, Align.LEFT)
        if signature:
            self._y += 2 * _GAP
            if self._room < len(signature) * _line_height(_LINE_SIZE):
                self._new_page(header=False)
            self._write_signature(signature)

    def _signature(self) -> tuple[tuple[str, ...], ...]:
        """The lines of the signature: what is to be filled in beside each other, or under each other."""
        parts = tuple(part for part in self._table.signature.split("　") if part)
        if not parts:
            return ()
        advances = self._grid.measure.advances(Face.BODY)
        share = (self._paper.body_width - 2 * PADDING) / len(parts)
        if all(text_width(part, advances) * _LINE_SIZE <= share for part in parts):
            return (parts,)
        return tuple((line,) for part in parts for line in self._broken(part, _LINE_SIZE, Face.BODY))

    def _write_signature(self, lines: Sequence[tuple[str, ...]]) -> None:
        for parts in lines:
            share = self._paper.body_width / len(parts)
            for position, part in enumerate(parts):
                left = self._paper.left + position * share
                self._cells.append(
                    self._text_cell((part,), self._y, _LINE_SIZE, Face.BODY, Align.LEFT, left, share)
                )
            self._y += _line_height(_LINE_SIZE)

    @staticmethod
    def _end_height(notes: int, size: float, signature: int) -> float:
        height = notes * _line_height(size) + _GAP
        return height + (2 * _GAP + signature * _line_height(_LINE_SIZE) if signature else 0.0)

    def _footer(self, number: int) -> Cell:
        text = f"第 {number} 页　共 {len(self._done)} 页"
        top = self._paper.bottom + _GAP
        return self._text_cell((text,), top, _FOOT_SIZE, Face.BODY, Align.CENTRE)

    # Lines outside the table

    def _broken(self, text: str, size: float, face: Face) -> tuple[str, ...]:
        width = self._paper.body_width - 2 * _GAP
        return break_lines(text, width / size, self._grid.measure.advances(face))

    def _write_lines(self, lines: Sequence[str], size: float, face: Face, align: Align) -> None:
        cell = self._text_cell(lines, self._y, size, face, align)
        if cell.lines:
            self._cells.append(cell)
        self._y += cell.height

    def _text_cell(
        self,
        lines: Sequence[str],
        top: float,
        size: float,
        face: Face,
        align: Align,
        left: float | None = None,
        width: float | None = None,
    ) -> Cell:
        """A cell without border as wide as the text area, unless told where and how wide."""
        x = self._paper.left if left is None else left
        rectangle = (x, top, width or self._paper.body_width, len(lines) * _line_height(size))
        advances = self._grid.measure.advances(face)
        return Cell(*rectangle, place_lines(lines, rectangle, align, size, advances), face, size)


def _line_height(size: float) -> float:
    return PITCH * size
