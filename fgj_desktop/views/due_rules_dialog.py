"""报送日程: the reports and their days, changed here and kept with the ledger file; the next days are shown at once."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QGroupBox,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from fgj_desktop.rules.due_rules import (
    DEFAULT_RULES,
    SETTING,
    DueRule,
    Frequency,
    Owed,
    due_days,
    kept_rules,
    rules_of,
)
from fgj_desktop.rules.reminder import day_text
from fgj_desktop.rules.workdays import Adjustment, unannounced_words
from fgj_desktop.views.parts import Form, fit, label, plain, primary, row
from fgj_desktop.views.theme import space
from fgj_desktop.views.word_table import WordTable

if TYPE_CHECKING:
    from enum import Enum

    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.views.main_window import MainWindow

_TITLES = ("报送事项", "频率", "由谁报送", "遇休息日", "近期日期")
_NUMBERS = re.compile(r"\d{1,2}")
_EXCEPTION = re.compile(r"(\d{1,2})月(\d{1,2})日?")
_MOST_DAYS_AHEAD = 30
_PREVIEWED = 3
_YEAR = datetime.timedelta(days=400)
_DAYS_HINTS = {
    Frequency.HALF_MONTH: "上半月的报送日、下半月（次月）的报送日，如 15、1",
    Frequency.MONTH: "每月几日，如 6",
    Frequency.QUARTER: "季后首月几日，如 6",
    Frequency.YEAR: "几月几日，如 2月28日",
    Frequency.ONCE: "",
}


def show_due_rules(window: MainWindow) -> DueRulesDialog:
    """Open the schedule of reports."""
    dialog = DueRulesDialog(window.document, window)
    dialog.changed.connect(window.sides.compute_reminders)
    dialog.open()
    return dialog


class DueRulesDialog(QDialog):
    """The rules as a list and the chosen one as a form; nothing is kept before 确定."""

    changed = Signal()
    """The rules of the file are others now."""

    def __init__(self, document: LedgerDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("报送日程")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._document = document
        self._rules: list[DueRule] = list(rules_of(document.store.settings.get(SETTING)))
        self._is_filling = False
        self.table = WordTable(_TITLES, stretched=len(_TITLES) - 1)
        self.table.itemSelectionChanged.connect(self._show_rule)
        self.title, self.days, self.exceptions = QLineEdit(), QLineEdit(), QLineEdit()
        self.exceptions.setPlaceholderText("如 12月8日；没有则不填")
        self.frequency, self.owed = _choices(Frequency), _choices(Owed)
        self.adjustment = _choices(Adjustment)
        self.ahead = QSpinBox()
        self.ahead.setRange(0, _MOST_DAYS_AHEAD)
        self.ahead.setSuffix(" 天")
        self.day = QDateEdit()
        self.day.setDisplayFormat("yyyy年M月d日")
        self.day.setCalendarPopup(True)
        self.active = QCheckBox("启用")
        self.note = label("", "muted")
        self.ok = primary("确定", self._save)
        self._lay_out()
        self._connect()
        self._fill(0)
        self.ok.setEnabled(not document.read_only)
        fit(self, 62, 38)

    def _lay_out(self) -> None:
        group = QGroupBox("所选事项")
        form = Form()
        group.setLayout(form)
        form.add("名称(&N)", self.title)
        form.add("频率(&F)", self.frequency, None)
        form.add("日期(&D)", self.days)
        form.add("报送日(&O)", self.day, None)
        form.add("例外(&X)", self.exceptions)
        form.add("由谁报送(&U)", self.owed, None)
        form.add("遇休息日(&H)", self.adjustment, None)
        form.add("提前提醒(&A)", self.ahead, self.active, None)
        form.add_note(self.note)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(1), space(0.8), space(1), space(0.8))
        layout.setSpacing(space(0.6))
        layout.addWidget(self.table, 1)
        tools = (plain("新增", self.add), plain("删除", self.remove), plain("恢复默认", self.restore))
        layout.addLayout(row(*tools, None))
        layout.addWidget(group)
        layout.addLayout(row(None, plain("取消", self.reject), self.ok))

    def _connect(self) -> None:
        for line in (self.title, self.days, self.exceptions):
            line.textEdited.connect(lambda _text: self._take())
        for box in (self.frequency, self.owed, self.adjustment):
            box.activated.connect(lambda _index: self._take())
        self.ahead.valueChanged.connect(lambda _value: self._take())
        self.day.dateChanged.connect(lambda _date: self._take())
        self.active.clicked.connect(lambda _checked: self._take())

    # --- the list -------------------------------------------------------------------------------

    def rules(self) -> tuple[DueRule, ...]:
        """The rules as they stand in the window."""
        return tuple(self._rules)

    def add(self) -> None:
        """Add a report that is due each month."""
        used = {rule.name for rule in self._rules}
        number = next(one for one in range(1, len(used) + 2) if f"own_{one}" not in used)
        self._rules.append(DueRule(f"own_{number}", "新的报送事项", Frequency.MONTH, (10,)))
        self._fill(len(self._rules) - 1)
        self.title.setFocus()
        self.title.selectAll()

    def remove(self) -> None:
        """Take the chosen report out."""
        at = self.table.currentRow()
        if 0 <= at < len(self._rules):
            del self._rules[at]
            self._fill(min(at, len(self._rules) - 1))

    def restore(self) -> None:
        """Begin again with the usual rules."""
        self._rules = list(DEFAULT_RULES)
        self._fill(0)

    def _fill(self, row: int) -> None:
        self._is_filling = True
        self.table.fill([self._texts(rule) for rule in self._rules])
        for number, rule in enumerate(self._rules):
            self.table.style_row(number, muted=not rule.active)
        self.table.setCurrentCell(row, 0)
        self._is_filling = False
        self._show_rule()

    def _texts(self, rule: DueRule) -> tuple[str, ...]:
        return (
            rule.title,
            rule.frequency.value,
            rule.owed.value,
            rule.adjustment.value,
            self._next_days(rule),
        )

    def _next_days(self, rule: DueRule) -> str:
        if not rule.active:
            return "未启用"
        today = self._document.today()
        days = [one.day for one in due_days(rule, today, today + _YEAR)][:_PREVIEWED]
        return "、".join(
            f"{day.year}年{day_text(day)}" if day.year != today.year else day_text(day) for day in days
        )

    # --- the form -------------------------------------------------------------------------------

    def _show_rule(self) -> None:
        at = self.table.currentRow()
        if self._is_filling or not 0 <= at < len(self._rules):
            return
        rule = self._rules[at]
        self._is_filling = True
        self.title.setText(rule.title)
        self.days.setText(_days_text(rule))
        self.exceptions.setText("、".join(f"{month}月{day}日" for month, day in rule.exceptions))
        for box, value in (
            (self.frequency, rule.frequency),
            (self.owed, rule.owed),
            (self.adjustment, rule.adjustment),
        ):
            box.setCurrentIndex(box.findData(value))
        self.ahead.setValue(rule.remind_days)
        on = rule.on or self._document.today()
        self.day.setDate(QDate(on.year, on.month, on.day))
        self.active.setChecked(rule.active)
        self._is_filling = False
        self._show_fields(rule)

    def _show_fields(self, rule: DueRule) -> None:
        is_once = rule.frequency is Frequency.ONCE
        self.days.setDisabled(is_once)
        self.exceptions.setDisabled(is_once or rule.frequency is Frequency.YEAR)
        self.day.setEnabled(is_once)
        self.days.setPlaceholderText(_DAYS_HINTS[rule.frequency])
        year = self._document.today().year
        words = unannounced_words(year) if rule.adjustment is not Adjustment.NONE else ""
        following = self._next_days(rule)
        self.note.setText(
            "。".join(
                part for part in (f"近期：{following}" if following else "没有日期，请填写", words) if part
            )
        )

    def _take(self) -> None:
        """Take what is in the form into the chosen rule; what is not a day leaves the rule without days."""
        at = self.table.currentRow()
        if self._is_filling or not 0 <= at < len(self._rules):
            return
        frequency: Frequency = self.frequency.currentData()
        months, days = _read_days(self.days.text(), frequency)
        changed = replace(
            self._rules[at],
            title=" ".join(self.title.text().split()) or self._rules[at].title,
            frequency=frequency,
            days=days,
            months=months,
            owed=self.owed.currentData(),
            adjustment=self.adjustment.currentData(),
            remind_days=self.ahead.value(),
            exceptions=tuple(
                (int(one[1]), int(one[2])) for one in _EXCEPTION.finditer(self.exceptions.text())
            ),
            on=self.day.date().toPython() if frequency is Frequency.ONCE else None,  # type: ignore[arg-type]
            active=self.active.isChecked(),
        )
        self._rules[at] = changed
        for column, text in enumerate(self._texts(changed)):
            item = self.table.item(at, column)
            if item is not None:
                item.setText(text)
        self._show_fields(changed)

    def _save(self) -> None:
        settings = self._document.store.settings
        kept = kept_rules(self._rules)
        if kept != kept_rules(rules_of(settings.get(SETTING))):
            settings.set(SETTING, kept)
            self.changed.emit()
        self.accept()


def _choices(kind: type[Enum]) -> QComboBox:
    box = QComboBox()
    for one in kind:
        box.addItem(str(one.value), one)
    return box


def _days_text(rule: DueRule) -> str:
    if rule.frequency is Frequency.YEAR:
        return "、".join(f"{month}月{rule.days[0]}日" for month in rule.months) if rule.days else ""
    return "、".join(str(day) for day in rule.days)


def _read_days(text: str, frequency: Frequency) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The months and the days written: 15、1 of halves of a month, 2月28日 of a year."""
    if frequency is Frequency.YEAR:
        found = [(int(one[1]), int(one[2])) for one in _EXCEPTION.finditer(text)]
        return tuple(month for month, _ in found if 1 <= month <= 12), tuple(day for _, day in found[:1])
    days = tuple(int(one) for one in _NUMBERS.findall(text) if 1 <= int(one) <= 31)
    return (), days if frequency is Frequency.HALF_MONTH else days[:1]
