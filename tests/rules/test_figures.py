from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction

import pytest

from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.values import WAN, YI
from fgj_desktop.rules.basis import Basis
from fgj_desktop.rules.figure import Figure
from fgj_desktop.rules.figure_list import FIGURES
from fgj_desktop.rules.figures import figures_json, figures_of
from fgj_desktop.store.rows import Row

MakeRow = Callable[..., Row]
MONTH = Month(2021, 9)
EXPECTED = {
    "city_count": 11,
    "city_plan": 23.29,
    "city_started": 10,
    "city_not_started": 1,
    "city_invested": 9.32,
    "city_completion": 40.02,
    "city_gap_points": -34.98,
    "city_short_of_schedule": 8.15,
    "largest_plan": 10,
    "largest_share": 42.94,
    "city_completion_without_largest": 70.13,
    "district_count": 48,
    "district_plan": 48.03,
    "district_invested": 20.24,
    "district_completion": 42.14,
    "district_gap_points": -32.86,
    "district_short_of_schedule": 15.78,
    "district_needed_per_month": 9.26,
    "district_started": 31,
    "district_not_started": 17,
    "district_started_not_listed": 1,
    "on_schedule": 16,
    "on_schedule_share": 33.33,
    "behind": 13,
    "behind_share": 27.08,
    "no_investment": 19,
    "no_investment_share": 39.58,
    "not_due": 0,
    "not_assessed": 0,
    "invested_not_listed": 3,
}


def made(rows: list[Row], bonds: list[Row] | None = None, month: Month = MONTH) -> dict[str, Figure]:
    ledgers = {"key_project": rows, "bond_reserve": bonds or []}
    return figures_of(Basis(month, lambda name, _month: ledgers.get(name, [])))


@pytest.mark.parametrize("name", EXPECTED)
def test_the_figures_of_a_whole_ledger_are_those_of_the_report(september: list[Row], name: str) -> None:
    figure = made(september)[name]
    assert figure.shown() == EXPECTED[name]
    assert figure.as_of.isoformat() == "2021-09-30"
    assert figure.formula


def test_each_figure_opens_the_rows_behind_it(september: list[Row]) -> None:
    figures = made(september)
    assert figures["largest_share"].names == ("正威新材料科技示范城项目",)
    assert figures["largest_share"].title == "正威新材料科技示范城项目占市重点计划"
    assert len(figures["behind"].rows) == len(figures["behind_share"].rows) == 13
    assert {row.id for row in september} == set(figures["district_plan"].rows)
    for figure in figures.values():
        if figure.unit == "个" and figure.ledger == "key_project":
            assert len(figure.rows) == figure.value


def test_ids_are_unique_and_titles_are_complete(september: list[Row]) -> None:
    assert len({rule.id for rule in FIGURES}) == len(FIGURES)
    assert not any("{" in figure.title for figure in made(september).values())


def test_the_months_left_are_in_the_title_and_december_has_none(september: list[Row]) -> None:
    assert made(september)["district_needed_per_month"].title == "区重点后三个月月均需完成"
    december = made(september, month=Month(2021, 12))["district_needed_per_month"]
    assert december.value is None
    assert december.shown() is None
    assert december.text() == "—"


def test_rows_that_do_not_count_change_nothing(september: list[Row], project: MakeRow) -> None:
    more = [
        project(900, level="省、市、区", nature="前期预备", annual_plan=10**9 * WAN, started=1),
        project(901, level="市、区", register_state="调出", annual_plan=10**9 * WAN, started=1),
    ]
    shown = {name: figure.shown() for name, figure in made(september).items()}
    assert {name: figure.shown() for name, figure in made([*september, *more]).items()} == shown


def test_the_largest_is_read_from_the_data_and_the_first_of_several(project: MakeRow) -> None:
    rows = [
        project(1, name="甲", level="区", annual_plan=900 * WAN),
        project(2, name="乙", level="市、区", annual_plan=300 * WAN, invested_to_date=30 * WAN),
        project(3, name="丙", level="市", annual_plan=300 * WAN, invested_to_date=60 * WAN),
    ]
    figures = made(rows)
    assert figures["largest_plan"].title == "乙年度计划投资"
    assert figures["largest_share"].value == Fraction(1, 2)
    assert figures["city_completion_without_largest"].value == Fraction(1, 5)
    assert figures["district_count"].value == 2


def test_a_project_without_a_level_is_the_districts(project: MakeRow) -> None:
    figures = made([project(1, annual_plan=100 * WAN)])
    assert figures["district_count"].value == 1
    assert figures["city_count"].value == 0


def test_an_empty_ledger_has_counts_of_zero_and_no_amounts() -> None:
    figures = made([])
    assert figures["district_count"].shown() == 0
    assert figures["district_plan"].shown() is None
    assert figures["behind_share"].shown() is None
    assert figures["largest_plan"].title == "最大项目年度计划投资"
    assert figures["bond_gap"].shown() is None


def test_a_year_without_investment_lacks_all_of_the_schedule(project: MakeRow) -> None:
    figures = made([project(1, annual_plan=1200 * WAN)], month=Month(2021, 1))
    assert figures["district_invested"].value is None
    assert figures["district_completion"].value == 0
    assert figures["district_short_of_schedule"].value == 100 * WAN


def test_being_ahead_of_the_schedule_lacks_nothing(project: MakeRow) -> None:
    figures = made([project(1, annual_plan=100 * WAN, invested_to_date=130 * WAN)])
    assert figures["district_short_of_schedule"].value == 0
    assert figures["district_needed_per_month"].value == 0
    assert figures["district_gap_points"].shown() == 55


def test_bonds_are_added_up_where_they_count(bond: MakeRow) -> None:
    rows = [
        bond(1, total_investment=2 * YI, bond_demand=YI, bond_allocated=YI // 2),
        bond(2, total_investment=YI, bond_demand=YI),
        bond(3, total_investment=YI, bond_demand=YI, register_state="调出"),
    ]
    figures = made([], rows)
    assert figures["bond_count"].shown() == 2
    assert figures["bond_total"].shown() == 3
    assert figures["bond_gap"].shown() == 1.5
    assert figures["bond_gap"].ledger == "bond_reserve"


def test_rounding_is_half_up_away_from_zero_and_only_when_shown(project: MakeRow) -> None:
    row = project(1, annual_plan=48_035_000_000, invested_to_date=1)
    assert made([row])["district_plan"].shown() == 4.8
    row = project(1, annual_plan=48_050_000_000)
    assert made([row])["district_plan"].shown() == 4.81
    assert made([row])["district_plan"].value == 48_050_000_000


def test_the_json_form_is_numbers_and_words(september: list[Row]) -> None:
    told = json.loads(json.dumps(figures_json(made(september)), ensure_ascii=False))["figures"]
    assert told["district_plan"]["value"] == 48.03
    assert told["district_plan"]["unit"] == "亿元"
    assert told["district_count"]["value"] == 48
    assert told["largest_plan"]["rows"] == ["正威新材料科技示范城项目"]
    assert told["behind"]["as_of"] == "2021-09-30"
