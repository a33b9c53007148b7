"""Blank workbooks as a city sends them, and what of a filled one can be compared."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from fgj_desktop.exchange.fill_blank import read_blank
from fgj_desktop.exchange.fill_plan import FillOptions, FillPlan
from fgj_desktop.exchange.fill_planner import plan_fill
from fgj_desktop.exchange.fill_workbook import fill_blank
from fgj_desktop.ledgers import Ledger, ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.store.store import Store

SEPTEMBER = Month(2021, 9)
KEY_PROJECT = ledger_named("key_project")
THIN = Side(style="thin")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
HEADER = (5, 7)
"""First and last row of the city's header, from 1."""
FIRST = 9
"""The first row to fill."""


def city_blank(
    folder: Path,
    rows: int = 10,
    *,
    unit: str = "亿元",
    name: str = "市级空表.xlsx",
    below: Sequence[str] = ("注：1.本表于次月5日前报送。", "填报人：　　　审核人："),
    total: str = "below",
) -> Path:
    """A blank of three header rows, with a numbering row, prepared rows, formulas, a 合计 and other sheets."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "附件1 重点项目"
    _head(sheet, unit)
    first = FIRST + (total == "above")
    last = first + rows - 1
    for row in range(first, last + 1):
        for column in range(1, 11):
            _cell(sheet, row, column)
        sheet.cell(row, 8).value = f"=IF(E{row}=0,0,G{row}/E{row})"
        sheet.cell(row, 8).number_format = "0.00%"
        sheet.cell(row, 4).number_format = "0.0000"
    at = FIRST if total == "above" else last + 1
    _cell(sheet, at, 2).value = "合计"
    for column in (4, 5, 6, 7):
        letter = get_column_letter(column)
        _cell(sheet, at, column).value = f"=SUM({letter}{first}:{letter}{last})"
    for offset, text in enumerate(below, 1 + (total == "below")):
        sheet.cell(last + offset, 1).value = text
        sheet.merge_cells(start_row=last + offset, end_row=last + offset, start_column=1, end_column=10)
    _validate(sheet, first, last)
    sheet.print_title_rows = f"{HEADER[0]}:{HEADER[1]}"
    sheet.print_area = f"A1:J{last + 3}"
    other = book.create_sheet("附件2 填表说明")
    other["A1"] = "一、统计范围为列入年度计划的项目。"
    other["A2"] = f"='附件1 重点项目'!E{at}"
    options = book.create_sheet("选项")
    options.sheet_state = "hidden"
    for row, word in enumerate(("续建项目", "计划开工", "预备"), 1):
        options.cell(row, 1).value = word
    path = folder / name
    book.save(path)
    return path


def _head(sheet: Worksheet, unit: str) -> None:
    sheet["A1"] = "附件1"
    sheet["A2"] = "2021年重点项目建设进展情况表（1—9月）"
    sheet.merge_cells("A2:J2")
    sheet["A2"].font = Font(name="方正小标宋简体", size=20)
    sheet["A3"] = "填报单位（盖章）："
    sheet["I3"] = f"单位：{unit}"
    titles: dict[tuple[int, int, int, int], str] = {
        (5, 1, 7, 1): "序号",
        (5, 2, 7, 2): "项目名称",
        (5, 3, 7, 3): "项目性质",
        (5, 4, 7, 4): "总投资",
        (5, 5, 5, 8): "2021年投资情况",
        (6, 5, 7, 5): "2021年计划投资",
        (6, 6, 6, 8): "完成投资",
        (7, 6, 7, 6): "当月完成投资",
        (7, 7, 7, 7): "1-9月累计完成投资（纳统）",
        (7, 8, 7, 8): "占年度计划（％）",
        (5, 9, 7, 9): "是否开工",
        (5, 10, 7, 10): "形象进度",
    }
    for (top, left, bottom, right), text in titles.items():
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                _cell(sheet, row, column).fill = PatternFill("solid", fgColor="D9E1F2")
        sheet.cell(top, left).value = text
        if (top, left) != (bottom, right):
            sheet.merge_cells(start_row=top, end_row=bottom, start_column=left, end_column=right)
    for column in range(1, 11):
        _cell(sheet, 8, column).value = column


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    cell.border = BOX
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    return cell


def _validate(sheet: Worksheet, first: int, last: int) -> None:
    natures = DataValidation(type="list", formula1="选项!$A$1:$A$3", allow_blank=True)
    flags = DataValidation(type="list", formula1='"√,×"', allow_blank=True)
    natures.add(f"C{first}:C{last}")
    flags.add(f"I{first}:I{last}")
    sheet.add_data_validation(natures)
    sheet.add_data_validation(flags)


def filled(
    store: Store,
    path: Path,
    out: Path | None = None,
    ledger: Ledger = KEY_PROJECT,
    month: Month = SEPTEMBER,
    **options: Any,
) -> tuple[FillPlan, Path]:
    """Fill a blank; the plan and the file."""
    target = out if out is not None else path.with_name(f"已填-{path.name}")
    plan = plan_fill(store, read_blank(path), ledger, month, FillOptions(**options))
    return fill_blank(store, plan, target), target


def parts_of(path: Path) -> dict[str, bytes]:
    """Every part of a workbook with its bytes."""
    with zipfile.ZipFile(path) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def without_cells(xml: bytes, cells: Sequence[str]) -> bytes:
    """A sheet's XML with the elements of these cells taken out."""
    for one in cells:
        xml = re.sub(
            rb'<c r="%s"(?:[^>]*/>|[^>]*>.*?</c>)' % one.encode(), b"", xml, count=1, flags=re.DOTALL
        )
    return xml
