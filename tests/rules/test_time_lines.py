"""Bars and nodes of records on the months of a year, exact, and nothing where nothing is filled."""

from __future__ import annotations

from fractions import Fraction

import pytest

from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.values import Parsed
from fgj_desktop.rules.time_lines import Bar, RecordTime, place_of, record_times
from fgj_desktop.store.store import Store
from tests.sample_store import AUGUST, SEPTEMBER


def time_of(store: Store, month: Month = SEPTEMBER, **values: Parsed) -> RecordTime:
    """The first project with these values as of the month."""
    record = store.view(KEY_PROJECT, month).ids()[0]
    with store.action("改") as writes:
        named = {name.replace("__", ":"): value for name, value in values.items()}
        writes.put(KEY_PROJECT, record, month, named)
    rows = store.view(KEY_PROJECT, month).rows([record])
    return record_times(store, KEY_PROJECT, rows, month)[record]


@pytest.mark.parametrize(
    ("stored", "place"),
    [
        ("2021-03", Fraction(5, 2)),
        ("2021-03-16", Fraction(5, 2)),
        ("2021-01-01", Fraction(1, 62)),
        ("2021-Q3", Fraction(15, 2)),
        ("2021", Fraction(6)),
        ("2020-12", Fraction(-1, 2)),
        ("2022-02", Fraction(27, 2)),
    ],
)
def test_a_date_lies_on_its_day_or_in_the_middle_of_what_it_may_mean(stored: str, place: Fraction) -> None:
    assert place_of(stored, 2021) == place


@pytest.mark.parametrize(
    ("start", "period", "bar"),
    [
        (None, "2021年3月-2021年10月", Bar(Fraction(2), Fraction(10))),
        (None, "2020-2023", Bar(Fraction(0), Fraction(12), before=True, after=True)),
        (None, "2021年5月-", Bar(Fraction(4), Fraction(12), after=True)),
        ("2021-Q2", "2021-2021", Bar(Fraction(3), Fraction(12))),
        (None, "2018-2020", None),
        (None, "2022-2023", None),
        (None, "待定", None),
        (None, "2021年9月-2021年3月", None),
    ],
)
def test_the_plan_is_clipped_to_the_year(
    store: Store, start: str | None, period: str, bar: Bar | None
) -> None:
    assert time_of(store, planned_start=start, construction_period=period).plan == bar


def test_the_actual_bar_runs_from_the_day_of_beginning_to_the_end_of_the_period(store: Store) -> None:
    assert time_of(store, started=1, started_on="2021-03-16").actual == Bar(Fraction(5, 2), Fraction(9))
    earlier = time_of(store, started=1, started_on="2020-05")
    assert earlier.actual == Bar(Fraction(0), Fraction(9), before=True)
    assert time_of(store, started=0, started_on=None).actual is None


def test_without_a_day_it_runs_from_the_first_month_known(store: Store) -> None:
    assert time_of(store, started_on=None, construction_period="2021-2022").actual == Bar(
        Fraction(AUGUST.number - 1), Fraction(9)
    )
    carried = time_of(store, construction_period="2019-2022").actual
    assert carried == Bar(Fraction(0), Fraction(9), before=True)


def test_what_is_done_ends_with_the_month_that_said_so(store: Store) -> None:
    record = store.view(KEY_PROJECT, SEPTEMBER).ids()[0]
    with store.action("完工") as writes:
        writes.put(KEY_PROJECT, record, AUGUST, {"finished": 1})
    time = time_of(store, started=1, started_on="2021-03-16")
    assert time.actual == Bar(Fraction(5, 2), Fraction(8))
    assert [(event.words, event.date) for event in time.events] == [
        ("开工", "2021-03-16"),
        ("完工", "2021-08"),
    ]
    next_year = Month(2022, 3)
    with store.action("下年") as writes:
        writes.put(KEY_PROJECT, record, next_year, {"annual_plan": 1})
    later = time_of(store, next_year)
    assert later.actual is None
    assert later.events == ()


def test_nodes_stand_in_the_order_of_their_dates_and_approvals_are_counted(store: Store) -> None:
    time = time_of(
        store,
        started=1,
        started_on="2021-04-02",
        listed_on="2021-06",
        approval_state__立项="已办结",
        approval_date__立项="2021-01-20",
        approval_state__可研="已办结",
        approval_date__可研="2019-01-20",
        approval_state__环评="办理中",
        approval_state__节能="无需办理",
    )
    assert [(event.words, event.date, event.is_item) for event in time.events] == [
        ("立项", "2021-01-20", True),
        ("开工", "2021-04-02", False),
        ("入库", "2021-06", False),
    ]
    assert time.items == (2, 3)
    assert time.open_items == ("环评",)


def test_past_its_planned_start_it_is_late_only_while_it_has_not_begun(store: Store) -> None:
    assert time_of(store, started=0, planned_start="2021-05").is_late
    assert not time_of(store, started=0, planned_start="2021-09").is_late
    assert not time_of(store, started=1, planned_start="2021-05").is_late
