"""A Word file of a document: its parts as text, put into one package."""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from fgj_desktop.documents.word_blocks import BlockWriter, kept_with_signature
from fgj_desktop.documents.word_content import Attachment
from fgj_desktop.documents.word_fonts import STANDARD
from fgj_desktop.documents.word_letter import has_head, letter_footer_xml, letter_header_xml
from fgj_desktop.documents.word_page import Furniture, footer_xml, section_xml, settings_xml
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

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DAY = (1980, 1, 1, 0, 0, 0)
"""One and the same for every part: the same document is the same file."""


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


def content_digest(document_xml: bytes) -> str:
    """What tells a document from one that was saved again since: the sum of its main part."""
    return hashlib.sha256(document_xml).hexdigest()


def _front(document: WordDocument, fonts: WordFonts) -> str:
    """A letter's number, the title, what stands below it, and the addressee."""
    body = run_properties(fonts, size=16)
    parts = []
    if document.head is not None:
        number = document.head.number or "〔　　〕　　号"
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


def _body(blocks: tuple[Block, ...], writer: BlockWriter, furniture: Furniture, *, letter: bool) -> str:
    """The blocks in sections, a new one wherever the page is turned."""
    parts: list[str] = []
    is_wide, told = False, False
    for block in blocks:
        turned = isinstance(block, Attachment) and block.wide
        if turned != is_wide:
            section = section_xml(None if told else furniture, wide=is_wide, letter=letter)
            parts.append(_section_end(section))
            is_wide, told = turned, True
        if isinstance(block, Attachment):
            parts.append(
                writer.attachment(block, new_page=not parts or not parts[-1].startswith(_SECTION_END))
            )
        else:
            parts.append(writer.xml([block]))
    parts.append(section_xml(None if told else furniture, wide=is_wide, letter=letter))
    return kept_with_signature("".join(parts))


_SECTION_END = f'<w:p><w:pPr><w:pStyle w:val="{BODY}"/><w:spacing w:before="0" w:after="0" w:line="20"'


def _section_end(section: str) -> str:
    """The end of a section: a paragraph that takes no room, because a table cannot be the end."""
    return f'{_SECTION_END} w:lineRule="exact"/>{section}</w:pPr></w:p>'


def packed(parts: dict[str, str]) -> bytes:
    """The parts with their types and relationships, and the sum by which a change is known."""
    digest = content_digest(parts["word/document.xml"].encode())
    everything = {
        "[Content_Types].xml": _types_xml(parts),
        "_rels/.rels": _rels_xml(
            (
                ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"),
                ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
                ("rId3", f"{_OFFICE}/custom-properties", "docProps/custom.xml"),
            )
        ),
        "word/_rels/document.xml.rels": _rels_xml(
            tuple((name, f"{_OFFICE}/{kind}", part) for name, kind, part in _PARTS if f"word/{part}" in parts)
        ),
        "docProps/custom.xml": custom_xml({DIGEST: digest}),
        **parts,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in everything.items():
            archive.writestr(zipfile.ZipInfo(name, _DAY), text.encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


DIGEST = "FGJ内容校验"
_PARTS = (
    ("rId1", "styles", "styles.xml"),
    ("rId2", "numbering", "numbering.xml"),
    ("rId3", "settings", "settings.xml"),
    ("rId4", "fontTable", "fontTable.xml"),
    ("rId5", "footer", "footer1.xml"),
    ("rId6", "footer", "footer2.xml"),
    ("rId7", "header", "header1.xml"),
    ("rId8", "footer", "footer3.xml"),
)


def _types_xml(parts: dict[str, str]) -> str:
    overrides = [("word/document.xml", f"{_MAIN}.document.main+xml")]
    overrides += [
        (f"word/{part}", f"{_MAIN}.{kind}+xml") for _, kind, part in _PARTS if f"word/{part}" in parts
    ]
    overrides += [
        ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml"),
    ]
    listed = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in overrides)
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _rels_xml(relations: tuple[tuple[str, str, str], ...]) -> str:
    listed = "".join(f'<Relationship Id="{one}" Type="{kind}" Target="{to}"/>' for one, kind, to in relations)
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def custom_xml(properties: dict[str, str]) -> str:
    """The properties that the program writes into a file of its own."""
    listed = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name={quoteattr(name)}>'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(properties.items(), 2)
    )
    return (
        f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        f'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{listed}</Properties>'
    )


def _core_xml(document: WordDocument) -> str:
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(''.join(document.title.split()))}</dc:title></cp:coreProperties>"
    )
