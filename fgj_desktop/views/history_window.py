"""历史记录: what was done, by whom and when; the cells before and after; 撤销此操作 for any of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QSplitter, QVBoxLayout, QWidget

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.models.deep_search import DeepSearch
from fgj_desktop.views.action_list import ActionList
from fgj_desktop.views.action_view import ActionView
from fgj_desktop.views.history_filters import HistoryFilters
from fgj_desktop.views.history_places import go_to_cell
from fgj_desktop.views.parts import fit, label, plain, quiet, row
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.store.history_entry import Entry, Wanted
    from fgj_desktop.views.main_window import MainWindow
    from fgj_desktop.views.word_table import WordTable

_PAGE = 200
_MOST = 1_000
"""Actions found at which the search in cells rests until it is scrolled further."""
_AFTER_EDITS = 150
_EMPTY = "还没有操作。录入、粘贴、导入之后，都可以在这里查看和撤销。"
_NOTHING = "没有符合条件的操作。"


class HistoryWindow(QDialog):
    """Lists actions; stays open beside the main window and follows it."""

    said = Signal(str)
    """The sentence on what reverting or restoring did."""
    jump_requested = Signal(str, object, str, str)
    """Ledger, record, column and key of a cell."""
    record_requested = Signal(str, object)
    """Ledger and record whose whole story is asked for."""

    def __init__(self, document: LedgerDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("历史记录")
        fit(self, 74, 38)
        self._document = document
        self._is_whole = False
        self._oldest = 0
        self._begin: int | None = None
        self._most = _MOST
        self._wanted: Wanted | None = None
        self._deep: DeepSearch | None = None
        self._slices = QTimer(self, singleShot=True, interval=0)
        self._slices.timeout.connect(self._search_on)
        self.filters = HistoryFilters(document)
        self.filters.changed.connect(self._narrow)
        self.actions_table = ActionList(document)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self.filters.begin_search)
        self.filters.left_for_list.connect(self.actions_table.setFocus)
        self.actions_table.itemSelectionChanged.connect(self._show_chosen)
        self.actions_table.end_reached.connect(self._load_more)
        self.action_view = ActionView(document)
        self.actions_table.entered.connect(lambda _row: self.action_view.cells_table.setFocus())
        self.action_view.said.connect(self.said)
        self.action_view.jump_requested.connect(self.jump_requested)
        self.action_view.record_requested.connect(self.record_requested)
        self._progress = label(tone="muted")
        self._stop = quiet("停止", self._stop_search)
        self._clear = quiet("清除条件", self.filters.clear)
        self._arrange()
        # Beside the grid: read again when the hand rests, never between two keys.
        self._late = QTimer(self, singleShot=True, interval=_AFTER_EDITS)
        self._late.timeout.connect(self._follow)
        document.changed.connect(self._follow_later)
        document.reread.connect(self.fill)
        document.money_unit_changed.connect(self._tell_again)
        self.fill()
        self.actions_table.setFocus()

    @property
    def cells_table(self) -> WordTable:
        """The cells of the chosen action."""
        return self.action_view.cells_table

    def _arrange(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.filters)
        column.addWidget(self.actions_table, 1)
        column.addLayout(row(self._progress, self._stop, self._clear, stretch=0))
        splitter = QSplitter()
        splitter.addWidget(left)
        splitter.addWidget(self.action_view)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([space(33), space(41)])
        column.setContentsMargins(0, 0, space(0.5), 0)
        splitter.setHandleWidth(1)
        layout = QVBoxLayout(self)
        layout.addWidget(splitter, 1)
        self.action_view.buttons.addWidget(plain("关闭", self.close))

    # --- actions --------------------------------------------------------------------------------

    def _narrow(self) -> None:
        self._begin = None
        self.fill()

    def fill(self) -> None:
        """Read the newest actions wanted; the one chosen stays chosen."""
        wanted = self.filters.wanted()
        self._slices.stop()
        # What was scrolled to stays when it is read again after an edit.
        listed = len(self.actions_table.entries)
        count = max(_PAGE, listed) if wanted == self._wanted else _PAGE
        self._wanted = wanted
        self._most = max(_MOST, count)
        found = self._read(count, self._begin)
        self._deep = DeepSearch(self._document, wanted) if wanted.text else None
        self.actions_table.show_entries(found)
        self._show_chosen()
        self._show_progress()
        if self._deep is not None:
            self._slices.start()

    def _read(self, count: int, before: int | None) -> list[Entry]:
        """The next actions by label, name and the rest, and down to where they were read."""
        with self._document.reading():
            found = self._document.store.history(count, before=before, wanted=self._wanted)
        self._is_whole = len(found) < count
        self._oldest = found[-1].id if found else 0
        return found

    def _load_more(self) -> None:
        if self._deep is not None and not self._deep.is_over:
            # The search in cells brings older actions with it, once it is asked for more.
            if self._is_paused():
                self._most = len(self.actions_table.entries) + _MOST
                self._slices.start()
        elif not self._is_whole and self.actions_table.entries:
            self.actions_table.put(self._read(_PAGE, self._oldest))
        self._show_progress()

    def chosen(self) -> Entry | None:
        """The action chosen."""
        return self.actions_table.chosen()

    def show_action(self, action: int) -> None:
        """Choose an action, whatever is looked for."""
        with self._document.reading():
            found = self._document.store.history(1, before=action + 1)
        if not found or found[0].id != action:
            # An undo has no line of its own: what it took back has.
            target = self._document.store.turned_back(action)
            if target is None:
                return
            action = target
        self.filters.clear()
        if not self.actions_table.choose(action):
            # Far back: the list begins with it.
            self._begin = action + 1
            self.fill()
            self.actions_table.choose(action)

    def _show_chosen(self) -> None:
        self.action_view.show_entry(self.chosen())

    def _tell_again(self) -> None:
        self.action_view.show_entry(self.chosen(), again=True)

    def _follow_later(self) -> None:
        self._late.start()

    def _follow(self) -> None:
        if self.isVisible() and self._document.store.is_open:
            self.fill()

    # --- the search in cells --------------------------------------------------------------------

    def _is_paused(self) -> bool:
        return len(self.actions_table.entries) >= self._most

    def _search_on(self) -> None:
        """Look into the next actions, then let the window breathe; rest when there are many."""
        deep = self._deep
        if deep is None or not self.isVisible() or not self._document.store.is_open:
            return
        self._take_labels(deep)
        if not self._is_paused():
            with self._document.reading():
                self.actions_table.put(deep.step())
            self._take_labels(deep)
        self._show_progress()
        if not deep.is_over and not self._is_paused():
            self._slices.start()

    def _take_labels(self, deep: DeepSearch) -> None:
        """Actions found by label or name, down to where the search in cells has come."""
        while not self._is_whole and self._oldest > deep.position and not self._is_paused():
            self.actions_table.put(self._read(_PAGE, self._oldest))

    def _stop_search(self) -> None:
        self._slices.stop()
        self._deep = None
        self._show_progress()

    def _show_progress(self) -> None:
        deep = self._deep
        searching = deep is not None and not deep.is_over
        count = f"{len(self.actions_table.entries):,} 次操作"
        if searching and deep is not None:
            looked = f"{deep.total + 1 - deep.position:,}／{deep.total:,}"
            text = f"正在查找单元格内容：{looked}，已找到 {count}"
            if self._is_paused():
                text = f"已查找 {looked}，找到 {count}，向下滚动继续查找"
        elif self.actions_table.entries:
            text = count if self._is_whole else f"{count}，向下滚动显示更早的"
        else:
            text = _NOTHING if self._document.store.action_count() else _EMPTY
        self._progress.setText(text)
        self._stop.setVisible(searching)
        self._clear.setVisible(not searching and (self._begin is not None or self.filters.is_narrowed))

    # --- what others ask ------------------------------------------------------------------------

    def revert_chosen(self) -> None:
        """Revert the chosen action cell by cell, and say what was taken back, kept and not possible."""
        self.action_view.revert()

    def result(self) -> str:  # type: ignore[override]
        """What the last revert said."""
        return self.action_view.result()


def show_history(window: MainWindow) -> HistoryWindow:
    """Open the history beside the main window."""
    if window.history is None:
        window.history = HistoryWindow(window.document, window)
        window.history.said.connect(window.say)
        window.history.jump_requested.connect(partial(go_to_cell, window))
        window.history.record_requested.connect(partial(_show_record, window))
    else:
        window.history.fill()
    window.history.show()
    window.history.setWindowState(window.history.windowState() & ~Qt.WindowState.WindowMinimized)
    window.history.raise_()
    window.history.activateWindow()
    return window.history


def _show_record(window: MainWindow, ledger: str, record: int) -> None:
    from fgj_desktop.views.record_history import open_record_history

    open_record_history(window, ledger_named(ledger), record)
