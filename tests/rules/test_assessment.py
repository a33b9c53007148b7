"""Scores add up by each town's own set of indicators; ties, scaling, caps and vetoes."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.ledgers.values import Value
from fgj_desktop.rules.assessment import applies, score_sheet, weight_of
from fgj_desktop.store.rows import Row


def row(number: int, **values: Value) -> Row:
    return Row(number, dict(values), frozenset(), {})


TOWN, STREET, OFFICE = (
    row(number, name=name, short_name=name, unit_type=kind)
    for number, name, kind in ((1, "新韶镇", "镇"), (2, "风采街道", "街道"), (3, "曲仁办事处", "办事处"))
)
BUREAU = row(9, name="区财政局", unit_type="区直")
UNITS = (BUREAU, TOWN, STREET, OFFICE)
GENERAL = row(11, name="重点项目", year=2021, weight=6000, kind="基本", scope="通用")
RURAL = row(12, name="乡村振兴", year=2021, weight=4000, kind="基本", scope="镇")
URBAN = row(13, name="城市管理", year=2021, weight=4000, kind="基本", scope="街道和办事处")
BONUS = row(14, name="表彰", year=2021, kind="加分", bonus_cap=500, scope="通用")
VETO = row(15, name="安全事故", year=2021, kind="一票否决", scope="通用")
INDICATORS = (GENERAL, RURAL, URBAN, BONUS, VETO)


def score(indicator: Row, town: Row, points: int | None, **more: Value) -> Row:
    name = indicator.values["name"]
    return row(hash((name, town.id)) % 10**6, name=name, town=town.id, year=2021, score=points, **more)


def full(town: Row, points: int) -> list[Row]:
    other = RURAL if town is TOWN else URBAN
    return [score(GENERAL, town, points), score(other, town, 4000)]


def test_each_town_has_its_own_set_of_indicators_that_adds_up() -> None:
    assert applies(RURAL, TOWN)
    assert not applies(RURAL, STREET)
    assert not applies(RURAL, OFFICE)
    assert [weight_of(INDICATORS, town) for town in (TOWN, STREET, OFFICE)] == [10_000, 10_000, 10_000]


def test_towns_that_are_named_decide_over_the_scope() -> None:
    named = row(16, name="试点", scope="镇", towns=",2,", weight=100)
    assert applies(named, STREET)
    assert not applies(named, TOWN)


def test_ties_share_a_place_and_the_next_is_skipped() -> None:
    sheet = score_sheet(
        2021, INDICATORS, [*full(TOWN, 5000), *full(STREET, 5000), *full(OFFICE, 4000)], UNITS
    )
    assert [(one.name, one.total, one.rank) for one in sheet.totals] == [
        ("新韶镇", 9000, 1),
        ("风采街道", 9000, 1),
        ("曲仁办事处", 8000, 3),
    ]
    assert [one.group_rank for one in sheet.totals] == [1, 1, 2]


def test_what_does_not_apply_is_scaled_away_and_said() -> None:
    (town, *_) = score_sheet(
        2021, INDICATORS, [score(GENERAL, TOWN, 5400), score(RURAL, TOWN, None, not_applicable=1)], UNITS
    ).totals
    assert town.total == Fraction(9000)
    assert town.explanation == "不适用 40 分，按适用部分折算"
    assert not town.missing


def test_an_empty_score_is_missing_and_zero_is_not() -> None:
    totals = score_sheet(2021, INDICATORS, [score(GENERAL, TOWN, 0)], UNITS).totals
    assert totals[0].missing == ["乡村振兴"]
    assert totals[1].missing == ["重点项目", "城市管理"]


def test_a_bonus_stops_at_its_cap_and_a_veto_costs_the_best_grade_not_the_points() -> None:
    quotas = {"优秀": Fraction(1, 3), "良好": Fraction(1, 3)}
    scores = [*full(TOWN, 6000), score(BONUS, TOWN, 800), score(VETO, TOWN, 100)]
    sheet = score_sheet(2021, INDICATORS, [*scores, *full(STREET, 5900), *full(OFFICE, 5000)], UNITS, quotas)
    town, street, office = sheet.totals
    assert (town.total, town.rank, town.vetoed) == (10_500, 1, True)
    assert (town.grade, street.grade, office.grade) == ("良好", "优秀", "一般")


def test_scores_of_indicators_or_towns_that_are_not_there_are_told() -> None:
    lost = score(row(0, name="没有的指标"), TOWN, 100)
    elsewhere = score(GENERAL, BUREAU, 100)
    assert score_sheet(2021, INDICATORS, [lost, elsewhere], UNITS).strangers == (lost, elsewhere)


def test_another_year_has_its_own_sheet() -> None:
    assert not score_sheet(2020, INDICATORS, full(TOWN, 6000), UNITS).indicators


@given(st.lists(st.integers(0, 6000), min_size=3, max_size=3))
def test_places_are_those_of_sorting_and_the_best_is_first(points: list[int]) -> None:
    scores = [one for town, got in zip(UNITS[1:], points, strict=True) for one in full(town, got)]
    totals = score_sheet(2021, INDICATORS, scores, UNITS).totals
    assert min(one.rank for one in totals) == 1
    for one in totals:
        assert one.rank == 1 + sum(other.total > one.total for other in totals)


@pytest.mark.parametrize("missing", ["weight", "kind"])
def test_an_indicator_without_weight_or_kind_does_not_break_the_sheet(missing: str) -> None:
    values = {name: value for name, value in GENERAL.values.items() if name != missing}
    sheet = score_sheet(2021, [row(11, **values)], [score(GENERAL, TOWN, 100)], UNITS)
    assert sheet.totals[0].basic == 100
