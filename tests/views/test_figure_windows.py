"""The windows of figures tell what the rules tell, and each opens the rows behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.rules.figures import figures
from fgj_desktop.store.store import Store
from fgj_desktop.views.cross_table_dialog import CrossTableDialog, show_cross_table
from fgj_desktop.views.figure_dialog import FigureDialog, show_figures
from fgj_desktop.views.forecast_dialog import ForecastDialog, show_forecast
from fgj_desktop.views.leaving_out_dialog import LeavingOutDialog, show_leaving_out
from fgj_desktop.views.list_dialog import ListDialog, show_lists
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.theme import apply_theme
from fgj_desktop.views.window_memory import WindowMemory
from tests.sample_store import SEPTEMBER

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, store: Store, tmp_path: Path) -> Iterator[MainWindow]:
    apply_theme(qapp, dark=False)
    opened = MainWindow(LedgerDocument(store, SEPTEMBER), WindowMemory(tmp_path / "window.json"))
    opened.resize(1366, 768)
    opened.show()
    qtbot.waitUntil(lambda: opened.turns._started)
    opened.turns.finish()
    yield opened
    opened.close()
    opened.deleteLater()


def clipboard() -> str:
    return QApplication.clipboard().text()


def shown_names(window: MainWindow) -> set[str]:
    window.turns.finish()
    table = window.pane.shown_table
    rows = [table.row_data(at) for at in range(table.rowCount())]
    return {str(row.values["name"]) for row in rows if row is not None}


def test_the_list_of_figures_is_narrowed_by_words_and_opens_rows(qtbot: QtBot, window: MainWindow) -> None:
    made = figures(window.document.store, SEPTEMBER)
    dialog = show_figures(window)
    assert isinstance(dialog, FigureDialog)
    assert [row[0] for row in dialog.texts()] == [figure.title for figure in made.values()]
    qtbot.keyClicks(dialog.search, "ykgwrk")
    assert [row[:2] for row in dialog.texts()] == [
        ("已开工未入库", made["district_started_not_listed"].text())
    ]
    dialog.table.setFocus()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert (
        shown_names(window) == set(made["district_started_not_listed"].names) == {"犁市镇污水处理设施及管网"}
    )
    assert window.pane.filters.words() == "来自：已开工未入库"


def test_figures_are_told_of_a_part_of_the_projects_and_copied(qtbot: QtBot, window: MainWindow) -> None:
    dialog = FigureDialog(window.document, window)
    dialog.choose("责任单位", "区水务局")
    told = {row[0]: row[1] for row in dialog.texts()}
    assert told["区重点项目"] == "2个"
    assert not any(row[3].startswith("投资月报") for row in dialog.texts())
    dialog._copy()
    lines = clipboard().split("\n")
    assert lines[0].split("\t") == ["指标", "数值", "数据时点", "来源", "计算方法"]
    assert len(lines) == len(dialog.texts()) + 1
    dialog.choose("全部项目", "")
    assert {row[0]: row[1] for row in dialog.texts()}["区重点项目"] == "6个"
    dialog.search.setText("不计进度")
    assert [row[:2] for row in dialog.texts()] == [("不计进度", "0个")]
    assert dialog.said.text() == "没有这样的记录。"
    dialog.search.setText("没有这样的")
    assert dialog.texts() == []
    assert not dialog.go.isEnabled()
    dialog.close()


def test_a_cell_of_the_cross_table_opens_its_projects(qtbot: QtBot, window: MainWindow) -> None:
    dialog = show_cross_table(window)
    assert isinstance(dialog, CrossTableDialog)
    assert dialog.texts() == [
        ["", "有纳统投资", "仅有实际投资", "无投资", "合计"],
        ["已开工、已入库", "3", "0", "0", "3"],
        ["已开工、未入库", "1", "0", "0", "1"],
        ["未开工、已入库", "0", "0", "0", "0"],
        ["未开工、未入库", "0", "0", "2", "2"],
        ["合计", "4", "0", "2", "6"],
    ]
    assert dialog.words.text().startswith("6 个＝已开工 4＋未开工 2；")
    dialog.table.setCurrentCell(2, 3)
    assert not dialog.go.isEnabled()
    dialog._copy()
    assert clipboard().split("\n")[5] == "合计\t4\t0\t2\t6"
    dialog.table.setCurrentCell(3, 2)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert shown_names(window) == {"新韶镇供水管网改造", "风采街道停车场建设"}
    assert window.pane.filters.words() == "来自：区重点，未开工、未入库，无投资"


def test_ticked_projects_are_left_out(qtbot: QtBot, window: MainWindow) -> None:
    dialog = show_leaving_out(window)
    assert isinstance(dialog, LeavingOutDialog)
    before = dialog.texts()
    assert [row[3] for row in before] == [row[4] for row in before]
    assert dialog.list.item(0).text() == "十里亭镇老旧小区改造（年度计划 0.6亿元）"
    dialog.list.setCurrentRow(0)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert [row[3:] for row in dialog.texts()][:2] == [("6个", "5个"), ("1.8亿元", "1.2亿元")]
    dialog.search.setText("lyz")
    assert dialog.list.item(0).isHidden()
    dialog._open()
    assert len(shown_names(window)) == 5
    assert "十里亭镇老旧小区改造" not in shown_names(window)


def test_a_tick_is_taken_away_again(window: MainWindow) -> None:
    dialog = LeavingOutDialog(window.document, window)
    dialog.toggle_at(1)
    dialog.toggle_at(2)
    dialog.toggle_at(1)
    assert len(dialog.left_out) == 1
    dialog._clear()
    assert not dialog.go.isEnabled()
    assert [row[3] for row in dialog.texts()] == [row[4] for row in dialog.texts()]
    dialog.close()


def test_forecasts_tell_their_methods_and_are_copied(window: MainWindow) -> None:
    dialog = show_forecast(window)
    assert isinstance(dialog, ForecastDialog)
    assert [one.id for one in dialog.forecasts] == ["district", "city", "fixed_asset_investment"]
    assert [table.rowCount() for table in dialog.tables] == [3, 3, 3]
    dialog._copy()
    assert "（年度计划投资1.8亿元－累计完成0.82亿元）÷剩余3个月＝月均0.33亿元" in clipboard()
    dialog.close()


def test_a_list_is_narrowed_to_a_unit_and_opens_its_rows(qtbot: QtBot, window: MainWindow) -> None:
    dialog = show_lists(window)
    assert isinstance(dialog, ListDialog)
    assert dialog.kind.itemText(0) == "未开工的重点项目（2）"
    assert [dialog.unit.itemText(at) for at in range(dialog.unit.count())] == [
        "全部单位",
        "区住建局",
        "区水务局",
    ]
    dialog.unit.setCurrentText("区水务局")
    assert dialog.table.rowCount() == 1
    dialog._copy()
    assert clipboard().split("\n")[1].startswith("新韶镇供水管网改造\t区水务局")
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert shown_names(window) == {"新韶镇供水管网改造"}
    assert window.pane.filters.words() == "来自：未开工的重点项目"


@pytest.mark.parametrize("name", ["figures", "lists", "cross_table", "leaving_out", "forecast"])
def test_each_window_opens_by_its_command(window: MainWindow, name: str) -> None:
    action = window.bar.actions[name]
    assert action.isEnabled()
    action.trigger()
    dialogs = [one for one in window.children() if one.inherits("QDialog") and one.isVisible()]  # type: ignore[attr-defined]
    assert len(dialogs) == 1
    dialogs[0].close()  # type: ignore[attr-defined]
