"""The head of a letter that a template gave: set for the name that it has now, or left to the paper, or taken away."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape
from typing import TYPE_CHECKING

from fgj_desktop.documents.word_content import HeadStyle, LetterHead
from fgj_desktop.documents.word_letter import letter_footer_xml, letter_header_xml
from fgj_desktop.documents.word_styles import LETTER_LINE, LETTER_OFFICE

if TYPE_CHECKING:
    from fgj_desktop.documents.word_fonts import WordFonts

_MAIN = "word/document.xml"
_PARAGRAPH = re.compile(r"<w:p[ >].*?</w:p>", re.DOTALL)
_STYLE = re.compile(r'<w:pStyle w:val="([^"]+)"/>')
_TEXT = re.compile(r"<w:t(?: [^>]*)?>(.*?)</w:t>", re.DOTALL)
_TITLE_PAGE = re.compile(r"<w:titlePg\s*(?:/>|>\s*</w:titlePg>)")


def with_head(content: bytes, style: HeadStyle, fonts: WordFonts) -> bytes:
    """A letter with its head in that style; one whose head the clerk made herself is left as it is."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {one.filename: archive.read(one) for one in archive.infolist()}
    for name, part in list(parts.items()):
        if not re.fullmatch(r"word/(?:header|footer)\d*\.xml", name):
            continue
        styles, text = _of_head(part.decode("utf-8"))
        if styles == {LETTER_OFFICE, LETTER_LINE}:
            parts[name] = letter_header_xml(LetterHead(text, "", style), fonts).encode()
        elif styles == {LETTER_LINE}:
            parts[name] = letter_footer_xml(LetterHead("", "", style)).encode()
    if style is HeadStyle.NONE:
        parts[_MAIN] = _TITLE_PAGE.sub("", parts[_MAIN].decode("utf-8")).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _of_head(part: str) -> tuple[set[str], str]:
    """The styles of a part's paragraphs, and its text."""
    styles = {_STYLE.search(one) for one in _PARAGRAPH.findall(part)}
    text = "".join(unescape(one) for one in _TEXT.findall(part))
    return {found[1] if found else "" for found in styles}, text
