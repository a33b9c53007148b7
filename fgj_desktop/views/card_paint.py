"""Paints the cells of the 项目卡片: wrapped text, the corner marks of the grid, where a value comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from fgj_desktop.models.card_cells import CardRole
from fgj_desktop.views.editors import CellDelegate
from fgj_desktop.views.grid_marks import MarkPainter, has_marks
from fgj_desktop.views.grid_paint import is_negative
from fgj_desktop.views.grid_text import cell_padding
from fgj_desktop.views.icons import icon
from fgj_desktop.views.theme import colours

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from fgj_desktop.models.grid_protocol import GridCell

_AnyIndex = QModelIndex | QPersistentModelIndex
_MOST_LINES = 8
_WRAP = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
_ALIGNS = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignHCenter,
}


class CardDelegate(CellDelegate):
    """The grid's editors, under cells of several lines."""

    aligned = False
    """Whether figures stand at the right, as in a table; in a form all begins at the left."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        """As high as the text, up to some lines."""
        metrics = QFontMetrics(option.font)
        padding = cell_padding(metrics.height())
        if index.data(CardRole.HEADING):
            return QSize(0, round(metrics.height() * 2.1))
        width = (
            option.rect.width()
            - 2 * padding
            - self._hint_width(metrics, index)
            - self._tick_width(metrics, index)
        )
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        lines = 1
        if "\n" in text or metrics.horizontalAdvance(text) > width > 0:
            box = metrics.boundingRect(0, 0, max(width, 1), 1 << 20, _WRAP, text)
            lines = min(max(round(box.height() / metrics.lineSpacing()), 1), _MOST_LINES)
        return QSize(0, lines * metrics.lineSpacing() + round(metrics.height() * 0.6))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        """Paint a heading, a title or a cell."""
        painter.save()
        heading = index.data(CardRole.HEADING)
        cell: GridCell | None = index.data(CardRole.CELL)
        if heading:
            self._paint_heading(painter, option, heading)
        elif cell is None:
            self._paint_title(painter, option, index)
        else:
            self._paint_cell(painter, option, index, cell)
        painter.restore()

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, text: str) -> None:
        colour, rectangle = colours(), option.rect
        painter.fillRect(rectangle, colour.header)
        font = QFont(option.font)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(colour.header_text)
        padding = cell_padding(QFontMetrics(font).height())
        painter.drawText(
            rectangle.adjusted(padding, 0, -padding, 0),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            text,
        )
        self._line_below(painter, rectangle, colour.header_line)

    def _paint_title(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        colour, rectangle = colours(), option.rect
        metrics = QFontMetrics(option.font)
        padding = cell_padding(metrics.height())
        painter.fillRect(rectangle, colour.window)
        self._line_below(painter, rectangle, colour.grid_line)
        ticked = index.data(CardRole.TICKED)
        inside = rectangle.adjusted(padding, 0, -padding, 0)
        if ticked is not None:
            size = metrics.height()
            picture = icon("box_ticked", colour.accent) if ticked else icon("box_empty")
            picture.paint(painter, inside.left(), rectangle.center().y() - size // 2, size, size)
            inside.setLeft(inside.left() + self._tick_width(metrics, index))
        painter.setPen(colour.text if ticked is not None else colour.muted)
        painter.setFont(option.font)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | _WRAP, text)

    def _paint_cell(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex, cell: GridCell
    ) -> None:
        colour, rectangle = colours(), option.rect
        metrics = QFontMetrics(option.font)
        padding = cell_padding(metrics.height())
        painter.fillRect(rectangle, self._ground(option, cell))
        self._line_below(painter, rectangle, colour.grid_line)
        if self.aligned:
            painter.drawLine(rectangle.topRight(), rectangle.bottomRight())
        if has_marks(cell):
            marks = MarkPainter(colour, metrics.height())
            if cell.colour:
                marks.grounds(painter, [(cell.colour, rectangle)], ())
            marks.signs(painter, rectangle, cell)
        inside = rectangle.adjusted(padding, 0, -padding, 0)
        hint = index.data(CardRole.HINT)
        painter.setFont(option.font)
        if hint:
            painter.setPen(colour.muted)
            painter.drawText(inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, hint)
            inside.setRight(inside.right() - self._hint_width(metrics, index))
        painter.setPen(_ink(cell))
        painter.setClipRect(rectangle)
        align = _ALIGNS[cell.align if self.aligned else "left"]
        above = round(metrics.height() * 0.3)
        flags = align | Qt.AlignmentFlag.AlignTop | _WRAP
        if metrics.boundingRect(inside, flags, cell.text).height() + 2 * above <= rectangle.height():
            flags = align | Qt.AlignmentFlag.AlignVCenter | _WRAP
            above = 0
        painter.drawText(inside.adjusted(0, above, 0, 0), flags, cell.text)
        if option.state & QStyle.StateFlag.State_HasFocus:
            self._paint_focus(painter, rectangle)

    @staticmethod
    def _ground(option: QStyleOptionViewItem, cell: GridCell) -> QColor:
        colour = colours()
        if option.state & QStyle.StateFlag.State_HasFocus:
            return colour.base
        if option.state & QStyle.StateFlag.State_Selected:
            return colour.selection
        if cell.error:
            return colour.error_ground
        return colour.readonly if cell.readonly else colour.base

    @staticmethod
    def _paint_focus(painter: QPainter, rectangle: QRect) -> None:
        pen = QPen(colours().accent, 2)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(rectangle.adjusted(1, 1, -1, -1))

    @staticmethod
    def _line_below(painter: QPainter, rectangle: QRect, shade: QColor) -> None:
        painter.setPen(shade)
        painter.drawLine(rectangle.bottomLeft(), rectangle.bottomRight())

    @staticmethod
    def _hint_width(metrics: QFontMetrics, index: _AnyIndex) -> int:
        hint = index.data(CardRole.HINT)
        return metrics.horizontalAdvance(hint) + metrics.height() if hint else 0

    @staticmethod
    def _tick_width(metrics: QFontMetrics, index: _AnyIndex) -> int:
        return round(metrics.height() * 1.4) if index.data(CardRole.TICKED) is not None else 0


def _ink(cell: GridCell) -> QColor:
    colour = colours()
    if cell.error:
        return colour.error
    if cell.alarm or (cell.align == "right" and is_negative(cell.text)):
        return colour.negative
    return colour.muted if cell.muted else colour.text
