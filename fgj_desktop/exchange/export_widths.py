"""How wide the columns of an exported workbook are and how tall its rows, in Excel's measures.

Excel fits rows to their text when they are edited, not when a file is opened: heights are reckoned here.
A unit of width is a half-width character; a Chinese one takes two.
"""

from __future__ import annotations

import math
import unicodedata
from itertools import accumulate
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.kinds import Code, Count, Money, Percent, Points
from fgj_desktop.rules.sheet_words import field_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.ledgers import Field
    from fgj_desktop.rules.ledger_sheet import LedgerSheet

LINE_HEIGHT = 13.5
"""Points from line to line of text of 10 points."""
_PADDING = 1.4
_ROW_PADDING = 4.5
_TITLE_LINES = 3
_SHARE_OF_DECLARED = 0.7
"""Declared widths are for a window; on paper texts break over more lines."""
_ONE_LINE = (Code, Count, Money, Percent, Points)
_LARGEST_HEIGHT = 400.0


def display_width(text: str) -> int:
    """The width of a text's longest line."""
    return max((sum(map(_width, line)) for line in text.split("\n")), default=0)


def _width(sign: str) -> int:
    return 2 if unicodedata.east_asian_width(sign) in "WFA" else 1


def column_width(sheet: LedgerSheet, field: Field) -> float:
    """Numbers and codes get what they need, texts what was declared or less."""
    texts = [sheet.text(row, field) for row in sheet.rows]
    title = display_width(field_title(field, sheet.month))
    kind = field.column.kind
    if isinstance(kind, _ONE_LINE):
        sums = (sheet.sums, *(section.sums for section in sheet.sections))
        texts += [kind.text(some.get(field.name), sheet.context) for some in sums]
        # Sums are bold.
        longest = max((display_width(text) for text in texts), default=0) * 1.06
    else:
        longest = min(
            max((display_width(text) for text in texts), default=0),
            max(field.column.width * _SHARE_OF_DECLARED, 6.0),
        )
    return round(max(longest, title / _TITLE_LINES + 1, 4.0) + _PADDING, 1)


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column of that width."""
    room = max(width - _PADDING, 2.0)
    return sum(max(math.ceil(display_width(line) / room), 1) for line in text.split("\n"))


def row_height(lines: int) -> float:
    """The height of a row of so many lines, in points."""
    return min(lines * LINE_HEIGHT + _ROW_PADDING, _LARGEST_HEIGHT)


def parts_of(widths: Sequence[float], count: int) -> list[tuple[int, int]]:
    """The columns, from 1, in so many neighbouring parts of about the same width; each has one at least."""
    edges = list(accumulate(widths, initial=0.0))
    cuts = [0]
    for number in range(1, count):
        wanted = edges[-1] * number / count
        nearest = min(range(len(edges)), key=lambda place: abs(edges[place] - wanted))
        cuts.append(min(max(nearest, cuts[-1] + 1), len(widths) - count + number))
    return [(first + 1, last) for first, last in zip(cuts, [*cuts[1:], len(widths)], strict=True)]
