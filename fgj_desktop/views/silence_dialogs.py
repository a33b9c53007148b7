"""不再提醒: asking for the reason, and showing what is silent so that it can be woken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QVBoxLayout, QWidget

from fgj_desktop.ledgers.dates import date_text
from fgj_desktop.views.parts import fit, fit_height, heading, label, plain, primary, row
from fgj_desktop.views.theme import space
from fgj_desktop.views.word_table import WordTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.rules.snoozes import Silence

_LONGEST = 100


class ReasonDialog(QDialog):
    """Asks why a matter is not to be brought up again; without a reason nothing is silenced."""

    given = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("不再提醒")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.go = primary("不再提醒", self.accept)
        self.go.setEnabled(False)
        self.line = QLineEdit()
        self.line.setMaxLength(_LONGEST)
        self.line.setPlaceholderText("如 项目已停建，经区政府同意调出")
        self.line.textChanged.connect(lambda text: self.go.setEnabled(bool(text.strip())))
        reason = QLabel("原因")
        reason.setBuddy(self.line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(1.2), space(1), space(1.2), space(1))
        layout.setSpacing(space(0.6))
        layout.addWidget(heading(title))
        layout.addWidget(label("各报告期都不再提醒，可在“已停提醒”中恢复。", "muted"))
        layout.addLayout(row(reason, self.line))
        layout.addLayout(row(None, plain("取消", self.reject), self.go))
        fit_height(self, 30)

    def accept(self) -> None:
        """Hand over the reason."""
        reason = " ".join(self.line.text().split())
        if reason:
            super().accept()
            self.given.emit(reason)


class SilencedDialog(QDialog):
    """The silent matters with their reasons."""

    woken = Signal(str)
    """The matter that is to be brought up again."""

    def __init__(self, silences: Sequence[Silence], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("已停提醒")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._silences = list(silences)
        self.table = WordTable(("事项", "原因", "日期"), stretched=0)
        self.table.entered.connect(lambda _row: self.wake())
        self.go = primary("恢复提醒", self.wake)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(1), space(0.8), space(1), space(0.8))
        layout.setSpacing(space(0.6))
        layout.addWidget(self.table, 1)
        layout.addLayout(row(None, plain("关闭", self.reject), self.go))
        self._fill()
        fit(self, 46, 20)

    def wake(self) -> None:
        """Bring the chosen matter up again."""
        at = self.table.currentRow()
        if 0 <= at < len(self._silences):
            self.woken.emit(self._silences.pop(at).matter)
            self._fill()

    def _fill(self) -> None:
        self.table.fill([(one.title, one.reason, date_text(one.since.isoformat())) for one in self._silences])
        self.table.setCurrentCell(0, 0)
        self.go.setEnabled(bool(self._silences))
