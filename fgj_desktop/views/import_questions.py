"""What only the clerk knows, one question at a time, each beside her own row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from fgj_desktop.views.parts import clear, heading, label, plain, primary, quiet, restyle, row
from fgj_desktop.views.question_box import Answer, ChoiceList
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.exchange.plan import Question
    from fgj_desktop.views.import_example import Example


class QuestionPanel(QFrame):
    """Shows the first question without an answer; answered ones can be looked at again."""

    answered = Signal(str, str)
    """Id of the question and the answer's value."""
    rest_accepted = Signal()
    """The clerk takes the proposals for all questions still open."""
    shown = Signal(str)
    """Id of the question now shown, so that its example can be given."""

    def __init__(self) -> None:
        super().__init__()
        self._questions: list[Question] = []
        self._place = -1
        self.choices: ChoiceList | None = None
        self.confirm_button = primary("确认", self._confirm)
        self.back_button = plain("上一处", lambda: self._show(self._place - 1))
        self.rest_button = quiet("其余按建议处理", self.rest_accepted.emit)
        self.again_button = quiet("重新查看", lambda: self._show(0))
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(space(0.8), space(0.6), space(0.8), space(0.6))
        self._body.setSpacing(space(0.4))
        self._title = heading("", "strong")
        self._question = label("")
        self._example = QWidget()
        self._grid = QGridLayout(self._example)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(space(1))
        self._grid.setVerticalSpacing(space(0.2))
        self._answers = QVBoxLayout()
        self._body.addLayout(row(self._title, self.again_button, stretch=0))
        self._body.addWidget(self._question)
        self._body.addWidget(self._example)
        self._body.addLayout(self._answers)
        self._buttons = QWidget()
        line = row(self.confirm_button, self.back_button, self.rest_button, None)
        line.setContentsMargins(0, 0, 0, 0)
        self._buttons.setLayout(line)
        self._body.addWidget(self._buttons)

    # --- what is shown --------------------------------------------------------------------------

    def fill(self, questions: Sequence[Question]) -> None:
        """Take the questions of a plan, and show the first that is open."""
        self._questions = list(questions)
        self.setVisible(bool(self._questions))
        first = next((at for at, one in enumerate(self._questions) if one.answer is None), -1)
        if first >= 0:
            self._show(first)
        elif self._questions:
            self._show_done()

    def current(self) -> Question | None:
        """The question shown."""
        return self._questions[self._place] if 0 <= self._place < len(self._questions) else None

    def open_count(self) -> int:
        """How many questions are without an answer."""
        return sum(one.answer is None for one in self._questions)

    def _show(self, place: int) -> None:
        self._place = place
        question = self._questions[place]
        self._tone("warning")
        still = self.open_count()
        count = f"{still} 处待确认" if still else f"{len(self._questions)} 处已确认"
        self._title.setText(f"{count}（第 {place + 1} 处，共 {len(self._questions)} 处）")
        self._question.setText(question.text)
        proposed = question.answer if question.answer is not None else question.default
        answers = [
            Answer(one.value, f"{one.text}（建议）" if one.value == question.default else one.text)
            for one in question.choices
        ]
        clear(self._answers)
        self.choices = ChoiceList(answers, proposed)
        self._answers.addWidget(self.choices)
        self.back_button.setEnabled(place > 0)
        self.rest_button.setVisible(still > 1)
        self.again_button.hide()
        for part in (self._question, self._buttons):
            part.show()
        self.shown.emit(question.id)

    def _show_done(self) -> None:
        self._place = len(self._questions)
        self._tone("good")
        self._title.setText(f"{len(self._questions)} 处已确认")
        self._question.hide()
        self._example.hide()
        clear(self._answers)
        self.choices = None
        self.again_button.show()
        self._buttons.hide()

    def show_example(self, example: Example | None) -> None:
        """Put the clerk's row under the question."""
        clear(self._grid)
        self._example.setVisible(example is not None)
        if example is None:
            return
        for column, title in enumerate(example.titles):
            self._grid.addWidget(label(title, "muted", wrap=False), 0, column + 1)
        for line, (name, cells) in enumerate(example.lines, 1):
            self._grid.addWidget(label(name, "muted", wrap=False), line, 0)
            for column, text in enumerate(cells):
                cell: QLabel = label(text, wrap=False)
                if column == example.marked and line == 1:
                    cell = heading(text, "strong", wrap=False)
                self._grid.addWidget(cell, line, column + 1)
        self._grid.setColumnStretch(len(example.titles) + 1, 1)

    # --- answering ------------------------------------------------------------------------------

    def _confirm(self) -> None:
        question = self.current()
        value = self.choices.value() if self.choices is not None else None
        if question is not None and value is not None:
            self.answered.emit(question.id, value)

    def focus_choices(self) -> None:
        """Put the keyboard on the answers."""
        if self.choices is not None:
            chosen = next((one for one in self.choices.buttons() if one.isChecked()), None)
            if chosen is not None:
                chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tone(self, tone: str) -> None:
        if self.property("panel") != tone:
            self.setProperty("panel", tone)
            restyle(self)
