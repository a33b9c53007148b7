"""Where things stand in a sheet whose columns are months: names, measures, units, and the month of each column."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.exchange.cells import text_of
from fgj_desktop.exchange.grid import Cell, Sheet, covered_cells
from fgj_desktop.exchange.measures import UNITS, measure_of
from fgj_desktop.exchange.periods import PeriodText, plain, read_period
from fgj_desktop.exchange.titles import title_book
from fgj_desktop.ledgers.text import squeeze

if TYPE_CHECKING:
    from fgj_desktop.ledgers import Ledger

_PERIOD = re.compile(
    r"(?:20\d\d年?)?(?:(?:\d{1,2}-)?\d{1,2}月(?:份|底|末)?|第?[一二三四1-4]季度|上半年)(?:累计数?)?"
)


@dataclass(slots=True)
class MonthLayout:
    """Where things stand in the sheet."""

    top: int
    name: int
    periods: dict[int, PeriodText]
    measure: int | None = None
    unit: int | None = None
    beside: tuple[int, ...] = ()
    """Other columns that have a title."""


def month_layout(sheet: Sheet, ledger: Ledger, top: int) -> MonthLayout | None:
    """The layout of a sheet whose column titles stand in a row; None where those are no months."""
    covered = covered_cells(sheet)
    periods = {
        column: period
        for column in range(sheet.width)
        if (period := _period(sheet, covered, top, column)) is not None
    }
    if len({(one.year, one.month) for one in periods.values()}) < 2:
        return None
    book = title_book(ledger.name)
    titles = {
        column: text_of(sheet.value(*covered.get((top, column), (top, column))))
        for column in range(sheet.width)
        if column not in periods
    }
    matches = {column: book.match(title) for column, title in titles.items()}
    name = next(
        (
            column
            for column, found in matches.items()
            if found is not None and found.field.name == ledger.name_column
        ),
        None,
    )
    if name is None or name > min(periods):
        return None
    others = [column for column in titles if column != name]
    measure = max(others, key=lambda one: _count_measures(sheet, ledger, top, one), default=None)
    if measure is not None and not _count_measures(sheet, ledger, top, measure):
        measure = None
    unit = next((one for one in others if one != measure and _holds_units(sheet, top, one)), None)
    beside = tuple(one for one in others if one not in (measure, unit) and titles[one])
    return MonthLayout(top, name, periods, measure, unit, beside)


def _period(sheet: Sheet, covered: dict[Cell, Cell], row: int, column: int) -> PeriodText | None:
    """The period that a column's title is, with the year of a title above it."""
    cell = sheet.value(row, column)
    if isinstance(cell, datetime.date):
        return PeriodText(cell.year, None, cell.month)
    if not isinstance(cell, str) or not _PERIOD.fullmatch(plain(cell)):
        return None
    found = read_period(cell)
    if found.month is None:
        return None
    above = sheet.value(*covered.get((row - 1, column), (row - 1, column))) if row else None
    is_year = isinstance(above, str) and re.fullmatch(r"20\d\d年度?", plain(above))
    return found.or_else(read_period(above)) if is_year and isinstance(above, str) else found


def _count_measures(sheet: Sheet, ledger: Ledger, top: int, column: int) -> int:
    cells = (sheet.value(row, column) for row in range(top + 1, sheet.height))
    return sum(isinstance(cell, str) and measure_of(ledger, cell) is not None for cell in cells)


def _holds_units(sheet: Sheet, top: int, column: int) -> bool:
    cells = [text_of(sheet.value(row, column)) for row in range(top + 1, sheet.height)]
    filled = [squeeze(cell) for cell in cells if cell]
    return bool(filled) and all(cell in UNITS for cell in filled)
