"""数据核查 in the real window: counted, listed, gone to, answered, sent back; notes and grounds on cells."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from fgj_desktop.ledgers import KEY_PROJECT, ledger_named
from fgj_desktop.models.check_list import CheckList
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.models.grid_protocol import GridCell
from fgj_desktop.models.ledger_checks import Sort
from fgj_desktop.store.store import Store
from fgj_desktop.views.cell_notes import ask_for_answer_here, ask_for_note, give_colour
from fgj_desktop.views.check_export import send_back
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.note_popup import NotePopup
from fgj_desktop.views.theme import apply_theme, colours
from fgj_desktop.views.window_memory import WindowMemory
from tests.sample_store import SEPTEMBER, WAN

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, store: Store, tmp_path: Path) -> Iterator[MainWindow]:
    apply_theme(qapp, dark=False)
    opened = MainWindow(LedgerDocument(store, SEPTEMBER), WindowMemory(tmp_path / "window.json"))
    opened.resize(1366, 768)
    opened.show()
    qtbot.waitUntil(lambda: opened.turns._started)
    settle(opened)
    yield opened
    opened.close()
    opened.deleteLater()


def settle(window: MainWindow) -> None:
    window.turns.finish()
    window.checking._fill()
    QApplication.processEvents()


def put(window: MainWindow, row: int, **values: object) -> int:
    record = window.pane.shown_table.record(row)
    document = window.document
    assert document.act("修改", lambda writes: writes.put(KEY_PROJECT, record, SEPTEMBER, values))  # type: ignore[arg-type]
    settle(window)
    return record


def cell(window: MainWindow, row: int, field: str) -> GridCell:
    table = window.pane.shown_table
    return table.cell(row, table.column_of(field))


def lines(window: MainWindow) -> list[tuple[str, str]]:
    model = window.checking.panel.list
    return [
        (model.index(row, CheckList.NAME).data(), model.index(row, CheckList.MESSAGE).data())
        for row in range(model.rowCount())
    ]


def popup(window: MainWindow) -> NotePopup:
    return next(one for one in window.findChildren(NotePopup) if one.isVisible())


def counted(window: MainWindow) -> str:
    return window.status._checks.text()


def test_the_status_line_counts_and_an_edit_says_what_it_leaves(window: MainWindow) -> None:
    before = int(counted(window).split()[1])
    put(window, 0, annual_plan=0)
    assert counted(window) == f"数据核查 {before + 1}"
    assert "1 格需要核对，已标出：年度计划为 0，不计进度。" in window.status.texts()
    put(window, 1, remark="无")
    assert not any("需要核对" in text for text in window.status.texts())
    window.undo()
    window.undo()
    settle(window)
    assert counted(window) == f"数据核查 {before}"


def test_a_paste_is_checked_like_anything_typed(window: MainWindow, qtbot: QtBot) -> None:
    before = int(counted(window).split()[1])
    window.pane.select(window.pane.shown_table.record(0), "annual_plan")
    QApplication.clipboard().setText("0\n0\n约3000\n")
    qtbot.keyClick(window.pane.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert int(counted(window).split()[1]) >= before + 3
    assert "3 格需要核对，已标出。" in window.status.texts()
    window.undo()
    settle(window)
    assert int(counted(window).split()[1]) == before


def test_a_long_sentence_does_not_make_the_window_grow(window: MainWindow) -> None:
    before = window.minimumSizeHint().width()
    window.status.show_news("需要核对" * 200)
    QApplication.processEvents()
    assert window.minimumSizeHint().width() == before


def test_the_list_left_open_is_filled_after_the_rows_are_painted(
    window: MainWindow, qtbot: QtBot, store: Store
) -> None:
    window.checking.toggle()
    settle(window)
    window.close()
    again = MainWindow(LedgerDocument(store, SEPTEMBER), window.memory)
    again.show()
    qtbot.addWidget(again)
    assert "panel" not in again.checking.__dict__
    qtbot.waitUntil(lambda: again.turns._started)
    settle(again)
    assert again.checking.dock.isVisible()
    assert again.checking.panel.table is again.checking.parts()[0]
    again.close()


def test_the_key_opens_the_list_and_enter_jumps_to_the_cell(window: MainWindow, qtbot: QtBot) -> None:
    record = put(window, 3, code="2110-440204-47-03-813776")
    qtbot.keyClick(window, Qt.Key.Key_F9)
    settle(window)
    panel = window.checking.panel
    assert window.checking.dock.isVisible()
    assert lines(window)[0] == ("新韶镇供水管网改造", "项目代码的时间晚于报告期，请核对。")
    panel.table.go(0)
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert window.pane.current() == (record, "code")
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert not window.checking.dock.isVisible()


def test_the_list_is_narrowed_by_sort_unit_and_fault(window: MainWindow) -> None:
    put(window, 0, code="2110-440204-47-03-813776", annual_plan=0)
    put(window, 2, annual_plan=0)
    window.checking.toggle()
    settle(window)
    panel = window.checking.panel
    panel.choose(Sort.ERROR)
    assert [name for name, _ in lines(window)] == ["乐园镇中心小学扩建项目"]
    panel.choose(Sort.OPEN)
    panel.unit.setCurrentIndex(panel.unit.findData("区水务局"))
    panel._narrow()
    assert {name for name, _ in lines(window)} <= {"犁市镇污水处理设施及管网", "新韶镇供水管网改造"}
    panel.title.setCurrentIndex(panel.title.findData("年度计划为 0"))
    panel._narrow()
    assert lines(window) == [("犁市镇污水处理设施及管网", "年度计划为 0，不计进度。")]
    panel.scope.setCurrentIndex(1)
    panel.scope.activated.emit(1)
    settle(window)
    assert not panel.table.isColumnHidden(CheckList.LEDGER)
    assert len(lines(window)) == 1


def test_an_empty_list_says_so(window: MainWindow) -> None:
    window.checking.toggle()
    window.open_ledger("leader")
    window.checking.panel.follow_ledger(ledger_named("leader"))
    settle(window)
    assert window.checking.panel.list.rowCount() == 0
    assert window.checking.panel.table.empty == "没有需要核对的内容。"


def test_next_and_previous_go_round_the_open_cells_of_the_rows_shown(
    window: MainWindow, qtbot: QtBot
) -> None:
    for row in range(window.pane.shown_table.rowCount()):
        put(window, row, started=1, invested_to_date=5 * WAN, annual_plan=50 * WAN)
    first, third = put(window, 0, annual_plan=0), put(window, 2, annual_plan=0)
    window.pane.select(first, "name")
    qtbot.keyClick(window, Qt.Key.Key_F8)
    assert window.pane.current() == (first, "annual_plan")
    seen = [window.pane.current()]
    while True:
        qtbot.keyClick(window, Qt.Key.Key_F8)
        if window.pane.current() == seen[0]:
            break
        seen.append(window.pane.current())
    assert (third, "annual_plan") in seen
    qtbot.keyClick(window, Qt.Key.Key_F8, Qt.KeyboardModifier.AltModifier)
    assert window.pane.current() == seen[-1]


def test_a_finding_in_a_hidden_column_offers_to_show_it(window: MainWindow) -> None:
    record = put(window, 0, started_on="2022-01-01")
    window.checking.toggle()
    settle(window)
    panel = window.checking.panel
    row = [message for _, message in lines(window)].index("开工日期晚于报告期，请核对。")
    panel.table.go(row)
    panel._jump()
    assert window.message.text() == "“开工日期”列未显示：开工日期晚于报告期，请核对。"
    window.checking._show_column(record, "started_on")
    assert window.pane.current() == (record, "started_on")


def test_a_finding_in_a_hidden_column_does_not_hold_the_search_up(window: MainWindow, qtbot: QtBot) -> None:
    first = put(window, 0, started_on="2022-01-01", listed_on="2022-01-01")
    second = put(window, 1, annual_plan=0)
    window.pane.select(first, "name")
    said = []
    for _ in range(9):
        qtbot.keyClick(window, Qt.Key.Key_F8)
        said.append(window.message.text())
        if window.pane.current() == (second, "annual_plan"):
            break
    assert window.pane.current() == (second, "annual_plan")
    assert any("开工日期" in text for text in said)
    assert any("统计入库日期" in text for text in said)


def test_a_reason_makes_the_mark_hollow_until_the_value_changes(window: MainWindow, qtbot: QtBot) -> None:
    record = put(window, 0, annual_plan=0)
    assert cell(window, 0, "annual_plan").warning == "年度计划为 0，不计进度。"
    window.pane.select(record, "annual_plan")
    ask_for_answer_here(window)
    asked = popup(window)
    assert asked.windowTitle() == "说明原因"
    asked.text.setPlainText("计划未下达")
    qtbot.keyClick(asked.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    marked = cell(window, 0, "annual_plan")
    assert (marked.warning, marked.answered) == ("", "年度计划为 0，不计进度。已说明：计划未下达")
    assert "已说明：计划未下达" in window.pane.grid.tip(window.pane.grid.currentIndex())
    put(window, 0, annual_plan=7 * WAN)
    assert cell(window, 0, "annual_plan").answered == ""
    window.undo()
    settle(window)
    assert cell(window, 0, "annual_plan").answered.endswith("计划未下达")


def test_what_cannot_be_answered_is_said(window: MainWindow) -> None:
    record = window.pane.shown_table.record(0)
    window.pane.select(record, "remark")
    ask_for_answer_here(window)
    assert "没有可以说明原因的内容" in window.message.text()


def test_a_note_is_written_over_changed_and_deleted(window: MainWindow, qtbot: QtBot) -> None:
    record = window.pane.shown_table.record(0)
    window.pane.select(record, "problem")
    qtbot.keyClick(window, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    popup(window).text.setPlainText("电话核实")
    popup(window).save()
    assert cell(window, 0, "problem").note == "电话核实"
    QApplication.processEvents()
    ask_for_note(window)
    assert popup(window).text.toPlainText() == "电话核实"
    popup(window).delete()
    assert cell(window, 0, "problem").note == ""


def test_a_ground_is_given_to_the_selection_as_one_action_and_painted(window: MainWindow) -> None:
    grid, table = window.pane.grid, window.pane.shown_table
    before = window.document.store.action_count()
    window.pane.select(table.record(1), "nature")
    give_colour(window, "yellow")
    assert window.document.store.action_count() == before + 1
    window.pane.select(table.record(4), "name")
    QApplication.processEvents()
    box = grid.visualRect(table.index(1, table.column_of("nature")))
    # A pixel under the text's last line, well inside the cell.
    shade = grid.viewport().grab().toImage().pixelColor(box.bottomRight() - QPoint(3, 3))
    assert shade == colours().cell_yellow
    give_colour(window, "")
    assert cell(window, 1, "nature").colour == "yellow"


def test_computed_cells_are_left_alone_and_counted(window: MainWindow) -> None:
    window.pane.select(window.pane.shown_table.record(0), "completion")
    give_colour(window, "yellow")
    assert window.message.text() == "1 格为计算列，未改动。"


def test_the_list_shown_is_sent_back_as_a_workbook(window: MainWindow, tmp_path: Path) -> None:
    put(window, 0, annual_plan=0)
    window.checking.toggle()
    settle(window)
    path = tmp_path / "退回修改.xlsx"
    send_back(window, window.checking.panel.shown(), path)
    assert window.message.text().startswith("已导出 ")
    sheet = load_workbook(path)["退回修改"]
    assert any(row[6].value == "年度计划为 0，不计进度。" for row in sheet.iter_rows(min_row=4))


def test_a_read_only_ledger_is_listed_but_not_marked(
    qtbot: QtBot, qapp: QApplication, store: Store, tmp_path: Path
) -> None:
    apply_theme(qapp, dark=False)
    with Store.open(store.path, store.rules, read_only=True) as reading:
        window = MainWindow(LedgerDocument(reading, SEPTEMBER), WindowMemory(tmp_path / "window.json"))
        window.show()
        qtbot.waitUntil(lambda: window.turns._started)
        settle(window)
        window.checking.toggle()
        settle(window)
        assert not window.checking.panel._reason.isEnabled()
        give_colour(window, "yellow")
        window.close()
        window.deleteLater()


def test_the_menu_of_grounds_ticks_that_of_the_current_cell(window: MainWindow) -> None:
    window.pane.select(window.pane.shown_table.record(0), "nature")
    menu = window.bar.actions["colour"].menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    assert [line.text() for line in menu.actions() if line.isChecked()] == ["无底色"]
    next(line for line in menu.actions() if line.text() == "绿色").trigger()
    assert cell(window, 0, "nature").colour == "green"
    menu.aboutToShow.emit()
    assert [line.text() for line in menu.actions() if line.isChecked()] == ["绿色"]
