"""Reminders of monthly reports that units owe: which unit has reported nothing of which records, by the rules' days."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers import LEDGERS, ledger_named
from fgj_desktop.ledgers.kinds import linked_ids
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules.due_rules import Frequency, Owed, due_of, near_days
from fgj_desktop.rules.registered_returns import registered, without_registered
from fgj_desktop.rules.reminder import Kind, Reminder, Urgency, day_text, names_of
from fgj_desktop.rules.workdays import moved_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.rules.basis import Basis
    from fgj_desktop.rules.due_rules import DueDay, DueRule
    from fgj_desktop.store.rows import Row

_AFTER = datetime.timedelta(days=31)
"""How long a month that nobody has begun to enter is chased after its day."""
_SOON = datetime.timedelta(days=7)
_EACH = 3
"""Up to so many units are told one by one while nothing at all has come in."""


def ledger_of(rule: DueRule) -> Ledger | None:
    """The ledger that a rule names; None when it names none, or one of a newer version."""
    return next((one for one in LEDGERS if one.name == rule.ledger), None)


def is_told_by_unit(rule: DueRule) -> bool:
    """Whether the ledger of a rule tells which units have reported a month."""
    if rule.owed is not Owed.PROJECT_UNITS or rule.frequency is not Frequency.MONTH:
        return False
    ledger = ledger_of(rule)
    return ledger is not None and bool(ledger.reported_columns) and ledger.unit_column is not None


def unit_report_reminders(basis: Basis, rules: Sequence[DueRule], today: datetime.date) -> Iterator[Reminder]:
    """What units have not reported of the month in hand, and of later ones whose day has come."""
    told: set[tuple[str, Month]] = set()
    for rule in rules:
        if rule.active and is_told_by_unit(rule):
            for month in _months(basis.month, rule, today):
                if (rule.ledger, month) not in told:
                    told.add((rule.ledger, month))
                    yield from _of_month(basis.at(month), rule, today)


def _months(month: Month, rule: DueRule, today: datetime.date) -> list[Month]:
    near = near_days(rule, today, _AFTER)
    periods = {month}
    for one in near:
        try:
            periods.add(Month.parse(one.period))
        except UserError:
            continue
    return sorted(one for one in periods if one >= month)


def _of_month(basis: Basis, rule: DueRule, today: datetime.date) -> Iterator[Reminder]:
    """One reminder for each unit, in the units' order; one for all while nothing of the month has come in."""
    ledger, due = ledger_named(rule.ledger), due_of(rule, basis.month)
    answered = registered(basis, rule.ledger, basis.month.key)
    missing = without_registered(basis.not_reported(rule.ledger), ledger, answered)
    waiting: dict[int | None, list[Row]] = {}
    for row in missing:
        waiting.setdefault(_first_unit(ledger, row), []).append(row)
    if len(missing) == len(basis.rows(rule.ledger)) and len(waiting) > _EACH:
        names = [basis.unit_name(unit) for unit in _in_order(basis, waiting)]
        title = f"{rule.title}（{basis.month.number}月）尚未收到，{len(names)} 个单位未报"
        told = "、".join(names[:6]) + ("等" if len(names) > 6 else "")
        yield _reminder(basis, rule, due, today, title, told, missing, "all")
        return
    for unit in _in_order(basis, waiting):
        name = "未填责任单位的项目" if unit is None else basis.unit_name(unit)
        rows = waiting[unit]
        title = f"{name}{basis.month.number}月进展未报 {len(rows)} {ledger.measure_word}"
        yield _reminder(basis, rule, due, today, title, names_of(rows), rows, str(unit or ""))


def _first_unit(ledger: Ledger, row: Row) -> int | None:
    """The unit that answers for a row: of several the first one (牵头)."""
    units = linked_ids(row.values.get(ledger.unit_column or ""))
    return units[0] if units else None


def _in_order(basis: Basis, waiting: dict[int | None, list[Row]]) -> list[int | None]:
    places = basis.order("responsible_unit")
    return sorted(
        waiting, key=lambda unit: len(places) + 1 if unit is None else places.get(unit, len(places))
    )


def _reminder(
    basis: Basis,
    rule: DueRule,
    due: DueDay | None,
    today: datetime.date,
    title: str,
    told: str,
    rows: Sequence[Row],
    whom: str,
) -> Reminder:
    month = basis.month
    by = (
        f"应于{day_text(due.day)}前报送{moved_words(due.stated, due.day, rule.adjustment)}"
        if due
        else "未报送"
    )
    return Reminder(
        Kind.NOT_REPORTED,
        _urgency(due, today),
        title,
        f"{month.number}月进展{by}：{told}。",
        rule.ledger,
        rows[0].id,
        tuple(row.id for row in rows),
        f"{Kind.NOT_REPORTED.name}:{rule.ledger}:{whom}:{month.key}",
        due.day if due else None,
        month,
    )


def _urgency(due: DueDay | None, today: datetime.date) -> Urgency:
    if due is None:
        return Urgency.LOW
    return Urgency.HIGH if today > due.day else Urgency.MIDDLE if today + _SOON >= due.day else Urgency.LOW
