"""Sheets with columns of half-months (8月上半月进展) beside ordinary ones: a plain table for each month."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from fgj_desktop.exchange.parts import Part
from fgj_desktop.exchange.periods import PeriodText, plain
from fgj_desktop.exchange.titles import title_book
from fgj_desktop.ledgers.declaration import HALVES, Axis

if TYPE_CHECKING:
    from fgj_desktop.exchange.facts import SheetFacts
    from fgj_desktop.exchange.grid import Sheet
    from fgj_desktop.exchange.headers import Header, HeaderColumn
    from fgj_desktop.ledgers import Ledger

_HALF = re.compile(r"(?:(?P<year>20\d\d)年)?(?:(?P<month>\d{1,2})月)?份?(?P<half>[上下]半月)")


def halves_of(sheet: Sheet, header: Header, facts: SheetFacts, ledger: Ledger) -> list[Part]:
    """The table with its half-months told apart; of several months one table each, the newest with all the rest.

    A title that names no half is of the half that the lines above the table name alone, else of the second.
    """
    columns = [_told(column, ledger, facts) for column in header.columns]
    months = sorted(
        {(one.period.year or facts.period.year or 0, one.period.month) for one in columns if _month(one)}
    )
    if len(months) < 2:
        stated = PeriodText(months[0][0] or None, None, months[0][1]) if months else PeriodText()
        period = facts.period.or_else(stated)
        return [Part("", sheet, replace(header, columns=tuple(columns)), period)]
    made = []
    for year, month in months:
        is_newest = (year, month) == months[-1]
        kept = tuple(
            one
            for one in columns
            if _is_of(one, year, month, facts) or (not _month(one) and (is_newest or _tells(one, ledger)))
        )
        period = PeriodText(year or None, None, month)
        made.append(Part(period.key, sheet, replace(header, columns=kept), period, is_newest))
    return made


def _month(column: HeaderColumn) -> int | None:
    """The month of a column of half a month; None for an ordinary column."""
    return column.period.month if column.is_half else None


def _is_of(column: HeaderColumn, year: int, month: int | None, facts: SheetFacts) -> bool:
    return _month(column) == month and (column.period.year or facts.period.year or 0) == year


def _tells(column: HeaderColumn, ledger: Ledger) -> bool:
    """Whether the column tells which record a row is: every table needs those."""
    wanted = {ledger.name_column, ledger.code_column, ledger.serial_column, *ledger.identity}
    found = next(filter(None, map(title_book(ledger.name).match, column.candidates)), None)
    return found is not None and found.field.name in wanted


def _told(column: HeaderColumn, ledger: Ledger, facts: SheetFacts) -> HeaderColumn:
    """A column of half a month under the title that the ledger knows: 「上半月进展」, with its period."""
    for candidate in column.candidates:
        key = plain(candidate)
        hit = _HALF.search(key)
        bare = key[: hit.start()] + key[hit.end() :] if hit else key
        half = hit["half"] if hit else (facts.half or HALVES["H2"])
        found = title_book(ledger.name).match(half + bare)
        if found is None or found.field.column.per is not Axis.HALF_MONTH:
            continue
        if hit is None and any(title_book(ledger.name).match(one) for one in column.candidates):
            continue
        year = int(hit["year"]) if hit and hit["year"] else None
        month = int(hit["month"]) if hit and hit["month"] else None
        period = PeriodText(year, None, month).or_else(column.period)
        return replace(column, candidates=(half + bare,), period=period, is_half=True)
    return column
