"""The text layer of a PDF: which character each glyph stands for.

A font may draw two characters with one glyph (目 U+76EE and the radical ⽬ U+2F6C). Qt writes the one
with the lowest number, so that 项目 is not found in the file. Here the tables (ToUnicode CMaps) are
read and rewritten; the new ones are appended as the PDF standard foresees (an incremental update).
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_REFERENCE = re.compile(rb"/ToUnicode\s+(\d+)\s+0\s+R")
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_TRAILER = re.compile(rb"trailer\s*<<(.*?)>>\s*startxref", re.DOTALL)
_SECTION = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
_CHARACTER = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[(.*?)\])", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f]+)>")

_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{sections}endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def character_maps(pdf: bytes) -> dict[int, dict[int, str]]:
    """By object number: each font's glyph numbers with the characters they stand for."""
    offsets = _offsets(pdf)
    return {number: _read_map(_stream(pdf, offsets[number])) for number in _map_numbers(pdf)}


def respell(pdf: bytes, spelling: Callable[[str], str]) -> bytes:
    """The same PDF with every character of its text layer replaced by ``spelling`` of it.

    Raises ValueError when the file is not built as Qt builds it.
    """
    changed: dict[int, dict[int, str]] = {}
    for number, characters in character_maps(pdf).items():
        spelled = {glyph: spelling(character) for glyph, character in characters.items()}
        if spelled != characters:
            changed[number] = spelled
    return _append(pdf, {number: _object(number, spelled) for number, spelled in changed.items()})


def _map_numbers(pdf: bytes) -> list[int]:
    return sorted({int(number) for number in _REFERENCE.findall(pdf)})


def _offsets(pdf: bytes) -> dict[int, int]:
    """Where each object begins, from the newest table of the file; older tables fill the gaps."""
    start = _START.search(pdf)
    if start is None:
        raise ValueError("no cross-reference table at the end of the PDF")
    offsets: dict[int, int] = {}
    position: int | None = int(start.group(1))
    while position is not None:
        for number, offset in _table(pdf, position):
            offsets.setdefault(number, offset)
        trailer = _TRAILER.search(pdf, position)
        previous = re.search(rb"/Prev\s+(\d+)", trailer.group(1)) if trailer else None
        position = int(previous.group(1)) if previous else None
    return offsets


def _table(pdf: bytes, position: int) -> Iterator[tuple[int, int]]:
    """The objects in use that one cross-reference table lists."""
    number = 0
    for line in pdf[position : pdf.index(b"trailer", position)].splitlines():
        fields = line.split()
        if len(fields) == 2:
            number = int(fields[0])
        elif len(fields) == 3:
            if fields[2] == b"n":
                yield number, int(fields[0])
            number += 1


def _stream(pdf: bytes, offset: int) -> bytes:
    begin = pdf.index(b"stream", offset)
    head = pdf[offset:begin]
    begin = pdf.index(b"\n", begin) + 1
    content = pdf[begin : pdf.index(b"endstream", begin)]
    # A compressed stream may end in bytes that look like a line break: the inflater knows its end.
    return zlib.decompressobj().decompress(content) if b"FlateDecode" in head else content


def _read_map(cmap: bytes) -> dict[int, str]:
    characters: dict[int, str] = {}
    for kind, section in _SECTION.findall(cmap):
        if kind == b"char":
            for glyph, target in _CHARACTER.findall(section):
                characters[int(glyph, 16)] = _text(target)
            continue
        for first, last, start, several in _RANGE.findall(section):
            glyphs = range(int(first, 16), int(last, 16) + 1)
            if start:
                characters.update((glyph, chr(int(start, 16) + glyph - glyphs[0])) for glyph in glyphs)
            else:
                characters.update(zip(glyphs, map(_text, _HEX.findall(several)), strict=False))
    # Qt gives glyph 0 (a missing character) the number 0.
    return {glyph: character for glyph, character in characters.items() if character != "\0"}


def _text(target: bytes) -> str:
    return bytes.fromhex(target.decode("ascii")).decode("utf-16-be", "replace")


def _object(number: int, characters: dict[int, str]) -> bytes:
    entries = [
        f"<{glyph:04X}> <{character.encode('utf-16-be').hex().upper()}>"
        for glyph, character in sorted(characters.items())
    ]
    # No more than 100 entries may stand in one section.
    parts = [entries[begin : begin + 100] for begin in range(0, len(entries), 100)]
    sections = "".join(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar\n" for part in parts)
    content = zlib.compress(_CMAP.format(sections=sections).encode("ascii"))
    head = f"{number} 0 obj\n<< /Length {len(content)} /Filter /FlateDecode >>\nstream\n"
    return head.encode("ascii") + content + b"\nendstream\nendobj\n"


def _append(pdf: bytes, objects: dict[int, bytes]) -> bytes:
    if not objects:
        return pdf
    start, trailer = _START.search(pdf), list(_TRAILER.finditer(pdf))
    if start is None or not trailer:
        raise ValueError("no trailer at the end of the PDF")
    added = bytearray(b"" if pdf.endswith(b"\n") else b"\n")
    table = bytearray(b"xref\n")
    for number, content in objects.items():
        table += f"{number} 1\n{len(pdf) + len(added):010d} 00000 n \n".encode("ascii")
        added += content
    position = len(pdf) + len(added)
    added += table + b"trailer\n<<" + trailer[-1].group(1)
    added += b"/Prev " + start.group(1) + f"\n>>\nstartxref\n{position}\n%%EOF\n".encode("ascii")
    return pdf + bytes(added)
