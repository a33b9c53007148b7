"""报送日程 in a real window: the days are seen at once and kept only on 确定."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from fgj_desktop.ledgers.period import Month
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.rules import RULES
from fgj_desktop.rules.due_rules import DEFAULT_RULES, SETTING, Frequency, rules_of
from fgj_desktop.rules.workdays import Adjustment
from fgj_desktop.store.store import Store
from fgj_desktop.views.due_rules_dialog import DueRulesDialog


@pytest.fixture
def document(tmp_path: Path) -> Iterator[LedgerDocument]:
    store = Store.create(tmp_path / "台账.fgj", RULES, clock=lambda: datetime.datetime(2021, 9, 28, 9, 0))
    document = LedgerDocument(store, Month(2021, 8))
    yield document
    document.close()


@pytest.fixture
def dialog(document: LedgerDocument, qtbot: QtBot) -> DueRulesDialog:
    dialog = DueRulesDialog(document)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def days(dialog: DueRulesDialog, row: int) -> str:
    item = dialog.table.item(row, 4)
    assert item is not None
    return item.text()


def type_in(line: QLineEdit, text: str) -> None:
    # An input method hands over Chinese as a whole; QTest can press ASCII keys alone.
    line.selectAll()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(line, event)


def test_the_next_days_of_each_report_are_shown(dialog: DueRulesDialog) -> None:
    assert days(dialog, 0) == "10月1日、10月15日、11月1日"
    assert days(dialog, 2) == "10月6日、11月6日、12月6日"
    assert days(dialog, 4) == "未启用"


def test_a_day_off_is_moved_as_chosen_and_kept_on_ok(
    dialog: DueRulesDialog, document: LedgerDocument, qtbot: QtBot
) -> None:
    dialog.form.adjustment.setCurrentIndex(dialog.form.adjustment.findData(Adjustment.LATER))
    dialog.form.adjustment.activated.emit(0)
    assert days(dialog, 0) == "10月8日、10月15日、11月1日"
    assert document.store.settings.get(SETTING) is None
    with qtbot.waitSignal(dialog.changed):
        dialog.ok.click()
    assert rules_of(document.store.settings.get(SETTING))[0].adjustment is Adjustment.LATER


def test_a_report_is_added_changed_and_removed(dialog: DueRulesDialog) -> None:
    dialog.add()
    type_in(dialog.form.name, "粮食安全考核自评")
    type_in(dialog.form.days, "20")
    type_in(dialog.form.exceptions, "12月8日")
    added = dialog.rules()[-1]
    assert (added.title, added.days, added.exceptions) == ("粮食安全考核自评", (20,), ((12, 8),))
    assert days(dialog, len(DEFAULT_RULES)) == "10月20日、11月20日、12月8日"
    dialog.remove()
    assert dialog.rules() == DEFAULT_RULES


def test_a_report_that_is_due_once_has_one_day(dialog: DueRulesDialog) -> None:
    dialog.add()
    dialog.form.frequency.setCurrentIndex(dialog.form.frequency.findData(Frequency.ONCE))
    dialog.form.frequency.activated.emit(0)
    assert dialog.form.day.isEnabled()
    assert not dialog.form.days.isEnabled()
    assert dialog.rules()[-1].on == datetime.date(2021, 9, 28)


def test_a_report_without_a_day_says_so(dialog: DueRulesDialog) -> None:
    dialog.form.days.clear()
    type_in(dialog.form.days, " ")
    assert dialog.rules()[0].days == ()
    assert "请填写" in dialog.form.note.text()


def test_what_cannot_be_read_is_told_and_not_kept(dialog: DueRulesDialog) -> None:
    for line, text, said in (
        (dialog.form.days, "15、32", "“15、32”中“32”不是日期，请改写。"),
        (dialog.form.exceptions, "13月8日", "“13月8日”中“13月8日”不是日期，请改写。"),
        (dialog.form.since, "春节后", "“春节后”不是有效的日期，请改写。"),
    ):
        before = line.text()
        type_in(line, text)
        assert dialog.form.note.text() == said
        assert not dialog.ok.isEnabled()
        line.selectAll()
        line.backspace()
        if before:
            type_in(line, before)
        assert dialog.ok.isEnabled()


def test_a_report_is_due_within_its_time_and_opens_its_ledger(dialog: DueRulesDialog) -> None:
    type_in(dialog.form.since, "2021年10月")
    type_in(dialog.form.until, "2021年10月")
    assert days(dialog, 0) == "10月1日、10月15日"
    dialog.form.ledger.setCurrentIndex(dialog.form.ledger.findData("problem"))
    dialog.form.ledger.activated.emit(0)
    rule = dialog.rules()[0]
    assert (rule.since, rule.until) == (datetime.date(2021, 10, 1), datetime.date(2021, 10, 31))
    assert rule.ledger == "problem"


def test_the_form_follows_the_chosen_report(dialog: DueRulesDialog) -> None:
    dialog.table.setCurrentCell(3, 0)
    assert dialog.form.name.text() == "前期预备项目季报"
    assert dialog.form.ledger.currentText() == "省市重点申报"
    assert "10月6日" in dialog.form.note.text()


def test_nothing_is_kept_when_it_is_cancelled_or_unchanged(
    dialog: DueRulesDialog, document: LedgerDocument
) -> None:
    dialog.ok.click()
    assert document.store.settings.get(SETTING) is None


def test_a_yearly_report_may_be_due_on_different_days_of_its_months(dialog: DueRulesDialog) -> None:
    dialog.table.setCurrentCell(4, 0)
    form = dialog.form
    form.active.click()
    form.frequency.setCurrentIndex(form.frequency.findData(Frequency.YEAR))
    form.frequency.activated.emit(0)
    type_in(form.days, "2月28日、8月31日")
    assert days(dialog, 4) == "2022年2月28日、2022年8月31日"
    dialog.table.setCurrentCell(0, 0)
    dialog.table.setCurrentCell(4, 0)
    assert (form.days.text(), form.exceptions.text()) == ("2月28日、8月31日", "")
    assert dialog.ok.isEnabled()
