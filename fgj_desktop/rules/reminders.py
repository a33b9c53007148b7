"""What to chase, from the rows of a month and a date: pure, sorted by urgency.

The tone is that of a bureau that helps: nobody is asked to report more investment (补报投资), but to get the
papers for the statistics library together.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.dates import date_text
from fgj_desktop.ledgers.numbers import percent_text
from fgj_desktop.rules.amounts import completion, gap_points
from fgj_desktop.rules.assessment_reminders import assessment_reminders
from fgj_desktop.rules.backup_reminder import backup_reminder
from fgj_desktop.rules.basis import Basis
from fgj_desktop.rules.bond_reminders import bond_reminders
from fgj_desktop.rules.deadline_reminders import deadline_reminders
from fgj_desktop.rules.due_rules import SETTING as DUE_RULES
from fgj_desktop.rules.due_rules import rules_of
from fgj_desktop.rules.issued_bond_reminders import REFERENCE_LINE, issued_bond_reminders, reserve_reminders
from fgj_desktop.rules.lights import light_colour
from fgj_desktop.rules.phrases import schedule_phrase
from fgj_desktop.rules.project_past_reminders import red_for_two_months, started_not_listed
from fgj_desktop.rules.projects import amount, is_invested_not_listed, is_started
from fgj_desktop.rules.reminder import KIND_ORDER, Kind, Reminder, Urgency, name_of, wan_text
from fgj_desktop.rules.report_reminders import report_reminders
from fgj_desktop.rules.schedule import BEHIND, NO_INVESTMENT, is_past_start
from fgj_desktop.rules.unit_report_reminders import unit_report_reminders
from fgj_desktop.store.backup import default_folder, list_backups

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.ledgers.values import Value
    from fgj_desktop.store.rows import Row
    from fgj_desktop.store.store import Store

LEDGER = "key_project"
STUCK_DAYS = 30
"""Days without a change after which a review counts as stuck, unless set otherwise."""
_NEVER = datetime.date.max


def reminders(
    projects: Sequence[Row],
    bonds: Sequence[Row],
    month: Month,
    today: datetime.date,
    *,
    stuck_days: int = STUCK_DAYS,
) -> list[Reminder]:
    """What rows of key projects and of the bond reserve ask for as of ``month`` on ``today``, the most urgent first.

    Rows that do not count are left out. Within one urgency and kind: worst first, else the order of the rows.
    """
    counted = [row for row in projects if row.counted]
    found = [
        *_past_start(counted, month),
        *_behind(counted, month),
        *_started_without_investment(counted, month),
        *_invested_not_listed(counted, month),
        *bond_reminders(bonds, month, today, stuck_days),
    ]
    return sorted(found, key=lambda one: (one.urgency, KIND_ORDER[one.kind]))


def reminders_of(store: Store, month: Month, today: datetime.date) -> list[Reminder]:
    """Everything to chase in a file, from every ledger, the most urgent first."""
    basis = Basis.of(store, month)
    rules = rules_of(store.settings.get(DUE_RULES))
    projects = reminders(
        basis.rows(LEDGER),
        basis.rows("bond_reserve"),
        month,
        today,
    )
    red = red_for_two_months(basis)
    found = [
        *(
            _for_the_second_month(one) if one.record in red and one.kind is Kind.BEHIND else one
            for one in projects
        ),
        *report_reminders(basis, rules, today),
        *unit_report_reminders(basis, rules, today),
        *started_not_listed(basis),
        *issued_bond_reminders(basis, reference_line=bool(store.settings.get(REFERENCE_LINE, False))),
        *reserve_reminders(basis, today),
        *deadline_reminders(basis, today),
        *assessment_reminders(basis, today),
        *backup_reminder(_newest_backup(store), _last_change(store), today),
    ]
    return sorted(found, key=lambda one: (one.urgency, KIND_ORDER[one.kind], one.due or _NEVER))


def _newest_backup(store: Store) -> datetime.date | None:
    """The day of the newest backup in the usual place."""
    found = list_backups(default_folder(store.path), store.path.stem)
    return max((one.time.date() for one in found), default=None)


def _last_change(store: Store) -> datetime.date | None:
    newest = next(iter(store.history(1)), None)
    return None if newest is None else datetime.date.fromisoformat(newest.at[:10])


def _for_the_second_month(one: Reminder) -> Reminder:
    """A project behind whose light is red for the second month."""
    title = one.title.removesuffix("落后时间进度") + "连续两月红灯"
    key = one.key.replace(one.kind.name, Kind.TWO_MONTHS_RED.name, 1)
    return replace(one, kind=Kind.TWO_MONTHS_RED, urgency=Urgency.HIGH, title=title, key=key)


def _one(kind: Kind, urgency: Urgency, row: Row, title: str, detail: str, month: Month) -> Reminder:
    key = f"{kind.name}:{LEDGER}:{row.id}:{month.key}"
    return Reminder(kind, urgency, title, detail, LEDGER, row.id, (row.id,), key)


def _date(value: Value) -> str | None:
    return str(value) if value else None


def _past_start(rows: Sequence[Row], month: Month) -> Iterator[Reminder]:
    """Projects past their planned start that are known not to have begun, or of which nothing is known."""
    for row in rows:
        started = row.values.get("started")
        nothing_known = started is None and (amount(row, "invested_to_date") or 0) <= 0
        planned, period = _date(row.values.get("planned_start")), _date(row.values.get("construction_period"))
        if (started == 0 or nothing_known) and is_past_start(planned, period, month.year, month.number):
            plan = f"计划{date_text(planned)}开工" if planned else f"建设起止年限为{period}"
            detail = f"{plan}，截至{month.last_day.month}月底未开工。请了解原因，协调推进开工。"
            title = f"{name_of(row)}已过计划开工时间，未开工"
            yield _one(Kind.PAST_START, Urgency.HIGH, row, title, detail, month)


def _gap(row: Row, month: Month) -> Fraction:
    """The column 较时间进度, computed here: whole rows, read for one share, would take as long as all the rest."""
    done, plan, due = (amount(row, name) for name in ("invested_to_date", "current_plan", "planned_to_date"))
    return gap_points(done, plan, due, month.number) or Fraction(0)


def _behind(rows: Sequence[Row], month: Month) -> Iterator[Reminder]:
    """Projects below the time schedule, worst first; red ones are urgent."""
    behind = [(_gap(row, month), row) for row in rows if row.values.get("state") == BEHIND]
    for gap, row in sorted(behind, key=lambda one: one[0]):
        is_red = light_colour(_date(row.values.get("light"))) == "red"
        done = amount(row, "invested_to_date")
        share = percent_text(completion(done, amount(row, "current_plan")) or Fraction(0), 2)
        invested = wan_text(done or 0)
        detail = f"{month.range_text}完成 {invested}，占年度计划 {share}，{schedule_phrase(gap)}。"
        urgency = Urgency.HIGH if is_red else Urgency.MIDDLE
        yield _one(Kind.BEHIND, urgency, row, f"{name_of(row)}落后时间进度", detail, month)


def _started_without_investment(rows: Sequence[Row], month: Month) -> Iterator[Reminder]:
    for row in rows:
        if is_started(row) and row.values.get("state") == NO_INVESTMENT:
            listed = row.values.get("listed") == 1
            detail = (
                "已统计入库，未有纳统投资。请向统计部门核实。"
                if listed
                else "尚未统计入库。请协助项目单位备齐入库材料。"
            )
            title = f"{name_of(row)}已开工，未产生投资"
            yield _one(Kind.STARTED_WITHOUT_INVESTMENT, Urgency.MIDDLE, row, title, detail, month)


def _invested_not_listed(rows: Sequence[Row], month: Month) -> Iterator[Reminder]:
    """Projects with actual investment outside the statistics library, the largest amount first."""
    found = [row for row in rows if is_invested_not_listed(row)]
    for row in sorted(found, key=lambda row: -(amount(row, "actual_invested_to_date") or 0)):
        done = wan_text(amount(row, "actual_invested_to_date") or 0)
        begun = "" if is_started(row) else "项目未开工，如属前期费用请在情况说明中注明。"
        detail = f"{month.range_text}实际完成投资 {done}，尚未统计入库。请协助项目单位备齐入库材料。{begun}"
        yield _one(
            Kind.INVESTED_NOT_LISTED, Urgency.MIDDLE, row, f"{name_of(row)}有投资未入库", detail, month
        )
