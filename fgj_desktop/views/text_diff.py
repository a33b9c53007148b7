"""Two texts held against each other: what went is struck out, what came is underlined; colour says it a second time."""

from __future__ import annotations

from difflib import SequenceMatcher
from html import escape

from fgj_desktop.views.theme import colours

_LONGEST = 4_000
"""Beyond so many signs a comparison sign by sign would be felt."""


_ALIKE = 0.5
"""Texts that share less are another text: signs in common would be chance."""


def diff_html(before: str, after: str) -> str:
    """``after`` as rich text, with what of ``before`` went struck out where it stood."""
    if not before or max(len(before), len(after)) > _LONGEST:
        return _lines(after)
    parts = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return (
            _marked("s", before, colours().error.name())
            + "<br>"
            + _marked("u", after, colours().green.name())
        )
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            parts.append(_lines(before[first:last]))
            continue
        if last > first:
            parts.append(_marked("s", before[first:last], colours().error.name()))
        if end > start:
            parts.append(_marked("u", after[start:end], colours().green.name()))
    return "".join(parts)


def compared(before: str, after: str, of_before: str, of_after: str) -> str:
    """The difference with a line that says whose words are struck out and whose underlined; the text alone where there is none."""
    if not before or before == after:
        return diff_html("", after)
    said = f"划去的是{of_before}，加线的是{of_after}："
    return f'<span style="color:{colours().muted.name()}">{said}</span><br>{diff_html(before, after)}'


def _marked(tag: str, text: str, colour: str) -> str:
    return f'<{tag} style="color:{colour}">{_lines(text)}</{tag}>'


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
