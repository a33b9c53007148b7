"""镇办考核 as charts tell it: points by category, totals and ranks as the score sheet has them."""

from __future__ import annotations

import pytest

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.values import Parsed
from fgj_desktop.rules.chart_query import ChartQuery
from fgj_desktop.rules.town_charts import town_results, town_scores
from fgj_desktop.store.store import Store

UNITS, INDICATORS = ledger_named("responsible_unit"), ledger_named("town_assessment")
SCORES, RESULTS = ledger_named("town_score"), ledger_named("town_result")
SEPTEMBER = Month(2021, 9)


@pytest.fixture
def scored(empty_store: Store) -> Store:
    """Two towns, two categories of basic indicators, a bonus with a cap and a deduction."""
    with empty_store.action("考核") as writes:
        towns = [
            writes.insert(UNITS, {"name": name, "short_name": name, "unit_type": "镇", "serial": serial})
            for serial, name in enumerate(("乐园镇", "新韶镇"), 1)
        ]
        for name, category, kind, weight, cap in (
            ("甲", "经济", "基本", 6000, None),
            ("乙", "社会", "基本", 4000, None),
            ("丙", "加分", "加分", None, 200),
            ("丁", "扣分", "扣分", None, None),
        ):
            values: dict[str, Parsed] = {
                "year": 2021, "name": name, "category": category, "kind": kind, "weight": weight, "bonus_cap": cap,
            }  # fmt: skip
            writes.insert(INDICATORS, values, SEPTEMBER)
        for town, points in zip(towns, ((5000, 3000, 300, 100), (5500, 3900, 0, 0)), strict=True):
            for name, score in zip("甲乙丙丁", points, strict=True):
                writes.insert(SCORES, {"year": 2021, "name": name, "town": town, "score": score}, SEPTEMBER)
    return empty_store


def test_the_points_of_a_town_are_parted_by_category_and_the_first_is_on_top(scored: Store) -> None:
    stacks = town_scores(ChartQuery(scored, SCORES, SEPTEMBER))
    assert stacks is not None
    assert [part.name for part in stacks.parts] == ["经济", "社会", "加分", "扣分"]
    assert [(stack.label, stack.amounts, stack.said) for stack in stacks.stacks] == [
        ("新韶镇", (5500, 3900, 0, 0), "94　第1名"),
        # The bonus is capped at 2 points, and one is deducted.
        ("乐园镇", (5000, 3000, 200, 0), "81　第2名"),
    ]
    assert stacks.used == (0, 1, 2)
    pick = stacks.stacks[0].pick
    assert pick is not None
    assert pick.field == "town"
    assert len(pick.records) == 4


def test_what_is_not_scored_yet_and_a_veto_stand_beside_the_name(scored: Store) -> None:
    town = next(row.id for row in scored.view(UNITS, SEPTEMBER).rows() if row.values["name"] == "新韶镇")
    with scored.action("再加") as writes:
        for name, kind, weight in (("戊", "基本", 0), ("己", "一票否决", None)):
            values: dict[str, Parsed] = {"year": 2021, "name": name, "kind": kind, "weight": weight}
            writes.insert(INDICATORS, values, SEPTEMBER)
        writes.insert(SCORES, {"year": 2021, "name": "己", "town": town, "score": 100}, SEPTEMBER)
    stacks = town_scores(ChartQuery(scored, SCORES, SEPTEMBER))
    assert stacks is not None
    labels = [stack.label for stack in stacks.stacks]
    assert labels == ["新韶镇（一票否决，1项未评）", "乐园镇（1项未评）"]


def test_results_stand_by_rank_each_in_its_grade(empty_store: Store) -> None:
    with empty_store.action("结果") as writes:
        for year, name, total, rank, grade in (
            (2020, "甲", 9000, 2, "良好"),
            (2020, "乙", 9550, 1, "优秀"),
            (2020, "丙", 7000, None, None),
            (2019, "丁", 9900, 1, "优秀"),
        ):
            values: dict[str, Parsed] = {
                "year": year,
                "name": name,
                "total": total,
                "rank": rank,
                "grade": grade,
            }
            writes.insert(RESULTS, values, SEPTEMBER)
    stacks = town_results(ChartQuery(empty_store, RESULTS, SEPTEMBER))
    assert stacks is not None
    assert [(stack.label, stack.amounts) for stack in stacks.stacks] == [
        ("乙", (9550, 0, 0, 0)),
        ("甲", (0, 9000, 0, 0)),
        ("丙", (0, 0, 0, 7000)),
    ]
    assert stacks.notes == ("2020年",)


def test_without_scores_there_is_no_chart(empty_store: Store) -> None:
    assert town_scores(ChartQuery(empty_store, SCORES, SEPTEMBER)) is None
    assert town_results(ChartQuery(empty_store, RESULTS, SEPTEMBER)) is None
