"""退回修改: the unit's own form again, with the cells to mend in red and the reasons beside them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fgj_desktop.exchange.form_marks import FORM_SHEET, KEYS_WORD, MARKS_SHEET, read_marks
from fgj_desktop.exchange.form_returned import REASONS_SHEET, Fault, SentBack, returned_name, write_returned
from fgj_desktop.rules.form_spec import NOTHING_NEW, FormSpec
from fgj_desktop.store.store import Store
from tests.form_tools import add_tasks, half_form
from tests.sample_store import clock, store

__all__ = ["clock", "store"]


@pytest.fixture
def spec(store: Store) -> FormSpec:
    add_tasks(store)
    return half_form(store).by_unit()[0]


def written(spec: FormSpec, back: SentBack, path: Path) -> Any:  # noqa: ANN401  a workbook of openpyxl
    from openpyxl import load_workbook

    write_returned(spec, back, path)
    return load_workbook(path)


def cell_of(book: Any, key: str, row: int = 0) -> Any:  # noqa: ANN401
    sheet = book[FORM_SHEET]
    top = next(one for one in range(1, 20) if sheet.cell(one, 1).value == KEYS_WORD)
    column = next(one for one in range(2, sheet.max_column + 1) if sheet.cell(top, one).value == key)
    return sheet.cell(top + 2 + row, column)


def test_what_the_unit_stated_is_in_the_form_and_what_is_wrong_is_red_with_the_reason(
    spec: FormSpec, tmp_path: Path
) -> None:
    record = spec.rows[0].record
    back = SentBack(
        "请补充本期进展。",
        (
            Fault(record, "original:H2", "同上期", "与上期相同。"),
            Fault(record, "original:H2", "同上期", "没有写明完成情况。"),
            Fault(record, "deadline_text", "12月底", "改动了锁定列。"),
        ),
        {(record, "done_number"): "7", (record, "state"): "已完成", (record, NOTHING_NEW): "√"},
    )
    book = written(spec, back, tmp_path / "退回.xlsx")
    text = cell_of(book, "original:H2")
    assert (text.value, text.comment.text) == ("同上期", "请修改：与上期相同。\n没有写明完成情况。")
    assert text.fill.fgColor.rgb == "FFFFC7CE"
    assert not text.protection.locked
    assert (cell_of(book, "done_number").value, cell_of(book, "state").value) == (7, "已完成")
    assert cell_of(book, NOTHING_NEW).value == "√"
    locked = cell_of(book, "deadline_text")
    assert (locked.value, locked.protection.locked) == ("长期坚持", True)
    assert locked.comment is not None
    assert "退回修改：请改正标红的单元格" in str(book[FORM_SHEET].cell(2, 2).value)


def test_the_reasons_stand_on_a_sheet_of_their_own(spec: FormSpec, tmp_path: Path) -> None:
    fault = Fault(spec.rows[0].record, "done_number", "三个", "应为整数。")
    book = written(spec, SentBack("请核对。", (fault,)), tmp_path / "退回.xlsx")
    rows = [[cell for cell in row if cell is not None] for row in book[REASONS_SHEET].values]
    assert rows[1] == ["请核对。"]
    assert rows[3] == ["1", "保障义务教育", "累计完成", "三个", "应为整数。"]
    assert book.sheetnames[:2] == [FORM_SHEET, REASONS_SHEET]
    assert cell_of(book, "done_number").value == "三个"


def test_it_comes_back_as_a_form_like_the_first(spec: FormSpec, tmp_path: Path) -> None:
    book = written(spec, SentBack("请核对。"), tmp_path / "退回.xlsx")
    lines = [["" if cell is None else str(cell) for cell in row] for row in book[MARKS_SHEET].values]
    marks = read_marks(lines)
    assert marks is not None
    assert marks.sent == spec.sent()
    assert marks.is_intact
    assert returned_name(spec) == "区教育局—新型城镇化半月进展填报表（2021年9月下半月）（退回修改）.xlsx"
