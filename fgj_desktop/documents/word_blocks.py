"""Blocks of a document as WordprocessingML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fgj_desktop.documents.word_content import (
    Attachment,
    AttachmentNote,
    FigureRun,
    Heading,
    PageBreak,
    Paragraph,
    Pictures,
    Place,
    Section,
    Signature,
    Table,
    captions,
)
from fgj_desktop.documents.word_page import TEXT_WIDTH, WIDE_TEXT_WIDTH
from fgj_desktop.documents.word_signature import attachment_note_xml, signature_xml
from fgj_desktop.documents.word_styles import (
    ATTACHMENT_MARK,
    ATTACHMENT_NOTE,
    BODY,
    CENTER,
    FLUSH,
    HEADING_LIST,
    HEADINGS,
    RIGHT,
    SIGNATURE,
    TITLE,
)
from fgj_desktop.documents.word_table import table_xml
from fgj_desktop.documents.word_title import LINE, WIDE_LINE, title_lines
from fgj_desktop.documents.word_xml import figure_xml, font_xml, paragraph_xml, run_properties, run_xml

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fgj_desktop.documents.word_content import Block, Run, Runs
    from fgj_desktop.documents.word_fonts import FaceName, WordFonts

_STYLES = {Place.BODY: BODY, Place.FLUSH: FLUSH, Place.CENTER: CENTER, Place.RIGHT: RIGHT}
_FACES: tuple[FaceName, ...] = ("hei", "kai", "body", "body")
_NEW_PAGE = "<w:pageBreakBefore/>"
_AFTER_TABLE = (
    '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="220" w:line="20" w:lineRule="exact"/>'
    '<w:rPr><w:sz w:val="2"/></w:rPr>'
)


class BlockWriter:
    """Writes blocks one after another; it counts the figures and the lists of headings that it has written."""

    def __init__(self, fonts: WordFonts, first_figure: int = 1) -> None:
        """``first_figure`` is the number of the first content control: no two of a document have the same."""
        self.fonts = fonts
        self.figures = first_figure - 1
        self.restarted = 0
        """How many attachments have headings, which are counted from 一 on."""
        self._list: int | None = None
        self._width = TEXT_WIDTH

    def xml(self, blocks: Iterable[Block], *, wide: bool = False) -> str:
        """The blocks; ``wide`` on a page that is turned."""
        self._width = WIDE_TEXT_WIDTH if wide else TEXT_WIDTH
        return "".join(self._block(block) for block in blocks)

    def runs(self, runs_of: Runs, face: FaceName = "body", size: float = 16, *, bold: bool = False) -> str:
        """Runs in the look of their paragraph."""
        return "".join(self._run(run, face, size, bold=bold) for run in runs_of)

    def attachment(self, attachment: Attachment, *, new_page: bool = True) -> str:
        """「附件1」 in the first line, the title in the third, and what it holds."""
        mark = f"附件{'' if attachment.number is None else attachment.number}"
        self._list = None
        if any(isinstance(block, Heading) for block in _within(attachment.blocks)):
            self.restarted += 1
            self._list = HEADING_LIST + self.restarted
        title = "\n".join(title_lines(attachment.title, WIDE_LINE if attachment.wide else LINE))
        head = paragraph_xml(
            ATTACHMENT_MARK,
            run_xml(mark, run_properties(self.fonts, "hei", size=16)),
            _NEW_PAGE if new_page else "",
        )
        head += paragraph_xml(ATTACHMENT_MARK)
        head += paragraph_xml(TITLE, run_xml(title, run_properties(self.fonts, "title", size=22)))
        content = head + self.xml(attachment.blocks, wide=attachment.wide)
        self._list, self._width = None, TEXT_WIDTH
        return content

    def _block(self, block: Block) -> str:
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                return self._paragraph(block)
            case Table():
                return self._table(block)
            case Pictures():
                return self._pictures(block)
            case AttachmentNote() | Signature():
                return self._end(block)
            case Attachment():
                return self.attachment(block)
            case Section():
                return "".join(self._block(one) for one in block.blocks)
            case PageBreak():
                return paragraph_xml(BODY, '<w:r><w:br w:type="page"/></w:r>')

    def _end(self, block: AttachmentNote | Signature) -> str:
        if isinstance(block, Signature):
            return signature_xml(block, self.fonts)
        return attachment_note_xml(block, self.fonts)

    def _table(self, table: Table) -> str:
        # Two tables that touch would become one. The line has no height to speak of, so that a table which
        # fills its page is not followed by an empty one; the room below it is dropped there.
        below = paragraph_xml(BODY, extra=_AFTER_TABLE)
        return table_xml(table, self.fonts, self._width, self._in_look) + below

    def _pictures(self, block: Pictures) -> str:
        """A line of marks in whose place the photos are put, kept with the line that says what they show."""
        look = run_properties(self.fonts, "body", size=12)
        marks = run_xml("　".join(one.token for one in block.pictures), look)
        # Its height is that of the photos, not that of a line of text.
        extra = '<w:keepNext/><w:spacing w:before="120" w:after="0" w:line="240" w:lineRule="auto"/>'
        return paragraph_xml(CENTER, marks, extra) + paragraph_xml(CENTER, run_xml(captions(block), look))

    def _heading(self, heading: Heading) -> str:
        place = heading.level - 1
        numbered = ""
        if self._list is not None:
            numbered = f'<w:numPr><w:ilvl w:val="{place}"/><w:numId w:val="{self._list}"/></w:numPr>'
        content = self.runs(heading.runs, _FACES[place], bold=heading.level == 3)
        return paragraph_xml(HEADINGS[place], content, numbered)

    def _paragraph(self, paragraph: Paragraph) -> str:
        content = self.runs(paragraph.runs)
        if paragraph.note:
            look = run_properties(self.fonts, size=16, marked=True)
            content += run_xml(f"【{paragraph.note}】", look)
        return paragraph_xml(_STYLES[paragraph.place], content)

    def _run(self, run: Run, face: FaceName, size: float, *, bold: bool) -> str:
        if isinstance(run, FigureRun):
            return self._figure(run, run_properties(self.fonts, face, size=size, bold=bold))
        look = run_properties(
            self.fonts, "kai" if run.lead else face, size=size, bold=bold or run.bold, marked=run.marked
        )
        return run_xml(run.text, look)

    def _figure(self, run: FigureRun, look: str) -> str:
        self.figures += 1
        return figure_xml(run.name, run.text, look, self.figures)

    def _in_look(self, runs_of: Runs, look: str) -> str:
        """Runs of a table's cell, which all have its look."""
        return "".join(
            self._figure(run, look)
            if isinstance(run, FigureRun)
            else run_xml(run.text, self._of_cell(run, look))
            for run in runs_of
        )

    def _of_cell(self, run: Run, look: str) -> str:
        """The look of a cell's words, which may be bold or marked of their own."""
        if isinstance(run, FigureRun) or not (run.bold or run.marked):
            return look
        fonts = font_xml(self.fonts, "song")
        bold = "<w:b/><w:bCs/>" if run.bold and "<w:b/>" not in look else ""
        marked = '<w:highlight w:val="yellow"/>' if run.marked else ""
        return look.replace(fonts, fonts + bold).replace("</w:rPr>", f"{marked}</w:rPr>")


_LAST_PARAGRAPH = re.compile(rf'(<w:pStyle w:val="{BODY}"/>)(?!<w:keepNext/>)')
_CLOSING = (f'<w:pStyle w:val="{ATTACHMENT_NOTE}"/>', f'<w:pStyle w:val="{SIGNATURE}"/>')


def kept_with_signature(content: str) -> str:
    """The text with its last paragraph kept on the page of the signature, which must not stand alone."""
    places = [place for mark in _CLOSING if (place := content.find(mark)) >= 0]
    before = content[: min(places)] if places else ""
    found = list(_LAST_PARAGRAPH.finditer(before))
    if not found:
        return content
    end = found[-1].end()
    return f"{content[:end]}<w:keepNext/>{content[end:]}"


def _within(blocks: Iterable[Block]) -> Iterable[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Section):
            yield from _within(block.blocks)
