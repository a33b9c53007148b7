"""Which periods the window offers, and which one is worked on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers.numbers import percent_text
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules.schedule import schedule_share

if TYPE_CHECKING:
    from fgj_desktop.store.store import Store

PERIOD_SETTING = "period"
"""The setting of the file that names the period worked on, ``2021-09``."""


def working_period(store: Store) -> Month:
    """The period she works on: the one set in the file, else the last complete month.

    A file whose last entries are of an earlier year opens on its newest month, not on an empty
    ledger of this year.
    """
    chosen = store.settings.get(PERIOD_SETTING)
    if isinstance(chosen, str):
        try:
            return Month.parse(chosen)
        except UserError:
            pass
    complete = Month.closed_on(store.clock().date())
    months = [month for month in known_months(store) if month <= complete]
    if months and months[-1].year < complete.year:
        return months[-1]
    return complete


def known_months(store: Store) -> list[Month]:
    """The months that have entries in any ledger, oldest first."""
    return sorted({month for ledger in store.ledgers.values() for month in store.months(ledger)})


def offered_months(store: Store, *present: Month) -> list[Month]:
    """The months to choose from, oldest first: those with entries, ``present`` ones, and neighbours."""
    months = {*known_months(store), *present}
    months |= {min(months).previous, max(months).next}
    complete = Month.closed_on(store.clock().date())
    if max(months) < complete and complete.year == max(months).year:
        months.add(complete)
    return sorted(months)


def schedule_text(month: Month) -> str:
    """「时间进度 75%」; as many decimals as needed, two at most."""
    digits = percent_text(schedule_share(month), 2)[:-1]
    return f"时间进度 {digits.rstrip('0').rstrip('.')}%"
