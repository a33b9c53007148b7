"""Deadlines and their settling."""

from __future__ import annotations

import pytest

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules.checks import findings
from fgj_desktop.rules.deadlines import settling_differs
from fgj_desktop.store.store import Store

SEPTEMBER = Month(2021, 9)


@pytest.mark.parametrize(
    ("state", "day", "differs"),
    [
        ("已解决", None, 1),
        ("已解决", "2021-09-20", 0),
        ("已销号", "2021-10-08", 0),
        ("协调中", None, 0),
        ("协调中", "2021-09-30", 1),
        ("协调中", "2021-10-08", 0),
        ("协调中", "2021", 0),
        (None, "2021-09-20", 0),
        (None, None, 0),
    ],
)
def test_a_day_of_settling_and_the_state_are_held_together(
    state: str | None, day: str | None, differs: int
) -> None:
    assert settling_differs(state, day, 2021, 9) == differs


@pytest.mark.parametrize(
    ("name", "day", "state"),
    [("problem", "解决日期", "已解决"), ("decision", "落实日期", "已销号"), ("matter", "办结日期", "已办结")],
)
def test_what_is_settled_without_a_day_is_found(store: Store, name: str, day: str, state: str) -> None:
    ledger = ledger_named(name)
    with store.action("录入") as writes:
        record = writes.insert(ledger, {"name": "线路迁改", "state": state}, SEPTEMBER)
    [row] = store.view(ledger, SEPTEMBER).rows([record])
    told = [one.message for one in findings(ledger, row, store.context(), SEPTEMBER)]
    assert f"{day}与状态（{state}）不符，请核对。" in told
