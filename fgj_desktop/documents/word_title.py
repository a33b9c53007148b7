"""Titles in lines of about one length (梯形、菱形), broken where words end."""

from __future__ import annotations

import math

LINE, WIDE_LINE = 20, 28
"""Characters of 二号 on a line, and on one of a page that is turned."""
_BREAKS_AFTER = "的和与及年月，：；）》”"
_BREAKS_BEFORE = "（《"
_NEVER_FIRST = "的和与及、，。：；）》”"
_NEVER_LAST = "《（“〔第"


def title_lines(title: str, line: int = LINE) -> list[str]:
    """The lines of a title: as it breaks them itself, or in parts of nearly one length when it is too long.

    The title of a template stays whole: how long it will be is not known, and its names must not be torn.
    """
    if "{{" in title:
        return title.split("\n")
    given = [part for part in title.split("\n") if part]
    return [part for one in given for part in _broken(one, line)]


def _broken(text: str, line: int) -> list[str]:
    count = math.ceil(len(text) / line)
    parts = []
    while count > 1:
        place = _break_near(text, len(text) / count, line)
        parts.append(text[:place])
        text, count = text[place:], count - 1
    return [*parts, text] if text else parts


def _break_near(text: str, ideal: float, line: int) -> int:
    """The best place to break at, not far from the ideal one and never beyond the line."""
    first, last = max(1, math.floor(ideal) - 5), min(line, math.ceil(ideal) + 5, len(text) - 1)
    return min(range(first, last + 1), key=lambda place: _badness(text, place) + abs(place - ideal))


def _badness(text: str, place: int) -> float:
    before, after = text[place - 1], text[place]
    if after in _NEVER_FIRST or before in _NEVER_LAST or (_joined(before) and _joined(after)):
        return 100
    return 0 if before in _BREAKS_AFTER or after in _BREAKS_BEFORE else 5


def _joined(sign: str) -> bool:
    """Whether a sign belongs to a number or a Latin word, with the signs between."""
    return sign.isascii() or sign == "—"
