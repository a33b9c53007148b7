"""A table view whose leading columns stay in view, and whose cells are selected as in Excel.

Qt's overlay of a second view hides the current cell, breaks selecting by drag and paints twice.
Here one view answers where its cells are, and all else follows.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QMouseEvent, QRegion
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from fgj_desktop.models.block import Block

# Frozen columns may take this share of the width; on a narrow window the last of them scroll.
_FROZEN_SHARE = 0.65
_AnyIndex = QModelIndex | QPersistentModelIndex
_Command = QItemSelectionModel.SelectionFlag


class Span(NamedTuple):
    """A visible column: its number, left edge and width in viewport pixels."""

    column: int
    left: int
    width: int


class FrozenTable(QTableView):
    """Geometry and selection with frozen columns; painting is left to those who inherit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frozen = 2
        # The cell a selection grows from, the cell it has grown to, and the cell under the mouse.
        self._anchor = QPersistentModelIndex()
        self._reach = QPersistentModelIndex()
        self._pointed = QPersistentModelIndex()

    # --- geometry -------------------------------------------------------------------------------

    def set_frozen_columns(self, count: int) -> None:
        """Keep the first ``count`` columns in view while the others scroll."""
        self._frozen = max(0, count)
        self.viewport().update()
        self.horizontalHeader().viewport().update()

    def frozen_count(self) -> int:
        """How many leading columns stay in view at the present width."""
        return self._fitting(self._frozen)

    def can_freeze(self, count: int) -> bool:
        """Whether so many leading columns leave room for others to scroll."""
        return self._fitting(count) == count

    def _fitting(self, wanted: int) -> int:
        room = self.viewport().width() * _FROZEN_SHARE
        header = self.horizontalHeader()
        count = 0
        while count < min(wanted, header.count()):
            room -= header.sectionSize(count)
            if room < 0:
                break
            count += 1
        return count

    def frozen_width(self) -> int:
        """Pixels of the columns that stay in view."""
        header = self.horizontalHeader()
        return sum(header.sectionSize(column) for column in range(self.frozen_count()))

    def column_left(self, column: int) -> int:
        """Left edge of a column in the viewport."""
        header = self.horizontalHeader()
        if column < self.frozen_count():
            return header.sectionPosition(column)
        return header.sectionViewportPosition(column)

    def spans(self, frozen: bool) -> list[Span]:
        """The visible columns of the frozen or of the scrolled part, from left to right."""
        header, count, edge = self.horizontalHeader(), self.frozen_count(), self.frozen_width()
        if frozen:
            every = [Span(c, header.sectionPosition(c), header.sectionSize(c)) for c in range(count)]
            return [span for span in every if span.width]
        found, right = [], self.viewport().width()
        for column in range(max(count, header.visualIndexAt(edge)), header.count()):
            span = Span(column, header.sectionViewportPosition(column), header.sectionSize(column))
            if span.left >= right:
                break
            if span.width and span.left + span.width > edge:
                found.append(span)
        return found

    def column_under(self, x: int) -> int:
        """The column at a place of the viewport; -1 beyond the last."""
        edge = self.frozen_width()
        for span in self.spans(0 <= x < edge):
            if span.left <= x < span.left + span.width:
                return span.column
        return -1

    def visualRect(self, index: _AnyIndex) -> QRect:
        """Where a cell is painted: a frozen one stays when the others scroll."""
        rectangle = super().visualRect(index)
        if index.isValid() and index.column() < self.frozen_count():
            rectangle.moveLeft(self.column_left(index.column()))
        return rectangle

    def indexAt(self, position: QPoint) -> QModelIndex:
        """The cell at a place of the viewport, frozen ones lying on top."""
        if 0 <= position.x() < self.frozen_width():
            row, column = self.rowAt(position.y()), self.column_under(position.x())
            return self.model().index(row, column) if row >= 0 and column >= 0 else QModelIndex()
        return super().indexAt(position)

    def scrollTo(
        self,
        index: _AnyIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into view, and out from under the frozen columns."""
        bar = self.horizontalScrollBar()
        before = bar.value()
        super().scrollTo(index, hint)
        if index.column() < self.frozen_count():
            bar.setValue(before)
            return
        hidden = self.frozen_width() - self.columnViewportPosition(index.column())
        if hidden > 0:
            bar.setValue(bar.value() - hidden)

    def show_column(self, column: int) -> None:
        """Bring a column into view, also while there are no rows."""
        bar, header = self.horizontalScrollBar(), self.horizontalHeader()
        if column < self.frozen_count():
            return
        left, edge = header.sectionViewportPosition(column), self.frozen_width()
        if left < edge:
            bar.setValue(bar.value() - (edge - left))
        else:
            over = left + header.sectionSize(column) - self.viewport().width()
            bar.setValue(bar.value() + max(0, over))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Repaint what scrolling sideways must not move."""
        super().scrollContentsBy(dx, dy)
        if dx:
            # Scrolling has moved the picture of the frozen columns along with the others.
            self.viewport().update()
            self.horizontalHeader().viewport().update()

    def setCurrentIndex(self, index: _AnyIndex) -> None:
        """Make a cell the current one and the only one selected, whatever keys are held down."""
        self.selectionModel().setCurrentIndex(index, _Command.ClearAndSelect)

    # --- selection ------------------------------------------------------------------------------

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Whole rows: a range may lie in both parts, and rows are cheap to paint."""
        view, region = self.viewport().rect(), QRegion()
        for number in range(selection.size()):
            chosen = selection.at(number)
            top = self.rowViewportPosition(chosen.top())
            bottom = self.rowViewportPosition(chosen.bottom()) + self.rowHeight(chosen.bottom())
            region += QRect(0, top, view.width(), bottom - top).intersected(view)
        return region

    def setSelection(self, rectangle: QRect, command: _Command) -> None:
        """Select from the anchor to the cell under the mouse, by cells and not by pixels.

        Qt passes the pixels since the press, which are wrong when some columns stay while others
        scroll.
        """
        pointed = _index(self._pointed)
        if not pointed.isValid():
            super().setSelection(rectangle, command)
            return
        anchor = _index(self._anchor) if command & _Command.Current else pointed
        self.selectionModel().select(self._range(anchor, pointed), command)

    def selected_blocks(self) -> list[Block]:
        """What is selected, as rectangles; the one that holds the current cell first."""
        selection = self.selectionModel().selection()
        ranges = [selection.at(number) for number in range(selection.size())]
        blocks = [Block(one.top(), one.left(), one.bottom(), one.right()) for one in ranges]
        here = self.currentIndex()
        return sorted(blocks, key=lambda one: here.row() not in one.rows or here.column() not in one.columns)

    def select_block(self, block: Block) -> None:
        """Select a rectangle, its first cell current."""
        first = self.model().index(block.top, block.left)
        self.selectionModel().setCurrentIndex(first, _Command.NoUpdate)
        last = self.model().index(block.bottom, block.right)
        self._reach = QPersistentModelIndex(last)
        self.selectionModel().select(QItemSelection(first, last), _Command.ClearAndSelect)

    def extend_selection(self, target: QModelIndex) -> None:
        """Select from the current cell, which stays current, to ``target``."""
        self._reach = QPersistentModelIndex(target)
        chosen = self._range(self.currentIndex(), target)
        self.selectionModel().select(chosen, _Command.ClearAndSelect)
        self.scrollTo(target)

    def selection_reach(self) -> QModelIndex:
        """The corner of the selection opposite to the current cell, from which Shift+arrow goes on."""
        reach = _index(self._reach)
        if reach.isValid() and self.selectionModel().isSelected(reach):
            return reach
        return self.currentIndex()

    def _range(self, one: QModelIndex, other: QModelIndex) -> QItemSelection:
        if not one.isValid():
            one = other
        model = self.model()
        rows, columns = sorted((one.row(), other.row())), sorted((one.column(), other.column()))
        return QItemSelection(model.index(rows[0], columns[0]), model.index(rows[1], columns[1]))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note where a selection begins."""
        pressed = self.indexAt(event.position().toPoint())
        extending = event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self.currentIndex().isValid()
        self._anchor = QPersistentModelIndex(self.currentIndex() if extending else pressed)
        self._pointed = QPersistentModelIndex(pressed)
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Note how far a selection has been drawn."""
        pointed = self.indexAt(event.position().toPoint())
        if pointed.isValid():
            self._pointed = QPersistentModelIndex(pointed)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a selection with its first cell current."""
        super().mouseReleaseEvent(event)
        editing = self.state() == QAbstractItemView.State.EditingState
        if event.button() == Qt.MouseButton.LeftButton and self._anchor.isValid() and not editing:
            self._reach = QPersistentModelIndex(_index(self._pointed))
            self._keep_current(_index(self._anchor))

    def _keep_current(self, index: QModelIndex) -> None:
        """Make the anchor the current cell again: as in Excel, typing goes where selecting began."""
        self.setAutoScroll(False)
        self.selectionModel().setCurrentIndex(index, _Command.NoUpdate)
        self.setAutoScroll(True)


def _index(kept: QPersistentModelIndex) -> QModelIndex:
    """The cell a persistent index stands for by now."""
    return kept.model().index(kept.row(), kept.column()) if kept.isValid() else QModelIndex()
