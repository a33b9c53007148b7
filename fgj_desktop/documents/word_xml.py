"""WordprocessingML as text: runs, paragraphs and the figures marked in them. Pure; nothing is imported for it."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from fgj_desktop.documents.word_fonts import FaceName, WordFonts

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'mc:Ignorable="w15"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MARK = "fgj="
"""The tag of a figure's content control begins with it."""
_UNWRITABLE = re.compile(r"[^\t\n\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
_TAG_LENGTH = 64


def twips(millimetres: float) -> int:
    """Twentieths of a point, which Word measures in."""
    return round(millimetres * 1440 / 25.4)


def font_xml(fonts: WordFonts, face: FaceName) -> str:
    """The fonts of a run. The hint gives 「“”—…」 to the Chinese font; without it they are narrow."""
    latin, family = quoteattr(fonts.latin(face)), quoteattr(fonts.family(face))
    return f'<w:rFonts w:hint="eastAsia" w:ascii={latin} w:hAnsi={latin} w:eastAsia={family} w:cs={latin}/>'


def run_properties(
    fonts: WordFonts,
    face: FaceName = "body",
    *,
    size: float | None = None,
    bold: bool = False,
    color: str = "",
    marked: bool = False,
) -> str:
    """The look of a run, every font set; ``size`` in points."""
    parts = [font_xml(fonts, face)]
    if bold:
        parts.append("<w:b/><w:bCs/>")
    if color:
        parts.append(f'<w:color w:val="{color}"/>')
    if size is not None:
        half_points = round(size * 2)
        parts.append(f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>')
    if marked:
        parts.append('<w:highlight w:val="yellow"/>')
    return f"<w:rPr>{''.join(parts)}</w:rPr>"


def run_xml(text: str, properties: str) -> str:
    """A run; a line feed within it breaks the line. Characters that no file can hold are left out."""
    plain = _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n"))
    parts = []
    for index, line in enumerate(plain.split("\n")):
        parts.append("<w:br/>" if index else "")
        for place, piece in enumerate(line.split("\t")):
            parts.append("<w:tab/>" if place else "")
            parts.append(f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "")
    return f"<w:r>{properties}{''.join(parts)}</w:r>"


def paragraph_xml(style: str, content: str = "", extra: str = "") -> str:
    """A paragraph of a style; ``extra`` is what its properties hold besides, in the schema's order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{content}</w:p>'


def figure_tag(name: str, text: str) -> str:
    """The tag of a written figure: its name, and a sum by which a number changed by hand is known."""
    return f"{MARK}{name}#{zlib.crc32(text.encode()):08x}"


def read_figure_tag(tag: str) -> tuple[str, str] | None:
    """The name and the sum of a figure's tag; None for the tag of something else."""
    if not tag.startswith(MARK):
        return None
    name, _, digest = tag.removeprefix(MARK).rpartition("#")
    return (name, digest) if name else None


def is_as_written(tag: str, text: str) -> bool:
    """Whether a figure still has the text that was written with its tag."""
    found = read_figure_tag(tag)
    return found is not None and figure_tag(found[0], text) == tag


_BOOKMARK = re.compile(r"_fgj(\d+)_(.+)_([0-9a-f]{8})")
_BOOKMARK_LENGTH = 40


def figure_bookmark(name: str, text: str, number: int) -> str:
    """The name of the bookmark around a figure: its tag in the letters that a bookmark may have."""
    digest = figure_tag(name, text).rpartition("#")[2]
    return f"_fgj{number}_{_in_letters(name)}_{digest}"


def read_figure_bookmark(name: str) -> tuple[str, str] | None:
    """The number and the tag of a figure's bookmark; None for a bookmark of something else."""
    found = _BOOKMARK.fullmatch(name)
    return None if found is None else (found[1], f"{MARK}{_out_of_letters(found[2])}#{found[3]}")


_PARTS = {"责任单位": "d", "挂点领导": "g", "级别": "j"}
"""The columns that our own documents narrow figures by, each in a letter: a bookmark has room for no more."""
_PART = re.compile(r"(.+)（(.+)：([^\W_]+)）")
_PART_IN_LETTERS = re.compile(rf"(.+)_([{''.join(_PARTS.values())}])_([^\W_]+)")


def _in_letters(name: str) -> str:
    """A figure's name as a bookmark may have it; one with a part of another column has characters that it may not."""
    plain = name.replace(".", "__")
    part = _PART.fullmatch(plain)
    if part is None or part[2] not in _PARTS:
        return plain
    return f"{part[1]}_{_PARTS[part[2]]}_{part[3]}"


def _out_of_letters(text: str) -> str:
    part = _PART_IN_LETTERS.fullmatch(text)
    if part is not None:
        column = next(title for title, letter in _PARTS.items() if letter == part[2])
        text = f"{part[1]}（{column}：{part[3]}）"
    return text.replace("__", ".")


def figure_xml(name: str, text: str, properties: str, number: int) -> str:
    """A figure within a content control and a bookmark, by which 更新数字 finds it again; ``number`` is their own.

    A name too long for a tag is written as plain text. The control is of rich text: LibreOffice makes a field to fill
    in of a plain one when it writes a PDF.
    """
    run = run_xml(text, properties)
    tag = figure_tag(name, text)
    if len(tag) > _TAG_LENGTH:
        return run
    control = (
        f"<w:sdt><w:sdtPr>{properties}<w:alias w:val={quoteattr(name)}/><w:tag w:val={quoteattr(tag)}/>"
        f'<w:id w:val="{number}"/><w15:appearance w15:val="hidden"/></w:sdtPr>'
        f"<w:sdtContent>{run}</w:sdtContent></w:sdt>"
    )
    bookmark = figure_bookmark(name, text, number)
    if len(bookmark) > _BOOKMARK_LENGTH or re.search(r"\W", bookmark):
        return control
    start = f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(bookmark)}/>'
    return f'{start}{control}<w:bookmarkEnd w:id="{number}"/>'
