"""Laying a table out on pages, as clerks print theirs.

Title and the line under it, the header repeated on every page (续表), rows as tall as their text and
never broken across pages unless one is taller than a page, a group's heading never alone at the foot
of a page, notes and signature at the end, never alone on a page, 第 x 页　共 y 页 below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.documents.column_widths import NoFit, fit_columns
from fgj_desktop.documents.pages import POINTS_PER_MM, Cell, Face, Measure, Page, Pages, Paper, TooWide
from fgj_desktop.documents.print_table import Align, PrintTable, RowKind, choose_columns
from fgj_desktop.documents.row_blocks import (
    Block,
    Grid,
    block_cells,
    block_of,
    header_boxes,
    header_cells,
    header_heights,
    height_of,
    split_block,
)
from fgj_desktop.documents.text_lines import (
    FOOT_SIZE,
    GAP,
    LINE_SIZE,
    TITLE_SIZE,
    broken,
    line_height,
    page_number,
    signature_cells,
    signature_lines,
    text_cell,
    three_texts,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
        self._continued, self._continued_bottom = three_texts(again, paper.top, paper, grid.measure)

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
            Page((*cells, page_number(number, len(self._done), self._paper, self._grid.measure)))
            for number, cells in enumerate(self._done, start=1)
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
        self._y += GAP
        texts = (self._table.left_line, self._table.middle_line, self._table.right_line)
        if any(texts):
            cells, self._y = three_texts(texts, self._y, self._paper, self._grid.measure)
            self._cells += cells

    def _write_header(self) -> None:
        cells = header_cells(self._header, self._grid, self._y)
        self._cells += cells
        self._y = max(cell.y + cell.height for cell in cells)

    # What stands below them

    def _write_end(self, chunk: Sequence[Block]) -> None:
        """Write the last rows, notes and signature; the end takes the last rows along to a new page."""
        size = min(self._grid.size + 0.5, FOOT_SIZE)
        notes = [line for note in self._table.notes for line in self._broken(note, size, Face.BODY)]
        signature = signature_lines(self._table.signature, self._paper, self._grid.measure)
        end = self._end_height(len(notes), size, len(signature))
        rows = sum(block.height for block in chunk)
        if self._rows_on_page and self._room < rows + end <= self._fresh_room:
            self._new_page()
        self._write_chunk(chunk)
        self._y += GAP
        for position, note in enumerate(notes):
            # The last notes stay with the signature.
            left = self._end_height(len(notes) - position, size, len(signature)) - GAP
            needed = left if len(notes) - position <= 2 else line_height(size)
            if needed > self._room:
                self._new_page(header=False)
            self._write_lines((note,), size, Face.BODY, Align.LEFT)
        if signature:
            self._y += 2 * GAP
            if self._room < len(signature) * line_height(LINE_SIZE):
                self._new_page(header=False)
            self._cells += signature_cells(signature, self._y, self._paper, self._grid.measure)

    @staticmethod
    def _end_height(notes: int, size: float, signature: int) -> float:
        height = notes * line_height(size) + GAP
        return height + (2 * GAP + signature * line_height(LINE_SIZE) if signature else 0.0)

    # Lines outside the table

    def _broken(self, text: str, size: float, face: Face) -> tuple[str, ...]:
        return broken(text, size, face, self._paper, self._grid.measure)

    def _write_lines(self, lines: Sequence[str], size: float, face: Face, align: Align) -> None:
        place = (self._paper.left, self._y, self._paper.body_width)
        cell = text_cell(lines, place, size, face, align, self._grid.measure)
        if cell.lines:
            self._cells.append(cell)
        self._y += cell.height
