"""Parts of an opened Word file that passages need: our styles, the headings' list, numbers for marked figures."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from fgj_desktop.documents.word_page import section_end_xml, section_xml
from fgj_desktop.documents.word_paragraphs import elements_of, stories
from fgj_desktop.documents.word_styles import (
    HEADING_LIST,
    STYLES,
    heading_list_xml,
    list_instance_xml,
    style_xml,
)
from fgj_desktop.documents.word_xml import NAMESPACES

if TYPE_CHECKING:
    from docx.document import Document

    from fgj_desktop.documents.word_fonts import WordFonts
    from fgj_desktop.documents.word_paragraphs import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NUMBERING = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
_LARGEST = 2**31 - 1


def next_control_number(document: Document) -> int:
    """A number above those of every content control and bookmark of a document, for the next one."""
    numbers = [
        *(
            one.get(f"{_W}val")
            for root in stories(document)
            for one in root.iter(f"{_W}id")
            if _is_of_control(one)
        ),
        *(one.get(f"{_W}id") for root in stories(document) for one in root.iter(f"{_W}bookmarkStart")),
    ]
    largest = max((int(one) for one in numbers if str(one).isdigit()), default=0)
    return largest + 1 if largest < _LARGEST - 1_000_000 else 1


def _is_of_control(element: Element) -> bool:
    return bool(element.getparent().tag == f"{_W}sdtPr")


def ensure_styles(document: Document, fonts: WordFonts) -> None:
    """Give a document of the clerk's own the styles that it lacks; those that it has stay as she made them."""
    styles = document.styles.element
    there = {one.get(f"{_W}styleId") for one in styles.iter(f"{_W}style")}
    default = next(
        (
            one.get(f"{_W}styleId")
            for one in styles.iter(f"{_W}style")
            if one.get(f"{_W}type") == "paragraph" and one.get(f"{_W}default") == "1"
        ),
        "Normal",
    )
    for style in STYLES:
        if style.id not in there:
            xml = style_xml(fonts, style).replace(
                '<w:basedOn w:val="Normal"/>', f'<w:basedOn w:val="{default}"/>'
            )
            styles.extend(elements_of(xml))


def ensure_lists(document: Document, fonts: WordFonts, restarted: int) -> None:
    """Give a document the list that counts headings, and one more for each attachment with headings."""
    numbering = _numbering_of(document)
    known = {one.get(f"{_W}abstractNumId") for one in numbering.iter(f"{_W}abstractNum")}
    if str(HEADING_LIST) not in known:
        first = next(iter(numbering.iter(f"{_W}num")), None)
        made = elements_of(heading_list_xml(fonts))[0]
        if first is None:
            numbering.append(made)
        else:
            # The kinds of lists stand before the lists.
            first.addprevious(made)
    there = {one.get(f"{_W}numId") for one in numbering.iter(f"{_W}num")}
    for index in range(restarted + 1):
        if str(HEADING_LIST + index) not in there:
            numbering.extend(elements_of(list_instance_xml(HEADING_LIST + index, restarts=index > 0)))


def _numbering_of(document: Document) -> Element:
    from docx.opc.constants import CONTENT_TYPE
    from docx.opc.packuri import PackURI
    from docx.oxml import parse_xml
    from docx.parts.numbering import NumberingPart

    for relation in document.part.rels.values():
        if relation.reltype == _NUMBERING:
            return relation.target_part.element
    element = parse_xml(f"<w:numbering {NAMESPACES}/>")
    part = NumberingPart(
        PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, element, document.part.package
    )
    document.part.relate_to(part, _NUMBERING)
    return element


def turned_page(document: Document, content: list[Element], *, is_last: bool) -> list[Element]:
    """Content on pages of its own that are turned: the section before it ends, and so does its own.

    Sections take over headers and footers from the one before, so the first has them. At the end of the document the
    turned page is the last section itself: another would begin an empty page.
    """
    last = document.element.body.find(f"{_W}sectPr")
    before = copy.deepcopy(last)
    title_page = last.find(f"{_W}titlePg")
    if title_page is not None:
        # The first page is that of the first section only.
        last.remove(title_page)
    wide = elements_of(section_xml(None, wide=True))[0]
    if is_last:
        last.getparent().replace(last, wide)
        return [_end_of(before), *content]
    return [_end_of(before), *content, _end_of(wide)]


def _end_of(section: Element) -> Element:
    paragraph = elements_of(section_end_xml(""))[0]
    paragraph.find(f"{_W}pPr").append(section)
    return paragraph
