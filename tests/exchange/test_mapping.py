from __future__ import annotations

from pathlib import Path

from fgj_desktop.exchange.facts import read_facts
from fgj_desktop.exchange.headers import Header, find_header
from fgj_desktop.exchange.importer import import_files, replan
from fgj_desktop.exchange.mapping import Mapping, map_columns, recognise
from fgj_desktop.exchange.plan import ImportOptions
from fgj_desktop.exchange.planner import remember
from fgj_desktop.ledgers.period import Month
from tests.exchange.importing import KEY_PROJECT, SEPTEMBER, TITLES, a_store, project, rows_of, workbook


def header_of(*titles: str) -> Header:
    header = find_header([["单位：万元"], [*titles]])
    assert header is not None
    return header


def mapped(*titles: str, month: Month | None = SEPTEMBER) -> Mapping:
    return map_columns(header_of(*titles), KEY_PROJECT, month)


def fields(mapping: Mapping) -> list[str | None]:
    return [one.field.name if one.field is not None else None for one in mapping.columns]


def test_every_column_finds_its_field_or_is_unknown() -> None:
    mapping = mapped("序号", "项目名称", "微信", "1-9月累计完成投资")

    assert fields(mapping) == ["serial", "name", None, "invested_to_date"]
    assert [one.title for one in mapping.unknown] == ["微信"]


def test_computed_columns_are_compared_and_never_written() -> None:
    mapping = mapped("序号", "项目名称", "1-9月累计完成投资", "9月当月完成投资", "占年度计划%")

    assert [one.title for one in mapping.compared] == ["9月当月完成投资", "占年度计划%"]
    assert len(mapping.written) == 3


def test_a_months_amount_without_cumulative_is_written() -> None:
    assert [one.field.name for one in mapped("序号", "项目名称", "9月当月完成投资").written if one.field] == [
        "serial",
        "name",
        "invested_in_month",
    ]


def test_last_months_column_beside_this_months_is_left_out_with_reason() -> None:
    mapping = mapped("项目名称", "1-8月累计完成投资", "1-9月累计完成投资")

    assert fields(mapping) == ["name", None, "invested_to_date"]
    assert mapping.columns[1].reason == "是2021年1—8月的数，不是本报告期"


def test_of_two_columns_for_one_field_the_better_title_stays() -> None:
    mapping = mapped("项目名称", "累计完成", "1-9月累计完成投资（纳统）")

    assert fields(mapping) == ["name", None, "invested_to_date"]
    assert "是同一列" in mapping.columns[1].reason


def test_a_correction_is_taken_and_remembered_for_the_same_header(tmp_path: Path) -> None:
    titles = (*TITLES, "推进情况")
    record = (*project(1, "甲项目"), "用地未完善")
    path = workbook(tmp_path, record, titles=titles)
    with a_store(tmp_path) as store:
        plan = import_files(store, [path])
        (table,) = plan.tables
        assert table.mapping is not None
        corrected = table.mapping.with_column(8, "problem")
        again = replan(store, plan, ImportOptions(mappings={table.id: corrected}))
        assert again.tables[0].notices == ()
        remember(store, plan.sources[0], corrected)

        october = workbook(
            tmp_path,
            record,
            titles=[title.replace("1-9月", "1-10月") for title in titles],
            title="浈江区2021年重点项目月度台账（1-10月）",
            sheet="10月",
            name="10.xlsx",
        )
        import_files(store, [october])
        later = import_files(store, [october])

        assert later.tables[0].mapping is not None
        column = later.tables[0].mapping.column_of("problem")
        assert column is not None
        assert column.index == 8


def test_a_column_may_be_left_out(tmp_path: Path) -> None:
    path = workbook(tmp_path, project(1, "甲项目"))
    with a_store(tmp_path) as store:
        plan = import_files(store, [path])
        (table,) = plan.tables
        assert table.mapping is not None
        without = table.mapping.with_column(4, None)
        again = replan(store, plan, ImportOptions(mappings={table.id: without}))

        assert "列“2021年计划投资”按要求不导入，未导入。" in again.tables[0].notices
        assert rows_of(store) == {}


def test_a_table_is_recognised_by_its_columns_and_words() -> None:
    units = header_of("排序号", "单位类型", "单位全称", "简称")
    facts = read_facts([["某区各责任单位一览表"], []], units, "单位", "单位.xlsx")

    assert [ledger.name for ledger, _ in recognise(units, facts, ("单位", "单位.xlsx"))] == [
        "responsible_unit"
    ]
