"""What has a deadline, brought up in time: each matter once, what is late of one village together."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import pytest

from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.values import WAN, Value
from fgj_desktop.rules.basis import Basis
from fgj_desktop.rules.deadline_reminders import deadline_reminders
from fgj_desktop.rules.deadlines import is_unreadable_deadline, task_deadline
from fgj_desktop.rules.issued_bond_reminders import issued_bond_reminders
from fgj_desktop.rules.reminder import Kind, Reminder, Urgency, wan_text
from fgj_desktop.store.rows import Row

MONTH = Month(2021, 9)


def row(number: int, **values: Value) -> Row:
    return Row(number, {"name": f"事项{number}", **values}, frozenset())


def basis(ledger: str, rows: Sequence[Row]) -> Basis:
    return Basis(MONTH, lambda name, _month: rows if name == ledger else ())


def told(ledger: str, rows: Sequence[Row], today: str = "2021-10-29") -> list[Reminder]:
    return list(deadline_reminders(basis(ledger, rows), datetime.date.fromisoformat(today)))


def step(number: int, village: str, planned_on: str, **values: Value) -> Row:
    return row(number, village=village, unit=f"{village}镇", planned_on=planned_on, **values)


def test_what_is_late_of_one_village_is_one_reminder_and_the_next_step_its_own() -> None:
    rows = [
        step(1, "石下", "2021-10-20"),
        step(2, "石下", "2021-10-10"),
        step(3, "石下", "2021-11-05"),
        step(4, "新村", "2021-10-25"),
        step(5, "新村", "2021-10-01", done_on="2021-10-03"),
    ]
    found = told("village_step", rows)
    assert [(one.title, one.records, str(one.due)) for one in found] == [
        ("石下：2 个步骤逾期", (2, 1), "2021-10-10"),
        ("新村：事项4", (4,), "2021-10-25"),
        ("石下：事项3", (3,), "2021-11-05"),
    ]
    assert found[0].detail == (
        "最早的“事项2”时限为2021年10月10日，已逾期 19 天。请石下镇协调推进，确保按期完成“村改居”。"
    )
    assert found[1].detail.startswith("步骤时限为2021年10月25日，已逾期 4 天。")


@pytest.mark.parametrize(
    ("today", "words", "urgency"),
    [
        ("2021-10-15", None, None),
        ("2021-10-16", "还有 15 天到期", Urgency.MIDDLE),
        ("2021-10-28", "还有 3 天到期", Urgency.HIGH),
        ("2021-10-31", "今日到期", Urgency.HIGH),
        ("2021-11-01", "已逾期 1 天", Urgency.HIGH),
    ],
)
def test_a_problem_is_brought_up_from_fifteen_days_before(
    today: str, words: str | None, urgency: Urgency | None
) -> None:
    found = told("problem", [row(1, deadline="2021-10-31", responsible_unit="区水务局")], today)
    assert [one.urgency for one in found] == ([urgency] if urgency else [])
    assert all(words is not None and words in one.detail for one in found)


@pytest.mark.parametrize(
    ("ledger", "values"),
    [
        ("problem", {"deadline": "2021-10-01", "state": "已销号"}),
        ("decision", {"deadline": "2021-10-01", "done_on": "2021-10-29"}),
        ("letter", {"reply_due": "2021-10-01", "direction": "来文", "replied_on": "2021-09-28"}),
        ("safety_inspection", {"deadline": "2021-10-01", "rectification": "已整改"}),
        ("urban_task", {"deadline": "2021-10-01", "task_state": "已完成"}),
        ("urban_task", {"task_state": "长期坚持"}),
        ("matter", {"deadline": "2021-10-01", "state": "已办结"}),
    ],
)
def test_what_is_settled_or_has_no_day_is_left_alone(ledger: str, values: dict[str, Value]) -> None:
    assert told(ledger, [row(1, **values)]) == []


def test_a_rectification_to_be_checked_later_is_still_open() -> None:
    found = told("safety_inspection", [row(1, deadline="2021-10-28", rechecked_on="2021-11-02")])
    assert [one.kind for one in found] == [Kind.RECTIFICATION]


def test_units_that_have_not_answered_one_draft_are_one_reminder() -> None:
    rows = [
        Row(number, {"name": "实施方案（征求意见稿）", "unit": unit, "due_on": "2021-10-29"}, frozenset())
        for number, unit in ((1, "区公安分局"), (2, "新韶镇"))
    ]
    found = told("consultation", rows)
    assert [(one.title, one.records) for one in found] == [("实施方案（征求意见稿）：2 个单位未反馈", (1, 2))]
    assert "请区公安分局、新韶镇反馈意见" in found[0].detail


def test_payments_are_held_against_what_was_received_and_built() -> None:
    rows = [
        row(1, paid=500 * WAN, received=400 * WAN, physical_work=500 * WAN),
        row(2, paid=300 * WAN, received=400 * WAN, physical_work=299 * WAN + 3),
        row(3, paid=400 * WAN, received=400 * WAN, physical_work=400 * WAN),
        row(4, paid=400 * WAN),
    ]
    found = list(issued_bond_reminders(basis("bond_project", rows)))
    assert [(one.record, one.kind, one.urgency) for one in found] == [
        (1, Kind.BOND_PAID_ABOVE_RECEIVED, Urgency.HIGH),
        (2, Kind.BOND_OVERPAID, Urgency.MIDDLE),
    ]
    assert found[0].detail.startswith("实际支出比到账资金多 100 万元，")
    assert found[1].detail.startswith("实际支出比实物工作量多 1 万元，")


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (1280 * WAN, "1,280 万元"),
        (4_095_096_22, "409.51 万元"),
        (-(WAN // 2), "-0.5 万元"),
        (3, "0.000003 万元"),
        (0, "0 万元"),
    ],
)
def test_amounts_are_told_with_two_decimals(amount: int, text: str) -> None:
    assert wan_text(amount) == text


@pytest.mark.parametrize("text", ["0000年底前", "0000年1月底前"])
def test_a_year_that_is_none_makes_a_deadline_unreadable(text: str) -> None:
    assert task_deadline(text, 2021) is None
    assert is_unreadable_deadline(text, 2021)
    assert task_deadline(text.replace("0000", "2021"), 2021) in {"2021-12-31", "2021-01-31"}
