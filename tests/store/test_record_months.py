"""One record over many months, and the months that its carried values come from."""

from __future__ import annotations

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.store.record_months import months_carried_from, rows_of_months
from fgj_desktop.store.store import Store
from tests.sample_store import AUGUST, SEPTEMBER, clock, store

__all__ = ["clock", "store"]
KEY = ledger_named("key_project")
UNITS = ledger_named("responsible_unit")
MONTHS = [Month(2021, number) for number in range(7, 11)]


def first(of: Store) -> int:
    return of.view(KEY, SEPTEMBER).ids()[0]


def test_a_row_of_a_month_is_that_of_the_view_of_that_month(store: Store) -> None:
    record = first(store)
    rows = rows_of_months(store, KEY, record, MONTHS)
    for month in MONTHS:
        seen = store.view(KEY, month).rows([record])[0]
        assert rows[month].values == seen.values
        assert rows[month].carried == seen.carried


def test_no_row_for_a_record_that_is_gone(store: Store) -> None:
    assert rows_of_months(store, KEY, 12345, MONTHS) == {}


def test_a_carried_value_comes_from_the_last_month_that_has_one(store: Store) -> None:
    record = first(store)
    with store.action("修改") as writes:
        writes.set(KEY, record, "physical_progress", Month(2021, 7), "打桩")
    sources = months_carried_from(store, KEY, record, Month(2021, 11))
    assert sources["invested_to_date"] == SEPTEMBER
    assert sources["physical_progress"] == AUGUST
    assert "remark" not in sources


def test_the_cumulative_amount_does_not_come_from_the_year_before(store: Store) -> None:
    sources = months_carried_from(store, KEY, first(store), Month(2022, 2))
    assert "invested_to_date" not in sources
    assert sources["total_investment"] == AUGUST


def test_a_ledger_without_months_carries_nothing(store: Store) -> None:
    unit = store.view(UNITS, SEPTEMBER).ids()[0]
    assert months_carried_from(store, UNITS, unit, SEPTEMBER) == {}


def test_every_carried_field_has_its_source(store: Store) -> None:
    for record in store.view(KEY, SEPTEMBER).ids():
        sources = months_carried_from(store, KEY, record, SEPTEMBER)
        assert store.view(KEY, SEPTEMBER).rows([record])[0].carried <= sources.keys()
