"""Figures beside those of the month before."""

from __future__ import annotations

from pathlib import Path

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules import RULES
from fgj_desktop.rules.figure_changes import chosen_figures
from fgj_desktop.store.store import Store

SEPTEMBER, OCTOBER = Month(2021, 9), Month(2021, 10)
COUNT = "staff_to_transfer"


def test_the_first_month_of_a_ledger_is_no_increase_over_nothing(tmp_path: Path) -> None:
    staff = ledger_named("staff_household_transfer")
    with Store.create(tmp_path / "台账.fgj", RULES) as store:
        with store.action("录入") as writes:
            writes.insert(staff, {"name": "区教育局", "rural": 12}, SEPTEMBER)
        for month, words in ((SEPTEMBER, ""), (OCTOBER, "与上月持平")):
            assert chosen_figures(store, month, [COUNT])[COUNT].words() == words
