"""Reminders about the bond reserve: no code, sent back, or stuck in a review."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.dates import date_text
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules.reminder import Kind, Reminder, Urgency, name_of
from fgj_desktop.rules.schedule import date_span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fgj_desktop.store.rows import Row

LEDGER = "bond_reserve"
RETURNED = "退回修改"
# Both review lines: the column of the state, of its date, of the reason, and the states under review.
_LINES = (
    (
        "国家重大库",
        "national_state",
        "national_reviewed_on",
        "national_return_reason",
        frozenset({"区级审核", "市级审核", "省级审核"}),
    ),
    (
        "财政系统",
        "fiscal_state",
        "fiscal_reviewed_on",
        "fiscal_return_reason",
        frozenset({"市级审核", "省级初审"}),
    ),
)


def bond_reminders(
    rows: Sequence[Row], month: Month, today: datetime.date, stuck_days: int
) -> Iterator[Reminder]:
    """Reminders of the counted reserve projects; ``stuck_days`` without a change count as stuck.

    A file says nothing about reviews after its period: days are counted to the end of the month that
    follows it at most.
    """
    until = min(today, month.next.last_day)
    for row in rows:
        if row.counted:
            if not row.values.get("code"):
                yield _without_code(row, month)
            for line in _LINES:
                yield from _of_line(row, line, month, until, stuck_days)


def _without_code(row: Row, month: Month) -> Reminder:
    return _reminder(
        Kind.BOND_WITHOUT_CODE,
        Urgency.MIDDLE,
        row,
        f"{name_of(row)}没有项目代码",
        "未填代码无法审核推送，请协助项目单位办理项目代码。",
        month,
    )


def _of_line(
    row: Row,
    line: tuple[str, str, str, str, frozenset[str]],
    month: Month,
    until: datetime.date,
    stuck_days: int,
) -> Iterator[Reminder]:
    title, state_column, date_column, reason_column, under_review = line
    state = row.values.get(state_column)
    since = row.values.get(date_column)
    if state == RETURNED:
        reason = row.values.get(reason_column)
        dated = f"{date_text(str(since))}退回。" if since else ""
        cause = f"退回原因：{str(reason).rstrip('。')}。" if reason else "请补填退回原因。"
        yield _reminder(
            Kind.BOND_RETURNED,
            Urgency.HIGH,
            row,
            f"{name_of(row)}被{title}退回修改",
            dated + cause,
            month,
            title,
        )
    elif state in under_review and since:
        days = (until - _last_day(str(since))).days
        if days >= stuck_days:
            yield _reminder(
                Kind.BOND_STUCK,
                Urgency.MIDDLE,
                row,
                f"{name_of(row)}在{title}{state}已停留 {days} 天",
                f"自{date_text(str(since))}起状态未变，请与审核部门对接。",
                month,
                title,
            )


def _last_day(stored: str) -> datetime.date:
    """The last day that a stored date may mean."""
    if stored.count("-") == 2 and stored[5].isdigit():
        return datetime.date.fromisoformat(stored)
    year, number = divmod(date_span(stored)[1], 12)
    return Month(year, number + 1).last_day


def _reminder(
    kind: Kind, urgency: Urgency, row: Row, title: str, detail: str, month: Month, line: str = ""
) -> Reminder:
    key = f"{kind.name}{line}:{LEDGER}:{row.id}:{month.key}"
    return Reminder(kind, urgency, title, detail, LEDGER, row.id, (row.id,), key)
