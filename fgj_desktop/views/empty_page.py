"""What stands in an empty grid: why it is empty, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fgj_desktop.views.parts import Button
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class EmptyPage(QWidget):
    """Lies over a viewport while there are no rows."""

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self._text = QLabel()
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.setWordWrap(True)
        self._row = QHBoxLayout()
        self._row.setSpacing(space(0.6))
        layout = QVBoxLayout(self)
        layout.setSpacing(space(0.9))
        layout.addStretch(2)
        layout.addWidget(self._text)
        layout.addLayout(self._row)
        layout.addStretch(3)
        viewport.installEventFilter(self)
        self.hide()

    def text(self) -> str:
        """What is said; empty while hidden."""
        return "" if self.isHidden() else self._text.text()

    def buttons(self) -> list[QPushButton]:
        """What is offered to do."""
        items = (self._row.itemAt(place) for place in range(self._row.count()))
        found = (item.widget() for item in items if item is not None)
        return [one for one in found if isinstance(one, QPushButton)]

    def say(self, text: str, offers: Sequence[tuple[str, Callable[[], object]]]) -> None:
        """Say why there are no rows, with buttons for what to do."""
        while item := self._row.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._text.setText(text)
        self._row.addStretch(1)
        for place, (title, action) in enumerate(offers):
            button = Button(title)
            button.setDefault(place == 0)
            button.clicked.connect(lambda _checked=False, action=action: action())
            self._row.addWidget(button)
        self._row.addStretch(1)
        self.setGeometry(self._viewport.rect())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the viewport."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._viewport.rect())
        return super().eventFilter(watched, event)
