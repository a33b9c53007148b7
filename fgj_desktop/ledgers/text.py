"""Small text rules shared by the kinds and the importer: full-width signs, blanks, comparison keys."""

from __future__ import annotations

import re

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FULL_WIDTH[0x3000] = 0x20
_KEEP = {ord(sign): ord(sign) for sign in "，。；：！？（）“”‘’、"}
_DIGIT_SIGNS = {
    **_FULL_WIDTH,
    ord("。"): ord("."),
    ord("、"): ord(","),
    ord("−"): ord("-"),
    ord("–"): ord("-"),
}
_UNSEEN: dict[int, str | None] = {
    **dict.fromkeys((*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0))),
    **dict.fromkeys((0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))),
    # Word and Excel break lines inside a paragraph by these.
    0x0B: "\n",
    0x0C: "\n",
    0x85: "\n",
    0x2028: "\n",
    0x2029: "\n",
}
_BLANKS = re.compile(r"[\s\u00a0\u200b\ufeff]+")
_KEY_DROPS = re.compile(
    r"[\s\u00a0\u200b\ufeff“”\"'‘’·•．.，,、；;：:！!？?—\-－_（）()\[\]【】《》<>★■●▲☆□]+"
)


def half_width(text: str) -> str:
    """Full-width letters, digits and signs as half-width ones: ``３，３７０`` becomes ``3,370``."""
    return text.translate(_DIGIT_SIGNS)


def tidy(text: str) -> str:
    """Text without blanks around it or at the ends of its lines; line ends are line feeds.

    Signs that nobody sees go: what steers a terminal or the direction of writing. No spreadsheet can hold the
    former, and Windows puts the latter around codes that are copied from its own dialogs.
    """
    if not text.isprintable():
        text = text.translate(_UNSEEN)
    if "\n" not in text and "\r" not in text and "\u00a0" not in text:
        return text.strip(" \t\u3000\ufeff\u200b")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").split("\n")
    return "\n".join(line.strip(" \t\u3000\ufeff\u200b") for line in lines).strip("\n")


def squeeze(text: str) -> str:
    """Text without any blank or line break: header titles are compared this way."""
    return _BLANKS.sub("", text)


def comparison_key(text: str) -> str:
    """The letters that decide whether two names are the same: no blanks, signs, brackets or width."""
    return _KEY_DROPS.sub("", text.translate({**_FULL_WIDTH, **_KEEP})).lower()
