from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.rules.lights import (
    LIGHTS,
    METHODS,
    light,
    light_colour,
    light_is_hollow,
    light_rule_note,
)
from fgj_desktop.rules.schedule import BEHIND, ON_SCHEDULE, schedule_state
from fgj_desktop.store.rows import Row


def lit(plan: int | None = 1200, invested: int | None = 900, month: int = 9, **more: object) -> str:
    return light(
        plan,
        invested,
        more.get("previous"),  # type: ignore[arg-type]
        more.get("planned"),  # type: ignore[arg-type]
        more.get("planned_previous"),  # type: ignore[arg-type]
        more.get("start"),  # type: ignore[arg-type]
        more.get("period"),  # type: ignore[arg-type]
        more.get("started", 1),  # type: ignore[arg-type]
        more.get("register"),  # type: ignore[arg-type]
        more.get("nature"),  # type: ignore[arg-type]
        more.get("explanation"),  # type: ignore[arg-type]
        2021,
        month,
        more.get("method", "ratio"),  # type: ignore[arg-type]
    )


def test_the_ratio_of_completion_to_schedule_decides() -> None:
    assert lit(invested=900) == "绿"
    assert lit(invested=899) == "黄"
    assert lit(invested=540) == "黄"
    assert lit(invested=539) == "红"


def test_in_january_the_ratio_can_already_be_red() -> None:
    assert [lit(invested=done, month=1) for done in (100, 60, 59)] == ["绿", "黄", "红"]


def test_the_points_method_is_yellow_to_thirty_points_below() -> None:
    below_by_thirty = 1200 * 45 // 100
    assert lit(invested=900, method="points") == "绿"
    assert lit(invested=899, method="points") == "黄"
    assert lit(invested=below_by_thirty, method="points") == "黄"
    assert lit(invested=below_by_thirty - 1, method="points") == "红"
    assert lit(invested=1, month=3, method="points") == "黄"


def test_the_month_task_method_looks_at_the_month_alone() -> None:
    assert lit(invested=980, previous=900, method="month_task") == "绿"
    assert lit(invested=979, previous=900, method="month_task") == "黄"
    assert lit(invested=960, previous=900, method="month_task") == "黄"
    assert lit(invested=959, previous=900, method="month_task") == "红"


def test_a_good_month_does_not_turn_a_project_green_that_is_behind() -> None:
    assert lit(invested=600, previous=300, method="month_task") == "黄"


def test_a_fulfilled_plan_needs_no_further_months() -> None:
    assert lit(invested=1200, previous=1200, month=10, method="month_task") == "绿"


def test_the_month_task_follows_the_planned_months_when_both_are_filled() -> None:
    task = {"planned": 900, "planned_previous": 700, "method": "month_task"}
    assert lit(invested=900, previous=740, **task) == "绿"
    assert lit(invested=900, previous=741, **task) == "黄"
    assert lit(invested=900, previous=850, planned=900, method="month_task") == "红"


def test_a_month_without_a_task_is_judged_by_the_schedule() -> None:
    task = {"planned": 700, "planned_previous": 700, "method": "month_task"}
    assert lit(invested=700, previous=700, **task) == "绿"
    assert lit(invested=600, previous=600, **task) == "黄"


def test_past_the_planned_start_without_beginning_or_investing_is_red() -> None:
    assert lit(invested=1000, start="2021-05", started=0) == "红"
    assert lit(invested=None, start="2021-05", started=1, method="points", month=6) == "红"
    assert lit(invested=1000, start="2021-09", started=0) == "绿"
    assert lit(invested=1000, start="2021-05", started=None) == "绿"


def test_no_investment_is_red_once_due() -> None:
    assert lit(invested=None) == "红"
    assert lit(invested=0, period="2021-2022") == "红"
    assert lit(invested=-10) == "红"


def test_what_is_not_due_is_grey_unless_it_is_on_schedule() -> None:
    assert lit(invested=None, start="2021-10", started=0) == "灰"
    assert lit(invested=10, period="2021年10月-2021年12月") == "灰"
    assert lit(invested=900, start="2021-10") == "绿"
    assert lit(invested=None, planned=0) == "灰"


@pytest.mark.parametrize("more", [{"plan": None}, {"plan": 0}, {"register": "调出"}, {"nature": "前期预备"}])
def test_what_does_not_count_is_grey(more: dict[str, object]) -> None:
    assert lit(**more) == "灰"  # type: ignore[arg-type]


def test_an_explanation_makes_any_light_hollow() -> None:
    assert lit(invested=1, explanation="汛期停工") == "红○"
    assert lit(plan=0, explanation="汛期停工") == "灰○"
    assert lit(invested=1, explanation="") == "红"


def test_words_give_colours() -> None:
    assert [light_colour(word) for word in LIGHTS] == ["green", "amber", "red", "grey"]
    assert light_colour("红○") == "red"
    assert light_colour(None) == ""
    assert light_is_hollow("红○")
    assert not light_is_hollow("红")
    assert not light_is_hollow(None)


@pytest.mark.parametrize("method", METHODS)
def test_the_note_names_the_method_and_the_exceptions(method: str) -> None:
    note = light_rule_note(method)
    assert METHODS[method] in note
    assert "空心灯" in note
    assert note.endswith("。")
    assert light_rule_note(None) == light_rule_note("ratio")


def test_lights_of_a_whole_ledger(september: list[Row]) -> None:
    lights = Counter(row.values["light"] for row in september)
    assert lights == {"绿": 16, "黄": 4, "红": 20, "灰": 8}
    invested = Counter(row.values["light"] for row in september if row.values["invested_to_date"])
    assert invested == {"绿": 16, "黄": 4, "红": 9}


dates = st.one_of(st.none(), st.sampled_from(["2020", "2021-05", "2021-09", "2021-12-01", "2021-H2", "2022"]))
money = st.one_of(st.none(), st.integers(-(10**13), 10**13))


@given(
    st.integers(1, 10**12),
    money,
    money,
    money,
    money,
    dates,
    st.sampled_from([None, 0, 1]),
    st.integers(1, 12),
    st.sampled_from([*METHODS, None]),
)
def test_what_is_behind_is_never_green(  # noqa: PLR0917
    plan: int,
    invested: int | None,
    previous: int | None,
    planned: int | None,
    planned_previous: int | None,
    start: str | None,
    started: int | None,
    month: int,
    method: str | None,
) -> None:
    shown = light(
        plan,
        invested,
        previous,
        planned,
        planned_previous,
        start,
        None,
        started,
        None,
        None,
        None,
        2021,
        month,
        method,
    )
    state = schedule_state(plan, invested, planned, start, None, 2021, month)
    assert shown in LIGHTS
    if state == BEHIND:
        assert shown in {"黄", "红"}
    if shown == "绿":
        assert state == ON_SCHEDULE
