"""Groups of rows in the grid: chosen from menus, folded and unfolded by keys and mouse."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent

if TYPE_CHECKING:
    from fgj_desktop.views.ledger_pane import LedgerPane

_TURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


def group_by(pane: LedgerPane, field: str | None) -> None:
    """Group the rows by a column; None takes the groups away."""
    pane.apply(replace(pane.choice, group=field))


class GroupFolding(QObject):
    """Folds the groups of a pane's grid; it listens to the grid only while rows are grouped."""

    def __init__(self, pane: LedgerPane) -> None:
        super().__init__(pane)
        pane.line.group_cleared.connect(lambda: group_by(pane, None))
        self._pane = pane
        self._listens = False
        self._pressed = 0

    def show(self) -> None:
        """Say by which column rows are grouped, and listen to keys and mouse if they are."""
        pane, table = self._pane, self._pane.shown_table
        grouped = table.is_grouped
        field = pane.ledger.fields_by_name[table.choice.group or ""] if grouped else None
        pane.line.show_group(field.title_for(pane.document.month, short=True) if field else None)
        if grouped == self._listens:
            return
        self._listens = grouped
        for part in (self._pane.grid, self._pane.grid.viewport()):
            if grouped:
                part.installEventFilter(self)
            else:
                part.removeEventFilter(self)

    def fold(self, *, folded: bool) -> None:
        """Fold or unfold the group of the current cell; the cursor goes to its heading before it is folded."""
        grid, table = self._pane.grid, self._pane.shown_table
        here = grid.currentIndex()
        row = table.heading_row(here.row())
        if row < 0 or not grid.finish_editing():
            return
        if folded and row != here.row():
            grid.setCurrentIndex(table.index(row, here.column()))
        table.set_folded(row, folded)

    def fold_all(self, *, folded: bool) -> None:
        """Fold or unfold all groups; the cursor stays in its group."""
        grid, table = self._pane.grid, self._pane.shown_table
        if not grid.finish_editing():
            return
        here = grid.currentIndex()
        row = table.heading_row(here.row())
        if folded and row >= 0:
            grid.setCurrentIndex(table.index(row, here.column()))
        table.fold_all(folded)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Fold and unfold by Enter, Space, Left and Right on a heading, by a click and by a double click."""
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if kind == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            self._pressed = self._heading_clicked(event)
        elif kind == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            pressed, self._pressed = self._pressed, 0
            if pressed and pressed == self._heading_clicked(event):
                # The turn after: the grid has yet to hear of the click.
                QTimer.singleShot(0, self, partial(self._turn, pressed))
        elif kind == QEvent.Type.MouseButtonDblClick and isinstance(event, QMouseEvent):
            return self._double_click(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        table, here = self._pane.shown_table, self._pane.grid.currentIndex()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not plain or not self._is_heading(here) or self._several_rows_selected():
            return False
        folded, heading = table.is_folded(here.row()), table.record(here.row())
        on_sign = here.column() == table.column_of(table.ledger.name_column)
        turns = event.key() in _TURNS or (
            on_sign and event.key() == (Qt.Key.Key_Right if folded else Qt.Key.Key_Left)
        )
        if turns:
            self._turn(heading)
        return turns

    def _several_rows_selected(self) -> bool:
        """Then Enter goes round in the selection."""
        blocks = self._pane.grid.selected_blocks()
        return len({row for one in blocks for row in (one.top, one.bottom)}) > 1

    def _double_click(self, event: QMouseEvent) -> bool:
        """Anywhere on a heading; on its name the first click of the two has done it."""
        index = self._pane.grid.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not self._is_heading(index):
            return False
        if not self._heading_clicked(event):
            self._turn(self._pane.shown_table.record(index.row()))
        return True

    def _heading_clicked(self, event: QMouseEvent) -> int:
        """The heading whose name is under the mouse; 0 for none."""
        index, table = self._pane.grid.indexAt(event.position().toPoint()), self._pane.shown_table
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        if not plain or not self._is_heading(index):
            return 0
        return table.record(index.row()) if index.column() == table.column_of(table.ledger.name_column) else 0

    def _is_heading(self, index: QModelIndex) -> bool:
        return index.isValid() and self._pane.shown_table.is_heading(index.row())

    def _turn(self, heading: int) -> None:
        table = self._pane.shown_table
        row = table.row_of(heading)
        if row >= 0 and self._pane.grid.finish_editing():
            table.set_folded(row, not table.is_folded(row))
