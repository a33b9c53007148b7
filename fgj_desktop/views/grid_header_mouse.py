"""What a header does under the mouse: sort, resize, fit, light up.

Qt's own handling knows nothing of frozen columns, and selects a column where a ledger sorts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelection, QPoint, Qt, Signal
from PySide6.QtWidgets import QHeaderView

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QContextMenuEvent, QMouseEvent

    from fgj_desktop.views.grid_table import PaintedTable


class ClickedHeader(QHeaderView):
    """A header whose titles are clicked and whose edges are dragged, frozen columns included."""

    sort_requested = Signal(int, bool)
    """Column clicked, and whether Shift was held (a further key)."""
    fit_requested = Signal(int)
    menu_requested = Signal(int, QPoint)
    """Column, and the place on the screen for its menu."""
    width_dragged = Signal(int)
    filter_requested = Signal(int)
    """Column whose funnel was clicked."""

    def __init__(self, grid: PaintedTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, grid)
        self._grid = grid
        self._hovered = -1
        self._pressed = -1
        self._on_funnel = False
        self._dragged: tuple[int, int, int] | None = None
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMouseTracking(True)
        self.setMinimumSectionSize(12)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Titles do not show what is selected; Qt would paint them anew at every step of the cursor."""

    def title_height(self) -> int:
        """Pixels from the top that belong to titles; what lies below is not clicked."""
        return self.height()

    def column_at(self, x: int) -> int:
        """The column at a place of the viewport, frozen ones first; -1 beyond the last."""
        return self._grid.column_under(x)

    def funnel_at(self, place: QPoint) -> int:
        """The column whose funnel is under the mouse; -1 for none."""
        column = self.column_at(place.x())
        return column if column >= 0 and self.funnel_rect(column).contains(place) else -1

    def funnel_rect(self, column: int) -> QRect:
        """Where the funnel of a column is clicked; those who paint titles know."""
        raise NotImplementedError

    def edge_at(self, x: int) -> int:
        """The column whose right edge is within reach of the mouse; -1 for none."""
        reach = max(3, self.fontMetrics().height() // 4)
        for frozen in (True, False):
            for column, left, width in reversed(self._grid.spans(frozen)):
                edge = left + width
                if abs(edge - 1 - x) <= reach and (frozen or edge >= self._grid.frozen_width()):
                    return column
        return -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of an edge, or press a title."""
        if event.button() != Qt.MouseButton.LeftButton or event.position().y() >= self.title_height():
            return
        x = int(event.position().x())
        edge = self.edge_at(x)
        if edge >= 0:
            self._dragged = (edge, x, self.sectionSize(edge))
        else:
            self._pressed = self.column_at(x)
            self._on_funnel = self.funnel_at(event.position().toPoint()) >= 0

    def relayout(self) -> None:
        """Find the height again, after titles or widths have changed."""
        self.updateGeometry()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag an edge, or show what a click would touch."""
        x, titles = int(event.position().x()), event.position().y() < self.title_height()
        if self._dragged is not None:
            column, start, width = self._dragged
            self.resizeSection(column, max(self.minimumSectionSize(), width + x - start))
            return
        over_edge = titles and self.edge_at(x) >= 0
        self.setCursor(Qt.CursorShape.SplitHCursor if over_edge else Qt.CursorShape.ArrowCursor)
        self._hover(self.column_at(x) if titles and not over_edge else -1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of an edge, or ask for sorting."""
        pressed, dragged = self._pressed, self._dragged
        self._pressed, self._dragged = -1, None
        if dragged is not None:
            self.relayout()
            self.width_dragged.emit(dragged[0])
        elif pressed >= 0 and self._on_funnel:
            if self.funnel_at(event.position().toPoint()) == pressed:
                self._hover(-1)
                self.filter_requested.emit(pressed)
        elif pressed >= 0 and self.column_at(int(event.position().x())) == pressed:
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.sort_requested.emit(pressed, shift)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Fit a column whose edge was clicked."""
        edge = self.edge_at(int(event.position().x()))
        if edge >= 0 and event.position().y() < self.title_height():
            self.fit_requested.emit(edge)
        else:
            self.mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the mouse any more."""
        self._hover(-1)
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a column's menu."""
        column = self.column_at(event.pos().x())
        if column >= 0:
            # The system does not tell that the mouse has left while a menu was open.
            self._hover(-1)
            self.menu_requested.emit(column, event.globalPos())

    def _hover(self, column: int) -> None:
        if column != self._hovered:
            self._hovered = column
            self.viewport().update()
