"""Sentences in which figures stand: what a document says of one period, before it is a document.

A sentence is written as it is read, with the figures in braces under the names that documents give them:
``say("截至{day}，完成投资{固投.累计完成}亿元，同比{固投.同比}。", day="9月底")``. Which number is which figure stays
known, so that a document can be brought up to date and every number traced to its rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from string import Formatter
from typing import TYPE_CHECKING

from fgj_desktop.rules.basis import PROJECTS
from fgj_desktop.rules.figure_list import FIGURES
from fgj_desktop.rules.figure_names import BY_NAME, Decimals, NamedFigure, figure_text
from fgj_desktop.rules.figures_projects import PROJECT_FIGURES
from fgj_desktop.rules.phrases import day_words, until_words
from fgj_desktop.rules.project_parts import ProjectPart, part_name, part_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.rules.as_reported import AsReported
    from fgj_desktop.rules.basis import Basis
    from fgj_desktop.rules.figure import Figure, FigureRule
    from fgj_desktop.rules.project_groups import ProjectGroup
    from fgj_desktop.rules.project_parts import PartName

RULES: Mapping[str, FigureRule] = {rule.id: rule for rule in (*FIGURES, *PROJECT_FIGURES)}


@dataclass(frozen=True, slots=True)
class Told:
    """A figure as it stands in a sentence."""

    name: str
    """「固投.累计完成」"""
    text: str


Part = str | Told
Sentence = tuple[Part, ...]
"""Words and figures in turn: one paragraph at most."""


def sentence_text(sentence: Sentence) -> str:
    """The words of a sentence."""
    return "".join(part if isinstance(part, str) else part.text for part in sentence)


def joined(*parts: Part | Sentence) -> Sentence:
    """One sentence of several, without empty parts."""
    made: list[Part] = []
    for part in parts:
        made += [part] if isinstance(part, str | Told) else part
    return tuple(part for part in made if part != "")


@dataclass(slots=True)
class Telling:
    """Tells the figures of a basis; each is computed when it is first told."""

    basis: Basis
    decimals: Decimals = field(default_factory=Decimals)
    office: str = ""
    """The bureau's own name, as the file's settings have it."""
    reported: AsReported | None = None
    """What was reported, where the figures of a closed period are told as they were then."""
    _made: dict[str, Figure] = field(default_factory=dict)
    _parts: dict[str, tuple[Telling, ProjectPart] | None] = field(default_factory=dict)

    @property
    def month(self) -> Month:
        """The report period."""
        return self.basis.month

    def at(self, month: Month) -> Telling:
        """The same of another month."""
        return Telling(self.basis.at(month), self.decimals, self.office)

    def figure(self, name: str) -> Figure:
        """A figure by its id."""
        if name not in self._made:
            made = RULES[name].figure(self.basis)
            self._made[name] = made if self.reported is None else self.reported.figure(made)
        return self._made[name]

    @property
    def figures_told(self) -> tuple[Figure, ...]:
        """The figures told so far."""
        parts = (one[0] for one in self._parts.values() if one is not None)
        return (*self._made.values(), *(figure for one in parts for figure in one.figures_told))

    def has(self, *names: str) -> bool:
        """Whether each of these figures has a value."""
        return all(self.figure(one).value is not None for one in names)

    def number(self, name: str) -> int:
        """A count, 0 without one."""
        return int(self.figure(name).value or 0)

    def named(self, name: str) -> NamedFigure | None:
        """A figure by one of its Chinese names, of a part of the key projects too; None for no name of a figure."""
        asked = part_name(name)
        if asked is not None:
            return self._named_part(name, asked)
        known = BY_NAME.get(name)
        if known is None:
            return None
        figure = self.figure(known.figure)
        return NamedFigure(name, figure_text(figure, known.form, self.decimals), figure, known.form)

    def _named_part(self, name: str, asked: PartName) -> NamedFigure | None:
        known = BY_NAME.get(asked.name)
        part = self._part(asked) if known is not None and RULES[known.figure].ledger == PROJECTS else None
        found = None if part is None else part[0].named(asked.name)
        if part is None or found is None:
            return None
        figure = found.figure
        return replace(
            found, name=name, figure=replace(figure, formula=f"{figure.formula}，{part[1].condition}")
        )

    def _part(self, asked: PartName) -> tuple[Telling, ProjectPart] | None:
        # Of a closed period only the rows are those reported: the figures that were kept are of all projects.
        if asked.said not in self._parts:
            part = part_of(self.basis, asked)
            told = (
                None
                if part is None
                else (Telling(self.basis.narrowed(part.holds), self.decimals, self.office), part)
            )
            self._parts[asked.said] = told
        return self._parts[asked.said]

    def told(self, name: str) -> Told:
        """A figure as it stands in a sentence, by one of its Chinese names."""
        found = self.named(name)
        if found is None:
            raise KeyError(name)
        return Told(name, found.text)

    def told_of(self, group: ProjectGroup, name: str, text: str) -> Part:
        """A number of a group of key projects as the figure that it is; as plain text where its name means others.

        Two units may be called the same, and a unit may be gone from the register.
        """
        asked = part_name(f"{name}{group.part}")
        if asked is not None:
            part = self._part(asked)
            rows = () if part is None else part[0].basis.rows(PROJECTS)
            if {row.id for row in rows} != {row.id for row in group.rows}:
                return text
        found = self.named(f"{name}{group.part}")
        return text if found is None or found.text != text else Told(found.name, text)

    def say(self, template: str, **words: str | Sentence) -> Sentence:
        """A sentence; a name in braces is one of ``words``, else a figure."""
        parts: list[Part | Sentence] = []
        for literal, name, _, _ in Formatter().parse(template):
            parts.append(literal)
            if name is not None:
                parts.append(words[name] if name in words else self.told(name))
        return joined(*parts)

    def until(self, day: datetime.date | None = None) -> str:
        """「截至9月底」: of the period, or of the day that a figure is of."""
        return until_words(day or self.month.last_day)

    def until_day(self) -> str:
        """「截至9月30日」."""
        return f"截至{day_words(self.month.last_day)}"
