"""Periods: what an entry is kept for, and the month everything on screen is as of.

Keys sort as text: ``2021`` (a year), ``2021-09`` (a month), ``2021-09-H1``/``-H2`` (half a month).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Self

from fgj_desktop.errors import UserError


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A closed month of a year: the report period (报告期) 1—N月."""

    year: int
    number: int

    def __post_init__(self) -> None:
        """Refuse a month that does not exist."""
        if not 1 <= self.number <= 12 or not 1900 <= self.year <= 2999:
            raise UserError(f"“{self.year}年{self.number}月”不是有效的月份。")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2021-09``, or a day ``2021-09-30`` (its month if the day is the last, else the month before).

        A day inside a month means the last month that was closed on that day.
        """
        parts = text.strip().split("-")
        try:
            numbers = [int(part) for part in parts]
        except ValueError:
            raise UserError(f"“{text}”不是日期，请写成 2021-09 或 2021-09-30。") from None
        if len(numbers) == 2:
            return cls(numbers[0], numbers[1])
        if len(numbers) == 3:
            try:
                day = datetime.date(numbers[0], numbers[1], numbers[2])
            except ValueError:
                raise UserError(f"“{text}”不是有效的日期。") from None
            return cls.closed_on(day)
        raise UserError(f"“{text}”不是日期，请写成 2021-09 或 2021-09-30。")

    @classmethod
    def closed_on(cls, day: datetime.date) -> Self:
        """The last month that is complete at the end of ``day``."""
        month = cls(day.year, day.month)
        return month if day == month.last_day else month.previous

    @property
    def key(self) -> str:
        """The key of this month's entries, ``2021-09``."""
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def year_key(self) -> str:
        """The key of this year's entries, ``2021``."""
        return f"{self.year:04d}"

    @property
    def last_day(self) -> datetime.date:
        """The date a figure of this period is as of."""
        following = self.next
        return datetime.date(following.year, following.number, 1) - datetime.timedelta(days=1)

    @property
    def previous(self) -> Self:
        """The month before."""
        return type(self)(self.year - 1, 12) if self.number == 1 else type(self)(self.year, self.number - 1)

    @property
    def next(self) -> Self:
        """The month after."""
        return type(self)(self.year + 1, 1) if self.number == 12 else type(self)(self.year, self.number + 1)

    @property
    def range_text(self) -> str:
        """``1—9月`` as documents write it; January alone is ``1月``."""
        return "1月" if self.number == 1 else f"1—{self.number}月"

    @property
    def title(self) -> str:
        """``2021年1—9月``, the report period as shown."""
        return f"{self.year}年{self.range_text}"

    def months_before(self, count: int) -> Self:
        """The month ``count`` months earlier."""
        index = self.year * 12 + self.number - 1 - count
        return type(self)(index // 12, index % 12 + 1)
