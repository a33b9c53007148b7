"""What the program notes in a Word file of its own: the sum of its content, its period, what it is.

By the sum a document that somebody worked on since is known, and never written over.
"""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from fgj_desktop.documents.word_open import main_part
from fgj_desktop.documents.word_package import (
    CUSTOM_PART,
    CUSTOM_RELATION,
    CUSTOM_TYPE,
    DIGEST,
    content_digest,
    custom_property,
    custom_xml,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

PERIOD, KIND, BASIS = "FGJ报告期", "FGJ文种", "FGJ口径"
_PROPERTY = re.compile(r"<property\b[^>]*?\bname=(\"[^\"]*\"|'[^']*')[^>]*>(.*?)</property>", re.DOTALL)
_TAGS = re.compile(r"<[^>]+>")
_NUMBER = re.compile(r"\bpid=\"(\d+)\"")
_TYPES, _RELATIONS, _MAIN = "[Content_Types].xml", "_rels/.rels", "word/document.xml"


def read_stamp(content: bytes, name: str = "") -> dict[str, str]:
    """What was noted in a file; nothing in a file of somebody else."""
    main_part(content, name)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if CUSTOM_PART not in archive.namelist():
            return {}
        text = archive.read(CUSTOM_PART).decode("utf-8", "replace")
    return {
        unescape(found[1][1:-1]): unescape(_TAGS.sub("", found[2])).strip()
        for found in _PROPERTY.finditer(text)
    }


def is_edited(content: bytes, name: str = "") -> bool:
    """Whether a file is not as the program wrote it; one that it never wrote is somebody's own."""
    return read_stamp(content, name).get(DIGEST) != content_digest(main_part(content, name))


def stamped(content: bytes, notes: Mapping[str, str]) -> bytes:
    """The file with these notes and the sum of its content; other properties of it stay."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        digest = content_digest(archive.read(_MAIN))
    return noted(content, {**notes, DIGEST: digest})


def noted(content: bytes, wanted: Mapping[str, str]) -> bytes:
    """The file with these notes; whether it counts as worked on stays as it is."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {one.filename: archive.read(one) for one in archive.infolist()}
    if CUSTOM_PART in parts:
        parts[CUSTOM_PART] = _merged(parts[CUSTOM_PART].decode("utf-8", "replace"), wanted).encode()
    else:
        parts[CUSTOM_PART] = custom_xml(dict(wanted)).encode()
        parts[_TYPES] = _with(parts[_TYPES], "</Types>", CUSTOM_TYPE)
        parts[_RELATIONS] = _with(parts[_RELATIONS], "</Relationships>", CUSTOM_RELATION)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _merged(text: str, wanted: Mapping[str, str]) -> str:
    for name in wanted:
        text = re.sub(
            rf"<property\b[^>]*?\bname={re.escape(quoteattr(name))}[^>]*>.*?</property>",
            "",
            text,
            flags=re.DOTALL,
        )
    first = max([1, *(int(one) for one in _NUMBER.findall(text))]) + 1
    added = "".join(custom_property(number, *one) for number, one in enumerate(wanted.items(), first))
    return text.replace("</Properties>", f"{added}</Properties>")


def _with(part: bytes, end: str, added: str) -> bytes:
    text = part.decode("utf-8")
    return text.replace(end, f"{added}{end}").encode()
