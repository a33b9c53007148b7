"""A tile with one figure in large type: a click on a number opens the rows behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from fgj_desktop.views.parts import Button, clear, label
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from fgj_desktop.models.workbench import BigFigure, Note


class FigureTile(QFrame):
    """Title, number, and the lines below; empty until ``show_figure`` is called."""

    figure_chosen = Signal(object)
    """Figure whose rows are to be shown."""
    ledger_chosen = Signal(str)
    """Name of the ledger that is still to be filled."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._shown: BigFigure | None = None
        self._title = label("", "muted", wrap=False)
        self.number = Button("")
        self.number.setProperty("figure", True)
        self.number.setCursor(Qt.CursorShape.PointingHandCursor)
        self.number.clicked.connect(self._open)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(0.7), space(0.5), space(0.7), space(0.5))
        layout.setSpacing(space(0.1))
        layout.addWidget(self._title)
        layout.addWidget(self.number, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(self._notes)
        layout.addStretch(1)
        self.setMinimumHeight(space(7.2))

    def show_figure(self, shown: BigFigure, empty: str) -> None:
        """Show a figure; ``empty`` says what to do while there is none, and leads there."""
        self._shown = shown
        self._title.setText(shown.title)
        self.number.setText(shown.text)
        self.number.setEnabled(shown.is_known)
        if shown.figure is not None:
            self.number.setToolTip(f"{shown.figure.formula}\n单击查看相关记录")
        clear(self._notes)
        for note in shown.notes:
            self._notes.addWidget(self._line(note), 0, Qt.AlignmentFlag.AlignLeft)
        if not shown.is_known and empty:
            lead = _link(empty)
            lead.clicked.connect(lambda: self.ledger_chosen.emit(shown.ledger))
            self._notes.addWidget(lead, 0, Qt.AlignmentFlag.AlignLeft)

    def texts(self) -> list[str]:
        """What the tile says, from top to bottom."""
        return [self._title.text(), self.number.text(), *(note.text() for note in self.links())]

    def links(self) -> list[QPushButton]:
        """The lines below the number."""
        items = (self._notes.itemAt(place) for place in range(self._notes.count()))
        found = (item.widget() for item in items if item is not None)
        return [one for one in found if isinstance(one, QPushButton)]

    def _line(self, note: Note) -> QPushButton:
        line = _link(note.text)
        line.setProperty("bad", note.is_bad)
        if note.figure is not None:
            line.setToolTip(f"{note.figure.formula}\n单击查看相关记录")
            line.clicked.connect(lambda: self.figure_chosen.emit(note.figure))
        return line

    def _open(self) -> None:
        if self._shown is not None and self._shown.figure is not None:
            self.figure_chosen.emit(self._shown.figure)


def _link(text: str) -> QPushButton:
    made = Button(text.replace("&", "&&"))
    made.setProperty("line", True)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made
