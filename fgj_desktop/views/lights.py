"""Lights as small pictures: a colour and a sign, so that the colour is never alone."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

if TYPE_CHECKING:
    from fgj_desktop.views.theme import Colours

LIGHT_WORDS = {"green": "绿灯", "amber": "黄灯", "red": "红灯", "grey": "灰灯"}

# The sign of a light in a square of side 1: strokes from point to point.
_SIGNS: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "green": (((0.29, 0.52), (0.44, 0.67), (0.71, 0.36)),),
    "amber": (((0.50, 0.26), (0.50, 0.56)), ((0.50, 0.72), (0.50, 0.73))),
    "red": (((0.35, 0.35), (0.65, 0.65)), ((0.65, 0.35), (0.35, 0.65))),
    "grey": (((0.32, 0.50), (0.68, 0.50)),),
}


def light_picture(light: str, hollow: bool, size: int, ratio: float, colour: Colours) -> QPixmap:
    """A light of ``size`` logical pixels: a filled disc with its sign, or a ring when hollow."""
    shade: QColor = getattr(colour, light)
    return _picture(light, hollow, size, ratio, shade.name(), colour.light_sign.name())


@cache
def _picture(light: str, hollow: bool, size: int, ratio: float, shade: str, sign: str) -> QPixmap:
    side = round(size * ratio)
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    stroke = side * 0.11
    if hollow:
        painter.setPen(QPen(QColor(shade), stroke))
        edge = stroke / 2 + side * 0.02
        painter.drawEllipse(QRectF(edge, edge, side - 2 * edge, side - 2 * edge))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(shade))
        painter.drawEllipse(QRectF(0, 0, side, side))
    pen = QPen(QColor(shade if hollow else sign), stroke)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for points in _SIGNS[light]:
        painter.drawPolyline(QPolygonF([QPointF(x * side, y * side) for x, y in points]))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture
