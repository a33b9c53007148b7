"""The styles of official documents (GB/T 9704-2012): sizes, faces, line pitch, and the numbering of headings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from fgj_desktop.documents.word_fonts import alternative_names
from fgj_desktop.documents.word_xml import HEAD, NAMESPACES, font_xml

if TYPE_CHECKING:
    from fgj_desktop.documents.word_fonts import FaceName, WordFonts

LINE_PITCH = 579
"""28.95 points in twips: 22 lines on 225 mm."""
CHARACTER = 320
"""A character of 三号 (16 points) in twips."""
CONDENSED = -5
"""What a character of the text is set closer, in twips, so that 28 stand on 156 mm.

A grid of characters says the same, but LibreOffice gives each of them two cells of it then.
"""
TITLE_PITCH = 700
_TWO_CHARACTERS = f'<w:ind w:firstLineChars="200" w:firstLine="{2 * CHARACTER}"/>'

TITLE, SUBTITLE, BODY, FLUSH, CENTER, RIGHT = (
    "FgjTitle",
    "FgjSubtitle",
    "FgjBody",
    "FgjFlush",
    "FgjCenter",
    "FgjRight",
)
ATTACHMENT_NOTE, ATTACHMENT_MARK, SIGNATURE = "FgjAttachmentNote", "FgjAttachmentMark", "FgjSignature"
TABLE_TITLE, TABLE_UNIT, TABLE_TEXT, TABLE_HEAD = (
    "FgjTableTitle",
    "FgjTableUnit",
    "FgjTableText",
    "FgjTableHead",
)
PAGE_NUMBER, LETTER_OFFICE, LETTER_LINE = "FgjPageNumber", "FgjLetterOffice", "FgjLetterLine"
HEADINGS = ("FgjHeading1", "FgjHeading2", "FgjHeading3", "FgjHeading4")
HEADING_LIST = 77
"""The number of the headings' list, far from those that a clerk's own document counts from 1."""
SEAL_RED = "FF0000"


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: its face and size in points, and what its paragraphs are like."""

    id: str
    name: str
    face: FaceName
    size: float
    align: str = "both"
    pitch: int = LINE_PITCH
    exact: bool = True
    """Tables are not: a row grows with what is in it, off the grid of lines."""
    before: int = 0
    after: int = 0
    indent: str = ""
    bold: bool = False
    keep_next: bool = False
    level: int | None = None
    """The level of a heading, counted from 0."""
    color: str = ""


STYLES: tuple[Style, ...] = (
    Style(TITLE, "公文标题", "title", 22, "center", TITLE_PITCH, keep_next=True),
    Style(SUBTITLE, "公文副标题", "kai", 16, "center"),
    Style(BODY, "公文正文", "body", 16, indent=_TWO_CHARACTERS),
    Style(FLUSH, "公文主送机关", "body", 16),
    Style(CENTER, "公文居中", "body", 16, "center"),
    Style(RIGHT, "公文居右", "body", 16, "right"),
    Style(HEADINGS[0], "公文一级标题", "hei", 16, indent=_TWO_CHARACTERS, keep_next=True, level=0),
    Style(HEADINGS[1], "公文二级标题", "kai", 16, indent=_TWO_CHARACTERS, keep_next=True, level=1),
    Style(
        HEADINGS[2], "公文三级标题", "body", 16, indent=_TWO_CHARACTERS, bold=True, keep_next=True, level=2
    ),
    Style(HEADINGS[3], "公文四级标题", "body", 16, indent=_TWO_CHARACTERS, keep_next=True, level=3),
    Style(ATTACHMENT_NOTE, "公文附件说明", "body", 16),
    Style(ATTACHMENT_MARK, "公文附件标识", "hei", 16, keep_next=True),
    Style(SIGNATURE, "公文署名", "body", 16, "right", keep_next=True),
    Style(TABLE_TITLE, "公文表题", "hei", 14, "center", before=120, keep_next=True),
    Style(TABLE_UNIT, "公文表格单位", "song", 12, "right", 400, keep_next=True),
    Style(TABLE_HEAD, "公文表头", "hei", 12, "center", 360, exact=False),
    Style(TABLE_TEXT, "公文表格文字", "song", 12, "left", 340, exact=False),
    Style(PAGE_NUMBER, "公文页码", "song", 14, pitch=320),
    Style(LETTER_OFFICE, "公文信函机关", "title", 42, "center", 960, color=SEAL_RED),
    Style(LETTER_LINE, "公文信函红线", "body", 1, pitch=40),
)


def styles_xml(fonts: WordFonts) -> str:
    """``styles.xml``: the defaults of a document, and every style."""
    normal = _look(fonts, Style("Normal", "Normal", "body", 16))
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{normal}<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>'
        f'<w:pPrDefault><w:pPr><w:widowControl w:val="0"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    first = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:pPr>{_spacing(Style("", "", "body", 16))}<w:jc w:val="both"/></w:pPr><w:rPr>{normal}</w:rPr></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="28" w:type="dxa"/><w:left w:w="57" w:type="dxa"/>'
        '<w:bottom w:w="28" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    return f"{HEAD}<w:styles {NAMESPACES}>{defaults}{first}{''.join(style_xml(fonts, one) for one in STYLES)}</w:styles>"


def style_xml(fonts: WordFonts, style: Style) -> str:
    """One paragraph style."""
    numbered = ""
    if style.level is not None:
        level = f'<w:ilvl w:val="{style.level}"/>' if style.level else ""
        numbered = f'<w:numPr>{level}<w:numId w:val="{HEADING_LIST}"/></w:numPr>'
    outline = f'<w:outlineLvl w:val="{style.level}"/>' if style.level is not None else ""
    keep = "<w:keepNext/>" if style.keep_next else ""
    grid = "" if style.exact else '<w:snapToGrid w:val="0"/>'
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style.id}"><w:name w:val={quoteattr(style.name)}/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{keep}{numbered}{grid}{_spacing(style)}{style.indent}'
        f'<w:jc w:val="{style.align}"/>{outline}</w:pPr><w:rPr>{_look(fonts, style)}</w:rPr></w:style>'
    )


def _spacing(style: Style) -> str:
    rule = "exact" if style.exact else "atLeast"
    return f'<w:spacing w:before="{style.before}" w:after="{style.after}" w:line="{style.pitch}" w:lineRule="{rule}"/>'


def _look(fonts: WordFonts, style: Style) -> str:
    bold = "<w:b/><w:bCs/>" if style.bold else ""
    color = f'<w:color w:val="{style.color}"/>' if style.color else ""
    size = round(style.size * 2)
    spacing = f'<w:spacing w:val="{CONDENSED if style.size == 16 else 0}"/>'
    return (
        f'{font_xml(fonts, style.face)}{bold}{color}{spacing}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    )


_LEVELS: tuple[tuple[str, str, FaceName], ...] = (
    ("chineseCountingThousand", "%1、", "hei"),
    ("chineseCountingThousand", "（%2）", "kai"),
    ("decimal", "%3.", "body"),
    ("decimal", "（%4）", "body"),
)


def heading_list_xml(fonts: WordFonts, list_number: int = HEADING_LIST) -> str:
    """How headings are counted: 一、 （一） 1. （1）; each level anew below a higher one."""
    levels = []
    for index, (form, text, face) in enumerate(_LEVELS):
        bold = "<w:b/><w:bCs/>" if index == 2 else ""
        levels.append(
            f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:pStyle w:val="{HEADINGS[index]}"/><w:suff w:val="nothing"/><w:lvlText w:val="{text}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr>{_TWO_CHARACTERS}</w:pPr>'
            f'<w:rPr>{font_xml(fonts, face)}{bold}<w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr></w:lvl>'
        )
    return (
        f'<w:abstractNum w:abstractNumId="{list_number}"><w:multiLevelType w:val="multilevel"/>'
        f"{''.join(levels)}</w:abstractNum>"
    )


def list_instance_xml(number: int, *, restarts: bool = False) -> str:
    """A list that counts as headings do; one that ``restarts`` begins with 一 whatever came before (attachments)."""
    overrides = "".join(
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>' for level in range(4)
    )
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{HEADING_LIST}"/>{overrides if restarts else ""}</w:num>'


def numbering_xml(fonts: WordFonts, restarted: int) -> str:
    """``numbering.xml`` with the headings' list and one more for each attachment that has headings."""
    lists = [list_instance_xml(HEADING_LIST)]
    lists += [list_instance_xml(HEADING_LIST + index, restarts=True) for index in range(1, restarted + 1)]
    return f"{HEAD}<w:numbering {NAMESPACES}>{heading_list_xml(fonts)}{''.join(lists)}</w:numbering>"


def font_table_xml(fonts: WordFonts) -> str:
    """``fontTable.xml``: what to take where a font is missing."""
    entries = "".join(
        f"<w:font w:name={quoteattr(name)}><w:altName w:val={quoteattr(others)}/>"
        '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, others in alternative_names(fonts).items()
    )
    return f"{HEAD}<w:fonts {NAMESPACES}>{entries}</w:fonts>"
