"""The text of one cell of an HTML table, put together as a browser would show it."""

from __future__ import annotations

import re
from html import unescape

_BREAK = "\r"
"""A line that a tag breaks; line ends of the source are mere spaces."""
_BLANKS = " \t\n\r"
_FOLDED = re.compile("[ \t\n]{2,}|[\t\n]")
_AROUND_BREAKS = re.compile(" ?\r ?")
_NOTHING = re.compile(r"(?:[ \t\n\xa0]|&nbsp;?|&#160;|&#xa0;)*+", re.IGNORECASE)
_STRING = re.compile(r"\bx:str\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)


class CellText:
    """Gathers the pieces of a cell.

    A <br> at the end of a cell or a paragraph shows nothing; most programs put one into empty cells.
    """

    __slots__ = ("_begins_block", "_ends_in_break", "_pieces")

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._begins_block = False
        self._ends_in_break = False

    def add(self, piece: str) -> None:
        """More text of the source, its entities as they are."""
        if not piece.strip(_BLANKS):
            if self._pieces and not self._begins_block and self._pieces[-1] != _BREAK:
                self._pieces.append(" ")
            return
        self._begin_line()
        self._ends_in_break = False
        self._pieces.append(piece.replace("\r", "\n"))

    def break_line(self) -> None:
        """A <br>."""
        self._begin_line()
        self._ends_in_break = True
        self._pieces.append(_BREAK)

    def break_block(self) -> None:
        """A paragraph begins or ends."""
        if self._ends_in_break:
            self._pieces.pop()
            self._ends_in_break = False
            self._begins_block = True
        self._begins_block |= bool(self._pieces)

    def _begin_line(self) -> None:
        if self._begins_block:
            self._pieces.append(_BREAK)
            self._begins_block = False

    def text(self) -> str:
        """What is shown; a cell that shows nothing is empty, even when it is held open by a &nbsp;."""
        self.break_block()
        source = "".join(self._pieces)
        if _NOTHING.fullmatch(source):
            return ""
        source = _FOLDED.sub(" ", source)
        if _BREAK in source:
            source = _AROUND_BREAKS.sub("\n", source)
        return _plain(source.strip(" "))


def _plain(source: str) -> str:
    """Entities as the characters they are; the space that does not break is an ordinary one in a ledger."""
    text = unescape(source) if "&" in source else source
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")


def exact_string(attributes: str, shown: str) -> str:
    """What x:str says beside a text: the same text with all of its spaces."""
    found = _STRING.search(attributes)
    if found:
        told = _plain(found[1] or found[2] or "")
        if told.split() == shown.split():
            return told
    return shown
