"""The standing text of a document as it is kept in ``resources/texts``: one paragraph a line, with names in braces.

``# `` is the title, ``> `` the line below it, ``@ `` the addressee, ``! 信函格式`` with an office makes it a letter of
that office under {{文号}}; 一、 （一） 1. begin headings (whose numbers are counted anew), and
【沿用上期，请核改】 at the end of a line is its note. ``{{固投.累计完成}}`` is a figure, ``{{固定资产投资段}}`` a passage
that the ledgers write, ``{{报告期}}`` a fact; a section stands on a line of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fgj_desktop.documents.word_content import (
    Block,
    FigureRun,
    Heading,
    HeadStyle,
    LetterHead,
    Level,
    Paragraph,
    Runs,
    Section,
    TextRun,
    WordDocument,
    plain_text,
)
from fgj_desktop.errors import UserError
from fgj_desktop.resources import resource_path
from fgj_desktop.rules.document_facts import document_facts
from fgj_desktop.rules.passages import BY_NAME as PASSAGES
from fgj_desktop.rules.telling import Sentence, Told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from fgj_desktop.rules.telling import Telling

_FRONT = ("# ", "> ", "@ ")
_LETTER, _NUMBER = "! 信函格式 ", "文号"
CARRIED = "沿用上期，请核改"
_NAME = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
_NOTE = re.compile(r"【([^【】]+)】$")
_HEADINGS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    (1, re.compile(r"[一二三四五六七八九十]+、")),
    (2, re.compile(r"（[一二三四五六七八九十]+）")),
    (3, re.compile(r"\d+[.．]")),
    (4, re.compile(r"（\d+）")),
)


@dataclass(frozen=True, slots=True)
class Words:
    """What the names of a skeleton stand for."""

    telling: Telling
    facts: Mapping[str, str]
    passages: Mapping[str, Sentence]
    """Besides those that every document may name."""
    sections: Mapping[str, tuple[Block, ...]]

    @classmethod
    def of(
        cls,
        telling: Telling,
        *,
        facts: Mapping[str, str] | None = None,
        passages: Mapping[str, Sentence] | None = None,
        sections: Mapping[str, tuple[Block, ...]] | None = None,
    ) -> Words:
        """The words of a period, with a document's own."""
        known = document_facts(telling.month, telling.office)
        return cls(telling, {**known, **(facts or {})}, passages or {}, sections or {})

    def runs(self, text: str, place: int) -> Runs:
        """The text of a line with what its names stand for; raises UserError for a name that nobody knows."""
        made: list[TextRun | FigureRun] = []
        done = 0
        for found in _NAME.finditer(text):
            if (named := self.named(found[1])) is None:
                raise UserError(f"模板中“{{{{{found[1]}}}}}”无此数据项，位于第 {place} 段。")
            made += [TextRun(text[done : found.start()]), *named]
            done = found.end()
        made.append(TextRun(text[done:]))
        return tuple(run for run in made if run.text)

    def named(self, name: str) -> Runs | None:
        """What a name stands for; None for one that nobody knows."""
        if name in self.facts:
            return (TextRun(self.facts[name]),)
        if name in self.passages:
            return sentence_runs(self.passages[name])
        if name in PASSAGES:
            return sentence_runs(PASSAGES[name].tell(self.telling))
        figure = self.telling.named(name)
        return None if figure is None else (FigureRun(name, figure.text),)


def sentence_runs(sentence: Sentence) -> Runs:
    """A sentence as the runs of a paragraph."""
    return tuple(
        FigureRun(part.name, part.text) if isinstance(part, Told) else TextRun(part) for part in sentence
    )


def skeleton(name: str) -> str:
    """The standing text of that name."""
    return resource_path(f"texts/{name}.txt").read_text(encoding="utf-8")


def filled(text: str, words: Words, style: HeadStyle = HeadStyle.FULL) -> WordDocument:
    """The document that a skeleton becomes; ``style`` is that of a letter's head."""
    made = read_skeleton(text, words.runs, words.sections)
    head = None if made.head is None else replace(made.head, style=style)
    passages = {name: sentence_runs(sentence) for name, sentence in words.passages.items()}
    return replace(made, head=head, period=words.telling.month.key, facts={**words.facts}, passages=passages)


def unfilled(text: str) -> WordDocument:
    """The document of a skeleton with its names as they stand: what a template is made of."""
    return read_skeleton(text, lambda line, _: (TextRun(line),) if line else (), {})


def read_skeleton(
    text: str, runs_of: Callable[[str, int], Runs], sections: Mapping[str, tuple[Block, ...]]
) -> WordDocument:
    """The document of a skeleton; ``runs_of`` makes the runs of a line, given its place."""
    front = dict.fromkeys(_FRONT, "")
    blocks: list[Block] = []
    for place, line in enumerate(text.splitlines(), 1):
        mark = line[:2]
        if mark in front:
            front[mark] = plain_text(runs_of(line[2:], place))
        elif line.startswith(_LETTER):
            office = plain_text(runs_of(line.removeprefix(_LETTER), place))
            front[_LETTER] = office
            front[_NUMBER] = plain_text(runs_of("{{文号}}", place))
        elif line.strip():
            blocks += _blocks(line.strip(), runs_of, sections, place)
    head = LetterHead(front[_LETTER], front[_NUMBER]) if _LETTER in front else None
    title, subtitle, addressee = (front[mark] for mark in _FRONT)
    return WordDocument(title, tuple(blocks), subtitle, addressee, head)


def _blocks(
    line: str,
    runs_of: Callable[[str, int], Runs],
    sections: Mapping[str, tuple[Block, ...]],
    place: int,
) -> Iterator[Block]:
    alone = _NAME.fullmatch(line)
    if alone and alone[1] in sections:
        yield Section(alone[1], sections[alone[1]])
        return
    for level, pattern in _HEADINGS:
        if found := pattern.match(line):
            yield Heading(level, runs_of(line[found.end() :], place))
            return
    note = _NOTE.search(line)
    runs = runs_of(line[: note.start()] if note else line, place)
    yield Paragraph(runs, note=note[1] if note else "")
