"""套表填报: a blank from the city is filled from a ledger, and nothing else of it changes."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from fgj_desktop.store.store import Store
from tests.exchange.blanks import FIRST, city_blank, filled, parts_of, without_cells
from tests.sample_store import PROJECTS

SHEET = "xl/worksheets/sheet1.xml"


def test_a_blank_with_three_header_rows_is_filled_in_its_own_unit(store: Store, tmp_path: Path) -> None:
    plan, out = filled(store, city_blank(tmp_path))
    sheet = openpyxl.load_workbook(out)["附件1 重点项目"]
    assert [sheet.cell(FIRST + at, 2).value for at in range(6)] == [one[0] for one in PROJECTS]
    assert [sheet.cell(FIRST + at, 1).value for at in range(6)] == [1, 2, 3, 4, 5, 6]
    assert [sheet.cell(FIRST, column).value for column in (4, 5, 6, 7)] == [0.9, 0.4, 0.04, 0.32]
    assert sheet.cell(FIRST, 10).value == "主体施工"
    assert sheet.cell(FIRST + 6, 2).value is None
    assert len(plan.rows) == 6


def test_everything_but_the_filled_cells_keeps_its_bytes(store: Store, tmp_path: Path) -> None:
    blank = city_blank(tmp_path)
    plan, out = filled(store, blank)
    before, after = parts_of(blank), parts_of(out)
    cells = [one.address for one in plan.cells]
    assert list(before) == list(after)
    assert without_cells(before[SHEET], cells) == without_cells(after[SHEET], cells)
    assert {name for name, data in before.items() if after[name] != data} == {SHEET}


def test_formulas_and_the_formats_of_filled_cells_stay(store: Store, tmp_path: Path) -> None:
    blank = city_blank(tmp_path)
    plan, out = filled(store, blank)
    before = openpyxl.load_workbook(blank)["附件1 重点项目"]
    after = openpyxl.load_workbook(out)["附件1 重点项目"]
    assert after["H9"].value == before["H9"].value
    assert after["E19"].value == "=SUM(E9:E18)"
    assert all(after[one.address]._style == before[one.address]._style for one in plan.cells)
    assert plan.formulas == 6


def test_words_are_those_that_the_lists_of_the_blank_offer(store: Store, tmp_path: Path) -> None:
    _, out = filled(store, city_blank(tmp_path))
    sheet = openpyxl.load_workbook(out)["附件1 重点项目"]
    assert sheet["C9"].value == "续建项目"
    assert [sheet.cell(FIRST + at, 9).value for at in range(4)] == ["√", "√", "√", "×"]


def test_what_the_ledger_has_nothing_for_is_told(store: Store, tmp_path: Path) -> None:
    plan, _ = filled(store, city_blank(tmp_path))
    assert any("当月完成投资" in line and "台账中为空" in line for line in plan.lines())


@pytest.mark.parametrize(("unit", "plan"), [("亿元", 0.4), ("万元", 4000), ("元", 40_000_000)])
def test_amounts_are_in_the_unit_of_the_blank(store: Store, tmp_path: Path, unit: str, plan: float) -> None:
    _, out = filled(store, city_blank(tmp_path, unit=unit))
    assert openpyxl.load_workbook(out)["附件1 重点项目"]["E9"].value == plan
