"""The states of a ledger that can be compared: a period, a closed period as reported, the ledger as it stood on a day."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers.declaration import Axis
from fgj_desktop.ledgers.kinds import Link, LinkList
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.ledgers.values import LinkTable
from fgj_desktop.rules.comparison import Comparison, Side, compare
from fgj_desktop.rules.register_change import as_then_called
from fgj_desktop.store.closing import closings, reported
from fgj_desktop.store.past_file import as_it_stood, last_action_of

if TYPE_CHECKING:
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.store.closing import Closing
    from fgj_desktop.store.store import Store

AS_REPORTED = "定稿:"
_AS_REPORTED = (AS_REPORTED, "定稿：", "closed:")
_DAY = len("2021-10-08")


@dataclass(frozen=True, slots=True)
class Moment:
    """Which state is meant: of a period, now; as it was reported; or as the ledger stood on a day of work."""

    period: ReportPeriod
    as_reported: bool = False
    day: datetime.date | None = None

    @property
    def title(self) -> str:
        """「2021年9月」, 「2021年9月（定稿）」, 「2021年9月（2021年10月8日的台账）」."""
        if self.as_reported:
            return f"{self.period.title}（定稿）"
        if self.day is not None:
            return f"{self.period.title}（{self.day.year}年{self.day.month}月{self.day.day}日的台账）"
        return self.period.title

    @classmethod
    def parse(cls, text: str, period: ReportPeriod) -> Moment:
        """Read ``2021-09``, ``2021-09-H2``, ``定稿:2021-09`` or a day of work ``2021-10-08``, which shows ``period``."""
        for beginning in _AS_REPORTED:
            if text.startswith(beginning):
                return cls(ReportPeriod.parse(text.removeprefix(beginning)), as_reported=True)
        if len(text.strip()) == _DAY and "H" not in text.upper():
            try:
                return cls(period, day=datetime.date.fromisoformat(text.strip()))
            except ValueError:
                raise UserError(f"“{text}”不是有效的日期。") from None
        return cls(ReportPeriod.parse(text))


def compared(store: Store, ledger: Ledger, before: Moment, after: Moment, money_unit: int) -> Comparison:
    """Two states of a ledger beside each other.

    Raises UserError when one of them is not there: a period that is not closed, a day before the file.
    """
    return compare(ledger, side(store, ledger, before, money_unit), side(store, ledger, after, money_unit))


def side(store: Store, ledger: Ledger, moment: Moment, money_unit: int) -> Side:
    """One state of a ledger."""
    if moment.period.half and Axis.HALF_MONTH not in ledger.axes:
        raise UserError(f"“{ledger.title}”不按半月填报，请按月比较，如 {moment.period.month.key}。")
    if moment.as_reported:
        return reported_side(store, closing_of(store, ledger, moment.period), money_unit)
    if moment.day is None:
        return _current(store, ledger, moment, money_unit)
    if moment.day > store.clock().date():
        raise UserError(f"{moment.day.year}年{moment.day.month}月{moment.day.day}日还没有到，不能比较。")
    past = as_it_stood(store, last_action_of(store, moment.day))
    try:
        found = _current(past, ledger, moment, money_unit)
        # The copy goes; the names that its links had then stay.
        return replace(found, context=replace(found.context, links=_names_then(past, ledger)))
    finally:
        past.close()


def closing_of(store: Store, ledger: Ledger, period: ReportPeriod) -> Closing:
    """The closing of a period. Raises UserError when it is not closed."""
    found = next((one for one in closings(store, ledger.name) if one.period == period), None)
    if found is None:
        raise UserError(f"“{ledger.title}”{period.title}还没有定稿。")
    return found


def reported_side(store: Store, closing: Closing, money_unit: int) -> Side:
    """What was reported when a period was closed."""
    title = Moment(closing.period, as_reported=True).title
    context = store.context(closing.period.month, money_unit)
    return Side(title, closing.period, reported(store, closing).rows, context)


def _current(store: Store, ledger: Ledger, moment: Moment, money_unit: int) -> Side:
    month = moment.period.month
    view = store.view(ledger, month)
    rows = view.read(view.ids())
    as_then_called(ledger, rows, month)
    return Side(moment.title, moment.period, tuple(rows), store.context(month, money_unit))


def _names_then(past: Store, ledger: Ledger) -> LinkTable:
    named = {kind.ledger for column in ledger.columns if isinstance(kind := column.kind, Link | LinkList)}
    return LinkTable({one: dict(past.links().labels(one)) for one in named})
