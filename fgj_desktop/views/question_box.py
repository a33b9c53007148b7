"""Asking for a decision: the question in words, the choices in words, asked once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QDialog, QRadioButton, QVBoxLayout, QWidget

from fgj_desktop.views.parts import fit_height, heading, label, plain, primary, row
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a question; ``hint`` says what follows from it."""

    value: str
    text: str
    hint: str = ""


class ChoiceList(QWidget):
    """Answers below each other, one of which is chosen; digits and arrows choose too."""

    chosen = Signal(str)

    def __init__(self, answers: Sequence[Answer], chosen: str | None = None) -> None:
        super().__init__()
        self._answers = list(answers)
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space(0.3))
        for place, answer in enumerate(answers):
            button = QRadioButton(answer.text.replace("&", "&&"))
            button.setChecked(answer.value == chosen)
            self._group.addButton(button, place)
            layout.addWidget(button)
            if answer.hint:
                hint = label(answer.hint, "muted")
                hint.setContentsMargins(space(1.3), 0, 0, 0)
                layout.addWidget(hint)
        self._group.idClicked.connect(lambda place: self.chosen.emit(self._answers[place].value))

    def value(self) -> str | None:
        """The answer chosen, None while there is none."""
        place = self._group.checkedId()
        return self._answers[place].value if place >= 0 else None

    def choose(self, value: str) -> None:
        """Choose an answer as a click would."""
        for place, answer in enumerate(self._answers):
            if answer.value == value:
                self._group.button(place).click()

    def buttons(self) -> list[QRadioButton]:
        """The radio buttons, from top to bottom."""
        return [button for button in self._group.buttons() if isinstance(button, QRadioButton)]


class QuestionBox(QDialog):
    """One question over the window that asks it; ``decided`` carries the answer, Esc decides nothing."""

    decided = Signal(str)

    def __init__(
        self,
        parent: QWidget | None,
        question: str,
        answers: Sequence[Answer],
        *,
        title: str = "请选择",
        detail: str = "",
        verb: str = "确定",
        chosen: str | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.choices = ChoiceList(answers, chosen or (answers[0].value if answers else None))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(1.2), space(1), space(1.2), space(1))
        layout.setSpacing(space(0.7))
        layout.addWidget(heading(question))
        if detail:
            layout.addWidget(label(detail, "muted"))
        if len(answers) > 1:
            layout.addWidget(self.choices)
        layout.addStretch(1)
        self.go = primary(verb, self._decide)
        layout.addLayout(row(None, plain("取消", self.reject), self.go))
        fit_height(self, 30)

    def _decide(self) -> None:
        value = self.choices.value()
        if value is not None:
            self.accept()
            self.decided.emit(value)


def ask(
    parent: QWidget | None,
    question: str,
    answers: Sequence[Answer],
    done: Callable[[str], object],
    *,
    title: str = "请选择",
    detail: str = "",
    verb: str = "确定",
    chosen: str | None = None,
) -> QuestionBox:
    """Ask for one of several answers; ``done`` gets its value, and nothing when the clerk cancels."""
    box = QuestionBox(parent, question, answers, title=title, detail=detail, verb=verb, chosen=chosen)
    box.decided.connect(done)
    box.open()
    return box


def confirm(
    parent: QWidget | None,
    question: str,
    verb: str,
    done: Callable[[], object],
    *,
    title: str = "请确认",
    detail: str = "",
) -> QuestionBox:
    """Ask before something that undo does not take back; ``verb`` names it on the button."""
    box = QuestionBox(parent, question, [Answer("yes", verb)], title=title, detail=detail, verb=verb)
    box.decided.connect(lambda _value: done())
    box.open()
    return box
