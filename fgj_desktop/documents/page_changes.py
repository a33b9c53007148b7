"""What is done to finished pages, whatever is on them: marked, shrunk to smaller paper, put behind each other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from fgj_desktop.documents.pages import (
    A4_LANDSCAPE,
    A4_PORTRAIT,
    Cell,
    Face,
    Line,
    Link,
    Mark,
    Measure,
    Page,
    Pages,
    Picture,
)
from fgj_desktop.documents.print_table import Align
from fgj_desktop.documents.text_lines import GAP, broken, line_height, text_cell

if TYPE_CHECKING:
    from collections.abc import Sequence

MARK_SIZE = 10.5
_Placed = TypeVar("_Placed", Cell, Picture, Mark, Link)


def marked(pages: Pages, text: str, measure: Measure) -> Pages:
    """The pages with a line above the text of each, at the left: 内部资料　注意保存. A long text ends in an ellipsis."""
    if not text:
        return pages
    paper = pages.paper
    line, *more = broken(text, MARK_SIZE, Face.BOLD, paper, measure)
    text = f"{line[:-1]}…" if more else line
    place = (paper.left, paper.top - line_height(MARK_SIZE) - GAP, paper.body_width)
    mark = text_cell((text,), place, MARK_SIZE, Face.BOLD, Align.LEFT, measure)
    return replace(pages, pages=tuple(replace(page, cells=(*page.cells, mark)) for page in pages.pages))


def shrunk(pages: Pages) -> Pages:
    """Pages of A3 as they are on A4: everything is smaller by the same, and nothing stands elsewhere."""
    paper = A4_LANDSCAPE if pages.paper.landscape else A4_PORTRAIT
    by = paper.width_mm / pages.paper.width_mm
    return Pages(pages.title, paper, pages.size * by, tuple(_page(one, by) for one in pages.pages))


def joined(parts: Sequence[Pages], title: str, *, on_fronts: bool = False) -> Pages:
    """Documents on the same paper behind each other, each with its own page numbers.

    ``on_fronts`` adds empty pages, so that printed on both sides of the paper each begins on a sheet of its own.
    """
    every: list[Page] = []
    for part in parts:
        if on_fronts and len(every) % 2:
            every.append(Page(()))
        every += part.pages
    return Pages(title, parts[0].paper, min(part.size for part in parts), tuple(every))


def _page(page: Page, by: float) -> Page:
    return Page(
        tuple(_cell(one, by) for one in page.cells),
        tuple(_scaled(one, by) for one in page.pictures),
        tuple(_scaled(one, by) for one in page.marks),
        tuple(_scaled(one, by) for one in page.links),
    )


def _cell(cell: Cell, by: float) -> Cell:
    lines = tuple(Line(one.text, one.x * by, one.baseline * by, one.width * by) for one in cell.lines)
    return replace(_scaled(cell, by), lines=lines, size=cell.size * by)


def _scaled(one: _Placed, by: float) -> _Placed:
    return replace(one, x=one.x * by, y=one.y * by, width=one.width * by, height=one.height * by)
