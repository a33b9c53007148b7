"""Columns moved, hidden and frozen by mouse and keys: cursor, selection and what is typed stay."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fgj_desktop.models.arrangement import Arrangement
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.store.store import Store
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.pane_menus import column_menu
from fgj_desktop.views.theme import apply_theme
from fgj_desktop.views.window_actions import export
from fgj_desktop.views.window_memory import WindowMemory
from tests.views.grid_tools import drag
from tests.views.print_tools import printed_table

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Open = Callable[[], MainWindow]


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication, store: Store, tmp_path: Path) -> Iterator[Open]:
    apply_theme(qapp, dark=False)
    opened: list[MainWindow] = []
    memory = WindowMemory(tmp_path / "window.json")

    def make() -> MainWindow:
        window = MainWindow(LedgerDocument(store), memory)
        window.resize(1600, 768)
        window.show()
        settle(window)
        opened.append(window)
        return window

    yield make
    for window in opened:
        window.close()
        window.deleteLater()


@pytest.fixture
def window(open_window: Open) -> MainWindow:
    return open_window()


def settle(window: MainWindow) -> None:
    QApplication.processEvents()
    window.turns.finish()
    QApplication.processEvents()


def shown(window: MainWindow) -> list[str]:
    return [field.name for field in window.pane.shown_table.fields]


def go(window: MainWindow, row: int, field: str) -> None:
    table = window.pane.shown_table
    window.pane.grid.setCurrentIndex(table.index(row, table.column_of(field)))
    window.pane.grid.setFocus()


def trigger(window: MainWindow, name: str) -> None:
    window.bar.actions[name].trigger()
    settle(window)


def title_centre(window: MainWindow, field: str) -> QPoint:
    grid, column = window.pane.grid, window.pane.shown_table.column_of(field)
    left = grid.column_left(column)
    return QPoint(left + grid.columnWidth(column) // 2 - 2, grid.header().title_height() - 6)


def test_a_title_is_dragged_before_another_with_its_width(window: MainWindow) -> None:
    grid, table = window.pane.grid, window.pane.shown_table
    width = grid.columnWidth(table.column_of("completion"))
    start, end = title_centre(window, "completion"), title_centre(window, "annual_plan")
    drag(grid.header().viewport(), start, end - QPoint(20, 0))
    names = shown(window)
    assert names.index("completion") == names.index("annual_plan") - 1
    assert grid.columnWidth(table.column_of("completion")) == width
    assert window.pane.choice.order == ()


def test_a_title_dragged_among_the_frozen_ones_stays_in_view(window: MainWindow) -> None:
    grid = window.pane.grid
    drag(
        grid.header().viewport(),
        title_centre(window, "annual_plan"),
        title_centre(window, "serial") - QPoint(10, 0),
    )
    assert shown(window)[:4] == ["light", "annual_plan", "serial", "name"]
    assert window.pane.columns.arrangement.frozen == 4
    assert grid.frozen_count() == 4


def test_a_title_let_go_far_away_stays(window: MainWindow) -> None:
    before, grid = shown(window), window.pane.grid
    drag(grid.header().viewport(), title_centre(window, "annual_plan"), QPoint(20, 500))
    assert shown(window) == before


def test_cursor_and_selection_stay_on_their_cells(window: MainWindow) -> None:
    pane, table = window.pane, window.pane.shown_table
    go(window, 1, "annual_plan")
    first, last = table.column_of("annual_plan"), table.column_of("invested_to_date")
    block = QItemSelection(table.index(1, first), table.index(3, last))
    pane.grid.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    before = {(index.row(), shown(window)[index.column()]) for index in pane.grid.selectedIndexes()}
    here = pane.current()
    trigger(window, "column_right")
    assert {(index.row(), shown(window)[index.column()]) for index in pane.grid.selectedIndexes()} == before
    assert pane.current() == here
    trigger(window, "column_left")
    assert shown(window).index("annual_plan") == first


def test_what_is_being_typed_is_stored_before_columns_move(window: MainWindow) -> None:
    go(window, 0, "annual_plan")
    QTest.keyClicks(window.pane.grid, "5")
    assert window.pane.grid.is_editing()
    window.pane.columns.step("annual_plan", 1)
    table = window.pane.shown_table
    assert table.cell(0, table.column_of("annual_plan")).text == "5"


def test_hidden_columns_come_back_and_the_names_stay(window: MainWindow) -> None:
    pane, usual = window.pane, shown(window)
    go(window, 0, "annual_plan")
    trigger(window, "hide_columns")
    assert "annual_plan" not in shown(window)
    go(window, 0, "name")
    trigger(window, "hide_columns")
    assert window.message.text() == "“项目名称”列不能隐藏，否则无法辨认各行。"
    trigger(window, "restore_columns")
    assert shown(window) == usual
    assert pane.columns.arrangement == Arrangement.usual(pane.ledger)


def test_columns_are_frozen_as_far_as_the_width_allows(window: MainWindow) -> None:
    pane = window.pane
    pane.columns.freeze("annual_plan")
    assert pane.grid.frozen_count() == shown(window).index("annual_plan") + 1
    pane.columns.freeze("remark" if "remark" in shown(window) else shown(window)[-1])
    assert "65%" in window.message.text()
    pane.columns.freeze("annual_plan")
    assert pane.grid.frozen_count() == 0


def test_columns_are_chosen_by_ticks_and_found_by_initials(window: MainWindow) -> None:
    dialog = window.pane.columns.open_chooser()
    dialog.search.setText("jhkg")
    visible = [
        dialog._list.item(row).text()
        for row in range(dialog._list.count())
        if not dialog._list.item(row).isHidden()
    ]
    assert visible == ["计划开工月份"]
    dialog._tick_all(Qt.CheckState.Checked)
    dialog.accept()
    settle(window)
    assert "planned_start" in shown(window)
    assert "name" in shown(window)


def test_hiding_the_column_of_the_cursor_leads_to_the_next_one(window: MainWindow) -> None:
    grid, table = window.pane.grid, window.pane.shown_table
    following = shown(window)[table.column_of("annual_plan") + 1]
    grid.setCurrentIndex(table.index(2, table.column_of("annual_plan")))
    window.bar.actions["hide_columns"].trigger()
    assert "annual_plan" not in shown(window)
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (2, table.column_of(following))
    last = shown(window)[-2:]
    grid.setCurrentIndex(table.index(2, table.column_of(last[1])))
    window.bar.actions["hide_columns"].trigger()
    assert grid.currentIndex().column() == table.column_of(last[0])


def test_the_arrangement_is_remembered_for_each_ledger(open_window: Open) -> None:
    window = open_window()
    window.pane.columns.step("annual_plan", 1)
    window.pane.columns.hide(["problem"])
    names = shown(window)
    window.open_ledger("bond_reserve")
    assert shown(window) == list(Arrangement.usual(window.pane.ledger).shown)
    window.open_ledger("key_project")
    assert shown(window) == names
    assert shown(open_window()) == names


def test_print_and_export_follow_the_columns(window: MainWindow, tmp_path: Path) -> None:
    own = [column.title for column in printed_table(window).columns]
    window.pane.columns.freeze("annual_plan")
    assert [column.title for column in printed_table(window).columns] == own
    window.pane.columns.hide(["problem"])
    window.pane.columns.step("annual_plan", 1)
    titles = [field.title_for(window.document.month) for field in window.pane.shown_table.fields]
    assert [column.title for column in printed_table(window).columns] == titles
    path = tmp_path / "出.csv"
    export(window, path)
    assert path.read_text(encoding="utf-8-sig").splitlines()[0] == ",".join(titles)


def test_the_menu_of_a_title_arranges_columns(window: MainWindow) -> None:
    table = window.pane.shown_table
    menu = column_menu(window.pane, table.column_of("annual_plan"))
    by_title = {action.text(): action for action in menu.actions()}
    assert {"冻结到此列", "左移", "右移", "隐藏列", "显示列…", "显示全部列", "添加为次要排序"} <= set(
        by_title
    )
    by_title["隐藏列"].trigger()
    assert "annual_plan" not in shown(window)


def test_filters_and_order_stay_on_their_columns(window: MainWindow) -> None:
    pane = window.pane
    pane.apply(pane.choice.with_value("started", 1).ordered_by("annual_plan", descending=True))
    pane.columns.step("annual_plan", 1)
    header, table = pane.grid.header(), pane.shown_table
    assert [key.column for key in header._sort] == [table.column_of("annual_plan")]
    assert header._filtered.keys() == {table.column_of("started")}
    pane.columns.hide(["annual_plan", "started"])
    assert header._sort == ()
    assert len(pane.shown_table.ids) == 4
    assert pane.filters.chips.texts() == ["是否开工：是  ×"]
