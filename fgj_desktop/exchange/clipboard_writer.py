"""Cells written as HTML for the clipboard: texts stay texts and figures figures in Excel, WPS and LibreOffice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, DecimalException
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEAD = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns="http://www.w3.org/TR/REC-html40">\n'
    '<head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">\n'
    "<style>\n"
    "br {mso-data-placement:same-cell;}\n"
    'td {mso-number-format:"\\@";}\n'
    "%s</style></head>\n<body><table>\n<!--StartFragment-->\n"
)
_TAIL = "<!--EndFragment-->\n</table></body></html>\n"
_BREAK = '<br style="mso-data-placement:same-cell;">'
_SPACES = re.compile(r"^ +| +$| {2,}", re.MULTILINE)
_FIGURE = re.compile(r"-?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(%?)", re.ASCII)
_MOST_DIGITS = 15
"""What a number of a spreadsheet holds; one with more digits is written as a text, exactly."""


@dataclass(frozen=True, slots=True)
class ClipboardCell:
    """A cell to be copied: its text, and the exact decimal number when it is a figure.

    The number of a percentage is the share: 0.8046 for 80.46%.
    """

    text: str
    number: str | None = None
    align: str = "left"


def write_html(rows: Sequence[Sequence[ClipboardCell]]) -> str:
    r"""A table that spreadsheets take as it is meant.

    Excel and WPS obey ``mso-number-format`` and ``x:num``, LibreOffice ``sdnum`` and ``sdval``; \@ and @ keep
    leading zeros and long codes. ``read_html`` gives the texts back, with \r\n and \r as \n and spaces that
    do not break as spaces.
    """
    formats: dict[str, str] = {}
    body = "".join(f"<tr>{''.join(_cell(cell, formats) for cell in row)}</tr>\n" for row in rows)
    styles = "".join(
        f".{name} {{mso-number-format:{_style_of(pattern)};}}\n" for pattern, name in formats.items()
    )
    return _HEAD % styles + body + _TAIL


def _cell(cell: ClipboardCell, formats: dict[str, str]) -> str:
    align = "" if cell.align == "left" else f' align="{escape(cell.align)}"'
    number = _number(cell.number)
    if number is None:
        return f'<td{align} x:str sdnum="1033;0;@">{_markup(cell.text)}</td>'
    pattern = _pattern(cell.text)
    name = formats.setdefault(pattern, f"f{len(formats)}")
    figure = f'x:num="{number}" sdval="{number}" sdnum="1033;0;{pattern}"'
    return f'<td class="{name}"{align} {figure}>{_markup(cell.text)}</td>'


def _number(text: str | None) -> str | None:
    """The number in plain digits, None when there is none or a spreadsheet would spoil it."""
    if text is None:
        return None
    try:
        value = Decimal(text)
    except DecimalException:
        return None
    if not value.is_finite() or abs(value.adjusted()) > _MOST_DIGITS:
        return None
    return format(value, "f") if len(value.normalize().as_tuple().digits) <= _MOST_DIGITS else None


def _pattern(shown: str) -> str:
    """The number format that shows a figure as it is shown here."""
    figure = _FIGURE.fullmatch(shown)
    if figure is None:
        return "General"
    whole, decimals, percent = figure.groups()
    return ("#,##0" if "," in whole else "0") + (f".{'0' * len(decimals)}" if decimals else "") + percent


def _style_of(pattern: str) -> str:
    return pattern if pattern == "General" else '"' + re.sub(r"([#,.%])", r"\\\1", pattern) + '"'


def _markup(text: str) -> str:
    """A text for the inside of a cell; line breaks and all spaces are held."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    if not text.strip(" "):
        return "&#32;" * len(text)
    markup = escape(text, quote=False)
    if "  " in markup or " " in {markup[0], markup[-1]} or "\n" in markup:
        markup = _SPACES.sub(_held_spaces, markup)
    if markup.endswith("\n"):
        # A <br> at the end of a cell shows nothing.
        markup = markup[:-1] + "&#10;"
    return markup.replace("\t", "&#9;").replace("\n", _BREAK)


def _held_spaces(found: re.Match[str]) -> str:
    # Without this style Excel keeps a space that does not break as the odd character it is.
    return f'<span style="mso-spacerun:yes">{"&nbsp;" * len(found[0])}</span>'
