"""Opening a Word file of the clerk's: what is wrong with it is said in words, and nothing is written into it."""

from __future__ import annotations

import io
import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

from fgj_desktop.errors import EnvironmentProblem, UserError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docx.document import Document

_COMPOUND = b"\xd0\xcf\x11\xe0"
"""How an old .doc begins, and a .docx that a password keeps."""
_MAIN = "word/document.xml"


def read_word(path: Path) -> bytes:
    """The content of a Word file; raises UserError or EnvironmentProblem where it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise UserError(f"没有文件“{path.name}”。") from None
    except IsADirectoryError:
        raise UserError(f"“{path.name}”是文件夹，不是 Word 文档（.docx）。") from None
    except OSError as problem:
        raise EnvironmentProblem(
            f"“{path.name}”正被 Word 或 WPS 打开，或无权读取。请关闭后重试。"
        ) from problem


def open_word(content: bytes, name: str) -> Document:
    """The document of a file's content; ``name`` is what the file is called in messages."""
    main_part(content, name)
    import docx
    from lxml.etree import LxmlError

    try:
        with _notes_readable():
            return docx.Document(io.BytesIO(content))
    except (LxmlError, KeyError, ValueError, zipfile.BadZipFile, OSError) as problem:
        raise UserError(
            f"“{name}”已损坏或不是 .docx 文档，未作任何改动。请在 Word 或 WPS 中另存后再试。"
        ) from problem


@contextmanager
def _notes_readable() -> Iterator[None]:
    """Let footnotes and endnotes be read as XML, which python-docx otherwise carries along unread.

    Only while a document is opened: docxtpl, which opens templates itself, reads them in its own way.
    """
    from docx.opc.constants import CONTENT_TYPE
    from docx.opc.part import PartFactory, XmlPart

    known = PartFactory.part_type_for
    notes = (CONTENT_TYPE.WML_FOOTNOTES, CONTENT_TYPE.WML_ENDNOTES)
    known.update(dict.fromkeys(notes, XmlPart))
    try:
        yield
    finally:
        for one in notes:
            known.pop(one, None)


def main_part(content: bytes, name: str) -> bytes:
    """The XML that holds the text of a Word file; raises UserError for what is none."""
    if content.startswith(_COMPOUND):
        raise UserError(
            f"“{name}”是旧版 .doc 文件或已加密。请在 Word 或 WPS 中取消密码，另存为 .docx 后再试。"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.read(_MAIN)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError, EOFError) as problem:
        raise UserError(f"“{name}”不是 Word 文档（.docx），或没有保存完整。") from problem


def saved(document: Document) -> bytes:
    """The content of a document as a file."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
