"""The page of official documents: A4 with the margins, the grid and the page numbers of GB/T 9704-2012."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.documents.word_styles import BODY, LINE_PITCH, PAGE_NUMBER
from fgj_desktop.documents.word_xml import HEAD, NAMESPACES, paragraph_xml, run_properties, run_xml, twips

if TYPE_CHECKING:
    from fgj_desktop.documents.word_fonts import WordFonts

TOP, BOTTOM, LEFT, RIGHT = 37, 35, 28, 26
PAGE = (210, 297)
TEXT_WIDTH = twips(PAGE[0] - LEFT - RIGHT)
WIDE_TEXT_WIDTH = twips(PAGE[1] - TOP - BOTTOM)
FOOTER = 24.5
"""From the lower edge to the foot of the page number: its dash is then 7 mm below the text."""
LETTER_HEADER, LETTER_FOOTER = 30, 20
_NUMBER_INDENT = 280
"""One character of 四号."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """The relationship ids of the headers and footers of a section."""

    odd: str
    even: str
    first_header: str = ""
    first_footer: str = ""


def section_xml(furniture: Furniture | None, *, wide: bool = False, letter: bool = False) -> str:
    """The properties of a section; without ``furniture`` its page numbers go on from the section before.

    A wide page is the upright one turned: its upper edge is the side that is bound.
    """
    width, height = PAGE[::-1] if wide else PAGE
    top, right, bottom, left = (LEFT, TOP, RIGHT, BOTTOM) if wide else (TOP, RIGHT, BOTTOM, LEFT)
    footer = 15 if wide else LETTER_FOOTER if letter else FOOTER
    header = LETTER_HEADER if letter and not wide else 15
    references = "" if furniture is None else _references(furniture)
    orientation = ' w:orient="landscape"' if wide else ""
    return (
        f'<w:sectPr>{references}<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{twips(width)}" w:h="{twips(height)}"{orientation}/>'
        f'<w:pgMar w:top="{twips(top)}" w:right="{twips(right)}" w:bottom="{twips(bottom)}" w:left="{twips(left)}"'
        f' w:header="{twips(header)}" w:footer="{twips(footer)}" w:gutter="0"/>'
        f"{'<w:titlePg/>' if furniture is not None and furniture.first_header else ''}"
        f'<w:docGrid w:type="lines" w:linePitch="{LINE_PITCH}"/></w:sectPr>'
    )


SECTION_END = f'<w:p><w:pPr><w:pStyle w:val="{BODY}"/><w:spacing w:before="0" w:after="0" w:line="20"'


def section_end_xml(section: str) -> str:
    """The end of a section: a paragraph that takes no room, because a table cannot be the end."""
    return f'{SECTION_END} w:lineRule="exact"/>{section}</w:pPr></w:p>'


def _references(furniture: Furniture) -> str:
    parts = []
    if furniture.first_header:
        parts.append(f'<w:headerReference w:type="first" r:id="{furniture.first_header}"/>')
    parts.append(f'<w:footerReference w:type="even" r:id="{furniture.even}"/>')
    parts.append(f'<w:footerReference w:type="default" r:id="{furniture.odd}"/>')
    if furniture.first_footer:
        parts.append(f'<w:footerReference w:type="first" r:id="{furniture.first_footer}"/>')
    return "".join(parts)


def footer_xml(fonts: WordFonts, *, even: bool, letter: bool = False) -> str:
    """「— 1 —」 in 四号 宋体, one character in from the outer edge: at the right of odd pages, the left of even ones."""
    look = run_properties(fonts, "song", size=14)
    field = "".join(
        f"<w:r>{look}{part}</w:r>"
        for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    side, align = ("left", "left") if even else ("right", "right")
    extra = f'<w:ind w:{side}Chars="100" w:{side}="{_NUMBER_INDENT}"/><w:jc w:val="{align}"/>'
    number = paragraph_xml(PAGE_NUMBER, run_xml("— ", look) + field + run_xml(" —", look), extra)
    # A letter's foot is where its lower red line stands; its page number keeps the place of all others.
    below = _blank(twips(FOOTER - LETTER_FOOTER)) if letter else ""
    return f"{HEAD}<w:ftr {NAMESPACES}>{number}{below}</w:ftr>"


def _blank(height: int) -> str:
    return paragraph_xml(
        PAGE_NUMBER, extra=f'<w:spacing w:before="0" w:after="0" w:line="{height}" w:lineRule="exact"/>'
    )


def settings_xml() -> str:
    """``settings.xml``: pages printed on both sides, so that the binding edge changes sides."""
    return (
        f'{HEAD}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:mirrorMargins/>'
        '<w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="420"/>'
        '<w:evenAndOddHeaders/><w:drawingGridVerticalSpacing w:val="289"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
        "<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )
