"""The law of a closed period: whatever is done afterwards, what it reports stays what it was."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.ledgers.values import DASH, Parsed
from fgj_desktop.rules import RULES
from fgj_desktop.rules.closing import apply_closing, corrections, figures_as_reported, plan_closing
from fgj_desktop.rules.figures import figures
from fgj_desktop.store.closing import CLOSES, closings
from fgj_desktop.store.store import Store
from fgj_desktop.store.writes import Writes
from tests.sample_store import AUGUST, SEPTEMBER, WAN, fill

OCTOBER = Month(2021, 10)
STEPS = st.one_of(
    st.tuples(
        st.just("put"), st.integers(0, 5), st.sampled_from((AUGUST, SEPTEMBER, OCTOBER)), st.integers(0, 9)
    ),
    st.tuples(st.just("plan"), st.integers(0, 5), st.sampled_from((SEPTEMBER, OCTOBER)), st.integers(0, 9)),
    st.tuples(st.just("dash"), st.integers(0, 5), st.sampled_from((SEPTEMBER, OCTOBER)), st.just(0)),
    st.tuples(st.just("add"), st.just(0), st.sampled_from((SEPTEMBER, OCTOBER)), st.integers(0, 9)),
    st.tuples(st.just("leave"), st.integers(0, 5), st.sampled_from((SEPTEMBER, OCTOBER)), st.just(0)),
    st.tuples(st.just("delete"), st.integers(0, 6), st.just(OCTOBER), st.just(0)),
    st.tuples(st.sampled_from(("undo", "redo")), st.just(0), st.just(OCTOBER), st.just(0)),
    st.tuples(st.just("revert"), st.just(0), st.just(OCTOBER), st.integers(1, 6)),
)


def do(store: Store, step: tuple[str, int, Month, int], closing: int) -> None:
    what, place, month, number = step
    records = store.view(KEY_PROJECT, OCTOBER).ids()
    if what == "undo":
        if (newest := store._journal.next_undo()) is not None and newest > closing:
            store.undo()
    elif what == "redo":
        store.redo()
    elif what == "revert":
        if number != closing and number <= store.action_count():
            store.revert(number)
    else:
        with store.action(what) as writes:
            write(writes, what, records[place % len(records)], month, number)


def write(writes: Writes, what: str, record: int, month: Month, number: int) -> None:
    if what == "add":
        writes.insert(KEY_PROJECT, {"name": f"新项目{number}", "annual_plan": WAN}, month)
    elif what == "delete":
        writes.delete(KEY_PROJECT, [record])
    else:
        values: dict[str, dict[str, Parsed]] = {
            "put": {"invested_to_date": number * WAN},
            "plan": {"annual_plan": number * WAN},
            "dash": {"invested_to_date": DASH},
            "leave": {"register_state": "调出"},
        }
        writes.put(KEY_PROJECT, record, month, values[what])


def told(store: Store) -> dict[str, Any]:
    made = figures(store, SEPTEMBER)
    return {name: one.json() for name, one in made.items() if one.source == KEY_PROJECT.name}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(steps=st.lists(STEPS, max_size=8))
def test_nothing_done_later_changes_a_closed_period(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, Month, int]]
) -> None:
    path: Path = tmp_path_factory.mktemp("law") / "台账.fgj"
    with Store.create(path, RULES) as store:
        fill(store)
        plan = plan_closing(store, KEY_PROJECT, ReportPeriod(SEPTEMBER))
        with store.action(plan.label, kind=CLOSES) as writes:
            apply_closing(writes, plan)
        closing, before = store.action_count(), told(store)
        for step in steps:
            with suppress(UserError):
                do(store, step, closing)
        assert told(store) == before
        [closed] = closings(store)
        assert corrections(store, KEY_PROJECT, closed, WAN) == []
        reported = figures_as_reported(store, closed)
        assert {name: reported[name]["value"] for name in before} == {
            name: one["value"] for name, one in before.items()
        }
