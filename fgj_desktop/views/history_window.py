"""历史记录: what was done, by whom and when; the cells before and after; 撤销此操作 for any of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QSplitter, QVBoxLayout, QWidget

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.models.deep_search import DeepSearch
from fgj_desktop.models.history_words import state_words
from fgj_desktop.models.moments import moment_words
from fgj_desktop.views.action_view import ActionView
from fgj_desktop.views.history_filters import HistoryFilters
from fgj_desktop.views.history_places import go_to_cell
from fgj_desktop.views.parts import fit, label, plain, quiet, row
from fgj_desktop.views.theme import space
from fgj_desktop.views.word_table import WordTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.store.history_entry import Entry, Wanted
    from fgj_desktop.views.main_window import MainWindow

_PAGE = 200
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
        self._entries: list[Entry] = []
        self._is_whole = False
        self._wanted: Wanted | None = None
        self._deep: DeepSearch | None = None
        self._slices = QTimer(self, singleShot=True, interval=0)
        self._slices.timeout.connect(self._search_on)
        self.filters = HistoryFilters(document)
        self.filters.changed.connect(self.fill)
        self.actions_table = WordTable(["时间", "操作", "用户", "状态"], stretched=1)
        self.actions_table.setAccessibleName("操作")
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

    def fill(self) -> None:
        """Read the newest actions wanted; the one chosen stays chosen."""
        chosen = self.chosen()
        wanted = self.filters.wanted()
        self._slices.stop()
        # What was scrolled to stays when it is read again after an edit.
        count = max(_PAGE, len(self._entries)) if wanted == self._wanted else _PAGE
        self._wanted = wanted
        with self._document.reading():
            self._entries = self._document.store.history(count, wanted=wanted)
        self._is_whole = len(self._entries) < count
        self._deep = DeepSearch(self._document, wanted) if wanted.text else None
        self._list(self._entries)
        numbers = [entry.id for entry in self._entries]
        here = numbers.index(chosen.id) if chosen is not None and chosen.id in numbers else 0
        if self._entries:
            self.actions_table.setCurrentCell(here, 0)
        self._show_chosen()
        self._show_progress()
        if self._deep is not None:
            self._slices.start()

    def _list(self, entries: Sequence[Entry]) -> None:
        self.actions_table.fill([])
        self._append(entries)
        self.actions_table.fit()

    def _append(self, entries: Sequence[Entry]) -> None:
        first = self.actions_table.rowCount()
        self.actions_table.add([self._words(entry) for entry in entries])
        for place, entry in enumerate(entries, first):
            self._style(place, entry)

    def _words(self, entry: Entry) -> tuple[str, str, str, str]:
        return (
            moment_words(entry.at, self._document.today()),
            entry.label,
            entry.user,
            state_words(entry),
        )

    def _style(self, place: int, entry: Entry) -> None:
        undone = entry.state == "undone" or entry.reverted
        self.actions_table.style_row(place, muted=undone, struck=undone)

    def _load_more(self) -> None:
        if self._is_whole or not self._entries or self._deep is not None:
            # The search in cells brings older actions with it.
            return
        wanted = self.filters.wanted()
        with self._document.reading():
            older = self._document.store.history(_PAGE, before=self._entries[-1].id, wanted=wanted)
        self._is_whole = len(older) < _PAGE
        self._entries += older
        self._append(older)
        self._show_progress()

    def chosen(self) -> Entry | None:
        """The action chosen."""
        here = self.actions_table.currentRow()
        return self._entries[here] if 0 <= here < len(self._entries) else None

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
        while all(entry.id > action for entry in self._entries) and not self._is_whole:
            self._load_more()
        place = next((number for number, one in enumerate(self._entries) if one.id == action), -1)
        if place >= 0:
            self.actions_table.setCurrentCell(place, 0)

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

    def _search_on(self) -> None:
        """Look into the next actions, then let the window breathe."""
        deep = self._deep
        if deep is None or not self._document.store.is_open:
            return
        with self._document.reading():
            found = deep.step()
        known = {entry.id for entry in self._entries}
        for entry in found:
            if entry.id not in known:
                self._put(entry)
        if not self._is_whole:
            self._take_labels(deep)
        self._show_progress()
        if not deep.is_over:
            self._slices.start()

    def _take_labels(self, deep: DeepSearch) -> None:
        """Actions whose label holds the text, down to where the search has come."""
        while not self._is_whole and self._oldest_by_label() > deep.position:
            older = self._document.store.history(
                _PAGE, before=self._oldest_by_label(), wanted=self.filters.wanted()
            )
            self._is_whole = len(older) < _PAGE
            known = {entry.id for entry in self._entries}
            for entry in older:
                if entry.id not in known:
                    self._put(entry)
            if not older:
                break

    def _oldest_by_label(self) -> int:
        return self._entries[-1].id if self._entries else 0

    def _put(self, entry: Entry) -> None:
        place = next(
            (number for number, one in enumerate(self._entries) if one.id < entry.id), len(self._entries)
        )
        self._entries.insert(place, entry)
        self.actions_table.put(place, self._words(entry))
        self._style(place, entry)
        if len(self._entries) == 1:
            self.actions_table.setCurrentCell(0, 0)
            self.actions_table.fit()

    def _stop_search(self) -> None:
        self._slices.stop()
        self._deep = None
        self._show_progress()

    def _show_progress(self) -> None:
        deep = self._deep
        searching = deep is not None and not deep.is_over
        count = f"{len(self._entries):,} 次操作"
        if searching and deep is not None:
            looked = deep.total + 1 - deep.position
            text = f"正在查找单元格内容：{looked:,}／{deep.total:,}，已找到 {count}"
        elif self._entries:
            text = count if self._is_whole else f"最近的 {count}，向下滚动显示更早的"
        else:
            text = _NOTHING if self._document.store.action_count() else _EMPTY
        self._progress.setText(text)
        self._stop.setVisible(searching)
        wanted = self.filters.wanted()
        narrowed = bool(
            wanted.text or wanted.ledger or wanted.sort or wanted.first or wanted.user is not None
        )
        self._clear.setVisible(narrowed and not searching)

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
