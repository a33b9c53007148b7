"""More records than a blank has prepared rows: rows are put in, and all that stands below follows."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from fgj_desktop.store.store import Store
from tests.exchange.blanks import FIRST, city_blank, filled, parts_of
from tests.sample_store import PROJECTS

NAMES = [one[0] for one in PROJECTS]


def picture() -> Image:
    """A seal."""
    from PIL import Image as Picture

    data = BytesIO()
    Picture.new("RGB", (8, 8)).save(data, "png")
    return Image(data)


def sheet_of(path: Path) -> Worksheet:
    """The form in a workbook."""
    return openpyxl.load_workbook(path)["附件1 重点项目"]


@pytest.mark.parametrize("prepared", [1, 2, 4])
def test_rows_are_put_in_with_their_formulas_and_formats(store: Store, tmp_path: Path, prepared: int) -> None:
    plan, out = filled(store, city_blank(tmp_path, prepared))
    sheet = sheet_of(out)
    assert plan.insertions.count == 6 - prepared
    assert [sheet.cell(FIRST + at, 2).value for at in range(6)] == NAMES
    assert [sheet.cell(FIRST + at, 1).value for at in range(6)] == [1, 2, 3, 4, 5, 6]
    assert [sheet.cell(FIRST + at, 8).value for at in range(6)] == [
        f"=IF(E{row}=0,0,G{row}/E{row})" for row in range(FIRST, FIRST + 6)
    ]
    assert {sheet.cell(FIRST + at, 8).number_format for at in range(6)} == {"0.00%"}
    assert all(sheet.cell(FIRST + at, 5).border.bottom.style == "thin" for at in range(6))


@pytest.mark.parametrize("prepared", [1, 2, 4])
def test_sums_lists_merges_and_print_areas_follow(store: Store, tmp_path: Path, prepared: int) -> None:
    _, out = filled(store, city_blank(tmp_path, prepared))
    book = openpyxl.load_workbook(out)
    sheet = book["附件1 重点项目"]
    assert [sheet.cell(15, 2).value, sheet.cell(15, 5).value] == ["合计", "=SUM(E9:E14)"]
    assert sheet["A16"].value == "注：1.本表于次月5日前报送。"
    assert {"A16:J16", "A17:J17", "A2:J2", "E5:H5"} <= {str(one) for one in sheet.merged_cells.ranges}
    lists = {str(one.sqref) for one in sheet.data_validations.dataValidation}
    assert lists == {"C9:C14", "I9:I14"}
    assert sheet.print_area == "'附件1 重点项目'!$A$1:$J$17"
    assert book["附件2 填表说明"]["A2"].value == "='附件1 重点项目'!E15"


def test_a_total_above_the_rows_reaches_over_those_put_in(store: Store, tmp_path: Path) -> None:
    _, out = filled(store, city_blank(tmp_path, 4, total="above"))
    sheet = sheet_of(out)
    assert sheet["E9"].value == "=SUM(E10:E15)"
    assert [sheet.cell(10 + at, 2).value for at in range(6)] == NAMES


def test_nothing_is_put_in_above_what_does_not_move(store: Store, tmp_path: Path) -> None:
    path = city_blank(tmp_path, 4)
    book = openpyxl.load_workbook(path)
    book["附件1 重点项目"]["B13"].comment = Comment("市局核对", "")
    book.save(path)
    plan, out = filled(store, path)
    assert not plan.insertions
    assert [name for name, _ in plan.left_out] == NAMES[4:]
    assert plan.lines()[-1] != ""
    assert any("预留行不够，下方有批注，未插入行，未填" in line for line in plan.lines())
    assert sheet_of(out)["E13"].value == "=SUM(E9:E12)"


@pytest.mark.parametrize(("place", "inserted"), [("J1", 2), ("B16", 0)])
def test_only_a_picture_below_the_rows_is_an_obstacle(
    store: Store, tmp_path: Path, place: str, inserted: int
) -> None:
    path = city_blank(tmp_path, 4)
    book = openpyxl.load_workbook(path)
    book["附件1 重点项目"].add_image(picture(), place)
    book.save(path)
    plan, out = filled(store, path)
    assert plan.insertions.count == inserted
    assert len(plan.left_out) == 2 - inserted
    assert "xl/media/image1.png" in parts_of(out)


def _with_table(sheet: Worksheet) -> None:
    sheet["L1"], sheet["M1"] = "甲", "乙"
    sheet.add_table(Table(displayName="表1", ref="L1:M3"))


def _with_array(sheet: Worksheet) -> None:
    sheet["L1"] = ArrayFormula("L1:L2", "=E9:E10*2")


def _with_indirect(sheet: Worksheet) -> None:
    sheet["L1"] = '=INDIRECT("E13")'


@pytest.mark.parametrize(
    ("change", "why"),
    [(_with_table, "“表格”对象"), (_with_array, "数组公式"), (_with_indirect, "按地址取数的公式")],
)
def test_what_might_break_is_an_obstacle(
    store: Store, tmp_path: Path, change: Callable[[Worksheet], object], why: str
) -> None:
    path = city_blank(tmp_path, 4)
    book = openpyxl.load_workbook(path)
    change(book["附件1 重点项目"])
    book.save(path)
    plan, out = filled(store, path)
    assert {reason for _, reason in plan.left_out} == {f"预留行不够，工作表中有{why}，未插入行，未填"}
    assert sheet_of(out)["B13"].value == "合计"


def test_hidden_rows_are_not_filled(store: Store, tmp_path: Path) -> None:
    path = city_blank(tmp_path, 10)
    book = openpyxl.load_workbook(path)
    book["附件1 重点项目"].row_dimensions[FIRST + 1].hidden = True
    book.save(path)
    _, out = filled(store, path)
    sheet = sheet_of(out)
    assert [sheet.cell(FIRST + at, 2).value for at in range(3)] == [NAMES[0], None, NAMES[1]]


def test_rows_are_appended_where_nothing_stands_below(store: Store, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("2021年重点项目表（1—9月）",), ("单位：万元",), ("序号", "项目名称", "总投资")):
        sheet.append(row)
    path = tmp_path / "光表.xlsx"
    book.save(path)
    plan, out = filled(store, path)
    after = openpyxl.load_workbook(out).worksheets[0]
    assert [after.cell(4 + at, 2).value for at in range(6)] == NAMES
    assert after["C4"].value == 9000
    assert after.calculate_dimension() == "A1:C9"
    assert not plan.left_out
