"""How exact numbers of figures are written: the only place where a figure is rounded."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from fgj_desktop.ledgers.numbers import percent_text
from fgj_desktop.ledgers.values import YI

Unit = Literal["亿元", "个", "%", "百分点", "名", "人", "次", "车次", "人次", "份", "家"]
Exact = int | Fraction | None
"""分 for 亿元, a share of the whole for % and 百分点, else a number."""


def shown(value: Exact, unit: Unit, decimals: int = 2) -> int | float | None:
    """The number in its unit, rounded half up; whole numbers without decimals."""
    if value is None:
        return None
    if unit == "亿元":
        share = Fraction(value, YI) / 100
    elif unit in ("%", "百分点"):
        share = Fraction(value)
    else:
        return int(value)
    number = float(percent_text(share, decimals)[:-1])
    return int(number) if number.is_integer() else number


def shown_text(value: Exact, unit: Unit, decimals: int = 2) -> str:
    """The number with its unit, 「—」 when there is none."""
    number = shown(value, unit, decimals)
    return "—" if number is None else f"{number:,}{unit}"
