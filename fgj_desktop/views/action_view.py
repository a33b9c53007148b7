"""One action: its cells before and after, what reverting it would do, values of it put back."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fgj_desktop.errors import FgjError
from fgj_desktop.ledgers import ledger_named
from fgj_desktop.models.cell_past import restore_cell
from fgj_desktop.models.history_words import (
    cell_words,
    revert_summary,
    state_words,
    who_words,
)
from fgj_desktop.views.parts import heading, label, panel, plain, primary, row
from fgj_desktop.views.revert_groups import RevertGroups
from fgj_desktop.views.theme import space
from fgj_desktop.views.waiting import waiting
from fgj_desktop.views.word_table import WordTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.store.cell_changes import CellChange
    from fgj_desktop.store.history_entry import Entry

_PAGE = 300


class ActionView(QWidget):
    """Shows the cells of one action, page by page as they are scrolled."""

    said = Signal(str)
    """What reverting or restoring did."""
    jump_requested = Signal(str, object, str, str)
    """Ledger, record, column and key of a cell."""
    record_requested = Signal(str, object)
    """Ledger and record whose whole story is asked for, also of one that was deleted."""

    def __init__(self, document: LedgerDocument) -> None:
        super().__init__()
        self._document = document
        self._entry: Entry | None = None
        self._cells: list[CellChange] = []
        self._rest: Iterator[CellChange] = iter(())
        self.title = heading()
        self.who = label(tone="muted")
        self.cells_table = WordTable(["项目", "列", "期间", "修改前", "修改后"], stretched=4)
        self.cells_table.setAccessibleName("修改前后")
        self.cells_table.entered.connect(self._jump)
        self.cells_table.end_reached.connect(self._add_page)
        self.cells_table.itemSelectionChanged.connect(self._enable)
        self.revert_button = plain("撤销此操作…", self.preview)
        self.jump_button = plain("转到该格", lambda: self._jump(self.cells_table.currentRow()))
        self.record_button = plain("项目历史…", self._show_record)
        self.before_button = plain("恢复修改前的值", lambda: self._restore(before=True))
        self.after_button = plain("恢复修改后的值", lambda: self._restore(before=False))
        self._panel, inside = panel("quiet")
        self._said = label()
        self.groups = RevertGroups(document.store)
        self.confirm_button = primary("撤销", self.revert)
        self.cancel_button = plain("不撤销", self._close_panel)
        for part in (self._said, self.groups):
            inside.addWidget(part)
        inside.addLayout(row(None, self.confirm_button, self.cancel_button))
        self._arrange()

    def _arrange(self) -> None:
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(space(0.5))
        for part in (self.jump_button, self.record_button, self.before_button, self.after_button):
            self.buttons.addWidget(part)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.revert_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(0.5), 0, 0, 0)
        column.addWidget(self.title)
        column.addWidget(self.who)
        column.addWidget(self.cells_table, 1)
        column.addWidget(self._panel)
        column.addLayout(self.buttons)
        self._panel.hide()

    # --- which action ---------------------------------------------------------------------------

    def show_entry(self, entry: Entry | None, *, again: bool = False) -> None:
        """Show an action; ``again`` tells its cells anew, which stay as they were recorded."""
        known = entry is not None and self._entry is not None and entry.id == self._entry.id
        self._entry = entry
        self._show_head(entry)
        if not known or again:
            self._list(entry)
        if not known:
            self._panel.hide()
        self._enable()

    def _show_head(self, entry: Entry | None) -> None:
        self.title.setText("" if entry is None else entry.label)
        state = "" if entry is None else state_words(entry)
        who = "" if entry is None else who_words(entry, self._document.today())
        self.who.setText("　".join(part for part in (who, state) if part))

    def _list(self, entry: Entry | None) -> None:
        self.cells_table.fill([])
        self._cells = []
        with self._document.reading():
            self._rest = iter(()) if entry is None else self._document.store.cells_of(entry.id)
        self._add_page()
        self.cells_table.fit()
        if self._cells:
            self.cells_table.setCurrentCell(0, 0)

    def _add_page(self) -> None:
        with self._document.reading():
            page = list(islice(self._rest, _PAGE))
        if not page:
            return
        context = self._document.context()
        words = [cell_words(one, context) for one in page]
        self._cells += page
        self.cells_table.add([(one.record, one.column, one.period, one.before, one.after) for one in words])

    def chosen_cell(self) -> CellChange | None:
        """The cell chosen."""
        here = self.cells_table.currentRow()
        return self._cells[here] if 0 <= here < len(self._cells) else None

    def _enable(self) -> None:
        entry, cell = self._entry, self.chosen_cell()
        may_write = not self._document.read_only
        self.revert_button.setEnabled(
            entry is not None and entry.state == "done" and not entry.reverted and may_write
        )
        self.jump_button.setEnabled(cell is not None)
        self.record_button.setEnabled(cell is not None)
        if cell is not None:
            self.record_button.setText(f"{ledger_named(cell.ledger).record_title}历史…")
        restorable = cell is not None and may_write and cell.aspect == "content"
        self.before_button.setEnabled(restorable)
        self.after_button.setEnabled(restorable)

    # --- one cell -------------------------------------------------------------------------------

    def _jump(self, here: int) -> None:
        if 0 <= here < len(self._cells):
            cell = self._cells[here]
            self.jump_requested.emit(cell.ledger, cell.record, cell.column, cell.key)

    def _show_record(self) -> None:
        cell = self.chosen_cell()
        if cell is not None:
            self.record_requested.emit(cell.ledger, cell.record)

    def _restore(self, *, before: bool) -> None:
        cell = self.chosen_cell()
        if cell is None:
            return
        said = restore_cell(
            self._document,
            ledger_named(cell.ledger),
            cell.record,
            cell.column,
            cell.key,
            cell.before if before else cell.after,
        )
        if said:
            self._say(said)
            self.said.emit(said)

    # --- the whole action -----------------------------------------------------------------------

    def preview(self) -> None:
        """Show what reverting would take back, keep and fail to do; nothing is done yet."""
        if self._entry is None:
            return
        with waiting(), self._document.reading():
            plan = self._document.store.plan_revert(self._entry.id)
        said = f"撤销“{plan.label}”："
        if not plan.kept and not plan.failed:
            said += "此后没有改过，可以全部撤回。"
        else:
            said += "其中此后改过的予以保留。" if plan.kept else "其中有的已不能撤回。"
        if not plan.reverted:
            said = f"“{plan.label}”改动的内容此后都已改过，没有可以撤回的。"
        self._said.setText(said)
        self.groups.show_revert(plan, done=False)
        self.groups.show()
        self.confirm_button.setVisible(bool(plan.reverted))
        self.cancel_button.setText("不撤销" if plan.reverted else "关闭")
        self.cancel_button.show()
        self._panel.show()
        (self.confirm_button if plan.reverted else self.cancel_button).setFocus()

    def revert(self) -> None:
        """Revert the action cell by cell, and say what was taken back, kept and not possible."""
        entry = self._entry
        if entry is None:
            return
        try:
            with waiting():
                revert = self._document.store.revert(entry.id)
        except FgjError as problem:
            self._say(str(problem))
            return
        said = revert_summary(revert)
        self._say(said)
        self.groups.show_revert(revert, done=True)
        self.groups.show()
        self.said.emit(said)

    def result(self) -> str:
        """What was said last."""
        return self._said.text()

    def _say(self, text: str) -> None:
        self._said.setText(text)
        self.groups.hide()
        self.confirm_button.hide()
        self.cancel_button.setText("关闭")
        self._panel.show()

    def _close_panel(self) -> None:
        self._panel.hide()
        self.cells_table.setFocus()
