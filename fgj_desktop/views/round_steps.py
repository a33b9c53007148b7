"""The steps of a round: what was done and when, and a button for each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from fgj_desktop.views.parts import label, plain, set_tone
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from fgj_desktop.models.round_progress import Step

DONE, TO_DO = "✓", "○"


class RoundSteps(QWidget):
    """One line a step; where a button is another one, the keyboard keeps its place."""

    def __init__(self, run: Callable[[str], object]) -> None:
        super().__init__()
        self._run = run
        self.buttons: dict[str, QPushButton] = {}
        self._next = ""
        self._marks: dict[str, QLabel] = {}
        self._words: dict[str, QLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(space(0.5))
        self._grid.setVerticalSpacing(space(0.3))
        self._grid.setColumnStretch(1, 1)

    def show_steps(self, steps: Sequence[Step], enabled: Mapping[str, bool]) -> None:
        """Say what was done of each step and offer what can be done."""
        if list(self.buttons) != [one.command for one in steps]:
            self._make(steps)
        self._next = next((one.command for one in steps if one.is_next), "")
        for one in steps:
            self._marks[one.command].setText(DONE if one.is_done else TO_DO)
            set_tone(self._marks[one.command], "good" if one.is_done else "muted")
            self._words[one.command].setText(one.words)
            set_tone(self._words[one.command], "plain" if one.is_next else "muted")
            button = self.buttons[one.command]
            button.setText(one.title)
            button.setEnabled(enabled.get(one.command, True))
            button.setAccessibleDescription(one.words)

    def next_button(self) -> list[QPushButton]:
        """The button of the step that comes next, else the last one's; empty while there are none."""
        found = self.buttons.get(self._next)
        return [found] if found is not None else list(self.buttons.values())[-1:]

    def _make(self, steps: Sequence[Step]) -> None:
        held = next((at for at, one in enumerate(self.buttons.values()) if one.hasFocus()), None)
        for button in self.buttons.values():
            button.deleteLater()
        for part in (*self._marks.values(), *self._words.values()):
            part.deleteLater()
        self.buttons, self._marks, self._words = {}, {}, {}
        for place, one in enumerate(steps):
            mark, words = label("", wrap=False), label("")
            button = plain(one.title, partial(self._run, one.command))
            self._grid.addWidget(mark, place, 0, Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(words, place, 1, Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(button, place, 2, Qt.AlignmentFlag.AlignVCenter)
            self._marks[one.command], self._words[one.command] = mark, words
            self.buttons[one.command] = button
            if place == held:
                button.setFocus()
        self._grid.setRowStretch(len(steps), 1)
