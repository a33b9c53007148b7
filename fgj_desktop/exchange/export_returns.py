"""退回修改: what the units are to mend as a workbook, with an empty column for the right content."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.exchange.export_file import write_whole
from fgj_desktop.exchange.export_page import set_up_page
from fgj_desktop.exchange.export_styles import TEXT_FORMAT, Align, Look, Styles
from fgj_desktop.exchange.export_widths import lines_of, row_height

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

TITLES = ("序号", "责任单位", "项目名称", "项目代码", "列", "原值", "问题", "请改为")
_WIDTHS = (5.5, 14.0, 26.0, 26.0, 14.0, 18.0, 32.0, 20.0)
_CENTRED, _NAMES = 1, 3
_TITLE_HEIGHT = 32.0
_NO_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """One cell that is to be mended: where it is, what it says, and what is wrong."""

    serial: str
    unit: str
    name: str
    code: str
    column: str
    value: str
    problem: str


def write_returns(lines: Sequence[ReturnLine], title: str, note: str, path: Path) -> None:
    """Write the list to a workbook, unit by unit in the order given; ``note`` stands below the title.

    Raises:
        UserError: the folder does not exist.
        EnvironmentProblem: open elsewhere, disk full, no permission; an older file is as it was.
    """
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    workbook = Workbook()
    worksheet = workbook.active
    assert isinstance(worksheet, Worksheet)
    worksheet.title = "退回修改"
    styles = Styles()
    _write_head(worksheet, styles, title, note)
    for row, line in enumerate(lines, 4):
        _write_line(worksheet, styles, row, line)
    for letter, width in zip("ABCDEFGH", _WIDTHS, strict=True):
        worksheet.column_dimensions[letter].width = width
    set_up_page(worksheet, "A4", 3, _NAMES)
    write_whole(path, workbook.save)


def _write_head(worksheet: Worksheet, styles: Styles, title: str, note: str) -> None:
    _put(worksheet, styles, 1, 1, title, Look("title", "center"))
    _put(worksheet, styles, 2, 1, note, Look("line", "left"))
    for row in (1, 2):
        worksheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(TITLES))
    for column, text in enumerate(TITLES, 1):
        _put(worksheet, styles, 3, column, text, Look("header", "center"))
    for row, height in ((1, _TITLE_HEIGHT), (2, row_height(1)), (3, row_height(1))):
        worksheet.row_dimensions[row].height = height


def _write_line(worksheet: Worksheet, styles: Styles, row: int, line: ReturnLine) -> None:
    texts = (line.serial, line.unit, line.name, line.code, line.column, line.value, line.problem, "")
    for column, text in enumerate(texts, 1):
        align: Align = "center" if column == _CENTRED else "left"
        _put(worksheet, styles, row, column, text, Look("record", align, TEXT_FORMAT))
    lines = max(lines_of(text, width) for text, width in zip(texts, _WIDTHS, strict=True))
    worksheet.row_dimensions[row].height = row_height(lines)


def _put(worksheet: Worksheet, styles: Styles, row: int, column: int, text: str, look: Look) -> None:
    """Write a text cell: nothing in it is ever taken for a formula or a number."""
    from openpyxl.cell import Cell

    cell = worksheet.cell(row, column)
    assert isinstance(cell, Cell)
    if text:
        cell.value = _NO_CONTROLS.sub("", text)
        cell.data_type = "s"
    styles.apply(cell, look)
