"""工作总结（季）: the whole of the bureau's quarterly summary, its figures from the ledgers, the rest carried over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.documents.text_skeleton import Words, filled, skeleton

if TYPE_CHECKING:
    from fgj_desktop.documents.word_content import WordDocument
    from fgj_desktop.rules.telling import Telling

NAME = "工作总结"


def quarterly_summary(telling: Telling) -> WordDocument:
    """The summary as of the period's month; what is carried over says so."""
    return filled(skeleton(NAME), Words.of(telling))
