"""The figures of the assessment of towns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers.kinds import linked_ids
from fgj_desktop.rules.figure import FigureRule

if TYPE_CHECKING:
    from fgj_desktop.rules.basis import Basis
    from fgj_desktop.rules.projects import Rows
    from fgj_desktop.store.rows import Row

LEDGER, UNITS = "town_assessment", "responsible_unit"
_TYPES = {
    "通用": frozenset({"镇", "街道", "办事处"}),
    "镇": frozenset({"镇"}),
    "街道和办事处": frozenset({"街道", "办事处"}),
}
"""The types of the units that a scope of indicators covers."""


def _indicators(basis: Basis) -> Rows:
    return tuple(row for row in basis.rows(LEDGER) if row.values.get("year") in (None, basis.month.year))


def _covered(row: Row, units: Rows) -> set[int]:
    """The towns to which an indicator applies: those named, else those of its scope."""
    named = linked_ids(row.values.get("towns"))
    if named:
        return set(named)
    types = _TYPES.get(str(row.values.get("scope") or "通用"), _TYPES["通用"])
    return {unit.id for unit in units if unit.values.get("unit_type") in types}


def assessed_towns(basis: Basis) -> set[int]:
    """The towns to which some indicator of the year applies."""
    units = basis.rows(UNITS)
    return {town for row in _indicators(basis) for town in _covered(row, units)}


FIGURES: tuple[FigureRule, ...] = (
    FigureRule(
        "towns",
        "镇办",
        "个",
        "本年考核指标适用的镇办数（指标填有适用镇办的按适用镇办，其余按适用范围）",
        _indicators,
        lambda basis: len(assessed_towns(basis)),
        LEDGER,
    ),
)
