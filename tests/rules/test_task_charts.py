"""Tasks on the months of the year, and how many are due when."""

from __future__ import annotations

from fractions import Fraction

import pytest

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules.chart_query import ChartQuery
from fgj_desktop.rules.task_charts import task_points, tasks_by_month
from fgj_desktop.store.store import Store

TASKS = ledger_named("urban_task")
SEPTEMBER = Month(2021, 9)
GIVEN = (
    ("甲", "11月底前", "推进中"),
    ("乙", "6月底前", "推进中"),
    ("丙", "6月底前", "已完成"),
    ("丁", "长期坚持", "推进中"),
    ("戊", "2022年12月底", None),
    ("己", "尽快", None),
    ("庚", "2020年12月底", "已完成"),
)


@pytest.fixture
def tasks(empty_store: Store) -> Store:
    """A task of each sort of deadline."""
    with empty_store.action("任务") as writes:
        for name, deadline, state in GIVEN:
            writes.insert(TASKS, {"name": name, "deadline_text": deadline, "state": state}, SEPTEMBER)
    return empty_store


def test_tasks_stand_by_deadline_and_those_without_one_last(tasks: Store) -> None:
    points = task_points(ChartQuery(tasks, TASKS, SEPTEMBER))
    assert points is not None
    assert [(point.name, point.deadline, point.state) for point in points] == [
        ("庚", "2020-12-31", "已完成"),
        ("乙", "2021-06-30", "逾期未完成"),
        ("丙", "2021-06-30", "已完成"),
        ("甲", "2021-11-30", "推进中"),
        ("戊", "2022-12-31", "未启动"),
        ("丁", None, "长期坚持"),
        ("己", None, "未启动"),
    ]
    assert points[1].place == Fraction(5) + Fraction(59, 60)
    assert points[-1].place is None


def test_tasks_are_counted_by_the_month_in_which_they_are_due(tasks: Store) -> None:
    stacks = tasks_by_month(ChartQuery(tasks, TASKS, SEPTEMBER))
    assert stacks is not None
    assert [(stack.label, stack.total) for stack in stacks.stacks] == [
        ("往年", 1), ("6月", 2), ("11月", 1), ("以后年度", 1), ("长期或未定", 2),
    ]  # fmt: skip
    assert dict(zip([part.name for part in stacks.parts], stacks.stacks[1].amounts, strict=True)) == {
        "逾期未完成": 1, "未启动": 0, "推进中": 0, "已完成": 1, "长期坚持": 0,
    }  # fmt: skip
    pick = stacks.stacks[1].pick
    assert pick is not None
    assert len(pick.records) == 2


def test_without_tasks_there_is_no_chart(empty_store: Store) -> None:
    assert task_points(ChartQuery(empty_store, TASKS, SEPTEMBER)) is None
    assert tasks_by_month(ChartQuery(empty_store, TASKS, SEPTEMBER)) is None
