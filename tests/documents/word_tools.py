"""Word files for tests: values of made-up projects, documents as a clerk makes them, and what a file says."""

from __future__ import annotations

import io
import zipfile
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


def with_footnote(content: bytes, text: str) -> bytes:
    """A document with a footnote, as Word keeps it in a part of its own."""
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    added = {
        "[Content_Types].xml": f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>',
        "word/_rels/document.xml.rels": f'<Relationship Id="rIdNotes" Type="{relation}" Target="footnotes.xml"/></Relationships>',
    }
    note = f'<w:footnotes {w}><w:footnote w:id="1"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as archive:
        for name in source.namelist():
            part = source.read(name).decode("utf-8") if name in added else source.read(name)
            if isinstance(part, str):
                end = added[name][added[name].rindex("</") :]
                part = part.replace(end, added[name])
            archive.writestr(name, part)
        archive.writestr("word/footnotes.xml", note)
    return out.getvalue()
