"""A Word file of a document: its parts as text, put into one package."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from fgj_desktop.documents.word_blocks import BlockWriter, kept_with_signature
from fgj_desktop.documents.word_content import NO_NUMBER, Attachment, Section
from fgj_desktop.documents.word_fonts import STANDARD
from fgj_desktop.documents.word_letter import has_head, letter_footer_xml, letter_header_xml
from fgj_desktop.documents.word_package import packed
from fgj_desktop.documents.word_page import (
    SECTION_END,
    Furniture,
    footer_xml,
    section_end_xml,
    section_xml,
    settings_xml,
)
from fgj_desktop.documents.word_styles import (
    BODY,
    FLUSH,
    RIGHT,
    SUBTITLE,
    TITLE,
    font_table_xml,
    numbering_xml,
    styles_xml,
)
from fgj_desktop.documents.word_title import title_lines
from fgj_desktop.documents.word_xml import HEAD, NAMESPACES, paragraph_xml, run_properties, run_xml

if TYPE_CHECKING:
    from fgj_desktop.documents.word_content import Block, WordDocument
    from fgj_desktop.documents.word_fonts import WordFonts

_METADATA = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"


def word_bytes(document: WordDocument, fonts: WordFonts = STANDARD) -> bytes:
    """The .docx of a document."""
    writer = BlockWriter(fonts)
    is_letter = has_head(document.head)
    furniture = Furniture("rId5", "rId6", "rId7" if is_letter else "", "rId8" if is_letter else "")
    body = _front(document, fonts) + _body(document.blocks, writer, furniture, letter=is_letter)
    parts = {
        "word/document.xml": f"{HEAD}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": styles_xml(fonts),
        "word/numbering.xml": numbering_xml(fonts, writer.restarted),
        "word/settings.xml": settings_xml(),
        "word/fontTable.xml": font_table_xml(fonts),
        "word/footer1.xml": footer_xml(fonts, even=False, letter=is_letter),
        "word/footer2.xml": footer_xml(fonts, even=True, letter=is_letter),
    }
    if is_letter and document.head is not None:
        parts["word/header1.xml"] = letter_header_xml(document.head, fonts)
        parts["word/footer3.xml"] = letter_footer_xml(document.head)
    parts["docProps/core.xml"] = _core_xml(document)
    return packed(parts)


def _front(document: WordDocument, fonts: WordFonts) -> str:
    """A letter's number, the title, what stands below it, and the addressee."""
    body = run_properties(fonts, size=16)
    parts = []
    if document.head is not None:
        number = document.head.number or NO_NUMBER
        parts += [paragraph_xml(RIGHT, run_xml(number, body)), paragraph_xml(BODY) * 2]
    title = "\n".join(title_lines(document.title))
    parts.append(paragraph_xml(TITLE, run_xml(title, run_properties(fonts, "title", size=22))))
    if document.subtitle:
        look = run_properties(fonts, "kai", size=16)
        parts += [paragraph_xml(SUBTITLE, run_xml(line, look)) for line in document.subtitle.split("\n")]
    parts.append(paragraph_xml(BODY))
    if document.addressee:
        parts.append(paragraph_xml(FLUSH, run_xml(document.addressee, body)))
    return "".join(parts)


def _outermost(blocks: tuple[Block, ...]) -> list[Block]:
    """The blocks as they stand in the file: attachments of a named section stand by themselves."""
    found: list[Block] = []
    for block in blocks:
        found += _outermost(block.blocks) if isinstance(block, Section) else [block]
    return found


def _body(blocks: tuple[Block, ...], writer: BlockWriter, furniture: Furniture, *, letter: bool) -> str:
    """The blocks in sections, a new one wherever the page is turned."""
    parts: list[str] = []
    is_wide, told = False, False
    for block in _outermost(blocks):
        turned = isinstance(block, Attachment) and block.wide
        if turned != is_wide:
            section = section_xml(None if told else furniture, wide=is_wide, letter=letter)
            parts.append(section_end_xml(section))
            is_wide, told = turned, True
        if isinstance(block, Attachment):
            parts.append(
                writer.attachment(block, new_page=not parts or not parts[-1].startswith(SECTION_END))
            )
        else:
            parts.append(writer.xml([block]))
    parts.append(section_xml(None if told else furniture, wide=is_wide, letter=letter))
    return kept_with_signature("".join(parts))


def _core_xml(document: WordDocument) -> str:
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_METADATA}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(''.join(document.title.split()))}</dc:title></cp:coreProperties>"
    )
