"""Dragging a title to another place among the columns, frozen ones included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication

from fgj_desktop.views.grid_header_mouse import ClickedHeader
from fgj_desktop.views.theme import colours

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPainter

    from fgj_desktop.views.grid_table import PaintedTable

_STEP = 24
"""Pixels scrolled at a time while the mouse is at the edge."""


class DraggedHeader(ClickedHeader):
    """A header whose titles are dragged; where one would go a line is painted."""

    column_moved = Signal(int, int)
    """Column, and the one before which it was dropped; the number of columns for the end."""

    def __init__(self, grid: PaintedTable) -> None:
        super().__init__(grid)
        self._start = QPoint()
        self._drop: int | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag would begin."""
        self._start = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag a title that is held; else what the mouse does without a button."""
        place = event.position().toPoint()
        held = (
            bool(event.buttons() & Qt.MouseButton.LeftButton) and self._pressed >= 0 and not self._on_funnel
        )
        far = (place - self._start).manhattanLength() >= QApplication.startDragDistance()
        if held and (far or self._drop is not None):
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._scroll_at_edge(place.x())
            self._drop = self._boundary_at(place.x())
            self.viewport().update()
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop a title that is dragged; far from the titles it goes back to its place."""
        column, before = self._pressed, self._drop
        self._drop = None
        if before is None:
            super().mouseReleaseEvent(event)
            return
        self._pressed = -1
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.viewport().update()
        y = event.position().y()
        if -self.height() < y < 2 * self.height() and before not in (column, column + 1):
            self.column_moved.emit(column, before)

    def _boundary_at(self, x: int) -> int:
        """The column whose left edge is nearest to the mouse; the number of columns behind the last."""
        inside = x < self._grid.frozen_width()
        spans = self._grid.spans(inside)
        for column, left, width in spans:
            if x < left + width // 2:
                return column
        return spans[-1].column + 1 if spans else 0

    def _scroll_at_edge(self, x: int) -> None:
        bar = self._grid.horizontalScrollBar()
        if x > self.viewport().width() - _STEP:
            bar.setValue(bar.value() + _STEP)
        elif self._grid.frozen_width() <= x < self._grid.frozen_width() + _STEP:
            bar.setValue(bar.value() - _STEP)

    def paint_drop(self, painter: QPainter) -> None:
        """The line where the title would go."""
        if self._drop is None:
            return
        if self._drop < self.count():
            x = self._grid.column_left(self._drop)
        else:
            x = self._grid.column_left(self.count() - 1) + self.sectionSize(self.count() - 1)
        painter.fillRect(max(0, x - 2), 0, 3, self.height(), colours().accent)
