"""A document of a month that nobody filled in says so."""

from __future__ import annotations

from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules.data_age import older_data_note
from fgj_desktop.store.store import Store
from tests.sample_store import SEPTEMBER, clock, empty_store, store

__all__ = ["clock", "empty_store", "store"]


def test_a_month_without_entries_is_told_with_the_month_whose_figures_stand(store: Store) -> None:
    assert older_data_note(store, Month(2021, 12)) == (
        "“区市重点项目台账”没有2021年12月的填报数据，文中的累计数是2021年9月的。"
    )
    assert not older_data_note(store, SEPTEMBER)


def test_a_year_without_entries_carries_nothing_on(store: Store, empty_store: Store) -> None:
    assert not older_data_note(store, Month(2022, 1))
    assert not older_data_note(store, Month(2021, 7))
    assert not older_data_note(empty_store, SEPTEMBER)
