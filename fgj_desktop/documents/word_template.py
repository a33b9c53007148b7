"""Fills a Word template of the clerk's: names in braces become words, marked figures and whole passages."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from fgj_desktop.documents.word_blocks import BlockWriter
from fgj_desktop.documents.word_content import Attachment, AttachmentNote, FigureRun, Signature, every_run
from fgj_desktop.documents.word_figures import figure_marks
from fgj_desktop.documents.word_fonts import STANDARD
from fgj_desktop.documents.word_logic import carry_out, has_logic, local_names, logic_problems
from fgj_desktop.documents.word_names import names_in, unknown_name_message
from fgj_desktop.documents.word_open import open_word, saved
from fgj_desktop.documents.word_paragraphs import (
    PARAGRAPH,
    SECTION,
    elements_of,
    located,
    look_at,
    look_xml,
    own_texts,
    put_before,
    put_in_place,
    text_of,
)
from fgj_desktop.documents.word_parts import ensure_lists, ensure_styles, next_control_number, turned_page
from fgj_desktop.documents.word_styles import TITLE
from fgj_desktop.documents.word_title import title_lines
from fgj_desktop.documents.word_xml import figure_xml, run_xml
from fgj_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document

    from fgj_desktop.documents.word_content import Block, Run
    from fgj_desktop.documents.word_fonts import WordFonts
    from fgj_desktop.documents.word_names import Named, WordValues
    from fgj_desktop.documents.word_paragraphs import Element, Located

_OPEN, _CLOSE = "\ue0f1", "\ue0f2"
"""Stand for the braces of plain names while conditions and loops are carried out."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A template that was filled: the file, and every figure in it as it is written."""

    content: bytes
    figures: tuple[FigureRun, ...]


def render_template(content: bytes, name: str, values: WordValues, fonts: WordFonts = STANDARD) -> Rendered:
    """Fill a template; raises UserError that names every unknown name and broken tag with its paragraph."""
    document = open_word(content, name)
    paragraphs = located(document)
    if problems := template_problems(paragraphs, values):
        raise UserError("\n".join(problems))
    if has_logic(paragraphs):
        _hide_plain_names(paragraphs, values)
        hidden = saved(document)
        document = open_word(carry_out(hidden, located(open_word(hidden, name)), values, name), name)
        _show_plain_names(document)
    Filler(document, values, fonts).fill()
    figures = tuple(FigureRun(one.name, one.text) for one in figure_marks(document))
    return Rendered(saved(document), figures)


def template_problems(paragraphs: Sequence[Located], values: WordValues) -> list[str]:
    """What keeps a template from being filled, in the order of its paragraphs."""
    local = local_names(paragraphs)
    problems = []
    for one in paragraphs:
        problems += unpaired_braces(one)
        problems += [
            unknown_name_message(named, one.place, values.meant(named.name))
            for named in names_in(one.text)
            if named.is_plain and named.name.partition(".")[0] not in local and not values.knows(named.name)
        ]
    return [*problems, *logic_problems(paragraphs, values)]


def unpaired_braces(one: Located) -> list[str]:
    """What to tell of a paragraph whose braces do not come in pairs; a tag of logic is looked at elsewhere."""
    if "{%" in one.text or one.text.count("{{") == one.text.count("}}"):
        return []
    return [f"模板中“{{{{”与“}}}}”不成对，位于{one.place}。"]


def _hide_plain_names(paragraphs: Sequence[Located], values: WordValues) -> None:
    for one in paragraphs:
        for named in reversed(list(names_in(one.text))):
            if named.is_plain and values.knows(named.name):
                _put(one.element, named, run_xml(f"{_OPEN}{named.name}{_CLOSE}", _look(one.element, named)))


def _show_plain_names(document: Document) -> None:
    for one in located(document):
        for piece in own_texts(one.element):
            piece.text = (piece.text or "").replace(_OPEN, "{{").replace(_CLOSE, "}}")


def _look(paragraph: Element, named: Named) -> str:
    return look_xml(look_at(paragraph, named.start))


def _put(paragraph: Element, named: Named, xml: str) -> None:
    put_in_place(paragraph, named.start, named.end, _within_paragraph(xml))


def _within_paragraph(xml: str) -> list[Element]:
    return list(elements_of(f"<w:p>{xml}</w:p>")[0])


class Filler:
    """Puts what names stand for into a document."""

    def __init__(self, document: Document, values: WordValues, fonts: WordFonts) -> None:
        self.document = document
        self.values = values
        self.writer = BlockWriter(fonts, next_control_number(document))

    def fill(self) -> None:
        """Every name of the document, sections last: what they hold is no template."""
        sections = []
        for one in located(self.document):
            names = list(names_in(one.text))
            if len(names) == 1 and names[0].said == one.text.strip() and self._is_section(names[0]):
                sections.append((one.element, names[0].name))
            else:
                self._fill_paragraph(one.element, names)
        for element, name in sections:
            self._put_section(element, name)
        if sections:
            ensure_styles(self.document, self.writer.fonts)
            ensure_lists(self.document, self.writer.fonts, self.writer.restarted)

    def _is_section(self, named: Named) -> bool:
        return self.values.section(named.name) is not None

    def _fill_paragraph(self, paragraph: Element, names: list[Named]) -> None:
        for named in reversed(names):
            runs_of = self.values.named(named.name)
            if runs_of is None and (blocks := self.values.section(named.name)) is not None:
                # A section within a paragraph: its words without its form.
                runs_of = tuple(every_run(blocks))
            if runs_of is None:
                continue
            look = _look(paragraph, named)
            _put(paragraph, named, "".join(self._run(run, look) for run in runs_of))
        if names and _is_title(paragraph):
            _break_title(paragraph)

    def _run(self, run: Run, look: str) -> str:
        if not isinstance(run, FigureRun):
            return run_xml(run.text, look)
        self.writer.figures += 1
        return figure_xml(run.name, run.text, look, self.writer.figures)

    def _put_section(self, paragraph: Element, name: str) -> None:
        blocks = self.values.section(name) or ()
        following = paragraph.getnext()
        if blocks and isinstance(blocks[0], AttachmentNote | Signature):
            _keep_with_next(paragraph.getprevious())
        for element in self._elements(blocks, is_last=following is None or following.tag == SECTION):
            put_before(paragraph, element)
        parent = paragraph.getparent()
        section = paragraph.find(f"{paragraph.tag}Pr/{paragraph.tag.replace('}p', '}sectPr')}")
        if section is None and (len(parent) > 1 or not parent.tag.endswith("}tc")):
            parent.remove(paragraph)
        else:
            for piece in own_texts(paragraph):
                piece.text = ""

    def _elements(self, blocks: Sequence[Block], *, is_last: bool) -> list[Element]:
        made: list[Element] = []
        for is_wide, some in groupby(blocks, _is_wide):
            if not is_wide:
                made += elements_of(self.writer.xml(list(some)))
                continue
            # Attachments that follow each other stay turned: a page between them would be empty.
            wide = [one for one in some if isinstance(one, Attachment)]
            content = [
                element
                for place, one in enumerate(wide)
                for element in elements_of(self.writer.attachment(one, new_page=place > 0))
            ]
            made += turned_page(self.document, content, is_last=is_last and wide[-1] is blocks[-1])
        return made


def _is_wide(block: Block) -> bool:
    return isinstance(block, Attachment) and block.wide


def _keep_with_next(element: Element | None) -> None:
    """Keep the last paragraph before a signature on its page: a signature must not stand alone."""
    if element is None or element.tag != PARAGRAPH:
        return
    element.get_or_add_pPr().get_or_add_keepNext()


def _is_title(paragraph: Element) -> bool:
    style = paragraph.find(f"{paragraph.tag}Pr/{paragraph.tag}Style")
    return style is not None and style.get(style.tag.replace("pStyle", "val")) == TITLE


def _break_title(paragraph: Element) -> None:
    """Break a title that has become too long for a line, unless the clerk broke it herself."""
    lines = title_lines(text_of(paragraph))
    breaks = [one for one in paragraph.iter() if str(one.tag).endswith("}br")]
    if len(lines) < 2 or breaks:
        return
    for place in reversed([sum(map(len, lines[:count])) for count in range(1, len(lines))]):
        text = text_of(paragraph)
        look = look_xml(look_at(paragraph, place))
        put_in_place(paragraph, place, place + 1, _within_paragraph(run_xml(f"\n{text[place]}", look)))
