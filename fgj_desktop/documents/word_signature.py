"""署名 and 成文日期: where they stand with a seal and without one, and the attachments named above them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.documents.word_content import attachment_lines, date_text
from fgj_desktop.documents.word_styles import ATTACHMENT_NOTE, BODY, CHARACTER, SIGNATURE
from fgj_desktop.documents.word_xml import paragraph_xml, run_properties, run_xml

if TYPE_CHECKING:
    from fgj_desktop.documents.word_content import AttachmentNote, Signature
    from fgj_desktop.documents.word_fonts import WordFonts

_LINE_CHARACTERS = 28


def characters_wide(text: str) -> float:
    """The width of a text in Chinese characters: letters and digits take half of one."""
    return sum(0.5 if sign.isascii() else 1 for sign in text)


def signature_indents(office: str, date: str, *, sealed: bool) -> tuple[float, float]:
    """How many characters stay free at the right of the office and of the date.

    Sealed: the date four characters in, the office centred over it. Unsealed: the office two in and the date begun two
    after it; of a longer date it is the date that stands two in.
    """
    office_width, date_width = characters_wide(office), characters_wide(date)
    if sealed:
        centred = 4 + (date_width - office_width) / 2
        # An office too long for that is set to the edge of the text, and the date centred below it.
        return (centred, 4.0) if centred >= 0 else (0.0, max((office_width - date_width) / 2, 0.0))
    if office_width - date_width >= 2:
        return 2.0, office_width - date_width
    return 4 + date_width - office_width, 2.0


def signature_xml(signature: Signature, fonts: WordFonts) -> str:
    """The signature with the free line (two under a seal) above it, kept together with the text before."""
    office = signature.office + ("（代章）" if signature.on_behalf else "")
    date = date_text(signature.date)
    free = paragraph_xml(SIGNATURE) * (2 if signature.sealed else 1)
    indents = signature_indents(office, date, sealed=signature.sealed)
    look = run_properties(fonts, size=16)
    lines = [
        paragraph_xml(SIGNATURE, run_xml(text, look), _right(indent, last=index == 1))
        for index, (text, indent) in enumerate(zip((office, date), indents, strict=True))
        if text
    ]
    contact = paragraph_xml(BODY, run_xml(f"（{signature.contact}）", look)) if signature.contact else ""
    return free + "".join(lines) + contact


def _right(characters: float, *, last: bool) -> str:
    keep = '<w:keepNext w:val="0"/>' if last else ""
    indent = min(characters, _LINE_CHARACTERS - 4)
    return f'{keep}<w:ind w:rightChars="{round(indent * 100)}" w:right="{round(indent * CHARACTER)}"/>'


def attachment_note_xml(note: AttachmentNote, fonts: WordFonts) -> str:
    """「附件：1. ×××」 two characters in, with a free line above; long titles go on below their own first character."""
    look = run_properties(fonts, size=16)
    number = CHARACTER if len(note.titles) > 1 else 0
    parts = [paragraph_xml(ATTACHMENT_NOTE, extra="<w:keepNext/>")]
    for index, line in enumerate(attachment_lines(note)):
        hanging = number + (3 * CHARACTER if index == 0 else 0)
        extra = f'<w:keepNext/><w:ind w:left="{5 * CHARACTER + number}" w:hanging="{hanging}"/>'
        parts.append(paragraph_xml(ATTACHMENT_NOTE, run_xml(line, look), extra))
    return "".join(parts)
