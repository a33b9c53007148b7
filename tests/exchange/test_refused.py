from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from fgj_desktop.errors import UserError
from fgj_desktop.exchange.importer import import_files
from fgj_desktop.exchange.refused import save_refused
from tests.exchange.importing import a_store, imported, project, rows_of, workbook


def test_rows_not_imported_are_saved_with_their_reasons(tmp_path: Path) -> None:
    rows = (
        project(1, "甲项目", None, "约5000"),
        project(2, "乙项目"),
        (3, None, None, "=1+1", 5, 5, "施工", "区教育局"),
    )
    with a_store(tmp_path) as store:
        plan = imported(store, workbook(tmp_path, *rows))

    count = save_refused(plan, tmp_path / "未导入.xlsx")

    sheet = openpyxl.load_workbook(tmp_path / "未导入.xlsx")["1-9月"]
    lines = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert count == 2
    assert lines[2][:4] == ["原表行号", "未导入或已标出的原因", "序号", "项目名称"]
    assert lines[3][:4] == [4, "第 4 行总投资“约5000”不是数值，已保留原文并标出。", 1, "甲项目"]
    assert (lines[4][0], lines[4][2]) == (6, 3)
    assert "没有名称" in str(lines[4][1])
    assert sheet["F4"].fill.fgColor.rgb == "00FFF2CC"


def test_the_corrected_rows_can_be_imported_again(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        plan = imported(store, workbook(tmp_path, project(1, "甲项目", None, "约5000"), project(2, "乙项目")))
        again = tmp_path / "未导入.xlsx"
        save_refused(plan, again)
        book = openpyxl.load_workbook(again)
        book["1-9月"]["F4"] = 5000
        book.save(again)

        second = import_files(store, [again])

        assert [(one.label, one.before, one.after) for one in second.changes] == [
            ("甲项目", "约5000", "5,000")
        ]
        assert len(rows_of(store)) == 2


def test_nothing_refused_is_nothing_to_save(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        plan = imported(store, workbook(tmp_path, project(1, "甲项目")))

    with pytest.raises(UserError, match="没有未导入的行"):
        save_refused(plan, tmp_path / "未导入.xlsx")
