"""Groups in the real window: chosen from the menu, folded by keys and mouse, passed over by Enter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.models.ledger_table import LedgerTable
from fgj_desktop.store.store import Store
from fgj_desktop.views.group_folding import group_by
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.pane_menus import column_menu
from fgj_desktop.views.theme import apply_theme
from fgj_desktop.views.window_memory import WindowMemory

HEADINGS = ["区教育局（1 项）", "区住建局（2 项）", "区水务局（2 项）", "乐园镇（1 项）"]
HOUSING, GARAGE = 2, 4
"""The rows of 区住建局 and of the last project under it."""


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, store: Store, tmp_path: Path) -> Iterator[MainWindow]:
    apply_theme(qapp, dark=False)
    made = MainWindow(LedgerDocument(store), WindowMemory(tmp_path / "window.json"))
    made.resize(1366, 768)
    made.show()
    qtbot.waitUntil(lambda: made.turns._started)
    made.turns.finish()
    group_by(made.pane, "responsible_unit")
    made.turns.finish()
    made.pane.grid.setFocus()
    yield made
    made.close()
    made.deleteLater()


def names(table: LedgerTable) -> list[str]:
    column = table.column_of("name")
    return [table.cell(row, column).text for row in range(table.rowCount())]


def go(window: MainWindow, row: int, field: str = "name") -> None:
    table = window.pane.shown_table
    window.pane.grid.setCurrentIndex(table.index(row, table.column_of(field)))
    QApplication.processEvents()


def place(window: MainWindow) -> tuple[int, str]:
    index = window.pane.grid.currentIndex()
    return index.row(), window.pane.shown_table.fields[index.column()].name


def key(window: MainWindow, pressed: Qt.Key) -> None:
    QTest.keyClick(window.pane.grid, pressed)
    QApplication.processEvents()


def click(window: MainWindow, row: int, field: str, *, twice: bool = False) -> None:
    table, grid = window.pane.shown_table, window.pane.grid
    spot = grid.visualRect(table.index(row, table.column_of(field))).center()
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    if twice:
        QTest.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    QApplication.processEvents()


def group_menu(window: MainWindow) -> dict[str, QAction]:
    menu = window.bar.actions["group"].menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    return {action.text(): action for action in menu.actions() if action.text()}


def test_the_menu_offers_the_ledger_s_own_columns_and_shows_the_one_in_force(window: MainWindow) -> None:
    listed = group_menu(window)
    assert {
        "不分组",
        "责任单位",
        "挂点领导",
        "行业类别",
        "所属镇办",
        "级别",
        "资金标签",
        "推进状态",
    } <= listed.keys()
    assert [title for title, action in listed.items() if action.isChecked()] == ["责任单位"]
    listed["级别"].trigger()
    assert window.pane.choice.group == "level"
    group_menu(window)["不分组"].trigger()
    assert window.pane.shown_table.rowCount() == 6
    assert not window.bar.actions["fold_all"].isEnabled()
    window.open_ledger("leader")
    assert set(group_menu(window)) == {"不分组", "折叠本组", "展开本组", "全部折叠", "全部展开"}


def test_the_menu_of_a_title_groups_by_its_column_and_takes_groups_away(window: MainWindow) -> None:
    table = window.pane.shown_table

    def offered(field: str) -> dict[str, QAction]:
        return {one.text(): one for one in column_menu(window.pane, table.column_of(field)).actions()}

    assert "按此列分组" not in offered("annual_plan")
    offered("level")["按此列分组"].trigger()
    assert window.pane.choice.group == "level"
    offered("level")["取消分组"].trigger()
    assert window.pane.choice.group is None


def test_a_click_on_a_heading_s_name_folds_and_another_unfolds(window: MainWindow) -> None:
    click(window, HOUSING, "name")
    assert "十里亭镇老旧小区改造" not in names(window.pane.shown_table)
    click(window, HOUSING, "name")
    assert "十里亭镇老旧小区改造" in names(window.pane.shown_table)


def test_a_double_click_anywhere_on_a_heading_folds_once(window: MainWindow) -> None:
    click(window, HOUSING, "annual_plan", twice=True)
    assert window.pane.shown_table.is_folded(HOUSING)
    click(window, HOUSING, "name", twice=True)
    assert not window.pane.shown_table.is_folded(HOUSING)
    assert not window.pane.grid.is_editing()


@pytest.mark.parametrize("pressed", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_enter_and_space_turn_a_heading(window: MainWindow, pressed: Qt.Key) -> None:
    go(window, HOUSING, "annual_plan")
    key(window, pressed)
    assert window.pane.shown_table.is_folded(HOUSING)
    key(window, pressed)
    assert not window.pane.shown_table.is_folded(HOUSING)
    assert place(window) == (HOUSING, "annual_plan")


def test_enter_goes_round_in_a_selection_that_begins_on_a_heading(window: MainWindow) -> None:
    grid, table = window.pane.grid, window.pane.shown_table
    go(window, HOUSING, "annual_plan")
    grid.extend_selection(table.index(GARAGE, table.column_of("annual_plan")))
    key(window, Qt.Key.Key_Return)
    assert place(window) == (HOUSING + 1, "annual_plan")
    assert not table.is_folded(HOUSING)


def test_left_and_right_fold_on_the_name_and_move_elsewhere(window: MainWindow) -> None:
    go(window, HOUSING)
    key(window, Qt.Key.Key_Left)
    assert window.pane.shown_table.is_folded(HOUSING)
    key(window, Qt.Key.Key_Right)
    assert not window.pane.shown_table.is_folded(HOUSING)
    key(window, Qt.Key.Key_Right)
    assert place(window)[1] != "name"


def test_arrows_stop_on_headings_and_enter_passes_them(window: MainWindow) -> None:
    go(window, GARAGE, "annual_plan")
    key(window, Qt.Key.Key_Down)
    assert place(window) == (GARAGE + 1, "annual_plan")
    go(window, GARAGE, "annual_plan")
    key(window, Qt.Key.Key_Return)
    assert place(window) == (GARAGE + 2, "annual_plan")
    QTest.keyClick(window.pane.grid, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert place(window) == (GARAGE, "annual_plan")


def test_typing_on_a_heading_is_refused_in_words(window: MainWindow) -> None:
    go(window, HOUSING, "annual_plan")
    QTest.keyClicks(window.pane.grid, "7")
    assert not window.pane.grid.is_editing()
    assert window.message.text() == "小计由程序计算，不能直接修改。"


def test_commands_fold_the_group_of_the_cursor_and_all(window: MainWindow) -> None:
    go(window, GARAGE, "annual_plan")
    window.bar.actions["fold"].trigger()
    assert place(window) == (HOUSING, "annual_plan")
    assert window.pane.shown_table.is_folded(HOUSING)
    window.bar.actions["unfold"].trigger()
    go(window, GARAGE, "annual_plan")
    window.bar.actions["fold_all"].trigger()
    assert names(window.pane.shown_table) == HEADINGS
    assert place(window) == (1, "annual_plan")
    window.bar.actions["unfold_all"].trigger()
    assert place(window) == (HOUSING, "annual_plan")


def test_headings_are_no_records(window: MainWindow) -> None:
    pane = window.pane
    pane.grid.selectAll()
    assert len(pane.selected_records()) == 6
    window.turns.finish()
    assert "共 6 项" in window.status.texts()
    go(window, 0)
    assert pane.current() is None
    before = pane.shown_table.document.store.action_count()
    pane.delete_selected()
    assert pane.shown_table.document.store.action_count() == before


def test_groups_stay_folded_while_another_ledger_is_shown(window: MainWindow) -> None:
    window.pane.shown_table.set_folded(HOUSING, True)
    window.open_ledger("bond_reserve")
    window.open_ledger("key_project")
    assert window.pane.shown_table.is_folded(HOUSING)
    assert window.pane.choice.group == "responsible_unit"


def test_a_place_in_a_folded_group_is_shown(window: MainWindow) -> None:
    table = window.pane.shown_table
    record = table.record(GARAGE)
    window.pane.folding.fold_all(folded=True)
    window.go_to("key_project", record, "annual_plan")
    assert window.pane.current() == (record, "annual_plan")


def test_undo_shows_what_it_changed_in_a_folded_group(window: MainWindow) -> None:
    table = window.pane.shown_table
    record = table.record(GARAGE)
    table.setData(table.index(GARAGE, table.column_of("annual_plan")), "77")
    window.pane.folding.fold_all(folded=True)
    window.undo()
    assert window.pane.current() == (record, "annual_plan")


def test_the_current_cell_stays_when_period_filter_and_groups_change(window: MainWindow) -> None:
    pane = window.pane
    record = pane.shown_table.record(GARAGE)
    go(window, GARAGE, "annual_plan")
    window.show_month(window.document.month.previous)
    assert pane.current() == (record, "annual_plan")
    group_by(pane, "level")
    assert pane.current() == (record, "annual_plan")
    group_by(pane, None)
    assert pane.current() == (record, "annual_plan")


def test_a_new_record_is_typed_under_the_heading_of_those_without_a_unit(window: MainWindow) -> None:
    window.pane.add_record()
    assert window.pane.grid.is_editing()
    editor = window.pane.grid.open_editor()
    assert editor is not None
    QTest.keyClicks(editor, "new")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    window.pane.show_totals()
    assert names(window.pane.shown_table)[-2:] == ["未填责任单位（1 项）", "new"]


def test_headings_are_painted_on_a_ground_of_their_own(window: MainWindow) -> None:
    table, grid = window.pane.shown_table, window.pane.grid
    go(window, GARAGE)
    picture = grid.viewport().grab().toImage()

    def ground(row: int, field: str) -> str:
        corner = grid.visualRect(table.index(row, table.column_of(field))).bottomRight()
        return picture.pixelColor(corner - QPoint(3, 3)).name()

    assert ground(HOUSING, "annual_plan") == ground(HOUSING, "level") != ground(HOUSING + 1, "annual_plan")
