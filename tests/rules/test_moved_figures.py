"""Which figures corrections moved, each with what was reported and what it is now."""

from __future__ import annotations

from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.rules.figures import figures
from fgj_desktop.rules.moved_figures import moved_figures
from fgj_desktop.store.closing import closings
from fgj_desktop.store.store import Store
from tests.rules.test_closing import closed_and_opened
from tests.sample_store import SEPTEMBER, WAN, clock, store

__all__ = ["clock", "store"]


def correct_by(store: Store, amount: int) -> None:
    first = store.view(KEY_PROJECT, SEPTEMBER).ids()[0]
    with store.action("更正") as writes:
        writes.put(KEY_PROJECT, first, SEPTEMBER, {"invested_to_date": 3200 * WAN - amount})


def test_every_figure_that_moved_is_told_with_both_numbers_and_no_other(store: Store) -> None:
    before = figures(store, SEPTEMBER)
    closed_and_opened(store)
    [closing] = closings(store)
    assert moved_figures(store, closing) == []
    correct_by(store, 1200 * WAN)
    after = figures(store, SEPTEMBER)
    moved = moved_figures(store, closing)
    known = [name for name, one in before.items() if KEY_PROJECT.name in (one.ledger, *one.also)]
    assert [one.id for one in moved] == [name for name in known if before[name].value != after[name].value]
    told = {one.id: one.words for one in moved}
    assert told["district_invested"].endswith("：定稿 0.82亿元，现为 0.7亿元")


def test_a_difference_below_what_is_shown_is_told_with_more_decimals(store: Store) -> None:
    closed_and_opened(store)
    correct_by(store, -1 * WAN)
    [closing] = closings(store)
    told = {one.id: (one.reported, one.now) for one in moved_figures(store, closing)}
    assert told["district_invested"] == ("0.815亿元", "0.8151亿元")
