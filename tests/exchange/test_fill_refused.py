"""Blanks that cannot be filled are refused in words, before anything is written."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.table import Table as ExcelTable

from fgj_desktop.errors import EnvironmentProblem, UserError
from fgj_desktop.exchange.fill_blank import read_blank
from fgj_desktop.resources import resource_path
from fgj_desktop.store.store import Store
from tests.exchange.blanks import city_blank, filled
from tests.exchange.packages import xlsx


def refusal(path: Path) -> str:
    """What is said of a blank."""
    with pytest.raises(UserError) as told:
        read_blank(path)
    return str(told.value)


def test_an_old_workbook_is_to_be_saved_as_xlsx_first(tmp_path: Path) -> None:
    path = tmp_path / "空表.xls"
    shutil.copy(resource_path("sample/专项债储备项目台账2022年.xls"), path)
    assert refusal(path) == (
        "“空表.xls”是旧版 .xls 工作簿，套表填报只能填 .xlsx 和 .xlsm，未作任何改动。"
        "请用 Excel 或 WPS 打开，另存为 .xlsx 后再填。"
    )


def test_a_wps_workbook_is_to_be_saved_as_xlsx_first(tmp_path: Path) -> None:
    path = tmp_path / "空表.et"
    shutil.copy(resource_path("sample/专项债储备项目台账2022年.xls"), path)
    assert refusal(path) == "这是 WPS 的 .et 文件，请在 WPS 中另存为 .xlsx。"
    path.write_bytes(b"PK\x03\x04")
    assert refusal(path) == "这是 WPS 的 .et 文件，请在 WPS 中另存为 .xlsx。"


def test_text_and_damaged_files_are_told_apart(tmp_path: Path) -> None:
    text = tmp_path / "空表.csv"
    text.write_bytes("序号,项目名称\n".encode("gbk"))
    assert "文本表格" in refusal(text)
    broken = tmp_path / "空表.xlsx"
    broken.write_bytes(city_blank(tmp_path).read_bytes()[:3000])
    assert "已损坏或不完整" in refusal(broken)


def test_a_workbook_without_the_ledgers_titles_is_refused(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "别的.xlsx"
    path.write_bytes(
        xlsx('<row r="1"><c r="A1" t="str"><v>姓名</v></c><c r="B1" t="str"><v>电话</v></c></row>')
    )
    with pytest.raises(UserError, match="没有找到《.*》的表头"):
        filled(store, path)


def test_an_unusually_written_sheet_is_refused(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "怪.xlsx"
    titles = "".join(
        f'<c r="{letter}1" t="str"><v>{title}</v></c>'
        for letter, title in zip("ABC", ("序号", "项目名称", "总投资"), strict=True)
    )
    path.write_bytes(xlsx(f'<row r="1">{titles}</row><!-- 空 --><row r="2"><c r="A2"/></row>'))
    with pytest.raises(UserError, match="请用 Excel 或 WPS 打开并另存为"):
        filled(store, path)


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="没有工作表“附件9”，现有：“附件1 重点项目”"):
        filled(store, city_blank(tmp_path), sheet="附件9")


def test_the_blank_itself_is_never_written_over(store: Store, tmp_path: Path) -> None:
    path = city_blank(tmp_path)
    before = path.read_bytes()
    with pytest.raises(UserError, match="不能覆盖空表“市级空表.xlsx”"):
        filled(store, path, path)
    assert path.read_bytes() == before


def test_a_filled_form_that_is_open_elsewhere_stays_as_it_is(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "填好.xlsx"
    out.write_bytes(b"x")
    (tmp_path / "~$填好.xlsx").write_bytes(b"")
    with pytest.raises(EnvironmentProblem, match="正被 WPS 打开"):
        filled(store, city_blank(tmp_path), out)
    assert out.read_bytes() == b"x"


def test_a_blank_that_takes_nothing_says_why(store: Store, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["项目名称", "总投资（万元）", "不相干的列"])
    book.active.append([None, None, None])
    book.active.add_table(ExcelTable(displayName="T1", ref="A1:C2"))
    book.save(path := tmp_path / "表格.xlsx")
    with pytest.raises(UserError) as told:
        filled(store, path)
    said = str(told.value).splitlines()
    assert said[0] == "“表格.xlsx”中没有可填的单元格，未生成文件。请核对各列的对应关系。"
    assert "C 列“不相干的列”未填：台账中没有相应的列。" in said
    assert any(line.startswith("预留行不够，工作表中有“表格”对象，未插入行，未填：") for line in said)
