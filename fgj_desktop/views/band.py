"""Bands across the window: one sentence, perhaps with something to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from fgj_desktop.views.icons import icon
from fgj_desktop.views.parts import Button
from fgj_desktop.views.theme import colours, space

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Tone = Literal["quiet", "warning", "error"]


class Band(QWidget):
    """Hidden until it has something to say."""

    def __init__(self, parent: QWidget | None = None, *, closable: bool = True) -> None:
        super().__init__(parent)
        self._tone: Tone = "quiet"
        self.setAutoFillBackground(True)
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._buttons: list[QPushButton] = []
        # Shown before it has a place in a window, it would be a window of its own for a moment.
        self._close = QToolButton(self)
        self._close.setAutoRaise(True)
        self._close.setToolTip("关闭")
        self._close.setIconSize(QSize(space(0.8), space(0.8)))
        self._close.clicked.connect(self.hide)
        self._close.setVisible(closable)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(space(0.8), space(0.3), space(0.5), space(0.3))
        self._layout.addWidget(self._text, 1)
        self._layout.addWidget(self._close)
        self.hide()

    def text(self) -> str:
        """What is said; empty while hidden."""
        return "" if self.isHidden() else self._text.text()

    def say(
        self, text: str, tone: Tone = "quiet", offers: Sequence[tuple[str, Callable[[], object]]] = ()
    ) -> None:
        """Say a sentence, with buttons for what can be done; an empty one hides the band."""
        self._tone = tone
        self._text.setText(text)
        for button in self._buttons:
            self._layout.removeWidget(button)
            button.deleteLater()
        self._buttons = [self._offer(title, action) for title, action in offers]
        self.restyle()
        self.setVisible(bool(text))

    def forget(self) -> None:
        """Say no longer what came of an earlier step; what failed or offers something stays."""
        if self._tone == "quiet" and not self._buttons:
            self.hide()

    def buttons(self) -> list[QPushButton]:
        """What is offered to do."""
        return list(self._buttons)

    def restyle(self) -> None:
        """Take the colours in force."""
        colour = colours()
        ground = {"quiet": colour.accent_soft, "warning": colour.totals, "error": colour.error_ground}
        ink = {"quiet": colour.text, "warning": colour.totals_text, "error": colour.error}
        self._paint(ground[self._tone], ink[self._tone])
        self._close.setIcon(icon("close", ink[self._tone]))

    def _paint(self, ground: QColor, ink: QColor) -> None:
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Window, ground)
        palette.setColor(QPalette.ColorRole.WindowText, ink)
        self.setPalette(palette)

    def _offer(self, title: str, action: Callable[[], object]) -> QPushButton:
        button = Button(title)
        button.clicked.connect(lambda _checked: action())
        self._layout.insertWidget(self._layout.count() - 1, button)
        return button
