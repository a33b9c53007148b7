"""Paints the marks of pages — bars, points and signs of the wall chart — as lines and areas, never as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen, QPolygonF

from fgj_desktop.documents.pages import Mark, Shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

INKS = {
    "ink": QColor(0, 0, 0),
    "green": QColor(20, 110, 45),
    "amber": QColor(150, 95, 0),
    "red": QColor(190, 20, 20),
    "grey": QColor(90, 90, 90),
}
_THIN = 0.6


def paint_marks(painter: QPainter, marks: Sequence[Mark], scale: float) -> None:
    """Paint marks with ``scale`` dots of the device to a point."""
    for mark in marks:
        area = QRectF(mark.x * scale, mark.y * scale, mark.width * scale, mark.height * scale)
        colour = INKS[mark.colour]
        if mark.shape is Shape.LINE:
            painter.setPen(QPen(colour, max(_THIN * 1.5 * scale, 1.0), Qt.PenStyle.DashLine))
            painter.drawLine(area.topLeft(), area.bottomLeft())
            continue
        is_hollow = mark.shape is Shape.HOLLOW
        painter.setPen(QPen(colour, max(_THIN * scale, 1.0)) if is_hollow else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.GlobalColor.white if is_hollow else colour)
        _paint_area(painter, mark.shape, area)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_area(painter: QPainter, shape: Shape, area: QRectF) -> None:
    centre = area.center()
    corners = {
        Shape.DIAMOND: ((centre.x(), area.top()), (area.right(), centre.y()), (centre.x(), area.bottom()),
                        (area.left(), centre.y())),
        Shape.TRIANGLE: ((centre.x(), area.top()), (area.right(), area.bottom()), (area.left(), area.bottom())),
        Shape.TO_LEFT: ((area.left(), centre.y()), (area.right(), area.top()), (area.right(), area.bottom())),
        Shape.TO_RIGHT: ((area.right(), centre.y()), (area.left(), area.top()), (area.left(), area.bottom())),
    }  # fmt: skip
    if shape is Shape.CIRCLE:
        painter.drawEllipse(area)
    elif shape in corners:
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners[shape]]))
    else:
        painter.drawRect(area)
