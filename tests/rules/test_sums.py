"""Sums over rows at hand mean what a view's totals mean."""

from __future__ import annotations

from fractions import Fraction

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.values import WAN
from fgj_desktop.rules.sums import sums_of
from fgj_desktop.store.store import Store
from tests.rules.conftest import SEPTEMBER, MakeRow
from tests.sample_store import clock, store  # noqa: F401

KEY = ledger_named("key_project")


def test_sums_of_all_rows_are_the_totals_of_the_view(store: Store) -> None:  # noqa: F811
    for ledger in store.ledgers.values():
        view = store.view(ledger, SEPTEMBER)
        totals = view.totals()
        sums = sums_of(ledger, view.rows(), SEPTEMBER)
        assert {name: sums[name] for name in totals} == totals


def test_rows_that_do_not_count_are_left_out(project: MakeRow) -> None:
    rows = [
        project(1, annual_plan=100 * WAN, invested_to_date=50 * WAN),
        project(2, annual_plan=900 * WAN, register_state="调出"),
    ]
    sums = sums_of(KEY, rows, SEPTEMBER)
    assert sums[""] == 1
    assert sums["annual_plan"] == 100 * WAN
    assert sums["completion"] == Fraction(1, 2)


def test_a_sum_of_nothing_is_empty_not_nought(project: MakeRow) -> None:
    sums = sums_of(KEY, [project(1)], SEPTEMBER)
    assert sums["annual_plan"] is None
    assert sums["completion"] is None
