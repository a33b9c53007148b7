"""The funnel in a title: where it stands and how it looks; a click on it opens the column's filter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPen, QPolygon

from fgj_desktop.views.theme import colours

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

_SIZE = 0.86
"""Side of the button in heights of a line."""


def funnel_box(title: QRect, line: int) -> QRect:
    """The button in a title's box: the right upper corner, clear of the edge that is dragged."""
    side = round(line * _SIZE)
    inset = max(3, line // 4)
    return QRect(title.right() - inset - side, title.top() + 2, side, side)


def paint_funnel(painter: QPainter, box: QRect, ground: QColor, *, filtered: bool) -> None:
    """A funnel, filled in the accent colour where the column is filtered; the title below is covered."""
    shade = colours().accent if filtered else colours().muted
    painter.fillRect(box, ground)
    inner = box.adjusted(2, 2, -2, -2)
    width, height = inner.width(), inner.height()
    points = ((0, 0), (1, 0), (0.62, 0.5), (0.62, 1), (0.38, 0.85), (0.38, 0.5))
    shape = QPolygon([inner.topLeft() + QPoint(round(x * width), round(y * height)) for x, y in points])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(shade, 1.2))
    painter.setBrush(shade if filtered else Qt.BrushStyle.NoBrush)
    painter.drawPolygon(shape)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
