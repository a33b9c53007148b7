"""Reminders of reports: the day they are due, and which units have reported, late, nothing new, or not at all."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.dates import date_bounds
from fgj_desktop.ledgers.declaration import Axis
from fgj_desktop.ledgers.half_month_texts import ADOPTED_TEXT, ORIGINAL, REPORT_STATE, REPORTED_ON
from fgj_desktop.ledgers.kinds import linked_ids
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules.deadlines import DONE
from fgj_desktop.rules.due_rules import DueDay, DueRule, Frequency, Owed, near_days
from fgj_desktop.rules.registered_returns import registered
from fgj_desktop.rules.reminder import Kind, Reminder, Urgency, day_text
from fgj_desktop.rules.unit_report_reminders import is_told_by_unit, ledger_of
from fgj_desktop.rules.workdays import moved_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fgj_desktop.rules.basis import Basis
    from fgj_desktop.rules.registered_returns import Registered
    from fgj_desktop.store.rows import Row

_AFTER = datetime.timedelta(days=31)
"""How long a missing report is chased after its day."""
_OWN_AFTER = datetime.timedelta(days=3)
NOTHING_NEW = frozenset(
    {
        "无",
        "暂无",
        "无更新",
        "暂无更新",
        "无新进展",
        "暂无新进展",
        "无进展",
        "暂无进展",
        "无变化",
        "同上期",
        "同上次",
        "同上",
        "与上期相同",
        "本期无新进展",
        "零报告",
    }
)
_UNITS_SHOWN = 6
_HALVES = {"H1": "上半月", "H2": "下半月"}


class Sent(Enum):
    """How a unit stands with one half-monthly report; the value is what is read."""

    REPORTED = "已报"
    LATE = "迟报"
    NOTHING_NEW = "零报告"
    MISSING = "未报"


@dataclass(slots=True)
class UnitReport:
    """One unit's report of half a month: its tasks, and how it stands."""

    unit: int | None
    tasks: list[Row] = field(default_factory=list)
    sent: Sent = Sent.MISSING


def says_nothing_new(text: str) -> bool:
    """Whether a text is only one of the ways to say that nothing is new: 无更新, 同上期."""
    return "".join(text.split()).rstrip("。.") in NOTHING_NEW


def half_title(period: str) -> str:
    """「8月上半月」 of ``2021-08-H1``."""
    return f"{int(period[5:7])}月{_HALVES[period[8:]]}"


_REGISTERED = {
    "已报": Sent.REPORTED,
    "已采用": Sent.REPORTED,
    "迟报": Sent.LATE,
    "零报告": Sent.NOTHING_NEW,
    "未报": Sent.MISSING,
    "退回修改": Sent.MISSING,
}


def half_month_reports(
    tasks: Sequence[Row], half: str, due: datetime.date, told: Registered | None = None
) -> list[UnitReport]:
    """How each lead unit stands with the report of ``half`` (H1, H2) of the rows' month, in the order of the rows.

    What was registered of a unit (``told``) stands above what its tasks say.

    A unit has reported when one of its open tasks has a text or a state that says so; what came after ``due``
    is late; a text like 无更新 alone is 零报告. Tasks that were finished ask for no report.
    """
    found: dict[int | None, UnitReport] = {}
    for row in tasks:
        if row.values.get("task_state") == DONE:
            continue
        unit = row.values.get("lead_unit")
        key = None if unit is None else int(unit)
        found.setdefault(key, UnitReport(key)).tasks.append(row)
    for one in found.values():
        one.sent = _standing([_sent(row, half, due) for row in one.tasks])
        state = None if told is None or one.unit is None else told.states.get(one.unit)
        one.sent = one.sent if state is None else _REGISTERED.get(state, one.sent)
    return list(found.values())


def _sent(row: Row, half: str, due: datetime.date) -> Sent:
    state = row.values.get(f"{REPORT_STATE}:{half}")
    text = row.values.get(f"{ORIGINAL}:{half}") or row.values.get(f"{ADOPTED_TEXT}:{half}")
    day = row.values.get(f"{REPORTED_ON}:{half}")
    if state in {"未报", "退回修改"} or (text is None and state is None):
        return Sent.MISSING
    if state == "迟报" or (day and date_bounds(str(day))[0] > due.isoformat()):
        return Sent.LATE
    if state == "零报告" or (text is not None and says_nothing_new(str(text))):
        return Sent.NOTHING_NEW
    return Sent.REPORTED


def _standing(sent: Sequence[Sent]) -> Sent:
    for word in (Sent.REPORTED, Sent.LATE, Sent.NOTHING_NEW):
        if word in sent:
            return word
    return Sent.MISSING


def report_reminders(basis: Basis, rules: Sequence[DueRule], today: datetime.date) -> Iterator[Reminder]:
    """What is to be reported about its day: half-monthly by units that have not, the rest as a whole.

    Monthly reports whose units the ledger tells apart are the matter of ``unit_report_reminders``.
    """
    for rule in rules:
        if is_told_by_unit(rule):
            continue
        by_half = keeps_halves(rule)
        after = _AFTER if by_half else _OWN_AFTER
        for day in near_days(rule, today, after):
            yield from _half_month(basis, rule, day, today) if by_half else [_whole_report(rule, day, today)]


def keeps_halves(rule: DueRule) -> bool:
    """Whether the ledger of a half-monthly rule keeps what came in for each half."""
    ledger = ledger_of(rule)
    return rule.frequency is Frequency.HALF_MONTH and ledger is not None and Axis.HALF_MONTH in ledger.axes


def _half_month(basis: Basis, rule: DueRule, day: DueDay, today: datetime.date) -> Iterator[Reminder]:
    month, half = Month.parse(day.period[:7]), day.period[8:]
    if basis.at(month).is_before_first_entry(rule.ledger):
        return
    known = registered(basis, rule.ledger, day.period)
    due = known.deadline or day.day
    reports = half_month_reports(basis.at(month).rows(rule.ledger), half, due, known)
    missing = [one for one in reports if one.sent is Sent.MISSING]
    if not missing:
        return
    names = [basis.unit_name(one.unit) for one in missing]
    told = "、".join(names[:_UNITS_SHOWN]) + (f"等 {len(names)} 个单位" if len(names) > _UNITS_SHOWN else "")
    counts = "，".join(
        f"{word.value} {number}" for word in Sent if (number := sum(one.sent is word for one in reports))
    )
    rows = [row for one in missing for row in one.tasks]
    yield Reminder(
        Kind.REPORT_DUE,
        _urgency(due, today),
        f"{rule.title}（{half_title(day.period)}）{len(missing)} 个单位未报",
        f"应于{day_text(due)}前报送{moved_words(day.stated, day.day, rule.adjustment) if due == day.day else ''}。"
        f"{counts}。未报：{told}。{_members_words(basis, rule, reports)}",
        rule.ledger,
        rows[0].id,
        tuple(row.id for row in rows),
        f"{Kind.REPORT_DUE.name}:{rule.name}:{day.period}",
        due,
        month,
    )


def _members_words(basis: Basis, rule: DueRule, reports: Sequence[UnitReport]) -> str:
    """How many members of the mechanism that this report belongs to have no task to report on."""
    owing = {one.unit for one in reports}
    for row in basis.rows("work_mechanism"):
        if row.values.get("reports") == rule.title:
            idle = [one for one in linked_ids(row.values.get("members")) if one not in owing]
            return f"成员单位中 {len(idle)} 个无牵头任务。" if idle else ""
    return ""


def _whole_report(rule: DueRule, day: DueDay, today: datetime.date) -> Reminder:
    ledger = ledger_of(rule)
    what = "请按时报送" if rule.frequency is Frequency.ONCE else f"报送{_period_text(day.period)}情况"
    whom = "" if rule.owed is Owed.BUREAU else f"由{rule.owed.value}报送，请提醒。"
    done = "已报送" if rule.owed is Owed.BUREAU else "已收齐"
    moved = moved_words(day.stated, day.day, rule.adjustment)
    return Reminder(
        Kind.REPORT_DUE,
        _urgency(day.day, today),
        f"{rule.title}应于{day_text(day.day)}前报送",
        f"{what}{moved}。{whom}{done}的请点“已知悉”。",
        ledger.name if ledger else "key_project",
        0,
        (),
        f"{Kind.REPORT_DUE.name}:{rule.name}:{day.period}",
        day.day,
    )


def _urgency(day: datetime.date, today: datetime.date) -> Urgency:
    return Urgency.HIGH if day <= today else Urgency.MIDDLE


def _period_text(period: str) -> str:
    year, _, rest = period.partition("-")
    if rest[3:] in _HALVES:
        return f"{year}年{half_title(period)}"
    if rest.startswith("Q"):
        return f"{year}年{'一二三四'[int(rest[1]) - 1]}季度"
    if not rest:
        return f"{year}年"
    return f"{year}年{int(rest[:2])}月"
