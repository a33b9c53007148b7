"""项目历史: everything that was done to one record, action by action, with its cells before and after."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QTreeWidgetItem, QVBoxLayout, QWidget

from fgj_desktop.models.cell_past import restore_cell
from fgj_desktop.models.history_words import CellWords, cell_words, state_words, way_words, who_words
from fgj_desktop.views.history_places import go_to_cell
from fgj_desktop.views.parts import fit, heading, label, plain, row
from fgj_desktop.views.story_tree import StoryTree
from fgj_desktop.views.theme import colours, space

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.store.cell_changes import CellChange
    from fgj_desktop.store.changes import Change
    from fgj_desktop.store.history_entry import Entry
    from fgj_desktop.views.main_window import MainWindow

_PAGE = 60
_AFTER_EDITS = 150
_LEAST = 8
"""Characters of a list above the story: a card is narrow."""
_EVERY_COLUMN, _EVERY_PERIOD = "全部列", "全部期间"
_FACTS = "不分期间"
_ENTRY = Qt.ItemDataRole.UserRole
_CELL = Qt.ItemDataRole.UserRole + 1


class RecordHistory(QWidget):
    """The story of one record, newest first; can stand in a dialog or in a card of the record."""

    said = Signal(str)
    """What restoring did, or why nothing was done."""
    jump_requested = Signal(str, object, str, str)
    """Ledger, record, column and key of a cell."""
    action_requested = Signal(object)
    """Number of an action that is to be shown in the history window, where it can be reverted."""

    def __init__(
        self, document: LedgerDocument, ledger: Ledger, record: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._ledger, self._record = document, ledger, record
        self._story: list[tuple[Entry, list[CellChange]]] = []
        self._is_whole = False
        self.columns = _choice("列", _EVERY_COLUMN)
        self.periods = _choice("期间", _EVERY_PERIOD)
        self.tree = StoryTree()
        self.count = label(tone="muted")
        self.jump_button = plain("转到该格", self._jump)
        self.restore_button = plain("恢复修改前的值", self._restore)
        self.action_button = plain("查看此操作…", self._show_action)
        self.action_button.setToolTip("在历史记录中查看，也可在那里撤销")
        self._arrange()
        for box in (self.columns, self.periods):
            box.currentIndexChanged.connect(lambda _place: self._list())
        self.tree.itemSelectionChanged.connect(self._enable)
        self.tree.entered_item.connect(self._enter)
        bar = self.tree.verticalScrollBar()
        bar.valueChanged.connect(lambda value: self._read_on() if value == bar.maximum() else None)
        self._is_stale = False
        # In a card beside the grid: read again when the hand rests, never between two keys.
        self._late = QTimer(self, singleShot=True, interval=_AFTER_EDITS)
        self._late.timeout.connect(self._fill_if_seen)
        document.changed.connect(self._follow)
        document.reread.connect(self.fill)
        document.money_unit_changed.connect(self._list)
        self.fill()

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space(0.4))
        layout.addLayout(row(self.columns, self.periods, self.count, stretch=2))
        layout.addWidget(self.tree, 1)
        self.buttons = row(self.jump_button, self.restore_button, None, self.action_button)
        layout.addLayout(self.buttons)

    @property
    def name(self) -> str:
        """What the record is called."""
        labels = (cell.record_label for _, cells in self._story for cell in cells if cell.record_label)
        return next(labels, f"（未填{self._ledger.record_title}名称）")

    def show_record(self, record: int) -> None:
        """Tell another record of the same ledger."""
        self._record = record
        self.fill()

    # --- reading --------------------------------------------------------------------------------

    def fill(self) -> None:
        """Read the newest actions."""
        self._story = []
        self._is_whole = self._is_stale = False
        self._read()
        self._offer()
        self._list()

    def _follow(self, change: Change) -> None:
        if self._record in change.records.get(self._ledger.name, ()):
            self._is_stale = True
            self._late.start()

    def _fill_if_seen(self) -> None:
        if self._is_stale and self.isVisible() and self._document.store.is_open:
            self.fill()

    def showEvent(self, event: QShowEvent) -> None:
        """Tell what was done while the story was out of sight."""
        super().showEvent(event)
        self._fill_if_seen()

    def _read(self) -> None:
        before = self._story[-1][0].id if self._story else None
        with self._document.reading():
            page = self._document.store.story(self._ledger, self._record, _PAGE, before=before)
        self._story += page
        self._is_whole = len(page) < _PAGE

    def _read_on(self) -> None:
        self._fill_up(self.tree.topLevelItemCount() + _PAGE)

    def _fill_up(self, wanted: int) -> None:
        """Read older actions until so many are listed: of a chosen column a page may hold none."""
        while not self._is_whole and self.tree.topLevelItemCount() < wanted:
            first = len(self._story)
            self._read()
            self._offer()
            self._append(self._story[first:])
        self._show_count()

    def _offer(self) -> None:
        """Offer the columns and periods that occur, keeping what is chosen."""
        told = [(self._words(cell), cell.key) for _, cells in self._story for cell in cells]
        _offer(self.columns, [_EVERY_COLUMN, *sorted({one.column for one, _ in told if one.column})])
        keys = {one.period: key for one, key in told if one.period}
        periods = sorted(keys, key=lambda period: _period_order(keys[period]), reverse=True)
        _offer(self.periods, [_EVERY_PERIOD, *periods, _FACTS])

    def _words(self, cell: CellChange) -> CellWords:
        return cell_words(cell, self._document.context())

    # --- listing --------------------------------------------------------------------------------

    def _list(self) -> None:
        self.tree.clear()
        self._append(self._story)
        self._fill_up(_PAGE)
        first = self.tree.topLevelItem(0)
        if first is not None:
            self.tree.setCurrentItem(first)
        self._enable()

    def _append(self, story: Sequence[tuple[Entry, list[CellChange]]]) -> None:
        for entry, cells in story:
            told = [(cell, words) for cell in cells if self._is_wanted(words := self._words(cell))]
            if told:
                self._add(entry, told)

    def _is_wanted(self, words: CellWords) -> bool:
        column, period = self.columns.currentText(), self.periods.currentText()
        return column in (_EVERY_COLUMN, words.column) and period in (
            _EVERY_PERIOD,
            words.period or _FACTS,
        )

    def _add(self, entry: Entry, told: Sequence[tuple[CellChange, CellWords]]) -> None:
        state = state_words(entry)
        title = f"{who_words(entry, self._document.today())}　{way_words(entry)}"
        head = QTreeWidgetItem([title + (f"（{state}）" if state else "")])
        head.setData(0, _ENTRY, entry)
        self.tree.addTopLevelItem(head)
        head.setFirstColumnSpanned(True)
        font = head.font(0)
        font.setBold(True)
        font.setStrikeOut(bool(state))
        head.setFont(0, font)
        head.setSizeHint(0, QSize(0, space(1.9)))
        for cell, words in told:
            texts = [words.column, words.period, words.before or "空白", words.after or "空白"]
            line = QTreeWidgetItem([" ".join(text.split()) for text in texts])
            line.setData(0, _ENTRY, entry)
            line.setData(0, _CELL, cell)
            for place, text in enumerate(texts):
                line.setToolTip(place, text)
                line.setSizeHint(place, QSize(0, space(1.7)))
            line.setForeground(2, colours().muted)
            if state:
                line.setForeground(3, colours().muted)
            head.addChild(line)
        head.setExpanded(True)

    def _show_count(self) -> None:
        count = len(self._story)
        more = "" if self._is_whole else "，向下滚动显示更早的"
        self.count.setText(f"{count:,} 次操作{more}" if count else "还没有操作。")

    # --- what can be done -----------------------------------------------------------------------

    def chosen(self) -> tuple[Entry | None, CellChange | None]:
        """The action chosen, and of it the cell."""
        item = self.tree.currentItem()
        return (None, None) if item is None else (item.data(0, _ENTRY), item.data(0, _CELL))

    def _enable(self) -> None:
        entry, cell = self.chosen()
        self.jump_button.setEnabled(cell is not None)
        self.restore_button.setEnabled(
            cell is not None and cell.aspect == "content" and not self._document.read_only
        )
        self.action_button.setEnabled(entry is not None)

    def _enter(self, item: QTreeWidgetItem) -> None:
        if item.data(0, _CELL) is not None:
            self._jump()
        else:
            item.setExpanded(not item.isExpanded())

    def _jump(self) -> None:
        _, cell = self.chosen()
        if cell is not None:
            self.jump_requested.emit(cell.ledger, cell.record, cell.column, cell.key)

    def _restore(self) -> None:
        _, cell = self.chosen()
        if cell is not None:
            said = restore_cell(self._document, self._ledger, cell.record, cell.column, cell.key, cell.before)
            if said:
                self.said.emit(said)

    def _show_action(self) -> None:
        entry, _ = self.chosen()
        if entry is not None:
            self.action_requested.emit(entry.id)


def _choice(name: str, first: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.addItem(first)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(_LEAST)
    return box


def _offer(box: QComboBox, texts: Sequence[str]) -> None:
    chosen = box.currentText()
    box.blockSignals(True)
    box.clear()
    box.addItems(list(texts))
    box.setCurrentIndex(max(0, box.findText(chosen)))
    box.blockSignals(False)


def _period_order(key: str) -> tuple[str, str]:
    """Keys sort as text, a year after its months and their halves."""
    year, _, month = key.partition("-")
    return year, month or "~"


def show_record_history(window: MainWindow) -> QDialog | None:
    """Open the story of the current row's record."""
    place = window.pane.current()
    if place is None or not window.pane.grid.finish_editing():
        return None
    return open_record_history(window, window.pane.ledger, place[0])


def open_record_history(window: MainWindow, ledger: Ledger, record: int) -> QDialog:
    """Open the story of a record in a window of its own."""
    from fgj_desktop.views.history_window import show_history

    dialog = QDialog(window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(f"{ledger.record_title}历史")
    story = RecordHistory(window.document, ledger, record)
    layout = QVBoxLayout(dialog)
    layout.addWidget(heading(story.name))
    layout.addWidget(story, 1)
    story.buttons.addWidget(plain("关闭", dialog.close))
    story.said.connect(window.say)
    story.jump_requested.connect(partial(go_to_cell, window))
    story.action_requested.connect(lambda action: show_history(window).show_action(action))
    # A dialog left open would keep the program running when its file is closed.
    window.closed.connect(dialog.close)
    fit(dialog, 52, 36)
    dialog.show()
    story.tree.setFocus()
    return dialog
