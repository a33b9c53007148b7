"""结转到下年度: which records of a year go on in the next one, what they take along, and why others leave.

Planning only reads; applying writes what the plan says and nothing else. A record that is in the new year already is
left alone, so that a second run offers what is missing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers.declaration import Axis, Ledger
from fgj_desktop.ledgers.period import Month

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fgj_desktop.ledgers.values import Context, Parsed, Value
    from fgj_desktop.ledgers.year_change import Leaving, YearChange
    from fgj_desktop.store.rows import Row
    from fgj_desktop.store.store import Store
    from fgj_desktop.store.writes import Writes

_QUOTE_LIMIT = 16


@dataclass(frozen=True, slots=True)
class YearStep:
    """One record at the turn of the year."""

    record: int
    name: str
    goes_on: bool
    note: str
    """Why it leaves, or why a value that could have changed stays; empty where there is nothing to say."""
    before: Mapping[str, Value]
    """By column, what stood at the end of the year."""
    after: Mapping[str, Value]
    """By column, what it would take along."""
    amount: Value
    """The amount derived from the years before (至上年底累计); in 分."""

    def chosen(self, column: str, value: Value) -> YearStep:
        """The same step with another value to take along."""
        return replace(self, after={**self.after, column: value})


@dataclass(frozen=True, slots=True)
class YearPlan:
    """What the change to ``month``'s year would do; ``present`` records are in that year already."""

    ledger: Ledger
    month: Month
    steps: tuple[YearStep, ...]
    present: int

    @property
    def going_on(self) -> list[YearStep]:
        """Those that go on."""
        return [one for one in self.steps if one.goes_on]

    @property
    def leaving(self) -> list[YearStep]:
        """Those that do not."""
        return [one for one in self.steps if not one.goes_on]

    @property
    def counts(self) -> str:
        """「续建 30 项，新开工 15 项，不结转 3 项」."""
        column, unit = change_of(self.ledger).asked[0], self.ledger.measure_word
        title = self.ledger.by_name[column].timeless_title
        found = Counter(str(one.after.get(column) or f"未填{title}") for one in self.going_on)
        options = list(getattr(self.ledger.by_name[column].kind, "options", ()))
        order = sorted(found, key=lambda one: options.index(one) if one in options else len(options))
        parts = [f"{one} {found[one]} {unit}" for one in order]
        parts += [f"不结转 {len(self.leaving)} {unit}"] if self.leaving else []
        return "，".join(parts)

    @property
    def label(self) -> str:
        """What the history calls it."""
        return f"结转到{self.month.year}年度：{self.counts}"


def change_of(ledger: Ledger) -> YearChange:
    """How the ledger's records go on. Raises UserError for a ledger that has no years."""
    if ledger.year_change is None:
        raise UserError(f"“{ledger.title}”不分年度，不需要结转。")
    return ledger.year_change


def plan_year_change(store: Store, ledger: Ledger, year: int) -> YearPlan:
    """What a change to ``year`` would do, by the state at the end of the year before.

    Raises UserError when there is nothing in the year before.
    """
    change = change_of(ledger)
    december, january = Month(year - 1, 12), Month(year, 1)
    view = store.view(ledger, december)
    ids = view.ids()
    if not ids:
        raise UserError(f"{year - 1}年度没有{ledger.record_title}，不能结转到{year}年度。")
    new = store.view(ledger, january)
    # What was taken in again in the course of the year is in it too.
    present = store.view(ledger, Month(year, 12)).belonging(ids)
    waiting = [one for one in ids if one not in present]
    amounts = {row.id: row.values.get(change.amount) for row in new.rows(waiting)}
    context = store.context(december)
    steps = tuple(_step(ledger, change, row, amounts.get(row.id), context) for row in view.rows(waiting))
    return YearPlan(ledger, january, steps, len(ids) - len(waiting))


def apply_year_change(writes: Writes, plan: YearPlan) -> None:
    """Write the records that go on into the new year, each with what it takes along."""
    for step in plan.going_on:
        writes.enter_year(plan.ledger, step.record, plan.month)
        writes.put(plan.ledger, step.record, plan.month, taken_along(plan.ledger, step))


def taken_along(ledger: Ledger, step: YearStep) -> dict[str, Parsed]:
    """What is written for the new year: every yearly value, and of what carries by itself what changed."""
    return {
        name: value
        for name, value in step.after.items()
        if isinstance(value, int | str)
        and (ledger.by_name[name].per is Axis.YEAR or value != step.before.get(name))
    }


def _step(ledger: Ledger, change: YearChange, row: Row, amount: Value, context: Context) -> YearStep:
    reason = _reason_to_leave(ledger, change.leaving, row, context)
    columns = dict.fromkeys((*change.asked, *change.copied, *(one.column for one in change.turning)))
    before = {name: row.values.get(name) for name in columns}
    after, notes = dict(before), []
    for turning in change.turning:
        if before[turning.column] != turning.value:
            continue
        if not turning.when or row.values.get(turning.when) == 1:
            after[turning.column] = turning.becomes
        elif turning.kept:
            notes.append(turning.kept)
    name = str(row.values.get(ledger.name_column) or "")
    return YearStep(row.id, name, not reason, reason or "；".join(notes), before, after, amount)


def _reason_to_leave(ledger: Ledger, leaving: Sequence[Leaving], row: Row, context: Context) -> str:
    for one in leaving:
        value = row.values.get(one.column)
        if value is None:
            continue
        is_met = any(str(word) in str(value) for word in one.values) if one.in_text else value in one.values
        if is_met:
            text = " ".join(ledger.by_name[one.column].kind.text(value, context).split())
            short = text if len(text) <= _QUOTE_LIMIT else text[:_QUOTE_LIMIT] + "…"
            return one.reason.format(short)
    return ""
