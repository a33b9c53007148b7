"""报送轮次: a report of one period as it goes out and comes back, and how each unit stands with it.

What is kept of a round are records of 报送轮次, 报送登记 and 催报记录; everything here is read from them and from the
ledger that the round is about.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers import CHASE_RECORD, REPORT_ROUND, UNIT_RETURN
from fgj_desktop.ledgers.declaration import Axis
from fgj_desktop.ledgers.kinds import linked_ids
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.ledgers.report_round import COLLECTING
from fgj_desktop.rules.basis import Basis
from fgj_desktop.rules.deadlines import DONE
from fgj_desktop.rules.due_rules import SETTING, Frequency, due_days, rules_of
from fgj_desktop.rules.registered_returns import exact_day
from fgj_desktop.rules.report_reminders import half_month_reports
from fgj_desktop.rules.reporters import by_reporter, first_unit, in_unit_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.values import Parsed, Value
    from fgj_desktop.rules.due_rules import DueDay, DueRule
    from fgj_desktop.store.rows import Row
    from fgj_desktop.store.store import Store

REPORTED, MISSING, LATE, NOTHING_NEW, SENT_BACK, ADOPTED = (
    "已报",
    "未报",
    "迟报",
    "零报告",
    "退回修改",
    "已采用",
)
_IN = frozenset({REPORTED, LATE, NOTHING_NEW, ADOPTED})
_DEADLINE_TIME = "17:00"


@dataclass(frozen=True, slots=True)
class RoundInfo:
    """One round; ``values`` are those of its record, by column."""

    id: int
    ledger: Ledger
    period: ReportPeriod
    values: dict[str, Value]

    @property
    def name(self) -> str:
        """「新型城镇化半月进展（2021年9月下半月）」."""
        return str(self.values.get("name") or "")

    @property
    def rule_title(self) -> str:
        """「新型城镇化半月进展」."""
        return str(self.values.get("rule_title") or self.ledger.title)

    @property
    def state(self) -> str:
        """收集中, 已汇总, 送审中 or 已定稿."""
        return str(self.values.get("state") or COLLECTING)

    @property
    def deadline(self) -> datetime.date | None:
        """The day by which units report; None when it is not said to the day."""
        return exact_day(self.values.get("deadline"))

    def text(self, column: str) -> str:
        """A column of the record as text, empty for none."""
        value = self.values.get(column)
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class ReturnInfo:
    """One return of a unit; ``values`` are those of its record in 报送登记, by column."""

    id: int
    unit: int | None
    values: dict[str, Value]

    @property
    def state(self) -> str:
        """One of the states of 报送状态, empty for none."""
        return str(self.values.get("state") or "")

    def text(self, column: str) -> str:
        """A column of the record as text, empty for none."""
        value = self.values.get(column)
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """How one unit stands with a round."""

    unit: int | None
    name: str
    telephone: str
    state: str
    """已报, 未报, 迟报, 零报告, 退回修改 or 已采用."""
    records: tuple[int, ...]
    """The records of the round's ledger that the unit reports."""
    returns: tuple[ReturnInfo, ...]
    """What came from it, the newest first."""
    chased: tuple[int, ...]
    """The records of 催报记录 that name it, the newest first."""

    @property
    def is_in(self) -> bool:
        """Whether its report is here."""
        return self.state in _IN


def rounds(store: Store) -> list[RoundInfo]:
    """Every round of ledgers that this version knows, the newest period first."""
    month = ReportPeriod.ended_by(store.clock().date()).month
    read = (_info(store, row) for row in store.view(REPORT_ROUND, month).rows())
    found = [one for one in read if one is not None]
    return sorted(found, key=lambda one: (one.period.key, one.id), reverse=True)


def round_of(store: Store, ledger: Ledger, period: ReportPeriod) -> RoundInfo | None:
    """The round of a ledger and period; the newest where there are several."""
    return next((one for one in rounds(store) if (one.ledger, one.period) == (ledger, period)), None)


def round_with_id(store: Store, record: int) -> RoundInfo | None:
    """The round that a record of 报送轮次 is."""
    return next((one for one in rounds(store) if one.id == record), None)


def _info(store: Store, row: Row) -> RoundInfo | None:
    ledger = store.ledgers.get(str(row.values.get("ledger_name") or ""))
    try:
        period = ReportPeriod.parse(str(row.values.get("period") or ""))
    except UserError:
        return None
    return None if ledger is None else RoundInfo(row.id, ledger, period, dict(row.values))


def proposed_round(store: Store, ledger: Ledger, period: ReportPeriod) -> dict[str, Parsed]:
    """What the record of a new round begins with: its name, its day by 报送日程, in whose name and with which telephone."""
    if period.half and Axis.HALF_MONTH not in ledger.axes:
        raise UserError(f"《{ledger.title}》不按半月填报，请写月份，如 {period.month.key}。")
    rule = rule_for(store, ledger, period)
    due = None if rule is None else due_day(rule, period)
    title = ledger.title if rule is None else rule.title
    values: dict[str, Parsed] = {
        "name": f"{title}（{period.title}）",
        "ledger_name": ledger.name,
        "rule_title": title,
        "period": period.key,
        "state": COLLECTING,
        "deadline": None if due is None else due.day.isoformat(),
        "deadline_time": _DEADLINE_TIME,
    }
    return {**values, **_issuer(store, title, period)}


def rule_for(store: Store, ledger: Ledger, period: ReportPeriod) -> DueRule | None:
    """The rule of 报送日程 that asks units for this ledger: half-monthly of halves, else monthly."""
    wanted = Frequency.HALF_MONTH if period.half else Frequency.MONTH
    found = [
        one
        for one in rules_of(store.settings.get(SETTING))
        if one.ledger == ledger.name and one.frequency is wanted
    ]
    return min(found, key=lambda one: (one.owed.value == "本局", not one.active), default=None)


def due_day(rule: DueRule, period: ReportPeriod) -> DueDay | None:
    """The day on which a rule asks for the report of a period."""
    near = datetime.timedelta(days=62)
    found = due_days(rule, period.first_day, period.last_day + near)
    return next((one for one in found if one.period == period.key), None)


def _issuer(store: Store, title: str, period: ReportPeriod) -> dict[str, Parsed]:
    """In whose name it goes out: the 工作机制 whose 报送事项 it is, else the bureau itself."""
    basis = Basis.of(store, period.month)
    for row in basis.rows("work_mechanism"):
        if row.values.get("reports") == title:
            return {
                "issuing_name": str(row.values.get("issuing_name") or row.values.get("name") or "") or None,
                "contact": basis.text("work_mechanism", "office_unit", row) or None,
                "telephone": str(row.values.get("telephone") or "") or None,
            }
    return {"issuing_name": str(store.settings.get("office") or "") or None}


def standings(
    store: Store, one: RoundInfo, basis: Basis | None = None, until: str = ""
) -> list[UnitStanding]:
    """How each unit stands that owes a report or sent one, in the units' order.

    What was registered last of a unit decides; without any, what the ledger itself holds of the period. With the
    ``basis`` of a closed period and the day it was closed nothing is told of returns that came later.
    """
    basis = basis or Basis.of(store, one.period.month)
    owing = _owing(basis, one)
    shown = _shown_in_ledger(basis, one, owing)
    returns, chased = _returns(basis, one, until), _chased(basis, one)
    telephones = {row.id: str(row.values.get("telephone") or "") for row in basis.rows("responsible_unit")}
    units = in_unit_order(basis, dict.fromkeys([*owing, *(unit for unit in returns if unit is not None)]))
    return [
        UnitStanding(
            unit,
            basis.unit_name(unit),
            telephones.get(unit or 0, ""),
            next((each.state for each in returns.get(unit, ()) if each.state), shown.get(unit, MISSING)),
            tuple(row.id for row in owing.get(unit, ())),
            tuple(returns.get(unit, ())),
            tuple(chased.get(unit or 0, ())),
        )
        for unit in units
    ]


def _owing(basis: Basis, one: RoundInfo) -> dict[int | None, list[Row]]:
    """Who reports what: tasks that are done ask for no report."""
    rows = [row for row in basis.rows(one.ledger.name) if row.values.get("task_state") != DONE]
    return by_reporter(basis, one.ledger, rows)


def _shown_in_ledger(
    basis: Basis, one: RoundInfo, owing: dict[int | None, list[Row]]
) -> dict[int | None, str]:
    """How units stand by what the ledger holds of the period, whether a file came or not."""
    if one.period.half:
        due = one.deadline or one.period.last_day + datetime.timedelta(days=1)
        found = half_month_reports(basis.rows(one.ledger.name), one.period.half, due)
        return {each.unit: each.sent.value for each in found}
    if not one.ledger.reported_columns:
        return {}
    missing = {row.id for row in basis.not_reported(one.ledger.name)}
    return {
        unit: MISSING if all(row.id in missing for row in rows) else REPORTED for unit, rows in owing.items()
    }


def _returns(basis: Basis, one: RoundInfo, until: str = "") -> dict[int | None, list[ReturnInfo]]:
    found: dict[int | None, list[ReturnInfo]] = {}
    for row in _newest_first(basis, UNIT_RETURN, one):
        if until and str(row.values.get("received_on") or "") > until:
            continue
        key = first_unit(row.values.get("unit"))
        values = {column.name: row.values.get(column.name) for column in UNIT_RETURN.columns}
        found.setdefault(key, []).append(ReturnInfo(row.id, key, values))
    return found


def _chased(basis: Basis, one: RoundInfo) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for row in _newest_first(basis, CHASE_RECORD, one):
        for unit in linked_ids(row.values.get("units")):
            found.setdefault(unit, []).append(row.id)
    return found


def _newest_first(basis: Basis, ledger: Ledger, one: RoundInfo) -> Sequence[Row]:
    """The records of a round; ids are ordered by time."""
    rows = [row for row in basis.rows(ledger.name) if row.values.get("round") == one.id]
    return sorted(rows, key=lambda row: row.id, reverse=True)


def units_missing(found: Sequence[UnitStanding]) -> list[UnitStanding]:
    """Those whose report is not here, among them what was sent back."""
    return [one for one in found if not one.is_in]
