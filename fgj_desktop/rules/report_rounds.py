"""The rounds of reporting around a day, by the rules of 报送日程: which are due, and what is missing in each."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers.declaration import HALVES, Axis
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules.due_rules import due_days
from fgj_desktop.store.filters import Blank, Counted, Filter, In, Reported

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.rules.due_rules import DueRule
    from fgj_desktop.store.store import Store

REPORT_STATE = "report_state"
"""The column 报送状态, kept for half a month."""
OWED_STATES = ("未报", "退回修改")
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
    """How many counted records a round is about, and those of which nothing was reported."""

    total: int
    missing: tuple[int, ...]

    @property
    def reported(self) -> int:
        """How many are in."""
        return self.total - len(self.missing)


def rounds_around(rules: Sequence[DueRule], today: datetime.date) -> list[Round]:
    """Of every active rule the last round that is past and the next one, by their days."""
    found: list[Round] = []
    for rule in rules:
        past = due_days(rule, today - _LOOK_BACK, today - datetime.timedelta(days=1))
        ahead = due_days(rule, today, today + _LOOK_AHEAD)
        made = (_round(rule, one.day, one.period) for one in (*past[-1:], *ahead[:1]))
        found += [one for one in made if one is not None]
    return sorted(found, key=lambda one: one.due)


def _round(rule: DueRule, due: datetime.date, period: str) -> Round | None:
    """The round of a month or half a month; None of a quarter, a year or a report that is due once."""
    month, half = (period[:7], period[8:]) if period[8:] in HALVES else (period, "")
    try:
        return Round(rule, due, Month.parse(month), half) if len(month) == len("2021-09") else None
    except UserError:
        return None


def returns(store: Store, ledger: Ledger, one: Round) -> Returns | None:
    """What has come in of a round; None where the ledger keeps no such reports."""
    columns = _report_columns(ledger, one.half)
    if not columns:
        return None
    view = store.view(ledger, one.month)
    total = view.count([Counted()])
    if not one.half:
        return Returns(total, tuple(view.ids([Counted(), Reported(False)])))
    fields = [f"{name}:{one.half}" for name in columns]
    filters: list[Filter] = [Counted(), *(Blank(field) for field in fields)]
    if REPORT_STATE in ledger.by_name:
        filters.append(In(f"{REPORT_STATE}:{one.half}", (None, *OWED_STATES)))
    found = view.ids(filters)
    # 「—」 and text that does not fit leave their column empty, but somebody reported them.
    marked = {record for record, marks in view.marks(found).items() if not marks.keys().isdisjoint(fields)}
    return Returns(total, tuple(record for record in found if record not in marked))


def _report_columns(ledger: Ledger, half: str) -> list[str]:
    axis = Axis.HALF_MONTH if half else Axis.MONTH
    return [column.name for column in ledger.columns if column.reported and column.per is axis]
