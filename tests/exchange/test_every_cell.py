"""Nothing of the bureau's own workbooks is lost: every cell against the ledger, or against what the import told."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
import python_calamine

from fgj_desktop.exchange.importer import import_files
from fgj_desktop.exchange.plan import ImportPlan
from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.kinds import Money
from fgj_desktop.ledgers.period import Month
from fgj_desktop.resources import resource_path
from tests.exchange.importing import SEPTEMBER, UNITS, a_store, imported
from tests.exchange.sample_cells import BOOKS, YI, Book, SheetRow, is_record, lost_cells, read

REPORT = resource_path("sample/固定资产投资月报2021年9月.xlsx")
CELLS = {
    "responsible_unit": 27 * 5,
    "bond_reserve": 500,
    "bond_project": 90,
    "statistics_project": 800,
    "application": 270,
    "urban_task": 110,
    "safety_inspection": 150,
    "key_project": 6000,
}
"""At least so many cells of each are compared, lest a test that reads nothing find nothing lost."""


@pytest.mark.parametrize("ledger", BOOKS)
def test_every_cell_of_a_record_is_shown_by_the_ledger(ledger: str, tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        if ledger != "responsible_unit":
            imported(store, UNITS)
        imported(store, resource_path("sample") / BOOKS[ledger].file)
        lost, seen = lost_cells(store, ledger)
    assert lost == []
    assert seen >= CELLS[ledger]


def test_a_cell_that_the_ledger_lost_is_found(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        imported(store, UNITS)
        imported(store, resource_path("sample") / BOOKS["urban_task"].file)
        task = ledger_named("urban_task")
        record = store.view(task, Month(2021, 8)).rows()[1].id
        with store.action("清除") as writes:
            writes.set(task, record, "progress:H2", Month(2021, 8), None)
        lost, _ = lost_cells(store, "urban_task")
    assert lost == ["任务清单 第 6 行 8月下半月进展：'形成征求意见稿并发成员单位征求意见。'"]


def compared(plan: ImportPlan, row: SheetRow, title: str, content: float, book: Book, ledger: str) -> bool:
    """Whether the import compared a figure of this row with its records; what is computed is told row by row."""
    if ledger_named(ledger).fields_by_name[book.titles[title]].column.computed is not None:
        return True
    number = Decimal(repr(content))
    return any(
        one.agrees and one.place.sheet == row.sheet and Decimal(one.stated) in {number, number * book.unit}
        for one in plan.reconciliations
        if re.sub("[A-Z]", "", one.place.address) == str(row.row)
    )


def told(plan: ImportPlan, row: SheetRow, text: str) -> bool:
    """Whether a text beside the records is a group's, a total's, a signature to be filled in, or told as left out."""
    if text.startswith("注"):
        return any(text in notice for notice in plan.notices)
    return text in {"合计", "填报人：", "审核人：", "联系电话："} or any(
        one.is_count and one.agrees and one.place.sheet == row.sheet and str(one.stated) in text
        for one in plan.reconciliations
        if re.sub("[A-Z]", "", one.place.address) == str(row.row)
    )


@pytest.mark.parametrize("ledger", BOOKS)
def test_totals_groups_and_notes_are_compared_or_told(ledger: str, tmp_path: Path) -> None:
    book, lost = BOOKS[ledger], []
    with a_store(tmp_path) as store:
        imported(store, UNITS)
        plan = import_files(store, [resource_path("sample") / book.file])
    for row in read(resource_path("sample") / book.file, book):
        if is_record(row, book):
            continue
        for title, content in row.cells.items():
            is_text = isinstance(content, str)
            if content != "" and not (
                told(plan, row, content) if is_text else compared(plan, row, title, content, book, ledger)
            ):
                lost.append(f"{row.sheet} 第 {row.row} 行 {title}：{content!r}")
    assert lost == []


def test_what_stands_in_a_months_column_is_shown_by_that_month(tmp_path: Path) -> None:
    """The monthly report: its rows name an indicator once and measures below, its columns are months."""
    fields = {
        "累计（亿元）": "cumulative",
        "去年同期（亿元）": "last_year",
        "同比增长（%）": "year_on_year",
        "市下达年度投资任务（亿元）": "annual_task",
        "年度增速目标（%）": "growth_target",
        "增速全市排名（11个地区）": "rank",
        "新增入库项目（个）": "newly_listed",
        "其中：总投资1亿元以上（个）": "newly_listed_large",
    }
    workbook = python_calamine.CalamineWorkbook.from_path(REPORT)
    title, header, *rows = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
    lost, seen, indicator = [], 0, ""
    with a_store(tmp_path) as store:
        imported(store, REPORT)
        context = store.context(SEPTEMBER)
        for label, measure, *values in rows:
            name = str(label).replace("其中：", "").strip() if measure else "固定资产投资"
            indicator = name or indicator
            field = fields[str(measure or label)]
            kind = ledger_named("fixed_asset_investment").by_name[field].kind
            for heading, value in zip(header[2:], values, strict=True):
                if value == "":
                    continue
                month = Month(2021, int(re.findall(r"\d+", str(heading))[-1]))
                shown = {
                    str(row.values["name"]): row
                    for row in store.view(ledger_named("fixed_asset_investment"), month).rows()
                }
                row = shown[indicator]
                seen += 1
                own = row.values[field]
                told = str(Decimal(own) / YI) if isinstance(kind, Money) else kind.text(own, context)
                if not told or Decimal(told.rstrip("%")) != Decimal(repr(value)):
                    lost.append(f"{month.key} {indicator} {measure or label}：{value!r}")
        newest = {
            str(row.values["name"]): row
            for row in store.view(ledger_named("fixed_asset_investment"), SEPTEMBER).rows()
        }
        assert newest["固定资产投资"].marks["rank"].note == "增速全市排名（11个地区）"
        assert {row.values["data_state"] for row in newest.values()} == {"快报"}
    assert (title[0], lost) == ("2021年浈江区固定资产投资主要指标（快报）", [])
    assert seen == 4 * 3 * 8 + 2 + 3 * 8
