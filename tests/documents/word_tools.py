"""Word files for tests: values of made-up projects, documents as a clerk makes them, and what a file says."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx
from docx.document import Document

from fgj_desktop.documents.word_content import Block, Section, WordDocument
from fgj_desktop.documents.word_names import WordValues
from fgj_desktop.documents.word_open import open_word
from fgj_desktop.documents.word_paragraphs import located
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules.basis import Basis
from fgj_desktop.rules.telling import Telling
from fgj_desktop.store.store import Store
from tests.sample_store import SEPTEMBER


def values_of(
    store: Store, month: Month = SEPTEMBER, sections: dict[str, tuple[Block, ...]] | None = None
) -> WordValues:
    """What names stand for in a file."""
    telling = Telling(Basis.of(store, month), office="浈江区发展和改革局")
    blocks = tuple(Section(name, some) for name, some in (sections or {}).items())
    return WordValues(telling, WordDocument("题", blocks))


def bytes_of(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def clerks(paragraphs: Sequence[str | Sequence[str]]) -> bytes:
    """A document as Word makes it, one paragraph for each; a list of texts is a paragraph of several runs."""
    document = docx.Document()
    for one in paragraphs:
        paragraph = document.add_paragraph()
        for text in [one] if isinstance(one, str) else one:
            paragraph.add_run(text)
    return bytes_of(document)


def lines(content: bytes) -> list[str]:
    """The text of each paragraph of a file that has some."""
    return [one.text for one in located(open_word(content, "文档.docx"))]
