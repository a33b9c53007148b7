"""按定稿数字: the ledgers as they were reported when a period was closed, for documents written later.

Of each closed ledger the rows kept with the closing are read, so that sentences, lists and tables agree, and its
figures are those that were kept, exact, whatever they would come to today. A ledger that is not closed is read as it is.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, overload

from fgj_desktop.errors import UserError
from fgj_desktop.rules.basis import Basis
from fgj_desktop.rules.closing import corrections, figures_as_reported
from fgj_desktop.rules.lean_rows import lean_rows
from fgj_desktop.store.closing import closings, reported
from fgj_desktop.store.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.ledgers.report_period import ReportPeriod
    from fgj_desktop.ledgers.values import Value
    from fgj_desktop.rules.figure import Figure
    from fgj_desktop.rules.shown import Exact
    from fgj_desktop.store.closing import Closing
    from fgj_desktop.store.store import Store

MARK = "按定稿数字"
_TOLD = 3
"""Other months that are named, the newest ones."""
_FITTING: Mapping[str, tuple[str, ...]] = {"": ("", "H2"), "H2": ("H2", ""), "H1": ("H1", "", "H2")}
"""Which closings of a month tell a period, the best first: a later one holds what an earlier half reported too."""


def closings_of(store: Store, period: ReportPeriod) -> dict[str, Closing]:
    """The closing of each ledger that tells a period, by the ledger's name."""
    found: dict[str, Closing] = {}
    known = [
        one for one in closings(store) if one.period.month == period.month and one.ledger in store.ledgers
    ]
    for half in _FITTING[period.half]:
        for one in known:
            if one.period.half == half:
                found.setdefault(one.ledger, one)
    return found


def corrected(store: Store, period: ReportPeriod, ledgers: Iterable[str], money_unit: int) -> dict[str, int]:
    """How many 报后更正 each of these ledgers has since the period was closed; those without any are left out."""
    known = closings_of(store, period)
    opened = [known[name] for name in ledgers if name in known and known[name].reason]
    counted = {
        one.ledger: len(corrections(store, store.ledgers[one.ledger], one, money_unit)) for one in opened
    }
    return {name: number for name, number in counted.items() if number}


class AsReported:
    """What closings kept of a period: the rows behind documents, and the figures."""

    def __init__(self, store: Store, period: ReportPeriod, ledgers: Sequence[str]) -> None:
        """Of a document that tells of these ledgers. Raises UserError when none of them is closed."""
        self._store = store
        self._ledgers = ledgers
        self.closings = closings_of(store, period)
        if not any(name in self.closings for name in ledgers):
            titles = "、".join(
                f"“{store.ledgers[name].title}”" for name in ledgers[:3] if name in store.ledgers
            )
            said = f"{titles}{period.title}还没有定稿" if titles else "所选文种没有定稿的台账"
            raise UserError(f"{said}，不能按定稿数字写。")
        self._month = period.month
        self._open: set[Month] = set()
        self._kept = {
            name: figure
            for closing in self.closings.values()
            for name, figure in figures_as_reported(store, closing).items()
            # A figure of several ledgers is told by the one whose rows stand behind it.
            if "exact" in figure and str(figure["ledger"]).split(" + ")[0] == closing.ledger
        }

    def basis(self) -> Basis:
        """The rows as they were reported, of ledgers not closed as they are."""
        return Basis.of(self._store, self._month, kept=self._rows)

    def closed_on(self, ledger: str) -> str:
        """The day on which a ledger was closed; empty where it was not."""
        return self.closings[ledger].closed_on if ledger in self.closings else ""

    def figure(self, made: Figure) -> Figure:
        """A figure as it was kept; one that was not kept stays as it is."""
        kept = self._kept.get(made.id)
        if kept is None or kept["unit"] != made.unit:
            return made
        title, formula = str(kept["title"]), str(kept["formula"])
        return replace(made, value=exact_value(kept["exact"]), title=title, formula=formula)

    def words(self, told: Iterable[Figure] = (), *, only_told: bool = False) -> list[str]:
        """「按定稿数字：…」, and what of the document, with these figures, is of ledgers that are not closed.

        ``only_told`` for a document that is nothing but these figures.
        """
        behind = [name for figure in told for name in (figure.ledger, *figure.also)]
        names = [
            one
            for one in dict.fromkeys((*(() if only_told else self._ledgers), *behind))
            if one in self._store.ledgers
        ]
        closed = self._closed(names)
        said = [f"{MARK}：{'；'.join(closed)}。"] if closed else []
        if still := [f"“{self._store.ledgers[one].title}”" for one in names if one not in self.closings]:
            said.append(f"{'、'.join(still)}本期没有定稿，按现在的台账写。")
        if self._open:
            months = "、".join(f"{one.year}年{one.number}月" for one in sorted(self._open)[-_TOLD:])
            said.append(f"与{months}对比的数，未随定稿保留的按现在的台账写。")
        return said

    def _closed(self, names: Sequence[str]) -> list[str]:
        """「“区市重点项目台账”、“投资月报”2021年9月（2021年10月8日定稿）」, for each day of closing."""
        found: dict[str, list[str]] = {}
        for closing in (self.closings[one] for one in names if one in self.closings):
            said = f"{closing.period.title}（{closing.closed_on_words}定稿）"
            found.setdefault(said, []).append(f"“{self._store.ledgers[closing.ledger].title}”")
        return [f"{'、'.join(titles)}{said}" for said, titles in found.items()]

    def _rows(self, ledger: str, month: Month) -> list[Row] | None:
        closing = self.closings.get(ledger) if month == self._month else self._other(ledger, month)
        if closing is None:
            if ledger in self.closings:
                self._open.add(month)
            return None
        current = {row.id: row for row in lean_rows(self._store.view(self._store.ledgers[ledger], month))}
        return [
            Row(row.id, _Kept(row.values, current.get(row.id)), frozenset(), dict(row.marks), row.counted)
            for row in reported(self._store, closing).rows
        ]

    def _other(self, ledger: str, month: Month) -> Closing | None:
        """The closing of another month, unless it was opened for corrections before this one was reported."""
        mine = self.closings.get(ledger)
        if mine is None:
            return None
        same = [one for one in closings(self._store, ledger) if one.period.month == month]
        found = next((one for half in _FITTING[""] for one in same if one.period.half == half), None)
        if found is None or not found.unlocked_on:
            return found
        return found if found.unlocked_on >= mine.closed_on and len(found.reasons) == 1 else None


class _Kept(dict[str, "Value"]):
    """The values of a kept row: a column that was empty everywhere was not kept, one for rules is asked of now."""

    def __init__(self, values: Mapping[str, Value], current: Row | None) -> None:
        super().__init__((name, value) for name, value in values.items() if value is not None)
        self._current = current

    def __missing__(self, name: str) -> Value:
        """None, except what only a rule asks for (``cumulative@own``), which no closing keeps."""
        return self._current.values.get(name) if "@" in name and self._current is not None else None

    @overload
    def get(self, name: str, default: None = None, /) -> Value: ...
    @overload
    def get(self, name: str, default: Any, /) -> Any: ...  # noqa: ANN401  as dict has it
    def get(self, name: str, default: Any = None, /) -> Any:
        """The value of a field, the default where it is empty."""
        value = self[name]
        return default if value is None else value


def exact_value(text: object) -> Exact:
    """The number that a closing keeps of a figure, before it was rounded."""
    if text is None:
        return None
    value = Fraction(str(text))
    return int(value) if value.denominator == 1 else value
