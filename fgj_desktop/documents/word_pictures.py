"""Photos in a Word file: put in the place of the marks that the text has for them, in the size that a line holds."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from fgj_desktop.documents.word_content import Picture, Pictures, every_block
from fgj_desktop.documents.word_open import open_word, saved
from fgj_desktop.documents.word_paragraphs import RUN, located

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

    from fgj_desktop.documents.word_content import WordDocument

Prepare = Callable[[Path], bytes | None]
"""The content of a photo as it goes into a file; None for one that cannot be shown."""
_TOKEN = re.compile("\ue0f3[0-9a-f]{8}\ue0f4")
_WIDTH, _HEIGHT = 70, 52
"""The room of one photo, in mm: three stand beside each other on a turned page, two on an upright one."""


def as_it_is(path: Path) -> bytes | None:
    """The photo as it is; None when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def with_pictures(content: bytes, document: WordDocument, prepare: Prepare = as_it_is) -> bytes:
    """The file with its photos; one that is missing or cannot be shown is said in its place."""
    wanted = {
        one.token: one
        for block in every_block(document.blocks)
        if isinstance(block, Pictures)
        for one in block.pictures
    }
    if not wanted:
        return content
    from docx.text.paragraph import Paragraph as WordParagraph

    opened = open_word(content, document.title)
    for one in located(opened):
        tokens = _TOKEN.findall(one.text)
        if tokens:
            for run in list(one.element.iter(RUN)):
                run.getparent().remove(run)
            paragraph = WordParagraph(one.element, opened._body)  # noqa: SLF001  what a paragraph stands in
            for token in tokens:
                _put(paragraph, wanted.get(token), prepare)
    return saved(opened)


def _put(paragraph: Paragraph, picture: Picture | None, prepare: Prepare) -> None:
    from docx.image.exceptions import (
        InvalidImageStreamError,
        UnexpectedEndOfFileError,
        UnrecognizedImageError,
    )
    from docx.shared import Emu, Mm

    if picture is None:
        return
    data = None if picture.path is None else prepare(picture.path)
    run = paragraph.add_run()
    if data is None:
        run.text = f"（照片“{picture.name}”找不到或无法显示）"
        return
    try:
        shape = run.add_picture(io.BytesIO(data))
    except (UnrecognizedImageError, InvalidImageStreamError, UnexpectedEndOfFileError):
        run.text = f"（照片“{picture.name}”找不到或无法显示）"
        return
    scale = min(Mm(_WIDTH) / shape.width, Mm(_HEIGHT) / shape.height)
    shape.width, shape.height = Emu(int(shape.width * scale)), Emu(int(shape.height * scale))
    paragraph.add_run("　")
