"""When records begin and end, against the months of a year: what the wall chart (挂图作战图) draws.

Places are counted in months of the year: 0 is its first day, 12 its end, 8.5 the middle of September. Nothing is
guessed: a record whose dates are not filled has no bar.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules.schedule import construction_end, date_span, month_number, start_span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.declaration import TimeLine
    from fgj_desktop.store.rows import Row
    from fgj_desktop.store.store import Store

SETTLED, NOT_NEEDED = "已办结", "无需办理"
STARTED, FINISHED = "开工", "完工"
_DAY_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Bar:
    """From where to where of the year; ``before`` and ``after`` say that it goes on beyond the year's ends."""

    start: Fraction
    end: Fraction
    before: bool = False
    after: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """Something dated within the year: its words (开工, 入库, 立项), its place, its date as stored."""

    words: str
    place: Fraction
    date: str
    is_item: bool = False
    """Whether it is an item of an axis (前期手续) that was settled."""


@dataclass(frozen=True, slots=True)
class RecordTime:
    """One record on the months of a year."""

    plan: Bar | None
    actual: Bar | None
    events: tuple[Event, ...]
    open_items: tuple[str, ...]
    """Items of the axis (前期手续) that are needed and not settled."""
    items: tuple[int, int]
    """How many items are settled, and how many are needed."""
    is_planned: bool
    """Whether any time is planned, be it in another year."""
    is_late: bool
    """Whether the planned start is surely past and it has not begun."""


def record_times(store: Store, ledger: Ledger, rows: Sequence[Row], month: Month) -> dict[int, RecordTime]:
    """The bars and events of records in the year of a month, as of its end."""
    line = ledger.time_line
    if line is None:
        return {}
    undated = [row for row in rows if not row.values.get(line.started_on)]
    begun = _first_month(store, ledger, line.started, undated, month)
    done = _first_month(store, ledger, line.finished, rows, month)
    return {row.id: _time(line, row, month, (begun.get(row.id), done.get(row.id))) for row in rows}


def place_of(stored: str, year: int) -> Fraction:
    """Where a stored date lies: its day, else the middle of what it may mean; below 0 and above 12 in other years."""
    if len(stored) == _DAY_LENGTH:
        days = calendar.monthrange(int(stored[:4]), int(stored[5:7]))[1]
        first = date_span(stored)[0]
        return first - month_number(year, 1) + Fraction(2 * int(stored[8:]) - 1, 2 * days)
    first, last = date_span(stored)
    return Fraction(first + last + 1, 2) - month_number(year, 1)


def _first_month(
    store: Store, ledger: Ledger, flag: str, rows: Sequence[Row], month: Month
) -> Mapping[int, int]:
    """The number of the first month of the year in which a flag was known to be so; 0 for earlier years."""
    said = {row.id for row in rows if flag and row.values.get(flag) == 1}
    found: dict[int, int] = {}
    for number in range(1, month.number + 1 if said else 1):
        values = store.view(ledger, Month(month.year, number)).values((flag, f"{flag}@own"))
        for record in said.difference(found).intersection(values):
            value, own = values[record]
            if value == 1:
                found[record] = 0 if number == 1 and own is None else number
    return found


def _has_begun(line: TimeLine, row: Row) -> bool:
    return bool(line.started) and row.values.get(line.started) == 1


def _time(line: TimeLine, row: Row, month: Month, known: tuple[int | None, int | None]) -> RecordTime:
    """``known`` are the months in which it was first known to have begun, and to be done."""
    still_open, settled, needed = _items(line, row)
    events = [(STARTED, line.started_on), *((words, column) for column, words in line.events)]
    found = [_event(words, row.values.get(column), month) for words, column in events if column]
    found += [
        _event(item, row.values.get(f"{line.item_date}:{item}"), month, is_item=True) for item in settled
    ]
    begun, done = known
    if done:
        # Known by the report of that month only, so it stands at its end.
        found.append(Event(FINISHED, Fraction(done), f"{month.year}-{done:02d}"))
    told = sorted((one for one in found if one is not None), key=lambda one: one.place)
    plan = _planned(line, row)
    late = plan is not None and plan[2] is not None and plan[2] < month_number(month.year, month.number)
    return RecordTime(
        None if plan is None else _within(plan[0], plan[1], month.year),
        _actual(line, row, month, begun, done),
        tuple(told),
        still_open,
        (len(settled), needed),
        plan is not None,
        bool(line.started) and late and not _has_begun(line, row),
    )


def _planned(line: TimeLine, row: Row) -> tuple[int, int | None, int | None] | None:
    """The months planned, the last None when it is open, and the last month in which it may begin."""
    start, period, end = (_text(row, name) for name in (line.start, line.period, line.end))
    span = start_span(start, period)
    if span is None:
        return None
    last = date_span(end) if end else construction_end(period) if period else None
    return span[0], None if last is None else last[1], span[1]


def _within(first: int, last: int | None, year: int) -> Bar | None:
    """Months as a bar within the year; None outside it. An open end goes on beyond the year."""
    january = month_number(year, 1)
    start, end = first - january, 12 if last is None else last + 1 - january
    if end <= 0 or start >= 12 or (last is not None and last < first):
        return None
    goes_on = last is None or end > 12
    return Bar(Fraction(max(start, 0)), Fraction(min(end, 12)), start < 0, goes_on)


def _actual(line: TimeLine, row: Row, month: Month, begun: int | None, done: int | None) -> Bar | None:
    """From the beginning to the end of the period, or of the month in which it was done.

    What is only known to have begun is drawn from the month in which that was known.
    """
    end = Fraction(month.number if done is None else done)
    if not _has_begun(line, row) or not end:
        return None
    on = _text(row, line.started_on)
    if on:
        start = place_of(on, month.year)
        return None if start >= end else Bar(max(start, Fraction(0)), end, start < 0)
    if begun is None or begun <= 1 or _began_earlier(line, row, month):
        return Bar(Fraction(0), end, before=True)
    return Bar(Fraction(begun - 1), end)


def _began_earlier(line: TimeLine, row: Row, month: Month) -> bool:
    """Whether the plan says that it began before this year."""
    plan = _planned(line, row)
    return plan is not None and plan[2] is not None and plan[2] < month_number(month.year, 1)


def _event(words: str, value: object, month: Month, *, is_item: bool = False) -> Event | None:
    """A dated fact of the year, None for another year's or one without a date."""
    if not value:
        return None
    place = place_of(str(value), month.year)
    return Event(words, place, str(value), is_item) if 0 <= place <= 12 else None


def _items(line: TimeLine, row: Row) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """The items that are open, those that are settled, and how many are needed at all."""
    if not line.item_state:
        return (), (), 0
    prefix = f"{line.item_state}:"
    states = {name.removeprefix(prefix): row.values[name] for name in row.values if name.startswith(prefix)}
    known = {item: state for item, state in states.items() if state is not None and state != NOT_NEEDED}
    settled = tuple(item for item, state in known.items() if state == SETTLED)
    return tuple(item for item in known if item not in settled), settled, len(known)


def _text(row: Row, name: str) -> str | None:
    value = row.values.get(name) if name else None
    return None if value is None else str(value)
