"""Columns kept for half a month: two columns of the grid, each with an entry of its own, nothing carried."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fgj_desktop.ledgers.declaration import Axis, Column, Ledger
from fgj_desktop.ledgers.kinds import Choice, LongText, Text
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.values import DASH, Misfit
from fgj_desktop.models.history_words import column_words, period_words
from fgj_desktop.rules import RULES
from fgj_desktop.store.filters import ColumnFilter, Order, Reported
from fgj_desktop.store.self_check import check_contents
from fgj_desktop.store.store import Store
from tests.store.support import AUGUST, NOW, SEPTEMBER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TASK = Ledger(
    name="task",
    title="任务",
    record_title="任务",
    group="试",
    columns=(
        Column(name="name", title="任务", kind=Text()),
        Column(
            name="progress",
            title="进展",
            kind=LongText(),
            per=Axis.HALF_MONTH,
            reported=True,
            aliases=("本期进展",),
        ),
        Column(name="state", title="报送状态", kind=Choice(options=("已报", "零报告")), per=Axis.HALF_MONTH),
    ),
)
FIELDS = ("name", "progress:H1", "state:H1", "progress:H2", "state:H2")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "任务.fgj", RULES, ledgers=(TASK,), clock=lambda: NOW) as made:
        yield made


def add(store: Store, name: str, month: Month = SEPTEMBER, **values: object) -> int:
    given = {key.replace("__", ":"): value for key, value in values.items()}
    with store.action(f"新增{name}") as writes:
        return writes.insert(TASK, {"name": name, **given}, month)  # type: ignore[dict-item]


def shown(store: Store, record: int, month: Month = SEPTEMBER) -> dict[str, object]:
    view = store.view(TASK, month)
    (row,) = view.rows([record])
    keys = view.values(FIELDS)[record]
    assert keys == tuple(row.values[name] for name in FIELDS)
    return {name: row.values[name] for name in FIELDS[1:] if row.values[name] is not None}


def test_the_halves_of_a_month_are_columns_that_stand_together() -> None:
    assert tuple(field.name for field in TASK.fields) == FIELDS
    titles = [field.title_for(SEPTEMBER) for field in TASK.fields]
    assert titles == ["任务", "9月上半月进展", "9月上半月报送状态", "9月下半月进展", "9月下半月报送状态"]
    assert TASK.fields_by_name["progress:H2"].timeless_title == "下半月进展"


def test_each_half_has_an_entry_of_its_own_and_nothing_is_carried(store: Store) -> None:
    record = add(store, "甲", AUGUST, progress__H2="八月下")
    with store.action("修改") as writes:
        writes.put(TASK, record, SEPTEMBER, {"progress:H1": "九月上", "state:H2": "零报告"})
    assert shown(store, record, AUGUST) == {"progress:H2": "八月下"}
    assert shown(store, record) == {"progress:H1": "九月上", "state:H2": "零报告"}
    assert shown(store, record, SEPTEMBER.next) == {}
    keys = store.connection.execute("SELECT key FROM task_half_month ORDER BY key").fetchall()
    assert keys == [("2021-08-H2",), ("2021-09-H1",), ("2021-09-H2",)]
    assert store.months(TASK) == [AUGUST, SEPTEMBER]
    assert all(not part.faults for part in check_contents(store))


def test_marks_and_undo_know_the_halves_apart(store: Store) -> None:
    record = add(store, "甲")
    with store.action("修改") as writes:
        writes.put(TASK, record, SEPTEMBER, {"progress:H1": DASH, "state:H2": Misfit("报了", "不在选项中")})
        writes.annotate(TASK, record, "progress:H2", SEPTEMBER, note="电话问过")
    (row,) = store.view(TASK, SEPTEMBER).rows([record])
    assert set(row.marks) == {"progress:H1", "state:H2", "progress:H2"}
    assert row.marks["progress:H1"].dash
    assert row.marks["progress:H2"].note == "电话问过"
    assert store.view(TASK, AUGUST).rows([record])[0].marks == {}
    assert store.view(TASK, SEPTEMBER).ids([ColumnFilter("progress:H1", "filled")]) == [record]
    assert store.view(TASK, SEPTEMBER).ids([ColumnFilter("progress:H2", "filled")]) == []
    store.undo()
    assert store.view(TASK, SEPTEMBER).rows([record])[0].marks == {}


def test_halves_sort_and_filter_alone(store: Store) -> None:
    one = add(store, "甲", progress__H1="乙", state__H2="零报告")
    two = add(store, "乙", progress__H1="甲", state__H1="零报告")
    view = store.view(TASK, SEPTEMBER)
    assert view.ids(order=[Order("progress:H1", descending=True)]) == [two, one]
    assert view.ids([ColumnFilter("state:H2", "picked", ("零报告",))]) == [one]
    assert view.ids([ColumnFilter("state:H1", "picked", ("零报告",))]) == [two]


def test_a_half_month_makes_no_report_of_the_month(store: Store) -> None:
    record = add(store, "甲", progress__H1="有进展")
    view = store.view(TASK, SEPTEMBER)
    assert not view.rows([record])[0].reported
    assert view.ids([Reported(True)]) == []


def test_the_history_of_a_half_tells_the_halves_before_it(store: Store) -> None:
    record = add(store, "甲", AUGUST, progress__H2="八月下")
    for half, text in (("H1", "九月上"), ("H2", "九月下"), ("H1", "九月上改")):
        with store.action("修改") as writes:
            writes.set(TASK, record, f"progress:{half}", SEPTEMBER, text)
    found = [(one.key, one.after.value) for one in store.cell_history(TASK, record, "progress:H1", SEPTEMBER)]
    assert found == [("2021-08-H2", "八月下"), ("2021-09-H1", "九月上"), ("2021-09-H1", "九月上改")]
    column = TASK.by_name["progress"]
    assert column_words(column, "2021-08-H2") == "8月下半月进展"
    assert period_words(column, "2021-08-H2") == "2021年8月下半月"
