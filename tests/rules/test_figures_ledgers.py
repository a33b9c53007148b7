"""The figures of the other ledgers, of rows written into a file as clerks and imports write them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.values import YI, Parsed
from fgj_desktop.rules import RULES
from fgj_desktop.rules.figure import Figure
from fgj_desktop.rules.figures import figures, no_data_words
from fgj_desktop.store.store import Store

SEPTEMBER = Month(2021, 9)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "a.fgj", RULES) as opened:
        yield opened


def add(store: Store, ledger: str, month: Month = SEPTEMBER, **values: Parsed) -> int:
    with store.action("新增") as writes:
        return writes.insert(ledger_named(ledger), values, month)


def put(store: Store, ledger: str, record: int, month: Month, **values: Parsed) -> None:
    with store.action("修改") as writes:
        writes.put(ledger_named(ledger), record, month, values)


def told(store: Store, month: Month = SEPTEMBER) -> dict[str, Figure]:
    return figures(store, month)


def yi(text: str) -> int:
    return int(Fraction(text) * YI)


# --- fixed-asset investment ----------------------------------------------------------------------


@pytest.fixture
def investment(store: Store) -> Store:
    """The whole with three parts, from June to September of one year."""
    whole = add(store, "fixed_asset_investment", Month(2021, 6), name="固定资产投资", cumulative=yi("18.31"))
    put(store, "fixed_asset_investment", whole, Month(2021, 6), annual_task=yi("65.04"))
    for month, amount in ((7, "21.84"), (8, "25.37"), (9, "32.06")):
        put(store, "fixed_asset_investment", whole, Month(2021, month), cumulative=yi(amount))
    put(
        store,
        "fixed_asset_investment",
        whole,
        SEPTEMBER,
        year_on_year=-191_000,
        last_year=yi("39.62"),
        rank=8,
    )
    for name, amount, growth in (("其中：投资项目", "22.09", -193_000), ("房地产开发", "9.97", -186_000)):
        add(store, "fixed_asset_investment", name=name, cumulative=yi(amount), year_on_year=growth)
    add(store, "fixed_asset_investment", name="产业园", cumulative=yi("3.63"), last_year=yi("2.273"))
    return store


def test_the_investment_as_published_with_its_months_and_its_quarter(investment: Store) -> None:
    made = told(investment)
    shown = {name: made[name].shown() for name in made if name.startswith("fai_")}
    assert shown == {
        "fai_total": 32.06,
        "fai_total_yoy": -19.1,
        "fai_projects": 22.09,
        "fai_projects_yoy": -19.3,
        "fai_real_estate": 9.97,
        "fai_real_estate_yoy": -18.6,
        "fai_park": 3.63,
        "fai_park_yoy": 59.7,
        "fai_month": 6.69,
        "fai_month_mom": 89.52,
        "fai_quarter": 13.75,
        "fai_task": 65.04,
        "fai_rank": 8,
        "fai_new_listed": 0,
        "fai_new_listed_100m": 0,
    }
    assert made["fai_month"].title == "9月单月"
    assert made["fai_quarter"].title == "三季度完成"
    assert made["fai_total"].names == ("固定资产投资",)


def test_what_is_not_published_yet_keeps_the_date_of_what_is(investment: Store) -> None:
    made = told(investment, Month(2021, 11))
    assert made["fai_total"].shown() == 32.06
    assert made["fai_total"].as_of == datetime.date(2021, 9, 30)
    assert made["fai_month"].value is None
    assert made["fai_quarter"].value is None
    assert made["fai_total_yoy"].value is None
    assert made["fai_quarter"].title == "四季度（10—11月）完成"


def test_the_published_growth_wins_over_the_recomputed_one(investment: Store) -> None:
    park = told(investment)["fai_park_yoy"]
    assert park.value == Fraction(yi("3.63"), yi("2.273")) - 1
    records = investment.view(ledger_named("fixed_asset_investment"), SEPTEMBER).ids()
    put(investment, "fixed_asset_investment", records[-1], SEPTEMBER, year_on_year=601_000)
    assert told(investment)["fai_park_yoy"].shown() == 60.1


def test_the_plan_of_the_district_is_compared_with_the_task(investment: Store) -> None:
    add(investment, "key_project", name="甲", level="区", annual_plan=yi("48.03"))
    share = told(investment)["plan_share_of_task"]
    assert share.shown() == 73.85
    assert share.source == "key_project + fixed_asset_investment"
    assert share.names == ("甲",)


def test_newly_listed_projects_are_counted_from_the_library(store: Store) -> None:
    for name, listed_on, total in (
        ("甲", "2021-03", "1.5"),
        ("乙", "2021-09-30", "1"),
        ("丙", "2020-12", "9"),
        ("丁", None, "9"),
    ):
        add(store, "statistics_project", name=name, listed_on=listed_on, total_investment=yi(total))
    made = told(store)
    assert made["fai_new_listed"].names == ("甲", "乙")
    assert made["fai_new_listed"].title == "1—9月新增入库项目"
    assert made["fai_new_listed_100m"].names == ("甲",)


# --- applications, bonds -------------------------------------------------------------------------


def test_province_and_city_are_counted_apart_and_only_for_the_coming_year(store: Store) -> None:
    for level, kind, year, total, plan, state in (
        ("省", "正式项目", 2022, "10", "3", "拟申报"),
        ("省", "前期预备项目", 2022, "7", None, "拟申报"),
        ("市", "正式项目", 2022, "20", "5", "已报"),
        ("市", "正式项目", 2022, "50", "5", "未列入"),
        ("市", "正式项目", 2021, "90", "9", "列入"),
    ):
        values: dict[str, Parsed] = {"level": level, "kind": kind, "plan_year": year, "state": state}
        values |= {"total_investment": yi(total), "annual_plan": None if plan is None else yi(plan)}
        add(store, "application", name=f"{level}{kind}{total}", **values)
    made = told(store)
    assert made["application_province"].title == "2022年省重点申报"
    shown = {name: made[name].shown() for name in made if name.startswith("application_")}
    assert shown == {
        "application_province": 2,
        "application_province_formal": 1,
        "application_province_formal_total": 10,
        "application_province_formal_plan": 3,
        "application_province_preparatory": 1,
        "application_province_preparatory_total": 7,
        "application_city": 1,
        "application_city_formal": 1,
        "application_city_formal_total": 20,
        "application_city_formal_plan": 5,
        "application_city_preparatory": 0,
        "application_city_preparatory_total": None,
    }


def test_the_reserve_of_the_coming_year_wins_else_the_newest(store: Store) -> None:
    add(store, "bond_reserve", name="旧", reserve_year=2020, total_investment=YI)
    add(store, "bond_reserve", name="近", reserve_year=2021, total_investment=2 * YI)
    assert told(store)["bond_count"].names == ("近",)
    add(store, "bond_reserve", name="新", reserve_year=2022, total_investment=4 * YI)
    assert told(store)["bond_total"].shown() == 4


def test_a_rank_is_as_of_the_period_of_its_source(store: Store) -> None:
    for period, rank in (("2021-07", 9), ("2021-08", 8)):
        add(store, "city_ranking", name="储备项目债券资金总需求", period=period, rank=rank, ranked_areas=11)
    add(store, "city_ranking", name="固定资产投资增速", period="2021-09", rank=3, ranked_areas=11)
    made = told(store)
    assert (made["bond_rank"].value, made["bond_rank_of"].value) == (8, 11)
    assert made["bond_rank"].text() == "8名"
    assert made["bond_rank"].as_of == made["bond_rank_of"].as_of == datetime.date(2021, 8, 31)


def test_bonds_of_the_year_that_have_not_begun(store: Store) -> None:
    for name, year, started in (("甲", 2021, 0), ("乙", 2021, None), ("丙", 2021, 1), ("丁", 2020, 0)):
        amounts = {"bond_amount": 4 * YI, "received": 2 * YI, "handed_on": YI, "paid": YI}
        add(store, "bond_project", name=name, bond_year=year, started=started, **amounts)
    made = told(store)
    assert made["bond_2021_not_started"].names == ("甲", "乙")
    assert made["bond_2021_not_started"].title == "2021年专项债尚未开工"
    assert made["bond_payment_share"].shown() == 25
    assert made["bond_handing_share"].shown() == 50


# --- urbanization, towns -------------------------------------------------------------------------


def test_documents_are_counted_by_their_stage_as_of_the_month(store: Store) -> None:
    record = add(store, "policy_document", Month(2021, 8), name="甲", stage="征求意见")
    add(store, "policy_document", name="乙", stage="已印发")
    put(store, "policy_document", record, SEPTEMBER, stage="印发流程中")
    made = told(store)
    assert [made[name].value for name in ("policy_issued", "policy_in_process", "policy_consulting")] == [
        1,
        1,
        0,
    ]
    assert told(store, Month(2021, 8))["policy_consulting"].names == ("甲",)


def test_collections_are_the_halves_of_months_that_have_progress(store: Store) -> None:
    first = add(store, "urban_task", Month(2021, 8), name="甲")
    second = add(store, "urban_task", Month(2021, 8), name="乙")
    for record, half in ((first, "H1"), (second, "H1"), (second, "H2")):
        put(store, "urban_task", record, Month(2021, 8), **{f"progress:{half}": "已开始"})
    put(store, "urban_task", first, SEPTEMBER, **{"original:H2": "已完成", "reported_on:H2": "2021-10-01"})
    made = told(store)["urban_collections"]
    assert (made.title, made.text()) == ("半月进展已收集次数（8月15日、9月1日）", "2次")
    assert made.names == ("甲", "乙")
    assert told(store, Month(2021, 10))["urban_collections"].value == 3
    put(store, "urban_task", first, SEPTEMBER, **{"reported_on:H2": "2021-09-30"})
    assert told(store)["urban_collections"].value == 3
    assert told(store, Month(2021, 7))["urban_collections"].title == "半月进展已收集次数"


def test_villages_of_the_year_are_titled_by_their_deadline(store: Store) -> None:
    for name, deadline in (("甲村", "2021-11-30"), ("乙村", "2021-11"), ("丙村", "2022-06-30")):
        add(store, "village_conversion", name=name, deadline=deadline)
    made = told(store)["villages"]
    assert (made.title, made.value) == ("11月底前完成村改居", 2)


def test_staff_is_a_sum_of_units(store: Store) -> None:
    add(store, "staff_household_transfer", name="区教育局", rural=300)
    add(store, "staff_household_transfer", name="区水务局", rural=171)
    made = told(store)["staff_to_transfer"]
    assert (made.text(), made.names) == ("471人", ("区教育局", "区水务局"))


def test_towns_are_those_to_which_indicators_apply(store: Store) -> None:
    kinds = ("镇", "镇", "街道", "办事处", "区直")
    towns = [
        add(store, "responsible_unit", name=f"单位{at}", unit_type=kind, serial=at)
        for at, kind in enumerate(kinds, 1)
    ]
    add(store, "town_assessment", name="投资", year=2021, scope="镇")
    assert told(store)["towns"].value == 2
    add(store, "town_assessment", name="城管", year=2021, scope="镇", towns=f",{towns[2]},")
    assert told(store)["towns"].value == 3
    add(store, "town_assessment", name="党建", year=2021, scope="通用")
    add(store, "town_assessment", name="旧", year=2020, towns=f",{towns[4]},")
    assert told(store)["towns"].value == 4


# --- energy and safety, meetings -----------------------------------------------------------------


def test_inspections_that_do_not_count_are_only_joint_actions(store: Store) -> None:
    for day, kind, field, counted in (
        ("2021-03-01", "日常检查", "电力", None),
        ("2021-08-06", "联合整治", "成品油", 0),
        ("2021-09-01", "专项检查", "成品油", 1),
    ):
        values: dict[str, Parsed] = {"kind": kind, "field": field, "included": counted}
        add(store, "safety_inspection", name="某站", inspected_on=day, vehicles=2, people=5, **values)
    made = told(store)
    assert made["inspections"].text() == "2次"
    assert made["inspection_vehicles"].text() == "4车次"
    assert made["inspection_people"].text() == "10人次"
    assert made["joint_actions"].value == 1


def test_what_happened_after_the_period_or_before_its_year_is_not_counted(store: Store) -> None:
    for day in ("2020-12-31", "2021-01-01", "2021-09-30", "2021-10-01", "2021-10"):
        add(store, "safety_inspection", name="某站", inspected_on=day, vehicles=1)
    add(store, "city_ranking", name="债券资金总需求", period="2021-10", rank=2, ranked_areas=11)
    made = told(store)
    assert made["inspections"].value == made["inspection_vehicles"].value == 2
    assert made["bond_rank"].value is None
    assert told(store, Month(2021, 10))["inspections"].value == 4
    assert told(store, Month(2021, 10))["bond_rank"].value == 2


def test_publicity_and_drills_are_told_apart(store: Store) -> None:
    towns = [add(store, "responsible_unit", name=f"镇{at}", unit_type="镇") for at in range(3)]
    first, second = f",{towns[0]},{towns[1]},", f",{towns[1]},{towns[2]},"
    add(store, "publicity", name="用电", held_on="2021-06-01", kind="日常宣传", copies=400, towns=first)
    add(store, "publicity", name="用电", held_on="2021-07-01", kind="集中宣传", copies=200, towns=second)
    add(store, "publicity", name="消防演练", held_on="2021-07-02", kind="应急演练")
    made = told(store)
    assert (made["publicity_copies"].text(), made["publicity_towns"].value) == ("600份", 3)
    assert made["drills"].names == ("消防演练",)


def test_users_count_once_they_are_put_forward(store: Store) -> None:
    add(store, "power_user", name="甲", submitted_on="2021-09-15")
    add(store, "power_user", name="乙", submitted_on="2021-10-08")
    add(store, "power_user", name="丙")
    assert told(store)["power_users"].names == ("甲",)


def test_trainings_are_those_on_bonds(store: Store) -> None:
    for name, kind in (
        ("专项债项目谋划储备专题培训", "培训"),
        ("统计培训", "培训"),
        ("专项债调度会", "调度会"),
    ):
        add(store, "meeting", name=name, kind=kind, held_on="2021-06-18")
    assert told(store)["trainings"].value == 1


# --- before any data -----------------------------------------------------------------------------


def test_before_any_data_counts_are_0_and_amounts_are_missing(investment: Store) -> None:
    month = Month(2015, 1)
    made = told(investment, month)
    assert no_data_words(made, month) == "2015年1月没有数据。"
    for figure in made.values():
        assert figure.rows == ()
        assert figure.shown() in (None, 0), figure.id
    assert made["fai_total"].shown() is None
    assert made["inspections"].shown() == 0
    assert no_data_words(told(investment), SEPTEMBER) == ""


def test_the_newest_ranking_is_told_by_its_days_not_by_how_they_are_written(store: Store) -> None:
    for period, rank in (("2021-Q1", 5), ("2021-08", 3), ("2021-H1", 4), ("2021-Q3", 9)):
        add(store, "city_ranking", name="债券资金总需求", period=period, rank=rank)
    assert told(store)["bond_rank"].shown() == 9
    assert told(store)["bond_rank"].as_of == datetime.date(2021, 9, 30)
    for row in store.view(ledger_named("city_ranking"), SEPTEMBER).rows():
        if row.values["period"] == "2021-Q3":
            put(store, "city_ranking", row.id, SEPTEMBER, period="2021-02")
    assert told(store)["bond_rank"].shown() == 3


def test_power_users_put_forward_in_a_half_year_or_quarter_are_counted(store: Store) -> None:
    for day in ("2021-H1", "2021-Q2", "2021-09-30", "2021-10-01", "2020-Q4", "2021"):
        add(store, "power_user", name=f"企业{day}", submitted_on=day)
    assert told(store)["power_users"].shown() == 4
    assert told(store, Month(2021, 3))["power_users"].shown() == 2
