"""The table of findings: keys that go there, and what an empty one says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from fgj_desktop.models.check_list import CheckList
from fgj_desktop.views.theme import colours, space

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_WIDTHS = {0: 6.5, CheckList.LEDGER: 9, CheckList.NAME: 15, 3: 10, CheckList.UNIT: 8, CheckList.ANSWER: 14}


class CheckTable(QTableView):
    """One line a finding; a title clicked orders them."""

    left_by_enter = Signal()
    answer_wanted = Signal()

    def __init__(self, model: CheckList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.empty = ""
        """What stands in the place of lines when there are none."""
        self.setModel(model)
        self.setAccessibleName("数据核查")
        self.setProperty("list", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(space(1.6))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, space(width))
        head.setSectionResizeMode(CheckList.MESSAGE, QHeaderView.ResizeMode.Stretch)

    def go(self, row: int) -> None:
        """Make a line current, without a jump of the window."""
        if row >= 0:
            self.setCurrentIndex(self.model().index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the cell, F2 asks for the reason."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_by_enter.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.answer_wanted.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say so when there is nothing to list."""
        super().paintEvent(event)
        if not self.model().rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(colours().muted)
            painter.drawText(self.viewport().rect(), int(Qt.AlignmentFlag.AlignCenter), self.empty)
            painter.end()
