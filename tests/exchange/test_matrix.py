"""Sheets that spread values over columns: months, and records of another ledger."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from fgj_desktop.exchange.grid import Kind, Sheet, Workbook
from fgj_desktop.exchange.importer import apply, import_files, inspect, plan_import, replan
from fgj_desktop.exchange.refused import save_refused
from fgj_desktop.exchange.tables import read_tables, tables_of
from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.resources import resource_path
from fgj_desktop.store.rows import Row
from fgj_desktop.store.store import Store
from tests.exchange.importing import SEPTEMBER, UNITS, a_store, imported

YI = 10_000_000_000
INVESTMENT = ledger_named("fixed_asset_investment")
SCORE = ledger_named("town_score")
MONTHLY_REPORT = resource_path("sample/固定资产投资月报2021年9月.xlsx")
PERIODS = ("指标", None, "1-7月", "1-8月")


def save(folder: Path, *rows: Sequence[Any], sheet: str = "固投", name: str = "月报.xlsx") -> Path:
    made = openpyxl.Workbook()
    made.worksheets[0].title = sheet
    for row in rows:
        made.worksheets[0].append(list(row))
    made.save(folder / name)
    return folder / name


def indicators(store: Store, month: Month = SEPTEMBER) -> dict[str, Row]:
    return {str(row.values["name"]): row for row in store.view(INVESTMENT, month).rows()}


def report(*rows: Sequence[Any], title: str = "2021年浈江区固定资产投资主要指标") -> list[Sequence[Any]]:
    return [(title,), PERIODS, *rows]


# --- months across -----------------------------------------------------------------------------------


def test_the_monthly_report_goes_in_month_by_month(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        plan = imported(store, MONTHLY_REPORT)
        months = store.months(INVESTMENT)
        september, august, march = (indicators(store, Month(2021, one)) for one in (9, 8, 3))

    assert months == [Month(2021, number) for number in range(2, 10)]
    assert list(september) == ["固定资产投资", "投资项目", "房地产开发", "产业园"]
    whole = september["固定资产投资"].values
    assert (whole["cumulative"], whole["last_year"]) == (3206 * YI // 100, 396292 * YI // 10_000)
    assert (whole["year_on_year"], whole["annual_task"]) == (-191_000, 6504 * YI // 100)
    assert (whole["growth_target"], whole["rank"]) == (80_000, 8)
    assert (whole["newly_listed"], whole["newly_listed_large"]) == (43, 6)
    assert [march[name].values["cumulative"] for name in march] == [
        amount * YI // 100 for amount in (520, 346, 174, 47)
    ]
    assert (march["固定资产投资"].values["rank"], march["产业园"].values["rank"]) == (10, None)
    assert (whole["data_state"], august["固定资产投资"].values["data_state"]) == ("快报", None)
    assert "11个地区" in str(september["固定资产投资"].marks["rank"].note)
    assert [one.place for one in plan.refused] == []


def test_one_sheet_is_one_import_that_says_what_it_is(tmp_path: Path) -> None:
    assert inspect(MONTHLY_REPORT).text.startswith("《浈江区固定资产投资主要指标（快报）》 2021年1—9月，4 项")
    with a_store(tmp_path) as store:
        imported(store, MONTHLY_REPORT)
        assert store.action_count() == 1
        assert import_files(store, [MONTHLY_REPORT]).is_empty
        store.undo()
        assert indicators(store) == {}


def test_a_cell_that_does_not_fit_is_named_by_its_own_address(tmp_path: Path) -> None:
    path = save(
        tmp_path,
        *report(
            ("固定资产投资", "累计（亿元）", 21.84, "约25"),
            (None, "同比增长（%）", -25.2, "持平"),
            ("增速全市排名（11个地区）", None, 10, "第十"),
        ),
    )
    with a_store(tmp_path) as store:
        plan = imported(store, path)
        row = indicators(store, Month(2021, 8))["固定资产投资"]

    assert sorted(one.place.text for one in plan.refused) == ["固投!D3", "固投!D4", "固投!D5"]
    assert (row.values["cumulative"], row.marks["cumulative"].misfit) == (None, "约25")


def test_changes_of_a_later_version_name_their_cells(tmp_path: Path) -> None:
    rows = [("固定资产投资", "累计（亿元）", 21.84, 25.37), (None, "去年同期（亿元）", 29, 34)]
    path = save(tmp_path, *report(*rows, title="2021年浈江区固定资产投资主要指标（快报）"))
    with a_store(tmp_path) as store:
        imported(store, path)
        rows[0] = ("固定资产投资", "累计（亿元）", 21.84, 25.4)
        save(tmp_path, *report(*rows, title="2021年浈江区固定资产投资主要指标（定稿）"))
        plan = imported(store, path)
        state = indicators(store, Month(2021, 8))["固定资产投资"].values["data_state"]

    changes = {(one.field, one.place.text, one.month) for one in plan.replaced}
    assert ("cumulative", "固投!D3", Month(2021, 8)) in changes
    assert {one[0] for one in changes} == {"cumulative", "data_state"}
    assert state == "定稿"


def test_a_month_reported_twice_is_said_and_the_later_column_counts(tmp_path: Path) -> None:
    path = save(
        tmp_path,
        ("2021年浈江区固定资产投资主要指标",),
        ("指标", None, "1-7月", "1-8月", "1-8月"),
        ("固定资产投资", "累计（亿元）", 21.84, 25.37, 25.4),
        (None, "去年同期（亿元）", 29, 34, 34),
    )
    with a_store(tmp_path) as store:
        plan = imported(store, path)
        row = indicators(store, Month(2021, 8))["固定资产投资"]

    said = [text for one in plan.tables for text in one.notices if "重复填报" in text]
    assert said == ["“1-8月”重复填报，D3 与 E3不同，按后一处导入，请核对。"]
    assert row.values["cumulative"] == 2540 * YI // 100


def test_rows_without_a_column_of_the_ledger_are_named_not_dropped(tmp_path: Path) -> None:
    path = save(
        tmp_path,
        *report(
            ("固定资产投资", "累计（亿元）", 21.84, 25.37),
            (None, "占全市比重", 5, 6),
            ("在建项目平均工期（个）", None, 3, 4),
        ),
    )
    with a_store(tmp_path) as store:
        notices = [text for one in imported(store, path).tables for text in one.notices]

    assert [text for text in notices if "未能识别" in text] == [
        "第 4 行“占全市比重”未能识别是哪项数据，未导入。",
        "第 5 行“在建项目平均工期（个）”未能识别是哪项数据，未导入。",
    ]


def test_units_may_differ_between_rows_and_stand_in_a_column(tmp_path: Path) -> None:
    path = save(
        tmp_path,
        ("2021年浈江区固定资产投资主要指标",),
        ("指标", "内容", "计量单位", "1-7月", "1-8月"),
        ("固定资产投资", "累计", "亿元", 21.84, 25.37),
        ("其中：产业园", "累计", "万元", 23500, 28400),
    )
    with a_store(tmp_path) as store:
        imported(store, path)
        found = indicators(store, Month(2021, 8))

    assert found["固定资产投资"].values["cumulative"] == 2537 * YI // 100
    assert found["产业园"].values["cumulative"] == 284 * YI // 100


def test_comments_stay_with_their_figures(tmp_path: Path) -> None:
    path = save(tmp_path, *report(("固定资产投资", "累计（亿元）", 21.84, 25.37)))
    made = openpyxl.load_workbook(path)
    made.worksheets[0]["D3"].comment = Comment("统计局电话更正", "局")
    made.worksheets[0]["B3"].comment = Comment("含农户", "局")
    made.save(path)
    with a_store(tmp_path) as store:
        plan = imported(store, path)
        row = indicators(store, Month(2021, 8))["固定资产投资"]

    assert row.marks["cumulative"].note == "统计局电话更正"
    assert "B3 有批注“含农户”，未导入。" in [text for one in plan.tables for text in one.notices]


def test_a_table_with_one_column_of_the_period_is_an_ordinary_table(tmp_path: Path) -> None:
    path = save(
        tmp_path,
        ("2021年浈江区固定资产投资主要指标（1-8月）",),
        ("指标", "1-8月累计（亿元）", "去年同期（亿元）", "同比增长（%）"),
        ("固定资产投资", 25.37, 34.2375, -25.9),
    )
    with a_store(tmp_path) as store:
        imported(store, path)
        row = indicators(store, Month(2021, 8))["固定资产投资"]

    assert [one.part for one in read_tables(path)] == [""]
    assert (row.values["cumulative"], row.values["year_on_year"]) == (2537 * YI // 100, -259_000)


def test_a_copy_of_the_sheet_is_asked_about_once(tmp_path: Path) -> None:
    path = save(tmp_path, *report(("固定资产投资", "累计（亿元）", 21.84, 25.37)))
    made = openpyxl.load_workbook(path)
    copy = made.copy_worksheet(made.worksheets[0])
    copy.title = "固投 (2)"
    copy["D3"] = 25.4
    made.save(path)
    with a_store(tmp_path) as store:
        plan = import_files(store, [path])
        first = replan(
            store, plan, plan.options.answered({plan.questions[0].id: plan.questions[0].choices[0].value})
        )
        apply(store, first)
        row = indicators(store, Month(2021, 8))["固定资产投资"]

    assert [one.kind for one in plan.questions] == ["sheet"]
    assert [one.sheet for one in plan.tables if not one.skipped] == ["固投 (2)"] * 2
    assert row.values["cumulative"] == 2537 * YI // 100


@pytest.mark.parametrize("is_reversed", [False, True])
def test_of_two_reports_of_one_month_the_newer_has_the_last_word(is_reversed: bool, tmp_path: Path) -> None:
    old = save(tmp_path, *report(("固定资产投资", "累计（亿元）", 21.84, 25.37)), name="8月.xlsx")
    new = save(
        tmp_path,
        ("2021年浈江区固定资产投资主要指标",),
        ("指标", None, "1-8月", "1-9月"),
        ("固定资产投资", "累计（亿元）", 25.4, 32.06),
        name="9月.xlsx",
    )
    with a_store(tmp_path) as store:
        plan = imported(store, *([new, old] if is_reversed else [old, new]))
        row = indicators(store, Month(2021, 8))["固定资产投资"]

    assert row.values["cumulative"] == 2540 * YI // 100
    assert [(one.before, one.after, one.place.text) for one in plan.replaced] == [
        ("25.37", "25.4", "固投!C3")
    ]


def test_rows_not_taken_whole_are_saved_as_they_stand(tmp_path: Path) -> None:
    path = save(
        tmp_path,
        *report(("固定资产投资", "累计（亿元）", 21.84, 25.37), (None, "去年同期（亿元）", 29, "三十四")),
    )
    with a_store(tmp_path) as store:
        plan = imported(store, path)
    save_refused(plan, tmp_path / "未导入.xlsx")
    saved = openpyxl.load_workbook(tmp_path / "未导入.xlsx").worksheets

    assert [one.message for one in plan.refused] == [
        "第 4 行上年同期累计“三十四”不是数值，已保留原文并标出。"
    ]
    assert [sheet.title for sheet in saved] == ["固投"]
    last = [cell.value for cell in saved[0][saved[0].max_row]]
    assert (last[0], last[2:]) == (4, [None, "去年同期（亿元）", 29, "三十四"])


@pytest.mark.parametrize(
    "header",
    [
        [("指标", None, "1—7月", "1—8月")],
        [("指标", None, "2021年1~7月累计", "2021年1~8月累计")],
        [("指标名称", "内容", "2021年1-7月", "2021年1-8月")],
        [(None, None, "2021年", "2021年"), ("指标", None, "1-7月", "1-8月")],
        [("序号", "指标名称", "1-7月", "1-8月"), (1, 2, 3, 4)],
    ],
)
def test_headers_of_months_are_written_in_many_ways(header: list[Sequence[Any]], tmp_path: Path) -> None:
    has_number = header[0][0] == "序号"
    lead = (1, "固定资产投资") if has_number else ("固定资产投资", "累计（亿元）")
    path = save(tmp_path, ("固定资产投资主要指标",), *header, (*lead, 21.84, 25.37), name="月报2021年.xlsx")
    with a_store(tmp_path) as store:
        imported(store, path, month=None)
        july, august = (indicators(store, Month(2021, one)) for one in (7, 8))

    unit = YI if not has_number else 1_000_000
    assert july["固定资产投资"].values["cumulative"] == 2184 * unit // 100
    assert august["固定资产投资"].values["cumulative"] == 2537 * unit // 100


def test_a_whole_called_by_another_word_is_the_main_record(tmp_path: Path) -> None:
    path = save(
        tmp_path,
        *report(
            ("全区合计", "累计（亿元）", 21.84, 25.37),
            ("房地产开发", "累计（亿元）", 6.87, 7.96),
            ("市下达年度投资任务（亿元）", None, None, 65.04),
            ("注：本表为快报数。",),
        ),
    )
    with a_store(tmp_path) as store:
        plan = imported(store, path)
        found = indicators(store, Month(2021, 8))

    assert list(found) == ["固定资产投资", "房地产开发"]
    assert found["固定资产投资"].values["annual_task"] == 6504 * YI // 100
    assert plan.refused == []


figure = st.none() | st.integers(-10_000, 1_000_000)
NAMES = ("固定资产投资", "投资项目", "产业园")
MEASURES = ("累计", "去年同期", "同比增长")


@settings(max_examples=25)
@given(st.data())
def test_a_spread_sheet_says_what_its_months_say_one_by_one(data: st.DataObject) -> None:
    """The law of the matrix: taken apart, the figures are those of an ordinary table for each month."""
    months = sorted(data.draw(st.sets(st.integers(2, 12), min_size=2, max_size=4)))
    names = data.draw(st.lists(st.sampled_from(NAMES), min_size=1, unique=True))
    cells = {
        (name, measure, month): data.draw(figure)
        for name in names
        for measure in MEASURES
        for month in months
    }
    spread: list[list[Any]] = [
        ["2021年浈江区固定资产投资主要指标（单位：万元）"] + [None] * (len(months) + 1),
        ["指标", None, *(f"1-{month}月" for month in months)],
    ]
    for name in names:
        for position, measure in enumerate(MEASURES):
            label = name if position == 0 else None
            spread.append([label, measure, *(cells[name, measure, month] for month in months)])
    plain = [
        Sheet(
            f"{month}月",
            [
                [f"2021年浈江区固定资产投资主要指标（1-{month}月）（单位：万元）", None, None, None],
                ["指标", *MEASURES],
                *(
                    [name, *(cells[name, measure, month] for measure in MEASURES)]
                    for name in names
                    if any(cells[name, measure, month] is not None for measure in MEASURES)
                ),
            ],
        )
        for month in months
    ]
    with (
        tempfile.TemporaryDirectory() as made,
        a_store(Path(made), "甲") as one,
        a_store(Path(made), "乙") as two,
    ):
        for store, sheets in ((one, [Sheet("固投", spread)]), (two, plain)):
            book = Workbook("月报.xlsx", Kind.XLSX, tuple(sheets))
            tables = [table for sheet in sheets for table in tables_of(book, sheet, INVESTMENT)]
            if any(value is not None for value in cells.values()):
                apply(store, plan_import(store, tables))
        for month in months:
            assert said(one, month, names) == said(two, month, names)


def said(store: Store, month: int, names: Sequence[str]) -> dict[str, list[object]]:
    found = indicators(store, Month(2021, month))
    fields = ("cumulative@own", "last_year", "year_on_year")
    return {
        name: [found[name].values[field] for field in fields] if name in found else [None] * 3
        for name in names
    }


# --- records across ----------------------------------------------------------------------------------

TOWNS = ("新韶镇", "乐园镇", "风采街道")


def scores(store: Store) -> dict[tuple[object, object], Row]:
    links = store.links()
    return {
        (row.values["name"], links.label("responsible_unit", int(str(row.values["town"])))): row
        for row in store.view(SCORE, SEPTEMBER).rows()
    }


def score_sheet(*rows: Sequence[Any]) -> list[Sequence[Any]]:
    title = "浈江区2021年度镇办工作绩效评价评分表"
    return [(title,), ("序号", "考核指标", "分值", *TOWNS), *rows]


def test_indicators_by_towns_become_scores(tmp_path: Path) -> None:
    path = save(
        tmp_path,
        *score_sheet(
            (1, "固定资产投资", 10, 9.5, 8.25, "不适用"),
            (2, "城镇化", 5, 5, None, "—"),
            (None, "合计", 15, 14.5, 8.25, 0),
        ),
        sheet="评分表",
    )
    with a_store(tmp_path) as store:
        imported(store, UNITS)
        plan = imported(store, path)
        found = scores(store)
        again = import_files(store, [path])

    assert inspect(path).text == "《镇办工作绩效评价评分表》，5 条"
    assert {key: row.values["score"] for key, row in found.items()} == {
        ("固定资产投资", "新韶镇"): 950,
        ("固定资产投资", "乐园镇"): 825,
        ("固定资产投资", "风采街道"): None,
        ("城镇化", "新韶镇"): 500,
        ("城镇化", "风采街道"): None,
    }
    assert found["固定资产投资", "风采街道"].values["not_applicable"] == 1
    assert found["城镇化", "风采街道"].marks["score"].dash
    assert {row.values["year"] for row in found.values()} == {2021}
    assert (len(plan.listed), plan.named, plan.absent, plan.refused) == (5, [], [], [])
    assert plan.reconciliations[0].message == "新韶镇：表内合计 14.5，导入合计 14.5，一致。"
    assert [one.message for one in plan.reconciliations if not one.agrees] == []
    assert again.is_empty


def test_towns_by_indicators_is_the_same_table_turned(tmp_path: Path) -> None:
    path = save(
        tmp_path,
        ("浈江区2021年度镇办工作绩效评价评分表",),
        ("序号", "镇办", "固定资产投资完成", "城镇化进展"),
        (1, "新韶镇", 9.5, 5),
        (2, "乐园镇", 8, "5分"),
        sheet="得分",
    )
    with a_store(tmp_path) as store:
        imported(store, UNITS)
        plan = imported(store, path)
        found = scores(store)

    assert found["固定资产投资完成", "新韶镇"].values["score"] == 950
    assert found["城镇化进展", "乐园镇"].marks["score"].misfit == "5分"
    assert [one.place.text for one in plan.refused] == ["得分!D4"]


def test_a_town_written_a_little_differently_is_asked_about(tmp_path: Path) -> None:
    rows = [*score_sheet((1, "固定资产投资", 10, 9.5, 8.25, 7)), (None, "注：空为未评")]
    rows[1] = ("序号", "考核指标", "分值", "新韶镇政府", *TOWNS[1:])
    with a_store(tmp_path) as store:
        imported(store, UNITS)
        plan = import_files(store, [save(tmp_path, *rows, sheet="评分表")])
        questions = {one.id: one.default for one in plan.questions}
        apply(store, replan(store, plan, plan.options.answered(questions)))
        found = scores(store)

    assert [one.kind for one in plan.questions] == ["name"]
    assert ("固定资产投资", "新韶镇") in found
    assert plan.refused == []


@pytest.mark.parametrize("titles", [("甲组", "乙组"), ("第一季度", "备注")])
def test_other_columns_are_no_towns(titles: tuple[str, str], tmp_path: Path) -> None:
    path = save(tmp_path, ("年度指标",), ("序号", "考核指标", *titles), (1, "固定资产投资", 9, 8), sheet="表")

    assert {table.part for table in read_tables(path)} == {""}
