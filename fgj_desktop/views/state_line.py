"""The states a matter passes through, in a line: what is over is ticked, where it stands is filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from fgj_desktop.views.theme import colours, space

if TYPE_CHECKING:
    from collections.abc import Sequence


class StateLine(QWidget):
    """Shows the states in order with a note below each (the day it was reached); nothing here is clicked."""

    def __init__(self, states: Sequence[str]) -> None:
        super().__init__()
        self._states = list(states)
        self._current = -1
        self._notes = [""] * len(self._states)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_state(self, current: str, notes: Sequence[str]) -> None:
        """Stand at a state; an unknown or empty one stands before the first."""
        self._current = self._states.index(current) if current in self._states else -1
        self._notes = list(notes)
        told = f"当前状态：{current}" if self._current >= 0 else "尚未开始"
        self.setAccessibleName(told)
        self.setToolTip(told)
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as titles and notes need, two lines high."""
        return QSize(space(7.5) * len(self._states), space(2.5))

    def minimumSizeHint(self) -> QSize:
        """Narrower than it would like."""
        return QSize(space(6) * len(self._states), space(2.5))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint circles, the line between them, titles and notes."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self.width() / len(self._states)
        for place in range(len(self._states)):
            self._paint_state(painter, place, QRectF(place * width, 0, width, self.height()))
        painter.end()

    def _paint_state(self, painter: QPainter, place: int, box: QRectF) -> None:
        colour, is_over, is_here = colours(), place < self._current, place == self._current
        radius = space(0.55)
        centre = QPointF(box.left() + radius + 1, box.top() + space(0.75))
        shade = colour.accent if is_here else colour.green if is_over else colour.line
        painter.setPen(QPen(shade, 1.5))
        painter.setBrush(shade if is_over or is_here else colour.base)
        painter.drawEllipse(centre, radius, radius)
        sign = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        painter.setPen(colour.light_sign if is_over or is_here else colour.muted)
        painter.drawText(sign, Qt.AlignmentFlag.AlignCenter, "✓" if is_over else str(place + 1))
        left = sign.right() + space(0.35)
        font = painter.font()
        font.setBold(is_here)
        painter.setFont(font)
        painter.setPen(colour.text if is_over or is_here else colour.muted)
        title = QRectF(left, box.top(), box.right() - left, space(1.5))
        drawn = painter.boundingRect(title, Qt.AlignmentFlag.AlignVCenter, self._states[place])
        painter.drawText(title, Qt.AlignmentFlag.AlignVCenter, self._states[place])
        if place + 1 < len(self._states):
            painter.setPen(QPen(colour.green if is_over else colour.line, 1.5))
            start = drawn.right() + space(0.5)
            painter.drawLine(QPointF(start, centre.y()), QPointF(box.right() - space(0.4), centre.y()))
        font.setBold(False)
        painter.setFont(font)
        painter.setPen(colour.muted)
        note = QRectF(left, box.top() + space(1.35), box.right() - left, space(1.1))
        painter.drawText(note, Qt.AlignmentFlag.AlignVCenter, self._notes[place])
