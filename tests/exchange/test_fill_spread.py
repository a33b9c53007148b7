"""Blanks that spread a figure over columns: months of the investment report, towns of a score sheet."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from fgj_desktop.cli.main import main
from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.values import DASH, YI
from fgj_desktop.resources import resource_path
from fgj_desktop.rules import RULES
from fgj_desktop.store.rows import Row
from fgj_desktop.store.store import Store
from tests.exchange.blanks import SEPTEMBER, filled, parts_of, without_cells

INVESTMENT = ledger_named("fixed_asset_investment")
SCORES = ledger_named("town_score")
REPORT = resource_path("sample/固定资产投资月报2021年9月.xlsx")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("示例") / "示例.fgj"
    assert main(["sample", str(path)]) == 0
    return path


def test_months_beside_each_other_get_each_its_figure(sample: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(REPORT)
    sheet = book.worksheets[0]
    said = {}
    for row in sheet.iter_rows(min_row=3, min_col=3):
        for cell in row:
            if isinstance(cell.value, int | float):
                said[cell.coordinate] = cell.value
                cell.value = None
    path = tmp_path / "月报空表.xlsx"
    book.save(path)
    with Store.open(sample, RULES, read_only=True) as store:
        plan, out = filled(store, path, ledger=INVESTMENT)
    found = openpyxl.load_workbook(out).worksheets[0]
    assert {at: found[at].value for at in said} == {at: pytest.approx(value) for at, value in said.items()}
    assert not plan.unfilled
    cells = [one.address for one in plan.cells]
    part = "xl/worksheets/sheet1.xml"
    assert without_cells(parts_of(path)[part], cells) == without_cells(parts_of(out)[part], cells)


@pytest.mark.parametrize("turned", [False, True])
def test_towns_beside_each_other_get_their_scores(sample: Path, tmp_path: Path, turned: bool) -> None:
    with Store.open(sample, RULES, read_only=True) as store:
        rows = store.view(SCORES, SEPTEMBER).rows()
        label = store.links().label
        year = max(int(str(row.values["year"])) for row in rows)
        wanted = {
            (str(row.values["name"]), label("responsible_unit", int(str(row.values["town"])))): row
            for row in rows
            if row.values["year"] == year
        }
        names = list(dict.fromkeys(name for name, _ in wanted))
        towns = list(dict.fromkeys(town for _, town in wanted))
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        sheet.append([f"{year}年镇办工作绩效评价得分"])
        sheet.append(["序号", "镇办", *names] if turned else ["序号", "考核指标", "分值", *towns, "备注"])
        for number, side in enumerate(towns if turned else names, 1):
            sheet.append([number, side])
        path = tmp_path / "评分空表.xlsx"
        book.save(path)
        plan, out = filled(store, path, ledger=SCORES)
    found = openpyxl.load_workbook(out).worksheets[0]
    shown = {
        (name, town): found.cell(3 + (towns if turned else names).index(town if turned else name), at).value
        for name in names
        for town in towns
        if (at := (3 + names.index(name)) if turned else (4 + towns.index(town)))
    }
    scores = {pair: _score(row) for pair, row in wanted.items()}
    assert {pair: shown[pair] for pair in scores} == scores
    assert len(plan.cells) == sum(score is not None for score in scores.values())


def _score(row: Row) -> float | str | None:
    """What a score sheet says of a town and an indicator."""
    if row.values["score"] is not None:
        return int(str(row.values["score"])) / 100
    return "不适用" if row.values["not_applicable"] else None


def test_a_month_that_was_not_reported_stays_empty(store: Store, tmp_path: Path) -> None:
    with store.action("填") as writes:
        record = writes.insert(INVESTMENT, {"name": "固定资产投资", "cumulative": 25 * YI}, Month(2021, 8))
        writes.put(INVESTMENT, record, Month(2021, 6), {"cumulative": DASH})
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["2021年固定资产投资（单位：亿元）"])
    sheet.append(["指标", None, "1-6月", "1-8月", "1-9月", "1-10月"])
    sheet.append(["固定资产投资", "累计", None, None, None, None])
    sheet.append(["工业投资", "累计", None, None, None, None])
    sheet.append([None, "住户满意度", None, None, None, None])
    path = tmp_path / "月报空表.xlsx"
    book.save(path)
    plan, out = filled(store, path, ledger=INVESTMENT)
    found = openpyxl.load_workbook(out).worksheets[0]
    assert [found.cell(3, at).value for at in range(3, 7)] == ["—", 25, None, None]
    assert "第 5 行“住户满意度”未能识别是哪项数据，未填。" in plan.lines()
    assert "第 4 行“工业投资”在台账中没有找到，未填。" in plan.lines()
