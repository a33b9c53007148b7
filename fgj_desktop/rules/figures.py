"""The figures that leaders ask for: value, unit, date, formula in words, and the rows behind.

``FIGURES`` lists them; they are of the key projects and the bond reserve as of one month, and of the
projects that count (正式、在册). Money is exact in 分, shares are exact fractions of the whole; rounding is
done by ``Figure.shown`` alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.numbers import percent_text
from fgj_desktop.ledgers.values import YI
from fgj_desktop.rules.figure_list import FIGURES, Unit
from fgj_desktop.rules.projects import Projects

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.store.rows import Row
    from fgj_desktop.store.store import Store


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as of a date. ``value`` is 分 for 亿元, a share of the whole for % and 百分点."""

    id: str
    title: str
    value: int | Fraction | None
    unit: Unit
    as_of: datetime.date
    formula: str
    ledger: str
    rows: tuple[int, ...]
    names: tuple[str, ...]
    """The names of the records behind, in the order of ``rows``."""

    def shown(self) -> int | float | None:
        """The number as it is written: two decimals, rounded half up; whole numbers without decimals."""
        if self.value is None:
            return None
        if self.unit == "个":
            return int(self.value)
        share = Fraction(self.value, YI) / 100 if self.unit == "亿元" else Fraction(self.value)
        number = float(percent_text(share, 2)[:-1])
        return int(number) if number.is_integer() else number

    def text(self) -> str:
        """The number with its unit, 「—」 when there is none."""
        number = self.shown()
        return "—" if number is None else f"{number:,}{self.unit}"

    def json(self) -> dict[str, Any]:
        """The figure for a JSON object."""
        return {
            "value": self.shown(),
            "unit": self.unit,
            "title": self.title,
            "as_of": self.as_of.isoformat(),
            "formula": self.formula,
            "ledger": self.ledger,
            "rows": list(self.names),
        }


def figures(store: Store, month: Month) -> dict[str, Figure]:
    """All figures of a file as of a month, by their ids, in the order of ``FIGURES``."""
    return figures_of(
        store.view(ledger_named("key_project"), month).rows(),
        store.view(ledger_named("bond_reserve"), month).rows(),
        month,
    )


def figures_of(projects: Sequence[Row], bonds: Sequence[Row], month: Month) -> dict[str, Figure]:
    """All figures of the rows of both ledgers as of ``month``; rows that do not count are left out."""
    basis = Projects.of(projects, bonds, month)
    made = {}
    for rule in FIGURES:
        rows = rule.rows(basis)
        made[rule.id] = Figure(
            id=rule.id,
            title=rule.title.format(largest=basis.largest_name, rest=basis.rest_text),
            value=rule.value(basis),
            unit=rule.unit,
            as_of=month.last_day,
            formula=rule.formula,
            ledger=rule.ledger,
            rows=tuple(row.id for row in rows),
            names=tuple(str(row.values.get("name") or "") for row in rows),
        )
    return made


def figures_json(made: Mapping[str, Figure]) -> dict[str, Any]:
    """``{"figures": {id: {"value": …}}}`` as the command line prints it."""
    return {"figures": {name: figure.json() for name, figure in made.items()}}
