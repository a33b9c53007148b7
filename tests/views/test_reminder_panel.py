"""Reminders in a real window: grouped by due day, silenced with a reason, woken again."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fgj_desktop.ledgers import KEY_PROJECT, PROBLEM
from fgj_desktop.ledgers.period import Month
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.rules import RULES
from fgj_desktop.rules.snoozes import SILENCED
from fgj_desktop.store.store import Store
from fgj_desktop.views.reminder_list import REMINDER
from fgj_desktop.views.reminder_panel import ReminderPanel

MONTH = Month(2021, 9)
WAN = 1_000_000


@pytest.fixture
def document(tmp_path: Path) -> Iterator[LedgerDocument]:
    store = Store.create(tmp_path / "台账.fgj", RULES, clock=lambda: datetime.datetime(2021, 10, 13, 9, 0))
    with store.action("准备") as writes:
        values = {
            "name": "乐园镇小学扩建项目",
            "annual_plan": 100 * WAN,
            "invested_to_date": WAN,
            "started": 1,
            "listed": 1,
        }
        writes.insert(KEY_PROJECT, values, MONTH)
        for name, deadline in (
            ("用地手续", "2021-10-01"),
            ("施工许可", "2021-10-13"),
            ("资金", "2021-10-15"),
        ):
            writes.insert(PROBLEM, {"name": name, "deadline": deadline, "raised_on": "2021-08-01"}, MONTH)
    document = LedgerDocument(store, MONTH)
    yield document
    document.close()


@pytest.fixture
def panel(document: LedgerDocument, qtbot: QtBot) -> ReminderPanel:
    panel = ReminderPanel(document)
    qtbot.addWidget(panel)
    panel.show()
    panel.compute(by_hand=True)
    return panel


def lines(panel: ReminderPanel) -> list[str]:
    return [panel.list.item(place).text() for place in range(panel.list.count())]


def choose(panel: ReminderPanel, title: str) -> None:
    panel.list.setCurrentItem(panel.list.findItems(title, Qt.MatchFlag.MatchExactly)[0])


def test_reminders_stand_under_when_they_are_due(panel: ReminderPanel) -> None:
    said = lines(panel)
    order = ("今日到期（1）", "施工许可", "本周到期（1）", "资金", "已逾期（1）", "用地手续", "其他事项（1）")
    assert [line for line in said if line in order] == list(order)
    assert "乐园镇小学扩建项目落后时间进度" in said[said.index("其他事项（1）") :]


def test_headings_cannot_be_chosen(panel: ReminderPanel) -> None:
    for place in range(panel.list.count()):
        item = panel.list.item(place)
        assert bool(item.flags() & Qt.ItemFlag.ItemIsSelectable) == (item.data(REMINDER) is not None)


def test_a_matter_is_silenced_only_with_a_reason_and_can_be_woken(
    panel: ReminderPanel, document: LedgerDocument, qtbot: QtBot
) -> None:
    choose(panel, "资金")
    dialog = panel.ask_to_silence()
    assert dialog is not None
    assert not dialog.go.isEnabled()
    dialog.line.setText("  ")
    assert not dialog.go.isEnabled()
    dialog.line.setText("已列入明年预算")
    dialog.go.click()
    assert "资金" not in lines(panel)
    assert document.store.settings.get(SILENCED)[0]["reason"] == "已列入明年预算"
    shown = panel.show_silenced()
    with qtbot.waitSignal(shown.woken):
        shown.go.click()
    assert "资金" in lines(panel)


def test_after_silencing_the_next_reminder_is_chosen_not_a_heading(panel: ReminderPanel) -> None:
    choose(panel, "施工许可")
    panel.acknowledge()
    current = panel.list.currentItem()
    assert current is not None
    assert current.data(REMINDER).title == "资金"
