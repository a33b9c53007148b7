"""Questions of an import: each is asked once; without an answer the default is taken and listed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.exchange.plan import Choice, Place, Question, QuestionKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(slots=True)
class Asker:
    """Collects the questions of one plan, and knows the answers given to an earlier one."""

    answers: Mapping[str, str] = field(default_factory=dict)
    _asked: dict[str, Question] = field(default_factory=dict)

    def ask(
        self,
        identifier: str,
        kind: QuestionKind,
        text: str,
        choices: Sequence[tuple[str, str]],
        default: str,
        place: Place | None = None,
        record: int | None = None,
    ) -> str:
        """The answer given, or the default; the question is listed either way."""
        known = self._asked.get(identifier)
        if known is None:
            given = self.answers.get(identifier)
            answer = given if given is not None and any(given == value for value, _ in choices) else None
            known = Question(
                identifier,
                kind,
                text,
                tuple(Choice(*choice) for choice in choices),
                default,
                place,
                answer,
                record,
            )
            self._asked[identifier] = known
        return known.answer if known.answer is not None else known.default

    @property
    def questions(self) -> list[Question]:
        """Every question, in the order asked."""
        return list(self._asked.values())
