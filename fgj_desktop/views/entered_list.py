"""A list without a frame: Enter acts on the current line, and words stand where there is nothing to list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget

from fgj_desktop.views.theme import colours, space

_AT_TOP = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)
IN_MIDDLE = int(Qt.AlignmentFlag.AlignCenter)


class EnteredList(QListWidget):
    """Lines below each other, scrolled smoothly."""

    entered = Signal(object)
    """The QListWidgetItem on which Enter was pressed."""

    def __init__(self, name: str, empty: str, empty_at: int = _AT_TOP) -> None:
        """``name`` is what a screen reader says, ``empty`` what stands there without lines."""
        super().__init__()
        self._empty, self._empty_at = empty, empty_at
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter acts on the current line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self.entered.emit(self.currentItem())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say so when there is nothing to list."""
        super().paintEvent(event)
        if not self.count():
            painter = QPainter(self.viewport())
            painter.setPen(colours().muted)
            box = self.viewport().rect().adjusted(space(0.5), space(0.3), -space(0.5), 0)
            painter.drawText(box, self._empty_at, self._empty)
            painter.end()
