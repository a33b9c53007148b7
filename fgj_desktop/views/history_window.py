"""历史记录: what was done, by whom and when; the cells before and after; 撤销此操作 for any of it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from fgj_desktop.errors import FgjError
from fgj_desktop.models.history_words import cell_words, revert_groups, revert_summary, state_words
from fgj_desktop.views.theme import colours, space

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QColor

    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.store.history import CellChange, Entry

_PAGE = 300
_CELLS = 2000
_SEARCH_DELAY = 250


class HistoryWindow(QDialog):
    """Lists actions; stays open beside the main window and follows it."""

    reverted = Signal(str)
    """The sentence on what reverting did."""
    jump_requested = Signal(str, object)
    """Ledger and record of a cell that was double-clicked."""

    def __init__(self, document: LedgerDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("历史记录")
        self.resize(space(68), space(36))
        self._document = document
        self._entries: list[Entry] = []
        self._cells: list[CellChange] = []
        self._search = QLineEdit()
        self._search.setProperty("search", True)
        self._search.setPlaceholderText("按操作名称查找")
        self._search.setClearButtonEnabled(True)
        self._timer = QTimer(self, singleShot=True, interval=_SEARCH_DELAY)
        self._timer.timeout.connect(self.fill)
        self._search.textEdited.connect(lambda _text: self._timer.start())
        self.actions_table = _table(["时间", "操作", "用户", "状态"], stretched=1)
        self.actions_table.itemSelectionChanged.connect(self._show_cells)
        self.cells_table = _table(["项目", "列", "期间", "修改前", "修改后"], stretched=4)
        self.cells_table.itemDoubleClicked.connect(lambda item: self._jump(item.row()))
        self._more = QPushButton("更早的操作")
        self._more.clicked.connect(self._load_more)
        self._revert = QPushButton("撤销此操作")
        self._revert.clicked.connect(self.revert_chosen)
        self._result = QLabel()
        self._result.setWordWrap(True)
        self._result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._result.hide()
        self._arrange()
        document.changed.connect(self._follow)
        document.reread.connect(self.fill)
        self.fill()

    def _arrange(self) -> None:
        left, right = QWidget(), QWidget()
        left_column, right_column = QVBoxLayout(left), QVBoxLayout(right)
        left_column.addWidget(self._search)
        left_column.addWidget(self.actions_table, 1)
        left_column.addWidget(self._more)
        row = QHBoxLayout()
        row.addWidget(self._revert)
        row.addStretch(1)
        close = QPushButton("关闭")
        close.clicked.connect(self.close)
        row.addWidget(close)
        right_column.addWidget(self.cells_table, 1)
        right_column.addWidget(self._result)
        right_column.addLayout(row)
        for column in (left_column, right_column):
            column.setContentsMargins(0, 0, 0, 0)
        splitter = QSplitter()
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setSizes([space(30), space(38)])
        splitter.setHandleWidth(space(0.5))
        layout = QVBoxLayout(self)
        layout.addWidget(splitter)

    # --- actions --------------------------------------------------------------------------------

    def fill(self) -> None:
        """Read the newest actions; the one chosen stays chosen."""
        chosen = self.chosen()
        self._entries = self._document.store.history(_PAGE, text=self._search.text().strip())
        self._more.setVisible(len(self._entries) == _PAGE)
        self._list_entries()
        numbers = [entry.id for entry in self._entries]
        row = numbers.index(chosen.id) if chosen is not None and chosen.id in numbers else 0
        if self._entries:
            self.actions_table.setCurrentCell(row, 0)
        self._show_cells()

    def _load_more(self) -> None:
        last = self._entries[-1].id
        older = self._document.store.history(_PAGE, before=last, text=self._search.text().strip())
        self._more.setVisible(len(older) == _PAGE)
        self._entries += older
        self._list_entries()

    def _list_entries(self) -> None:
        rows = [
            (_moment(entry.at, self._document.today()), entry.label, entry.user, state_words(entry))
            for entry in self._entries
        ]
        _fill(self.actions_table, rows)
        for row, entry in enumerate(self._entries):
            if entry.state == "undone":
                _colour_row(self.actions_table, row, colours().muted)

    def chosen(self) -> Entry | None:
        """The action chosen."""
        row = self.actions_table.currentRow()
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def _follow(self) -> None:
        if self.isVisible():
            self.fill()

    # --- cells ----------------------------------------------------------------------------------

    def _show_cells(self) -> None:
        entry = self.chosen()
        self._revert.setEnabled(
            entry is not None
            and entry.state == "done"
            and not entry.reverted
            and not self._document.read_only
        )
        self._cells = [] if entry is None else self._document.store.cells(entry.id, _CELLS)
        context = self._document.context()
        words = [cell_words(one, context) for one in self._cells]
        _fill(
            self.cells_table, [(one.record, one.column, one.period, one.before, one.after) for one in words]
        )

    def _jump(self, row: int) -> None:
        cell = self._cells[row]
        self.jump_requested.emit(cell.ledger, cell.record)

    # --- reverting ------------------------------------------------------------------------------

    def revert_chosen(self) -> None:
        """Revert the chosen action cell by cell, and say what was taken back, kept and not possible."""
        entry = self.chosen()
        if entry is None:
            return
        try:
            revert = self._document.store.revert(entry.id)
        except FgjError as problem:
            self._say(str(problem))
            return
        lines = [revert_summary(revert)]
        for title, places in revert_groups(revert, self._document.store):
            lines.append(f"{title}：{'；'.join(places)}。" if places else f"{title}。")
        self._say("\n".join(lines))
        self.fill()
        self.reverted.emit(lines[0])

    def result(self) -> str:  # type: ignore[override]
        """What the last revert said."""
        return self._result.text()

    def _say(self, text: str) -> None:
        self._result.setText(text)
        self._result.show()


def _table(titles: Sequence[str], *, stretched: int) -> QTableWidget:
    table = QTableWidget(0, len(titles))
    table.setHorizontalHeaderLabels(list(titles))
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(space(1.7))
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setShowGrid(False)
    table.setAlternatingRowColors(True)
    table.setWordWrap(False)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.horizontalHeader().setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
    return table


def _fill(table: QTableWidget, rows: Sequence[Sequence[str]]) -> None:
    table.blockSignals(True)
    table.setRowCount(len(rows))
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            table.setItem(number, column, item)
    table.blockSignals(False)
    for column in range(table.columnCount()):
        if table.horizontalHeader().sectionResizeMode(column) is not QHeaderView.ResizeMode.Stretch:
            table.resizeColumnToContents(column)
            table.setColumnWidth(column, min(max(table.columnWidth(column), space(4)), space(12)))


def _colour_row(table: QTableWidget, row: int, shade: QColor) -> None:
    for column in range(table.columnCount()):
        item = table.item(row, column)
        if item is not None:
            item.setForeground(shade)


def _moment(text: str, today: datetime.date) -> str:
    """「14:32」 for today, else with the day, and with the year when it was another."""
    moment = datetime.datetime.fromisoformat(text)
    if moment.date() == today:
        return f"{moment:%H:%M}"
    year = "" if moment.year == today.year else f"{moment.year}年"
    return f"{year}{moment.month}月{moment.day}日 {moment:%H:%M}"
