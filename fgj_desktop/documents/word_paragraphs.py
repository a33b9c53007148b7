"""Paragraphs of an opened Word file: their text, where it stands, and putting something in the place of a part of it.

A name in braces is seldom one run: Word cuts it where it was corrected or checked. So texts are sought in whole
paragraphs, and what is put in their place has the look of the run in which they began.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fgj_desktop.documents.word_xml import NAMESPACES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARAGRAPH, RUN, TEXT, LOOK, SECTION = (f"{_W}{name}" for name in ("p", "r", "t", "rPr", "sectPr"))
_ROW = f"{_W}tr"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Element = Any
"""An element of lxml, which has no types of its own."""


@dataclass(frozen=True, slots=True)
class Located:
    """A paragraph with text, and what a message calls its place."""

    element: Element
    text: str
    place: str
    """第 3 段, 页眉, 页脚, 脚注"""


def located(document: Document) -> list[Located]:
    """Every paragraph that has text: those of the text counted as a reader counts them, then headers, footers and notes."""
    found: list[Located] = []
    for element in document.element.body.iter(PARAGRAPH):
        if text := text_of(element):
            found.append(Located(element, text, f"第 {len(found) + 1} 段"))
    for kind, root in _headers(document):
        texts = ((element, text_of(element)) for element in root.iter(PARAGRAPH))
        found += [Located(element, text, kind) for element, text in texts if text]
    return found


def stories(document: Document) -> list[Element]:
    """The roots of all that a document says: its text, its headers and footers, its notes."""
    return [document.element.body, *(root for _, root in _headers(document))]


_KINDS = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}


def _headers(document: Document) -> Iterator[tuple[str, Element]]:
    seen = set()
    for relation in document.part.rels.values():
        kind = _KINDS.get(relation.reltype.rpartition("/")[2])
        if kind is None or relation.is_external or relation.target_part in seen:
            continue
        seen.add(relation.target_part)
        root = getattr(relation.target_part, "element", None)
        if root is not None:
            yield kind, root


def own_texts(paragraph: Element) -> list[Element]:
    """The pieces of text of a paragraph, without those of paragraphs within it (in text boxes)."""
    return [one for one in paragraph.iter(TEXT) if _paragraph_of(one) is paragraph]


def _paragraph_of(element: Element) -> Element:
    return next(element.iterancestors(PARAGRAPH), None)


def text_of(paragraph: Element) -> str:
    """The text of a paragraph."""
    return "".join(one.text or "" for one in own_texts(paragraph))


def look_at(paragraph: Element, start: int) -> Element | None:
    """The look (w:rPr) of the run that holds the character at a place; None for a run without one."""
    done = 0
    for piece in own_texts(paragraph):
        done += len(piece.text or "")
        if start < done:
            return piece.getparent().find(LOOK)
    return None


def put_in_place(paragraph: Element, start: int, end: int, new: Iterable[Element]) -> None:
    """Put elements in the place of the characters from ``start`` to ``end``."""
    first: Element | None = None
    done = 0
    for piece in own_texts(paragraph):
        text = piece.text or ""
        begins, done = done, done + len(text)
        if done <= start or begins >= end:
            continue
        before, after = text[: max(start - begins, 0)], text[max(end - begins, 0) :]
        if first is None:
            first = piece.getparent()
            _set_text(piece, before)
            if after or piece.getnext() is not None:
                _split_after(piece, after)
        else:
            _set_text(piece, before + after)
    if first is None:
        raise ValueError(f"no text from {start} to {end}")
    for element in reversed(list(new)):
        first.addnext(element)
    for run in [one for one in paragraph.iter(RUN) if _paragraph_of(one) is paragraph]:
        _drop_if_empty(run)


def _split_after(piece: Element, after: str) -> None:
    """Put what follows a piece of text within its run into a run of its own."""
    run = piece.getparent()
    rest = run.makeelement(RUN, run.attrib)
    look = run.find(LOOK)
    if look is not None:
        rest.append(copy.deepcopy(look))
    if after:
        tail = run.makeelement(TEXT, {})
        _set_text(tail, after)
        rest.append(tail)
    for sibling in list(piece.itersiblings()):
        rest.append(sibling)
    run.addnext(rest)


def _set_text(piece: Element, text: str) -> None:
    piece.text = text
    piece.set(_SPACE, "preserve")


def _drop_if_empty(run: Element) -> None:
    """Drop a run of which nothing but empty text is left."""
    rest = [child for child in run if child.tag != LOOK]
    if rest and all(child.tag == TEXT and not child.text for child in rest):
        run.getparent().remove(run)


def elements_of(xml: str) -> list[Element]:
    """The elements of a piece of WordprocessingML."""
    from docx.oxml import parse_xml

    return list(parse_xml(f"<w:body {NAMESPACES}>{xml}</w:body>"))


def put_before(place: Element, element: Element) -> None:
    """Put an element of another tree before one; a table's rows one by one.

    Moved as a whole, a table takes time by the square of its nodes (700 ms for 400 rows, apart 2 ms).
    """
    rows = element.findall(_ROW)
    for row in rows:
        element.remove(row)
    place.addprevious(element)
    element.extend(rows)


def look_xml(look: Element | None) -> str:
    """A run's look as text, to write new runs with."""
    if look is None:
        return ""
    from lxml import etree

    return str(etree.tostring(look, encoding="unicode", with_tail=False))
