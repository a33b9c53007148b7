"""A colleague's file merged into one whose period is closed: what was reported stays, the rest arrives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.rules.closing import apply_closing, apply_unlocking, plan_closing, to_unlock
from fgj_desktop.store.closing import CLOSES, closings
from fgj_desktop.store.store import Store
from tests.exchange.merge_tools import copy_of, merge_in
from tests.store.support import AUGUST, SEPTEMBER, WAN, add_project, new_store

OCTOBER = Month(2021, 10)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_store(tmp_path) as store:
        add_project(store, "甲项目", AUGUST, annual_plan=100 * WAN, invested_to_date=10 * WAN)
        add_project(store, "乙项目", AUGUST)
        yield store


def close(store: Store) -> None:
    plan = plan_closing(store, KEY_PROJECT, ReportPeriod(SEPTEMBER))
    with store.action(plan.label, kind=CLOSES) as writes:
        apply_closing(writes, plan)


def values(store: Store, month: Month) -> dict[str, object]:
    return {
        str(row.values["name"]): row.values["invested_to_date"]
        for row in store.view(KEY_PROJECT, month).rows()
    }


def test_what_is_closed_here_stays_and_the_rest_arrives(store: Store) -> None:
    with copy_of(store, "李四.fgj") as other:
        close(store)
        first, second = other.view(KEY_PROJECT, SEPTEMBER).ids()
        with other.action("修改") as writes:
            writes.put(KEY_PROJECT, first, SEPTEMBER, {"invested_to_date": 60 * WAN, "annual_plan": 90 * WAN})
            writes.put(KEY_PROJECT, first, OCTOBER, {"invested_to_date": 70 * WAN})
            writes.put(KEY_PROJECT, second, None, {"code": "2021-440204-01-01-000001"})
        add_project(other, "九月补录", SEPTEMBER)
        add_project(other, "十月调入", OCTOBER)
        result = merge_in(store, other, theirs=True)
        assert values(store, SEPTEMBER) == {"甲项目": 10 * WAN, "乙项目": None}
        assert values(store, OCTOBER) == {"甲项目": 70 * WAN, "乙项目": None, "十月调入": None}
        assert store.view(KEY_PROJECT, SEPTEMBER).read([second])[0].values["code"] is not None
        assert "3 处涉及已锁定的时期（“九月补录”、“甲项目”），未并入。" in result.message


def test_what_stayed_out_is_offered_again_once_the_period_is_opened(store: Store) -> None:
    with copy_of(store, "李四.fgj") as other:
        close(store)
        first = other.view(KEY_PROJECT, SEPTEMBER).ids()[0]
        with other.action("修改") as writes:
            writes.put(KEY_PROJECT, first, SEPTEMBER, {"invested_to_date": 60 * WAN})
            writes.put(KEY_PROJECT, first, OCTOBER, {"invested_to_date": 70 * WAN})
        merge_in(store, other)
        assert values(store, SEPTEMBER)["甲项目"] == 10 * WAN
        opened = to_unlock(store, KEY_PROJECT, ReportPeriod(SEPTEMBER))
        with store.action("解锁", kind=CLOSES) as writes:
            apply_unlocking(writes, opened, "同事更正", store.clock().date())
        merge_in(store, other)
        assert values(store, SEPTEMBER)["甲项目"] == 60 * WAN
        assert merge_in(store, other).change is None


def test_what_they_deleted_of_a_closed_report_stays(store: Store) -> None:
    with copy_of(store, "李四.fgj") as other:
        close(store)
        with other.action("删除") as writes:
            writes.delete(KEY_PROJECT, other.view(KEY_PROJECT, SEPTEMBER).ids()[:1])
        merge_in(store, other, theirs=True)
        assert len(store.view(KEY_PROJECT, SEPTEMBER).ids()) == 2


def test_a_period_that_they_closed_is_closed_here_too(store: Store) -> None:
    with copy_of(store, "李四.fgj") as other:
        close(other)
        merge_in(store, other)
        assert [one.period for one in closings(store)] == [ReportPeriod(SEPTEMBER)]
