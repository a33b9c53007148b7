"""How a ledger's records go on in the next year (结转到下年度), as plain data beside its columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fgj_desktop.ledgers.values import Value


@dataclass(frozen=True, slots=True)
class Leaving:
    """Records whose ``column`` has one of ``values`` at the end of the year do not go on.

    Of a long text its words count: one that tells of the end somewhere leaves. ``reason`` may hold {0} for what
    the column shows.
    """

    column: str
    values: tuple[Value, ...]
    reason: str
    in_text: bool = False


@dataclass(frozen=True, slots=True)
class Turning:
    """A value that becomes another one with the new year: 新开工 becomes 续建.

    ``when`` names the flag that must say yes; of a record that keeps its value because of it, ``kept`` is said.
    """

    column: str
    value: str
    becomes: str
    when: str = ""
    kept: str = ""


@dataclass(frozen=True, slots=True)
class YearChange:
    """What goes on: the rest of a year's entry is the new year's own, and months start empty.

    ``copied`` yearly columns keep their values until they are changed. ``asked`` ones are copied too, and put before
    the clerk record by record; the first of them is what records are counted by (续建 n 项). ``amount`` is the column
    that is derived from the years before.
    """

    asked: tuple[str, ...]
    copied: tuple[str, ...] = ()
    leaving: tuple[Leaving, ...] = ()
    turning: tuple[Turning, ...] = ()
    amount: str = ""
