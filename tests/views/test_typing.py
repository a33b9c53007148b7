"""Typing into the real grid: one text for many cells, today's date, new names, and what does not fit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QPlainTextEdit
from pytestqt.qtbot import QtBot

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.store.store import Store
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.theme import apply_theme
from fgj_desktop.views.window_memory import WindowMemory
from tests.sample_store import AUGUST, SEPTEMBER, WAN

KEY, UNIT = ledger_named("key_project"), ledger_named("responsible_unit")
CONTROL = Qt.KeyboardModifier.ControlModifier
RETURN = Qt.Key.Key_Return


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, store: Store, tmp_path: Path) -> Iterator[MainWindow]:
    apply_theme(qapp, dark=False)
    opened = MainWindow(LedgerDocument(store, SEPTEMBER), WindowMemory(tmp_path / "window.json"))
    opened.resize(1366, 768)
    opened.show()
    qtbot.waitUntil(lambda: opened.turns._started)
    opened.turns.finish()
    opened.activateWindow()
    opened.pane.grid.setFocus()
    yield opened
    opened.close()
    opened.deleteLater()


def go(window: MainWindow, row: int, field: str, last: int | None = None) -> None:
    table = window.pane.shown_table
    column = table.column_of(field)
    window.pane.grid.setCurrentIndex(table.index(row, column))
    if last is not None:
        window.pane.grid.extend_selection(table.index(last, column))
    QApplication.processEvents()


def editor(window: MainWindow) -> QLineEdit | QPlainTextEdit:
    found = window.pane.grid.open_editor()
    assert isinstance(found, QLineEdit | QPlainTextEdit)
    return found


def shown(window: MainWindow, row: int, field: str) -> str:
    table = window.pane.shown_table
    return table.cell(row, table.column_of(field)).text


def write(window: MainWindow, text: str) -> None:
    """Type, Chinese too, as a clipboard or an input method would bring it."""
    window.pane.grid.type_text(text)


# --- one text for many cells ------------------------------------------------------------------------


def test_control_and_enter_fill_the_selection_in_one_step(window: MainWindow, store: Store) -> None:
    go(window, 1, "annual_plan", last=3)
    count = store.action_count()
    write(window, "1,234")
    QTest.keyClick(editor(window), RETURN, CONTROL)
    assert [shown(window, row, "annual_plan") for row in range(5)] == [
        "4,000",
        "1,234",
        "1,234",
        "1,234",
        "1,000",
    ]
    assert store.action_count() == count + 1
    assert not window.pane.grid.is_editing()
    window.undo()
    assert [shown(window, row, "annual_plan") for row in range(1, 4)] == ["6,000", "3,000", "2,000"]


def test_control_and_enter_in_one_cell_store_and_stay(window: MainWindow) -> None:
    go(window, 1, "annual_plan")
    write(window, "77")
    QTest.keyClick(editor(window), RETURN, CONTROL)
    assert shown(window, 1, "annual_plan") == "77"
    assert window.pane.grid.currentIndex().row() == 1


def test_a_fill_that_cannot_be_stored_keeps_the_text(window: MainWindow, store: Store) -> None:
    go(window, 1, "annual_plan", last=3)
    write(window, "9")
    store.read_only = True
    QTest.keyClick(editor(window), RETURN, CONTROL)
    store.read_only = False
    assert shown(window, 1, "annual_plan") == "6,000"


# --- today ------------------------------------------------------------------------------------------


def test_control_and_semicolon_write_today_over_a_cell_and_into_a_text(window: MainWindow) -> None:
    window.open_ledger("bond_reserve")
    go(window, 0, "national_reviewed_on")
    window.bar.actions["today"].trigger()
    QTest.keyClick(editor(window), RETURN)
    assert shown(window, 0, "national_reviewed_on") == "2021年10月8日"
    window.open_ledger("key_project")
    go(window, 1, "physical_progress")
    write(window, "开工：")
    window.bar.actions["today"].trigger()
    QTest.keyClick(editor(window), RETURN)
    assert shown(window, 1, "physical_progress") == "开工：2021年10月8日"


def test_today_goes_into_the_line_that_has_the_cursor(window: MainWindow) -> None:
    window.bar.actions["search"].trigger()
    window.bar.actions["today"].trigger()
    assert window.pane.line.search.text() == "2021年10月8日"
    assert not window.pane.grid.is_editing()


# --- what does not fit ------------------------------------------------------------------------------


def test_text_that_does_not_fit_is_said_at_once_beside_the_cell(window: MainWindow) -> None:
    go(window, 2, "annual_plan")
    write(window, "约3000")
    QTest.keyClick(editor(window), RETURN)
    notice = window.pane.typing.notice
    assert notice.isVisible()
    assert "“约3000”不是数值，已保留原文并标出。" in notice.text()
    below = window.pane.grid.visualRect(window.pane.grid.currentIndex())
    assert not notice.geometry().intersects(below)
    write(window, "3000")
    QTest.keyClick(editor(window), RETURN)
    assert notice.isHidden()


def test_the_sentence_fits_into_the_view_also_in_the_first_row(window: MainWindow) -> None:
    go(window, 0, "annual_plan")
    write(window, "约3000")
    QTest.keyClick(editor(window), RETURN)
    notice, grid = window.pane.typing.notice, window.pane.grid
    assert grid.viewport().rect().contains(notice.geometry())
    assert not notice.geometry().intersects(grid.visualRect(grid.currentIndex()))


def test_a_warning_is_said_too(window: MainWindow) -> None:
    go(window, 0, "invested_to_date")
    write(window, "100")
    QTest.keyClick(editor(window), RETURN)
    assert "2,800 → 100" in window.pane.typing.notice.text()


def test_a_computed_cell_refuses_at_once_beside_the_cell(window: MainWindow) -> None:
    go(window, 0, "completion")
    QTest.keyClick(window.pane.grid, "5")
    assert window.pane.typing.notice.text() == "“占年度计划”由程序计算，不能直接修改。"
    assert window.pane.typing.notice.isVisible()


# --- new names --------------------------------------------------------------------------------------


def offered(window: MainWindow) -> QListWidget:
    return next(one for one in window.pane.grid.viewport().findChildren(QListWidget) if one.isVisible())


def test_a_unit_is_added_from_the_list_only_when_that_line_is_chosen(
    window: MainWindow, store: Store
) -> None:
    go(window, 0, "responsible_unit")
    write(window, "区数据局")
    assert offered(window).item(0).text() == "新增“区数据局”…"
    QTest.keyClick(editor(window), RETURN)
    assert len(store.view(UNIT, SEPTEMBER).ids()) == 4
    assert "未登记" in window.pane.typing.notice.text()
    go(window, 0, "responsible_unit")
    write(window, "区数据局")
    QTest.keyClick(editor(window), Qt.Key.Key_Down)
    QTest.keyClick(editor(window), RETURN)
    assert shown(window, 0, "responsible_unit") == "区数据局"
    assert len(store.view(UNIT, SEPTEMBER).ids()) == 5
    window.undo()
    assert len(store.view(UNIT, SEPTEMBER).ids()) == 4


def test_a_click_on_the_line_adds_too(window: MainWindow, store: Store) -> None:
    go(window, 1, "responsible_unit")
    write(window, "区林业局")
    view = offered(window)
    QTest.mouseClick(
        view.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        view.visualItemRect(view.item(view.count() - 1)).center(),
    )
    QApplication.processEvents()
    assert shown(window, 1, "responsible_unit") == "区林业局"
    assert len(store.view(UNIT, SEPTEMBER).ids()) == 5


def test_a_known_unit_is_marked_before_the_line_that_adds(window: MainWindow) -> None:
    go(window, 0, "responsible_unit")
    write(window, "水务")
    assert [offered(window).item(row).text() for row in range(2)] == ["区水务局", "新增“水务”…"]
    QTest.keyClick(editor(window), RETURN)
    assert shown(window, 0, "responsible_unit") == "区水务局"


def test_down_after_a_few_letters_takes_the_unit_found_and_adds_none(
    window: MainWindow, store: Store
) -> None:
    go(window, 0, "responsible_unit")
    write(window, "水务")
    QTest.keyClick(editor(window), Qt.Key.Key_Down)
    QTest.keyClick(editor(window), RETURN)
    assert shown(window, 0, "responsible_unit") == "区水务局"
    assert len(store.view(UNIT, SEPTEMBER).ids()) == 4
    go(window, 0, "responsible_unit")
    write(window, "水务")
    QTest.keyClick(editor(window), Qt.Key.Key_Down)
    assert offered(window).currentRow() == 0
    QTest.keyClick(editor(window), Qt.Key.Key_Down)
    assert offered(window).currentItem().text() == "新增“水务”…"
    QTest.keyClick(editor(window), Qt.Key.Key_Escape)


# --- what arrives under an open editor --------------------------------------------------------------


def test_another_period_stores_what_is_being_typed_in_the_period_it_belongs_to(
    window: MainWindow, store: Store
) -> None:
    go(window, 1, "invested_to_date")
    write(window, "2500")
    window.bar.actions["earlier"].trigger()
    assert window.document.month == AUGUST
    record = store.view(KEY, SEPTEMBER).ids()[1]
    assert store.view(KEY, SEPTEMBER).rows([record])[0].values["invested_to_date"] == 2500 * WAN
    assert store.view(KEY, AUGUST).rows([record])[0].values["invested_to_date"] == 2000 * WAN


def test_a_filter_stores_what_is_being_typed_first(window: MainWindow) -> None:
    go(window, 1, "name")
    write(window, "乐园镇老旧小区改造")
    window.pane.apply(window.pane.choice.__class__(search="乐园镇老旧"))
    QApplication.processEvents()
    assert [shown(window, row, "name") for row in range(window.pane.shown_table.rowCount())] == [
        "乐园镇老旧小区改造"
    ]


def test_undo_takes_back_what_is_being_typed(window: MainWindow) -> None:
    go(window, 1, "annual_plan")
    write(window, "1")
    window.undo()
    assert shown(window, 1, "annual_plan") == "6,000"
    assert not window.pane.grid.is_editing()


def test_a_change_elsewhere_leaves_the_open_editor_its_text(window: MainWindow, store: Store) -> None:
    go(window, 1, "annual_plan")
    write(window, "12")
    record = store.view(KEY, SEPTEMBER).ids()[1]
    with store.action("其他窗口") as writes:
        writes.set(KEY, record, "annual_plan", SEPTEMBER, 99 * WAN)
    QApplication.processEvents()
    assert editor(window).text() == "12"  # type: ignore[union-attr]
    QTest.keyClick(editor(window), RETURN)
    assert shown(window, 1, "annual_plan") == "12"


def test_everything_read_anew_stores_what_is_being_typed_first(window: MainWindow) -> None:
    go(window, 1, "annual_plan")
    write(window, "12")
    window.document.refresh()
    window.pane.grid.finish_editing()
    QApplication.processEvents()
    assert shown(window, 1, "annual_plan") == "12"


def test_an_edit_neither_moves_nor_hides_its_row(window: MainWindow) -> None:
    choice = window.pane.choice.__class__(search="镇")
    window.pane.apply(choice.sorted_by("annual_plan", further=False))
    before = list(window.pane.shown_table.ids)
    go(window, 0, "annual_plan")
    write(window, "99999")
    QTest.keyClick(editor(window), RETURN)
    go(window, 1, "name")
    write(window, "别处的项目")
    QTest.keyClick(editor(window), RETURN)
    assert list(window.pane.shown_table.ids) == before
    window.pane.shown_table.check_stale()
    assert window.pane.shown_table.is_stale


# --- input methods ----------------------------------------------------------------------------------


def compose(widget: object, *steps: str, commit: str) -> None:
    for step in steps:
        QApplication.sendEvent(QApplication.focusWidget(), QInputMethodEvent(step, []))  # type: ignore[arg-type]
    event = QInputMethodEvent("", [])
    event.setCommitString(commit)
    QApplication.sendEvent(QApplication.focusWidget(), event)  # type: ignore[arg-type]
    QApplication.processEvents()


@pytest.mark.parametrize("field", ["name", "physical_progress", "annual_plan"])
def test_composing_over_a_cell_keeps_the_first_letter_and_replaces_the_old_text(
    window: MainWindow, field: str
) -> None:
    go(window, 1, field)
    window.pane.grid.setFocus()
    compose(window, "z", "zh", "zhu", commit="主")
    compose(window, "t", "ti", commit="体")
    QTest.keyClick(editor(window), RETURN)
    assert shown(window, 1, field) == "主体"


def test_control_and_space_write_no_space_into_a_cell(window: MainWindow) -> None:
    go(window, 1, "name")
    before = shown(window, 1, "name")
    QTest.keyClick(window.pane.grid, Qt.Key.Key_Space, CONTROL)
    assert not window.pane.grid.is_editing()
    assert shown(window, 1, "name") == before
