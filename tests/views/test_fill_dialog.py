"""套表填报 in a real window: the columns are shown, corrected, remembered, and the filled form is saved."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fgj_desktop.exchange.fill_blank import read_blank
from fgj_desktop.exchange.fill_plan import FillOptions
from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.store.filters import Search
from fgj_desktop.store.store import Store
from fgj_desktop.views.fill_dialog import FillDialog
from tests.exchange.blanks import FIRST, city_blank
from tests.sample_store import PROJECTS, SEPTEMBER
from tests.views.dialog_tools import Memory, settle

SHEET = "附件1 重点项目"


def dialog_for(qtbot: QtBot, store: Store, blank: Path, seen: FillOptions | None = None) -> FillDialog:
    """The dialog over a blank."""
    dialog = FillDialog(
        LedgerDocument(store, SEPTEMBER),
        KEY_PROJECT,
        read_blank(blank),
        [SHEET],
        Memory(),
        seen or FillOptions(),
    )
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_it_says_what_goes_where_before_anything_is_written(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    dialog = dialog_for(qtbot, store, city_blank(tmp_path))
    assert dialog.sentence.text() == "将填 6 项、50 格，没有遗漏。金额单位：亿元。"
    assert ("E", "2021年计划投资", "2021年计划投资", "0.4") in dialog.columns.texts()
    assert dialog.go.isEnabled()
    assert not dialog.missing.isVisible()


def test_a_corrected_column_is_filled_so_and_remembered(qtbot: QtBot, store: Store, tmp_path: Path) -> None:
    blank = city_blank(tmp_path)
    dialog = dialog_for(qtbot, store, blank)
    dialog.columns.corrected.emit(9, "responsible_unit")
    settle()
    assert dialog.columns.texts()[-1] == ("J", "形象进度", "责任单位", "区教育局")
    dialog.columns.corrected.emit(3, None)
    settle()
    assert dialog.columns.texts()[0] == ("D", "总投资", "不填（按要求不填）", "")
    again = dialog_for(qtbot, store, blank)
    assert again.columns.texts() == dialog.columns.texts()


def test_the_filled_form_is_saved_where_asked(qtbot: QtBot, store: Store, tmp_path: Path) -> None:
    dialog = dialog_for(qtbot, store, city_blank(tmp_path))
    out = tmp_path / "填好.xlsx"
    with qtbot.waitSignal(dialog.saved) as told:
        dialog.save(out)
    assert told.args is not None
    assert told.args[1] == out
    assert openpyxl.load_workbook(out)[SHEET].cell(FIRST, 2).value == PROJECTS[0][0]


def test_a_place_that_cannot_be_written_is_said_and_the_dialog_stays(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    dialog = dialog_for(qtbot, store, city_blank(tmp_path))
    dialog.save(tmp_path / "没有" / "填好.xlsx")
    assert "不存在" in dialog.sentence.text()
    assert dialog.isVisible()


def test_what_is_seen_comes_first_and_all_can_be_chosen(qtbot: QtBot, store: Store, tmp_path: Path) -> None:
    dialog = dialog_for(qtbot, store, city_blank(tmp_path), FillOptions(filters=(Search("乐园镇"),)))
    assert dialog.scope.currentText() == "筛选后 2 项"
    assert dialog.sentence.text().startswith("将填 2 项")
    dialog.scope.setCurrentIndex(1)
    assert dialog.sentence.text().startswith("将填 6 项")


def test_one_column_of_names_has_to_stay(qtbot: QtBot, store: Store, tmp_path: Path) -> None:
    blank = city_blank(tmp_path)
    dialog = dialog_for(qtbot, store, blank)
    dialog.columns.corrected.emit(1, None)
    settle()
    assert dialog.sentence.text() == "须有一列填“项目名称”，才知道每一行是哪一项。"
    assert dialog.columns.texts()[1][2] == "项目名称"
    assert dialog_for(qtbot, store, blank).sentence.text().startswith("将填 6 项")
