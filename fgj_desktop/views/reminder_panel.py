"""What to chase, the most urgent first; Enter jumps to the row."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from fgj_desktop.ledgers import LEDGERS
from fgj_desktop.rules.reminder import Reminder, Urgency, due_word
from fgj_desktop.rules.reminders import reminders_of
from fgj_desktop.rules.snoozes import (
    SETTING,
    SILENCED,
    SNOOZE_DAYS,
    acknowledge,
    pending,
    silence,
    silenced,
    snooze,
    wake,
)
from fgj_desktop.views.flow_layout import FlowLayout
from fgj_desktop.views.parts import Button
from fgj_desktop.views.reminder_list import HEADINGS, REMINDER, ReminderList
from fgj_desktop.views.silence_dialogs import ReasonDialog, SilencedDialog
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from fgj_desktop.models.document import LedgerDocument


class ReminderPanel(QWidget):
    """Shows the reminders of the document's period that are not silenced."""

    jump_requested = Signal(object)
    """Reminder whose row is to be shown."""
    count_changed = Signal(int)

    def __init__(self, document: LedgerDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._all: list[Reminder] = []
        self.list = ReminderList()
        self.list.entered.connect(lambda _item: self._jump())
        self.list.itemDoubleClicked.connect(lambda _item: self._jump())
        self.list.currentItemChanged.connect(lambda *_: self._enable())
        self._jump_button = Button("转到该行")
        self._jump_button.clicked.connect(self._jump)
        self._known = Button("已知悉")
        self._known.setToolTip("本报告期内不再提醒")
        self._known.clicked.connect(self.acknowledge)
        self._later = Button("稍后提醒")
        menu = QMenu(self._later)
        for days in SNOOZE_DAYS:
            menu.addAction(f"{days} 天后提醒", partial(self.snooze, days))
        self._later.setMenu(menu)
        self._never = Button("不再提醒…")
        self._never.setToolTip("注明原因，各报告期都不再提醒")
        self._never.clicked.connect(self.ask_to_silence)
        self._silenced = Button("已停提醒…")
        self._silenced.setToolTip("查看不再提醒的事项，可以恢复提醒")
        self._silenced.clicked.connect(self.show_silenced)
        self._by_hand = Button("计算提醒")
        self._by_hand.clicked.connect(lambda: self.compute(by_hand=True))
        self._by_hand.hide()
        row = FlowLayout(space(0.4))
        row.setContentsMargins(space(0.4), space(0.3), space(0.4), space(0.3))
        for button in (self._jump_button, self._known, self._later, self._never, self._silenced):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._by_hand)
        layout.addWidget(self.list, 1)
        layout.addLayout(row)
        self._enable()

    def sizeHint(self) -> QSize:
        """As wide as the charts above, some reminders high."""
        return QSize(space(19), space(15))

    def compute(self, *, by_hand: bool = False) -> None:
        """Find out what to chase; in a large file only when asked by hand."""
        document = self._document
        large = any(document.is_large(ledger) for ledger in LEDGERS)
        self._by_hand.setVisible(large)
        if large and not by_hand:
            return
        self._all = reminders_of(document.store, document.month, document.today())
        self._fill()

    def shown(self) -> list[Reminder]:
        """The reminders listed."""
        return self.list.reminders()

    def urgent(self) -> dict[str, int]:
        """How many urgent reminders each ledger (by name) has."""
        found: dict[str, int] = {}
        for one in self.shown():
            if one.urgency is Urgency.HIGH:
                found[one.ledger] = found.get(one.ledger, 0) + 1
        return found

    def acknowledge(self) -> None:
        """Hear no more of the current reminder in this period."""
        reminder = self._current()
        if reminder is not None:
            self._silence(acknowledge(self._silent(), reminder, self._document.today()))

    def snooze(self, days: int) -> None:
        """Hear of the current reminder again some days later."""
        reminder = self._current()
        if reminder is not None:
            self._silence(snooze(self._silent(), reminder, self._document.today(), days))

    def ask_to_silence(self) -> ReasonDialog | None:
        """Ask why the current matter is not to be brought up again in any period."""
        reminder = self._current()
        if reminder is None:
            return None
        dialog = ReasonDialog(reminder.title, self)
        dialog.given.connect(partial(self._silence_for_good, reminder))
        dialog.open()
        return dialog

    def _silence_for_good(self, reminder: Reminder, reason: str) -> None:
        settings = self._document.store.settings
        settings.set(SILENCED, silence(settings.get(SILENCED), reminder, reason, self._document.today()))
        self._fill_on(self.list.currentRow())

    def show_silenced(self) -> SilencedDialog:
        """Show the matters that are not brought up any more; each can be woken."""
        dialog = SilencedDialog(silenced(self._document.store.settings.get(SILENCED)), self)
        dialog.woken.connect(self._wake)
        dialog.open()
        return dialog

    def _wake(self, matter: str) -> None:
        settings = self._document.store.settings
        settings.set(SILENCED, wake(settings.get(SILENCED), matter))
        self._fill()

    def _silent(self) -> dict[str, str]:
        return dict(self._document.store.settings.get(SETTING) or {})

    def _silence(self, silent: dict[str, str]) -> None:
        self._document.store.settings.set(SETTING, silent)
        self._fill_on(self.list.currentRow())

    def _fill_on(self, row: int) -> None:
        """List anew and stay at a line, or at the next reminder where a heading took its place."""
        self._fill()
        last = self.list.count() - 1
        row = min(row, last)
        while 0 <= row < last and self.list.item(row).data(REMINDER) is None:
            row += 1
        self.list.setCurrentRow(row)

    def _fill(self) -> None:
        today, settings = self._document.today(), self._document.store.settings
        current = self._current()
        self.list.clear()
        groups: dict[str, list[Reminder]] = {word: [] for word in HEADINGS}
        for one in pending(self._all, self._silent(), today, settings.get(SILENCED)):
            groups[due_word(one.due, today)].append(one)
        for word, some in groups.items():
            if some:
                self.list.add_heading(word, len(some))
            for one in some:
                item = self.list.add_reminder(one)
                if current is not None and one.key == current.key:
                    self.list.setCurrentItem(item)
        self._enable()
        self.count_changed.emit(len(self.shown()))

    def _current(self) -> Reminder | None:
        row = self.list.currentRow()
        reminder: Reminder | None = self.list.item(row).data(REMINDER) if row >= 0 else None
        return reminder

    def _jump(self) -> None:
        reminder = self._current()
        if reminder is not None:
            self.jump_requested.emit(reminder)

    def _enable(self) -> None:
        for button in (self._jump_button, self._known, self._later, self._never):
            button.setEnabled(self._current() is not None)
        self._silenced.setVisible(bool(silenced(self._document.store.settings.get(SILENCED))))
