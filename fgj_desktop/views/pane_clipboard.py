"""Copy, cut, paste and clear in a ledger's grid, by blocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QRect, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPen

from fgj_desktop.errors import FgjError
from fgj_desktop.models.block import Block, side_by_side
from fgj_desktop.models.block_edit import Gathered, gather_cleared, lay, store_gathered, too_many
from fgj_desktop.models.held_cells import Held, copy_cells, pack, unpack
from fgj_desktop.views.theme import colours
from fgj_desktop.views.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.store.changes import Change
    from fgj_desktop.views.ledger_pane import LedgerPane

OWN_FORMAT = "application/x-fgj-cells"
_SLOW = 2_000
"""Cells from which on the waiting cursor is shown."""
_APART = "所选区域不能合成一个矩形，未复制。请选择相连的区域，或行数、列数相同的几块。"


@dataclass(frozen=True, slots=True)
class _Cut:
    """Cells that a paste will move: of which ledger and period, where they stand, and what was copied of them."""

    ledger: str
    period: str
    blocks: tuple[Block, ...]
    cells: tuple[tuple[int, str], ...]
    content: bytes


class Clipboard(QObject):
    """The clipboard of one pane."""

    def __init__(self, pane: LedgerPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._cut: _Cut | None = None
        pane.grid.overlays.append(self._paint_cut)
        pane.document.changed.connect(self._follow)
        # The line is drawn by rows and columns: other rows or columns would be framed.
        for moved in (pane.document.period_changed, pane.choice_changed, pane.columns_changed):
            moved.connect(self.forget_cut)

    # --- copying --------------------------------------------------------------------------------

    def copy(self, *, with_titles: bool = False) -> bool:
        """Put the selected cells on the clipboard; False when nothing was copied, which has been said."""
        self.forget_cut()
        blocks = self._pane.grid.selected_blocks()
        if not blocks:
            return False
        shape = side_by_side(blocks)
        if shape is None:
            self._pane.said.emit(_APART)
            return False
        rows, columns = shape
        try:
            with waiting(len(rows) * len(columns) > _SLOW):
                held = copy_cells(self._pane.shown_table, rows, columns)
        except FgjError as problem:
            self._pane.said.emit(str(problem))
            return False
        titles = [self._pane.shown_table.column_title(column) for column in columns]
        QGuiApplication.clipboard().setMimeData(_mime(held, titles if with_titles else None))
        return True

    def cut(self) -> None:
        """Copy, and empty the cells once they are pasted."""
        if self._refused() or not self.copy():
            return
        table, blocks = self._pane.shown_table, self._pane.grid.selected_blocks()
        cells = [
            (record, table.fields[column].name)
            for block in blocks
            for record in table.records(block.top, block.bottom)
            for column in block.columns
        ]
        period = table.document.month.key
        self._cut = _Cut(table.ledger.name, period, tuple(blocks), tuple(cells), _own_content())
        self._pane.grid.viewport().update()

    def forget_cut(self) -> bool:
        """Leave the cut cells where they are; False when there were none."""
        had_one, self._cut = self._cut is not None, None
        if had_one:
            self._pane.grid.viewport().update()
        return had_one

    def _follow(self, _change: Change) -> None:
        """What was cut may be something else by now."""
        self.forget_cut()

    def _paint_cut(self, painter: QPainter) -> None:
        """A dashed line round the cells that wait to be moved."""
        cut, table = self._cut, self._pane.table
        if cut is None or table is None or cut.ledger != table.ledger.name:
            return
        painter.setPen(QPen(colours().accent, 1.5, Qt.PenStyle.DashLine))
        for block in cut.blocks:
            box = self._pane.grid.block_rectangle(block)
            painter.drawRect(QRect(box).adjusted(0, 0, -1, -1))

    # --- pasting --------------------------------------------------------------------------------

    def paste(self, *, values_only: bool = False) -> None:
        """Write what is on the clipboard over the selected cells, as one action.

        ``values_only`` leaves out notes and colours that were copied inside the program.
        """
        if self._refused() or not self._pane.grid.finish_editing():
            return
        try:
            held = read_clipboard()
        except FgjError as problem:
            self._pane.said.emit(str(problem))
            return
        if not held:
            self._pane.said.emit(_nothing_to_paste())
            return
        blocks = self._targets()
        if not blocks or self._is_too_much(_written(held, blocks)):
            return
        top, left = blocks[0].top, blocks[0].left
        with waiting(sum(map(len, held)) > _SLOW):
            gathered = lay(self._pane.shown_table, held, blocks, with_remarks=not values_only)
            self._take_cut_along(gathered)
            if self._store("粘贴", gathered):
                self._select_written(gathered, blocks, top, left)

    def _targets(self) -> list[Block]:
        """What is selected; in a ledger without rows the place of the first."""
        if not self._pane.shown_table.ids:
            return [Block(0, 0, 0, 0)]
        return self._pane.grid.selected_blocks()

    def _take_cut_along(self, gathered: Gathered) -> None:
        """Empty the cut cells that the paste itself does not fill, of notes and colours too.

        Not when something else was copied since.
        """
        cut, table = self._cut, self._pane.shown_table
        self.forget_cut()
        if cut is None or cut.content != _own_content():
            return
        if (cut.ledger, cut.period) != (table.ledger.name, table.document.month.key):
            return
        for record, name in cut.cells:
            if name not in gathered.cells.get(record, {}):
                gathered.move_away(table, record, table.ledger.fields_by_name[name])

    def _store(self, verb: str, gathered: Gathered) -> bool:
        pane = self._pane
        if not store_gathered(pane.shown_table, verb, gathered, kind="paste"):
            return False
        said = gathered.sentence(verb, f"{pane.ledger.measure_word}{pane.ledger.record_title}")
        if (
            gathered.rows > 1
            or gathered.computed
            or gathered.misfits
            or gathered.beyond
            or gathered.additions
        ):
            pane.said.emit(said)
        return True

    def _select_written(self, gathered: Gathered, blocks: Sequence[Block], top: int, left: int) -> None:
        """Select what was pasted, as Excel does; several blocks stay selected as they are."""
        if len(blocks) > 1 or gathered.last_column < 0:
            return
        bottom = self._pane.shown_table.last_of(top, gathered.rows)
        if bottom >= top:
            self._pane.grid.select_block(Block(top, left, bottom, gathered.last_column))

    # --- clearing -------------------------------------------------------------------------------

    def clear(self) -> None:
        """Empty the selected cells."""
        if self._refused():
            return
        blocks = self._pane.grid.selected_blocks()
        if self._is_too_much(sum(block.size for block in blocks)):
            return
        with waiting(sum(block.size for block in blocks) > _SLOW):
            gathered = gather_cleared(self._pane.shown_table, blocks)
            stored = store_gathered(self._pane.shown_table, "清除", gathered)
        if stored and gathered.computed:
            self._pane.said.emit(f"{gathered.computed:,} 格为计算列，未改动。")

    def _refused(self) -> bool:
        if self._pane.document.read_only:
            self._pane.refuse_read_only()
        return self._pane.document.read_only

    def _is_too_much(self, cells: int) -> bool:
        if refusal := too_many(cells):
            self._pane.said.emit(refusal)
        return bool(refusal)


def _written(held: Sequence[Sequence[Held]], blocks: Sequence[Block]) -> int:
    """How many cells a paste is about to write."""
    own = sum(map(len, held))
    return max(own, sum(block.size for block in blocks)) if len(blocks) == 1 or own == 1 else own


def _mime(held: Sequence[Sequence[Held]], titles: Sequence[str] | None) -> QMimeData:
    """Text and HTML for other programs, the exact values for this one."""
    from fgj_desktop.exchange.clipboard_text import write_text
    from fgj_desktop.exchange.clipboard_writer import ClipboardCell, write_html

    rows = [[Held(title) for title in titles], *held] if titles else list(held)
    mime = QMimeData()
    mime.setText(write_text([[cell.text for cell in row] for row in rows]))
    cells = [
        [ClipboardCell(one.text, one.number, "right" if one.number else "left") for one in row]
        for row in rows
    ]
    mime.setHtml(write_html(cells))
    mime.setData(OWN_FORMAT, pack(rows))
    return mime


def read_clipboard() -> list[list[Held]]:
    """What is on the clipboard as cells; empty when it holds none. Raises UserError when it holds too much."""
    mime = _on_clipboard()
    if mime is None:
        return []
    if (content := _own_content()) and (own := unpack(content)) is not None:
        return own
    if mime.hasUrls():
        # The text beside files is their names: nobody means to write these into a ledger.
        return []
    from fgj_desktop.exchange.clipboard_html import best_rows

    text = mime.text() if mime.hasText() else None
    html = mime.html() if mime.hasHtml() else None
    return [[Held(cell) for cell in row] for row in best_rows(text, html)]


def _own_content() -> bytes:
    """The exact cells on the clipboard that this program copied; empty for those of another."""
    mime = _on_clipboard()
    return bytes(mime.data(OWN_FORMAT).data()) if mime is not None and mime.hasFormat(OWN_FORMAT) else b""


def _on_clipboard() -> QMimeData | None:
    """What is there; an emptied clipboard gives none, whatever the stubs of Qt say."""
    return QGuiApplication.clipboard().mimeData()


def _nothing_to_paste() -> str:
    mime = _on_clipboard()
    if mime is not None and mime.hasUrls():
        return "剪贴板中是文件，未粘贴。导入 Excel 文件请用“导入 Excel”。"
    if mime is not None and mime.hasImage():
        return "剪贴板中是图片，未粘贴。图片可在项目卡片中添加为附件。"
    return "剪贴板中没有可粘贴的内容。"
