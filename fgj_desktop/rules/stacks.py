"""Figures of charts whose bars are parted: what the parts are called, and how much each bar has of each."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from fgj_desktop.rules.chart_query import Pick

Tone = Literal["green", "accent", "violet", "amber", "red", "grey", "muted"]
"""The colour of a part by its name; charts hatch parts too, so that none is told by its colour alone."""
TONES: tuple[Tone, ...] = ("accent", "green", "amber", "violet", "grey", "red", "muted")
Measured = Literal["count", "money", "points"]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of every bar."""

    name: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Stack:
    """One bar: how much it has of each part, and what is said at its end instead of the sum."""

    label: str
    amounts: tuple[int | Fraction, ...]
    pick: Pick | None = None
    said: str = ""

    @property
    def total(self) -> int | Fraction:
        """All parts together."""
        return sum(self.amounts, Fraction(0))


@dataclass(frozen=True, slots=True)
class Stacks:
    """Bars with the same parts. Amounts are counts, 分, or hundredths of a point, as ``measured`` says."""

    parts: tuple[Part, ...]
    stacks: tuple[Stack, ...]
    measured: Measured = "count"
    unit: str = "项"
    notes: tuple[str, ...] = ()

    @property
    def used(self) -> tuple[int, ...]:
        """The positions of the parts that any bar has."""
        return tuple(
            place for place in range(len(self.parts)) if any(stack.amounts[place] for stack in self.stacks)
        )
