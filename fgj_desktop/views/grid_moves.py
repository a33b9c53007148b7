"""A table in which keys move the current cell and grow the selection as in Excel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, QModelIndex
from PySide6.QtWidgets import QAbstractItemView, QWidget

from fgj_desktop.models.cell_walks import edge, go_round
from fgj_desktop.models.grid_protocol import is_filled
from fgj_desktop.views.grid_keys import CursorAction, KeyMove
from fgj_desktop.views.grid_table import PaintedTable

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

_BACKWARD = (CursorAction.MoveUp, CursorAction.MovePrevious)
_SIDEWAYS = (CursorAction.MoveNext, CursorAction.MovePrevious)
_LEFT = (CursorAction.MoveLeft, CursorAction.MovePrevious)
_RIGHT = (CursorAction.MoveRight, CursorAction.MoveNext)
_STEPS = {
    CursorAction.MoveUp: -1,
    CursorAction.MovePageUp: -1,
    CursorAction.MoveDown: 1,
    CursorAction.MovePageDown: 1,
}


class MovingTable(PaintedTable):
    """A painted table that is walked with the keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tab_start = -1
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setTabKeyNavigation(True)

    # --- selecting whole rows and columns -------------------------------------------------------

    def selected_ranges(self) -> list[QItemSelectionRange]:
        """The blocks of the selection, in the order in which they were chosen."""
        selection = self.selectionModel().selection()
        return [selection.at(number) for number in range(selection.size())]

    def select_rows(self) -> None:
        """Select the rows of the selection whole (Shift+Space); the current cell stays."""
        last = self.model().columnCount() - 1
        self._select_blocks([(one.top(), 0, one.bottom(), last) for one in self.selected_ranges()])

    def select_columns(self) -> None:
        """Select the columns of the selection whole (Ctrl+Space); the current cell stays."""
        last = self.model().rowCount() - 1
        self._select_blocks([(0, one.left(), last, one.right()) for one in self.selected_ranges()])

    def _select_blocks(self, blocks: list[tuple[int, int, int, int]]) -> None:
        model, chosen = self.model(), QItemSelection()
        for top, left, bottom, right in blocks:
            block = QItemSelection(model.index(top, left), model.index(bottom, right))
            chosen.merge(block, QItemSelectionModel.SelectionFlag.Select)
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    # --- moving ---------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click ends a row of entries by Tab."""
        self._tab_start = -1
        super().mousePressEvent(event)

    def move_current(self, move: KeyMove) -> None:
        """Move the current cell, or with Shift the far corner of the selection."""
        here = self.currentIndex()
        if not here.isValid():
            self.setCurrentIndex(self.model().index(0, 0))
        elif move.extend:
            self.extend_selection(self._target(self.selection_reach(), move))
        elif not (move.after_entry and self._go_round(here, move)):
            self._walk(here, move)

    def _walk(self, here: QModelIndex, move: KeyMove) -> None:
        tabbing = move.action in _SIDEWAYS
        start = self._tab_start if self._tab_start >= 0 else here.column()
        target = self._target(here, move)
        if move.after_entry and not tabbing:
            # After a row filled with Tab, Enter begins the next row where this one began.
            target = self._record_from(target.siblingAtColumn(start), here, move)
        self.setCurrentIndex(target)
        goes_left = target.column() < here.column() or move.action == CursorAction.MoveHome
        if goes_left and target.column() < self.frozen_count():
            # Frozen columns are always in view: what stands beside them is to be the beginning.
            self.horizontalScrollBar().setValue(0)
        self._tab_start = start if tabbing else -1

    def _go_round(self, here: QModelIndex, move: KeyMove) -> bool:
        """Enter and Tab go round in a selection of several cells; False without one."""
        ranges = [
            (range(one.top(), one.bottom() + 1), self._shown_columns(one.left(), one.right()))
            for one in self.selected_ranges()
        ]
        if sum(len(rows) * len(columns) for rows, columns in ranges) < 2:
            return False
        ranges = [one for one in ranges if one[1]]
        by_row, step = move.action in _SIDEWAYS, -1 if move.action in _BACKWARD else 1
        start = (here.row(), here.column())
        target = go_round(ranges, start, by_row=by_row, step=step)
        while target not in (None, start) and self.grid_model().cell(*target).heading:
            target = go_round(ranges, target, by_row=by_row, step=step)
        if target is None:
            return False
        index = self.model().index(*target)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.scrollTo(index)
        return True

    def _shown_columns(self, first: int, last: int) -> list[int]:
        return [column for column in range(first, last + 1) if not self.isColumnHidden(column)]

    def _target(self, here: QModelIndex, move: KeyMove) -> QModelIndex:
        """The cell a move leads to, past hidden columns; the same cell at the edge of the table."""
        columns = self._shown_columns(0, self.model().columnCount() - 1)
        place = columns.index(here.column()) if here.column() in columns else 0
        row, last_row = here.row(), self.model().rowCount() - 1
        action, edge = move.action, move.to_edge
        if action in _STEPS:
            down = _STEPS[action] * self._page(action)
            row = self._edge_row(here, down > 0) if edge else row + down
        elif action in _LEFT or action in _RIGHT:
            step = -1 if action in _LEFT else 1
            place = self._edge_place(row, columns, place, step) if edge else place + step
        elif action == CursorAction.MoveHome:
            row, place = (0 if edge else row), 0
        elif action == CursorAction.MoveEnd:
            row, place = (last_row if edge else row), len(columns) - 1
        place, row = min(max(place, 0), len(columns) - 1), min(max(row, 0), last_row)
        return self.model().index(row, columns[place])

    def _record_from(self, target: QModelIndex, here: QModelIndex, move: KeyMove) -> QModelIndex:
        """Past the headings of groups: what is typed next must not be lost on one."""
        model = self.grid_model()
        while model.cell(target.row(), target.column()).heading:
            further = self._target(target, move)
            if further.row() == target.row():
                return here
            target = further
        return target

    def _page(self, action: CursorAction) -> int:
        """How many rows a step of the key is."""
        if action in (CursorAction.MoveUp, CursorAction.MoveDown):
            return 1
        return max(1, self.viewport().height() // self.row_height() - 1)

    def _edge_row(self, here: QModelIndex, down: bool) -> int:
        return self.grid_model().edge_row(here.row(), here.column(), down)

    def _edge_place(self, row: int, columns: list[int], place: int, step: int) -> int:
        """The place among the columns at the edge of the row's block of filled cells."""
        model = self.grid_model()
        beyond = range(place + step, len(columns) if step > 0 else -1, step)
        return edge(place, beyond, lambda one: is_filled(model.cell(row, columns[one])))
