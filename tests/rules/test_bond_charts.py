"""Special bonds as charts tell them: stages of both review lines, payment, rates."""

from __future__ import annotations

from fractions import Fraction

import pytest

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.values import WAN, Parsed
from fgj_desktop.rules.bond_charts import STAGES, payments, rates_by_month, reserve_by_sector, stage_of
from fgj_desktop.rules.chart_query import ChartQuery
from fgj_desktop.store.store import Store

RESERVE, ISSUED = ledger_named("bond_reserve"), ledger_named("bond_project")
SEPTEMBER, MAY = Month(2021, 9), Month(2021, 5)
PASSED, FISCAL = "国家审核通过", "财政部审核通过"


@pytest.mark.parametrize(
    ("national", "fiscal", "stage"),
    [
        (PASSED, FISCAL, "双通过"),
        (PASSED, "退回修改", "国家重大库通过"),
        ("市级审核", FISCAL, "财政系统通过"),
        ("市级审核", "省级初审", "审核中"),
        ("已录入", None, "审核中"),
        ("退回修改", "市级审核", "退回或不通过"),
        ("不通过", None, "退回或不通过"),
        ("未录入", None, "未录入"),
        (None, None, "未录入"),
    ],
)
def test_every_pair_of_states_has_one_stage(national: str | None, fiscal: str | None, stage: str) -> None:
    assert STAGES[stage_of(national, fiscal)].name == stage


def test_sectors_are_parted_by_stage_in_numbers_and_in_money(empty_store: Store) -> None:
    with empty_store.action("储备") as writes:
        for number, (sector, national, fiscal, demand) in enumerate(
            (("教育", PASSED, FISCAL, 100), ("教育", PASSED, None, 40), ("能源", None, None, None))
        ):
            values: dict[str, Parsed] = {
                "name": f"项目{number}", "field": sector, "national_state": national, "fiscal_state": fiscal,
                "bond_demand": None if demand is None else demand * WAN,
            }  # fmt: skip
            writes.insert(RESERVE, values, SEPTEMBER)
        writes.insert(RESERVE, {"name": "调出的", "field": "教育", "register_state": "调出"}, SEPTEMBER)
    query = ChartQuery(empty_store, RESERVE, SEPTEMBER)
    counts, money = reserve_by_sector(query), reserve_by_sector(query, "bond_demand")
    assert counts is not None
    assert money is not None
    assert [(stack.label, stack.amounts) for stack in counts.stacks] == [
        ("能源", (0, 0, 0, 0, 0, 1)),
        ("教育", (1, 1, 0, 0, 0, 0)),
    ]
    assert counts.unit == "个"
    assert money.stacks[1].amounts == (100 * WAN, 40 * WAN, 0, 0, 0, 0)
    pick = counts.stacks[1].pick
    assert pick is not None
    assert (pick.field, pick.value) == ("field", "教育")


def issue(store: Store) -> None:
    """Two issued bonds, one of them overpaid in September."""
    with store.action("债券") as writes:
        first, second = (
            writes.insert(ISSUED, {"name": name, "bond_amount": 1000 * WAN}, MAY) for name in ("甲", "乙")
        )
        writes.put(ISSUED, first, MAY, {"received": 800 * WAN, "handed_on": 400 * WAN, "paid": 100 * WAN})
        writes.put(ISSUED, first, SEPTEMBER, {"paid": 500 * WAN, "physical_work": 300 * WAN})
        writes.put(ISSUED, second, SEPTEMBER, {"received": 200 * WAN, "handed_on": 100 * WAN})


def test_what_became_of_each_bond_and_who_paid_more_than_was_built(empty_store: Store) -> None:
    issue(empty_store)
    points = payments(ChartQuery(empty_store, ISSUED, SEPTEMBER))
    assert points is not None
    assert [(point.name, point.payment_share, point.is_overpaid) for point in points] == [
        ("甲", Fraction(1, 2), True),
        ("乙", None, False),
    ]
    assert points[0].amounts["received"] == 800 * WAN
    assert points[1].amounts["paid"] is None


def test_rates_are_those_of_the_sums_month_by_month(empty_store: Store) -> None:
    issue(empty_store)
    points = rates_by_month(ChartQuery(empty_store, ISSUED, SEPTEMBER))
    assert points is not None
    assert [(point.month.number, point.handing, point.payment) for point in points] == [
        (5, Fraction(1, 2), Fraction(1, 20)),
        (9, Fraction(1, 2), Fraction(1, 4)),
    ]


def test_without_bonds_there_is_no_chart(empty_store: Store) -> None:
    assert reserve_by_sector(ChartQuery(empty_store, RESERVE, SEPTEMBER)) is None
    assert payments(ChartQuery(empty_store, ISSUED, SEPTEMBER)) is None
    assert rates_by_month(ChartQuery(empty_store, ISSUED, SEPTEMBER)) is None
