"""A closed period: nothing that it reported changes, by whatever way, until it is opened for corrections."""

from __future__ import annotations

from pathlib import Path

import pytest

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers import CLOSED_PERIOD, KEY_PROJECT, URBAN_TASK, Ledger
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.ledgers.values import DASH, WAN
from fgj_desktop.rules.closing import apply_closing, apply_unlocking, corrections, plan_closing, to_unlock
from fgj_desktop.store.closing import ClosedPeriodError, closings, remark_of, reported
from fgj_desktop.store.store import Store
from tests.store.support import AUGUST, SEPTEMBER, add_project, contents, new_store

PERIOD = ReportPeriod(SEPTEMBER)
OCTOBER = Month(2021, 10)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = new_store(tmp_path)
    record = add_project(store, "乐园镇小学扩建", AUGUST, invested_to_date=100 * WAN)
    with store.action("填报 9 月") as writes:
        writes.put(
            KEY_PROJECT, record, SEPTEMBER, {"invested_to_date": 300 * WAN, "physical_progress": "主体施工"}
        )
    return store


def the_project(store: Store) -> int:
    return store.view(KEY_PROJECT, SEPTEMBER).ids()[0]


def close(store: Store, period: ReportPeriod = PERIOD, ledger: Ledger = KEY_PROJECT) -> int:
    plan = plan_closing(store, ledger, period)
    with store.action(plan.label, kind="close") as writes:
        return apply_closing(writes, plan)


def unlock(store: Store, reason: str = "统计局核减", period: ReportPeriod = PERIOD) -> None:
    opened = to_unlock(store, KEY_PROJECT, period)
    with store.action("解锁", kind="close") as writes:
        apply_unlocking(writes, opened, reason, store.clock().date())


def put(store: Store, month: Month, **values: object) -> None:
    with store.action("修改") as writes:
        writes.put(KEY_PROJECT, the_project(store), month, values)  # type: ignore[arg-type]


@pytest.mark.parametrize("month", [AUGUST, SEPTEMBER])
def test_a_closed_period_and_those_before_it_take_no_more_values(store: Store, month: Month) -> None:
    close(store)
    before = contents(store)
    with pytest.raises(
        ClosedPeriodError,
        match="本期已锁定（区市重点项目台账，2021年9月），未作改动。如需改动，请用“解锁更正”",
    ):
        put(store, month, invested_to_date=1)
    assert contents(store) == before


def test_the_next_period_stays_open(store: Store) -> None:
    close(store)
    put(store, OCTOBER, invested_to_date=500 * WAN, physical_progress="封顶")
    add_project(store, "新调入项目", OCTOBER)
    assert len(store.view(KEY_PROJECT, OCTOBER).ids()) == 2
    assert len(store.view(KEY_PROJECT, SEPTEMBER).ids()) == 1


def test_neither_a_dash_nor_a_plan_of_the_year_nor_a_new_record_gets_into_it(store: Store) -> None:
    close(store)
    with pytest.raises(ClosedPeriodError):
        put(store, SEPTEMBER, problem=DASH)
    with pytest.raises(ClosedPeriodError):
        put(store, OCTOBER, annual_plan=1_000 * WAN)
    with pytest.raises(ClosedPeriodError):
        add_project(store, "补录项目", SEPTEMBER)


def test_a_note_a_colour_and_a_fact_of_no_period_may_still_be_put_in(store: Store) -> None:
    close(store)
    with store.action("批注") as writes:
        writes.annotate(
            KEY_PROJECT,
            the_project(store),
            "physical_progress",
            SEPTEMBER,
            note="已与单位核实",
            colour="yellow",
        )
    with store.action("代码") as writes:
        writes.set(KEY_PROJECT, the_project(store), "code", None, "2021-440204-01-01-000001")


def test_a_record_that_was_reported_is_not_deleted_but_one_added_since_is(store: Store) -> None:
    close(store)
    later = add_project(store, "新调入项目", OCTOBER)
    with store.action("删除") as writes:
        writes.delete(KEY_PROJECT, [later])
    with pytest.raises(ClosedPeriodError), store.action("删除") as writes:
        writes.delete(KEY_PROJECT, [the_project(store)])


def test_undo_first_opens_the_period_again_and_redo_closes_it(store: Store) -> None:
    close(store)
    store.undo()
    assert closings(store) == []
    put(store, SEPTEMBER, invested_to_date=400 * WAN)
    store.undo()
    close(store)
    with pytest.raises(ClosedPeriodError):
        store.revert(2)
    assert (
        store.view(KEY_PROJECT, SEPTEMBER).read([the_project(store)])[0].values["invested_to_date"]
        == 300 * WAN
    )


def test_a_closing_is_not_reverted_after_other_work(store: Store) -> None:
    close(store)
    closed_by = store.action_count()
    put(store, OCTOBER, invested_to_date=400 * WAN)
    with pytest.raises(UserError, match="更正请用“解锁更正”"):
        store.revert(closed_by)
    [closing] = closings(store)
    assert closing.is_locked
    with pytest.raises(ClosedPeriodError):
        put(store, SEPTEMBER, invested_to_date=400 * WAN)


def test_what_was_reported_stays_and_corrections_are_told_beside_it(store: Store) -> None:
    close(store)
    unlock(store)
    put(store, SEPTEMBER, invested_to_date=250 * WAN)
    put(store, AUGUST, invested_to_date=90 * WAN)
    [closing] = closings(store, "key_project")
    [row] = reported(store, closing).rows
    assert row.values["invested_to_date"] == 300 * WAN
    [correction] = corrections(store, KEY_PROJECT, closing, WAN)
    assert correction.cell is not None
    assert (correction.cell.before, correction.cell.after, correction.cell.difference) == (
        "300",
        "250",
        "-50",
    )
    assert closing.reason == "2021年10月8日　统计局核减"


def test_locking_again_keeps_the_first_report(store: Store) -> None:
    first = close(store)
    unlock(store)
    put(store, SEPTEMBER, invested_to_date=250 * WAN)
    assert close(store) == first
    with pytest.raises(ClosedPeriodError):
        put(store, SEPTEMBER, invested_to_date=260 * WAN)
    [closing] = closings(store, "key_project")
    assert reported(store, closing).rows[0].values["invested_to_date"] == 300 * WAN
    assert len(corrections(store, KEY_PROJECT, closing, WAN)) == 1
    assert remark_of(store, closing) == "2021年10月8日更正后重新锁定。"


def test_opening_a_period_opens_the_later_ones_that_show_the_same_entries(store: Store) -> None:
    close(store, ReportPeriod(AUGUST))
    close(store)
    assert [one.period for one in to_unlock(store, KEY_PROJECT, PERIOD)] == [PERIOD]
    unlock(store, period=ReportPeriod(AUGUST))
    put(store, AUGUST, invested_to_date=90 * WAN)
    assert not any(one.is_locked for one in closings(store))


def test_no_reason_no_opening(store: Store) -> None:
    close(store)
    with pytest.raises(UserError, match="请填写更正原因"):
        unlock(store, " \n")
    assert closings(store)[0].is_locked


def test_a_period_is_closed_once_and_not_while_it_is_empty(store: Store) -> None:
    with pytest.raises(UserError, match="没有项目，不能定稿"):
        close(store, ReportPeriod(Month(2020, 1)))
    close(store)
    with pytest.raises(UserError, match="已定稿并锁定"):
        close(store)
    with pytest.raises(UserError, match="不按半月填报"):
        close(store, ReportPeriod(SEPTEMBER, "H1"))


def test_half_a_month_locks_its_half_and_leaves_the_other(store: Store) -> None:
    with store.action("新增任务") as writes:
        task = writes.insert(URBAN_TASK, {"name": "建设保障性租赁住房"}, SEPTEMBER)
    close(store, ReportPeriod(SEPTEMBER, "H1"), URBAN_TASK)
    with store.action("填报") as writes:
        writes.put(URBAN_TASK, task, SEPTEMBER, {"progress:H2": "已开工", "done_number": 3})
    with pytest.raises(ClosedPeriodError, match="任务清单，2021年9月上半月"), store.action("填报") as writes:
        writes.put(URBAN_TASK, task, SEPTEMBER, {"progress:H1": "已开工"})
    close(store, ReportPeriod(SEPTEMBER, "H2"), URBAN_TASK)
    with pytest.raises(ClosedPeriodError), store.action("填报") as writes:
        writes.put(URBAN_TASK, task, SEPTEMBER, {"done_number": 4})
    first, second = closings(store, "urban_task")
    assert corrections(store, URBAN_TASK, first, WAN) == []
    assert corrections(store, URBAN_TASK, second, WAN) == []


def test_a_closing_is_not_opened_or_deleted_by_hand_but_may_get_a_remark(store: Store) -> None:
    closing = close(store)
    with store.action("备注") as writes:
        writes.set(CLOSED_PERIOD, closing, "remark", None, "已报市发改局")
    with pytest.raises(UserError, match="定稿记录由程序登记"), store.action("改状态") as writes:
        writes.set(CLOSED_PERIOD, closing, "state", None, "解锁更正")
    with pytest.raises(UserError, match="定稿记录由程序登记"), store.action("删除") as writes:
        writes.delete(CLOSED_PERIOD, [closing])


def test_a_line_without_a_period_closes_nothing(store: Store) -> None:
    with store.action("手工登记") as writes:
        writes.insert(CLOSED_PERIOD, {"name": "？", "ledger_name": "key_project", "state": "已锁定"})
    put(store, SEPTEMBER, invested_to_date=1)
