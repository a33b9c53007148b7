"""Reading the text of a PDF that Qt wrote, glyph by glyph, as a viewer's search does."""

from __future__ import annotations

import re
import zlib

from fgj_desktop.documents.pdf_text import character_maps

_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\s(.*?)endobj", re.DOTALL)
_SHOWN = re.compile(rb"/F(\d+) \S+ Tf|<([0-9A-Fa-f]+)>\s*Tj|\bBT\b")


def pdf_text(pdf: bytes) -> str:
    """The text of all pages, one line for each text drawn."""
    objects = dict(_OBJECT.findall(pdf))
    maps = character_maps(pdf)
    fonts = {
        number: maps[int(found.group(1))]
        for number, body in objects.items()
        if (found := re.search(rb"/ToUnicode (\d+) 0 R", body))
    }
    pages = [body for body in objects.values() if re.search(rb"/Type\s*/Page\s", body)]
    drawn: list[str] = []
    for page in pages:
        contents = re.search(rb"/Contents (\d+) 0 R", page)
        assert contents is not None
        raw = objects[contents.group(1)].split(b"stream\n", 1)[1]
        drawn.append(_drawn(zlib.decompressobj().decompress(raw), fonts))
    return "\n".join(drawn)


def _drawn(content: bytes, fonts: dict[bytes, dict[int, str]]) -> str:
    characters: dict[int, str] = {}
    text = ""
    for shown in _SHOWN.finditer(content):
        font, glyphs = shown.groups()
        if font:
            characters = fonts[font]
        elif glyphs:
            codes = [int(glyphs[place : place + 4], 16) for place in range(0, len(glyphs), 4)]
            text += "".join(characters.get(code, "\ufffd") for code in codes)
        else:
            text += "\n"
    return text
