"""Publishing a year's results: quotas, rounding, and what becomes of them when scores change."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.rules.assessment import DEFAULT_QUOTAS, score_sheet
from fgj_desktop.rules.town_results import (
    Published,
    differences,
    kept_quotas,
    missing_words,
    points,
    quotas_of,
    result_values,
    rounded,
)
from fgj_desktop.store.rows import Mark, Row
from tests.rules.test_assessment import INDICATORS, OFFICE, STREET, TOWN, UNITS, full, row, score


def published(values: list[dict[str, object]]) -> Published:
    return Published(2021, "2022-03-01", "", tuple(row(100 + n, **one) for n, one in enumerate(values)))  # type: ignore[arg-type]


def scores() -> list[Row]:
    return [*full(TOWN, 5000), *full(STREET, 4000), *full(OFFICE, 4500)]


def test_what_is_published_is_no_different_until_a_score_changes() -> None:
    sheet = score_sheet(2021, INDICATORS, scores(), UNITS)
    told = published(result_values(sheet, "2022-03-01", "1号"))  # type: ignore[arg-type]
    assert differences(sheet, told) == []
    later = score_sheet(
        2021, INDICATORS, [*full(TOWN, 5000), *full(STREET, 5500), *full(OFFICE, 4500)], UNITS
    )
    assert differences(later, told) == [
        "新韶镇：名次 1→2，等次 良好→一般",
        "风采街道：总分 80→95，名次 3→1，等次 一般→良好",
        "曲仁办事处：名次 2→3",
    ]


def test_results_that_name_a_town_without_linking_it_are_found_and_strangers_told() -> None:
    sheet = score_sheet(2021, INDICATORS, scores(), UNITS)
    values = result_values(sheet, "2022-03-01", "")
    for one in values:
        one["town"] = None
    values[0]["name"] = "韶关镇"
    assert differences(sheet, published(values)) == [  # type: ignore[arg-type]
        "新韶镇：公布的结果中没有",
        "韶关镇：评分表中没有",
    ]


def test_a_dash_in_the_place_of_a_score_is_not_applicable_and_words_count_as_not_scored() -> None:
    dash, words = (score(INDICATORS[0], TOWN, None) for _ in range(2))
    dash.marks["score"] = Mark(dash=True)
    words.marks["score"] = Mark(misfit="约50")
    with_dash = score_sheet(2021, INDICATORS, [dash, full(TOWN, 0)[1]], UNITS).totals[0]
    assert (with_dash.total, with_dash.missing) == (10_000, [])
    with_words = score_sheet(2021, INDICATORS, [words, full(TOWN, 0)[1]], UNITS)
    assert with_words.totals[0].missing == ["重点项目"]
    assert with_words.cell(INDICATORS[0], TOWN).misfit == "约50"


def test_two_scores_of_one_cell_are_told() -> None:
    sheet = score_sheet(2021, INDICATORS, [*full(TOWN, 5000), *full(TOWN, 4000)], UNITS)
    assert sheet.twice == {("重点项目", TOWN.id), ("乡村振兴", TOWN.id)}
    assert missing_words(sheet.totals) == "尚有 4 处未评：风采街道 2、曲仁办事处 2"
    assert missing_words(sheet.totals[:1]) == ""


def test_quotas_are_kept_as_percents_and_nonsense_is_not_taken() -> None:
    assert quotas_of(kept_quotas(30, 40)) == {"优秀": Fraction(3, 10), "良好": Fraction(2, 5)}
    assert quotas_of(None) == quotas_of({"优秀": "多", "良好": 400}) == dict(DEFAULT_QUOTAS)


@given(st.fractions(-(10**6), 10**6, max_denominator=10**4))
def test_a_published_total_is_the_one_that_is_shown(total: Fraction) -> None:
    assert points(rounded(total)) == points(total)
