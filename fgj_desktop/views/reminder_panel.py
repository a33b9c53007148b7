"""What to chase, the most urgent first; Enter jumps to the row."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from fgj_desktop.ledgers import LEDGERS
from fgj_desktop.rules.reminder import Reminder, Urgency, due_word
from fgj_desktop.rules.reminders import reminders_of
from fgj_desktop.rules.snoozes import SETTING, SNOOZE_DAYS, acknowledge, pending, snooze
from fgj_desktop.views.lights import light_picture
from fgj_desktop.views.parts import Button
from fgj_desktop.views.theme import colours, space

if TYPE_CHECKING:
    from fgj_desktop.models.document import LedgerDocument

_REMINDER = Qt.ItemDataRole.UserRole
_WORD = Qt.ItemDataRole.UserRole + 1
_MARKS = {Urgency.HIGH: "red", Urgency.MIDDLE: "amber", Urgency.LOW: "grey"}
_AnyIndex = QModelIndex | QPersistentModelIndex


class ReminderPanel(QWidget):
    """Shows the reminders of the document's period that are not silenced."""

    jump_requested = Signal(object)
    """Reminder whose row is to be shown."""
    count_changed = Signal(int)

    def __init__(self, document: LedgerDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._all: list[Reminder] = []
        self.list = _List()
        self.list.activated_by_key.connect(self._jump)
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
        self._by_hand = Button("计算提醒")
        self._by_hand.clicked.connect(lambda: self.compute(by_hand=True))
        self._by_hand.hide()
        row = QHBoxLayout()
        row.setContentsMargins(space(0.4), space(0.3), space(0.4), space(0.3))
        row.setSpacing(space(0.4))
        for button in (self._jump_button, self._known, self._later):
            row.addWidget(button)
        row.addStretch(1)
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
        return [self.list.item(place).data(_REMINDER) for place in range(self.list.count())]

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

    def _silent(self) -> dict[str, str]:
        return dict(self._document.store.settings.get(SETTING) or {})

    def _silence(self, silent: dict[str, str]) -> None:
        self._document.store.settings.set(SETTING, silent)
        row = self.list.currentRow()
        self._fill()
        self.list.setCurrentRow(min(row, self.list.count() - 1))

    def _fill(self) -> None:
        today = self._document.today()
        current = self._current()
        self.list.clear()
        for one in pending(self._all, self._silent(), today):
            item = QListWidgetItem(one.title)
            item.setData(_REMINDER, one)
            item.setData(_WORD, due_word(one.due, today))
            item.setToolTip(f"{one.title}\n{one.detail}")
            self.list.addItem(item)
            if current is not None and one.key == current.key:
                self.list.setCurrentItem(item)
        self._enable()
        self.count_changed.emit(self.list.count())

    def _current(self) -> Reminder | None:
        row = self.list.currentRow()
        reminder: Reminder | None = self.list.item(row).data(_REMINDER) if row >= 0 else None
        return reminder

    def _jump(self) -> None:
        reminder = self._current()
        if reminder is not None:
            self.jump_requested.emit(reminder)

    def _enable(self) -> None:
        for button in (self._jump_button, self._known, self._later):
            button.setEnabled(self._current() is not None)


class _List(QListWidget):
    activated_by_key = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Reminder(self))
        self.setAccessibleName("提醒")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter jumps to the row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated_by_key.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say so when there is nothing to list."""
        super().paintEvent(event)
        if not self.count():
            painter = QPainter(self.viewport())
            painter.setPen(colours().muted)
            painter.drawText(self.viewport().rect(), int(Qt.AlignmentFlag.AlignCenter), "没有需要提醒的事项")
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class _Reminder(QStyledItemDelegate):
    """Urgency, title, and the detail in as many lines as it needs."""

    def __init__(self, shown_in: QListWidget) -> None:
        super().__init__(shown_in)
        self._list = shown_in

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        """As high as title and detail need."""
        width = self._list.viewport().width()
        title, detail = self._boxes(option.font, index, QRect(0, 0, width, 10_000))
        return QSize(width, title.height() + detail.height() + 2 * space(0.4))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        """Paint one reminder."""
        colour, box = colours(), QRect(option.rect)
        reminder: Reminder = index.data(_REMINDER)
        painter.save()
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, colour.accent_soft)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, colour.hover)
        painter.setPen(QPen(colour.grid_line))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        title, detail = self._boxes(option.font, index, box)
        side = space(0.8)
        ratio = self._list.devicePixelRatioF()
        mark = light_picture(_MARKS[reminder.urgency], False, side, ratio, colour)
        line = QFontMetrics(self._bold(option.font)).height()
        painter.drawPixmap(box.left() + space(0.5), title.top() + (line - side) // 2, mark)
        painter.setFont(self._bold(option.font))
        painter.setPen(colour.text)
        painter.drawText(title, _WRAP, _title(index))
        painter.setFont(option.font)
        painter.setPen(colour.muted)
        painter.drawText(detail, _WRAP, reminder.detail)
        painter.restore()

    def _boxes(self, font: QFont, index: _AnyIndex, box: QRect) -> tuple[QRect, QRect]:
        left = box.left() + space(1.7)
        room = QRect(left, box.top() + space(0.4), box.right() - left - space(0.4), 10_000)
        title = QFontMetrics(self._bold(font)).boundingRect(room, _WRAP, _title(index))
        reminder: Reminder = index.data(_REMINDER)
        below = QRect(room.left(), title.bottom() + 1, room.width(), 10_000)
        return title, QFontMetrics(font).boundingRect(below, _WRAP, reminder.detail)

    @staticmethod
    def _bold(font: QFont) -> QFont:
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        return bold


_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


def _title(index: _AnyIndex) -> str:
    word, reminder = index.data(_WORD), index.data(_REMINDER)
    return f"{word} · {reminder.title}" if word else str(reminder.title)
