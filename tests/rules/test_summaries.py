from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.values import WAN, Parsed
from fgj_desktop.rules import RULES
from fgj_desktop.rules.figures import figures
from fgj_desktop.rules.reminders import reminders_of
from fgj_desktop.rules.summaries import completion_by_month, completion_by_unit, states_by_month
from fgj_desktop.store.filters import equals
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


def test_completion_by_month_has_the_months_with_entries(store: Store) -> None:
    points = completion_by_month(store, MARCH)
    assert [point.month.number for point in points] == [1, 3]
    assert points[0].completion == Fraction(160, 3000)
    assert points[1].completion == Fraction(650, 3000)
    assert points[1].schedule == Fraction(1, 4)


def test_the_last_point_is_the_totals_row(store: Store) -> None:
    totals = store.view(PROJECTS, MARCH).totals()
    assert completion_by_month(store, MARCH)[-1].completion == totals["completion"]


def test_units_stand_in_their_order_and_those_without_one_last(store: Store) -> None:
    points = completion_by_unit(store, MARCH)
    assert [(point.label, point.count) for point in points] == [
        ("区工信局", 1),
        ("区水务局", 2),
        ("未填责任单位", 1),
    ]
    assert [point.completion for point in points] == [Fraction(1, 6), Fraction(540, 2400), None]
    assert points[1].invested == 540 * WAN


def test_the_worst_unit_comes_first_when_asked(store: Store) -> None:
    labels = [point.label for point in completion_by_unit(store, MARCH, order="worst")]
    assert labels == ["区工信局", "区水务局", "未填责任单位"]


def test_filters_narrow_charts_as_they_narrow_the_grid(store: Store) -> None:
    only = [equals("name", "甲")]
    assert completion_by_month(store, MARCH, only)[-1].completion == Fraction(1, 4)
    assert [point.count for point in completion_by_unit(store, MARCH, only)] == [1]
    assert sum(states_by_month(store, MARCH, only)[-1].counts.values()) == 1


def test_states_by_month_count_every_project_once(store: Store) -> None:
    points = states_by_month(store, MARCH)
    assert [sum(point.counts.values()) for point in points] == [4, 4]
    assert points[-1].counts == {
        "达到时间进度": 1,
        "落后时间进度": 2,
        "未产生投资": 0,
        "未到计划开工时间": 0,
        "不计进度": 1,
    }


def test_figures_and_reminders_come_from_the_same_file(store: Store) -> None:
    made = figures(store, MARCH)
    assert made["district_count"].value == 4
    assert made["behind"].value == 2
    found = reminders_of(store, MARCH, MARCH.last_day)
    assert [one.title for one in found if one.kind.name == "NOT_REPORTED"] == [
        "未填责任单位的项目本月未报 1 项"
    ]


def test_an_empty_file_gives_empty_charts(tmp_path: Path) -> None:
    with Store.create(tmp_path / "b.fgj", RULES) as empty:
        assert completion_by_unit(empty, MARCH) == []
        assert [point.completion for point in completion_by_month(empty, MARCH)] == [None]
        assert sum(states_by_month(empty, MARCH)[0].counts.values()) == 0
