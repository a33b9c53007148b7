"""固定资产投资 as charts tell it: own months only, published rates first, 环比 as the bureau defines it."""

from __future__ import annotations

from fractions import Fraction

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.values import WAN, YI, Parsed
from fgj_desktop.rules.chart_query import ChartQuery
from fgj_desktop.rules.investment_charts import indicators, investment_series, newly_listed_by_month
from fgj_desktop.store.filters import Filter, equals
from fgj_desktop.store.store import Store

REPORT, LIBRARY = ledger_named("fixed_asset_investment"), ledger_named("statistics_project")
SEPTEMBER = Month(2021, 9)


def ask(store: Store, *filters: Filter, month: Month = SEPTEMBER, ledger: str = REPORT.name) -> ChartQuery:
    return ChartQuery(store, ledger_named(ledger), month, filters)


def fill(store: Store) -> None:
    """The whole, with months 2 to 5 and 7, and the park's part with one month."""
    with store.action("投资") as writes:
        park = writes.insert(REPORT, {"name": "产业园", "serial": 1}, Month(2021, 7))
        whole = writes.insert(REPORT, {"name": "固定资产投资", "serial": 2}, Month(2021, 2))
        writes.put(REPORT, park, Month(2021, 7), {"cumulative": 5 * YI, "last_year": 4 * YI})
        for number, amount in ((2, 10), (3, 16), (4, 24), (5, 30), (7, 50)):
            writes.put(REPORT, whole, Month(2021, number), {"cumulative": amount * YI})
        writes.put(REPORT, whole, Month(2021, 2), {"annual_task": 100 * YI})
        rates: dict[str, Parsed] = {"last_year": 40 * YI, "year_on_year": 241_000}
        writes.put(REPORT, whole, Month(2021, 7), rates)
        writes.put(REPORT, whole, Month(2021, 5), {"last_year": 40 * YI})


def test_only_published_months_are_told_and_a_carried_amount_is_none(empty_store: Store) -> None:
    fill(empty_store)
    series = investment_series(ask(empty_store))
    assert series is not None
    assert series.name == "固定资产投资"
    assert [(point.month.number, point.cumulative // YI) for point in series.months] == [
        (2, 10), (3, 16), (4, 24), (5, 30), (7, 50),
    ]  # fmt: skip
    assert series.task == 100 * YI


def test_month_amount_and_rate_need_the_months_before(empty_store: Store) -> None:
    fill(empty_store)
    series = investment_series(ask(empty_store))
    assert series is not None
    by_month = {point.month.number: point for point in series.months}
    assert [by_month[number].month_amount for number in (2, 3, 4, 5, 7)] == [
        None, 6 * YI, 8 * YI, 6 * YI, None,
    ]  # fmt: skip
    assert [by_month[number].month_on_month for number in (3, 4, 5, 7)] == [
        None, Fraction(1, 3), Fraction(-1, 4), None,
    ]  # fmt: skip


def test_a_published_rate_wins_over_the_computed_one(empty_store: Store) -> None:
    fill(empty_store)
    series = investment_series(ask(empty_store))
    assert series is not None
    rates = {point.month.number: point.year_on_year for point in series.months}
    assert rates[7] == Fraction(241, 1000)
    assert rates[5] == Fraction(-1, 4)
    assert rates[4] is None


def test_filters_choose_the_indicator_and_all_stand_beside_each_other(empty_store: Store) -> None:
    fill(empty_store)
    july = Month(2021, 7)
    park = investment_series(ask(empty_store, equals("name", "产业园"), month=july))
    assert park is not None
    assert park.name == "产业园"
    points = indicators(ask(empty_store, month=july))
    assert points is not None
    assert [(point.name, point.cumulative // YI, point.year_on_year, point.is_part) for point in points] == [
        ("产业园", 5, Fraction(1, 4), True),
        ("固定资产投资", 50, Fraction(241, 1000), False),
    ]
    assert indicators(ask(empty_store, month=Month(2021, 8))) is None


def test_new_listed_are_counted_by_month_up_to_the_period(empty_store: Store) -> None:
    with empty_store.action("在库") as writes:
        for number, (day, total) in enumerate(
            (
                ("2021-03-05", 2 * YI),
                ("2021-03", YI),
                ("2021-08-01", 3 * YI),
                ("2020-03-05", YI),
                ("2021-11", YI),
            )
        ):
            values: dict[str, Parsed] = {"name": f"项目{number}", "listed_on": day, "total_investment": total}
            writes.insert(LIBRARY, values, SEPTEMBER)
    stacks = newly_listed_by_month(ask(empty_store, ledger=LIBRARY.name))
    assert stacks is not None
    assert len(stacks.stacks) == 12
    assert stacks.stacks[2].amounts == (1, 1)
    assert stacks.stacks[7].amounts == (1, 0)
    assert sum(stack.total for stack in stacks.stacks) == 3
    assert stacks.notes == ("本年新增3个，其中1亿元以上2个",)
    pick = stacks.stacks[2].pick
    assert pick is not None
    assert len(pick.records) == 2
    assert stacks.stacks[0].pick is None


def test_without_figures_there_is_no_chart(empty_store: Store) -> None:
    assert investment_series(ask(empty_store)) is None
    assert indicators(ask(empty_store)) is None
    assert newly_listed_by_month(ask(empty_store, ledger=LIBRARY.name)) is None
    with empty_store.action("空") as writes:
        writes.insert(REPORT, {"name": "固定资产投资", "annual_task": 100 * WAN}, SEPTEMBER)
    assert investment_series(ask(empty_store)) is None
