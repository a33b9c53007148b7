"""How a value of the ledger is written into a cell of a blank: as the blank's own format asks."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING

from fgj_desktop.exchange.fill_formats import Format
from fgj_desktop.ledgers.kinds import Count, Date, Money, Percent, Points, Quantity
from fgj_desktop.ledgers.numbers import money_number, percent_text, share_of
from fgj_desktop.ledgers.text import squeeze
from fgj_desktop.ledgers.values import DASH, Context, Misfit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.ledgers import Field
    from fgj_desktop.ledgers.kinds import Kind
    from fgj_desktop.ledgers.values import Value
    from fgj_desktop.store.rows import Row

_FIRST_DAY, _FIRST_DAY_1904 = datetime.date(1899, 12, 30), datetime.date(1904, 1, 1)
_NO_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NUMBERS = (Money, Count, Percent, Quantity, Points)

Content = int | float | str | None
"""What a cell is given: a number, a text, or nothing."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a cell of the blank asks for."""

    format: Format = Format.GENERAL
    is_percent: bool = False
    """Whether the title says ％, so that 42.29 is meant and not 0.4229."""
    choices: Sequence[str] | None = None
    """The words that its list offers; None where there is no list."""
    beside_formula: bool = False
    """Whether the row has formulas, which a text in place of a number would break."""
    since_1904: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a value is not filled in, with the value as the ledger shows it."""

    text: str
    reason: str


def content_for(field: Field, row: Row, context: Context, target: Target) -> Content | Refusal:
    """What a cell of the blank is given for a column of a record."""
    kind = field.column.kind
    mark = row.marks.get(field.name)
    if mark is not None and mark.misfit is not None:
        if isinstance(kind, (*_NUMBERS, Date)):
            return Refusal(mark.misfit, f"台账中是文字，{mark.reason or '不是数值'}")
        return mark.misfit
    if mark is not None and mark.dash:
        if target.beside_formula and isinstance(kind, _NUMBERS):
            return Refusal(DASH.value, "同一行有公式，填“—”会使公式出错")
        return DASH.value
    value = row.values.get(field.name)
    if value is None or value == "":
        return None
    content = _content(kind, value, context, target)
    if target.choices is not None and isinstance(content, str):
        return _chosen(kind, value, content, context, target.choices)
    return content


def _content(kind: Kind, value: Value, context: Context, target: Target) -> int | float | str:
    if isinstance(kind, Money):
        return money_number(int(value or 0), context.money_unit)
    if isinstance(kind, Percent):
        return _share(kind, share_of(value), value, context, target)
    if isinstance(kind, Points):
        return _hundredfold(Fraction(value or 0), 2, target)
    if isinstance(kind, Date):
        return _date(str(value), kind.text(value, context), target)
    if isinstance(kind, Count | Quantity):
        cell = kind.to_cell(value, context)
        return cell if isinstance(cell, int | float) else kind.text(value, context)
    return kind.text(value, context)


def _share(kind: Percent, share: Fraction, value: Value, context: Context, target: Target) -> float | str:
    """As a share where the cell shows percent, as 42.29 where its title or format says so, else as a text."""
    if target.format is Format.PERCENT or target.is_percent or target.format is Format.NUMBER:
        return _hundredfold(share, kind.decimals, target)
    text = kind.text(value, context)
    return text if text.endswith("%") else f"{text}%"


def _hundredfold(share: Fraction, decimals: int, target: Target) -> float:
    """Exact where the format rounds what is shown; where it does not, with the decimals that the ledger shows."""
    if target.format is Format.PERCENT:
        return float(share)
    if target.format is Format.NUMBER:
        return float(share * 100)
    return float(percent_text(share, decimals)[:-1])


def _date(stored: str, text: str, target: Target) -> int | str:
    """A date number where the format shows no more than is known; else the words."""
    known = {10: Format.DAY, 7: Format.MONTH, 4: Format.YEAR}.get(len(stored))
    enough = {
        Format.DAY: (Format.DAY,),
        Format.MONTH: (Format.DAY, Format.MONTH),
        Format.YEAR: (Format.DAY, Format.MONTH, Format.YEAR),
    }.get(target.format, ())
    if known not in enough:
        return text
    try:
        day = datetime.date.fromisoformat(
            stored + "-01-01"[len(stored) - 4 :] if len(stored) < 10 else stored
        )
    except ValueError:
        return text
    return (day - (_FIRST_DAY_1904 if target.since_1904 else _FIRST_DAY)).days


def _chosen(kind: Kind, value: Value, text: str, context: Context, choices: Sequence[str]) -> str | Refusal:
    """The word of the blank's list that means the value."""
    if text in choices:
        return text
    for word in choices:
        read = kind.parse(word, context)
        if not isinstance(read, Misfit) and read == value:
            return word
    same = [word for word in choices if _bare(word) == _bare(text)]
    if len(same) == 1:
        return same[0]
    listed = "、".join(choices[:6]) + ("等" if len(choices) > 6 else "")
    return Refusal(text, f"表中下拉选项没有此项（{listed}）")


def _bare(word: str) -> str:
    """A word without the ending that lists add to it: 续建项目, 产业类."""
    return squeeze(word).removesuffix("项目").removesuffix("类")


def body_of(content: int | float | str, prefix: bytes) -> tuple[bytes, bytes]:
    """The inside of a cell element and its type; a text stands in the cell itself, so that no other part changes."""
    if isinstance(content, int | float):
        return b"<%sv>%s</%sv>" % (prefix, repr(content).encode(), prefix), b""
    clean = _ESCAPED.sub("_x005F_", _NO_CONTROLS.sub("", content))
    text = escape(clean, quote=False).encode()
    return (
        b'<%sis><%st xml:space="preserve">%s</%st></%sis>' % (prefix, prefix, text, prefix, prefix),
        b"inlineStr",
    )
