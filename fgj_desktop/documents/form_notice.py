"""The notice that goes out with forms, as a Word document: 通知 without a red head, for the issuing office to finish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.documents.word_content import (
    AttachmentNote,
    Heading,
    Paragraph,
    Signature,
    WordDocument,
    runs,
)

if TYPE_CHECKING:
    from fgj_desktop.documents.word_content import Block
    from fgj_desktop.rules.form_notice import Notice


def notice_document(notice: Notice) -> WordDocument:
    """The document of a notice; the period begins the title's second line."""
    blocks: list[Block] = [Paragraph(runs(notice.opening))]
    for heading, paragraphs in notice.parts:
        blocks.append(Heading(1, runs(heading)))
        blocks += [Paragraph(runs(text)) for text in paragraphs]
    blocks.append(AttachmentNote(notice.attachments))
    blocks.append(Signature(notice.office, notice.date, on_behalf=notice.on_behalf, contact=notice.contact))
    return WordDocument(notice.title.replace("（", "\n（", 1), tuple(blocks), addressee=notice.addressee)
