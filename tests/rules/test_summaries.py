from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.former_names import with_former_name
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.values import WAN, Parsed
from fgj_desktop.rules import RULES
from fgj_desktop.rules.chart_query import ChartQuery
from fgj_desktop.rules.figures import figures
from fgj_desktop.rules.group_summaries import completion_by, furthest_behind, projects
from fgj_desktop.rules.reminders import reminders_of
from fgj_desktop.rules.summaries import completion_by_month, states_by_month
from fgj_desktop.store.filters import Filter, equals
from fgj_desktop.store.store import Store

PROJECTS = ledger_named("key_project")
UNITS = ledger_named("responsible_unit")
MARCH = Month(2021, 3)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Two units and four projects with entries in January and March."""
    with Store.create(tmp_path / "a.fgj", RULES) as opened:
        with opened.action("示例") as writes:
            water = writes.insert(UNITS, {"serial": 2, "name": "浈江区水务局", "short_name": "区水务局"})
            industry = writes.insert(UNITS, {"serial": 1, "name": "浈江区工信局", "short_name": "区工信局"})
            for name, unit, plan, january, march in (
                ("甲", water, 1200, 100, 300),
                ("乙", water, 1200, None, 240),
                ("丙", industry, 600, 50, 100),
                ("丁", None, None, 10, None),
            ):
                values: dict[str, Parsed] = {"name": name, "responsible_unit": unit}
                values["annual_plan"] = None if plan is None else plan * WAN
                first = {**values, "invested_to_date": None if january is None else january * WAN}
                record = writes.insert(PROJECTS, first, Month(2021, 1))
                if march is not None:
                    writes.put(PROJECTS, record, MARCH, {"invested_to_date": march * WAN})
        yield opened


def ask(store: Store, *filters: Filter, month: Month = MARCH) -> ChartQuery:
    return ChartQuery(store, PROJECTS, month, filters)


def test_completion_by_month_has_the_months_with_entries(store: Store) -> None:
    years = completion_by_month(ask(store))
    assert years is not None
    assert [point.month.number for point in years.this_year] == [1, 3]
    assert years.this_year[0].completion == Fraction(160, 3000)
    assert years.now.completion == Fraction(650, 3000)
    assert years.now.schedule == Fraction(1, 4)
    assert years.last_year == ()
    assert years.needed == Fraction((3000 - 650) * WAN, 9)


def test_last_year_stands_beside_this_one_once_it_has_plans(store: Store) -> None:
    amounts: dict[str, Parsed] = {"annual_plan": 400 * WAN, "invested_to_date": 300 * WAN}
    with store.action("上年") as writes:
        writes.insert(PROJECTS, {"name": "戊", **amounts}, Month(2020, 6))
    years = completion_by_month(ask(store))
    assert years is not None
    assert [(point.month, point.completion) for point in years.last_year] == [
        (Month(2020, 6), Fraction(3, 4))
    ]


def test_nothing_is_needed_in_december_or_of_a_plan_that_is_fulfilled(store: Store) -> None:
    december = completion_by_month(ask(store, month=Month(2021, 12)))
    assert december is not None
    assert december.needed is None
    with store.action("改") as writes:
        for record in store.view(PROJECTS, MARCH).ids():
            writes.put(PROJECTS, record, MARCH, {"invested_to_date": 5000 * WAN})
    fulfilled = completion_by_month(ask(store))
    assert fulfilled is not None
    assert fulfilled.needed is None


def test_the_last_point_is_the_totals_row(store: Store) -> None:
    totals = store.view(PROJECTS, MARCH).totals()
    years = completion_by_month(ask(store))
    assert years is not None
    assert years.now.completion == totals["completion"]


def test_units_stand_in_their_order_and_those_without_one_last(store: Store) -> None:
    points = completion_by(ask(store), "responsible_unit")
    assert points is not None
    assert [(point.label, point.count) for point in points] == [
        ("区工信局", 1),
        ("区水务局", 2),
        ("未填责任单位", 1),
    ]
    assert [point.completion for point in points] == [Fraction(1, 6), Fraction(540, 2400), None]
    assert points[1].invested == 540 * WAN
    assert [point.is_behind for point in points] == [True, True, True]
    assert points[1].pick.field == "responsible_unit"
    assert len(points[1].pick.records) == 2
    assert points[1].pick.record is None


def test_of_several_leaders_the_first_decides_and_is_picked_record_by_record(store: Store) -> None:
    leaders = ledger_named("leader")
    records = store.view(PROJECTS, MARCH).ids()
    with store.action("领导") as writes:
        first, second = (writes.insert(leaders, {"name": post}) for post in ("常务副区长", "分管副区长"))
        writes.set(PROJECTS, records[0], "leader", MARCH, f",{second},{first},")
        writes.set(PROJECTS, records[1], "leader", MARCH, f",{first},")
    points = completion_by(ask(store), "leader")
    assert points is not None
    picked = {point.label: point.pick for point in points}
    assert picked["分管副区长"].records == (records[0],)
    assert picked["常务副区长"].records == (records[1],)
    assert picked["分管副区长"].field is None
    assert picked["分管副区长"].title == "挂点领导 分管副区长"


def test_projects_have_their_own_completion_and_due(store: Store) -> None:
    first = store.view(PROJECTS, MARCH).ids()[0]
    with store.action("改") as writes:
        writes.put(PROJECTS, first, MARCH, {"planned_to_date": 600 * WAN})
    points = projects(ask(store))
    assert points is not None
    assert [(point.name, point.completion, point.due) for point in points] == [
        ("甲", Fraction(1, 4), Fraction(1, 2)),
        ("乙", Fraction(1, 5), Fraction(1, 4)),
        ("丙", Fraction(1, 6), Fraction(1, 4)),
        ("丁", None, Fraction(1, 4)),
    ]
    assert points[0].pick.record == first
    assert points[0].gap == Fraction(-1, 4)


def test_a_project_is_called_as_it_was_in_the_month(store: Store) -> None:
    first = store.view(PROJECTS, MARCH).ids()[0]
    with store.action("更名") as writes:
        writes.set(PROJECTS, first, "name", None, "新甲")
        writes.set(PROJECTS, first, "former_names", None, with_former_name(None, "甲", Month(2021, 6)))
    for month, name in ((MARCH, "甲"), (Month(2021, 6), "新甲")):
        points = projects(ask(store, month=month))
        assert points is not None
        assert points[0].name == name


def test_the_furthest_behind_come_first_and_those_not_behind_not_at_all(store: Store) -> None:
    points = furthest_behind(ask(store))
    assert points is not None
    assert [point.name for point in points] == ["丙", "乙"]
    assert furthest_behind(ask(store, equals("name", "甲"))) is None


def test_of_projects_as_far_behind_the_largest_comes_first_and_ten_are_enough(store: Store) -> None:
    with store.action("多") as writes:
        for number in range(12):
            values: dict[str, Parsed] = {"name": f"项{number}", "annual_plan": (number + 1) * WAN}
            writes.insert(PROJECTS, values, MARCH)
    points = furthest_behind(ask(store))
    assert points is not None
    assert [point.name for point in points] == [f"项{number}" for number in range(11, 1, -1)]


def test_filters_narrow_charts_as_they_narrow_the_grid(store: Store) -> None:
    only = equals("name", "甲")
    years, points, states = (
        completion_by_month(ask(store, only)),
        completion_by(ask(store, only), "responsible_unit"),
        states_by_month(ask(store, only)),
    )
    assert years is not None
    assert years.now.completion == Fraction(1, 4)
    assert points is not None
    assert [point.count for point in points] == [1]
    assert states is not None
    assert sum(states[-1].counts.values()) == 1


def test_bars_beside_each_other_stay_when_one_of_them_is_picked(store: Store) -> None:
    query = ChartQuery(store, PROJECTS, MARCH, (equals("name", "甲"),), lambda _field: ())
    points = completion_by(query, "responsible_unit")
    assert points is not None
    assert len(points) == 3


def test_states_by_month_count_every_project_once(store: Store) -> None:
    points = states_by_month(ask(store))
    assert points is not None
    assert [sum(point.counts.values()) for point in points] == [4, 4]
    assert points[-1].counts == {
        "达到时间进度": 1,
        "落后时间进度": 2,
        "未产生投资": 0,
        "未到计划开工时间": 0,
        "不计进度": 1,
        "年度计划未下达": 0,
    }


def test_figures_and_reminders_come_from_the_same_file(store: Store) -> None:
    made = figures(store, MARCH)
    assert made["district_count"].value == 4
    assert made["behind"].value == 2
    found = reminders_of(store, MARCH, MARCH.last_day)
    assert [one.title for one in found if one.kind.name == "NOT_REPORTED"] == [
        "未填责任单位的项目3月进展未报 1 项"
    ]


def test_an_empty_file_gives_no_charts(tmp_path: Path) -> None:
    with Store.create(tmp_path / "b.fgj", RULES) as empty:
        query = ask(empty)
        assert completion_by(query, "responsible_unit") is None
        assert completion_by_month(query) is None
        assert states_by_month(query) is None
        assert projects(query) is None
        assert furthest_behind(query) is None
