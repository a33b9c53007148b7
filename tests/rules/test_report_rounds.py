"""Which reports are due around a day, and what of them is missing."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules.due_rules import DEFAULT_RULES
from fgj_desktop.rules.report_rounds import Round, returns, rounds_around
from fgj_desktop.store.store import Store
from tests.sample_store import SEPTEMBER, clock, store

__all__ = ["clock", "store"]
TASKS = ledger_named("urban_task")
RULES_BY_NAME = {rule.name: rule for rule in DEFAULT_RULES}
HALF, PROJECTS = RULES_BY_NAME["half_month"], RULES_BY_NAME["key_project"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2021-08-20", [("2021-08-15", "8月上半月"), ("2021-09-01", "8月下半月")]),
        ("2021-09-01", [("2021-08-15", "8月上半月"), ("2021-09-01", "8月下半月")]),
        ("2021-12-31", [("2021-12-15", "12月上半月"), ("2022-01-01", "12月下半月")]),
    ],
)
def test_the_last_round_and_the_next_are_around_a_day(day: str, expected: list[tuple[str, str]]) -> None:
    found = rounds_around([HALF], datetime.date.fromisoformat(day))
    assert [(one.due.isoformat(), one.period_text) for one in found] == expected


def test_rules_that_are_off_or_of_no_month_have_no_round() -> None:
    off = replace(HALF, active=False)
    assert rounds_around([off, RULES_BY_NAME["preparatory"]], datetime.date(2021, 10, 1)) == []


def test_a_months_round_misses_what_has_no_entry_of_the_month(store: Store) -> None:
    one = Round(PROJECTS, datetime.date(2021, 10, 8), SEPTEMBER)
    ledger = ledger_named("key_project")
    found = returns(store, ledger, one)
    assert found is not None
    assert (found.total, found.reported, len(found.records)) == (6, 4, 2)
    labels = store.links().labels("responsible_unit")
    assert [labels[unit] for unit in found.units] == ["区水务局", "区住建局"]
    assert returns(store, ledger_named("leader"), one) is None


def test_half_months_are_told_apart_unit_by_unit_and_a_zero_report_is_one(store: Store) -> None:
    units = list(store.links().labels("responsible_unit"))
    with store.action("登记") as writes:
        ids = [
            writes.insert(TASKS, {"name": f"任务{number}", "lead_unit": units[number % 3]}, SEPTEMBER)
            for number in range(5)
        ]
        writes.put(TASKS, ids[0], SEPTEMBER, {"progress:H1": "已印发方案"})
        writes.put(TASKS, ids[1], SEPTEMBER, {"report_state:H1": "零报告"})
        writes.put(TASKS, ids[2], SEPTEMBER, {"report_state:H1": "退回修改", "progress:H2": "完成一半"})
    first = returns(store, TASKS, Round(HALF, datetime.date(2021, 9, 15), SEPTEMBER, "H1"))
    second = returns(store, TASKS, Round(HALF, datetime.date(2021, 10, 1), SEPTEMBER, "H2"))
    assert first is not None
    assert second is not None
    assert (first.total, first.missing, first.records, first.units) == (3, 1, (ids[2],), (units[2],))
    assert (second.reported, set(second.records)) == (1, {ids[0], ids[1], ids[3], ids[4]})
    later = returns(store, TASKS, Round(HALF, datetime.date(2021, 10, 15), Month(2021, 10), "H1"))
    assert later is not None
    assert later.reported == 0
