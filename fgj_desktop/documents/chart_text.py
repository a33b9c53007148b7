"""Texts of charts: how wide they are, broken and shortened without asking a font, and amounts in a unit."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from fgj_desktop.documents.line_breaking import break_lines, text_width
from fgj_desktop.ledgers.values import UNIT_TITLES

if TYPE_CHECKING:
    from collections.abc import Mapping

_NARROW = 0.58
_CUT = "…"


class _Widths(dict[str, float]):
    def __missing__(self, character: str) -> float:
        width = 1.0 if east_asian_width(character) in {"W", "F", "A"} else _NARROW
        self[character] = width
        return width


_WIDTHS: Mapping[str, float] = _Widths()


def ems(text: str) -> float:
    """How wide a text is at most, in em."""
    return max((text_width(line, _WIDTHS) for line in text.split("\n")), default=0.0)


def wrapped(text: str, width: float) -> str:
    """A text in lines of at most ``width`` em."""
    return "\n".join(break_lines(text, max(width, 4.0), _WIDTHS))


def shortened(text: str, width: float) -> str:
    """A text of at most ``width`` em, what is cut off told by an ellipsis."""
    if ems(text) <= width:
        return text
    kept = text
    while kept and ems(kept) + 1 > width:
        kept = kept[:-1]
    return f"{kept}{_CUT}"


def amount_text(value: int | Fraction, unit: int, decimals: int = 2) -> str:
    """分 in a unit, rounded half up, without needless zeros: 「9.27」, 「1,234」."""
    exact = Fraction(value) / unit
    amount = Decimal(exact.numerator) / Decimal(exact.denominator)
    text = f"{amount.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def unit_words(unit: int) -> str:
    """「单位：亿元」."""
    return f"单位：{UNIT_TITLES[unit]}"
