"""Reminders of what has a deadline: tasks, village steps, problems, decisions, letters, rectifications, matters."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.dates import date_bounds
from fgj_desktop.rules.deadlines import FINISHED
from fgj_desktop.rules.reminder import Kind, Reminder, Urgency, day_text, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fgj_desktop.rules.basis import Basis
    from fgj_desktop.store.rows import Row

SOON_DAYS = 15
"""How many days before its deadline a matter is brought up."""
_HIGH_WITHIN = 3
_LONGEST = 28


@dataclass(frozen=True, slots=True)
class Deadline:
    """What in a ledger has a deadline.

    A row is settled when ``state`` says so or ``done_on`` holds a day up to now. ``ask`` is what is asked of the
    unit, in words that help; {0} in it stands for the unit.
    """

    ledger: str
    kind: Kind
    deadline: str
    noun: str
    ask: str
    state: str = ""
    done_on: str = ""
    unit: str = ""
    of: str = ""
    """The column that names what the row belongs to (a village)."""
    only: tuple[str, str] | None = None
    """A column and the value that a row must have."""
    together: bool = False
    """Whether rows of one name and day are one matter of several units."""


DEADLINES: tuple[Deadline, ...] = (
    Deadline(
        "urban_task", Kind.TASK, "deadline", "任务", "请{0}按时间节点推进。", "task_state", unit="lead_unit"
    ),
    Deadline(
        "village_step",
        Kind.VILLAGE_STEP,
        "planned_on",
        "步骤",
        "请{0}协调推进，确保按期完成“村改居”。",
        done_on="done_on",
        unit="unit",
        of="village",
    ),
    Deadline(
        "problem",
        Kind.PROBLEM,
        "deadline",
        "问题",
        "请{0}反馈办理情况。",
        "state",
        "solved_on",
        unit="responsible_unit",
    ),
    Deadline(
        "decision",
        Kind.DECISION,
        "deadline",
        "议定事项",
        "请{0}反馈落实情况。",
        "state",
        "done_on",
        unit="responsible_unit",
    ),
    Deadline(
        "letter",
        Kind.LETTER,
        "reply_due",
        "函件",
        "请按时办理回复。",
        done_on="replied_on",
        only=("direction", "来文"),
    ),
    Deadline(
        "letter",
        Kind.LETTER,
        "reply_due",
        "发出的函件",
        "请{0}按时书面反馈。",
        done_on="replied_on",
        unit="addressees",
        only=("direction", "发文"),
    ),
    Deadline(
        "consultation",
        Kind.CONSULTATION,
        "due_on",
        "征求意见",
        "请{0}反馈意见，无意见的也请回复。",
        done_on="replied_on",
        unit="unit",
        together=True,
    ),
    Deadline(
        "safety_inspection",
        Kind.RECTIFICATION,
        "deadline",
        "隐患整改",
        "请督促完成整改并复查。",
        "rectification",
        "rechecked_on",
    ),
    Deadline("matter", Kind.MATTER, "deadline", "事项", "请按时办结。", "state", "finished_on"),
)
"""Everything with a deadline. 公职人员市民化 is voluntary and has none."""


@dataclass(slots=True)
class _Matter:
    """Rows that are brought up together, the earliest first, and the day of the first."""

    day: datetime.date
    rows: list[Row]
    is_late_whole: bool = False
    """Whether these are all late rows of what they belong to."""


def deadline_reminders(basis: Basis, today: datetime.date) -> Iterator[Reminder]:
    """What is overdue or due soon on a day, the earliest first within each kind."""
    for deadline in DEADLINES:
        for matter in _matters(basis.rows(deadline.ledger), deadline, today):
            yield _reminder(basis, deadline, matter, today)


def _matters(rows: Sequence[Row], deadline: Deadline, today: datetime.date) -> list[_Matter]:
    """The open rows, each alone; units of one matter together, and what is late of one village."""
    found: dict[tuple[object, ...], _Matter] = {}
    for row in rows:
        day = _last_day(row, deadline)
        if (
            day is None
            or day > today + datetime.timedelta(days=SOON_DAYS)
            or _is_settled(row, deadline, today)
        ):
            continue
        owner = row.values.get(deadline.of) if deadline.of and day < today else None
        key = ("owner", owner) if owner else (day, name_of(row)) if deadline.together else ("row", row.id)
        matter = found.setdefault(key, _Matter(day, [], is_late_whole=bool(owner)))
        if day < matter.day:
            matter.rows.insert(0, row)
            matter.day = day
        else:
            matter.rows.append(row)
    return sorted(found.values(), key=lambda one: one.day)


def _last_day(row: Row, deadline: Deadline) -> datetime.date | None:
    value = row.values.get(deadline.deadline)
    if deadline.only is not None and row.values.get(deadline.only[0]) != deadline.only[1]:
        return None
    return None if not value else datetime.date.fromisoformat(date_bounds(str(value))[1])


def _is_settled(row: Row, deadline: Deadline, today: datetime.date) -> bool:
    if deadline.state and row.values.get(deadline.state) in FINISHED:
        return True
    done = row.values.get(deadline.done_on) if deadline.done_on else None
    return bool(done) and date_bounds(str(done))[0] <= today.isoformat()


def _reminder(basis: Basis, deadline: Deadline, matter: _Matter, today: datetime.date) -> Reminder:
    rows, day = matter.rows, matter.day
    row, days = rows[0], (day - today).days
    told = rows[:1] if matter.is_late_whole else rows
    units = [basis.text(deadline.ledger, deadline.unit, one) for one in told] if deadline.unit else []
    unit = "、".join(dict.fromkeys(filter(None, units))) or "责任单位"
    several = matter.is_late_whole and len(rows) > 1
    what = f"最早的“{_cut(name_of(row))}”" if several else deadline.noun
    about = f"late-{row.values.get(deadline.of)}" if matter.is_late_whole else str(row.id)
    return Reminder(
        deadline.kind,
        Urgency.HIGH if days <= _HIGH_WITHIN else Urgency.MIDDLE,
        _title(basis, deadline, matter),
        f"{what}时限为{day.year}年{day_text(day)}，{_distance(days)}。{deadline.ask.format(unit)}",
        deadline.ledger,
        row.id,
        tuple(one.id for one in rows),
        f"{deadline.kind.name}:{deadline.ledger}:{about}:{day.isoformat()}",
        day,
    )


def _title(basis: Basis, deadline: Deadline, matter: _Matter) -> str:
    """What it is about, with what it belongs to before it and how many units it waits for behind."""
    rows, name = matter.rows, _cut(name_of(matter.rows[0]))
    owner = basis.text(deadline.ledger, deadline.of, rows[0]) if deadline.of else ""
    if matter.is_late_whole and len(rows) > 1:
        return f"{owner}：{len(rows)} 个{deadline.noun}逾期"
    if owner:
        return f"{owner}：{name}"
    return f"{name}：{len(rows)} 个单位未反馈" if deadline.together else name


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST else name[:_LONGEST] + "…"


def _distance(days: int) -> str:
    if days < 0:
        return f"已逾期 {-days} 天"
    return "今日到期" if days == 0 else f"还有 {days} 天到期"
