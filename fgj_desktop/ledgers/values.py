"""What a cell can hold besides its value, and what the kinds need to know to read text.

空, 0 and 「—」 are three things: ``None``, ``0`` and ``DASH``. Text that does not fit its column is a
``Misfit``: kept, shown and marked, never dropped.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Stored = int | str | None
"""A value as the file holds it: text, or an integer (分, counts, flags 0/1, record ids)."""

Value = int | str | float | Fraction | None
"""A stored value, or what a computed column gives (an exact ``Fraction`` where it is a ratio)."""


class Dash(Enum):
    """The clerk's 「—」: looked at, and there is nothing to state."""

    DASH = "—"


DASH = Dash.DASH
DASH_TEXTS = frozenset({"—", "－", "-", "--", "——", "–", "−", "/", "／"})


@dataclass(frozen=True, slots=True)
class Misfit:
    """Text that does not fit its column, with the reason in words; ``choices`` are readings to ask about."""

    text: str
    reason: str
    choices: tuple[str, ...] = ()


TOLD_TWICE = "重复填报："
"""What a note of a cell begins with that keeps what a workbook said of it a second time."""

Parsed = int | str | None | Dash | Misfit
"""What reading one cell gives."""


class Links(Protocol):
    """Finds records that a cell names (a unit by name, short name, alias or former name)."""

    def find(self, ledger: str, text: str) -> int | None:
        """The id of the record of ``ledger`` that ``text`` names, or None."""
        ...

    def label(self, ledger: str, record: int) -> str:
        """The short text by which a record is shown; empty when it no longer exists."""
        ...


@dataclass(frozen=True, slots=True)
class LinkTable:
    """Links held in plain mappings: the records known now, and the texts that name them."""

    labels: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def find(self, ledger: str, text: str) -> int | None:
        """Look the text up as it stands, then without blanks."""
        names = self.names.get(ledger, {})
        found = names.get(text)
        return found if found is not None else names.get("".join(text.split()))

    def label(self, ledger: str, record: int) -> str:
        """The label of the record, empty when unknown."""
        return self.labels.get(ledger, {}).get(record, "")


WAN = 1_000_000
"""分 in 1 万元."""
YI = 10_000_000_000
"""分 in 1 亿元."""
YUAN = 100
"""分 in 1 元."""
UNIT_TITLES: Mapping[int, str] = {YUAN: "元", WAN: "万元", YI: "亿元"}
UNIT_FACTORS: Mapping[str, int] = {title: factor for factor, title in UNIT_TITLES.items()}


def no_links() -> Links:
    """Links of a file without records."""
    return LinkTable()


@dataclass(frozen=True, slots=True)
class Context:
    """What reading and writing text depends on: the unit of money, the links, the day and the year."""

    money_unit: int = WAN
    links: Links = field(default_factory=no_links)
    today: Callable[[], datetime.date] = datetime.date.today
    year: int | None = None
    """The year of a date typed without one; None takes the year of ``today``."""

    def default_year(self) -> int:
        """The year that a date without one belongs to."""
        return self.year if self.year is not None else self.today().year
