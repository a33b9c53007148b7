"""A list of short lines that lead somewhere: a mark, a title, a word at the right edge, perhaps a bar or a second line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from fgj_desktop.views.entered_list import EnteredList
from fgj_desktop.views.lights import light_picture
from fgj_desktop.views.theme import colours, space

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


_AnyIndex = QModelIndex | QPersistentModelIndex
_LINE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class ListedLine:
    """One line; ``go`` is what a click or Enter does."""

    title: str
    word: str = ""
    """Stands at the right edge."""
    detail: str = ""
    """Stands below the title; its end is cut where there is no room, and the whole is the tip."""
    light: str = ""
    share: float | None = None
    """How much of a bar below the texts is filled."""
    is_bad: bool = False
    """The word at the right edge is one to look at."""
    go: Callable[[], object] | None = None


class LineList(EnteredList):
    """Lines that a click or Enter follows."""

    def __init__(self, name: str, empty: str) -> None:
        """``name`` is what a screen reader says, ``empty`` what stands there without lines."""
        super().__init__(name, empty)
        self.setItemDelegate(_Painter(self))
        self.setMouseTracking(True)
        self.itemClicked.connect(self._follow)
        self.entered.connect(self._follow)

    def set_lines(self, lines: Sequence[ListedLine], empty: str = "") -> None:
        """Show these lines; the current one stays when a line of its title is there again."""
        self._empty = empty or self._empty
        current = self.currentItem().text() if self.currentItem() is not None else ""
        self.clear()
        for line in lines:
            item = QListWidgetItem(line.title)
            item.setData(_LINE, line)
            parts = (line.title, line.word, line.detail)
            item.setToolTip("\n".join(part for part in parts if part))
            self.addItem(item)
            if line.title == current:
                self.setCurrentItem(item)

    def lines(self) -> list[ListedLine]:
        """The lines shown."""
        return [self.item(place).data(_LINE) for place in range(self.count())]

    def needed_height(self) -> int:
        """As high as all lines together."""
        return sum(self.sizeHintForRow(row) for row in range(self.count())) or space(2.2)

    def _follow(self, item: QListWidgetItem | None) -> None:
        line: ListedLine | None = None if item is None else item.data(_LINE)
        if line is not None and line.go is not None:
            line.go()


class _Painter(QStyledItemDelegate):
    def __init__(self, shown_in: QListWidget) -> None:
        super().__init__(shown_in)
        self._list = shown_in

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        """One line, higher with a bar or a second line."""
        line: ListedLine = index.data(_LINE)
        more = (1.05 if line.detail else 0) + (0.45 if line.share is not None else 0)
        return QSize(space(10), space(1.7 + more))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        """Paint one line."""
        colour, box = colours(), QRect(option.rect)
        line: ListedLine = index.data(_LINE)
        painter.save()
        if option.state & QStyle.StateFlag.State_MouseOver and line.go is not None:
            painter.fillRect(box, colour.hover)
        elif option.state & QStyle.StateFlag.State_Selected and self._list.hasFocus():
            painter.fillRect(box, colour.accent_soft)
        painter.setPen(QPen(colour.grid_line))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        inside = box.adjusted(space(0.5), space(0.25), -space(0.6), -space(0.2))
        if line.light:
            side = space(0.8)
            picture = light_picture(line.light, False, side, self._list.devicePixelRatioF(), colour)
            painter.drawPixmap(inside.left(), inside.top() + (space(1.25) - side) // 2, picture)
            inside.setLeft(inside.left() + space(1.2))
        self._paint_texts(painter, option.font, inside, line)
        painter.restore()

    def _paint_texts(self, painter: QPainter, font: QFont, box: QRect, line: ListedLine) -> None:
        colour = colours()
        first = QRect(box.left(), box.top(), box.width(), space(1.25))
        painter.setFont(font)
        metrics = painter.fontMetrics()
        width = metrics.horizontalAdvance(line.word)
        painter.setPen(colour.error if line.is_bad else colour.muted)
        painter.drawText(first, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), line.word)
        room = first.width() - width - (space(0.8) if line.word else 0)
        painter.setPen(colour.text)
        title = metrics.elidedText(line.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(first, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), title)
        if line.detail:
            below = QRect(box.left(), first.bottom() + 1, box.width(), space(1.15))
            detail = metrics.elidedText(line.detail, Qt.TextElideMode.ElideRight, below.width())
            painter.setPen(colour.muted)
            painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), detail)
            first = below
        if line.share is not None:
            bar = QRect(box.left(), first.bottom() + space(0.15), box.width(), max(3, space(0.22)))
            painter.fillRect(bar, colour.line)
            bar.setWidth(round(bar.width() * line.share))
            painter.fillRect(bar, colour.green if line.share >= 1 else colour.accent)
