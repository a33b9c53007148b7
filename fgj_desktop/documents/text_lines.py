"""Lines of text outside tables: titles, what stands under them, notes, signatures, page numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.documents.column_widths import PADDING
from fgj_desktop.documents.line_breaking import break_lines, text_width
from fgj_desktop.documents.pages import Cell, Face, Measure, Paper
from fgj_desktop.documents.print_table import Align
from fgj_desktop.documents.row_blocks import PITCH, place_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

TITLE_SIZE = 20.0
LINE_SIZE = 10.0
FOOT_SIZE = 9.0
GAP = 4.0


def line_height(size: float) -> float:
    """From one line to the next, in points."""
    return PITCH * size


def broken(text: str, size: float, face: Face, paper: Paper, measure: Measure) -> tuple[str, ...]:
    """The lines of a text over the whole width of the paper."""
    return break_lines(text, (paper.body_width - 2 * GAP) / size, measure.advances(face))


def text_cell(
    lines: Sequence[str],
    place: tuple[float, float, float],
    size: float,
    face: Face,
    align: Align,
    measure: Measure,
) -> Cell:
    """A cell without border at a place: left, top and width."""
    left, top, width = place
    rectangle = (left, top, width, len(lines) * line_height(size))
    return Cell(*rectangle, place_lines(lines, rectangle, align, size, measure.advances(face)), face, size)


def three_texts(
    texts: tuple[str, str, str], top: float, paper: Paper, measure: Measure
) -> tuple[list[Cell], float]:
    """Left, middle and right on one line, or under each other where they would touch; and where they end."""
    advances = measure.advances(Face.BODY)
    left, middle, right = (text_width(text, advances) * LINE_SIZE for text in texts)
    space = paper.body_width - 2 * PADDING - 2 * LINE_SIZE
    beside = (middle + 2 * max(left, right) if middle else left + right) <= space
    cells: list[Cell] = []
    bottom = top
    for text, align in zip(texts, (Align.LEFT, Align.CENTRE, Align.RIGHT), strict=True):
        if text:
            lines = broken(text, LINE_SIZE, Face.BODY, paper, measure)
            place = (paper.left, top if beside else bottom, paper.body_width)
            cells.append(text_cell(lines, place, LINE_SIZE, Face.BODY, align, measure))
            bottom = place[1] + cells[-1].height
    return cells, bottom + GAP


def signature_lines(text: str, paper: Paper, measure: Measure) -> tuple[tuple[str, ...], ...]:
    """The lines of a signature: what is to be filled in beside each other, or under each other."""
    parts = tuple(part for part in text.split("　") if part)
    if not parts:
        return ()
    advances = measure.advances(Face.BODY)
    share = (paper.body_width - 2 * PADDING) / len(parts)
    if all(text_width(part, advances) * LINE_SIZE <= share for part in parts):
        return (parts,)
    return tuple((line,) for part in parts for line in broken(part, LINE_SIZE, Face.BODY, paper, measure))


def signature_cells(
    lines: Sequence[tuple[str, ...]], top: float, paper: Paper, measure: Measure
) -> list[Cell]:
    """The lines of a signature set from ``top`` downwards."""
    cells: list[Cell] = []
    for number, parts in enumerate(lines):
        share = paper.body_width / len(parts)
        y = top + number * line_height(LINE_SIZE)
        cells += [
            text_cell(
                (part,),
                (paper.left + position * share, y, share),
                LINE_SIZE,
                Face.BODY,
                Align.LEFT,
                measure,
            )
            for position, part in enumerate(parts)
        ]
    return cells


def page_number(number: int, count: int, paper: Paper, measure: Measure) -> Cell:
    """「第 1 页　共 6 页」 below the text."""
    place = (paper.left, paper.bottom + GAP, paper.body_width)
    return text_cell((f"第 {number} 页　共 {count} 页",), place, FOOT_SIZE, Face.BODY, Align.CENTRE, measure)
