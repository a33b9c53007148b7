"""Which states of a ledger can be chosen to be compared, each with its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers.declaration import HALVES, Axis
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.models.periods import offered_months
from fgj_desktop.rules.comparison_sides import Moment
from fgj_desktop.store.closing import closings
from fgj_desktop.store.past_file import days_of_work

if TYPE_CHECKING:
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.models.document import LedgerDocument

_MOST_DAYS = 60


def periods_of(document: LedgerDocument, ledger: Ledger) -> list[ReportPeriod]:
    """The periods a ledger can be looked at and closed for, the newest first; halves before their month."""
    found: list[ReportPeriod] = []
    for month in reversed(offered_months(document.store, document.month, document.working)):
        if Axis.HALF_MONTH in ledger.axes:
            found += [ReportPeriod(month, half) for half in reversed(HALVES)]
        found.append(ReportPeriod(month))
    return found


def shown_period(document: LedgerDocument, ledger: Ledger) -> ReportPeriod:
    """The period on screen; of a ledger kept by halves the last half that holds something."""
    month = document.month
    if Axis.HALF_MONTH not in ledger.axes:
        return ReportPeriod(month)
    rows = document.view(ledger).read(document.view(ledger).ids())
    names = [one.name for one in ledger.columns if one.per is Axis.HALF_MONTH and one.computed is None]
    for half in reversed(HALVES):
        if any(row.values.get(f"{name}:{half}") is not None for row in rows for name in names):
            return ReportPeriod(month, half)
    return ReportPeriod(month, next(iter(HALVES)))


def moments_of(
    document: LedgerDocument, ledger: Ledger, period: ReportPeriod, *, every_length: bool = False
) -> list[tuple[str, Moment | None]]:
    """What can be chosen: periods, reports, days of work on ``period``; a title without a moment is a line.

    Periods are as long as ``period``, or of ``every_length``.
    """
    periods = [
        one for one in periods_of(document, ledger) if every_length or bool(one.half) == bool(period.half)
    ]
    closed = [one.period for one in closings(document.store, ledger.name)]
    reports = [Moment(one, as_reported=True) for one in reversed(closed) if one in periods]
    days = [Moment(period, day=day) for day in days_of_work(document.store)[:_MOST_DAYS]]
    found: list[tuple[str, Moment | None]] = [(one.title, Moment(one)) for one in periods]
    if reports:
        found += [("", None), *((one.title, one) for one in reports)]
    if days:
        found += [("", None), *((day_words(one), one) for one in days)]
    return found


def moment_before(document: LedgerDocument, moment: Moment) -> Moment:
    """What a state is first compared with: the period before, of a day of work the one before it."""
    if moment.day is None:
        return Moment(moment.period.previous)
    earlier = [one for one in days_of_work(document.store) if one < moment.day]
    return Moment(moment.period, day=earlier[0]) if earlier else Moment(moment.period.previous)


def day_words(moment: Moment) -> str:
    """「10月8日下班时的台账」 of a day of work."""
    day = moment.day
    assert day is not None
    return f"{day.year}年{day.month}月{day.day}日下班时的台账"
