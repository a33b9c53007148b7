"""Views by name in the window: switched, changed, saved, renamed, deleted and brought back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.rules import RULES
from fgj_desktop.store.store import Store
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.theme import apply_theme
from fgj_desktop.views.view_dialogs import READ_ONLY, manage_views, save_view
from fgj_desktop.views.window_memory import WindowMemory

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Open = Callable[..., MainWindow]


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication, store: Store, tmp_path: Path) -> Iterator[Open]:
    apply_theme(qapp, dark=False)
    opened: list[MainWindow] = []

    def make(on: Store = store) -> MainWindow:
        window = MainWindow(LedgerDocument(on), WindowMemory(tmp_path / f"window{len(opened)}.json"))
        window.resize(1366, 768)
        window.show()
        qtbot.waitUntil(lambda: window.turns._started)
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


def listed(window: MainWindow) -> list[str]:
    menu = window.bar.menu("views")
    menu.aboutToShow.emit()
    return [action.text().split("\t")[0] for action in menu.actions() if not action.isSeparator()]


def switch(window: MainWindow, name: str) -> None:
    listed(window)
    next(action for action in window.bar.menu("views").actions() if action.text() == name).trigger()
    settle(window)


def save(window: MainWindow, name: str) -> None:
    dialog = save_view(window)
    assert dialog is not None
    dialog.line.setText(name)
    dialog.accept()
    settle(window)


def test_ready_views_come_first_and_the_one_in_force_is_named(window: MainWindow) -> None:
    assert listed(window)[:5] == ["月报", "落后时间进度", "本月未报", "有投资未入库", "未开工"]
    button = window.pane.views.button
    assert button.text() == "视图：月报"
    assert button.menu() is window.bar.menu("views")
    switch(window, "未开工")
    assert button.text() == "视图：未开工"
    assert len(window.pane.shown_table.ids) == 2
    window.pane.clear_filter()
    assert button.text() == "视图：未开工 *"
    window.open_ledger("bond_reserve")
    settle(window)
    assert button.text() == "视图：储备表"


def test_a_saved_view_brings_filters_order_columns_and_widths_back(open_window: Open, store: Store) -> None:
    window = open_window()
    pane = window.pane
    unit = next(iter(store.links().labels("responsible_unit")))
    pane.apply(pane.choice.with_value("responsible_unit", unit).ordered_by("annual_plan", descending=True))
    pane.columns.hide(["problem"])
    pane.columns.step("annual_plan", -1)
    column = pane.shown_table.column_of("annual_plan")
    pane.grid.setColumnWidth(column, 222)
    pane.grid.header().width_dragged.emit(column)
    save(window, "教育局")
    assert pane.views.button.text() == "视图：教育局"
    choice, arrangement = pane.choice, pane.columns.arrangement
    switch(window, "月报")
    pane.columns.restore()
    assert pane.grid.columnWidth(pane.shown_table.column_of("annual_plan")) != 222
    switch(window, "教育局")
    assert (pane.choice, pane.columns.arrangement) == (choice, arrangement)
    assert abs(pane.grid.columnWidth(column) - 222) <= 1
    assert pane.views.button.text() == "视图：教育局"
    other = open_window()
    switch(other, "教育局")
    assert other.pane.choice == choice
    assert other.pane.columns.arrangement == arrangement


def test_names_of_ready_views_are_refused_and_used_ones_replaced(window: MainWindow) -> None:
    save(window, "我的")
    dialog = save_view(window)
    assert dialog is not None
    dialog.line.setText("月报")
    assert not dialog.ok.isEnabled()
    dialog.line.setText(" 我的 ")
    assert dialog.note.text() == "已有同名视图，保存后将替换它。"
    window.pane.line.search_changed.emit("lyz")
    dialog.accept()
    assert [one.choice.search for one in window.pane.views.saved().all()] == ["lyz"]


def test_views_are_renamed_replaced_deleted_and_brought_back(window: MainWindow) -> None:
    save(window, "我的")
    manager = manage_views(window)
    assert manager is not None
    renaming = manager.ask_for_name()
    renaming.line.setText("水务")
    renaming.accept()
    assert window.pane.views.button.text() == "视图：水务"
    window.pane.line.search_changed.emit("lyz")
    assert window.pane.views.button.text() == "视图：水务 *"
    manager.overwrite.click()
    assert window.pane.views.button.text() == "视图：水务"
    manager.delete.click()
    assert "水务" not in listed(window)
    assert window.message.text() == "已删除视图“水务”。"
    assert not manager.rename.isEnabled()
    window.message.buttons()[0].click()
    assert "水务" in listed(window)
    assert window.message.text() == "视图“水务”已恢复。"


def test_views_of_a_file_that_is_only_read_are_chosen_but_not_saved(open_window: Open, store: Store) -> None:
    save(open_window(), "我的")
    with Store.open(store.path, RULES, read_only=True) as reading:
        window = open_window(reading)
        switch(window, "我的")
        assert window.pane.views.button.text() == "视图：我的"
        assert save_view(window) is None
        assert window.message.text() == READ_ONLY
        assert manage_views(window) is None
        window.close()


def test_what_is_being_typed_is_stored_before_the_view_changes(window: MainWindow) -> None:
    pane = window.pane
    pane.grid.setCurrentIndex(pane.shown_table.index(0, pane.shown_table.column_of("annual_plan")))
    pane.grid.setFocus()
    QTest.keyClicks(pane.grid, "7")
    switch(window, "落后时间进度")
    switch(window, "月报")
    assert pane.shown_table.cell(0, pane.shown_table.column_of("annual_plan")).text == "7"


def test_the_status_line_restores_the_order_in_one_click(window: MainWindow) -> None:
    pane, status = window.pane, window.status
    assert not status._restore.isVisible()
    pane.apply(pane.choice.ordered_by("annual_plan", descending=True))
    assert status._restore.isVisible()
    status._restore.click()
    assert pane.choice.order == ()
    assert not status._restore.isVisible()
