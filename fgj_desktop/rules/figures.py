"""The figures that leaders ask for: value, unit, date, formula in words, and the rows behind.

They are of the records that count (正式、在册) as of one month, each computed by a rule of ``FIGURES``. Money is
exact in 分, shares are exact fractions of the whole; rounding is done by ``Figure.shown`` alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fgj_desktop.rules.basis import PROJECTS, Basis
from fgj_desktop.rules.figure_list import FIGURES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.rules.figure import Figure
    from fgj_desktop.rules.subsets import Subset
    from fgj_desktop.store.store import Store


def figures(store: Store, month: Month, subset: Subset | None = None) -> dict[str, Figure]:
    """All figures of a file as of a month, by their ids, in the order of ``FIGURES``.

    Of a subset of the key projects only the figures of key projects are told: the others know no parts.
    """
    made = figures_of(Basis.of(store, month, None if subset is None else subset.holds))
    if subset is None:
        return made
    return {name: figure for name, figure in made.items() if figure.ledger == PROJECTS}


def figures_of(basis: Basis) -> dict[str, Figure]:
    """All figures of these rows."""
    return {rule.id: rule.figure(basis) for rule in FIGURES}


def figures_json(made: Mapping[str, Figure]) -> dict[str, Any]:
    """``{"figures": {id: {"value": …}}}`` as the command line prints it."""
    return {"figures": {name: figure.json() for name, figure in made.items()}}


def no_data_words(made: Mapping[str, Figure], month: Month) -> str:
    """What to say when not one record stands behind the figures; empty otherwise."""
    return "" if any(figure.rows for figure in made.values()) else f"{month.title}没有数据。"
