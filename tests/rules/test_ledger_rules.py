"""Conditions that all rows of a ledger meet together."""

from __future__ import annotations

import pytest

from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.values import WAN, YI
from fgj_desktop.rules.ledger_rules import (
    listed_as_published,
    parts_make_whole,
    scores_of_the_sheet,
    scores_within_weights,
    steps_in_order,
    told_once,
    weights_make_hundred,
)
from fgj_desktop.store.rows import Mark, Row

SEPTEMBER = Month(2021, 9)
_PARTS = ("scope", "amount", "合计", "投资项目", "房地产开发")


def rows(*values: dict[str, object]) -> list[Row]:
    return [Row(number, dict(one), frozenset()) for number, one in enumerate(values, 1)]  # type: ignore[arg-type]


def nothing(_ledger: str) -> list[Row]:
    return []


def investment(
    whole: int | None, projects: int | None, houses: int | None
) -> list[tuple[int, tuple[str, ...]]]:
    some = rows(
        {"scope": "合计", "amount": whole},
        {"scope": "产业园", "amount": 7 * YI},
        {"scope": "投资项目", "amount": projects},
        {"scope": "房地产开发", "amount": houses},
    )
    return list(parts_make_whole(some, nothing, SEPTEMBER, *_PARTS))


def test_the_whole_is_what_its_parts_come_to() -> None:
    assert investment(300 * WAN, 200 * WAN, 100 * WAN) == []
    assert investment(1_500 * WAN + 300 * WAN, 200 * WAN, 400 * WAN) == [(1, ("多 1,200 万元",))]
    assert investment(299 * WAN, 200 * WAN, 100 * WAN) == [(1, ("少 1 万元",))]
    assert investment(300 * WAN, None, 100 * WAN) == investment(None, 200 * WAN, 100 * WAN) == []


def test_amounts_rounded_to_hundredths_of_a_yi_may_be_off_by_one_each() -> None:
    hundredth = YI // 100
    assert investment(2029 * hundredth, 1602 * hundredth, 425 * hundredth) == []
    assert investment(2030 * hundredth, 1602 * hundredth, 425 * hundredth) == [(1, ("多 300 万元",))]
    assert investment(2029 * hundredth, 1602 * hundredth + 1, 425 * hundredth) != []


TOWNS = rows(
    {"unit_type": "镇", "short_name": "犁市镇"},
    {"unit_type": "镇", "short_name": "乐园镇"},
    {"unit_type": "街道", "short_name": "东河街道"},
    {"unit_type": "部门", "short_name": "区教育局"},
)


def weights(*values: dict[str, object]) -> list[tuple[int, tuple[str, ...]]]:
    some = rows(*({"year": 2021, "kind": "基本", **one} for one in values))
    return list(weights_make_hundred(some, {"responsible_unit": TOWNS}.__getitem__, SEPTEMBER))


def test_each_town_s_applicable_weights_make_a_hundred() -> None:
    common = {"weight": 6_000, "scope": "通用"}
    for_streets = {"weight": 4_000, "scope": "街道和办事处"}
    assert weights(common, {"weight": 4_000, "scope": "镇"}, for_streets) == []
    assert weights(common, for_streets, {"weight": 3_800, "scope": "镇"}) == [(1, ("98", "犁市镇、乐园镇"))]
    assert weights({"weight": 9_000}) == [(1, ("90", "各镇办"))]
    own = {"weight": 250, "towns": ",1,"}
    bonus = {"weight": 900, "kind": "加分"}
    found = weights(for_streets, common, {"weight": 4_000, "scope": "镇"}, own, bonus)
    assert found == [(2, ("102.5", "犁市镇"))]


def test_years_are_weighed_apart_and_sheets_without_weights_not_at_all() -> None:
    assert weights({"weight": 10_000}, {"weight": 10_000, "year": 2020}) == []
    assert weights({"weight": None}, {"weight": None}) == []


def test_no_score_is_above_the_weight_of_its_indicator() -> None:
    indicators = rows(
        {"year": 2021, "name": "投资", "weight": 1_000},
        {"year": 2021, "name": "加分", "weight": 100, "kind": "加分"},
    )
    scores = rows(
        {"year": 2021, "name": "投资", "score": 1_000},
        {"year": 2021, "name": "投资", "score": 1_001},
        {"year": 2020, "name": "投资", "score": 2_000},
        {"year": 2021, "name": "加分", "score": 500},
        {"year": 2021, "name": "投资", "score": None},
    )
    found = list(scores_within_weights(scores, {"town_assessment": indicators}.__getitem__, SEPTEMBER))
    assert found == [(2, ("10",))]


def test_scores_are_of_an_indicator_of_the_year_and_of_a_town_it_applies_to() -> None:
    indicators = rows(
        {"year": 2021, "name": "投资", "scope": "通用"}, {"year": 2021, "name": "乡村振兴", "scope": "镇"}
    )
    scores = rows(
        {"year": 2021, "name": "投资", "town": 1},
        {"year": 2020, "name": "投资", "town": 1},
        {"year": 2021, "name": "投资额", "town": 1},
        {"year": 2021, "name": "投资", "town": 4},
        {"year": 2021, "name": "乡村振兴", "town": 3},
        {"year": 2021, "name": "乡村振兴", "town": 2},
        {"year": 2021, "name": None, "town": 2},
    )
    others = {"town_assessment": indicators, "responsible_unit": TOWNS}.__getitem__
    assert list(scores_of_the_sheet(scores, others, SEPTEMBER)) == [
        (2, ("2020年没有考核指标“投资”",)),
        (3, ("2021年没有考核指标“投资额”",)),
        (4, ("被考核单位不是镇、街道或办事处",)),
        (5, ("这项指标不适用于这个镇办",)),
    ]


def test_what_is_told_twice_is_told_at_the_second() -> None:
    some = rows(
        {"a": 1, "b": 2}, {"a": 1, "b": 3}, {"a": 1, "b": 2}, {"a": None, "b": 2}, {"a": None, "b": 2}
    )
    assert list(told_once(some, nothing, SEPTEMBER, "a", "b")) == [(3, ())]


@pytest.mark.parametrize(
    ("done", "found"),
    [
        (("2021-03", "2021-04-10", "2021-05", "2021-06-01"), []),
        ((None, None, None, None), []),
        (("2021-03", None, None, None), []),
        (("2021-03", None, None, "2021-06-01"), [(4, ("村民会议尚未通过", "区政府批复"))]),
        (
            ("2021-03", None, "2021-05", "2021-06-01"),
            [(3, ("村民会议尚未通过", "镇政府请示")), (4, ("村民会议尚未通过", "区政府批复"))],
        ),
        (
            ("2021-03", "2021-07-10", "2021-05", "2021-06-01"),
            [
                (3, ("村民会议到2021年7月10日才通过", "镇政府请示")),
                (4, ("村民会议到2021年7月10日才通过", "区政府批复")),
            ],
        ),
        (("2021", "2021", "2021", "2021-01"), []),
    ],
)
def test_the_steps_of_a_village_are_done_in_order(
    done: tuple[str | None, ...], found: list[tuple[int, tuple[str, ...]]]
) -> None:
    names = ("方案", "村民会议", "镇政府请示", "区政府批复")
    some = rows(
        *({"village": 5, "milestone": name, "done_on": day} for name, day in zip(names, done, strict=True)),
        {"village": 6, "milestone": "其他", "done_on": "2021-01-01"},
    )
    assert list(steps_in_order(some, nothing, SEPTEMBER)) == found


def test_a_step_whose_day_cannot_be_read_is_done() -> None:
    names = ("方案", "村民会议", "镇政府请示", "区政府批复")
    some = rows(*({"village": 5, "milestone": name, "done_on": "2021-06"} for name in names))
    some[1].values["done_on"] = None
    some[1].marks["done_on"] = Mark(misfit="上个月", reason="不是有效的日期")
    assert list(steps_in_order(some, nothing, SEPTEMBER)) == []


def test_the_published_number_of_listed_projects_is_what_the_library_counts() -> None:
    library = rows(
        {"newly_listed": 1, "total_investment": 2 * YI},
        {"newly_listed": 1, "total_investment": YI},
        {"newly_listed": 0, "total_investment": 9 * YI},
    )
    stated = rows({"scope": "合计", "listed": 3, "large": 1}, {"scope": "投资项目", "listed": 9})
    others = {"statistics_project": library}.__getitem__
    assert list(listed_as_published(stated, others, SEPTEMBER, "listed", "0")) == [(1, ("2",))]
    assert list(listed_as_published(stated, others, SEPTEMBER, "large", str(YI))) == []
    assert list(listed_as_published(stated, nothing, SEPTEMBER, "listed", "0")) == []
