"""The sign beside a group's name: ▾ while its records show, ▸ while they are hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

if TYPE_CHECKING:
    from fgj_desktop.models.grid_protocol import Fold

_LONG, _DEEP = 0.31, 0.19
"""Half the sides of the triangle, as shares of its box."""


def paint_fold_sign(painter: QPainter, box: QRectF, fold: Fold, shade: QColor) -> None:
    """Paint the sign into a square."""
    long, deep, middle = _LONG * box.width(), _DEEP * box.width(), box.center()
    down = [QPointF(-long, -deep), QPointF(long, -deep), QPointF(0, deep)]
    corners = down if fold == "open" else [QPointF(point.y(), point.x()) for point in down]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shade)
    painter.drawPolygon(QPolygonF([middle + corner for corner in corners]))
    painter.restore()
