"""固定资产投资 as charts tell it: an indicator month by month, all indicators beside each other, and what was listed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.dates import date_bounds
from fgj_desktop.ledgers.numbers import share_of
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.values import YI
from fgj_desktop.rules.chart_query import Pick
from fgj_desktop.rules.investment import WHOLE, growth, investment_of_month, month_on_month
from fgj_desktop.rules.projects import amount
from fgj_desktop.rules.stacks import Part, Stack, Stacks
from fgj_desktop.store.filters import equals
from fgj_desktop.store.record_months import rows_of_months

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from fgj_desktop.rules.chart_query import ChartQuery
    from fgj_desktop.store.rows import Row

LISTED = (Part("1亿元以上", "accent"), Part("其他", "grey"))


@dataclass(frozen=True, slots=True)
class InvestmentMonth:
    """An indicator at the end of a month, amounts in 分; a published 同比 wins over the computed one."""

    month: Month
    cumulative: int
    last_year: int | None
    year_on_year: Fraction | None
    month_amount: int | None
    month_on_month: Fraction | None


@dataclass(frozen=True, slots=True)
class InvestmentSeries:
    """An indicator over the months of a year that were published, and the year's task."""

    name: str
    months: tuple[InvestmentMonth, ...]
    task: int | None


def investment_series(query: ChartQuery) -> InvestmentSeries | None:
    """The whole investment, or the first indicator of those that filters leave; None without an amount."""
    record = _record(query)
    if record is None:
        return None
    months = [Month(query.month.year, number) for number in range(1, query.month.number + 1)]
    by_month = rows_of_months(query.store, query.ledger, record, months)
    published = {month.number: row for month, row in by_month.items() if _is_published(row)}
    amounts = {number: amount(row, "cumulative") for number, row in published.items()}
    points = tuple(_point(Month(query.month.year, number), row, amounts) for number, row in published.items())
    if not points:
        return None
    now = by_month[query.month]
    return InvestmentSeries(str(now.values.get("name") or ""), points, amount(now, "annual_task"))


def _record(query: ChartQuery) -> int | None:
    whole = query.view.ids((*query.filters, equals("scope", WHOLE)))
    return next(iter(whole or query.view.ids(query.filters)), None)


def _is_published(row: Row) -> bool:
    """Whether the cumulative is this month's own; a carried one was published before."""
    return row.values.get("cumulative") is not None and "cumulative" not in row.carried


def _point(month: Month, row: Row, amounts: Mapping[int, int | None]) -> InvestmentMonth:
    """The month's figures; ``amounts`` are the cumulative ones by the number of the month."""
    number, cumulative, last_year = month.number, amount(row, "cumulative"), amount(row, "last_year")
    assert cumulative is not None
    before, second = amounts.get(number - 1), amounts.get(number - 2)
    published = row.values.get("year_on_year")
    return InvestmentMonth(
        month,
        cumulative,
        last_year,
        growth(cumulative, last_year) if published is None else share_of(published),
        investment_of_month(cumulative, before, number),
        month_on_month(cumulative, before, second, number),
    )


@dataclass(frozen=True, slots=True)
class IndicatorPoint:
    """An indicator at the end of the month: its cumulative amount in 分 and 同比."""

    name: str
    cumulative: int
    year_on_year: Fraction | None
    is_part: bool
    """Whether it is part of another (其中)."""
    pick: Pick


def indicators(query: ChartQuery) -> list[IndicatorPoint] | None:
    """All indicators published for the month, in the ledger's order."""
    points = []
    for row in query.view.rows(query.view.ids(query.filters)):
        if _is_published(row):
            point = _point(query.month, row, {})
            name = str(row.values.get("name") or "")
            pick = Pick(name, query.ledger.name, (row.id,))
            is_part = row.values.get("scope") != WHOLE
            points.append(IndicatorPoint(name, point.cumulative, point.year_on_year, is_part, pick))
    return points or None


def newly_listed_by_month(query: ChartQuery) -> Stacks | None:
    """How many projects were listed in each month of the year up to the period, those over 1 亿 apart."""
    found: list[list[Row]] = [[] for _ in range(12)]
    for row in query.view.rows(query.view.ids((*query.filters, equals("newly_listed", 1)))):
        if row.counted:
            found[int(date_bounds(str(row.values["listed_on"]))[0][5:7]) - 1].append(row)
    rows = [row for month in found for row in month]
    if not rows:
        return None
    stacks = []
    for number, month in enumerate(found, 1):
        large = sum(map(_is_large, month))
        records = tuple(row.id for row in month)
        pick = Pick(f"{number}月新增入库", query.ledger.name, records) if records else None
        label = "1月" if number == 1 else str(number)
        stacks.append(Stack(label, (large, len(month) - large), pick))
    note = f"本年新增{len(rows)}个，其中1亿元以上{sum(map(_is_large, rows))}个"
    return Stacks(LISTED, tuple(stacks), unit=query.ledger.measure_word, notes=(note,))


def _is_large(row: Row) -> bool:
    return (amount(row, "total_investment") or 0) > YI
