"""The clipboard of the grid, in a real window: copy, cut, paste, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fgj_desktop.models.block import Block
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.store.store import Store
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.window_memory import WindowMemory
from tests.models.table_tools import every_row

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot: QtBot, store: Store, tmp_path: Path) -> Iterator[MainWindow]:
    made = MainWindow(LedgerDocument(store), WindowMemory(tmp_path / "window.json"))
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: made.turns._started)
    made.pane.grid.setFocus()
    yield made
    made.close()


def key(window: MainWindow, which: Qt.Key, modifiers: Qt.KeyboardModifier = CONTROL) -> None:
    QTest.keyClick(window.pane.grid, which, modifiers)


def choose(
    window: MainWindow, top: int, field: str, bottom: int | None = None, last: str | None = None
) -> Block:
    table = window.pane.shown_table
    left = table.column_of(field)
    right = left if last is None else table.column_of(last)
    block = Block(top, left, top if bottom is None else bottom, right)
    window.pane.grid.select_block(block)
    return block


def texts(window: MainWindow, field: str) -> list[str]:
    table = window.pane.shown_table
    return [table.cell(row, table.column_of(field)).text for row in range(table.rowCount())]


def set_clipboard(text: str | None = None, html: str | None = None) -> None:
    mime = QMimeData()
    if text is not None:
        mime.setText(text)
    if html is not None:
        mime.setHtml(html)
    QGuiApplication.clipboard().setMimeData(mime)


def test_a_block_is_copied_as_text_and_table_and_pasted_elsewhere_with_the_keys(window: MainWindow) -> None:
    choose(window, 0, "total_investment", 1, "annual_plan")
    key(window, Qt.Key.Key_C)
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.text().split() == ["9,000", "4,000", "12,000", "6,000"]
    assert 'x:num="9000"' in mime.html()
    choose(window, 3, "total_investment")
    key(window, Qt.Key.Key_V)
    assert texts(window, "annual_plan")[3:5] == ["4,000", "6,000"]
    assert window.pane.grid.selected_blocks() == [
        Block(
            3,
            window.pane.shown_table.column_of("total_investment"),
            4,
            window.pane.shown_table.column_of("annual_plan"),
        )
    ]
    window.undo()
    assert texts(window, "annual_plan")[3:5] == ["2,000", "1,000"]


def test_titles_are_copied_on_demand(window: MainWindow) -> None:
    choose(window, 0, "total_investment", 0, "annual_plan")
    window.bar.actions["copy_with_titles"].trigger()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["总投资", "2021年计划投资"]


def test_cut_cells_are_emptied_when_they_are_pasted_as_one_step(window: MainWindow) -> None:
    before = every_row(window.pane.shown_table)
    choose(window, 0, "annual_plan", 1)
    key(window, Qt.Key.Key_X)
    assert texts(window, "annual_plan")[:2] == ["4,000", "6,000"]
    choose(window, 1, "annual_plan")
    key(window, Qt.Key.Key_V)
    assert texts(window, "annual_plan")[:3] == ["", "4,000", "6,000"]
    window.undo()
    assert every_row(window.pane.shown_table) == before


def test_notes_and_colours_move_with_what_is_cut(window: MainWindow) -> None:
    table = window.pane.shown_table
    record, month, column = table.record(0), table.document.month, table.column_of("annual_plan")
    table.document.act(
        "批注",
        lambda writes: writes.annotate(
            table.ledger, record, "annual_plan", month, note="已核", colour="yellow"
        ),
    )
    before = every_row(table)
    choose(window, 0, "annual_plan")
    key(window, Qt.Key.Key_X)
    choose(window, 2, "annual_plan")
    key(window, Qt.Key.Key_V)
    left, moved = table.cell(0, column), table.cell(2, column)
    assert (left.text, left.note, left.colour) == ("", "", "")
    assert (moved.text, moved.note, moved.colour) == ("4,000", "已核", "yellow")
    window.undo()
    assert every_row(table) == before


def test_a_record_that_leaves_the_ledger_by_an_emptied_cell_is_told(window: MainWindow) -> None:
    window.pane.columns.toggle_every()
    table = window.pane.shown_table
    table.document.set_month(table.document.month.previous)
    choose(window, 0, "register_state")
    key(window, Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier)
    assert window.pane.shown_table.rowCount() == 5
    QApplication.processEvents()
    assert window.message.text() == "1 个项目已不在本报告期的台账中，内容仍在文件里。可按 Ctrl+Z 撤销。"
    window.undo()
    assert window.pane.shown_table.rowCount() == 6


def test_esc_and_any_other_change_leave_cut_cells_where_they_are(window: MainWindow) -> None:
    choose(window, 0, "annual_plan")
    key(window, Qt.Key.Key_X)
    key(window, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    choose(window, 2, "annual_plan")
    key(window, Qt.Key.Key_V)
    assert texts(window, "annual_plan")[:3] == ["4,000", "6,000", "4,000"]


def test_another_order_leaves_cut_cells_where_they_are(window: MainWindow) -> None:
    choose(window, 0, "annual_plan")
    key(window, Qt.Key.Key_X)
    window.pane.apply(window.pane.choice.ordered_by("annual_plan", descending=True))
    assert not window.pane.clipboard.forget_cut()


def test_what_another_program_copied_goes_in_and_is_told(window: MainWindow) -> None:
    set_clipboard("约3000\t80%\r\n2,500\t\r\n")
    choose(window, 0, "invested_to_date")
    key(window, Qt.Key.Key_V)
    assert texts(window, "invested_to_date")[:2] == ["约3000", "2,500"]
    assert window.message.text() == "粘贴 2 行：2 格为计算列，未改动；1 格内容不符，已标出。"


def test_leading_zeros_codes_and_lines_inside_cells_come_from_tables_of_other_programs(
    window: MainWindow,
) -> None:
    choose(window, 0, "name")
    set_clipboard(
        '00123\r\n"甲\n乙"\r\n',
        "<html><body><table><tr><td style='mso-number-format:\"\\@\"'>00123</td></tr>"
        "<tr><td>甲<br>乙</td></tr></table></body></html>",
    )
    key(window, Qt.Key.Key_V)
    assert texts(window, "name")[:2] == ["00123", "甲 乙"]
    choose(window, 0, "physical_progress")
    key(window, Qt.Key.Key_V)
    assert texts(window, "physical_progress")[:2] == ["00123", "甲\n乙"]


def test_an_image_files_and_an_empty_clipboard_are_refused_in_words(window: MainWindow) -> None:
    clipboard = QGuiApplication.clipboard()
    choose(window, 0, "annual_plan")
    clipboard.setImage(QImage(4, 4, QImage.Format.Format_RGB32))
    key(window, Qt.Key.Key_V)
    assert "图片" in window.message.text()
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/tmp/台账.xlsx")])
    clipboard.setMimeData(files)
    key(window, Qt.Key.Key_V)
    assert "文件" in window.message.text()
    clipboard.clear()
    key(window, Qt.Key.Key_V)
    assert window.message.text() == "剪贴板中没有可粘贴的内容。"
    assert window.document.store.undo_label() == "新增项目"


def test_an_open_editor_takes_the_paste_as_text(window: MainWindow, qtbot: QtBot) -> None:
    choose(window, 0, "name")
    set_clipboard("甲\t乙")
    QTest.keyClick(window.pane.grid, Qt.Key.Key_F2)
    editor = window.pane.grid.open_editor()
    assert editor is not None
    QTest.keyClick(editor, Qt.Key.Key_V, CONTROL)
    assert window.pane.grid.is_editing()


def test_all_cells_are_copied_and_refused_beyond_a_limit(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    key(window, Qt.Key.Key_A)
    key(window, Qt.Key.Key_C)
    assert len(QGuiApplication.clipboard().text().splitlines()) == 6
    monkeypatch.setattr("fgj_desktop.models.held_cells.MOST_COPIED", 10)
    key(window, Qt.Key.Key_C)
    assert "未复制" in window.message.text()
    monkeypatch.setattr("fgj_desktop.models.block_edit.MOST_CELLS", 10)
    before = every_row(window.pane.shown_table)
    key(window, Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier)
    assert "未作改动" in window.message.text()
    assert every_row(window.pane.shown_table) == before


def test_areas_that_make_no_rectangle_are_not_copied(window: MainWindow) -> None:
    grid, table = window.pane.grid, window.pane.shown_table
    QGuiApplication.clipboard().setText("原有内容")
    choose(window, 0, "annual_plan")
    selection = grid.selectionModel()
    selection.select(table.index(2, 0), selection.SelectionFlag.Select)
    key(window, Qt.Key.Key_C)
    assert "未复制" in window.message.text()
    assert QGuiApplication.clipboard().text() == "原有内容"


def test_paste_into_an_empty_ledger_adds_records(window: MainWindow) -> None:
    window.open_ledger("leader")
    set_clipboard("1\t常务副区长\n2\t副区长\n")
    key(window, Qt.Key.Key_V)
    assert window.pane.shown_table.rowCount() == 2


def test_the_handle_fills_what_it_is_drawn_over_and_a_double_click_the_rest(
    window: MainWindow, qtbot: QtBot
) -> None:
    grid, table = window.pane.grid, window.pane.shown_table
    block = choose(window, 0, "annual_plan")
    handle = grid.block_rectangle(block).bottomRight()
    target = grid.visualRect(table.index(2, block.left)).center()
    view = grid.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, handle)
    QTest.mouseMove(view, target)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, target)
    assert texts(window, "annual_plan")[:4] == ["4,000", "4,000", "4,000", "2,000"]
    assert grid.selected_blocks() == [Block(0, block.left, 2, block.left)]
    grid.select_block(block)
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, handle)
    assert texts(window, "annual_plan") == ["4,000"] * 6


def test_fill_keys_work_and_say_what_was_left_alone(window: MainWindow) -> None:
    choose(window, 0, "annual_plan", 2)
    window.bar.actions["fill_down"].trigger()
    assert texts(window, "annual_plan")[:3] == ["4,000"] * 3
    choose(window, 0, "completion", 2)
    window.bar.actions["fill_down"].trigger()
    assert window.message.text() == "向下填充 2 行：2 格为计算列，未改动。"
    choose(window, 0, "physical_progress", 5)
    window.bar.actions["copy_last_month"].trigger()
    assert window.message.text().startswith("已复制上月内容")
    window.bar.actions["copy_last_month"].trigger()
    assert "未作改动" in window.message.text()


def test_cut_cells_stay_when_something_else_was_copied_before_the_paste(window: MainWindow) -> None:
    choose(window, 0, "total_investment")
    key(window, Qt.Key.Key_X)
    set_clipboard("5")
    choose(window, 3, "total_investment")
    key(window, Qt.Key.Key_V)
    assert texts(window, "total_investment")[0] == "9,000"
    assert texts(window, "total_investment")[3] == "5"
