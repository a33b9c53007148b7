"""Answers to checks stay with what they were given for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.ledgers.values import DASH, Misfit, Parsed
from fgj_desktop.store.store import Store
from tests.store.support import AUGUST, SEPTEMBER, WAN, add_project, contents, new_store

FIELD = "annual_plan"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_store(tmp_path) as opened:
        yield opened


def answer(store: Store, record: int, text: str, field: str = FIELD) -> None:
    with store.action("说明原因") as writes:
        writes.annotate(KEY_PROJECT, record, field, SEPTEMBER, answer=text)


def write(store: Store, record: int, value: Parsed, field: str = FIELD) -> None:
    with store.action("修改") as writes:
        writes.set(KEY_PROJECT, record, field, SEPTEMBER, value)


def answered(store: Store, record: int, field: str = FIELD) -> str | None:
    mark = store.view(KEY_PROJECT, SEPTEMBER).rows([record])[0].marks.get(field)
    return None if mark is None else mark.answer


def test_another_value_takes_the_answer_away_and_undo_brings_both_back(store: Store) -> None:
    record = add_project(store, "甲", SEPTEMBER, annual_plan=5 * WAN)
    answer(store, record, "市里已同意")
    write(store, record, 6 * WAN)
    assert answered(store, record) is None
    store.undo()
    assert answered(store, record) == "市里已同意"
    store.redo()
    assert answered(store, record) is None


def test_the_same_value_again_leaves_the_answer(store: Store) -> None:
    record = add_project(store, "甲", SEPTEMBER, annual_plan=5 * WAN)
    answer(store, record, "市里已同意")
    write(store, record, 5 * WAN)
    assert answered(store, record) == "市里已同意"


def test_an_answer_of_another_cell_stays(store: Store) -> None:
    record = add_project(store, "甲", SEPTEMBER, annual_plan=5 * WAN)
    answer(store, record, "市里已同意")
    write(store, record, 9 * WAN, "total_investment")
    assert answered(store, record) == "市里已同意"


def test_a_note_stays_when_the_answer_goes(store: Store) -> None:
    record = add_project(store, "甲", SEPTEMBER)
    with store.action("批注") as writes:
        writes.annotate(KEY_PROJECT, record, FIELD, SEPTEMBER, note="待核", answer="暂无计划")
    write(store, record, 6 * WAN)
    mark = store.view(KEY_PROJECT, SEPTEMBER).rows([record])[0].marks[FIELD]
    assert (mark.note, mark.answer) == ("待核", None)


def test_typing_the_months_amount_takes_the_answer_of_the_cumulative_away(store: Store) -> None:
    record = add_project(store, "甲", SEPTEMBER, invested_to_date=5 * WAN)
    answer(store, record, "已核", "invested_to_date")
    write(store, record, 5 * WAN, "invested_in_month")
    assert answered(store, record, "invested_to_date") == "已核"
    write(store, record, 6 * WAN, "invested_in_month")
    assert answered(store, record, "invested_to_date") is None


_CONTENTS = st.sampled_from([None, 0, 1, 2, DASH, Misfit("约3", "不是数值"), Misfit("约4", "不是数值")])


@given(st.lists(st.tuples(_CONTENTS, st.booleans()), max_size=6))
def test_answered_stays_answered_until_the_content_changes(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[Parsed, bool]]
) -> None:
    with new_store(tmp_path_factory.mktemp("答复")) as store:
        record = add_project(store, "甲", SEPTEMBER)
        content: Parsed = None
        expected: str | None = None
        for value, gives_answer in steps:
            before = contents(store)
            write(store, record, value)
            if value != content:
                content, expected = value, None
            assert answered(store, record) == expected
            if contents(store) != before:
                store.undo()
                assert contents(store) == before
                store.redo()
            if gives_answer:
                answer(store, record, "已核")
                expected = "已核"


def test_a_note_on_the_amount_of_a_month_belongs_to_that_month_alone(store: Store) -> None:
    record = add_project(store, "项目")
    with store.action("批注") as writes:
        writes.annotate(KEY_PROJECT, record, "invested_in_month", AUGUST, note="待核实")
    assert store.view(KEY_PROJECT, AUGUST).marks([record])[record]["invested_to_date"].note == "待核实"
    assert store.view(KEY_PROJECT, SEPTEMBER).marks([record]) == {}
