"""Texts in CSV that a spreadsheet would take for a formula: marked on the way out, read back as they were."""

from __future__ import annotations

import re

from fgj_desktop.ledgers.numbers import read_decimal

_LOOKS_LIKE_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def guarded(text: str) -> str:
    """The text with a ' before it when it looks like a formula; numbers and a single - stay as they are."""
    if not _LOOKS_LIKE_FORMULA.match(text) or text == "-" or read_decimal(text) is not None:
        return text
    return f"'{text}"


def unguarded(text: str) -> str:
    """The text that ``guarded`` was given."""
    return text[1:] if _GUARDED.match(text) else text
