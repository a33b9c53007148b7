"""A period that is reported on: a month, or half of one."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Self

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers.declaration import HALVES
from fgj_desktop.ledgers.period import Month

_FIRST, _SECOND = HALVES
_FIRST_HALF_ENDS = 15


@dataclass(frozen=True, slots=True, order=True)
class ReportPeriod:
    """A month (``2021-09``), or with ``half`` H1 or H2 half of it (``2021-09-H2``)."""

    month: Month
    half: str = ""

    def __post_init__(self) -> None:
        """Refuse a half that does not exist."""
        if self.half and self.half not in HALVES:
            raise UserError(f"“{self.half}”不是有效的半月，请写 H1（上半月）或 H2（下半月）。")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2021-09`` or ``2021-09-H2``; raises UserError for anything else."""
        month, half = text.strip().upper()[:7], text.strip().upper()[7:]
        if len(month) == len("2021-09") and (not half or half.startswith("-H")):
            try:
                return cls(Month.parse(month), half[1:])
            except UserError:
                pass
        raise UserError(f"“{text}”不是报送时期，请写成 2021-09 或 2021-09-H2（9月下半月）。")

    @classmethod
    def ended_by(cls, day: datetime.date) -> Self:
        """The last half month that is over at the end of a day."""
        month = Month(day.year, day.month)
        if day == month.last_day:
            return cls(month, _SECOND)
        return cls(month, _FIRST) if day.day >= _FIRST_HALF_ENDS else cls(month.previous, _SECOND)

    @property
    def key(self) -> str:
        """The key of its entries, as ``parse`` reads it."""
        return f"{self.month.key}-{self.half}" if self.half else self.month.key

    @property
    def title(self) -> str:
        """``2021年9月下半月``."""
        return f"{self.month.year}年{self.short_title}"

    @property
    def short_title(self) -> str:
        """``9月下半月``."""
        return f"{self.month.number}月{HALVES.get(self.half, '')}"

    @property
    def previous(self) -> Self:
        """The period before, of the same length."""
        if self.half == _SECOND:
            return type(self)(self.month, _FIRST)
        return type(self)(self.month.previous, _SECOND if self.half else "")

    @property
    def next(self) -> Self:
        """The period after, of the same length."""
        if self.half == _FIRST:
            return type(self)(self.month, _SECOND)
        return type(self)(self.month.next, _FIRST if self.half else "")

    @property
    def first_day(self) -> datetime.date:
        """The day it begins."""
        day = _FIRST_HALF_ENDS + 1 if self.half == _SECOND else 1
        return datetime.date(self.month.year, self.month.number, day)

    @property
    def last_day(self) -> datetime.date:
        """The day it ends."""
        if self.half == _FIRST:
            return datetime.date(self.month.year, self.month.number, _FIRST_HALF_ENDS)
        return self.month.last_day
