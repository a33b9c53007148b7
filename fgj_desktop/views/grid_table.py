"""A frozen table that paints itself: its cells, and by its header the titles and totals.

The default delegate needs four times as long for the same page.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QHeaderView,
    QToolTip,
    QWidget,
)

from fgj_desktop.views.grid_frozen import FrozenTable, Span
from fgj_desktop.views.grid_header import LedgerHeader
from fgj_desktop.views.grid_paint import Block, CellPainter
from fgj_desktop.views.grid_text import cell_tip
from fgj_desktop.views.theme import colours

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fgj_desktop.models.block import Block as CellBlock
    from fgj_desktop.models.grid_protocol import GridModel

LEAST_ZOOM, GREATEST_ZOOM = 50, 200
_WIDEST_SHARE = 0.5
_AnyIndex = QModelIndex | QPersistentModelIndex


class PaintedTable(FrozenTable):
    """Shows a model that is a QAbstractTableModel and a GridModel."""

    zoom_changed = Signal(int)
    column_resized = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.overlays: list[Callable[[QPainter], None]] = []
        """What paints over the cells: a dashed line, the handle."""
        self.late_tip: Callable[[QModelIndex], str] | None = None
        """What else is told on hovering over a cell; asked only then."""
        self._zoom = 100
        self._characters: dict[int, float] = {}
        self._painter = CellPainter(QApplication.font(), colours(), self.devicePixelRatioF())
        self._header = LedgerHeader(self)
        self._header.fit_requested.connect(self.fit_column)
        self._header.width_dragged.connect(self._remember_width)
        self.setHorizontalHeader(self._header)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(FrozenTable.Shape.NoFrame)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.restyle()

    # --- what the window uses -------------------------------------------------------------------

    def grid_model(self) -> GridModel:
        """The model by its fast path."""
        return cast("GridModel", self.model())

    def header(self) -> LedgerHeader:
        """The header; its ``set_sort`` shows the order of the rows."""
        return self._header

    def is_editing(self) -> bool:
        """Whether a cell's editor is open."""
        return self.state() == QAbstractItemView.State.EditingState

    def set_column_characters(self, widths: Sequence[float]) -> None:
        """Set the widths of all columns in half-width characters, which zoom and scale enlarge."""
        self._characters = dict(enumerate(widths))
        self._apply_widths()

    def column_characters(self, column: int) -> float:
        """The width of a column in half-width characters, to be remembered."""
        return self._characters.get(column, self._to_characters(self.columnWidth(column)))

    def setColumnHidden(self, column: int, hide: bool) -> None:
        """Hide or show a column, and with it the lines its title needs."""
        super().setColumnHidden(column, hide)
        self._header.relayout()

    def fit_column(self, column: int) -> None:
        """Make a column as wide as the longest text in view, its title on two lines, and its total."""
        model, metrics = self.grid_model(), self._painter.texts.metrics
        bold = QFontMetrics(self._header.bold_font())
        widest = bold.horizontalAdvance(model.total(column))
        widest = max(widest, bold.horizontalAdvance(model.column_title(column)) // 2)
        first, last = self._rows_between(0, self.viewport().height())
        for row in range(first, last + 1):
            cell = model.cell(row, column)
            sign = self._painter.light_size + self._painter.padding if cell.light or cell.fold else 0
            measure = bold if cell.heading else metrics
            widest = max(widest, sign + measure.horizontalAdvance(cell.text.replace("\n", " ")))
        most = round(self.viewport().width() * _WIDEST_SHARE)
        self.setColumnWidth(column, min(widest + 2 * self._painter.padding + 2, most))
        self._header.relayout()
        self._remember_width(column)

    def zoom(self) -> int:
        """The size of text in percent of the program's ordinary size."""
        return self._zoom

    def set_zoom(self, percent: int) -> None:
        """Show text, rows and columns larger or smaller, from LEAST_ZOOM to GREATEST_ZOOM."""
        percent = min(max(percent, LEAST_ZOOM), GREATEST_ZOOM)
        if percent != self._zoom:
            self._zoom = percent
            self.restyle()
            self.zoom_changed.emit(percent)

    # --- appearance -----------------------------------------------------------------------------

    def restyle(self) -> None:
        """Take font and colours anew, after a change of zoom, theme or screen."""
        font = QFont(QApplication.font())
        font.setPointSizeF(font.pointSizeF() * self._zoom / 100)
        self.setFont(font)
        self._painter = CellPainter(font, colours(), self.devicePixelRatioF())
        self.verticalHeader().setDefaultSectionSize(self.row_height())
        self._header.restyle()
        self._apply_widths()

    def row_height(self) -> int:
        """Pixels of a row, which holds one line."""
        return round(self._painter.texts.height * 1.45)

    def cell_padding(self) -> int:
        """Pixels between a cell's edge and its text."""
        return self._painter.padding

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationFontChange):
            # Later: theme changes come as a flock of events, some before the theme is complete.
            QTimer.singleShot(0, self, self.restyle)

    def _to_characters(self, width: int) -> float:
        return round((width - 2 * self._painter.padding) / self._unit(), 2)

    def _unit(self) -> float:
        return self._painter.texts.metrics.horizontalAdvance("国") / 2

    def _apply_widths(self) -> None:
        for column, characters in self._characters.items():
            if column < self._header.count():
                width = round(characters * self._unit()) + 2 * self._painter.padding
                self.setColumnWidth(column, width)
        self._header.relayout()
        self.viewport().update()

    def _remember_width(self, column: int) -> None:
        self._characters[column] = self._to_characters(self.columnWidth(column))
        self.column_resized.emit(column)

    def block_rectangle(self, block: CellBlock) -> QRect:
        """Where a block of cells is painted, as far as it is in view."""
        model = self.model()
        first, last = model.index(block.top, block.left), model.index(block.bottom, block.right)
        return self.visualRect(first).united(self.visualRect(last))

    # --- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows of the area, the frozen columns last."""
        if self._painter.ratio != self.devicePixelRatioF() or self._painter.colour is not colours():
            self._painter = CellPainter(self.font(), colours(), self.devicePixelRatioF())
        painter = QPainter(self.viewport())
        area = event.rect()
        painter.fillRect(area, colours().base)
        first, last = self._rows_between(area.top(), area.bottom())
        if last >= first:
            self._paint_rows(painter, area, first, last)
            for overlay in self.overlays:
                overlay(painter)
        painter.end()

    def _paint_rows(self, painter: QPainter, area: QRect, first: int, last: int) -> None:
        top, edge, row = self.rowViewportPosition(first), self.frozen_width(), self.currentIndex().row()
        bottom = top + (last - first + 1) * self.row_height()
        for frozen in (False, True):
            part = QRect(0, 0, edge, bottom) if frozen else QRect(edge, 0, area.right() + 1, bottom)
            painter.setClipRect(area.intersected(part))
            block = Block(first, last, top, self.row_height(), self.spans(frozen))
            current = self._current_rectangle(block.spans)
            selected = self._selected_rectangles(block)
            self._painter.paint(painter, self.grid_model(), block, selected, current, row)
            if current is not None:
                self._paint_current(painter, current)
        painter.setClipping(False)
        if edge:
            painter.setPen(colours().frozen_edge)
            painter.drawLine(edge - 1, top, edge - 1, bottom - 1)

    def _rows_between(self, top: int, bottom: int) -> tuple[int, int]:
        """First and last row in a stretch of the viewport; the last is before the first for none."""
        first, last = self.rowAt(max(0, top)), self.rowAt(bottom)
        if first < 0:
            return 0, -1
        return first, last if last >= 0 else self.model().rowCount() - 1

    def _current_rectangle(self, spans: Sequence[Span]) -> QRect | None:
        index = self.currentIndex()
        visible = any(span.column == index.column() for span in spans)
        return self.visualRect(index) if visible else None

    def _selected_rectangles(self, block: Block) -> list[QRect]:
        found = []
        selection = self.selectionModel().selection()
        for number in range(selection.size()):
            chosen = selection.at(number)
            top, bottom = max(chosen.top(), block.first_row), min(chosen.bottom(), block.last_row)
            spans = [span for span in block.spans if chosen.left() <= span.column <= chosen.right()]
            if bottom >= top and spans:
                left, right = spans[0].left, spans[-1].left + spans[-1].width
                y = block.top + (top - block.first_row) * block.row_height
                found.append(QRect(left, y, right - left, (bottom - top + 1) * block.row_height))
        return found

    def _paint_current(self, painter: QPainter, rectangle: QRect) -> None:
        active = self.hasFocus() or self.is_editing()
        pen = QPen(colours().accent if active else colours().muted, 2)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(rectangle.adjusted(1, 1, -1, -1))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Frame the current cell. Qt would paint every row anew, whenever an editor closes."""
        index = self.currentIndex()
        if not index.isValid():
            super().focusInEvent(event)
            return
        QAbstractScrollArea.focusInEvent(self, event)
        editable = bool(index.flags() & Qt.ItemFlag.ItemIsEditable)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, editable)
        self._update_focus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Frame the current cell more faintly, and leave the other rows as they are."""
        QAbstractScrollArea.focusOutEvent(self, event)
        self._update_focus()

    def _update_focus(self) -> None:
        """Paint what looks different with the focus: the current cell's row, and the last one selected."""
        rows = {block.bottom for block in self.selected_blocks()} | {self.currentIndex().row()}
        for row in rows:
            if row >= 0:
                top = self.rowViewportPosition(row)
                self.viewport().update(0, top, self.viewport().width(), self.row_height())

    def currentChanged(self, current: _AnyIndex, previous: _AnyIndex) -> None:
        """Repaint the rows left and entered, whose grounds differ."""
        super().currentChanged(current, previous)
        for index in (current, previous):
            if index.isValid():
                top = self.rowViewportPosition(index.row())
                self.viewport().update(0, top, self.viewport().width(), self.row_height())
        if current.column() != previous.column():
            self._header.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        """Show what a cell hides on hovering."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.indexAt(event.pos())
            tip = self.tip(index)
            if index.isValid() and self.late_tip is not None and (line := self.late_tip(index)):
                tip += ("<hr>" if tip else "") + f"<div>{escape(line)}</div>"
            QToolTip.showText(event.globalPos(), tip, self, self.visualRect(index))
            return True
        return super().viewportEvent(event)

    def tip(self, index: QModelIndex) -> str:
        """What hovering over a cell says: its error, the whole of a cut text, its note."""
        if not index.isValid():
            return ""
        cell = self.grid_model().cell(index.row(), index.column())
        room = self.columnWidth(index.column()) - 2 * self._painter.padding
        if cell.light or cell.fold:
            room -= self._painter.light_size + self._painter.padding
        return cell_tip(cell, self._painter.texts.cut(cell.text, room))
