"""Breaking Chinese text into lines of a given width.

No line begins with closing punctuation or ends with an opening bracket; Latin words, numbers and
codes stay whole unless they alone are wider than the column. Pure: widths come from a table of
advances in em (shares of the font size).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_OPENING = r"（「『《〈【〔［｛“‘(\[{￥$"
_CLOSING = r"，。、；：！？）」』》〉】〕］｝”’…—～％‰℃·)\]},.;:!?%"
_SPACES = " \t　"
_LATIN = r"[!-~À-ɏ]"

# A unit is what stays together: opening brackets, a word or one character, closing marks, spaces.
# The hyphen of 2020年5月-2021年12月 stays with the month before it; the one of -19.1 with its number.
_UNIT = re.compile(
    rf"(?:[{_OPENING}]+[{_SPACES}]*)*(?:{_LATIN}+|[年月日]-(?=[0-9])|[^{_SPACES}])?"
    rf"(?:[{_SPACES}]*[{_CLOSING}]+)*[{_SPACES}]*"
)
# A word too wide for the column is first cut behind its hyphens and slashes …
_PIECE = re.compile(rf"[^-/\\_–]+[-/\\_–]*[{_CLOSING}{_SPACES}]*|[-/\\_–]+[{_CLOSING}{_SPACES}]*")
# … then between characters, still keeping brackets and marks with their neighbours.
_ATOM = re.compile(rf"[{_OPENING}]*[^{_SPACES}]?[{_CLOSING}]*[{_SPACES}]*")

_WORD = re.compile(rf"{_LATIN}+")

# Sums of the same advances in another order differ in the last bits.
_SLACK = 1e-6


def text_width(text: str, advances: Mapping[str, float]) -> float:
    """The width in em of a text on one line."""
    return sum(map(advances.__getitem__, text))


def widest_word(text: str, advances: Mapping[str, float]) -> float:
    """The width in em of the widest Latin word, number or code of a text; 0 without one."""
    return max((text_width(word, advances) for word in _WORD.findall(text)), default=0.0)


def break_lines(text: str, width: float, advances: Mapping[str, float]) -> tuple[str, ...]:
    """The lines of a text in a column ``width`` em wide; the breaks in the text itself are kept.

    Nothing but white space at the ends of lines is left out. A single character is never broken,
    however narrow the column.
    """
    lines: list[str] = []
    for paragraph in text.replace("\t", " ").splitlines() or [""]:
        kept = paragraph.rstrip(_SPACES)
        if _fits(kept, width, advances):
            lines.append(kept)
        else:
            lines.extend(_fill(_units(kept, width, advances), width, advances))
    return tuple(lines)


def _units(text: str, width: float, advances: Mapping[str, float]) -> Iterator[str]:
    """The unbreakable parts of a text, smaller ones where a part is wider than the column."""
    for unit in _parts(_UNIT, text):
        if _fits(unit, width, advances):
            yield unit
            continue
        for piece in _parts(_PIECE, unit):
            if _fits(piece, width, advances):
                yield piece
                continue
            for atom in _parts(_ATOM, piece):
                if _fits(atom, width, advances):
                    yield atom
                else:
                    yield from atom


def _parts(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    return (match.group() for match in pattern.finditer(text) if match.group())


def _fits(unit: str, width: float, advances: Mapping[str, float]) -> bool:
    return text_width(unit.rstrip(_SPACES), advances) <= width + _SLACK


def _fill(units: Iterator[str], width: float, advances: Mapping[str, float]) -> Iterator[str]:
    """Put as many units on each line as it holds; spaces may hang over its end."""
    line = ""
    used = 0.0
    for unit in units:
        if line and used + text_width(unit.rstrip(_SPACES), advances) > width + _SLACK:
            if line.strip(_SPACES):
                yield line.rstrip(_SPACES)
            line, used = "", 0.0
        line += unit
        used += text_width(unit, advances)
    if line:
        yield line.rstrip(_SPACES)
