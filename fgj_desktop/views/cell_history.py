"""此格历史: what a cell held, when and by whom, beside the cell; any value can be put back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from fgj_desktop.models.cell_past import (
    VersionWords,
    cell_past,
    last_change_words,
    restore_version,
    restored_elsewhere,
)
from fgj_desktop.views.parts import heading, label, plain, primary, quiet, row
from fgj_desktop.views.theme import space
from fgj_desktop.views.word_table import WordTable

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QKeyEvent

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.views.main_window import MainWindow

_TITLES = ("期间", "值", "", "时间", "用户", "来历")
_PERIOD, _VALUE = 0, 1
_LONG = 24
"""Characters from which a value is shown whole below the list."""
_ROWS = 12


class CellHistoryPopup(QFrame):
    """The versions of one cell, newest first; Enter puts the chosen one back, Esc closes."""

    said = Signal(str)
    """What was restored, or why nothing was."""
    action_requested = Signal(object)
    """Number of an action that is to be shown in the history."""
    record_requested = Signal()
    """The whole story of the record is asked for."""

    def __init__(
        self, document: LedgerDocument, ledger: Ledger, record: int, field: str, parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("popup", True)
        self._document, self._ledger, self._record = document, ledger, record
        self.past = cell_past(document, ledger, record, field)
        self.table = WordTable(_TITLES, stretched=len(_TITLES) - 1)
        self.table.setAccessibleName("此格历史")
        self.whole = QPlainTextEdit()
        self.whole.setReadOnly(True)
        self.whole.setFixedHeight(space(5))
        self.whole.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hint = label(tone="muted")
        self.restore_button = primary("恢复此值", self.restore)
        self.action_button = plain("查看此操作", self._show_action)
        self._arrange()
        self._fill()
        self.table.itemSelectionChanged.connect(self._show_chosen)
        self.table.entered.connect(lambda _row: self._enter())
        self._show_chosen()

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[space(0.6)] * 4)
        layout.setSpacing(space(0.35))
        layout.addWidget(heading(f"{self.past.title}　此格历史"))
        if self.past.note:
            layout.addWidget(label(self.past.note, "muted"))
        for part in (self.table, self.whole, self.hint):
            layout.addWidget(part)
        record = quiet(f"{self._ledger.record_title}历史…", self._show_record)
        layout.addLayout(
            row(record, None, self.restore_button, self.action_button, plain("关闭", self.close))
        )
        nothing = not self.past.lines
        for shown in (self.table, self.restore_button, self.action_button):
            shown.setHidden(nothing)
        self.setFixedWidth(space(22 if nothing else 42))

    def _fill(self) -> None:
        lines = self.past.lines
        rows, former = [], None
        for line in lines:
            # A period is named once, so that the development is read down the first column.
            period = line.period if line.period != former else ""
            former = line.period
            state = "当前" if line.is_shown else line.state
            rows.append((period, _value_text(line), state, line.moment, line.user, line.way))
        self.table.fill(rows)
        if self.past.align == "right":
            self.table.align_right(_VALUE)
        self.table.setColumnHidden(_PERIOD, not any(line.period for line in lines))
        for number, line in enumerate(lines):
            newest = line.version.is_newest
            struck = line.version.entry.state == "undone"
            self.table.style_row(number, bold=line.is_shown, muted=not newest, struck=struck)
        count = min(max(len(lines), 2), _ROWS)
        self.table.setFixedHeight(
            self.table.verticalHeader().defaultSectionSize() * count
            + self.table.horizontalHeader().sizeHint().height()
            + space(0.3)
        )
        if lines:
            shown = next((number for number, line in enumerate(lines) if line.is_shown), 0)
            self.table.setCurrentCell(shown, _VALUE)

    # --- what is chosen -------------------------------------------------------------------------

    def chosen(self) -> VersionWords | None:
        """The version chosen."""
        here = self.table.currentRow()
        return self.past.lines[here] if 0 <= here < len(self.past.lines) else None

    def _show_chosen(self) -> None:
        line = self.chosen()
        if line is None:
            self.whole.hide()
            self.hint.hide()
            return
        whole = "\n".join(part for part in (line.value, line.on_top) if part)
        self.whole.setPlainText(whole)
        self.whole.setVisible(len(whole) > _LONG or "\n" in whole)
        self.restore_button.setEnabled(not line.version.is_newest and not self._document.read_only)
        elsewhere = restored_elsewhere(self._document, self._ledger, line.version)
        self.hint.setText(
            f"此值属于{elsewhere}，恢复后改动的是{elsewhere}的数。"
            if elsewhere and not line.version.is_newest
            else ""
        )
        self.hint.setVisible(bool(self.hint.text()))
        self.adjustSize()

    def _enter(self) -> None:
        if self.restore_button.isEnabled():
            self.restore()
        else:
            self.close()

    def restore(self) -> None:
        """Write the chosen value back and close."""
        line = self.chosen()
        if line is not None:
            # What is said of it stands in the window: closed first, the popup does not hide it.
            self.close()
            self.said.emit(restore_version(self._document, self._ledger, self._record, line.version))

    def _show_action(self) -> None:
        line = self.chosen()
        if line is not None:
            self.close()
            self.action_requested.emit(line.version.entry.id)

    def _show_record(self) -> None:
        self.close()
        self.record_requested.emit()

    # --- the popup itself -----------------------------------------------------------------------

    def open_at(self, cell: QRect) -> None:
        """Show below a cell, given in places of the screen; above it where there is no room below."""
        self.adjustSize()
        free = self.screen().availableGeometry()
        x = max(free.left(), min(cell.left(), free.right() - self.width()))
        below, above = cell.bottom() + 2, cell.top() - 2 - self.height()
        y = below if below + self.height() <= free.bottom() or above < free.top() else above
        self.move(x, max(free.top(), min(y, free.bottom() - self.height())))
        self.show()
        (self.table if self.past.lines else self).setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes, also from the list; Enter where there is no list."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close()
        else:
            super().keyPressEvent(event)


def _value_text(line: VersionWords) -> str:
    """The value; a version that is about a note alone tells the note."""
    value = line.value or "空白"
    before, after = line.version.before, line.version.after
    told = before.content == after.content and line.on_top
    return f"{value}（{line.on_top}）" if told else value


def show_cell_history(window: MainWindow) -> CellHistoryPopup | None:
    """Open the history of the current cell beside it."""
    pane = window.pane
    place = pane.current()
    if place is None or not pane.grid.finish_editing():
        return None
    popup = CellHistoryPopup(window.document, pane.ledger, *place, window)
    popup.said.connect(window.say)
    popup.action_requested.connect(partial(_show_action, window))
    popup.record_requested.connect(partial(_show_record, window))
    grid = pane.grid
    cell = grid.visualRect(grid.currentIndex())
    popup.open_at(QRect(grid.viewport().mapToGlobal(cell.topLeft()), cell.size()))
    return popup


def _show_action(window: MainWindow, action: int) -> None:
    from fgj_desktop.views.history_window import show_history

    show_history(window).show_action(action)


def _show_record(window: MainWindow) -> None:
    from fgj_desktop.views.record_history import show_record_history

    show_record_history(window)


def last_change_tip(window: MainWindow, index: QModelIndex) -> str:
    """What hovering over a cell adds: when it was changed last, by whom, and from what."""
    pane = window.pane
    table = pane.shown_table
    if not 0 <= index.row() < len(table.ids) or table.record(index.row()) <= 0:
        return ""
    field = table.fields[index.column()].name
    return last_change_words(window.document, pane.ledger, table.record(index.row()), field)
