"""Laws of the collection: what was typed is what is found, undo takes all back, collecting twice is collecting once."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fgj_desktop.exchange.return_applier import apply_returns
from fgj_desktop.exchange.return_plan import Decisions, FileState
from fgj_desktop.rules.report_reminders import says_nothing_new
from fgj_desktop.store.store import Store
from tests.exchange.return_tools import (
    SECOND,
    SEPTEMBER,
    TASK_NAMES,
    TASKS,
    add_tasks,
    changes_of,
    collected,
    filled,
    result_of,
    send,
)
from tests.sample_store import clock, store

__all__ = ["clock", "store"]
NAMES = [name for name, *_ in TASK_NAMES]
OWNER = {name: unit for name, unit, _ in TASK_NAMES}
SIGNS = "已完成推进中项目，。；：（）“”0123456789.%=+-@'<>&/\n 　ａｂc"
TEXTS = st.text(SIGNS, min_size=1, max_size=40)
KEYS = st.sampled_from(["original:H2", "problem", "next_step"])
EDITS = st.dictionaries(st.tuples(st.sampled_from(NAMES), KEYS), TEXTS, max_size=8)


def said(text: str) -> bool:
    return bool("".join(text.split())) and text.strip() not in {"-", "—", "/", "--"}


def state(store: Store) -> list[dict[str, object]]:
    return [dict(row.values) for row in store.view(TASKS, SEPTEMBER).rows()]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(edits=EDITS)
def test_what_was_typed_is_found_and_nothing_else_and_undo_takes_it_back(
    store: Store, edits: dict[tuple[str, str], str]
) -> None:
    edits = {place: text for place, text in edits.items() if said(text)}
    if not store.size(TASKS):
        add_tasks(store)
    with tempfile.TemporaryDirectory() as place:
        one, _spec, (form,) = send(store, TASKS, SECOND, Path(place) / "发放")
        folder = Path(place) / "收到"
        for unit in dict.fromkeys(OWNER[name] for name, _ in edits):
            with filled(form, folder / f"{unit}.xlsx") as sheet:
                for (name, key), text in edits.items():
                    if OWNER[name] == unit:
                        cell = sheet.cell(name, key)
                        cell.value = text
                        cell.data_type = "s"
        folder.mkdir(exist_ok=True)
        before = state(store)
        plan = collected(store, one, folder)
        assert [each.text for each in plan.exceptions] == []
        for unit in set(OWNER.values()):
            found = changes_of(result_of(store, plan, unit))
            mine = {place: text for place, text in edits.items() if OWNER[place[0]] == unit}
            assert {key: "".join(text.split()) for key, text in found.items()} == {
                key: "".join(text.split()) for key, text in mine.items()
            }
        outcome = apply_returns(store, plan, Decisions())
        again = collected(store, one, folder)
        assert {each.state for each in again.files} <= {FileState.KNOWN}
        assert all(not each.changes for each in again.units)
        assert apply_returns(store, again, Decisions()).change is None
        if outcome.change is not None:
            store.undo()
        assert state(store) == before


@given(TEXTS)
def test_no_text_is_taken_for_nothing_new_that_says_more(text: str) -> None:
    if says_nothing_new(text):
        assert len("".join(text.split())) <= 8
