"""How the cells of one column are read, chosen once for the column: serials, amounts, texts that repeat."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from fgj_desktop.exchange.cells import is_blank
from fgj_desktop.exchange.grid import Value
from fgj_desktop.ledgers.kinds import Date
from fgj_desktop.ledgers.text import half_width, squeeze
from fgj_desktop.ledgers.values import Parsed

if TYPE_CHECKING:
    from fgj_desktop.ledgers.kinds import Kind, Money
    from fgj_desktop.ledgers.values import Context

Read = Callable[[Value], Parsed]
_SERIAL_DIGITS = re.compile(r"^[★■●▲]?\(?(\d{1,5})(?:\.0)?\)?[,.●★■▲]?$")


def serial_reader(kind: Kind, context: Context) -> Read:
    """Read 「1●」, 「1、」, 「（1）」 and 10.0 as numbers."""

    def read(cell: Value) -> Parsed:
        if cell.__class__ is int:
            return cell
        if isinstance(cell, str) and (found := _SERIAL_DIGITS.match(squeeze(half_width(cell)))):
            return int(found[1])
        return None if is_blank(cell) else kind.from_cell(cell, context)

    return read


def money_reader(kind: Money, context: Context) -> Read:
    """Amounts in the unit of the context; whole ones without a detour."""
    unit = context.money_unit

    def read(cell: Value) -> Parsed:
        if cell.__class__ is int and -10_000_000_000 < cell < 10_000_000_000:
            return cell * unit
        return kind.from_cell(cell, context)

    return read


def cached_reader(kind: Kind, context: Context) -> Read:
    """Texts of choices, flags and dates repeat: each is read once."""
    known: dict[str, Parsed] = {}
    caches = not isinstance(kind, Date)

    def read(cell: Value) -> Parsed:
        if cell.__class__ is not str:
            return kind.from_cell(cell, context)
        try:
            return known[cell]
        except KeyError:
            value = kind.parse(cell, context) if caches else kind.from_cell(cell, context)
            known[cell] = value
            return value

    return read
