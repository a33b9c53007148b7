"""What is chosen in 发放填报表, and what would be sent by it."""

from __future__ import annotations

import datetime

import pytest

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.ledgers.report_round import BY_UNIT, WHOLE_TABLE
from fgj_desktop.models.form_choice import FormChoice, latest_period, periods_of, sent_ledgers
from fgj_desktop.store.store import Store
from tests.form_tools import HALF, PROJECTS, TASKS, add_tasks
from tests.sample_store import SEPTEMBER, clock, empty_store, store

__all__ = ["clock", "empty_store", "store"]
MONTH = ReportPeriod(SEPTEMBER)


def test_only_ledgers_with_columns_of_units_are_offered() -> None:
    names = {one.name for one in sent_ledgers()}
    assert {"urban_task", "key_project", "town_score", "staff_household_transfer"} <= names
    assert not names & {"leader", "letter", "report_round"}


@pytest.mark.parametrize(
    ("day", "half", "month"),
    [("2021-10-08", "2021-09-H2", "2021-09"), ("2021-09-20", "2021-09-H1", "2021-08")],
)
def test_the_last_period_that_is_over_is_offered_first(day: str, half: str, month: str) -> None:
    today = datetime.date.fromisoformat(day)
    assert latest_period(TASKS, today).key == half
    assert latest_period(PROJECTS, today).key == month
    assert [one.key for one in periods_of(TASKS, today)][2] == half


def test_a_choice_begins_as_the_round_is_usually_sent(store: Store) -> None:
    add_tasks(store)
    choice = FormChoice(store, TASKS, HALF)
    assert (choice.mode, choice.problem) == (WHOLE_TABLE, "")
    assert choice.words == "将写出填报表 1 份，共填报任务 4 项。"
    assert choice.units[0][1:] == ("区教育局", 1)
    assert "original:H2" in choice.open


def test_units_and_columns_can_be_left_out_but_not_all(store: Store) -> None:
    choice = FormChoice(store, PROJECTS, MONTH)
    assert choice.mode == BY_UNIT
    units = [unit for unit, _name, _count in choice.units]
    choice.turn_unit(units[0])
    assert choice.sending is not None
    assert len(choice.sending.forms) == len(units) - 1
    for unit in units[1:]:
        choice.turn_unit(unit)
    assert choice.problem == "请至少勾选一个单位。"
    for name in sorted(choice.open):
        choice.turn_column(name)
    assert len(choice.open) == 1


def test_the_columns_chosen_are_remembered_with_the_file(store: Store) -> None:
    add_tasks(store)
    choice = FormChoice(store, TASKS, HALF)
    for name in ("done_number", "state"):
        choice.turn_column(name)
    choice.remember()
    assert "state" not in FormChoice(store, TASKS, ReportPeriod(SEPTEMBER, "H1")).open
    again = FormChoice(store, TASKS, HALF)
    for name in ("done_number", "state"):
        again.turn_column(name)
    again.remember()
    assert store.settings.get("form_entries") == {}


def test_a_setting_that_makes_no_sense_is_passed_over(store: Store) -> None:
    add_tasks(store)
    for strange in ("x", {"urban_task": 3}, {"urban_task": ["没有这列"]}):
        store.settings.set("form_entries", strange)
        assert "original:H2" in FormChoice(store, TASKS, HALF).open


def test_what_the_head_says_goes_into_the_forms(store: Store) -> None:
    add_tasks(store)
    choice = FormChoice(store, TASKS, HALF)
    choice.values.update({"contact": "综合股", "deadline": "2021-09-29"})
    choice.plan()
    assert choice.sending is not None
    assert choice.sending.whole.head.deadline == datetime.date(2021, 9, 29)
    assert choice.sending.values["contact"] == "综合股"


def test_nothing_to_ask_is_said(empty_store: Store) -> None:
    choice = FormChoice(empty_store, TASKS, HALF)
    assert choice.sending is None
    assert "没有需要填报的任务" in choice.words
    assert choice.units == ()
    assert FormChoice(empty_store, ledger_named("town_score"), MONTH).words.startswith("还没有考核指标")


def test_a_line_of_the_head_is_taken_without_reading_rows_again(store: Store) -> None:
    choice = FormChoice(store, PROJECTS, MONTH)
    assert choice.sending is not None
    rows = choice.sending.whole.rows
    choice.take_head("contact", "综合股")
    choice.take_head("deadline", "2021-10-09")
    assert choice.sending.whole.rows is rows
    quick = choice.sending
    choice.plan()
    assert choice.sending == quick
    assert {one.head.contact for one in quick.forms} == {"综合股"}
