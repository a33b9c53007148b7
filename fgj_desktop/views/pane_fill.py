"""Fill down, fill right, last month's content, and the handle at the corner of the selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPen

from fgj_desktop.models.block import Block
from fgj_desktop.models.block_edit import Gathered, store_gathered, too_many
from fgj_desktop.models.filling import copy_last_month, end_of_neighbour, extend, fill_down, fill_right
from fgj_desktop.views.theme import colours
from fgj_desktop.views.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Callable

    from fgj_desktop.views.ledger_pane import LedgerPane

_HANDLE = 7
"""Pixels of the handle's side."""
_SLOW = 2_000


class Filling(QObject):
    """Fills cells of one pane; also follows the mouse over the handle."""

    def __init__(self, pane: LedgerPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._grid = pane.grid
        self._from: Block | None = None
        self._onto: Block | None = None
        self._over_handle = False
        self._grid.overlays.append(self._paint)
        self._grid.viewport().installEventFilter(self)
        self._grid.viewport().setMouseTracking(True)

    # --- commands -------------------------------------------------------------------------------

    def down(self) -> None:
        """The first selected row over the others, or the row above over one."""
        self._fill("向下填充", fill_down)

    def right(self) -> None:
        """The first selected column over the others, or the column to the left over one."""
        self._fill("向右填充", fill_right)

    def last_month(self) -> None:
        """Write what was reported last month where this month has nothing yet."""
        if self._refused():
            return
        blocks = self._grid.selected_blocks()
        cells = sum(block.size for block in blocks)
        if self._is_too_much(cells):
            return
        with waiting(cells > _SLOW):
            gathered = copy_last_month(self._pane.shown_table, blocks)
        count = len(gathered.names)
        if not count:
            self._pane.said.emit("所选各格本月已有内容，或上月没有可复制的内容，未作改动。")
        elif store_gathered(self._pane.shown_table, "复制上月内容", gathered, kind="fill"):
            self._pane.said.emit(f"已复制上月内容 {count:,} 格，与上月相同的已标出。可按 Ctrl+Z 撤销。")

    def _fill(self, verb: str, gather: Callable[..., Gathered]) -> None:
        blocks = self._grid.selected_blocks()
        if self._refused() or not blocks:
            return
        if len(blocks) > 1:
            self._pane.said.emit(f"选中了几块区域，未{verb}。请只选一块。")
            return
        self._store(verb, blocks[0].size, lambda: gather(self._pane.shown_table, blocks[0]))

    def _store(self, verb: str, cells: int, gather: Callable[[], Gathered]) -> bool:
        if self._is_too_much(cells):
            return False
        with waiting(cells > _SLOW):
            gathered = gather()
            stored = store_gathered(self._pane.shown_table, verb, gathered, kind="fill")
        if stored and (gathered.computed or gathered.misfits):
            self._pane.said.emit(gathered.sentence(verb, ""))
        return stored

    def _is_too_much(self, cells: int) -> bool:
        if refusal := too_many(cells):
            self._pane.said.emit(refusal)
        return bool(refusal)

    def _refused(self) -> bool:
        if self._pane.document.read_only:
            self._pane.refuse_read_only()
            return True
        return not self._grid.finish_editing()

    # --- the handle -----------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the mouse while it is on the handle."""
        if isinstance(event, QMouseEvent):
            kind = event.type()
            if kind == QEvent.Type.MouseMove:
                return self._moved(event)
            if kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
                return self._pressed(event.position().toPoint())
            if kind == QEvent.Type.MouseButtonRelease and self._from is not None:
                return self._released(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
            if kind == QEvent.Type.MouseButtonDblClick and self._is_on_handle(event.position().toPoint()):
                self._fill_to_neighbour()
                return True
        return super().eventFilter(watched, event)

    def _block(self) -> Block | None:
        """The one selected block; several have no handle."""
        if self._pane.document.read_only or self._grid.is_editing() or self._grid.model() is None:
            return None
        ranges = self._grid.selectionModel().selection()
        if ranges.size() != 1:
            return None
        one = ranges.at(0)
        return Block(one.top(), one.left(), one.bottom(), one.right())

    def _handle(self) -> QRect | None:
        block = self._block()
        if block is None:
            return None
        corner = self._grid.block_rectangle(block).bottomRight()
        return QRect(corner.x() - _HANDLE + 1, corner.y() - _HANDLE + 1, _HANDLE, _HANDLE)

    def _is_on_handle(self, place: QPoint) -> bool:
        handle = self._handle()
        return handle is not None and handle.adjusted(-2, -2, 2, 2).contains(place)

    def _moved(self, event: QMouseEvent) -> bool:
        place = event.position().toPoint()
        if self._from is None:
            over = not event.buttons() and self._is_on_handle(place)
            if over != self._over_handle:
                self._over_handle = over
                shape = Qt.CursorShape.CrossCursor if over else Qt.CursorShape.ArrowCursor
                self._grid.viewport().setCursor(shape)
            return False
        self._onto = self._reach(self._from, place)
        self._grid.viewport().update()
        return True

    def _pressed(self, place: QPoint) -> bool:
        if not self._is_on_handle(place) or not self._grid.finish_editing():
            return False
        self._from, self._onto = self._block(), None
        return True

    def _released(self, counts_on: bool) -> bool:
        block, onto = self._from, self._onto
        self._from = self._onto = None
        self._grid.viewport().update()
        if block is not None and onto is not None:
            self._write(block, onto, counts_on=counts_on)
        return True

    def _reach(self, block: Block, place: QPoint) -> Block | None:
        """The cells between the block and the mouse, in the direction it went furthest."""
        inside = QPoint(
            min(max(0, place.x()), self._grid.viewport().width() - 1),
            min(max(0, place.y()), self._grid.viewport().height() - 1),
        )
        index = self._grid.indexAt(inside)
        if not index.isValid():
            return self._onto
        self._grid.scrollTo(index)
        below, above = index.row() - block.bottom, block.top - index.row()
        right = index.column() - block.right
        if below > 0 and below >= right:
            return Block(block.bottom + 1, block.left, index.row(), block.right)
        if above > 0 and above >= right:
            return Block(index.row(), block.left, block.top - 1, block.right)
        if right > 0:
            return Block(block.top, block.right + 1, block.bottom, index.column())
        return None

    def _fill_to_neighbour(self) -> None:
        block = self._block()
        if block is None:
            return
        end = end_of_neighbour(self._pane.shown_table, block)
        if end < 0:
            self._pane.said.emit("相邻列下方没有内容，未填充。")
        else:
            self._write(block, Block(block.bottom + 1, block.left, end, block.right), counts_on=False)

    def _write(self, block: Block, onto: Block, *, counts_on: bool) -> None:
        table = self._pane.shown_table
        if not self._store("填充", onto.size, lambda: extend(table, block, onto, series=counts_on)):
            return
        self._grid.select_block(
            Block(
                min(block.top, onto.top),
                min(block.left, onto.left),
                max(block.bottom, onto.bottom),
                max(block.right, onto.right),
            )
        )

    def _paint(self, painter: QPainter) -> None:
        handle = self._handle()
        if handle is not None and self._grid.hasFocus():
            painter.fillRect(handle, colours().base)
            painter.fillRect(handle.adjusted(1, 1, 0, 0), colours().accent)
        if self._onto is not None:
            painter.setPen(QPen(colours().accent, 1, Qt.PenStyle.DashLine))
            painter.drawRect(self._grid.block_rectangle(self._onto).adjusted(0, 0, -1, -1))
