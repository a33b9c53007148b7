"""The workbook by which units learn what they are to mend."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from fgj_desktop.errors import EnvironmentProblem
from fgj_desktop.exchange.export_returns import TITLES, ReturnLine, write_returns

LINE = ReturnLine(
    "5",
    "区教育局",
    "乐园镇小学扩建",
    "2104-440204-47-03-813776",
    "2021年计划投资",
    "=1+1",
    "“=1+1”不是数值，\x07已保留原文并标出。",
)


def test_every_cell_is_text_and_the_last_column_waits_to_be_filled(tmp_path: Path) -> None:
    path = tmp_path / "退回修改.xlsx"
    write_returns([LINE, LINE], "浈江区退回修改清单", "数据截至2021年9月30日。", path)
    sheet = load_workbook(path)["退回修改"]
    assert [cell.value for cell in sheet[3]] == list(TITLES)
    assert [cell.data_type for cell in sheet[4]][:7] == ["s"] * 7
    assert sheet["F4"].value == "=1+1"
    assert sheet["G4"].value == "“=1+1”不是数值，已保留原文并标出。"
    assert sheet["H4"].value is None
    assert sheet["H4"].border.left.style == "thin"
    assert sheet.max_row == 5


def test_it_is_printed_on_a4_across_with_titles_on_every_page(tmp_path: Path) -> None:
    path = tmp_path / "退回修改.xlsx"
    write_returns([LINE], "浈江区退回修改清单", "", path)
    sheet = load_workbook(path)["退回修改"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$1:$3"
    assert sheet.page_setup.fitToWidth == 1


def test_a_workbook_open_elsewhere_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "退回修改.xlsx"
    path.write_bytes(b"old")
    (tmp_path / f"~${path.name}").touch()
    with pytest.raises(EnvironmentProblem):
        write_returns([LINE], "题", "", path)
    assert path.read_bytes() == b"old"
