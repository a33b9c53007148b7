"""What belongs to typing into the grid: today's date, one text for many cells, and what does not fit said at once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject
from PySide6.QtWidgets import QApplication, QLineEdit

from fgj_desktop.ledgers.dates import date_text
from fgj_desktop.models.closing_words import why_not_typed
from fgj_desktop.views.pane_menus import ask_later

if TYPE_CHECKING:
    from fgj_desktop.models.ledger_table import LedgerTable
    from fgj_desktop.models.typed_cells import Question
    from fgj_desktop.views.cell_notice import CellNotice
    from fgj_desktop.views.ledger_pane import LedgerPane
    from fgj_desktop.views.main_window import MainWindow


def type_today(window: MainWindow) -> None:
    """Write today's date into the line or cell being typed, else over the current cell; Enter stores it."""
    text, focused = date_text(window.document.today().isoformat()), QApplication.focusWidget()
    if isinstance(focused, QLineEdit):
        focused.insert(text)
    else:
        window.pane.grid.type_text(text)


class Typing(QObject):
    """Follows what is typed into the grid of a pane."""

    def __init__(self, pane: LedgerPane) -> None:
        super().__init__(pane)
        self._pane = pane
        pane.grid.fill = self.fill
        pane.grid.typing_refused.connect(self._refuse)

    @cached_property
    def notice(self) -> CellNotice:
        """The sentence beside a cell, made when there is first something to say."""
        from fgj_desktop.views.cell_notice import CellNotice

        return CellNotice(self._pane.grid)

    def follow(self, table: LedgerTable) -> None:
        """Hear of what is typed into a table."""
        table.question.connect(self._ask)
        table.entered.connect(self._look_at)

    def fill(self, text: str) -> bool:
        """Write one text into every selected cell, as one action (Ctrl+Enter)."""
        from fgj_desktop.models.block_edit import lay, store_gathered, too_many
        from fgj_desktop.models.held_cells import Held

        pane, table = self._pane, self._pane.shown_table
        blocks = pane.grid.selected_blocks()
        if refusal := too_many(sum(block.size for block in blocks)):
            pane.said.emit(refusal)
            return False
        gathered = lay(table, [[Held(text)]], blocks, with_remarks=False)
        if not store_gathered(table, "填入", gathered):
            return False
        pane.said.emit(gathered.sentence("填入", table.ledger.measure_word))
        return True

    def _ask(self, question: Question) -> None:
        ask_later(self._pane, question)

    def _look_at(self, record: int, field: str) -> None:
        """Say what does not fit in a cell that was typed into, before the clerk looks elsewhere."""
        table = self._pane.shown_table
        row, column = table.row_of(record), table.column_of(field)
        if row < 0 or column < 0:
            return
        cell = table.cell(row, column)
        if cell.error or cell.warning:
            self.notice.say(
                table.index(row, column), cell.error or cell.warning, "error" if cell.error else "warning"
            )
        elif "notice" in self.__dict__:
            self.notice.forget()

    def _refuse(self, index: QModelIndex) -> None:
        pane, table = self._pane, self._pane.shown_table
        if pane.document.read_only:
            pane.refuse_read_only()
            return
        if not index.isValid():
            return
        if table.is_heading(index.row()):
            said = "小计由程序计算，不能直接修改。"
        else:
            said = why_not_typed(
                pane.document, table.ledger, table.fields[index.column()], pane.document.month
            )
        self.notice.say(index, said, "warning")
        pane.said.emit(said)
