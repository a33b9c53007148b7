"""One record as of a month: its values, where they come from, and what its cells hold besides."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from fgj_desktop.ledgers.declaration import LedgerCheck
    from fgj_desktop.ledgers.values import Value

    Fault = tuple[LedgerCheck, tuple[str, ...]]
    """A condition of the whole ledger that fails at a record, with the words for its message."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a cell holds besides its value: text that does not fit, 「—」, a note, a colour, an answer."""

    misfit: str | None = None
    reason: str = ""
    dash: bool = False
    note: str | None = None
    colour: str | None = None
    answer: str | None = None
    """Why what a check finds here is all right, in the clerk's words."""


class Twin(NamedTuple):
    """Another record that has the same text where no two may."""

    record: int
    name: str


@dataclass(slots=True)
class Row:
    """A record as of a month; see the field comments."""

    id: int
    values: dict[str, Value]
    """By field name; also ``name@previous`` and ``name@own`` where a rule asks for them."""
    carried: frozenset[str]
    """Fields whose value comes from an earlier period."""
    marks: dict[str, Mark] = field(default_factory=dict)
    """By field name, of the entry of this very period (or of the record itself)."""
    counted: bool = True
    """Whether it is in counts and totals (正式、在册)."""
    reported: bool = False
    """Whether this month's entry has one of the reported columns filled."""
    repeats: dict[str, Twin] = field(default_factory=dict)
    """By field name, where another record has the same text though no two may; once the view knows."""
    faults: tuple[Fault, ...] = ()
    """What the rules of the whole ledger find at it; once the view knows."""
