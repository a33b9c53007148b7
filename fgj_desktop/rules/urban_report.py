"""What the half-monthly report of urbanization says: who reported, and each task's adopted words in its place.

The adopted text (采用稿) is what is said; where there is none, what the unit itself wrote, marked for the clerk.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.ledgers import URBAN_TASK
from fgj_desktop.ledgers.half_month_texts import ADOPTED_TEXT, ORIGINAL, REPORT_STATE
from fgj_desktop.rules.basis import Basis
from fgj_desktop.rules.deadlines import DONE
from fgj_desktop.rules.passages_urban import issuing_name
from fgj_desktop.rules.report_reminders import NOTHING_NEW as NOTHING_NEW_WORDS
from fgj_desktop.rules.rounds import (
    ADOPTED,
    LATE,
    MISSING,
    NOTHING_NEW,
    REPORTED,
    SENT_BACK,
    RoundInfo,
    proposed_round,
    round_of,
    standings,
)
from fgj_desktop.rules.telling import Telling

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fgj_desktop.ledgers.report_period import ReportPeriod
    from fgj_desktop.ledgers.values import Value
    from fgj_desktop.rules.as_reported import AsReported
    from fgj_desktop.store.rows import Row
    from fgj_desktop.store.store import Store

BY_CLAUSE, BY_UNIT = "section", "unit"
OTHER = "其他任务"
_NUMBERED = re.compile(
    r"^(?:第?[一二三四五六七八九十百]+[、条]|[（(][一二三四五六七八九十]+[)）]|\d+[.．、])\s*"
)
TASK_STATES = ("已完成", "推进中", "长期坚持", "逾期未完成", "未启动")


@dataclass(frozen=True, slots=True)
class TaskWords:
    """One task in the report."""

    record: int
    clause: str
    name: str
    unit: str
    state: str
    deadline: str
    amount: str
    """「87／471人」; empty without a target."""
    progress: str
    is_adopted: bool
    """Whether the words are the bureau's: a unit's own are marked for the clerk."""
    is_nothing_new: bool
    problem: str
    next_step: str


@dataclass(frozen=True, slots=True)
class UrbanReport:
    """The report of half a month: units by how they stand, and tasks in their order."""

    period: ReportPeriod
    issuing_name: str
    deadline: str
    units: Mapping[str, tuple[str, ...]]
    """The units in each state, in their order; every state is there."""
    tasks: tuple[TaskWords, ...]

    @property
    def owing(self) -> int:
        """How many units owe a report."""
        return sum(len(names) for names in self.units.values())

    @property
    def reported(self) -> int:
        """How many units sent one, in time or late, something new or nothing."""
        return self.owing - len(self.units[MISSING]) - len(self.units[SENT_BACK])

    def states(self) -> dict[str, int]:
        """How many tasks are in each state, those without any left out."""
        found = {state: sum(one.state == state for one in self.tasks) for state in TASK_STATES}
        return {state: number for state, number in found.items() if number}

    def grouped(self, by: str = BY_CLAUSE) -> dict[str, list[TaskWords]]:
        """The tasks by clause or by unit, in their order."""
        found: dict[str, list[TaskWords]] = {}
        for one in self.tasks:
            key = (one.clause or OTHER) if by == BY_CLAUSE else (one.unit or "未填单位")
            found.setdefault(key, []).append(one)
        return found


def urban_report(store: Store, period: ReportPeriod, reported: AsReported | None = None) -> UrbanReport:
    """The report of half a month, from the round where there is one, else from the ledger alone.

    ``reported`` has the tasks and returns of a closed period as they were then.
    """
    basis = Basis.of(store, period.month) if reported is None else reported.basis()
    until = "" if reported is None else reported.closed_on(URBAN_TASK.name)
    known = round_of(store, URBAN_TASK, period)
    one = known or RoundInfo(0, URBAN_TASK, period, _values(proposed_round(store, URBAN_TASK, period)))
    units: dict[str, list[str]] = {
        state: [] for state in (REPORTED, LATE, NOTHING_NEW, ADOPTED, SENT_BACK, MISSING)
    }
    for standing in standings(store, one, basis, until):
        units.setdefault(standing.state, []).append(standing.name)
    rows = basis.rows(URBAN_TASK.name)
    return UrbanReport(
        period,
        one.text("issuing_name") or issuing_name(Telling(basis)),
        one.text("deadline"),
        {state: tuple(names) for state, names in units.items()},
        tuple(_task(basis, row, period.half) for row in rows if not _is_over(row, period.half)),
    )


def _values(proposed: Mapping[str, object]) -> dict[str, Value]:
    return {name: value if isinstance(value, str | int) else None for name, value in proposed.items()}


def _is_over(row: Row, half: str) -> bool:
    """A task that was finished and of which nothing is told any more."""
    return row.values.get("task_state") == DONE and not row.values.get(f"{ADOPTED_TEXT}:{half}")


def _task(basis: Basis, row: Row, half: str) -> TaskWords:
    adopted, original = (_text(row, f"{name}:{half}") for name in (ADOPTED_TEXT, ORIGINAL))
    words = adopted or original
    state = row.values.get(f"{REPORT_STATE}:{half}")
    return TaskWords(
        record=row.id,
        clause=_text(row, "section"),
        name=_text(row, "name").rstrip("。；;"),
        unit=basis.text(URBAN_TASK.name, "lead_unit", row),
        state=_text(row, "task_state"),
        deadline=_text(row, "deadline_text"),
        amount=_amount(row),
        progress=words,
        is_adopted=bool(adopted) or not words,
        is_nothing_new=state == NOTHING_NEW or words.rstrip("。") in NOTHING_NEW_WORDS,
        problem="" if _text(row, "problem").rstrip("。") in NOTHING_NEW_WORDS else _text(row, "problem"),
        next_step=_text(row, "next_step"),
    )


def _amount(row: Row) -> str:
    target, done = row.values.get("target_number"), row.values.get("done_number")
    if target is None and done is None:
        return ""
    unit = _text(row, "target_unit")
    return f"{'—' if done is None else done}／{'—' if target is None else target}{unit}"


def _text(row: Row, name: str) -> str:
    return "".join(str(row.values.get(name) or "").split("\n")).strip()


def without_number(clause: str) -> str:
    """A clause without the number that it has in the policy: headings are numbered anew."""
    return _NUMBERED.sub("", clause)
