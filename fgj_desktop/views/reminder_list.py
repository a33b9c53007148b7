"""The list of reminders: under headings by when they are due, painted with urgency, title and detail."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from fgj_desktop.rules.reminder import Reminder, Urgency
from fgj_desktop.views.entered_list import IN_MIDDLE, EnteredList
from fgj_desktop.views.lights import light_picture
from fgj_desktop.views.theme import colours, space

REMINDER = Qt.ItemDataRole.UserRole
HEADINGS = ("今日到期", "本周到期", "已逾期", "")
"""The words by which reminders are grouped, in this order; the others are 其他事项."""
_OTHERS = "其他事项"
_MARKS = {Urgency.HIGH: "red", Urgency.MIDDLE: "amber", Urgency.LOW: "grey"}
_AnyIndex = QModelIndex | QPersistentModelIndex


class ReminderList(EnteredList):
    """Headings and reminders below each other; Enter acts on the current one."""

    def __init__(self) -> None:
        super().__init__("提醒", "没有需要提醒的事项", IN_MIDDLE)
        self.setItemDelegate(_Reminder(self))

    def add_heading(self, word: str, count: int) -> None:
        """Add the heading of a group; it cannot be chosen."""
        item = QListWidgetItem(f"{word or _OTHERS}（{count}）")
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.addItem(item)

    def add_reminder(self, reminder: Reminder) -> QListWidgetItem:
        """Add one reminder."""
        item = QListWidgetItem(reminder.title)
        item.setData(REMINDER, reminder)
        item.setToolTip(f"{reminder.title}\n{reminder.detail}")
        self.addItem(item)
        return item

    def reminders(self) -> list[Reminder]:
        """The reminders listed, without the headings."""
        found = (self.item(place).data(REMINDER) for place in range(self.count()))
        return [one for one in found if one is not None]

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
        """As high as title and detail need; a heading one line."""
        if index.data(REMINDER) is None:
            return QSize(space(8), space(1.7))
        width = self._list.viewport().width()
        title, detail = self._boxes(option.font, index, QRect(0, 0, width, 10_000))
        return QSize(width, title.height() + detail.height() + 2 * space(0.4))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        """Paint one reminder, or a heading."""
        colour, box = colours(), QRect(option.rect)
        reminder: Reminder | None = index.data(REMINDER)
        painter.save()
        if reminder is None:
            painter.setFont(self._bold(option.font))
            painter.setPen(colour.muted)
            inside = box.adjusted(space(0.5), 0, -space(0.4), 0)
            painter.drawText(
                inside, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), index.data()
            )
            painter.restore()
            return
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
        reminder: Reminder = index.data(REMINDER)
        below = QRect(room.left(), title.bottom() + 1, room.width(), 10_000)
        return title, QFontMetrics(font).boundingRect(below, _WRAP, reminder.detail)

    @staticmethod
    def _bold(font: QFont) -> QFont:
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        return bold


_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


def _title(index: _AnyIndex) -> str:
    reminder: Reminder = index.data(REMINDER)
    return reminder.title
