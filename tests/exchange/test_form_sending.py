"""Sending forms out: files in a folder and the round registered as one action."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fgj_desktop.errors import UserError
from fgj_desktop.exchange.form_sending import plan_sending, register, round_values, send, usual_mode
from fgj_desktop.ledgers import REPORT_ROUND
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.ledgers.report_round import BY_UNIT, CLOSED, COLLECTING, WHOLE_TABLE
from fgj_desktop.rules.form_spec import SentContent
from fgj_desktop.rules.rounds import round_of, rounds
from fgj_desktop.store.store import Store
from tests.form_tools import HALF, PROJECTS, TASKS, add_tasks
from tests.sample_store import SEPTEMBER, clock, empty_store, store

__all__ = ["clock", "empty_store", "store"]
MONTH = ReportPeriod(SEPTEMBER)


@pytest.fixture
def tasks(store: Store) -> list[int]:
    return add_tasks(store)


def test_half_a_month_goes_out_as_one_table_and_the_round_keeps_what_was_sent(
    store: Store, tasks: list[int], tmp_path: Path
) -> None:
    sending = plan_sending(store, TASKS, HALF, changes={"contact": "综合股", "deadline": "2021-09-30"})
    sent = send(store, sending, tmp_path)
    assert [path.name for path in sent.paths] == ["新型城镇化半月进展填报表（2021年9月下半月）.xlsx"]
    assert sent.message == f"已发放填报表 1 份，存放在“{tmp_path.name}”。"
    made = round_of(store, TASKS, HALF)
    assert made is not None
    assert (made.id, made.state, made.text("mode")) == (sent.round, COLLECTING, WHOLE_TABLE)
    assert (made.text("sent_on"), made.text("form_version"), made.text("contact")) == (
        "2021-10-08",
        "1",
        "综合股",
    )
    assert made.text("form_folder") == str(tmp_path.resolve())
    kept = SentContent.parse(made.text("sent_content"))
    assert kept == sending.whole.sent()
    assert kept.text(tasks[1], "problem") == "资金不足。"


def test_undo_takes_the_registered_round_back(store: Store, tasks: list[int], tmp_path: Path) -> None:
    send(store, plan_sending(store, TASKS, HALF), tmp_path)
    store.undo()
    assert rounds(store) == []


def test_a_month_goes_out_unit_by_unit_and_what_is_nobodys_is_told(store: Store, tmp_path: Path) -> None:
    with store.action("新增") as writes:
        writes.insert(
            PROJECTS, {"serial": 9, "name": "无人负责的项目", "level": "区", "annual_plan": 1}, SEPTEMBER
        )
    sending = plan_sending(store, PROJECTS, MONTH)
    sent = send(store, sending, tmp_path)
    assert len(sent.paths) == 4
    assert sent.message.endswith("“无人负责的项目”没有填写单位，未列入任何单位的填报表。")
    whole = plan_sending(store, PROJECTS, MONTH, mode=WHOLE_TABLE)
    assert whole.left_out == ""


def test_forms_that_say_the_same_again_keep_their_number(
    store: Store, tasks: list[int], tmp_path: Path
) -> None:
    send(store, plan_sending(store, TASKS, HALF), tmp_path)
    assert plan_sending(store, TASKS, HALF).whole.version == 1
    with store.action("录入") as writes:
        writes.put(TASKS, tasks[0], SEPTEMBER, {"problem": "另有问题。"})
    again = plan_sending(store, TASKS, HALF)
    assert again.whole.version == 2
    record = register(store, again, tmp_path)
    assert [one.id for one in rounds(store)] == [record]
    assert rounds(store)[0].text("form_version") == "2"


def test_forms_for_some_units_leave_what_the_others_got(
    store: Store, tasks: list[int], tmp_path: Path
) -> None:
    send(store, plan_sending(store, TASKS, HALF), tmp_path)
    unit = store.links().find("responsible_unit", "区教育局")
    assert unit is not None
    some = plan_sending(store, TASKS, HALF, mode=BY_UNIT, units={unit}, entries=["original:H2"])
    assert [one.unit for one in some.forms] == [unit]
    send(store, some, tmp_path)
    kept = SentContent.parse(rounds(store)[0].text("sent_content"))
    assert set(kept.rows) == set(tasks[:4])
    assert kept.text(tasks[1], "former:original:H2") == "新开工一个小区。"


def test_stopped_in_the_middle_nothing_is_registered(store: Store, tasks: list[int], tmp_path: Path) -> None:
    sent = send(store, plan_sending(store, TASKS, HALF, mode=BY_UNIT), tmp_path, lambda done, _of: done < 2)
    assert not sent.is_complete
    assert sent.message == "已停止：写好填报表 2 份，共 4 份，未登记发放。"
    assert rounds(store) == []


def test_a_closed_round_sends_no_forms(store: Store, tasks: list[int]) -> None:
    with store.action("定稿") as writes:
        writes.insert(REPORT_ROUND, {**round_values(store, TASKS, HALF), "state": CLOSED})
    with pytest.raises(UserError, match="已定稿并锁定"):
        plan_sending(store, TASKS, HALF)


def test_nothing_to_ask_and_nobody_to_ask_are_said(empty_store: Store) -> None:
    with pytest.raises(UserError, match="没有需要填报的任务"):
        plan_sending(empty_store, TASKS, HALF)
    with empty_store.action("新增") as writes:
        writes.insert(TASKS, {"name": "没有单位的任务"}, SEPTEMBER)
    with pytest.raises(UserError, match="没有可以发放的单位：任务 1 项都没有填写单位"):
        plan_sending(empty_store, TASKS, HALF, mode=BY_UNIT)


def test_the_usual_mode_is_that_of_the_bureaus_rounds() -> None:
    assert usual_mode(HALF) == WHOLE_TABLE
    assert usual_mode(replace(HALF, half="")) == BY_UNIT
