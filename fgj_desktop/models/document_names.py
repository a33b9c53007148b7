"""The names that documents may hold, with what each stands for in the period shown: to be copied into a template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.rules.document_facts import document_facts
from fgj_desktop.rules.figure_names import BY_NAME
from fgj_desktop.rules.passages import PASSAGES
from fgj_desktop.rules.project_groups import by_leader, by_unit
from fgj_desktop.rules.telling import sentence_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fgj_desktop.rules.telling import Telling

FIGURES, PASSAGE, FACTS = "数字", "段落", "期间和单位"


@dataclass(frozen=True, slots=True)
class DocumentName:
    """One name."""

    group: str
    name: str
    about: str
    now: str
    """What stands in its place in the period shown."""

    @property
    def said(self) -> str:
        """As it is written in a template: {{区重点.完成投资}}."""
        return f"{{{{{self.name}}}}}"

    def holds(self, words: str) -> bool:
        """Whether it is among those that a search means: every word is in it."""
        text = f"{self.name}{self.about}{self.now}"
        return all(word in text for word in words.split())


def _figures(telling: Telling, names: Iterable[str]) -> Iterator[DocumentName]:
    for name in names:
        if (found := telling.named(name)) is not None:
            about = f"{found.figure.title}（{found.form.value}）：{found.figure.formula}"
            yield DocumentName(FIGURES, name, about, found.text)


def document_names(telling: Telling) -> Iterator[DocumentName]:
    """Every name in the order of the lists: figures, passages, facts."""
    yield from _figures(telling, BY_NAME)
    # One example of each way to narrow a figure; any unit, leader or value may stand in the brackets.
    parts = [group[0].part for group in (by_unit(telling.basis), by_leader(telling.basis)) if group]
    yield from _figures(telling, [f"区重点.完成投资{part}" for part in parts])
    for passage in PASSAGES:
        yield DocumentName(PASSAGE, passage.name, passage.title, sentence_text(passage.tell(telling)))
    for name, text in document_facts(telling.month, telling.office).items():
        yield DocumentName(FACTS, name, "", text)
