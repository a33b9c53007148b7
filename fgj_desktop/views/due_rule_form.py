"""The form of one report in 报送日程: what is typed is the rule at once, and what cannot be read is told."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QGroupBox, QLineEdit, QSpinBox, QWidget

from fgj_desktop.ledgers import NAVIGATION
from fgj_desktop.ledgers.dates import date_bounds, date_text, parse_date
from fgj_desktop.ledgers.text import half_width
from fgj_desktop.ledgers.values import Misfit
from fgj_desktop.rules.due_rules import MOST_DAYS_AHEAD, Frequency, Owed
from fgj_desktop.rules.workdays import Adjustment, unannounced_words
from fgj_desktop.views.parts import Form, label, set_tone

if TYPE_CHECKING:
    from enum import Enum

    from fgj_desktop.rules.due_rules import DueRule

_DAY_OF_YEAR = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])月(3[01]|[12]\d|0?[1-9])日?")
_DAY = re.compile(r"(?<!\d)(3[01]|[12]\d|0?[1-9])(?!\d)日?")
_BETWEEN = re.compile(r"[、，,；;和\s]+")
_HINTS = {
    Frequency.HALF_MONTH: "上半月的报送日、下半月（次月）的报送日，如 15、1",
    Frequency.MONTH: "每月几日，如 6",
    Frequency.QUARTER: "季后首月几日，如 6",
    Frequency.YEAR: "几月几日，如 2月28日",
    Frequency.ONCE: "",
}


class DueRuleForm(QGroupBox):
    """Shows one rule and gives the changed one."""

    edited = Signal(object)
    """The DueRule as it reads now."""

    def __init__(self, today: datetime.date, parent: QWidget | None = None) -> None:
        super().__init__("所选事项", parent)
        self._today = today
        self._rule: DueRule | None = None
        self._is_filling = False
        self.name, self.days, self.exceptions = QLineEdit(), QLineEdit(), QLineEdit()
        self.since, self.until = QLineEdit(), QLineEdit()
        self.exceptions.setPlaceholderText("如 12月8日；没有则不填")
        self.since.setPlaceholderText("不限")
        self.until.setPlaceholderText("不限")
        self.frequency, self.owed, self.adjustment = _choices(Frequency), _choices(Owed), _choices(Adjustment)
        self.ledger = QComboBox()
        self.ledger.addItem("不对应台账", "")
        for ledger in NAVIGATION:
            self.ledger.addItem(ledger.title, ledger.name)
        self.ahead = QSpinBox()
        self.ahead.setRange(0, MOST_DAYS_AHEAD)
        self.ahead.setSuffix(" 个工作日")
        self.day = QDateEdit()
        self.day.setDisplayFormat("yyyy年M月d日")
        self.day.setCalendarPopup(True)
        self.active = QCheckBox("启用")
        self.note = label("", "muted")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        form = Form()
        self.setLayout(form)
        form.add("名称(&N)", self.name)
        form.add("频率(&F)", self.frequency, label("一次性报送日"), self.day, None)
        form.add("日期(&D)", self.days)
        form.add("例外(&X)", self.exceptions)
        form.add("由谁报送(&U)", self.owed, label("对应台账"), self.ledger, None)
        form.add("遇休息日(&H)", self.adjustment, label("提前提醒"), self.ahead, self.active, None)
        form.add("执行期(&P)", self.since, label("至"), self.until, None)
        form.add_note(self.note)

    def _connect(self) -> None:
        for line in (self.name, self.days, self.exceptions, self.since, self.until):
            line.textEdited.connect(lambda _text: self._take())
        for box in (self.frequency, self.owed, self.adjustment, self.ledger):
            box.activated.connect(lambda _index: self._take())
        self.ahead.valueChanged.connect(lambda _value: self._take())
        self.day.dateChanged.connect(lambda _date: self._take())
        self.active.clicked.connect(lambda _checked: self._take())

    def show_rule(self, rule: DueRule) -> None:
        """Fill the form."""
        self._is_filling = True
        self._rule = rule
        self.name.setText(rule.title)
        self.days.setText(_days_text(rule))
        # The days of a year, which may differ from month to month, are all in the line above.
        others = () if rule.frequency is Frequency.YEAR else rule.exceptions
        self.exceptions.setText("、".join(f"{month}月{day}日" for month, day in others))
        self.since.setText(date_text(rule.since.isoformat()) if rule.since else "")
        self.until.setText(date_text(rule.until.isoformat()) if rule.until else "")
        chosen = (
            (self.frequency, rule.frequency),
            (self.owed, rule.owed),
            (self.adjustment, rule.adjustment),
            (self.ledger, rule.ledger),
        )
        for box, value in chosen:
            box.setCurrentIndex(max(0, box.findData(value)))
        self.ahead.setValue(rule.remind_days)
        on = rule.on or self._today
        self.day.setDate(QDate(on.year, on.month, on.day))
        self.active.setChecked(rule.active)
        self._is_filling = False
        self._enable(rule.frequency)

    def _enable(self, frequency: Frequency) -> None:
        is_once = frequency is Frequency.ONCE
        self.days.setDisabled(is_once)
        self.exceptions.setDisabled(is_once or frequency is Frequency.YEAR)
        self.day.setEnabled(is_once)
        self.days.setPlaceholderText(_HINTS[frequency])

    def say(self, following: str) -> None:
        """Tell the days that follow, what cannot be read, and of a year whose days off are not known."""
        problem = self.problem()
        adjusted = self.adjustment.currentData() is not Adjustment.NONE
        words = unannounced_words(self._today.year) if adjusted else ""
        near = f"近期：{following}" if following else "没有日期，请填写"
        self.note.setText(problem or "。".join(part for part in (near, words) if part))
        set_tone(self.note, "error" if problem else "muted")

    def problem(self) -> str:
        """What is typed and cannot be read; empty when everything can."""
        yearly = self.frequency.currentData() is Frequency.YEAR
        for line, pattern in ((self.days, _DAY_OF_YEAR if yearly else _DAY), (self.exceptions, _DAY_OF_YEAR)):
            rest = _BETWEEN.sub("", pattern.sub("", _plain(line)))
            if line.isEnabled() and rest:
                return f"“{line.text().strip()}”中“{rest}”不是日期，请改写。"
        for line in (self.since, self.until):
            if isinstance(_typed_day(line, self._today, last=False), Misfit):
                return f"“{line.text().strip()}”不是有效的日期，请改写。"
        return ""

    def _take(self) -> None:
        """Take what is typed into the rule; what cannot be read leaves the rule without it, and is told."""
        if self._is_filling or self._rule is None:
            return
        frequency: Frequency = self.frequency.currentData()
        months, days, exceptions = _read_days(_plain(self.days), frequency)
        if frequency is not Frequency.YEAR:
            exceptions = _days_of_year(_plain(self.exceptions))
        since = _typed_day(self.since, self._today, last=False)
        until = _typed_day(self.until, self._today, last=True)
        self._rule = replace(
            self._rule,
            title=" ".join(self.name.text().split()) or self._rule.title,
            frequency=frequency,
            days=days,
            months=months,
            owed=self.owed.currentData(),
            ledger=self.ledger.currentData(),
            adjustment=self.adjustment.currentData(),
            remind_days=self.ahead.value(),
            exceptions=exceptions,
            on=self.day.date().toPython() if frequency is Frequency.ONCE else None,  # type: ignore[arg-type]
            active=self.active.isChecked(),
            since=None if isinstance(since, Misfit) else since,
            until=None if isinstance(until, Misfit) else until,
        )
        self._enable(frequency)
        self.edited.emit(self._rule)


def _plain(line: QLineEdit) -> str:
    return half_width(line.text())


def _typed_day(line: QLineEdit, today: datetime.date, *, last: bool) -> datetime.date | Misfit | None:
    """The first day that a typed date may mean, or the last; None for an empty line."""
    text = line.text().strip()
    found = parse_date(text, today.year) if text else None
    if found is None or isinstance(found, Misfit):
        return found
    return datetime.date.fromisoformat(date_bounds(found)[1 if last else 0])


def _choices(kind: type[Enum]) -> QComboBox:
    box = QComboBox()
    for one in kind:
        box.addItem(str(one.value), one)
    return box


def _days_text(rule: DueRule) -> str:
    if rule.frequency is not Frequency.YEAR:
        return "、".join(str(day) for day in rule.days)
    own = dict(rule.exceptions)
    return "、".join(f"{month}月{own.get(month, rule.days[0])}日" for month in rule.months if rule.days)


def _days_of_year(text: str) -> tuple[tuple[int, int], ...]:
    """Months and days: 2月28日、8月31日."""
    return tuple((int(one[1]), int(one[2])) for one in _DAY_OF_YEAR.finditer(text))


def _read_days(
    text: str, frequency: Frequency
) -> tuple[tuple[int, ...], tuple[int, ...], tuple[tuple[int, int], ...]]:
    """The months and the days written: 15、1 of halves of a month, 2月28日 of a year, with those on another day."""
    if frequency is Frequency.YEAR:
        found = dict(_days_of_year(text))
        days = tuple(found.values())[:1]
        return tuple(found), days, tuple((month, day) for month, day in found.items() if (day,) != days)
    days = tuple(int(one[1]) for one in _DAY.finditer(text))
    return (), days if frequency is Frequency.HALF_MONTH else days[:1], ()
