"""Names in braces in a clerk's document: ``{{区重点.完成投资}}``, how she may have typed them, and what they stand for."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from fgj_desktop.documents.text_skeleton import sentence_runs
from fgj_desktop.documents.word_content import FigureRun, TextRun, in_sections, plain_text
from fgj_desktop.rules.document_facts import FACT_TITLES, document_facts
from fgj_desktop.rules.figure_names import BY_NAME, Form
from fgj_desktop.rules.passages import BY_NAME as PASSAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fgj_desktop.documents.word_content import Block, Runs, WordDocument
    from fgj_desktop.rules.telling import Telling

_BRACES = re.compile(r"[{｛]{2}(?![%#])\s*([^{}｛｝]*?)\s*[}｝]{2}")
_PLAIN = re.compile(r"\w+(?:\.\w+)*")
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
        return _PLAIN.fullmatch(self.name) is not None


def names_in(text: str) -> Iterator[Named]:
    """The names in braces of a text; full-width braces and stops are taken for what they mean."""
    for found in _BRACES.finditer(text):
        plain = found[1].translate(_FULL_WIDTH)
        name = plain if _PLAIN.fullmatch(plain) else found[1]
        yield Named(found.start(), found.end(), name, found[0])


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
        return sentence_runs((self._telling.told(name),)) if name in BY_NAME else None

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
        return next(iter(difflib.get_close_matches(name, self.all_names, 1, 0.6)), "")

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


def unknown_name_message(named: Named, place: str, meant: str) -> str:
    """Message 35, with the name that was probably meant."""
    said = named.said.replace("｛", "{").replace("｝", "}")
    hint = f"是否应为“{{{{{meant}}}}}”？" if meant else ""
    return f"模板中“{said}”无此数据项，位于{place}。{hint}"
