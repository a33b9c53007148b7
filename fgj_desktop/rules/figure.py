"""One figure with all that is said of it, and the rule that computes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.rules.basis import Basis
from fgj_desktop.rules.projects import Rows, amount, total
from fgj_desktop.rules.shown import Exact, Unit, shown, shown_text

if TYPE_CHECKING:
    import datetime

    from fgj_desktop.store.rows import Row

Select = Callable[[Basis], Rows]
KEY_PROJECT = "key_project"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as of a date. ``value`` is 分 for 亿元, a share of the whole for % and 百分点, else a number."""

    id: str
    title: str
    value: Exact
    unit: Unit
    as_of: datetime.date
    formula: str
    ledger: str
    """The ledger of the rows behind."""
    rows: tuple[int, ...]
    names: tuple[str, ...]
    """The names of the records behind, in the order of ``rows``."""
    also: tuple[str, ...] = ()
    """The other ledgers that it is computed from."""
    decimals: int = 2
    parts: tuple[Exact, ...] = ()
    """What each row adds, in the order of ``rows``; empty for a figure that is no sum."""

    def shown(self) -> int | float | None:
        """The number as it is written: rounded half up; whole numbers without decimals."""
        return shown(self.value, self.unit, self.decimals)

    def text(self) -> str:
        """The number with its unit, 「—」 when there is none."""
        return shown_text(self.value, self.unit, self.decimals)

    @property
    def source(self) -> str:
        """Every ledger that it is computed from, that of the rows first."""
        return " + ".join((self.ledger, *self.also))

    def json(self) -> dict[str, Any]:
        """The figure for a JSON object."""
        return {
            "value": self.shown(),
            "unit": self.unit,
            "title": self.title,
            "as_of": self.as_of.isoformat(),
            "formula": self.formula,
            "ledger": self.source,
            "rows": list(self.names),
        }


@dataclass(frozen=True, slots=True)
class FigureRule:
    """How one figure is computed. A title may hold the words of ``Basis.words``: {largest}, {range}, {rest}."""

    id: str
    title: str
    unit: Unit
    formula: str
    rows: Select
    value: Callable[[Basis], Exact]
    ledger: str = KEY_PROJECT
    also: tuple[str, ...] = ()
    decimals: int = 2
    as_of: Callable[[Basis], datetime.date] | None = None
    """The date where it is another than the end of the month."""
    own_words: Callable[[Basis], Mapping[str, str]] | None = None
    """What this title may hold besides."""
    adds: str = ""
    """The column that the rows add up to the figure."""

    def figure(self, basis: Basis) -> Figure:
        """The figure of these rows."""
        rows = self.rows(basis)
        ledger = ledger_named(self.ledger)
        name = ledger.by_name[ledger.name_column]
        words = {**basis.words, **(self.own_words(basis) if self.own_words is not None else {})}
        return Figure(
            id=self.id,
            title=self.title.format(**words),
            value=self.value(basis),
            unit=self.unit,
            as_of=basis.month.last_day if self.as_of is None else self.as_of(basis),
            formula=self.formula.format(**words),
            ledger=self.ledger,
            rows=tuple(row.id for row in rows),
            names=tuple(basis.label(name, row) for row in rows),
            also=self.also,
            decimals=self.decimals,
            parts=tuple(amount(row, self.adds) for row in rows) if self.adds else (),
        )


def where(select: Select, holds: Callable[[Row], bool]) -> Select:
    """Those rows of a selection for which something holds."""
    return lambda basis: tuple(row for row in select(basis) if holds(row))


def count(
    name: str, title: str, formula: str, select: Select, ledger: str = KEY_PROJECT, unit: Unit = "个"
) -> FigureRule:
    """How many rows there are."""
    return FigureRule(name, title, unit, formula, select, lambda basis: len(select(basis)), ledger)


def money_sum(
    name: str, title: str, formula: str, select: Select, column: str, ledger: str = KEY_PROJECT
) -> FigureRule:
    """What a column of amounts adds up to."""
    return FigureRule(
        name, title, "亿元", formula, select, lambda basis: total(select(basis), column), ledger, adds=column
    )


def number_sum(
    name: str, title: str, unit: Unit, formula: str, select: Select, column: str, ledger: str
) -> FigureRule:
    """What a column of numbers adds up to, of the rows where it is filled; 0 without any."""
    filled = where(select, lambda row: row.values.get(column) is not None)
    return FigureRule(
        name,
        title,
        unit,
        formula,
        filled,
        lambda basis: total(filled(basis), column) or 0,
        ledger,
        adds=column,
    )
