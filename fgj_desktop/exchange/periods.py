"""Periods, years and units of money as titles, notes, sheet names and file names write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.text import half_width, squeeze
from fgj_desktop.ledgers.values import UNIT_FACTORS

if TYPE_CHECKING:
    from collections.abc import Iterable

_RANGE_SIGNS = re.compile(r"(?<=\d)(月)?[-—–－~～至到]+(?=\d{1,2}月)")
_YEAR = re.compile(r"(?<!\d)(20\d{2})\s*年?(?!\d)")
_RANGE = re.compile(r"(?<!\d)(\d{1,2})-(\d{1,2})月")
_MONTH = re.compile(r"(?<![\d-])(\d{1,2})月")
_YEAR_OF_MONTH = re.compile(r"(?<!\d)(20\d{2})年(?:\d{1,2}-)?\d{1,2}月")
_DOTTED = re.compile(r"(?<!\d)(20\d{2})[.\-/年](\d{1,2})(?!\d)")
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_QUARTER = re.compile(r"第?([一二三四1-4])季度")
_FILLING_DAY = re.compile(r"(?:填报|填表|制表|报送)(?:日期|时间):?(\d{4})[年.\-/](\d{1,2})[月.\-/](\d{1,2})")
_UNIT_NOTE = re.compile(r"单位(?:[:：为是])(?:[^()]{0,6}?[、,])?(亿元|万元|元)")
_UNIT_BRACKET = re.compile(r"[(（](?:单位[:：]?)?(亿元|万元|元)[)）]")
_UNIT_END = re.compile(r"(?<=.)(亿元|万元)$")
_OFFICE = re.compile(r"(?:填报|填表|编制|制表|报送)单位(?:[(（]?(?:盖章|公章)[)）]?)?[:：](.+)")


@dataclass(frozen=True, slots=True)
class PeriodText:
    """A period as far as a text states it: ``1-9月`` has no year, ``2021年`` no month."""

    year: int | None = None
    first: int | None = None
    month: int | None = None

    def __bool__(self) -> bool:
        """Whether anything was stated."""
        return self.year is not None or self.month is not None

    @property
    def key(self) -> str:
        """``2021-09``, ``2021-`` or ``-09`` as far as it is stated."""
        month = f"{self.month:02d}" if self.month is not None else ""
        return f"{self.year or ''}-{month}"

    def or_else(self, other: PeriodText) -> PeriodText:
        """What is missing here, taken from the other text."""
        month = self if self.month is not None else other
        return PeriodText(self.year if self.year is not None else other.year, month.first, month.month)


def plain(text: str) -> str:
    """Half-width text without blanks, with one sign for ranges of months."""
    return _RANGE_SIGNS.sub("-", squeeze(half_width(text)))


def read_period(text: str) -> PeriodText:
    """The year and the month up to which a text reports: 「2021年1—9月」, 「9月」, 「三季度」, 「2021.9」."""
    words = plain(text)
    # 「2020、2021年债券…（截至2021年9月30日）」: the year of the month, not the first one.
    year = _YEAR_OF_MONTH.search(words) or _YEAR.search(words)
    first, month = _read_months(words)
    if month is None and (dotted := _DOTTED.search(words)):
        first, month = None, int(dotted[2])
    if month is not None and not 1 <= month <= 12:
        first, month = None, None
    return PeriodText(int(year[1]) if year else None, first, month)


def _read_months(words: str) -> tuple[int | None, int | None]:
    if found := _RANGE.search(words):
        return int(found[1]), int(found[2])
    if found := _MONTH.search(words):
        return None, int(found[1])
    if found := _QUARTER.search(words):
        return 1, _QUARTERS[found[1]]
    if "上半年" in words:
        return 1, 6
    return None, None


def half_of(texts: Iterable[str]) -> str | None:
    """上半月 or 下半月, when the texts name only one of them."""
    named = {half for text in texts for half in ("上半月", "下半月") if half in plain(text)}
    return named.pop() if len(named) == 1 else None


def read_filling_day(text: str) -> tuple[int, int, int] | None:
    """The day of 「填报日期：2021年10月8日」."""
    found = _FILLING_DAY.search(plain(text))
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def read_money_unit(text: str) -> int | None:
    """分 per unit of 「单位：万元」, 「（单位：亿元）」, 「单位：个、亿元」; None when no unit of money is named."""
    words = squeeze(text)
    found = _UNIT_NOTE.search(words) or _UNIT_BRACKET.search(words)
    return UNIT_FACTORS[found[1]] if found else None


def split_money_unit(title: str) -> tuple[str, int | None]:
    """A column title without its unit of money, and the unit: 「总投资（亿元）」, 「总投资 单位：万元」."""
    words = squeeze(title)
    for pattern in (_UNIT_BRACKET, _UNIT_NOTE, _UNIT_END):
        if found := pattern.search(words):
            return pattern.sub("", words).strip(",，:："), UNIT_FACTORS[found[1]]
    return words, None


def read_office(text: str) -> str | None:
    """The office of 「填报单位（盖章）：浈江区发展和改革局」."""
    found = _OFFICE.search(squeeze(text))
    return found[1].strip("_ ") or None if found else None
