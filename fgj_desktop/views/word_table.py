"""A plain table of words, filled piece by piece as it is scrolled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from fgj_desktop.views.theme import colours, space

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

_NARROWEST, _WIDEST = 4, 14
_MEASURED = 60
"""Rows by which a column's width is chosen."""


class WordTable(QTableWidget):
    """Rows of texts, one of which is chosen; Enter or a double click acts on it."""

    entered = Signal(int)
    """Row on which Enter was pressed or that was double-clicked."""
    end_reached = Signal()
    """The last rows came into sight: more may be added."""

    def __init__(
        self,
        titles: Sequence[str],
        *,
        stretched: int,
        wraps: bool = False,
        widest: float = _WIDEST,
        parent: QWidget | None = None,
    ) -> None:
        """``wraps`` shows the stretched column's texts in full; no column gets wider than ``widest``."""
        super().__init__(0, len(titles), parent)
        self.setProperty("list", True)
        self.setHorizontalHeaderLabels(list(titles))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(space(1.7))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(wraps)
        self._wraps, self._widest = wraps, widest
        self.setTabKeyNavigation(False)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(space(2))
        if wraps:
            self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._stretched, self._needed = stretched, 0
        self._share()
        self.cellDoubleClicked.connect(lambda row, _column: self.entered.emit(row))
        self.verticalScrollBar().valueChanged.connect(self._look_for_end)
        self.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._look_for_end())

    def fill(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these rows alone."""
        self.blockSignals(True)
        self.setRowCount(0)
        self.blockSignals(False)
        self.add(rows)
        self.fit()

    def add(self, rows: Sequence[Sequence[str]]) -> None:
        """Add rows at the end."""
        first = self.rowCount()
        self.blockSignals(True)
        self.setRowCount(first + len(rows))
        for number, texts in enumerate(rows, first):
            self._set_row(number, texts)
        self.blockSignals(False)

    def insert_words(self, row: int, texts: Sequence[str]) -> None:
        """Insert one row."""
        self.blockSignals(True)
        self.insertRow(row)
        self._set_row(row, texts)
        self.blockSignals(False)

    def _set_row(self, row: int, texts: Sequence[str]) -> None:
        for column, text in enumerate(texts):
            # One line: what has several is read in the tip.
            item = QTableWidgetItem(" ".join(text.split()) if "\n" in text else text)
            item.setToolTip(text)
            self.setItem(row, column, item)

    def fit(self) -> None:
        """Give each column the width of its texts, within reason; the stretched one takes what is left."""
        for column in range(self.columnCount()):
            texts = [
                item.text()
                for row in range(min(self.rowCount(), _MEASURED))
                if (item := self.item(row, column)) is not None
            ]
            title = self.horizontalHeaderItem(column)
            texts.append(title.text() if title is not None else "")
            font = self.font()
            font.setBold(True)
            metrics = QFontMetrics(font)
            width = max(metrics.horizontalAdvance(text) for text in texts) + space(1.2)
            width = min(max(width, space(_NARROWEST)), space(self._widest))
            if column == self._stretched:
                self._needed = 0 if self._wraps else width
            else:
                self.setColumnWidth(column, width)
        self._share()

    def _share(self) -> None:
        """Stretch while there is room for the column's texts; else the table scrolls rather than hide them."""
        header = self.horizontalHeader()
        others = sum(header.sectionSize(one) for one in range(self.columnCount()) if one != self._stretched)
        fits = self.viewport().width() - others >= self._needed
        mode = QHeaderView.ResizeMode.Stretch if fits else QHeaderView.ResizeMode.Interactive
        if mode is not header.sectionResizeMode(self._stretched):
            header.setSectionResizeMode(self._stretched, mode)
        if not fits:
            self.setColumnWidth(self._stretched, self._needed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width out."""
        super().resizeEvent(event)
        self._share()
        if self._wraps:
            self.resizeRowsToContents()

    def sizeHintForRow(self, row: int) -> int:
        """As high as its lines: Qt's own guess does not know of the padding that takes some of the width."""
        item = self.item(row, self._stretched)
        if not self._wraps or item is None:
            return super().sizeHintForRow(row)
        width = self.columnWidth(self._stretched) - space(1)
        lines = self.fontMetrics().boundingRect(
            QRect(0, 0, width, space(100)), Qt.TextFlag.TextWordWrap, item.text()
        )
        return max(space(1.7), lines.height() + space(0.4))

    def style_row(self, row: int, *, muted: bool = False, struck: bool = False, bold: bool = False) -> None:
        """Mark a row as past, undone or current."""
        for column in range(self.columnCount()):
            item = self.item(row, column)
            if item is None:
                continue
            font = item.font()
            font.setStrikeOut(struck)
            font.setBold(bold)
            item.setFont(font)
            if muted:
                item.setForeground(colours().muted)

    def align_right(self, column: int) -> None:
        """Show a column's figures as figures, and its title above them."""
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        title = self.horizontalHeaderItem(column)
        if title is not None:
            title.setTextAlignment(right)
        for row in range(self.rowCount()):
            item = self.item(row, column)
            if item is not None:
                item.setTextAlignment(right)

    def _look_for_end(self) -> None:
        bar = self.verticalScrollBar()
        if self.rowCount() and bar.value() >= bar.maximum() - bar.pageStep():
            self.end_reached.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter acts on the row; Esc is the window's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.entered.emit(self.currentRow())
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)
