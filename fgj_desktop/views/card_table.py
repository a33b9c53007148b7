"""The tables of the 项目卡片: painted with the marks of the grid, edited by its editors and its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QFrame, QHeaderView, QTableView

from fgj_desktop.ledgers.pinyin import initials
from fgj_desktop.models.card_cells import CardModel, CardRole
from fgj_desktop.models.closing_words import why_not_typed
from fgj_desktop.views.card_paint import CardDelegate
from fgj_desktop.views.grid_keys import CursorAction, KeyMove, deed_of
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

_AnyIndex = QModelIndex | QPersistentModelIndex
_Trigger = QAbstractItemView.EditTrigger
_Hint = QAbstractItemDelegate.EndEditHint


class CardTable(QTableView):
    """Shows a ``CardModel``. Enter goes down, Tab on to the next field, Esc gives the text up.

    Like the grid it never refreshes under an open editor: what waits comes through ``when_idle``.
    """

    refused = Signal(str)
    """Why a key that was typed did nothing."""
    left = Signal()
    """Esc was pressed while no text is being typed: back to the grid."""

    def __init__(self, model: CardModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Callable[[], None]] = []
        self._delegate = CardDelegate(self, initials)
        self._delegate.left_by_key.connect(self.go)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self.setEditTriggers(_Trigger.AnyKeyPressed | _Trigger.EditKeyPressed | _Trigger.DoubleClicked)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(True)
        self.setProperty("list", True)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setHighlightSections(False)
            header.setSectionsClickable(False)
        self.verticalHeader().setMinimumSectionSize(1)
        self._heights = QTimer(self, singleShot=True, interval=0)
        self._heights.timeout.connect(self.fit_rows)
        model.modelReset.connect(self._heights.start)
        model.dataChanged.connect(self._heights.start)

    @property
    def card(self) -> CardModel:
        """The model."""
        model = self.model()
        assert isinstance(model, CardModel)
        return model

    def set_aligned(self) -> None:
        """Let figures stand at the right with lines between the columns, as in a table."""
        self._delegate.aligned = True

    # --- editing --------------------------------------------------------------------------------

    def is_editing(self) -> bool:
        """Whether an editor is open."""
        return self.state() == QAbstractItemView.State.EditingState

    def open_editor(self) -> QWidget | None:
        """The editor that is open."""
        return self._delegate.open_editor()

    def when_idle(self, action: Callable[[], None]) -> None:
        """Run now, or when the open editor has been left."""
        if not self.is_editing() and not self._waiting:
            action()
        elif action not in self._waiting:
            self._waiting.append(action)

    def finish_editing(self) -> bool:
        """Store what is being typed; False when it could not be stored, and then it stays."""
        editor = self.open_editor()
        if editor is not None and self.is_editing():
            self.commitData(editor)
            self.closeEditor(editor, _Hint.NoHint)
        return not self.is_editing()

    def give_up_editing(self) -> str:
        """Close the editor without storing, and give what was typed: its record is gone."""
        editor = self.open_editor()
        if editor is None or not self.is_editing():
            return ""
        text = str(editor.value()) if hasattr(editor, "value") else ""
        super().closeEditor(editor, _Hint.RevertModelCache)
        self._run_waiting()
        return text

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Close an editor whose text is stored; one that could not be stored keeps its text."""
        if hint != _Hint.RevertModelCache and self._delegate.refused:
            QTimer.singleShot(0, editor, editor.setFocus)
            return
        super().closeEditor(editor, _Hint.NoHint)
        if self._waiting:
            QTimer.singleShot(0, self, self._run_waiting)

    def _run_waiting(self) -> None:
        while self._waiting and not self.is_editing():
            self._waiting.pop(0)()

    def edit(self, index: _AnyIndex, *how: object) -> bool | None:  # type: ignore[override]
        """Open an editor as the grid does: a typed key replaces the text, F2 goes on writing."""
        trigger = how[0] if how else _Trigger.AllEditTriggers
        self._delegate.overwriting = trigger == _Trigger.AnyKeyPressed
        opened: bool | None = super().edit(index, *how)
        if opened and trigger in (_Trigger.EditKeyPressed, _Trigger.DoubleClicked):
            self._delegate.cursor_to_end()
        return opened

    def dataChanged(self, first: _AnyIndex, last: _AnyIndex, roles: Sequence[int] = ()) -> None:
        """Show changed values, but leave an open editor its text."""
        if self.is_editing():
            self.viewport().update()
        else:
            super().dataChanged(first, last, list(roles))

    # --- keys -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and edit as in the grid."""
        deed = deed_of(event)
        if isinstance(deed, KeyMove):
            self.go(deed)
        elif event.key() == Qt.Key.Key_Delete and not event.modifiers():
            self.card.clear(self.selectedIndexes())
        elif event.key() == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.edit(self.currentIndex(), _Trigger.EditKeyPressed, event)
        elif event.key() == Qt.Key.Key_Backspace and not event.modifiers():
            self.edit(self.currentIndex(), _Trigger.AnyKeyPressed, event)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Space and event.modifiers():
            # Input methods use Ctrl+Space and Shift+Space.
            event.ignore()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """A key that opened no editor: say why."""
        here = self.currentIndex()
        place = self.card.place(here.row(), here.column()) if here.isValid() else None
        if place is not None and not self.card.document.read_only:
            document = self.card.document
            said = why_not_typed(document, place.ledger, place.field, place.month, place.record)
            self.refused.emit(said)

    def go(self, move: KeyMove) -> None:
        """Go where a key leads, past headings and titles."""
        target = self._target(move)
        if target.isValid():
            self.setCurrentIndex(target)
            self.scrollTo(target)

    def _target(self, move: KeyMove) -> QModelIndex:
        cells = self.cells()
        if not cells:
            return QModelIndex()
        here = self.currentIndex()
        spot = (here.row(), here.column())
        action = move.action
        if spot not in cells:
            return self.model().index(*cells[0])
        if action in (CursorAction.MoveNext, CursorAction.MovePrevious):
            step = 1 if action == CursorAction.MoveNext else -1
            place = min(max(cells.index(spot) + step, 0), len(cells) - 1)
            return self.model().index(*cells[place])
        if action in (CursorAction.MoveHome, CursorAction.MoveEnd):
            return self._edge(cells, spot, last=action == CursorAction.MoveEnd, whole=move.to_edge)
        if action in (CursorAction.MoveLeft, CursorAction.MoveRight):
            line = [cell for cell in cells if cell[0] == spot[0]]
            step = 1 if action == CursorAction.MoveRight else -1
            return self.model().index(*line[min(max(line.index(spot) + step, 0), len(line) - 1)])
        column = [cell for cell in cells if cell[1] == spot[1]]
        page = max(1, self.viewport().height() // max(1, self.rowHeight(spot[0])) - 1)
        steps = {CursorAction.MoveUp: -1, CursorAction.MoveDown: 1, CursorAction.MovePageUp: -page}
        step = steps.get(action, page) * (len(cells) if move.to_edge else 1)
        return self.model().index(*column[min(max(column.index(spot) + step, 0), len(column) - 1)])

    def _edge(
        self, cells: list[tuple[int, int]], spot: tuple[int, int], *, last: bool, whole: bool
    ) -> QModelIndex:
        line = cells if whole else [cell for cell in cells if cell[0] == spot[0]]
        return self.model().index(*line[-1 if last else 0])

    def cells(self) -> list[tuple[int, int]]:
        """The cells that can be current, row by row."""
        model = self.card
        return [
            (row, column)
            for row in range(model.rowCount())
            for column in range(model.columnCount())
            if model.place(row, column) is not None
        ]

    # --- size -----------------------------------------------------------------------------------

    def fit_rows(self) -> None:
        """Make each row as high as its text, up to some lines."""
        if self.is_editing() or not self.isVisible():
            return
        # resizeRowsToContents asks the vertical header too, whose titles need more than a line of text.
        for row in range(self.card.rowCount()):
            self.setRowHeight(row, self.sizeHintForRow(row))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Texts break at other places."""
        super().resizeEvent(event)
        self._heights.start()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of theme or font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._heights.start()


def form_of(model: CardModel) -> CardTable:
    """A table of titles and values, without headers; headings take the whole width."""
    table = CardTable(model)
    table.horizontalHeader().hide()
    table.verticalHeader().hide()
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
    table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    table.setColumnWidth(0, space(9))
    span_headings(table)
    model.modelReset.connect(lambda: span_headings(table))
    return table


def span_headings(table: CardTable) -> None:
    """Let headings take the whole row."""
    table.clearSpans()
    model = table.card
    for row in range(model.rowCount()):
        if model.data(model.index(row, 0), CardRole.HEADING):
            table.setSpan(row, 0, 1, model.columnCount())
