"""How wide each column is printed, and how large the text.

Widths follow need: a column never gets more than its longest text before others have enough. When
the paper is too narrow the text shrinks first, then the columns of long text, down to a width that
can still be read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.documents.line_breaking import text_width, widest_word
from fgj_desktop.documents.pages import POINTS_PER_MM, Face, Measure
from fgj_desktop.documents.print_table import PrintColumn, PrintTable, RowKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PADDING = 2.5
"""Points between a cell's left or right edge and its text."""

SIZES = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
"""The font sizes tried for the rows, in points; the last is the smallest that can be read."""

_REFERENCE_SIZE = 9.0
_NARROWEST_TEXT = 4.0
_LONG_TEXT = 10.0
_MOST_LINES = 12
# A post or an office of so many characters is not broken before everything else has been tried.
_SHORT_TEXT = 7.5
# So much narrower than wished is better than smaller text.
_TIGHTENED = 1.15
_SLACK = 0.01


@dataclass(frozen=True, slots=True)
class Need:
    """What a column needs, in em: the least, what puts everything on one line, and how much text it has."""

    least: float
    one_line: float
    text: float

    @property
    def kept(self) -> float:
        """What it keeps while text could still be smaller: short texts stay on one line."""
        return self.one_line if self.one_line <= _SHORT_TEXT else self.least


@dataclass(frozen=True, slots=True)
class Fit:
    """The widths of the columns and the size of the text, both in points."""

    widths: tuple[float, ...]
    size: float


@dataclass(frozen=True, slots=True)
class NoFit:
    """The width in points that would be needed, and the columns that fit without the others."""

    needed: float
    fitting: tuple[int, ...]


def fit_columns(
    table: PrintTable, available: float, measure: Measure, sizes: Sequence[float] = SIZES
) -> Fit | NoFit:
    """Widths that fill ``available`` points; NoFit when the least widths do not fit the last of the sizes."""
    needs = column_needs(table, measure)
    for size in sizes:
        wished = [_wish(column, need, size) for column, need in zip(table.columns, needs, strict=True)]
        least = [_points(need.least, size) for need in needs]
        kept = [min(wish, _points(need.kept, size)) for wish, need in zip(wished, needs, strict=True)]
        if sum(wished) <= available:
            return Fit(_grow(wished, needs, size, available), size)
        if sum(wished) <= available * _TIGHTENED and sum(kept) < available:
            return Fit(_shrink(wished, kept, available), size)
    if len(least) == 1:
        return Fit((available,), size)
    if sum(least) > available:
        return NoFit(sum(least), _fitting(table.columns, least, available))
    return Fit(_shrink(wished, least, available), size)


def column_needs(table: PrintTable, measure: Measure) -> tuple[Need, ...]:
    """The need of every column, from all its texts and its title."""
    body, bold = _Widths(measure.advances(Face.BODY)), _Widths(measure.advances(Face.BOLD))
    return tuple(
        _column_need(table, position, column, body, bold) for position, column in enumerate(table.columns)
    )


class _Widths(dict[str, float]):
    """Widths of texts on one line, each measured once."""

    def __init__(self, advances: Mapping[str, float]) -> None:
        super().__init__()
        self.advances = advances

    def __missing__(self, text: str) -> float:
        width = max((text_width(line, self.advances) for line in text.splitlines()), default=0.0)
        self[text] = width
        return width


def _column_need(table: PrintTable, position: int, column: PrintColumn, body: _Widths, bold: _Widths) -> Need:
    widths = [body[row.text(position)] for row in table.rows if row.kind is RowKind.RECORD]
    if column.one_line:
        widths += [bold[row.text(position)] for row in table.rows if row.kind is not RowKind.RECORD]
    widest = max(widths, default=0.0)
    title = bold[column.title]
    title_least = max(min(title, 2.0), title / _MOST_LINES, widest_word(column.title, bold.advances))
    if column.one_line:
        least = widest
    else:
        least = min(widest, max(_NARROWEST_TEXT, min(widest / _MOST_LINES, _LONG_TEXT)))
    drawn = column.least_mm * POINTS_PER_MM / _REFERENCE_SIZE
    return Need(max(least, title_least, drawn), max(widest, title / 2, title_least, drawn), sum(widths))


def _points(em: float, size: float) -> float:
    return em * size + 2 * PADDING + _SLACK


def _wish(column: PrintColumn, need: Need, size: float) -> float:
    """The width a column would like: its own, but no more than its texts need and never too little."""
    declared = column.width_mm * POINTS_PER_MM * size / _REFERENCE_SIZE
    if need.one_line <= _SHORT_TEXT:
        return _points(need.one_line, size)
    return max(min(declared, _points(need.one_line, size)), _points(need.least, size))


def _grow(wished: list[float], needs: tuple[Need, ...], size: float, available: float) -> tuple[float, ...]:
    """Share out what is left: first to columns whose text is broken, then to all alike."""
    lacking = [
        max(_points(need.one_line, size) - width, 0.0) for need, width in zip(needs, wished, strict=True)
    ]
    lines = [
        need.text * size / width if lack else 0.0
        for need, width, lack in zip(needs, wished, lacking, strict=True)
    ]
    spare = available - sum(wished)
    total = sum(lines)
    gained = [
        min(spare * weight / total, lack) if total else 0.0
        for weight, lack in zip(lines, lacking, strict=True)
    ]
    widths = [width + gain for width, gain in zip(wished, gained, strict=True)]
    scale = available / sum(widths)
    return tuple(width * scale for width in widths)


def _shrink(wished: list[float], least: list[float], available: float) -> tuple[float, ...]:
    """Take from every column in proportion to what it has above its least width."""
    share = (available - sum(least)) / (sum(wished) - sum(least))
    return tuple(low + (wish - low) * share for wish, low in zip(wished, least, strict=True))


def _fitting(columns: Sequence[PrintColumn], least: list[float], available: float) -> tuple[int, ...]:
    """The columns left after giving up the least important ones, the rightmost of equals first."""
    kept = sorted(range(len(columns)), key=lambda position: (columns[position].priority, position))
    while len(kept) > 1 and sum(least[position] for position in kept) > available:
        kept.pop()
    return tuple(sorted(kept))
