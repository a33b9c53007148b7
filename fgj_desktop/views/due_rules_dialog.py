"""报送日程: the reports and their days, changed here and kept with the ledger file; the next days are shown at once."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from fgj_desktop.rules.due_rules import (
    DEFAULT_RULES,
    SETTING,
    DueRule,
    Frequency,
    due_days,
    kept_rules,
    rules_of,
)
from fgj_desktop.rules.reminder import day_text
from fgj_desktop.views.due_rule_form import DueRuleForm
from fgj_desktop.views.parts import fit, plain, primary, row
from fgj_desktop.views.theme import space
from fgj_desktop.views.word_table import WordTable

if TYPE_CHECKING:
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.views.main_window import MainWindow

_TITLES = ("报送事项", "频率", "由谁报送", "遇休息日", "近期日期")
_PREVIEWED = 3
_YEAR = datetime.timedelta(days=400)


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
        self.form = DueRuleForm(document.today())
        self.form.edited.connect(self._take)
        self.ok = primary("确定", self._save)
        self._lay_out()
        self._fill(0)
        fit(self, 62, 38)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(1), space(0.8), space(1), space(0.8))
        layout.setSpacing(space(0.6))
        layout.addWidget(self.table, 1)
        tools = (plain("新增", self.add), plain("删除", self.remove), plain("恢复默认", self.restore))
        layout.addLayout(row(*tools, None))
        layout.addWidget(self.form)
        layout.addLayout(row(None, plain("取消", self.reject), self.ok))

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
        self.form.name.setFocus()
        self.form.name.selectAll()

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
        if not self._is_filling and 0 <= at < len(self._rules):
            self.form.show_rule(self._rules[at])
            self._say(self._rules[at])

    def _say(self, rule: DueRule) -> None:
        self.form.say(self._next_days(rule))
        self.ok.setEnabled(not self._document.read_only and not self.form.problem())

    def _take(self, changed: DueRule) -> None:
        at = self.table.currentRow()
        self._rules[at] = changed
        for column, text in enumerate(self._texts(changed)):
            item = self.table.item(at, column)
            if item is not None:
                item.setText(text)
        self._say(changed)

    def _save(self) -> None:
        settings = self._document.store.settings
        kept = kept_rules(self._rules)
        if kept != kept_rules(rules_of(settings.get(SETTING))):
            settings.set(SETTING, kept)
            self.changed.emit()
        self.accept()
