"""Filters and orders as data; they become SQL over the keys of a view."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from fgj_desktop.store.asof import quote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.ledgers.values import Value

Comparison = Literal["<", "<=", "=", ">=", ">", "!="]


@dataclass(frozen=True, slots=True)
class In:
    """The field has one of the values (None stands for empty)."""

    field: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Contains:
    """The field's text contains the text."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Blank:
    """The field is empty, or is not."""

    field: str
    blank: bool = True


@dataclass(frozen=True, slots=True)
class Compare:
    """The field compares so with the value."""

    field: str
    comparison: Comparison
    value: Value


@dataclass(frozen=True, slots=True)
class Search:
    """Name, code, unit or pinyin initials contain the text."""

    text: str


@dataclass(frozen=True, slots=True)
class Counted:
    """Only records that counts and totals include (正式、在册)."""


@dataclass(frozen=True, slots=True)
class Reported:
    """The record's entry of the month has, or has not, one of the ledger's reported columns filled."""

    reported: bool = True


How = Literal[
    "picked",
    "left_out",
    "blank",
    "filled",
    "contains",
    "lacks",
    "equals",
    "begins",
    "ends",
    "finds",
    "above",
    "below",
    "between",
    "largest",
    "smallest",
    "before",
    "after",
    "dated",
    "this_month",
    "this_year",
]


@dataclass(frozen=True, slots=True)
class ColumnFilter:
    """What is asked of one column under its title.

    ``picked`` and ``left_out`` list ``values`` (None stands for an empty cell; of a column with several
    values its members) and ``marks``: texts that do not fit, or 「—」. ``finds`` is ``contains`` with pinyin
    initials. ``largest`` and ``smallest`` hold a count, ``between`` and ``dated`` both ends, which belong to it;
    the other conditions hold one value or none.
    """

    field: str
    how: How
    values: tuple[Value, ...] = ()
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SaysTheSame:
    """A long text reported for the month is word for word what was said before (内容与上月相同)."""


@dataclass(frozen=True, slots=True)
class Among:
    """The record is one of these: those behind a figure that was clicked, say."""

    records: tuple[int, ...]


Filter = In | Contains | Blank | Compare | Search | Counted | Reported | SaysTheSame | ColumnFilter | Among


def equals(field: str, value: Value) -> In:
    """The field has this value."""
    return In(field, (value,))


@dataclass(frozen=True, slots=True)
class Order:
    """One level of sorting."""

    field: str
    descending: bool = False


def fields_of(filters: Sequence[Filter]) -> list[str]:
    """The fields that the filters look at."""
    return [one.field for one in filters if isinstance(one, In | Contains | Blank | Compare | ColumnFilter)]


def condition(one: Filter) -> tuple[str, list[object]]:
    """The SQL condition over the view's keys, with its bindings; the view resolves the others."""
    match one:
        case In(field, values):
            return _in(quote(field), values)
        case Contains(field, text):
            return f"instr(lower({quote(field)}), lower(?)) > 0", [text]
        case Blank(field, blank):
            return f"{quote(field)} IS {'' if blank else 'NOT '}NULL", []
        case Compare(field, comparison, value):
            return f"{quote(field)} {comparison} ?", [_plain(value)]
        case Counted():
            return "counted", []
        case Among(records):
            return "k.id IN (SELECT value FROM json_each(?))", [json.dumps(records)]
        case Search() | Reported() | SaysTheSame() | ColumnFilter():
            raise ValueError("resolved by the view")


def _in(name: str, values: tuple[Value, ...]) -> tuple[str, list[object]]:
    present = [_plain(value) for value in values if value is not None]
    parts = [f"{name} IN ({', '.join('?' * len(present))})"] if present else []
    if None in values:
        parts.append(f"{name} IS NULL")
    return f"({' OR '.join(parts)})" if parts else "0", present


def _plain(value: Value) -> object:
    return value if isinstance(value, int | float | str) or value is None else float(value)
