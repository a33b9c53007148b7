"""How the lines of the navigation are painted: headings of groups, ledgers and pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fgj_desktop.views.theme import colours, space

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTreeWidget

NAME = Qt.ItemDataRole.UserRole
COUNT = Qt.ItemDataRole.UserRole + 1
URGENT = Qt.ItemDataRole.UserRole + 2
INSIDE = Qt.ItemDataRole.UserRole + 3
"""Of a folded group the title of what is open in it."""
_AnyIndex = QModelIndex | QPersistentModelIndex


class NavigationLine(QStyledItemDelegate):
    """A group's heading with a sign that folds it, or a ledger with its count at the right edge."""

    def __init__(self, tree: QTreeWidget) -> None:
        super().__init__(tree)
        self._tree = tree
        self.height = space(1.8)

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        """Every line as high as the navigation says."""
        return QSize(space(8), self.height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        """Paint one line of the list."""
        colour, box = colours(), QRect(option.rect)
        state = option.state
        heading = index.data(NAME) is None
        selected = bool(state & QStyle.StateFlag.State_Selected) or bool(heading and index.data(INSIDE))
        painter.save()
        painter.fillRect(box, colour.navigation)
        if selected:
            painter.fillRect(box, colour.navigation_selected)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, colour.hover)
        at_top = not index.parent().isValid()
        line = box.adjusted(space(0.8 if at_top else 1.5), 0, -space(0.8), 0)
        if heading:
            self._paint_heading(painter, option, line, index, selected)
        else:
            painter.setPen(QPen(colour.navigation_selected_text if selected else colour.text))
            self._paint_entry(painter, line, index, selected)
        if heading and state & QStyle.StateFlag.State_HasFocus and self._tree.hasFocus():
            painter.setPen(QPen(colour.accent))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        painter.restore()

    def _paint_heading(
        self, painter: QPainter, option: QStyleOptionViewItem, line: QRect, index: _AnyIndex, selected: bool
    ) -> None:
        colour = colours()
        expanded = bool(option.state & QStyle.StateFlag.State_Open)
        pen = colour.navigation_selected_text if selected else colour.navigation_text
        font = QFont(option.font)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QPen(pen))
        inside = index.data(INSIDE)
        text = f"{index.data()}：{inside}" if inside else str(index.data())
        metrics = painter.fontMetrics()
        room = line.width() - space(0.8)
        title = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, title)
        _paint_fold(painter, line, expanded=expanded)
        if not expanded:
            self._paint_urgent(painter, line, metrics.horizontalAdvance(title), index, selected)

    def _paint_entry(self, painter: QPainter, line: QRect, index: _AnyIndex, selected: bool) -> None:
        colour, count = colours(), index.data(COUNT)
        metrics = painter.fontMetrics()
        shown = f"{count:,}" if count else ""
        width = metrics.horizontalAdvance(shown)
        room = line.width() - width - space(0.5)
        title = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, title)
        if not selected:
            painter.setPen(colour.muted)
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), shown)
        self._paint_urgent(painter, line, metrics.horizontalAdvance(title), index, selected)

    def _paint_urgent(
        self, painter: QPainter, line: QRect, title: int, index: _AnyIndex, selected: bool
    ) -> None:
        """A dot behind the title, ``title`` pixels wide, where something is urgent."""
        if not index.data(URGENT):
            return
        colour, side = colours(), max(5, space(0.38))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour.navigation_selected_text if selected else colour.red)
        painter.drawEllipse(line.left() + title + space(0.3), line.center().y() - side // 2, side, side)


def _paint_fold(painter: QPainter, line: QRect, *, expanded: bool) -> None:
    """A small arrow at the right edge: down where the group is open, to the left where it is folded."""
    side, middle = space(0.3), QPointF(line.right() - space(0.2), line.center().y() + 0.5)
    shape = (
        ((-side, -side / 2), (0, side / 2), (side, -side / 2))
        if expanded
        else ((side / 2, -side), (-side / 2, 0), (side / 2, side))
    )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.drawPolyline(QPolygonF([middle + QPointF(x, y) for x, y in shape]))
