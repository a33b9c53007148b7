"""What is sought in the cells: a text found whatever the width of its signs and the blanks between them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_BLANKS = frozenset(" \t\n\r\f\v\u00a0\u200b\u3000\ufeff")


@dataclass(frozen=True)
class Sought:
    """A text and how it is to be found."""

    text: str
    whole: bool = False
    """The cell holds nothing else (整格匹配)."""
    case: bool = False
    """Capital letters are others than small ones (区分大小写)."""

    @cached_property
    def folded(self) -> str:
        """The signs that count, small ones unless capitals matter."""
        return self._fold(self.text)[0]

    @cached_property
    def is_blank(self) -> bool:
        """Blanks themselves are sought: then they count as they stand."""
        return all(sign in _BLANKS for sign in self.text)

    @cached_property
    def pattern(self) -> str:
        """A GLOB pattern that every text meets in which it is found, and some others."""
        return f"*{'*'.join(map(_variants, self.folded))}*"

    def _fold(self, text: str) -> tuple[str, list[int]]:
        """The signs that count, and where each stands in the text."""
        signs, places = [], []
        blank = self.is_blank
        for place, sign in enumerate(text):
            if sign in _BLANKS and not blank:
                continue
            plain = sign if blank else sign.translate(_FULL_WIDTH)
            small = plain if self.case else plain.lower()
            # A few letters become two when they are made small; they stay as they are.
            signs.append(small if len(small) == 1 else plain)
            places.append(place)
        return "".join(signs), places

    def fits(self, shown: str, *, grouped: bool = False) -> bool:
        """Whether a cell shows it; the commas of a ``grouped`` number may be left out."""
        if not self.text or not shown:
            return False
        return self._in(shown) or (grouped and "," in shown and self._in(shown.replace(",", "")))

    def _in(self, shown: str) -> bool:
        folded = self._fold(shown)[0]
        return folded == self.folded if self.whole else self.folded in folded

    def replaced(self, shown: str, by: str, *, grouped: bool = False) -> str:
        """The text of a cell with every place where it stands replaced."""
        if not self.text:
            return shown
        if grouped and not self._in(shown):
            shown = shown.replace(",", "")
        if not self._in(shown):
            return shown
        if self.whole:
            return by
        folded, places = self._fold(shown)
        parts, done, found = [], 0, folded.find(self.folded)
        while found >= 0:
            end = found + len(self.folded)
            parts += [shown[done : places[found]], by]
            done = places[end - 1] + 1
            found = folded.find(self.folded, end)
        return "".join([*parts, shown[done:]])


def _variants(sign: str) -> str:
    """All ways of writing a sign, as a class of a GLOB pattern."""
    plain = {sign, sign.lower(), sign.upper()}
    wide = {chr(ord(one) + 0xFEE0) for one in plain if len(one) == 1 and 0x21 <= ord(one) < 0x7F}
    signs = {one for one in plain | wide if len(one) == 1}
    # A bracket that closes the class must come first in it, and a caret must not.
    first = "]" if "]" in signs else ""
    last = "^" if "^" in signs else ""
    rest = "".join(sorted(signs - {"]", "^", "-"}))
    return f"[{first}{rest}{'-' if '-' in signs else ''}{last}]" if signs != {"^"} else "^"
