"""Finding and replacing from the line above the grid, in the real window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.store.store import Store
from fgj_desktop.views.find_bar import COLUMN, SELECTION
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.pane_finding import PaneFinder, finder_of
from fgj_desktop.views.replace_dialog import ReplaceDialog
from fgj_desktop.views.theme import apply_theme
from fgj_desktop.views.window_memory import WindowMemory
from tests.sample_store import SEPTEMBER

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, store: Store, tmp_path: Path) -> Iterator[MainWindow]:
    apply_theme(qapp, dark=False)
    opened = MainWindow(LedgerDocument(store, SEPTEMBER), WindowMemory(tmp_path / "window.json"))
    opened.resize(1366, 768)
    opened.show()
    qtbot.waitUntil(lambda: opened.turns._started)
    opened.turns.finish()
    opened.activateWindow()
    yield opened
    opened.close()
    opened.deleteLater()


def finder(window: MainWindow, text: str, *, replacing: bool = False, by: str = "") -> PaneFinder:
    window.bar.actions["replace" if replacing else "find"].trigger()
    found = finder_of(window)
    found.bar.text.setText(text)
    found.bar.by.setText(by)
    return found


def place(window: MainWindow) -> tuple[int, str]:
    index = window.pane.grid.currentIndex()
    return index.row(), window.pane.shown_table.fields[index.column()].name


def go(window: MainWindow, row: int, field: str) -> None:
    table = window.pane.shown_table
    window.pane.grid.setCurrentIndex(table.index(row, table.column_of(field)))


def test_enter_goes_from_place_to_place_and_says_which_of_how_many(window: MainWindow) -> None:
    go(window, 0, "name")
    found = finder(window, "乐园镇")
    QTest.keyClick(found.bar.text, Qt.Key.Key_Return)
    first = place(window)
    assert first[0] == 4
    assert found.bar.count.text() == "第 2／共 3 处"
    QTest.keyClick(found.bar.text, Qt.Key.Key_Return)
    QTest.keyClick(found.bar.text, Qt.Key.Key_Return)
    assert place(window) == (0, "name")
    assert found.bar.count.text() == "已从头继续　第 1／共 3 处"
    QTest.keyClick(found.bar.text, Qt.Key.Key_Return, SHIFT)
    assert found.bar.count.text() == "已从末尾继续　第 3／共 3 处"


def test_escape_hides_the_line_and_leads_back_to_the_place_found(window: MainWindow) -> None:
    found = finder(window, "犁市镇")
    QTest.keyClick(found.bar.text, Qt.Key.Key_Return)
    QTest.keyClick(found.bar.text, Qt.Key.Key_Escape)
    assert found.bar.isHidden()
    assert place(window) == (2, "name")
    assert window.pane.grid.hasFocus()
    window.bar.actions["find_next"].trigger()
    assert place(window) == (2, "name")


def test_tab_goes_from_line_to_line_and_enter_and_esc_work_on_the_buttons(window: MainWindow) -> None:
    found = finder(window, "乐园镇", replacing=True, by="犁市镇")
    QTest.keyClick(found.bar.text, Qt.Key.Key_Tab)
    assert found.bar.focusWidget() is found.bar.by
    QTest.keyClick(found.bar.by, Qt.Key.Key_Tab)
    assert found.bar.focusWidget() is found.bar.replace
    QTest.keyClick(found.bar.replace, Qt.Key.Key_Return)
    dialog = window.pane.findChild(ReplaceDialog)
    assert isinstance(dialog, ReplaceDialog)
    dialog.reject()
    QTest.keyClick(found.bar.replace, Qt.Key.Key_Escape)
    assert found.bar.isHidden()
    assert window.focusWidget() is window.pane.grid


def test_nothing_found_is_said_and_the_cursor_stays(window: MainWindow) -> None:
    go(window, 3, "annual_plan")
    found = finder(window, "没有")
    QTest.keyClick(found.bar.text, Qt.Key.Key_Return)
    assert found.bar.count.text() == "显示的各行中没有“没有”。"
    assert place(window) == (3, "annual_plan")


def test_one_column_or_the_selection_alone_can_be_searched(window: MainWindow) -> None:
    go(window, 0, "name")
    found = finder(window, "乐园镇")
    found.bar.where.setCurrentText(COLUMN)
    assert [one.row for one in found.finish()] == [0, 4]
    go(window, 0, "physical_progress")
    QTest.keyClick(found.bar.text, Qt.Key.Key_Return)
    assert found.bar.count.text() == "当前列中没有“乐园镇”。"
    go(window, 1, "name")
    table = window.pane.shown_table
    window.pane.grid.extend_selection(table.index(5, table.column_of("name")))
    found = finder(window, "镇")
    assert found.bar.where.currentText() == SELECTION
    assert [one.row for one in found.finish()] == [1, 2, 3, 4]
    QTest.keyClick(found.bar.text, Qt.Key.Key_Return)
    assert len(window.pane.grid.selectedIndexes()) == 5


def test_only_rows_that_are_shown_are_searched(window: MainWindow) -> None:
    window.pane.apply(window.pane.choice.__class__(search="犁市"))
    found = finder(window, "镇")
    assert len(found.finish()) == 1


def test_an_edit_or_another_period_makes_the_search_begin_anew(window: MainWindow) -> None:
    found = finder(window, "乐园镇")
    QTest.keyClick(found.bar.text, Qt.Key.Key_Return)
    table = window.pane.shown_table
    table.setData(table.index(5, table.column_of("name")), "乐园镇停车场")
    assert found.bar.count.text() == ""
    assert len(found.finish()) == 4


def test_the_preview_ticks_what_is_replaced_and_one_undo_takes_it_back(
    window: MainWindow, store: Store
) -> None:
    found = finder(window, "乐园镇", replacing=True, by="犁市镇")
    found.bar.replace.click()
    dialog = window.pane.findChild(ReplaceDialog)
    assert isinstance(dialog, ReplaceDialog)
    model = dialog.model
    assert model.rowCount() == 3
    assert dialog.sentence.text().startswith("将替换 3 处")
    dialog.view.selectRow(0)
    QTest.keyClick(dialog.view, Qt.Key.Key_Space)
    assert dialog.go.text() == "替换 2 处"
    # A unit of that name is not registered, so the checks would not pass.
    assert "1 处会使数据核查不通过" in dialog.sentence.text()
    dialog.none.click()
    dialog.go.click()
    assert window.message.text() == "已替换 1 处。可按 Ctrl+Z 撤销。"
    table = window.pane.shown_table
    assert table.cell(4, table.column_of("name")).text == "犁市镇农贸市场提升"
    window.undo()
    assert table.cell(4, table.column_of("name")).text == "乐园镇农贸市场提升"


def test_a_text_being_typed_is_stored_before_the_search_begins(window: MainWindow, store: Store) -> None:
    go(window, 2, "remark")
    window.pane.grid.type_text("新备注")
    found = finder(window, "新备注")
    QTest.keyClick(found.bar.text, Qt.Key.Key_Return)
    assert place(window) == (2, "remark")


def test_nothing_can_be_replaced_in_a_file_open_for_reading(window: MainWindow, store: Store) -> None:
    store.read_only = True
    window.bar.refresh()
    assert not window.bar.actions["replace"].isEnabled()
    assert window.bar.actions["find"].isEnabled()
    store.read_only = False
