"""The document: its period, its one way to change, and what it says when something fails."""

from __future__ import annotations

import datetime

import pytest
from pytestqt.qtbot import QtBot

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.models.periods import known_months, offered_months, schedule_text, working_period
from fgj_desktop.store.sqlite_errors import Cause, StorageProblem
from fgj_desktop.store.store import Store
from tests.sample_store import AUGUST, SEPTEMBER, Clock

PROJECTS = ledger_named("key_project")


def test_the_period_worked_on_is_the_last_complete_month(store: Store) -> None:
    assert working_period(store) == SEPTEMBER


def test_the_period_set_in_the_file_goes_before_the_calendar(store: Store) -> None:
    store.settings.set("period", "2021-08")
    assert working_period(store) == AUGUST


def test_a_file_of_an_earlier_year_opens_on_its_newest_month(store: Store, clock: Clock) -> None:
    clock.now = datetime.datetime(2023, 5, 2, 9, 0)
    assert working_period(store) == SEPTEMBER


def test_an_empty_file_opens_on_the_last_complete_month(empty_store: Store) -> None:
    assert working_period(empty_store) == SEPTEMBER


def test_the_months_with_entries_and_their_neighbours_are_offered(store: Store) -> None:
    assert known_months(store) == [AUGUST, SEPTEMBER]
    assert offered_months(store, SEPTEMBER) == [Month(2021, 7), AUGUST, SEPTEMBER, Month(2021, 10)]


def test_the_time_schedule_is_written_without_needless_zeros() -> None:
    assert schedule_text(SEPTEMBER) == "时间进度 75%"
    assert schedule_text(Month(2021, 1)) == "时间进度 8.33%"
    assert schedule_text(Month(2021, 6)) == "时间进度 50%"


def test_another_period_than_the_one_worked_on_is_said(store: Store) -> None:
    document = LedgerDocument(store)
    assert document.period_notice() == ""
    document.set_month(Month(2021, 10))
    assert document.period_notice() == "正在录入 2021年10月，当前报告期为 9月。"
    document.set_month(Month(2020, 12))
    assert document.period_notice() == "正在录入 2020年12月，当前报告期为 2021年9月。"
    document.work_on(Month(2020, 12))
    assert document.period_notice() == ""
    assert store.settings.get("period") == "2020-12"


def test_an_action_is_announced_with_the_records_it_touched(store: Store, qtbot: QtBot) -> None:
    document = LedgerDocument(store)
    record = document.view(PROJECTS).ids()[0]
    with qtbot.waitSignal(document.changed) as heard:
        assert document.act("修改：备注", lambda w: w.set(PROJECTS, record, "remark", SEPTEMBER, "已核对"))
    assert heard.args is not None
    assert heard.args[0].records == {"key_project": frozenset({record})}
    assert document.saved_at == datetime.datetime(2021, 10, 8, 8, 10)


def test_undo_takes_the_newest_action_back_and_says_where_it_was(store: Store, qtbot: QtBot) -> None:
    document = LedgerDocument(store)
    record = document.view(PROJECTS).ids()[0]
    document.act("修改：备注", lambda w: w.set(PROJECTS, record, "remark", SEPTEMBER, "已核对"))
    with qtbot.waitSignal(document.travelled):
        assert document.undo()
    assert document.view(PROJECTS).rows([record])[0].values["remark"] is None
    assert document.redo()
    assert document.view(PROJECTS).rows([record])[0].values["remark"] == "已核对"
    assert not document.redo()


def test_a_refused_action_leaves_nothing_behind_and_says_why(store: Store, qtbot: QtBot) -> None:
    document = LedgerDocument(store)
    units = ledger_named("responsible_unit")
    unit = document.view(units).ids()[0]
    with qtbot.waitSignal(document.failed) as heard:
        assert not document.act("删除单位", lambda writes: writes.delete(units, [unit]))
    assert heard.args is not None
    assert "正在使用这个单位" in heard.args[0]
    assert unit in document.view(units).ids()


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (
            StorageProblem(Cause.DISK_FULL, "磁盘空间不足。"),
            "磁盘空间不足，第 7 行“形象进度”未能保存，输入的内容仍在单元格中。清理磁盘后按回车再次保存。",
        ),
        (
            StorageProblem(Cause.BUSY, "正被其他程序使用。"),
            "第 7 行“形象进度”未能保存，输入的内容仍在单元格中。正被其他程序使用。",
        ),
        (UserError("不能这样填。"), "第 7 行“形象进度”未能保存。不能这样填。"),
    ],
)
def test_what_could_not_be_stored_is_said_with_its_place(
    store: Store, qtbot: QtBot, problem: Exception, said: str
) -> None:
    document = LedgerDocument(store)

    def fail(_writes: object) -> None:
        raise problem

    with qtbot.waitSignal(document.failed) as heard:
        assert not document.act("修改：形象进度", fail, place="第 7 行“形象进度”")
    assert heard.args == [said]


def test_a_closed_file_is_followed_no_longer(store: Store) -> None:
    document = LedgerDocument(store)
    document.close()
    document.follow()
