"""Names in braces in a clerk's document: ``{{区重点.完成投资}}``, how she may have typed them, and what they stand for."""

from __future__ import annotations

import difflib
import itertools
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from fgj_desktop.documents.text_skeleton import sentence_runs
from fgj_desktop.documents.word_content import FigureRun, TextRun, in_sections, plain_text
from fgj_desktop.rules.document_facts import FACT_TITLES, document_facts
from fgj_desktop.rules.figure_names import BY_NAME, Form
from fgj_desktop.rules.passages import BY_NAME as PASSAGES
from fgj_desktop.rules.project_parts import part_columns, part_name, part_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from fgj_desktop.documents.word_content import Block, Runs, WordDocument
    from fgj_desktop.rules.project_parts import PartName
    from fgj_desktop.rules.telling import Telling

_BRACES = re.compile(r"[{｛]{2}(?![%#])\s*([^{}｛｝]*?)\s*[}｝]{2}")
_PLAIN = re.compile(r"\w+(?:\.\w+)*")
_PART = re.compile(r"\s*([^(（]+?)\s*[(（]\s*([^()（）:：=＝]+?)\s*[:：=＝]\s*(.+?)\s*[)）]\s*")
"""A name with a part of the key projects in brackets, however they are typed."""
_FULL_WIDTH = str.maketrans({"．": ".", "。": ".", "·": ".", "　": "", " ": "", "\u00a0": ""})


@dataclass(frozen=True, slots=True)
class Named:
    """A name as it stands in a text: from where to where, and the name meant."""

    start: int
    end: int
    name: str
    said: str
    """As it was typed, with its braces."""

    @property
    def is_plain(self) -> bool:
        """Whether it is a name and no formula of a template."""
        asked = part_name(self.name)
        return _PLAIN.fullmatch(self.name if asked is None else asked.name) is not None


def names_in(text: str) -> Iterator[Named]:
    """The names in braces of a text; full-width braces and stops are taken for what they mean."""
    for found in _BRACES.finditer(text):
        yield Named(found.start(), found.end(), _name_said(found[1]), found[0])


def _name_said(text: str) -> str:
    """A name as the lists have it; what is no name stays as it is."""
    part = _PART.fullmatch(text)
    plain = (text if part is None else part[1]).translate(_FULL_WIDTH)
    if not _PLAIN.fullmatch(plain) or (part is not None and "." not in plain):
        return text
    return plain if part is None else f"{plain}（{part[2]}：{part[3]}）"


class WordValues:
    """What every name stands for as of a period."""

    def __init__(self, telling: Telling, document: WordDocument | None = None) -> None:
        """Without a ``document``: what any may name. With one: its own facts, passages and sections as well."""
        self._telling = telling
        self._facts = document_facts(telling.month, telling.office)
        self._passages: Mapping[str, Runs] = {}
        self._sections: Mapping[str, tuple[Block, ...]] = {}
        if document is not None:
            self._facts |= document.facts
            self._passages, self._sections = document.passages, in_sections(document)
        self._cache: dict[str, Runs | None] = {}

    def named(self, name: str) -> Runs | None:
        """The runs of a name; None for a name that nobody knows."""
        if name not in self._cache:
            self._cache[name] = self._read(name)
        return self._cache[name]

    def _read(self, name: str) -> Runs | None:
        if name in self._facts:
            return (TextRun(self._facts[name]),)
        if name in self._passages:
            return self._passages[name]
        if name in PASSAGES:
            return sentence_runs(PASSAGES[name].tell(self._telling))
        figure = self._telling.named(name)
        return None if figure is None else (FigureRun(name, figure.text),)

    def figure(self, name: str) -> str | None:
        """The text of a figure; None where the name is none of a figure."""
        runs_of = self.named(name)
        if not runs_of:
            return None
        return next((one.text for one in runs_of if isinstance(one, FigureRun) and one.name == name), None)

    def section(self, name: str) -> tuple[Block, ...] | None:
        """The blocks of a section of this document."""
        return self._sections.get(name)

    def knows(self, name: str) -> bool:
        """Whether a name stands for something."""
        return name in self._sections or self.named(name) is not None

    @cached_property
    def all_names(self) -> tuple[str, ...]:
        """Every name that this document may hold."""
        own = (*self._facts, *self._passages, *self._sections)
        return tuple(dict.fromkeys((*FACT_TITLES, *own, *PASSAGES, *BY_NAME)))

    def meant(self, name: str) -> str:
        """The name that was probably meant; empty when none is like it."""
        asked = part_name(name)
        if asked is not None:
            return self._part_meant(asked)
        return _like(name, self.all_names)

    def _part_meant(self, asked: PartName) -> str:
        """The figure, the column and the value that are like those asked for."""
        basis = self._telling.basis
        figure = _like(asked.name, BY_NAME)
        column = _like(asked.column, part_columns(basis.month))
        value = _like(asked.value, part_values(basis, column))
        name = f"{figure}（{column}：{value}）"
        return name if figure and column and value and self.knows(name) else ""

    def context(self, names: set[str]) -> Mapping[str, Any]:
        """The values of names for the conditions and loops of a template: numbers as numbers, lists as lists."""
        made: dict[str, Any] = {}
        for name in names:
            if not self.knows(name):
                continue
            group, _, rest = name.partition(".")
            if rest:
                made.setdefault(group, {})[rest] = self._value(name)
            else:
                made[group] = self._value(name)
        return made

    def _value(self, name: str) -> object:
        known = BY_NAME.get(name)
        if known is not None:
            figure = self._telling.figure(known.figure)
            if known.form is Form.NAMES:
                return figure.names
            if known.form is Form.NUMBER:
                return figure.shown()
        return plain_text(self.named(name) or ())


def _like(said: str, known: Iterable[str]) -> str:
    """The name most like what was said; of those equally like it the one that begins like it for longest."""
    close = difflib.get_close_matches(said, list(known), 5, 0.6)
    likeness = [difflib.SequenceMatcher(None, one, said).ratio() for one in close]
    best = [one for one, ratio in zip(close, likeness, strict=True) if ratio == likeness[0]]
    return max(best, key=lambda one: _shared_beginning(one, said), default="")


def _shared_beginning(one: str, other: str) -> int:
    """With how many same characters two texts begin."""
    same = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return sum(1 for _ in same)


def unknown_name_message(named: Named, place: str, meant: str) -> str:
    """Message 35, with the name that was probably meant."""
    said = named.said.replace("｛", "{").replace("｝", "}")
    hint = f"是否应为“{{{{{meant}}}}}”？" if meant else ""
    return f"模板中“{said}”无此数据项，位于{place}。{hint}"
