"""The ledgers in their groups, with how many records each has and a mark where something is urgent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from fgj_desktop.views.theme import colours, space

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fgj_desktop.ledgers import Ledger

_NAME = Qt.ItemDataRole.UserRole
_COUNT = Qt.ItemDataRole.UserRole + 1
_URGENT = Qt.ItemDataRole.UserRole + 2
_AnyIndex = QModelIndex | QPersistentModelIndex


class Navigation(QTreeWidget):
    """Lists ledgers; choosing one emits ``chosen`` with its name."""

    chosen = Signal(str)

    def __init__(self, ledgers: Sequence[Ledger], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("navigation", True)
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Row(self))
        self.setAccessibleName("台账")
        # As with the sheets of a workbook, a click leaves the cursor in the cells.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._items: dict[str, QTreeWidgetItem] = {}
        groups: dict[str, QTreeWidgetItem] = {}
        for ledger in ledgers:
            group = groups.get(ledger.group)
            if group is None:
                group = groups[ledger.group] = QTreeWidgetItem(self, [ledger.group])
                group.setFlags(Qt.ItemFlag.ItemIsEnabled)
                group.setExpanded(True)
            item = QTreeWidgetItem(group, [ledger.title])
            item.setData(0, _NAME, ledger.name)
            self._items[ledger.name] = item
        self.setItemsExpandable(False)
        self.currentItemChanged.connect(self._announce)

    def choose(self, name: str) -> None:
        """Show which ledger is open."""
        self.setCurrentItem(self._items[name])

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many records ledgers have."""
        for name, count in counts.items():
            self._items[name].setData(0, _COUNT, count)

    def set_urgent(self, urgent: Mapping[str, int]) -> None:
        """Mark the ledgers with so many urgent reminders."""
        for name, item in self._items.items():
            count = urgent.get(name, 0)
            item.setData(0, _URGENT, count)
            item.setToolTip(0, f"紧急提醒 {count} 条" if count else "")

    def sizeHint(self) -> QSize:
        """Wide enough for titles of eight characters with a count."""
        return QSize(space(10), space(20))

    def _announce(self, item: QTreeWidgetItem | None) -> None:
        name = item.data(0, _NAME) if item is not None else None
        if name:
            self.chosen.emit(name)


class _Row(QStyledItemDelegate):
    """A group's heading, or a ledger with its count at the right edge."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        """Headings stand a little apart."""
        heading = index.data(_NAME) is None
        return QSize(space(8), space(2.1 if heading else 1.8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        """Paint one line of the list."""
        colour, box = colours(), QRect(option.rect)
        state = option.state
        heading = index.data(_NAME) is None
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(box, colour.navigation)
        if selected:
            painter.fillRect(box, colour.navigation_selected)
        elif state & QStyle.StateFlag.State_MouseOver and not heading:
            painter.fillRect(box, colour.hover)
        text = (
            colour.navigation_selected_text
            if selected
            else colour.navigation_text
            if heading
            else colour.text
        )
        font = QFont(option.font)
        font.setBold(heading)
        painter.setFont(font)
        painter.setPen(QPen(text))
        line = box.adjusted(space(0.8 if heading else 1.5), space(0.3) if heading else 0, -space(0.8), 0)
        if heading:
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        else:
            self._paint_ledger(painter, line, index, selected)
        painter.restore()

    def _paint_ledger(self, painter: QPainter, line: QRect, index: _AnyIndex, selected: bool) -> None:
        colour, count = colours(), index.data(_COUNT)
        metrics = painter.fontMetrics()
        shown = "" if count is None else f"{count:,}"
        width = metrics.horizontalAdvance(shown)
        room = line.width() - width - space(0.5)
        title = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, title)
        if not selected:
            painter.setPen(colour.muted)
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), shown)
        if index.data(_URGENT):
            side = max(5, space(0.38))
            left = line.left() + metrics.horizontalAdvance(title) + space(0.3)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour.navigation_selected_text if selected else colour.red)
            painter.drawEllipse(left, line.center().y() - side // 2, side, side)
