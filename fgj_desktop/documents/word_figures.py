"""The figures that we wrote into a Word file: each within a content control that knows its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.documents.word_open import open_word
from fgj_desktop.documents.word_paragraphs import TEXT, stories
from fgj_desktop.documents.word_xml import figure_tag, is_as_written, read_figure_tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document

    from fgj_desktop.documents.word_paragraphs import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Written:
    """A figure in a document as it stands there now."""

    name: str
    text: str
    by_hand: bool
    """Whether somebody changed it since it was written."""


def written_figures(content: bytes, name: str = "") -> list[Written]:
    """The figures that we wrote into a document, in their order."""
    return [
        Written(known, text, by_hand=not is_as_written(tag, text))
        for known, tag, text, _ in figure_controls(open_word(content, name))
    ]


def figure_controls(document: Document) -> Iterator[tuple[str, str, str, Element]]:
    """The name, the tag, the text and the content control of every figure."""
    for root in stories(document):
        for control in root.iter(f"{_W}sdt"):
            tag = control.find(f"{_W}sdtPr/{_W}tag")
            value = "" if tag is None else str(tag.get(f"{_W}val"))
            found = read_figure_tag(value)
            content = control.find(f"{_W}sdtContent")
            if found is not None and content is not None:
                text = "".join(piece.text or "" for piece in content.iter(TEXT))
                yield found[0], value, text, control


def write_figure(control: Element, name: str, text: str) -> None:
    """Put a text into a figure's control, in the look of its first run, and note it as written."""
    pieces = list(control.find(f"{_W}sdtContent").iter(TEXT))
    if not pieces:
        return
    pieces[0].text = text
    for piece in pieces[1:]:
        piece.text = ""
    control.find(f"{_W}sdtPr/{_W}tag").set(f"{_W}val", figure_tag(name, text))
