"""Figures beside those of the month before, within a year, and the change in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fgj_desktop.rules.basis import Basis
from fgj_desktop.rules.figure_list import FIGURES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.rules.figure import Figure, FigureRule
    from fgj_desktop.store.store import Store


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure and what it was a month before; ``before`` is None in January and where nothing was known."""

    figure: Figure
    before: Figure | None = None

    def words(self) -> str:
        """「较上月+2.31个百分点」; empty where there is nothing to compare with."""
        difference = self._difference()
        if difference is None:
            return ""
        number = difference.shown()
        if not number:
            return "与上月持平"
        if difference.unit == "名":
            return f"较上月{'前移' if number < 0 else '后移'}{abs(number)}名"
        sign = "+" if number > 0 else "-"
        return f"较上月{sign}{abs(number):,}{measured(difference.unit)}"

    def _difference(self) -> Figure | None:
        """The change as a figure: shares differ by points."""
        now, before = self.figure, self.before
        if now.value is None or before is None or before.value is None or now.as_of == before.as_of:
            return None
        unit = "百分点" if now.unit == "%" else now.unit
        return replace(now, value=now.value - before.value, unit=unit)


def measured(unit: str) -> str:
    """The unit as it stands behind a number in a sentence: 「个百分点」."""
    return f"个{unit}" if unit == "百分点" else unit


def chosen_figures(store: Store, month: Month, ids: Collection[str]) -> dict[str, Changed]:
    """The figures of these ids that there are, with those of the month before; nothing else is computed."""
    return beside_the_month_before(Basis.of(store, month), [rule for rule in FIGURES if rule.id in ids])


def beside_the_month_before(basis: Basis, rules: Iterable[FigureRule] = FIGURES) -> dict[str, Changed]:
    """Figures by id, with those of the month before."""
    before = basis.at(basis.month.previous) if basis.month.number > 1 else None
    return {
        rule.id: Changed(rule.figure(basis), None if before is None else _known(rule, before))
        for rule in rules
    }


def _known(rule: FigureRule, basis: Basis) -> Figure | None:
    """The figure of a month; None of one that was never entered, whose 0 would make everything an increase."""
    figure = rule.figure(basis)
    return None if not figure.rows and basis.is_before_first_entry(rule.ledger) else figure
