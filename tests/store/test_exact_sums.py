"""Totals of amounts that together are more than the database adds up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.store.grouping import Grouping
from fgj_desktop.store.store import Store
from tests.store.support import SEPTEMBER, add_project, new_store

LARGE = 4_402_042_021_090_000_007


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_store(tmp_path) as opened:
        yield opened


def test_totals_subtotals_and_the_sum_of_a_selection_stay_exact(store: Store) -> None:
    records = [add_project(store, f"项目{number}") for number in range(5)]
    with store.action("粘贴") as writes:
        for record in records[:4]:
            writes.put(KEY_PROJECT, record, SEPTEMBER, {"total_investment": LARGE, "annual_plan": -LARGE})
    view, names = store.view(KEY_PROJECT, SEPTEMBER), {"total_investment", "annual_plan", "invested_to_date"}
    expected = {"total_investment": 4 * LARGE, "annual_plan": -4 * LARGE, "invested_to_date": None}
    assert {name: view.totals(fields=names)[name] for name in names} == expected
    by = Grouping(KEY_PROJECT.fields_by_name["sector"], SEPTEMBER, store.links())
    sums = view.group_totals(by, fields=names)[None]
    assert {name: sums[name] for name in names} == expected
    chosen = view.column_sums(["name", "total_investment"], records)
    assert (chosen["name"].values, chosen["name"].amount) == (5, 0)
    assert (chosen["total_investment"].values, chosen["total_investment"].amount) == (4, 4 * LARGE)


def test_a_computed_amount_beyond_the_database_does_not_take_the_ledger_away(store: Store) -> None:
    record = add_project(store, "项目")
    amounts = dict.fromkeys(("invested_before_year", "invested_to_date", "total_investment"), 2 * LARGE)
    with store.action("粘贴") as writes:
        writes.put(KEY_PROJECT, record, SEPTEMBER, amounts)
    view = store.view(KEY_PROJECT, SEPTEMBER)
    names = [field.name for field in KEY_PROJECT.fields]
    assert set(view.values(names)) == {record}
    assert view.totals()["total_investment"] == 2 * LARGE
