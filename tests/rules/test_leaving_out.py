from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.values import YI
from fgj_desktop.rules.basis import Basis
from fgj_desktop.rules.figures import figures_of
from fgj_desktop.rules.leaving_out import leaving_out, leaving_out_json, project_named
from fgj_desktop.store.rows import Row

MakeRow = Callable[..., Row]
MONTH = Month(2021, 9)


def basis_of(rows: list[Row]) -> Basis:
    return Basis(MONTH, lambda name, _month: rows if name == "key_project" else [])


def test_the_city_without_its_largest_project(september: list[Row]) -> None:
    basis = basis_of(september)
    largest = project_named(basis, "正威")
    city, district = leaving_out(basis, {largest})
    told = leaving_out_json((city, district))
    assert told["city"] == {
        "left_out": ["正威新材料科技示范城项目"],
        "before": {
            "count": 11,
            "plan": 23.29,
            "invested": 9.32,
            "completion": 40.02,
            "gap_points": -34.98,
            "short_of_schedule": 8.15,
        },
        "after": {
            "count": 10,
            "plan": 13.29,
            "invested": 9.32,
            "completion": 70.13,
            "gap_points": -4.87,
            "short_of_schedule": 0.65,
        },
    }
    assert told["district"]["after"]["count"] == 47
    assert largest not in district.after.rows


def test_figures_without_projects_are_those_of_the_rest(september: list[Row]) -> None:
    basis = basis_of(september)
    rest = figures_of(basis.leaving_out({project_named(basis, "正威")}))
    assert rest["city_completion"].shown() == 70.13
    assert rest["district_count"].value == 47
    assert figures_of(basis)["district_count"].value == 48


@given(st.sets(st.integers(1, 12)))
def test_what_is_left_and_what_is_left_out_add_up(records: set[int]) -> None:
    rows = [
        Row(
            number,
            {"name": f"项目{number}", "level": "市、区", "current_plan": number * YI, "invested_to_date": YI},
            frozenset(),
        )
        for number in range(1, 13)
    ]
    for one in leaving_out(basis_of(rows), records):
        assert one.before.count == one.after.count + len(one.names)
        assert one.before.plan == (one.after.plan or 0) + sum(record * YI for record in records)
        assert records.isdisjoint(one.after.rows)


def test_a_name_means_one_project(project: MakeRow) -> None:
    rows = [project(1, name="甲路"), project(2, name="甲路二期"), project(3, name="乙桥")]
    basis = basis_of(rows)
    assert project_named(basis, "甲路") == 1
    assert project_named(basis, "桥") == 3
    for said in ("甲", "丙", ""):
        with pytest.raises(UserError):
            project_named(basis, said)
