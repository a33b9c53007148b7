"""What a sheet states besides its rows: title, office, period, unit of money, filling date, meaning of marks."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

from fgj_desktop.exchange.cells import Rows, text_of
from fgj_desktop.exchange.periods import (
    PeriodText,
    half_of,
    plain,
    read_filling_day,
    read_money_unit,
    read_office,
    read_period,
)
from fgj_desktop.ledgers.period import Month

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fgj_desktop.exchange.grid import Value
    from fgj_desktop.exchange.headers import Header

_NOT_A_TITLE = re.compile(
    r"^(?:附件|附表|附)\s*\d*[:：]?$|单位[:：(（]|^(?:报送|报告|填报)期[:：]|日期[:：]|^[（(]"
)
_LEGEND = re.compile(r"标?([★■●▲◆☆□])(?:的)?(?:者)?(?:为|表示|是|代表)?(?:列入)?(省|市|区)")
_NOTE_ROWS = 15


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What is written around the table; None where the sheet does not say."""

    title: str = ""
    office: str | None = None
    period: PeriodText = field(default_factory=PeriodText)
    money_unit: int | None = None
    filling_day: datetime.date | None = None
    legend: tuple[tuple[str, str], ...] = ()
    """Marks before names and the level they mean, as the notes explain them: (★, 省)."""
    half: str | None = None
    """上半月 or 下半月, when the lines above the table name only one of them."""

    @property
    def month(self) -> Month | None:
        """The report period, when year and month are stated."""
        if self.period.year is None or self.period.month is None:
            return None
        return Month(self.period.year, self.period.month)


def read_facts(rows: Rows, header: Header, sheet: str, path: str) -> SheetFacts:
    """Read what stands above the header, below the rows, in the titles, the sheet's and the file's name."""
    above = list(_texts(rows[: header.top]))
    below = list(_texts(rows[max(header.body, len(rows) - _NOTE_ROWS) :], longest_only=True))
    title = _title(above)
    filled = _filling_day([*above, *below])
    period = _period(title, above, header, sheet, path, filled)
    units = (read_money_unit(text) for text in (*above, *below))
    return SheetFacts(
        title=title,
        office=next((found for text in (*above, *below) if (found := read_office(text))), None),
        period=period,
        money_unit=next((unit for unit in units if unit is not None), None),
        filling_day=filled,
        legend=_legend(below) or _legend(above),
        half=half_of((*above, sheet)),
    )


def _texts(rows: Iterable[Sequence[Value]], *, longest_only: bool = False) -> Iterable[str]:
    """Every text, or in rows of data only those of rows with few cells (notes, signatures)."""
    for row in rows:
        texts = [text_of(cell) for cell in row if isinstance(cell, str) and cell.strip()]
        if not longest_only or len(texts) <= 4:
            yield from texts


def _title(above: Sequence[str]) -> str:
    candidates = [text for text in above if not _NOT_A_TITLE.search(plain(text))]
    return max(candidates, key=len, default="").replace("\n", "")


def _filling_day(texts: Iterable[str]) -> datetime.date | None:
    for text in texts:
        if found := read_filling_day(text):
            try:
                return datetime.date(*found)
            except ValueError:
                continue
    return None


def _period(
    title: str,
    above: Sequence[str],
    header: Header,
    sheet: str,
    path: str,
    filled: datetime.date | None,
) -> PeriodText:
    """The title counts first, then the lines above, the column titles, the sheet, the file, the filling day."""
    stated = read_period(title)
    for text in above:
        if "日期" not in text:
            stated = stated.or_else(read_period(text))
    sheet_period = read_period(sheet)
    if stated.month is None and sheet_period.month is not None:
        stated = stated.or_else(sheet_period)
    if stated.month is None:
        stated = stated.or_else(_of_columns(header))
    for text in (sheet, PurePath(path).stem):
        stated = stated.or_else(read_period(text))
    if stated.month is not None and stated.year is None:
        stated = stated.or_else(_of_columns(header))
    if stated.month is not None and stated.year is None and filled is not None:
        later = stated.month > filled.month
        stated = PeriodText(filled.year - 1 if later else filled.year, stated.first, stated.month)
    return stated


def _of_columns(header: Header) -> PeriodText:
    """The period most column titles state."""
    counts: dict[PeriodText, int] = {}
    for column in header.columns:
        if column.period.month is not None:
            counts[column.period] = counts.get(column.period, 0) + 1
    return max(counts, key=lambda one: (counts[one], one.year or 0), default=PeriodText())


def _legend(texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple(found for text in texts for found in _LEGEND.findall(plain(text)))
