"""The ledger's grid: one table view that paints itself, edits in place and reports gestures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QContextMenuEvent,
    QKeyEvent,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QWidget,
)

from fgj_desktop.views.editors import CellDelegate, CellEditor, Initials
from fgj_desktop.views.grid_keys import KeyMove, deed_of
from fgj_desktop.views.grid_moves import MovingTable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


_ZOOM_STEP = 10
_AnyIndex = QModelIndex | QPersistentModelIndex
_Trigger = QAbstractItemView.EditTrigger
_Hint = QAbstractItemDelegate.EndEditHint


class LedgerGrid(MovingTable):
    """A painted table that is edited in place and reports gestures as signals."""

    sort_requested = Signal(int, bool)
    """Column whose title was clicked, and whether Shift was held."""
    column_menu_requested = Signal(int, QPoint)
    """Column whose title was clicked with the right button, and the place on the screen."""
    command_requested = Signal(str)
    """Name of a command of the window whose key was pressed in the grid: copy, cut, paste, clear."""
    gave_up = Signal()
    """Esc was pressed while nothing was being typed."""
    cell_menu_requested = Signal(QPoint)
    """A cell was clicked with the right button; the place on the screen."""
    card_requested = Signal()
    """A cell that tells which record a row is, or how it stands, was double-clicked."""
    typing_refused = Signal(QModelIndex)
    """A key was typed into a cell that cannot be edited."""

    def __init__(self, parent: QWidget | None = None, initials: Initials | None = None) -> None:
        super().__init__(parent)
        self.card_columns: frozenset[int] = frozenset()
        self._waiting: list[Callable[[], None]] = []
        self._delegate = CellDelegate(self, initials)
        self._delegate.left_by_key.connect(self.move_current)
        self._delegate.left_to_fill.connect(self._fill_selection)
        self.fill: Callable[[str], bool] = lambda _text: False
        """Writes a text into every selected cell; False when it could not be stored."""
        self.setItemDelegate(self._delegate)
        self._set_behaviour()
        self._header.sort_requested.connect(self.sort_requested)
        self._header.menu_requested.connect(self.column_menu_requested)

    def _set_behaviour(self) -> None:
        # AnyKeyPressed is Qt's own way in: it keeps what an input method is composing whole.
        self.setEditTriggers(_Trigger.AnyKeyPressed | _Trigger.EditKeyPressed | _Trigger.DoubleClicked)
        self.setWordWrap(False)

    # --- what the window uses -------------------------------------------------------------------

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show a model; the editor of the former one is committed first."""
        self.finish_editing()
        former = self.model()
        if former is not None:
            former.modelAboutToBeReset.disconnect(self.finish_editing)
            former.modelReset.disconnect(self._apply_widths)
            former.headerDataChanged.disconnect(self._header.relayout)
        super().setModel(model)
        if model is not None:
            # The net under when_idle: what is being typed is stored before it would be lost.
            model.modelAboutToBeReset.connect(self.finish_editing)
            model.modelReset.connect(self._apply_widths)
            model.headerDataChanged.connect(self._header.relayout)
        self._apply_widths()

    def when_idle(self, action: Callable[[], None]) -> None:
        """Run ``action`` now, or when the open editor has been left: on the next turn of the loop.

        A refresh under an open editor loses what is being typed, so refreshes come through here.
        An action already waiting is not added again.
        """
        if not self.is_editing() and not self._waiting:
            action()
            return
        if action not in self._waiting:
            self._waiting.append(action)
        if not self.is_editing():
            QTimer.singleShot(0, self, self._run_waiting)

    def finish_editing(self) -> bool:
        """Store what is in the open editor and close it. False when the model could not store it."""
        editor = self.open_editor()
        if editor is not None and self.is_editing():
            self.commitData(editor)
            self.closeEditor(editor, _Hint.NoHint)
        return not self.is_editing()

    def open_editor(self) -> QWidget | None:
        """The editor that is open, if any. Qt asks for its place before there is a delegate."""
        delegate = self.itemDelegate()
        return delegate.open_editor() if isinstance(delegate, CellDelegate) else None

    # --- keys -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what is declared of a key; all other keys go to Qt, which opens editors."""
        deed = deed_of(event)
        if isinstance(deed, KeyMove):
            self.move_current(deed)
        elif deed is not None:
            deed(self)
        elif event.key() == Qt.Key.Key_Escape:
            self.gave_up.emit()
            event.ignore()
        elif _is_no_text(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Called by Qt for a key that opened no editor; jumping to another row would surprise."""
        self.typing_refused.emit(self.currentIndex())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the cells' menu; a cell outside of the selection becomes the current one first."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if not index.isValid() or not self.finish_editing():
            return
        if not self.selectionModel().isSelected(index):
            self.setCurrentIndex(index)
        below = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
        self.cell_menu_requested.emit(event.globalPos() if by_mouse else below)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current row in view when something opens below the rows."""
        super().resizeEvent(event)
        current, scrolled = self.currentIndex(), self.horizontalScrollBar().value()
        bottom = self.visualRect(current).bottom() if current.isValid() else 0
        if event.size().height() <= bottom < event.oldSize().height():
            self.scrollTo(current)
            self.horizontalScrollBar().setValue(scrolled)

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

    def edit_current(self, *, anew: bool = False) -> None:
        """Open the editor of the current cell: behind its text, or ``anew`` without it."""
        trigger = _Trigger.AnyKeyPressed if anew else _Trigger.EditKeyPressed
        # Qt wants to see an event and looks into it.
        if self.edit(self.currentIndex(), trigger, QEvent(QEvent.Type.User)) and anew:
            self._delegate.empty()

    def type_text(self, text: str) -> None:
        """Write a text as if it had been typed: into the open editor, or over the current cell."""
        if not self.is_editing():
            self.edit_current(anew=True)
        if self.is_editing():
            self._delegate.insert(text)
        else:
            self.typing_refused.emit(self.currentIndex())

    def _fill_selection(self) -> None:
        """Ctrl+Enter: store what is typed in the cell, or in every cell of the selection."""
        editor = self.open_editor()
        cells = sum(one.width() * one.height() for one in self.selected_ranges())
        if cells < 2 or not isinstance(editor, CellEditor):
            self._delegate.finish()
        elif self.fill(editor.value()):
            self.closeEditor(editor, _Hint.RevertModelCache)

    def edit(self, index: _AnyIndex, *how: object) -> bool | None:  # type: ignore[override]
        """Open an editor: by a typed key over the old text, otherwise with the cursor at its end."""
        trigger = how[0] if how else _Trigger.AllEditTriggers
        if trigger == _Trigger.DoubleClicked and index.column() in self.card_columns:
            self.card_requested.emit()
            return False
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
        if self.is_editing() or not QAccessible.isActive():
            # Qt would load the stored value over what is being typed, and paint every row anew.
            self._update_rows(first.row(), last.row())
        else:
            super().dataChanged(first, last, list(roles))

    def _update_rows(self, first: int, last: int) -> None:
        top = self.rowViewportPosition(first)
        bottom = self.rowViewportPosition(last) + self.row_height()
        self.viewport().update(0, top, self.viewport().width(), bottom - top)

    def rowsAboutToBeRemoved(self, parent: _AnyIndex, start: int, end: int) -> None:
        """Store what is being typed into a row before it goes: undo then finds it."""
        if self.is_editing() and start <= self.currentIndex().row() <= end:
            self.finish_editing()
        super().rowsAboutToBeRemoved(parent, start, end)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Scroll, and lay the open editor over its cell again."""
        super().scrollContentsBy(dx, dy)
        if self.is_editing():
            self.updateEditorGeometries()

    def updateEditorGeometries(self) -> None:
        """Keep an editor from lying over the frozen columns."""
        super().updateEditorGeometries()
        editor = self.open_editor()
        if editor is not None:
            edge = 0 if self.currentIndex().column() < self.frozen_count() else self.frozen_width()
            if editor.geometry().left() < edge:
                seen = self.viewport().rect().adjusted(edge, 0, 0, 0)
                editor.setMask(QRegion(seen.translated(-editor.pos())))
            else:
                editor.clearMask()


def _is_no_text(event: QKeyEvent) -> bool:
    """A space with Ctrl or Shift belongs to input methods, Ctrl with Enter to the open editor.

    A key that moves and is not declared with these modifiers (Alt+Left while nothing is grouped) does nothing:
    Qt would move the cursor and leave the selection behind.
    """
    entering = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
    moving = Qt.Key.Key_Home <= event.key() <= Qt.Key.Key_PageDown
    return (entering or moving) and event.modifiers() != Qt.KeyboardModifier.NoModifier
