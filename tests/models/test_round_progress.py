"""本期工作 in words: how units stand, what was done of each step, and what comes next."""

from __future__ import annotations

import datetime

import pytest

from fgj_desktop.ledgers import REPORT_ROUND, URBAN_TASK
from fgj_desktop.ledgers.report_round import CLOSED, COLLECTED, SUBMITTED
from fgj_desktop.models.round_progress import Step, counts_words, facts, steps
from fgj_desktop.models.round_status import RoundStatus, day_of, short_day
from fgj_desktop.rules.closing import apply_closing, apply_unlocking, plan_closing, to_unlock
from fgj_desktop.rules.round_register import Arrival, move, record_chase, register_arrival
from fgj_desktop.rules.rounds import NOTHING_NEW, REPORTED
from fgj_desktop.store.store import Store
from tests.round_tools import SECOND_HALF, begin, fill, found
from tests.sample_store import clock, empty_store

__all__ = ["clock", "empty_store"]
DAY = datetime.date(2021, 9, 30)
AT = datetime.datetime(2021, 9, 30, 10, 20)


@pytest.fixture
def units(empty_store: Store) -> list[int]:
    made = fill(empty_store)[0]
    begin(empty_store, issuing_name="领导小组办公室", contact="区发改局", telephone="0751", mode="整表一份")
    return made


def status(store: Store) -> RoundStatus:
    return RoundStatus(store, found(store))


def step(store: Store, command: str, unanswered: int | None = 0) -> Step:
    return next(one for one in steps(status(store), unanswered) if one.command == command)


def register(store: Store, unit: int, state: str = REPORTED) -> None:
    with store.action("登记") as writes:
        register_arrival(writes, store, found(store), Arrival(unit, state, "微信", DAY, "16:20"), ())


def test_a_round_says_in_whose_name_it_goes_out_and_until_when(empty_store: Store, units: list[int]) -> None:
    assert facts(status(empty_store)) == "领导小组办公室　10月1日17:00截止　区发改局 0751　整表一份"
    with empty_store.action("改") as writes:
        writes.put(REPORT_ROUND, found(empty_store).id, None, {"deadline": None, "issuing_name": None})
    assert facts(status(empty_store)).startswith("未定截止时间")


def test_what_is_done_and_what_comes_next_follows_what_is_kept(empty_store: Store, units: list[int]) -> None:
    every = steps(status(empty_store), None)
    assert next(one.command for one in every if one.is_next) == "send_forms"
    assert step(empty_store, "copy_chase").words == "未报 3 个"
    assert step(empty_store, "check_round", None).words == "未核查"
    assert step(empty_store, "check_round", 1200).words == "待核对 1,200 处"
    register(empty_store, units[0])
    with empty_store.action("催") as writes:
        record_chase(writes, empty_store, found(empty_store), units[1:], "电话", AT)
    assert step(empty_store, "collect_returns").words == "已收 1／3 个单位"
    assert step(empty_store, "copy_chase").words == "未报 2 个，已催报 1 次，最近 9月30日 10:20 电话"
    for unit in units[1:]:
        register(empty_store, unit, NOTHING_NEW)
    assert step(empty_store, "copy_chase").is_done
    assert step(empty_store, "collect_returns").is_done
    assert counts_words(status(empty_store)) == "已报 1　零报告 2"


def test_a_state_that_was_passed_over_says_so(empty_store: Store, units: list[int]) -> None:
    with empty_store.action("送审") as writes:
        move(writes, found(empty_store), SUBMITTED, DAY)
    assert step(empty_store, "adopt_returns").words == "未单独登记汇总"
    assert step(empty_store, "submit_round").words == "9月30日送审"
    assert step(empty_store, "close_period").words == "尚未定稿"
    with empty_store.action("退回") as writes:
        move(writes, found(empty_store), COLLECTED, DAY)
    assert status(empty_store).state_notes() == ["", "9月30日汇总", "", ""]


def test_files_and_folders_are_told_by_their_names(empty_store: Store, units: list[int]) -> None:
    values = {"report_file": "/公文/进展情况.docx", "archived_on": "2021-10-08", "archive_folder": "/档/9月"}
    with empty_store.action("写") as writes:
        writes.put(REPORT_ROUND, found(empty_store).id, None, values)
    assert step(empty_store, "write_report").words == "进展情况.docx"
    assert step(empty_store, "archive_round").words == "10月8日归档：9月"


def test_a_closed_round_is_locked_until_it_is_opened_for_corrections(
    empty_store: Store, units: list[int]
) -> None:
    assert not status(empty_store).is_locked
    with empty_store.action("定稿并锁定", kind="close") as writes:
        apply_closing(writes, plan_closing(empty_store, URBAN_TASK, SECOND_HALF.next))
    assert status(empty_store).is_locked
    # A later period was closed: this one may still be closed for itself.
    assert step(empty_store, "close_period").title == "定稿并锁定…"
    with empty_store.action("解锁更正", kind="close") as writes:
        opened = to_unlock(empty_store, URBAN_TASK, SECOND_HALF.next)
        apply_unlocking(writes, opened, "补报", DAY)
    assert not status(empty_store).is_locked


def test_records_without_a_unit_have_nobody_to_chase(empty_store: Store, units: list[int]) -> None:
    with empty_store.action("登记") as writes:
        writes.insert(URBAN_TASK, {"serial": 9, "name": "未分工的任务"}, SECOND_HALF.month)
    now = status(empty_store)
    assert len(now.missing) == len(now.to_chase) + 1
    assert all(one.unit is not None for one in now.to_chase)


def test_days_are_read_as_precisely_as_they_are_known() -> None:
    assert short_day("2021-09-30") == "9月30日"
    assert short_day(None) == ""
    assert day_of("2021-09-30") == DAY
    assert day_of("2021-09") is None
    assert day_of(None) is None


def test_a_closed_round_offers_to_open_it_again(empty_store: Store, units: list[int]) -> None:
    with empty_store.action("定稿并锁定", kind="close") as writes:
        apply_closing(writes, plan_closing(empty_store, URBAN_TASK, SECOND_HALF))
        move(writes, found(empty_store), CLOSED, DAY)
    closed = step(empty_store, "unlock_period")
    assert (closed.title, closed.words, closed.is_done) == ("解锁更正…", "9月30日定稿", True)
    with empty_store.action("解锁更正", kind="close") as writes:
        apply_unlocking(writes, to_unlock(empty_store, URBAN_TASK, SECOND_HALF), "补报", DAY)
    assert step(empty_store, "close_period").title == "重新锁定…"
