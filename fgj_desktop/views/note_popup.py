"""A small editor beside a cell for what is written about it: a note, or the reason why it is all right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from fgj_desktop.views.parts import label, plain, primary, row
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent


class NotePopup(QDialog):
    """Some lines of text, 保存 and, where there was a text before, 删除."""

    saved = Signal(str)
    """The text; empty when it was deleted."""

    def __init__(
        self, title: str, place: str, text: str, parent: QWidget, *, said: Sequence[str] = (), hint: str = ""
    ) -> None:
        """``place`` names the cell, ``said`` is what is answered, ``hint`` stands in the empty editor."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text = _Editor(text)
        self.text.setPlaceholderText(hint)
        self.text.setAccessibleName(title)
        self.text.finished.connect(self.save)
        self._save = primary("保存", self.save)
        self._save.setToolTip("Ctrl+Enter")
        self._delete = plain("删除", self.delete)
        self._delete.setVisible(bool(text))
        layout = QVBoxLayout(self)
        layout.setSpacing(space(0.5))
        layout.addWidget(label(place, "muted"))
        for one in said:
            layout.addWidget(label(one))
        layout.addWidget(self.text, 1)
        layout.addLayout(row(self._delete, None, self._save, plain("取消", self.reject)))
        self.setMinimumWidth(space(20))
        self.text.moveCursor(self.text.textCursor().MoveOperation.End)
        self.text.setFocus()

    def show_at(self, place: QPoint) -> None:
        """Open below a place of the screen, within the screen."""
        self.adjustSize()
        free = self.screen().availableGeometry()
        left = min(place.x(), free.right() - self.width())
        top = min(place.y(), free.bottom() - self.height() - space(2))
        self.move(max(left, free.left()), max(top, free.top()))
        self.open()

    def save(self) -> None:
        """Hand the text over and close."""
        text = self.text.toPlainText().strip()
        self.accept()
        self.saved.emit(text)

    def delete(self) -> None:
        """Take the text away and close."""
        self.accept()
        self.saved.emit("")


class _Editor(QPlainTextEdit):
    """Ctrl+Enter is done; Tab goes on to the buttons."""

    finished = Signal()

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setTabChangesFocus(True)

    def sizeHint(self) -> QSize:
        """Some lines high."""
        return QSize(space(20), space(5))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Store on Ctrl+Enter."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finished.emit()
        else:
            super().keyPressEvent(event)
