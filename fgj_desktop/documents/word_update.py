"""更新数字: in any document of the clerk's, the figures that we wrote and the names in braces, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.documents.word_figures import figure_marks, written_figures
from fgj_desktop.documents.word_fonts import STANDARD
from fgj_desktop.documents.word_logic import has_logic
from fgj_desktop.documents.word_names import names_in, unknown_name_message
from fgj_desktop.documents.word_open import open_word, saved
from fgj_desktop.documents.word_paragraphs import located
from fgj_desktop.documents.word_stamp import KIND, read_stamp
from fgj_desktop.documents.word_template import Filler, unpaired_braces

if TYPE_CHECKING:
    from fgj_desktop.documents.word_fonts import WordFonts
    from fgj_desktop.documents.word_names import WordValues

_TOLD = 12
"""How many moved numbers a message tells one by one."""


_UNMOVED = "“更新数字”不增减表格的行，不改项目名称、名单和与上月相比的文字，请核对；也可重新生成报告。"
"""Names, tables and lists of a report are rows of the ledgers, and rows may have come or gone."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure whose number is another now: 20.24 → 20.31."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Updated:
    """What bringing a document up to date came to."""

    content: bytes
    moved: tuple[Moved, ...]
    same: int
    """Figures that are as they were."""
    placed: int
    """Names in braces that became words."""
    by_hand: tuple[Moved, ...]
    """Figures changed by hand, which stay; ``after`` is what the ledgers say."""
    unknown: tuple[str, ...]
    """Names that nobody knows and braces without their other half, each said in a sentence."""
    notes: tuple[str, ...] = ()
    """What does not follow the figures, and is hers to look at."""


def update_figures(content: bytes, name: str, values: WordValues, fonts: WordFonts = STANDARD) -> Updated:
    """Bring the figures of a document up to date.

    A number that somebody changed by hand stays and is told. A document with conditions or loops keeps its names in
    braces: it is a template, to be filled as a whole.
    """
    document = open_word(content, name)
    moved, by_hand, unknown = [], [], []
    same = 0
    for mark in figure_marks(document):
        known, text = mark.name, mark.text
        now = values.figure(known)
        if now is None:
            unknown.append(f"数字“{text}”（{known}）已无此数据项，未更新。")
        elif now == text:
            same += 1
            mark.write(now)
        elif not mark.by_hand:
            moved.append(Moved(known, text, now))
            mark.write(now)
        else:
            by_hand.append(Moved(known, text, now))
    paragraphs = located(document)
    placed = 0
    if has_logic(paragraphs):
        unknown.append(
            "文档中有条件或循环（{% … %}），其中的数据项未填写；请放入“公文模板”，从“写进展报告”生成。"
        )
    else:
        for one in paragraphs:
            unknown += unpaired_braces(one)
            for named in names_in(one.text):
                placed += values.knows(named.name)
                if not values.knows(named.name):
                    unknown.append(unknown_name_message(named, one.place, values.meant(named.name)))
        Filler(document, values, fonts).fill()
    notes = (_UNMOVED,) if moved and KIND in read_stamp(content, name) else ()
    return Updated(saved(document), tuple(moved), same, placed, tuple(by_hand), tuple(unknown), notes)


def moved_between(before: bytes, after: bytes, name: str = "") -> list[Moved]:
    """The figures of one document whose number is another in a later one, each name once."""
    old: dict[str, str] = {}
    for one in written_figures(before, name):
        old.setdefault(one.name, one.text)
    found: dict[str, Moved] = {}
    for one in written_figures(after, name):
        if old.get(one.name, one.text) != one.text:
            found.setdefault(one.name, Moved(one.name, old[one.name], one.text))
    return list(found.values())


def moved_words(moved: list[Moved] | tuple[Moved, ...]) -> str:
    """Message 36: 「报告中 2 个数字与上次不同：20.24→20.31、42.14%→42.29%。」; empty without any."""
    if not moved:
        return ""
    pairs = "、".join(f"{one.before}→{one.after}" for one in moved[:_TOLD])
    more = "等" if len(moved) > _TOLD else ""
    return f"报告中 {len(moved)} 个数字与上次不同：{pairs}{more}。"
