"""信函格式 (GB/T 9704-2012, 10.1): the office in red, double red lines of 170 mm, no number on the first page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.documents.word_content import HeadStyle
from fgj_desktop.documents.word_styles import LETTER_LINE, LETTER_OFFICE, SEAL_RED
from fgj_desktop.documents.word_xml import HEAD, NAMESPACES, paragraph_xml, run_properties, run_xml, twips

if TYPE_CHECKING:
    from fgj_desktop.documents.word_content import LetterHead
    from fgj_desktop.documents.word_fonts import WordFonts

LINE_LENGTH = 170
_LARGEST, _SMALLEST = 42, 22
_WIDTH_POINTS = 156 / 25.4 * 72
_ABOVE_LINE = 4
"""Millimetres between the office and the first red line."""
_THICK, _THIN = 18, 6
"""Eighths of a point."""


def has_head(head: LetterHead | None) -> bool:
    """Whether the first page has the place of a letter's head."""
    return head is not None and head.style is not HeadStyle.NONE


def letter_header_xml(head: LetterHead, fonts: WordFonts) -> str:
    """The header of the first page: the office from 30 mm on, the first red line 4 mm below; or only their place."""
    is_printed = head.style is HeadStyle.FULL
    lines, size = _set_office(head.office)
    look = run_properties(fonts, "title", size=size, color=SEAL_RED)
    pitch = round(size * 1.15 * 20)
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{pitch}" w:lineRule="exact"/>'
    offices = [
        paragraph_xml(LETTER_OFFICE, run_xml(line, look) if is_printed else "", spacing) for line in lines
    ]
    rule = _red_lines(before=twips(_ABOVE_LINE), upper=_THICK, lower=_THIN, is_printed=is_printed)
    return f"{HEAD}<w:hdr {NAMESPACES}>{''.join(offices)}{rule}</w:hdr>"


def letter_footer_xml(head: LetterHead) -> str:
    """The footer of the first page: the second red line, 20 mm from the lower edge, and no page number."""
    rule = _red_lines(before=0, upper=_THIN, lower=_THICK, is_printed=head.style is HeadStyle.FULL)
    return f"{HEAD}<w:ftr {NAMESPACES}>{rule}</w:ftr>"


def _set_office(office: str) -> tuple[list[str], float]:
    """The lines of the office's name and their size: as large as fits, in two lines rather than small."""
    size = _WIDTH_POINTS / max(len(office), 1)
    if size >= _SMALLEST:
        return [office], min(float(int(size)), _LARGEST)
    # 领导小组 and 办公室 are not torn apart.
    middle = office.rfind("办公室") if office.endswith("办公室") and len(office) < 30 else -1
    half = (len(office) + 1) // 2 if middle < len(office) // 3 else middle
    lines = [office[:half], office[half:]]
    longest = max(len(line) for line in lines)
    if _WIDTH_POINTS / longest < _SMALLEST:
        half = (len(office) + 1) // 2
        lines = [office[:half], office[half:]]
        longest = half
    return lines, min(float(int(_WIDTH_POINTS / longest)), _LARGEST)


def _red_lines(*, before: int, upper: int, lower: int, is_printed: bool) -> str:
    """Two lines of 170 mm about the middle of the page, which is wider than the text."""
    borders = (
        f'<w:pBdr><w:top w:val="single" w:sz="{upper}" w:space="0" w:color="{SEAL_RED}"/>'
        f'<w:bottom w:val="single" w:sz="{lower}" w:space="0" w:color="{SEAL_RED}"/></w:pBdr>'
        if is_printed
        else ""
    )
    beside = (210 - LINE_LENGTH) / 2
    extra = (
        f'{borders}<w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="{before}" w:after="0" w:line="40" w:lineRule="exact"/>'
        f'<w:ind w:left="{twips(beside - 28)}" w:right="{twips(beside - 26)}"/>'
    )
    return paragraph_xml(LETTER_LINE, extra=extra)
