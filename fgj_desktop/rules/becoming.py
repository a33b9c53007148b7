"""转为重点项目: what next year's ledger gets of the records put forward for it.

A record that is known there already, by link, code, name or former name, is linked and given the level; it takes along
what a year change would give it. Nothing that stands in the new year is overwritten.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.former_names import former_words
from fgj_desktop.ledgers.kinds import Choices
from fgj_desktop.ledgers.numbers import split_list
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.text import comparison_key
from fgj_desktop.rules.year_change import YearStep, change_of, plan_year_change, taken_along
from fgj_desktop.store.filters import Blank, Counted, equals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.becoming import Becoming
    from fgj_desktop.ledgers.values import Parsed, Value
    from fgj_desktop.store.filters import Filter
    from fgj_desktop.store.rows import Row
    from fgj_desktop.store.store import Store
    from fgj_desktop.store.writes import Writes


@dataclass(frozen=True, slots=True)
class BecomingStep(YearStep):
    """One record of the other ledger: ``record`` is 0 while it is to be made."""

    sources: tuple[int, ...] = ()
    """The records put forward that it is made of: of the province and of the city."""
    made_of: Mapping[str, Value] | None = None
    """What a new record is made with besides; None for a known one."""


@dataclass(frozen=True, slots=True)
class BecomingPlan:
    """What would be made and linked."""

    source: Ledger
    ledger: Ledger
    month: Month
    asked: tuple[str, ...]
    steps: tuple[BecomingStep, ...]

    @property
    def going_on(self) -> list[BecomingStep]:
        """Those that are to be made or linked."""
        return [one for one in self.steps if one.goes_on]

    @property
    def counts(self) -> str:
        """「新增 5 项，对应已有 3 项」."""
        unit, going = self.ledger.measure_word, self.going_on
        new = sum(one.made_of is not None for one in going)
        parts = [f"新增 {new} {unit}"] if new else []
        parts += [f"对应已有 {len(going) - new} {unit}"] if len(going) > new else []
        return "，".join(parts) or f"没有要转的{self.source.record_title}"

    @property
    def label(self) -> str:
        """What the history calls it."""
        return f"转为{self.month.year}年度重点项目：{self.counts}"


def becoming_of(ledger: Ledger) -> Becoming:
    """How records become those of another ledger. Raises UserError for a ledger whose records stay what they are."""
    if ledger.becomes is None:
        raise UserError(f"“{ledger.title}”的{ledger.record_title}不能转为重点项目。")
    return ledger.becomes


def waiting_words(store: Store, ledger: Ledger, month: Month) -> str:
    """「另有 14 个正式项目的申报…」: what is put forward for the month's year and became no record yet; else empty."""
    parts = []
    for source in store.ledgers.values():
        becoming = source.becomes
        if becoming is None or becoming.ledger != ledger.name:
            continue
        column, _, pairs = becoming.turned
        formal: list[Filter] = [
            equals(becoming.year, month.year),
            equals(column, pairs[0][0]),
            Blank(becoming.link),
            Counted(),
        ]
        months = [one for one in store.months(source) if one <= month]
        count = store.view(source, months[-1]).count(formal) if months else 0
        if count:
            parts.append(
                f"另有{month.year}年度“{pairs[0][0]}”申报 {count} {source.measure_word}未转入，可在“{source.title}”中转为重点项目。"
            )
    return "".join(parts)


def plan_becoming(store: Store, source: Ledger, month: Month, records: Sequence[int]) -> BecomingPlan:
    """What becomes of these records, as they are in a month. Raises UserError when they are of several years."""
    becoming = becoming_of(source)
    rows = store.view(source, month).rows(records)
    years = {int(row.values[becoming.year] or 0) for row in rows if row.values.get(becoming.year)}
    if len(years) > 1:
        raise UserError(f"所选{source.record_title}属于 {len(years)} 个年度，请分年度转入。")
    target = ledger_named(becoming.ledger)
    january = Month(years.pop() if years else month.year + 1, 1)
    return _Planner(store, source, becoming, target, january).plan(rows)


def apply_becoming(writes: Writes, plan: BecomingPlan, month: Month) -> list[int]:
    """Make and link the records; gives those of the other ledger. ``month`` is that of the records put forward."""
    becoming, made = becoming_of(plan.source), []
    for step in plan.going_on:
        record, values = step.record, taken_along(plan.ledger, step)
        if step.made_of is not None:
            made_of: dict[str, Parsed] = {
                name: value for name, value in step.made_of.items() if isinstance(value, int | str)
            }
            record = writes.insert(plan.ledger, {**made_of, **values}, plan.month)
        else:
            writes.enter_year(plan.ledger, record, plan.month)
            writes.put(plan.ledger, record, plan.month, values)
        for one in step.sources:
            writes.set(plan.source, one, becoming.link, month, record)
        made.append(record)
    return made


class _Planner:
    def __init__(
        self, store: Store, source: Ledger, becoming: Becoming, target: Ledger, january: Month
    ) -> None:
        self._source, self._becoming, self._target, self._month = source, becoming, target, january
        self._view = store.view(target, january)
        self._members = set(store.view(target, Month(january.year, 12)).ids())
        self._carried = self._carried_over(store)
        self._known = self._by_key(store)
        serial = target.serial_column
        views = (self._view, store.view(target, january.previous))
        # Behind those of the year before too, which are carried over earlier or later.
        self._serial = 0 if serial is None else max(view.largest(serial) for view in views)

    def _carried_over(self, store: Store) -> dict[int, YearStep]:
        """What the year change would give those that are not in the new year yet."""
        try:
            return {one.record: one for one in plan_year_change(store, self._target, self._month.year).steps}
        except UserError:
            # The year before is empty: nothing is taken along from there.
            return {}

    def _by_key(self, store: Store) -> dict[str, int]:
        """Every record of the other ledger by code, name and former names, the oldest first."""
        found: dict[str, int] = {}
        ids = list(store.links().labels(self._target.name))
        former: dict[str, int] = {}
        for row in self._view.rows(ids):
            code = row.values.get(self._target.code_column or "")
            name = row.values.get(self._target.name_column)
            for text in filter(None, (code, name)):
                found.setdefault(comparison_key(str(text)), row.id)
            for column in self._target.alias_columns:
                for word in former_words(str(row.values.get(column) or "")):
                    former.setdefault(comparison_key(word), row.id)
        return {**former, **found}

    def plan(self, rows: Sequence[Row]) -> BecomingPlan:
        """One step for each record of the other ledger, in the order of the rows."""
        groups: defaultdict[object, list[Row]] = defaultdict(list)
        for row in rows:
            record = self._find(row)
            name = comparison_key(str(row.values.get(self._source.name_column) or ""))
            groups[name if record is None else record].append(row)
        steps = tuple(
            self._known_one(key, some) if isinstance(key, int) else self._new_one(some)
            for key, some in groups.items()
        )
        amount = self._plan_column([row for some in groups.values() for row in some])
        asked = (self._becoming.turned[1], self._becoming.added[1], amount)
        return BecomingPlan(self._source, self._target, self._month, asked, self._one_amount(steps, amount))

    def _one_amount(self, steps: tuple[BecomingStep, ...], amount: str) -> tuple[BecomingStep, ...]:
        return tuple(replace(one, after={amount: None, **one.after}) for one in steps)

    def _find(self, row: Row) -> int | None:
        link = row.values.get(self._becoming.link)
        if link is not None:
            return int(link)
        for column in (self._source.code_column, self._source.name_column):
            text = row.values.get(column or "")
            if text and (found := self._known.get(comparison_key(str(text)))) is not None:
                return found
        return None

    def _plan_column(self, rows: Sequence[Row]) -> str:
        """The issued plan where every list is decided, else the proposed one."""
        column, decided = self._becoming.state
        is_issued = bool(rows) and all(row.values.get(column) == decided for row in rows)
        return self._becoming.issued if is_issued else self._becoming.proposed

    def _asked(self, rows: Sequence[Row], before: Mapping[str, Value]) -> dict[str, Value]:
        """The level joined to what is there, and the plan where none stands."""
        source, target, brought = self._becoming.added
        levels = {
            word for row in rows for word in split_list(dict(brought).get(str(row.values.get(source)), ""))
        }
        levels |= set(split_list(str(before.get(target) or "")))
        kind = self._target.by_name[target].kind
        assert isinstance(kind, Choices)
        after: dict[str, Value] = {target: "、".join(one for one in kind.options if one in levels) or None}
        column = self._plan_column(rows)
        plans = [row.values.get(self._becoming.plan) for row in rows]
        if before.get(column) is None and before.get(self._becoming.issued) is None:
            after[column] = next((one for one in plans if one is not None), None)
        return after

    def _note(self, rows: Sequence[Row], words: str) -> str:
        plans = {row.values.get(self._becoming.plan) for row in rows} - {None}
        return f"{words}；各层级申报的年度计划不同，取第一个" if len(plans) > 1 else words

    def _known_one(self, record: int, rows: Sequence[Row]) -> BecomingStep:
        (there,) = self._view.rows([record])
        name = str(rows[0].values.get(self._source.name_column) or "")
        called = str(there.values.get(self._target.name_column) or "")
        step = self._carried.get(record)
        before: dict[str, Value] = {
            one: there.values.get(f"{one}@own", there.values.get(one)) for one in self._columns
        }
        after = dict(before)
        if step is not None and record not in self._members:
            before, after = {**before, **step.before}, {**after, **step.after}
        after |= self._asked(rows, after)
        turned = self._becoming.turned[1]
        if after.get(turned) is None:
            after[turned] = self._turned(rows)
        is_done = after == before and all(row.values.get(self._becoming.link) == record for row in rows)
        words = "已转入，没有变化" if is_done else "对应已有" if called == name else f"对应已有“{called}”"
        return BecomingStep(
            record,
            name,
            not is_done,
            self._note(rows, words),
            before,
            after,
            None,
            tuple(row.id for row in rows),
        )

    @property
    def _columns(self) -> tuple[str, ...]:
        change = change_of(self._target)
        both = (self._becoming.issued, self._becoming.proposed)
        return tuple(dict.fromkeys((*change.asked, *change.copied, *both)))

    def _turned(self, rows: Sequence[Row]) -> Value:
        source, _, pairs = self._becoming.turned
        return next((new for old, new in pairs if any(row.values.get(source) == old for row in rows)), None)

    def _new_one(self, rows: Sequence[Row]) -> BecomingStep:
        made: dict[str, Value] = {}
        for source, target in self._becoming.copied:
            values = (row.values.get(source) for row in rows)
            made[target] = next((one for one in values if one is not None), None)
        if self._target.serial_column is not None:
            self._serial += 1
            made[self._target.serial_column] = self._serial
        after = {self._becoming.turned[1]: self._turned(rows), **self._asked(rows, {})}
        name = str(made.get(self._target.name_column) or "")
        sources = tuple(row.id for row in rows)
        return BecomingStep(0, name, bool(name), self._note(rows, "新增"), {}, after, None, sources, made)
