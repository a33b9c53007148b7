"""沿用上期: standing paragraphs of a template take the words that the clerk's last document had in their place.

Only paragraphs without names in braces are carried: what the ledgers write is written anew. A paragraph is known again
by its first sentence, else by how alike the two are; each is taken once, and the mark 请核改 stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from fgj_desktop.documents.text_skeleton import CARRIED
from fgj_desktop.documents.word_open import open_word, saved
from fgj_desktop.documents.word_paragraphs import elements_of, located, look_at, look_xml, put_in_place
from fgj_desktop.documents.word_xml import run_xml

if TYPE_CHECKING:
    from collections.abc import Sequence

_NOTE = f"【{CARRIED}】"
_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|\d+[.．])")
_LONGEST_LEAD, _SHORTEST_LEAD = 40, 4
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Carried:
    """A template with the words of the last document, and which paragraphs took other words than it had."""

    content: bytes
    taken: tuple[str, ...]
    """The new words, paragraph by paragraph."""


def carried_over(template: bytes, name: str, previous: bytes, previous_name: str) -> Carried:
    """The template with the standing words of the last document; raises UserError where either cannot be read."""
    document = open_word(template, name)
    known = [_plain(one.text) for one in located(open_word(previous, previous_name))]
    taken = []
    for one in located(document):
        if _NOTE not in one.text or "{{" in one.text:
            continue
        end = one.text.index(_NOTE)
        words = _plain(one.text[:end])
        found = counterpart(words, known)
        if found is None:
            continue
        known.remove(found)
        if found != words:
            run = run_xml(found, look_xml(look_at(one.element, 0)))
            put_in_place(one.element, 0, end, list(elements_of(f"<w:p>{run}</w:p>")[0]))
            taken.append(found)
    return Carried(saved(document), tuple(taken))


def counterpart(words: str, known: Sequence[str]) -> str | None:
    """The paragraph that stood in the place of this one: that with the same first sentence, else the most alike."""
    same = [one for one in known if _lead(one) and _lead(one) == _lead(words)]
    candidates = same or [one for one in known if len(one) > _LONGEST_LEAD]
    rated = [(SequenceMatcher(None, words, one, autojunk=False).ratio(), one) for one in candidates]
    best = max(rated, key=lambda pair: pair[0], default=(0.0, ""))
    return best[1] if same or best[0] >= _ALIKE else None


def _plain(text: str) -> str:
    """A paragraph without its own number and without the mark."""
    return _NUMBER.sub("", text.replace(_NOTE, "").strip())


def _lead(text: str) -> str:
    """The first sentence, where it is short enough to be a heading of the paragraph."""
    lead, mark, rest = text.partition("。")
    return lead if mark and rest and _SHORTEST_LEAD <= len(lead) <= _LONGEST_LEAD else ""
