"""The rounds of reporting around a day, by the rules of 报送日程: which are due, and what is missing in each."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers.declaration import HALVES, Axis
from fgj_desktop.ledgers.kinds import linked_ids
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules.basis import Basis
from fgj_desktop.rules.due_rules import due_days
from fgj_desktop.rules.registered_returns import registered
from fgj_desktop.rules.report_reminders import Sent, half_month_reports
from fgj_desktop.rules.reporters import first_unit
from fgj_desktop.store.filters import Counted, Reported

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.rules.due_rules import DueDay, DueRule
    from fgj_desktop.store.store import Store
    from fgj_desktop.store.view import View

_LOOK_BACK, _LOOK_AHEAD = datetime.timedelta(days=31), datetime.timedelta(days=62)


@dataclass(frozen=True, slots=True)
class Round:
    """One report of one period; ``half`` is H1 or H2 of a half-monthly one."""

    rule: DueRule
    due: datetime.date
    month: Month
    half: str = ""

    @property
    def period_text(self) -> str:
        """「9月」, 「9月下半月」."""
        return f"{self.month.number}月{HALVES.get(self.half, '')}"


@dataclass(frozen=True, slots=True)
class Returns:
    """How many are to report, of how many nothing came, and the records and units that this is about.

    Of a month records are counted, of half a month the units that answer for tasks.
    """

    total: int
    missing: int
    records: tuple[int, ...]
    units: tuple[int, ...] = ()
    measure: str = ""

    @property
    def reported(self) -> int:
        """How many are in."""
        return self.total - self.missing


def rounds_around(rules: Sequence[DueRule], today: datetime.date) -> list[Round]:
    """Of every active rule the last round that is past and the next one, by their days."""
    found: list[Round] = []
    for rule in rules:
        past = due_days(rule, today - _LOOK_BACK, today - datetime.timedelta(days=1))
        ahead = due_days(rule, today, today + _LOOK_AHEAD)
        made = (_round(rule, one) for one in (*past[-1:], *ahead[:1]))
        found += [one for one in made if one is not None]
    return sorted(found, key=lambda one: one.due)


def _round(rule: DueRule, due: DueDay) -> Round | None:
    """The round of a month or half a month; None of a quarter, a year or a report that is due once."""
    month, half = (due.period[:7], due.period[8:]) if due.period[8:] in HALVES else (due.period, "")
    try:
        whole = Month.parse(month) if len(month) == len("2021-09") else None
    except UserError:
        return None
    return None if whole is None else Round(rule, due.day, whole, half)


def returns(store: Store, ledger: Ledger, one: Round) -> Returns | None:
    """What has come in of a round; None where the ledger keeps no such reports."""
    if one.half:
        return _of_half_month(store, ledger, one) if Axis.HALF_MONTH in ledger.axes else None
    if not ledger.reported_columns:
        return None
    return returns_of_month(store, ledger, one.month)


def returns_of_month(store: Store, ledger: Ledger, month: Month) -> Returns:
    """The counted records of a month's ledger, and those without an entry of that month."""
    view = store.view(ledger, month)
    missing = _not_in(store, view, ledger, view.ids([Counted(), Reported(False)]))
    return Returns(
        view.count([Counted()]), len(missing), missing, _units(view, ledger, missing), ledger.measure_word
    )


def _not_in(store: Store, view: View, ledger: Ledger, records: Sequence[int]) -> tuple[int, ...]:
    """These records without those of units that were registered as having reported (电话, 零报告)."""
    told = registered(Basis.of(store, view.month), ledger.name, view.month.key)
    if not told.states or ledger.unit_column is None:
        return tuple(records)
    units = {record: first_unit(value) for record, (value,) in view.values([ledger.unit_column]).items()}
    return tuple(record for record in records if not told.is_in(units.get(record)))


def _units(view: View, ledger: Ledger, records: Sequence[int]) -> tuple[int, ...]:
    """The units that answer for these records, those with several for the first (牵头)."""
    if ledger.unit_column is None or not records:
        return ()
    wanted = set(records)
    values = view.values([ledger.unit_column])
    found = (linked_ids(value)[:1] for record, (value,) in values.items() if record in wanted)
    return tuple(dict.fromkeys(one for some in found for one in some))


def _of_half_month(store: Store, ledger: Ledger, one: Round) -> Returns:
    basis = Basis.of(store, one.month)
    told = registered(basis, ledger.name, f"{one.month.key}-{one.half}")
    reports = half_month_reports(basis.rows(ledger.name), one.half, told.deadline or one.due, told)
    missing = [report for report in reports if report.sent is Sent.MISSING]
    records = tuple(row.id for report in missing for row in report.tasks)
    units = tuple(report.unit for report in missing if report.unit is not None)
    return Returns(len(reports), len(missing), records, units, "家")
