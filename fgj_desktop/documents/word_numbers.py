"""The numbers of headings in official documents."""

from __future__ import annotations

_NUMERALS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """一 … 九十九, as headings are counted."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _NUMERALS[tens] + "十"
    return head + (_NUMERALS[ones] if ones or not tens else "")


def heading_number(level: int, number: int) -> str:
    """The number of a heading as it is written: 一、 （一） 1. （1）."""
    if level == 1:
        return f"{chinese_number(number)}、"
    if level == 2:
        return f"（{chinese_number(number)}）"
    return f"{number}." if level == 3 else f"（{number}）"
