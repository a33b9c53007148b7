"""The ledger's grid: one table view that paints itself, edits in place and reports gestures."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QRegion,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QToolTip,
    QWidget,
)

from fgj_desktop.views.editors import CellDelegate, Initials
from fgj_desktop.views.grid_frozen import FrozenTable, Span
from fgj_desktop.views.grid_header import LedgerHeader
from fgj_desktop.views.grid_keys import CursorAction, KeyMove, key_move
from fgj_desktop.views.grid_paint import Block, CellPainter
from fgj_desktop.views.grid_text import cell_tip, copied_text
from fgj_desktop.views.theme import colours

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fgj_desktop.models.grid_protocol import GridModel

LEAST_ZOOM, GREATEST_ZOOM = 50, 200
_ZOOM_STEP = 10
_WIDEST_SHARE = 0.5
_AnyIndex = QModelIndex | QPersistentModelIndex
_Trigger = QAbstractItemView.EditTrigger
_Hint = QAbstractItemDelegate.EndEditHint


class LedgerGrid(FrozenTable):
    """Shows a model that is a QAbstractTableModel and a GridModel."""

    sort_requested = Signal(int, bool)
    """Column whose title was clicked, and whether Shift was held."""
    column_menu_requested = Signal(int, QPoint)
    """Column whose title was clicked with the right button, and the place on the screen."""
    clear_requested = Signal(object)
    """list[QModelIndex] of the selected cells of visible columns: Delete was pressed."""
    typing_refused = Signal(QModelIndex)
    """A key was typed into a cell that cannot be edited."""
    zoom_changed = Signal(int)
    column_resized = Signal(int)

    def __init__(self, parent: QWidget | None = None, initials: Initials | None = None) -> None:
        super().__init__(parent)
        self._zoom = 100
        self._characters: dict[int, float] = {}
        self._waiting: list[Callable[[], None]] = []
        self._tab_start = -1
        self._painter = CellPainter(QApplication.font(), colours(), self.devicePixelRatioF())
        self._delegate = CellDelegate(self, initials)
        self._delegate.left_by_key.connect(self._move)
        self.setItemDelegate(self._delegate)
        self._header = LedgerHeader(self)
        self._set_behaviour()
        self._header.sort_requested.connect(self.sort_requested)
        self._header.menu_requested.connect(self.column_menu_requested)
        self._header.fit_requested.connect(self.fit_column)
        self._header.width_dragged.connect(self._remember_width)
        self.restyle()

    def _set_behaviour(self) -> None:
        # AnyKeyPressed is Qt's own way in: it keeps what an input method is composing whole.
        self.setEditTriggers(_Trigger.AnyKeyPressed | _Trigger.EditKeyPressed | _Trigger.DoubleClicked)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setTabKeyNavigation(True)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(FrozenTable.Shape.NoFrame)
        self.setHorizontalHeader(self._header)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    # --- what the window uses -------------------------------------------------------------------

    def grid_model(self) -> GridModel:
        """The model by its fast path."""
        return cast("GridModel", self.model())

    def header(self) -> LedgerHeader:
        """The header; its ``set_sort`` shows the order of the rows."""
        return self._header

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show a model; the editor of the former one is committed first."""
        self.finish_editing()
        super().setModel(model)
        if model is not None:
            # The net under when_idle: what is being typed is stored before it would be lost.
            model.modelAboutToBeReset.connect(self.finish_editing)
            model.modelReset.connect(self._apply_widths)
            model.headerDataChanged.connect(self._header.relayout)
        self._apply_widths()

    def set_column_characters(self, widths: Sequence[float]) -> None:
        """Set the widths of all columns in half-width characters, which zoom and scale enlarge."""
        self._characters = dict(enumerate(widths))
        self._apply_widths()

    def column_characters(self, column: int) -> float:
        """The width of a column in half-width characters, to be remembered."""
        return self._characters.get(column, self._to_characters(self.columnWidth(column)))

    def fit_column(self, column: int) -> None:
        """Make a column as wide as the longest text in view, its title on two lines, and its total."""
        model, metrics = self.grid_model(), self._painter.texts.metrics
        bold = QFontMetrics(self._header.bold_font())
        widest = bold.horizontalAdvance(model.total(column))
        widest = max(widest, bold.horizontalAdvance(model.column_title(column)) // 2)
        first, last = self._rows_between(0, self.viewport().height())
        for row in range(first, last + 1):
            cell = model.cell(row, column)
            light = self._painter.light_size + self._painter.padding if cell.light else 0
            widest = max(widest, light + metrics.horizontalAdvance(cell.text.replace("\n", " ")))
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

    def is_editing(self) -> bool:
        """Whether a cell's editor is open."""
        return self.state() == QAbstractItemView.State.EditingState

    def when_idle(self, action: Callable[[], None]) -> None:
        """Run ``action`` now, or when the open editor has been left: on the next turn of the loop.

        A refresh under an open editor loses what is being typed, so refreshes come through here.
        An action already waiting is not added again.
        """
        if not self.is_editing() and not self._waiting:
            action()
        elif action not in self._waiting:
            self._waiting.append(action)

    def finish_editing(self) -> bool:
        """Store what is in the open editor and close it. False when the model could not store it."""
        editor = self._delegate.open_editor()
        if editor is not None and self.is_editing():
            self.commitData(editor)
            self.closeEditor(editor, _Hint.NoHint)
        return not self.is_editing()

    def selected_cells(self) -> list[QModelIndex]:
        """The selected cells of visible columns, row by row."""
        found = [index for index in self.selectedIndexes() if not self.isColumnHidden(index.column())]
        return sorted(found, key=lambda index: (index.row(), index.column()))

    def copy_selection(self) -> None:
        """Put the selected cells on the clipboard as tab-separated text."""
        places = [(index.row(), index.column()) for index in self.selected_cells()]
        if places:
            model = self.grid_model()
            text = copied_text(places, lambda row, column: model.cell(row, column).text)
            QGuiApplication.clipboard().setText(text)

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
        pen = QPen(colours().accent if active else colours().muted, 2 if active else 1)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(rectangle.adjusted(1, 1, -1, -1))

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
            QToolTip.showText(event.globalPos(), self.tip(index), self, self.visualRect(index))
            return True
        return super().viewportEvent(event)

    def tip(self, index: QModelIndex) -> str:
        """What hovering over a cell says: its error, the whole of a cut text, its note."""
        if not index.isValid():
            return ""
        cell = self.grid_model().cell(index.row(), index.column())
        room = self.columnWidth(index.column()) - 2 * self._painter.padding
        if cell.light:
            room -= self._painter.light_size + self._painter.padding
        return cell_tip(cell, self._painter.texts.cut(cell.text, room))

    # --- keys -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move as in Excel; all other keys go to Qt, which opens editors."""
        move = key_move(event)
        if move is not None:
            self._move(move)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        elif event.key() == Qt.Key.Key_Delete and not event.modifiers():
            self.clear_requested.emit(self.selected_cells())
        elif event.key() == Qt.Key.Key_Backspace and not event.modifiers():
            self.edit(self.currentIndex(), _Trigger.AnyKeyPressed, event)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _move(self, move: KeyMove) -> None:
        here = self.currentIndex()
        if not here.isValid():
            self.setCurrentIndex(self.model().index(0, 0))
            return
        if move.extend:
            self.extend_selection(self._target(self.selection_reach(), move))
            return
        tabbing = move.action in (CursorAction.MoveNext, CursorAction.MovePrevious)
        start = self._tab_start if self._tab_start >= 0 else here.column()
        target = self._target(here, move)
        if move.action in (CursorAction.MoveDown, CursorAction.MoveUp) and move.after_entry:
            # After a row filled with Tab, Enter begins the next row where this one began.
            target = target.siblingAtColumn(start)
        self.setCurrentIndex(target)
        self._tab_start = start if tabbing else -1

    def _target(self, here: QModelIndex, move: KeyMove) -> QModelIndex:
        """The cell a move leads to, past hidden columns; the same cell at the edge of the table."""
        columns = [c for c in range(self.model().columnCount()) if not self.isColumnHidden(c)]
        place = columns.index(here.column()) if here.column() in columns else 0
        last_row, page = (
            self.model().rowCount() - 1,
            max(1, self.viewport().height() // self.row_height() - 1),
        )
        row = here.row()
        action, edge = move.action, move.to_edge
        if action in (CursorAction.MoveUp, CursorAction.MovePageUp):
            row -= last_row if edge else (1 if action == CursorAction.MoveUp else page)
        elif action in (CursorAction.MoveDown, CursorAction.MovePageDown):
            row += last_row if edge else (1 if action == CursorAction.MoveDown else page)
        elif action in (CursorAction.MoveLeft, CursorAction.MovePrevious):
            place = 0 if edge else place - 1
        elif action in (CursorAction.MoveRight, CursorAction.MoveNext):
            place = len(columns) - 1 if edge else place + 1
        elif action == CursorAction.MoveHome:
            row, place = (0 if edge else row), 0
        elif action == CursorAction.MoveEnd:
            row, place = (last_row if edge else row), len(columns) - 1
        place, row = min(max(place, 0), len(columns) - 1), min(max(row, 0), last_row)
        return self.model().index(row, columns[place])

    def keyboardSearch(self, search: str) -> None:
        """Called by Qt for a key that opened no editor; jumping to another row would surprise."""
        self.typing_refused.emit(self.currentIndex())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click ends a row of entries by Tab."""
        self._tab_start = -1
        super().mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, scroll otherwise."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y()
            if turned:
                self.set_zoom(self._zoom + (_ZOOM_STEP if turned > 0 else -_ZOOM_STEP))
            event.accept()
        else:
            super().wheelEvent(event)

    # --- editing --------------------------------------------------------------------------------

    def edit(self, index: _AnyIndex, *how: object) -> bool | None:  # type: ignore[override]
        """Open an editor: by a typed key over the old text, otherwise with the cursor at its end."""
        trigger = how[0] if how else _Trigger.AllEditTriggers
        self._delegate.overwriting = trigger == _Trigger.AnyKeyPressed
        opened: bool | None = super().edit(index, *how)
        if opened and trigger in (_Trigger.EditKeyPressed, _Trigger.DoubleClicked):
            self._delegate.cursor_to_end()
        return opened

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Close an editor whose text is stored, then run what waits for it."""
        if hint != _Hint.RevertModelCache and self._delegate.refused:
            # Nothing could be stored: the text stays in the cell until storing works or Esc.
            QTimer.singleShot(0, editor, editor.setFocus)
            return
        super().closeEditor(editor, _Hint.NoHint)
        if self._waiting:
            QTimer.singleShot(0, self, self._run_waiting)

    def _run_waiting(self) -> None:
        while self._waiting and not self.is_editing():
            self._waiting.pop(0)()

    def dataChanged(self, first: _AnyIndex, last: _AnyIndex, roles: Sequence[int] = ()) -> None:
        """Show changed values, but leave an open editor its text."""
        if self.is_editing():
            # Qt would load the stored value over what is being typed.
            self.viewport().update()
        else:
            super().dataChanged(first, last, list(roles))
        self._header.viewport().update()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Scroll, and lay the open editor over its cell again."""
        super().scrollContentsBy(dx, dy)
        if self.is_editing():
            self.updateEditorGeometries()

    def updateEditorGeometries(self) -> None:
        """Keep an editor from lying over the frozen columns."""
        super().updateEditorGeometries()
        editor = self._delegate.open_editor()
        if editor is not None:
            edge = 0 if self.currentIndex().column() < self.frozen_count() else self.frozen_width()
            if editor.geometry().left() < edge:
                seen = self.viewport().rect().adjusted(edge, 0, 0, 0)
                editor.setMask(QRegion(seen.translated(-editor.pos())))
            else:
                editor.clearMask()
