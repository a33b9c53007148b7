from __future__ import annotations

import datetime

import pytest

from fgj_desktop.documents.text_bulletin import bulletin
from fgj_desktop.documents.word_content import (
    FigureRun,
    Table,
    WordDocument,
    every_run,
    in_sections,
    plain_text,
    text_lines,
)
from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.values import WAN
from fgj_desktop.rules.basis import Basis
from fgj_desktop.rules.project_groups import NO_LEADER, by_leader, by_level, by_unit, whole
from fgj_desktop.rules.telling import Telling
from fgj_desktop.store.store import Store
from tests.sample_store import AUGUST, SEPTEMBER, clock, empty_store, store

__all__ = ["clock", "empty_store", "store"]
DAY = datetime.date(2021, 10, 8)


def document_of(store: Store, month: Month = SEPTEMBER) -> WordDocument:
    return bulletin(Telling(Basis.of(store, month), office="浈江区发展和改革局"), DAY)


def table_of(store: Store, name: str) -> list[list[str]]:
    [table] = [one for one in in_sections(document_of(store))[name] if isinstance(one, Table)]
    return [[plain_text(cell) for cell in row] for row in table.rows]


def test_what_the_month_brought_is_a_figure_that_can_be_brought_up_to_date(store: Store) -> None:
    document = document_of(store)
    told = {run.name: run.text for run in every_run(document.blocks) if isinstance(run, FigureRun)}
    assert told["区重点.当月完成"] == "0.14"
    assert f"9月当月，区重点项目完成投资{told['区重点.当月完成']}亿元，" in "".join(text_lines(document))


def test_the_units_add_up_to_the_whole(store: Store) -> None:
    total, *units = table_of(store, "责任单位表")
    assert total[:4] == ["合计", "6", "18,000", "8,150"]
    for column in (1, 2, 3, 6, 7):
        assert sum(int(row[column].replace(",", "").replace("—", "0")) for row in units) == int(
            total[column].replace(",", "")
        )


def test_units_stand_in_their_own_order(store: Store) -> None:
    assert [row[0] for row in table_of(store, "责任单位表")] == [
        "合计",
        "区教育局",
        "区住建局",
        "区水务局",
        "乐园镇",
    ]


def test_levels_overlap_and_have_no_sum(store: Store) -> None:
    ledger = ledger_named("key_project")
    first = store.view(ledger, SEPTEMBER).ids()[0]
    with store.action("改级别") as writes:
        writes.put(ledger, first, SEPTEMBER, {"level": "市、区"})
    assert [row[:2] for row in table_of(store, "分级别表")] == [["市重点", "1"], ["区重点", "6"]]
    assert "省、市、区重点项目有重叠，不相加。" in text_lines(document_of(store))


def test_what_has_not_begun_is_listed_with_its_reason(store: Store) -> None:
    rows = table_of(store, "未开工表")
    assert [row[1] for row in rows] == ["风采街道停车场建设", "新韶镇供水管网改造"]
    assert {row[5] for row in rows} == {"未填写"}
    assert "区重点项目中未开工2个，名单如下：" in text_lines(document_of(store))


def test_a_plan_whose_month_has_passed_is_told(store: Store) -> None:
    ledger = ledger_named("key_project")
    with store.action("改计划开工") as writes:
        for record, planned in zip(
            store.view(ledger, SEPTEMBER).ids()[3:6:2], ("2021-06", "2021"), strict=True
        ):
            writes.put(ledger, record, SEPTEMBER, {"planned_start": planned})
    assert "区重点项目中未开工2个，其中1个已过计划开工月份，名单如下：" in text_lines(document_of(store))


def test_the_worst_comes_first_among_those_behind(store: Store) -> None:
    rows = table_of(store, "落后表")
    assert [(row[1], row[5]) for row in rows] == [
        ("乐园镇农贸市场提升", "-45.00"),
        ("十里亭镇老旧小区改造", "-35.00"),
    ]


def test_the_month_is_told_against_the_one_before(store: Store) -> None:
    ledger = ledger_named("key_project")
    record = store.view(ledger, SEPTEMBER).ids()[3]
    with store.action("开工") as writes:
        writes.put(ledger, record, SEPTEMBER, {"started": 1, "listed": 1})
    said = "\n".join(text_lines(document_of(store)))
    assert (
        "占年度计划较上月提高7.5个百分点；新开工项目1个（新韶镇供水管网改造），新增统计入库项目1个。" in said
    )
    assert "上月没有数据，不作比较。" in text_lines(document_of(store, AUGUST))


def test_a_changed_plan_explains_a_share_that_fell(store: Store) -> None:
    with store.action("调入") as writes:
        writes.insert(
            ledger_named("key_project"),
            {
                "serial": 7,
                "name": "新调入项目",
                "level": "区",
                "nature": "新开工",
                "annual_plan": 18_000 * WAN,
            },
            SEPTEMBER,
        )
    said = "\n".join(text_lines(document_of(store)))
    assert "（年度计划投资总额由1.8亿元变为3.6亿元）" in said


def test_an_empty_ledger_makes_a_bulletin_that_says_so(empty_store: Store) -> None:
    lines = text_lines(document_of(empty_store))
    assert "（区市重点项目台账没有2021年1—9月的项目，请补充。）" in lines
    assert not [line for line in lines if "0个" in line or "—亿元" in line]


@pytest.mark.parametrize("month", [Month(2021, 1), Month(2021, 12), Month(2022, 1)])
def test_months_at_the_ends_of_a_year_can_be_told(store: Store, month: Month) -> None:
    assert text_lines(document_of(store, month))


def test_groups_of_leaders_have_each_project_with_each_of_its_leaders(store: Store) -> None:
    leaders, projects = ledger_named("leader"), ledger_named("key_project")
    with store.action("挂点") as writes:
        first, second = (
            writes.insert(leaders, {"serial": number, "name": name})
            for number, name in enumerate(("常务副区长", "分管副区长"), 1)
        )
        ids = store.view(projects, SEPTEMBER).ids()
        writes.put(projects, ids[0], SEPTEMBER, {"leader": f",{second},{first},"})
        writes.put(projects, ids[1], SEPTEMBER, {"leader": f",{second},"})
    basis = Basis.of(store, SEPTEMBER)
    groups = by_leader(basis)
    assert [(one.name, len(one.rows)) for one in groups] == [
        ("常务副区长", 1),
        ("分管副区长", 2),
        (NO_LEADER, 4),
    ]
    assert [row.values["gap_points"] for row in groups[1].rows] == sorted(
        row.values["gap_points"] for row in groups[1].rows
    )
    assert len(whole(basis).rows) == sum(len(one.rows) for one in by_unit(basis)) == 6
    assert [one.name for one in by_level(basis)] == ["区重点"]
