"""Every kind of chart, one room a subject: ledgers have the kinds that are declared for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.documents import (
    charts_of_bonds,
    charts_of_investment,
    charts_of_projects,
    charts_of_tasks,
    charts_of_towns,
)
from fgj_desktop.errors import UserError

if TYPE_CHECKING:
    from fgj_desktop.documents.chart_kind import ChartKind

KINDS: tuple[ChartKind, ...] = (
    *charts_of_projects.KINDS,
    *charts_of_investment.KINDS,
    *charts_of_bonds.KINDS,
    *charts_of_tasks.KINDS,
    *charts_of_towns.KINDS,
)
_BY_NAME = {kind.name: kind for kind in KINDS}


def kinds_of(ledger: str) -> tuple[ChartKind, ...]:
    """The kinds of a ledger, in the order in which they are offered."""
    return tuple(kind for kind in KINDS if kind.ledger == ledger)


def kind_named(name: str) -> ChartKind:
    """The kind of that name; raises UserError, naming all, for another."""
    if name not in _BY_NAME:
        raise UserError(f"没有“{name}”这种图表，可选：{'、'.join(_BY_NAME)}。")
    return _BY_NAME[name]
