"""Special bonds as charts tell them: the reserve by sector and review stage, payment project by project and by month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.rules.amounts import FISCAL_PASSED, NATIONAL_PASSED, ratio
from fgj_desktop.rules.chart_query import Pick
from fgj_desktop.rules.projects import amount
from fgj_desktop.rules.register_change import as_then_called
from fgj_desktop.rules.stacks import Part, Stack, Stacks
from fgj_desktop.rules.summaries import reported_months
from fgj_desktop.store.filters import Counted
from fgj_desktop.store.grouping import Grouping

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.rules.chart_query import ChartQuery
    from fgj_desktop.store.rows import Row

STAGES = (
    Part("双通过", "green"),
    Part("国家重大库通过", "accent"),
    Part("财政系统通过", "violet"),
    Part("审核中", "amber"),
    Part("退回或不通过", "red"),
    Part("未录入", "grey"),
)
_SENT_BACK = frozenset({"退回修改", "不通过"})
_NOT_ENTERED = frozenset({None, "", "未录入"})
_SECTOR = "field"
_PAID = ("net_amount", "received", "handed_on", "paid")


def stage_of(national: str | None, fiscal: str | None) -> int:
    """The position in ``STAGES`` of a project by its states on both review lines."""
    passed = (national == NATIONAL_PASSED, fiscal == FISCAL_PASSED)
    if any(passed):
        return 0 if all(passed) else passed.index(True) + 1
    if {national, fiscal} & _SENT_BACK:
        return 4
    return 5 if {national, fiscal} <= _NOT_ENTERED else 3


def reserve_by_sector(query: ChartQuery, of: str | None = None) -> Stacks | None:
    """How many projects of each sector are at which stage; with ``of`` the amounts of that column instead."""
    grouping = Grouping(query.ledger.fields_by_name[_SECTOR], query.month, query.store.links())
    view = query.view
    stacks = []
    for group in view.grouped(grouping, (Counted(), *query.without(_SECTOR))):
        amounts = [0] * len(STAGES)
        for row in view.rows(group.ids):
            states = (row.values.get("national_state"), row.values.get("fiscal_state"))
            place = stage_of(*(None if state is None else str(state) for state in states))
            amounts[place] += 1 if of is None else amount(row, of) or 0
        pick = Pick(group.title, query.ledger.name, tuple(group.ids), _SECTOR, group.key)
        stacks.append(Stack(group.title, tuple(amounts), pick))
    if not stacks:
        return None
    if of is None:
        return Stacks(STAGES, tuple(stacks), unit=query.ledger.measure_word)
    return Stacks(STAGES, tuple(stacks), "money")


@dataclass(frozen=True, slots=True)
class Payment:
    """What became of one project's bond, in 分; None where not filled."""

    name: str
    amounts: Mapping[str, int | None]
    payment_share: Fraction | None
    """实际支出 over the net amount."""
    pick: Pick

    @property
    def is_overpaid(self) -> bool:
        """Whether more was spent than built (支出大于实物工作量)."""
        built = self.amounts["physical_work"]
        return built is not None and (self.amounts["paid"] or 0) > built


PAYMENTS = ("net_amount", "received", "handed_on", "paid", "physical_work")


def payments(query: ChartQuery) -> list[Payment] | None:
    """The projects with their bonds, in the ledger's order; None without one that has an amount."""
    rows = query.view.rows(query.view.ids((Counted(), *query.filters)))
    as_then_called(query.ledger, rows, query.month)
    found = [_payment(query, row) for row in rows]
    return [one for one in found if any(one.amounts.values())] or None


def _payment(query: ChartQuery, row: Row) -> Payment:
    amounts = {name: amount(row, name) for name in PAYMENTS}
    name = str(row.values.get("name") or "")
    share = ratio(amounts["paid"], amounts["net_amount"])
    return Payment(name, amounts, share, Pick(name, query.ledger.name, (row.id,)))


@dataclass(frozen=True, slots=True)
class RatesPoint:
    """拨付率 and 支出进度 of all projects at the end of a month."""

    month: Month
    handing: Fraction | None
    payment: Fraction | None


def rates_by_month(query: ChartQuery) -> list[RatesPoint] | None:
    """The rates month by month; None while nothing is received or paid."""
    points = []
    for month in reported_months(query.store, query.ledger, query.month):
        view = query.store.view(query.ledger, month)
        sums = view.totals(query.filters, _PAID)
        net, received, handed_on, paid = (
            None if sums[name] is None else int(sums[name] or 0) for name in _PAID
        )
        points.append(RatesPoint(month, ratio(handed_on, received), ratio(paid, net)))
    has_data = any(point.handing is not None or point.payment is not None for point in points)
    return points if has_data else None
