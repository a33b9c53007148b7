"""A sentence beside a cell, shown at once when what was typed there does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtWidgets import QLabel

from fgj_desktop.views.parts import restyle
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from fgj_desktop.views.grid import LedgerGrid

Tone = Literal["warning", "error"]
_STAYS = 6_000
"""Milliseconds, long enough to read two lines; the sentence stays in the status line while the cell is current."""


class CellNotice(QLabel):
    """Lies over the rows above a cell, so that the cell that follows stays in sight; the mouse goes through."""

    def __init__(self, grid: LedgerGrid) -> None:
        super().__init__(grid.viewport())
        self._grid = grid
        self._timer = QTimer(self, singleShot=True, interval=_STAYS)
        self._timer.timeout.connect(self.hide)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setMargin(space(0.4))
        self.setWordWrap(True)
        for bar in (grid.verticalScrollBar(), grid.horizontalScrollBar()):
            bar.valueChanged.connect(self.hide)
        self.hide()

    def say(self, index: QModelIndex, text: str, tone: Tone) -> None:
        """Say it beside a cell that is in view."""
        self.setProperty("notice", tone)
        restyle(self)
        self.setText(text)
        self._place(index)
        self.show()
        self.raise_()
        self._timer.start()

    def forget(self) -> None:
        """Another cell is typed into: what was said of this one has been read."""
        self._timer.stop()
        self.hide()

    def _place(self, index: QModelIndex) -> None:
        view, cell = self._grid.viewport().rect(), self._grid.visualRect(index)
        longest = max(self.fontMetrics().horizontalAdvance(line) for line in self.text().split("\n"))
        width = min(longest + 3 * self.margin(), space(30), view.width())
        height = max(self.heightForWidth(width), self.fontMetrics().height() + 2 * self.margin())
        left = max(0, min(cell.left(), view.right() + 1 - width))
        top = cell.top() - height - 1
        if top < 0:
            # Below, leaving free the cell that Enter goes to.
            top = cell.bottom() + self._grid.row_height() + 2
        self.setGeometry(left, top, width, height)
