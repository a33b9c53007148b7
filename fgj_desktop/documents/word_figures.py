"""The figures that we wrote into a Word file: each in a content control that knows its name, within a bookmark that does.

Older LibreOffice drops the name of a control and older WPS the control itself when they save; bookmarks stay in both.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.documents.word_open import open_word
from fgj_desktop.documents.word_paragraphs import TEXT, stories
from fgj_desktop.documents.word_xml import (
    figure_bookmark,
    figure_tag,
    is_as_written,
    read_figure_bookmark,
    read_figure_tag,
)

if TYPE_CHECKING:
    from docx.document import Document

    from fgj_desktop.documents.word_paragraphs import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CONTROL, _START, _END = f"{_W}sdt", f"{_W}bookmarkStart", f"{_W}bookmarkEnd"


@dataclass(slots=True)
class FigureMark:
    """A figure where it stands: the pieces of its text, and what it is known by."""

    tag: str
    """Its name, and the sum of what was written."""
    control: Element | None = None
    bookmark: Element | None = None
    pieces: list[Element] = field(default_factory=list)

    @property
    def name(self) -> str:
        """区重点.完成投资."""
        found = read_figure_tag(self.tag)
        return found[0] if found else ""

    @property
    def text(self) -> str:
        """What stands there now."""
        return "".join(piece.text or "" for piece in self.pieces)

    @property
    def by_hand(self) -> bool:
        """Whether somebody changed it since it was written."""
        return not is_as_written(self.tag, self.text)

    def write(self, text: str) -> None:
        """Put a text in its place, in the look of its first run, and note it as written."""
        self.pieces[0].text = text
        for piece in self.pieces[1:]:
            piece.text = ""
        name = self.name
        self.tag = figure_tag(name, text)
        if self.control is not None:
            self.control.find(f"{_W}sdtPr/{_W}tag").set(f"{_W}val", self.tag)
        if self.bookmark is not None:
            number, _ = read_figure_bookmark(str(self.bookmark.get(f"{_W}name"))) or ("0", "")
            self.bookmark.set(f"{_W}name", figure_bookmark(name, text, int(number)))


@dataclass(frozen=True, slots=True)
class Written:
    """A figure in a document as it stands there now."""

    name: str
    text: str
    by_hand: bool
    """Whether somebody changed it since it was written."""


def written_figures(content: bytes, name: str = "") -> list[Written]:
    """The figures that we wrote into a document, in their order."""
    return [Written(one.name, one.text, one.by_hand) for one in figure_marks(open_word(content, name))]


def figure_marks(document: Document) -> list[FigureMark]:
    """Every figure that we wrote and that still has a text, in their order."""
    found = [mark for root in stories(document) for mark in _marks_in(root)]
    return [mark for mark in found if mark.text]


def _marks_in(root: Element) -> list[FigureMark]:
    made: list[FigureMark] = []
    opened: dict[str, FigureMark] = {}
    for element in root.iter(_CONTROL, _START, _END, TEXT):
        if element.tag == _START:
            known = read_figure_bookmark(str(element.get(f"{_W}name")))
            if known is not None:
                mark = FigureMark(known[1], bookmark=element)
                opened[str(element.get(f"{_W}id"))] = mark
                made.append(mark)
        elif element.tag == _END:
            opened.pop(str(element.get(f"{_W}id")), None)
        elif element.tag == _CONTROL:
            _take_control(element, opened, made)
        else:
            for mark in opened.values():
                if mark.control is None:
                    mark.pieces.append(element)
    return made


def _take_control(control: Element, opened: dict[str, FigureMark], made: list[FigureMark]) -> None:
    """A control that knows its figure, which it may share with the bookmark around it."""
    tag = control.find(f"{_W}sdtPr/{_W}tag")
    value = "" if tag is None else str(tag.get(f"{_W}val"))
    content = control.find(f"{_W}sdtContent")
    known = read_figure_tag(value)
    if known is None or content is None:
        return
    around = next((one for one in opened.values() if one.name == known[0] and one.control is None), None)
    mark = around or FigureMark(value)
    if around is None:
        made.append(mark)
    mark.tag, mark.control, mark.pieces = value, control, list(content.iter(TEXT))
