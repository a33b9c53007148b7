"""What opens under a title, by keys and by mouse, and that everything counted follows it."""

from __future__ import annotations

import html
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.values import DASH, Misfit
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.store.filters import ColumnFilter
from fgj_desktop.store.store import Store
from fgj_desktop.views.filter_popup import FilterPopup
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.theme import apply_theme
from fgj_desktop.views.window_actions import export
from fgj_desktop.views.window_memory import WindowMemory
from tests.sample_store import AUGUST, SEPTEMBER, WAN
from tests.views.print_tools import printed_table

KEY = ledger_named("key_project")
# Popups come to the front and take the keyboard, which the off-screen platform cannot do and says so.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, store: Store, tmp_path: Path) -> Iterator[MainWindow]:
    apply_theme(qapp, dark=False)
    opened = MainWindow(LedgerDocument(store), WindowMemory(tmp_path / "window.json"))
    opened.resize(1366, 768)
    opened.show()
    settle(opened)
    yield opened
    while popup := QApplication.activePopupWidget():
        popup.close()
    opened.close()
    opened.deleteLater()


def settle(window: MainWindow) -> None:
    QApplication.processEvents()
    window.turns.finish()
    window.pane.shown_table.compute_totals()
    QApplication.processEvents()


def names(window: MainWindow) -> list[str]:
    table = window.pane.shown_table
    return [table.cell(row, table.column_of("name")).text for row in range(table.rowCount())]


def opened(window: MainWindow, field: str) -> FilterPopup:
    popup = window.pane.filters.open_popup(window.pane.shown_table.column_of(field))
    assert popup is not None
    QApplication.processEvents()
    return popup


def lines(popup: FilterPopup) -> list[str]:
    values = popup.list.values
    return [str(values.index(row).data()) for row in range(values.rowCount())]


def press(widget: object, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(widget, key)  # type: ignore[call-overload]
    QApplication.processEvents()


def ask(popup: FilterPopup, condition: str, *texts: str) -> None:
    popup.condition.setCurrentText(condition)
    for line, text in zip(popup.inputs, texts, strict=False):
        line.setText(text)
    popup.accept()
    QApplication.processEvents()


# --- values -------------------------------------------------------------------------------------


def test_units_are_found_by_initials_and_taken_by_enter(window: MainWindow) -> None:
    popup = opened(window, "responsible_unit")
    assert lines(popup) == ["（全选）", "区教育局", "区住建局", "区水务局", "乐园镇"]
    QTest.keyClicks(popup.search, "qsw")
    assert lines(popup) == ["（全选）", "区水务局"]
    press(popup.search, Qt.Key.Key_Return)
    settle(window)
    assert names(window) == ["犁市镇污水处理设施及管网", "新韶镇供水管网改造"]
    assert window.pane.filters.chips.texts() == ["责任单位：区水务局  ×"]


def test_values_are_ticked_by_keys_alone(window: MainWindow) -> None:
    popup = opened(window, "responsible_unit")
    press(popup.search, Qt.Key.Key_Down)
    press(popup.list, Qt.Key.Key_Space)
    assert not popup.ok.isEnabled()
    press(popup.list, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space)
    press(popup.list, Qt.Key.Key_Return)
    settle(window)
    assert window.pane.choice.column("responsible_unit") is not None
    assert len(names(window)) == 3
    assert window.pane.filters.chips.texts() == ["责任单位：区教育局、区水务局  ×"]


def test_a_click_turns_a_tick_and_a_click_with_ctrl_leaves_one(window: MainWindow) -> None:
    popup = opened(window, "responsible_unit")
    view = popup.list
    place = view.visualRect(view.values.index(2)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [line.text for line in view.values.lines(on=False)] == ["区住建局"]
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, place)
    assert [line.text for line in view.values.lines(on=True)] == ["区住建局"]
    QTest.mouseClick(popup.ok, Qt.MouseButton.LeftButton)
    settle(window)
    assert names(window) == ["十里亭镇老旧小区改造", "风采街道停车场建设"]


def test_escape_changes_nothing(window: MainWindow) -> None:
    popup = opened(window, "responsible_unit")
    press(popup.search, Qt.Key.Key_Down)
    press(popup.list, Qt.Key.Key_Space, Qt.Key.Key_Escape)
    assert not isValid(popup) or not popup.isVisible()
    assert not window.pane.choice.is_narrowed


def test_the_list_is_taken_within_the_filters_of_other_columns(window: MainWindow) -> None:
    window.pane.apply(window.pane.choice.with_column(ColumnFilter("annual_plan", "below", (2500 * WAN,))))
    assert lines(opened(window, "responsible_unit"))[1:] == ["区住建局", "区水务局", "乐园镇"]
    popup = opened(window, "annual_plan")
    assert popup.condition.currentText() == "小于"
    assert popup.inputs[0].text() == "2,500"
    popup.condition.setCurrentIndex(0)
    assert lines(popup)[1:] == ["1,000", "2,000", "3,000", "4,000", "6,000"]


def test_dashes_unfitting_texts_and_gaps_are_values_of_their_own(window: MainWindow) -> None:
    table = window.pane.shown_table
    first, second = table.record(0), table.record(1)
    window.document.act("改", lambda w: w.set(KEY, first, "annual_plan", SEPTEMBER, DASH))
    window.document.act(
        "改", lambda w: w.set(KEY, second, "annual_plan", SEPTEMBER, Misfit("约3000", "不是数值"))
    )
    window.document.act("改", lambda w: w.set(KEY, table.record(2), "annual_plan", SEPTEMBER, None))
    popup = opened(window, "annual_plan")
    assert lines(popup)[-3:] == ["—", "约3000", "（空白）"]
    popup.list.values.only(popup.list.values.index(len(lines(popup)) - 2))
    popup.accept()
    assert names(window) == ["十里亭镇老旧小区改造"]
    assert window.pane.filters.words() == "2021年计划投资＝约3000"


def test_dates_are_listed_by_year_and_month(window: MainWindow) -> None:
    records = list(window.pane.shown_table.ids)
    for record, day in zip(records, ("2021-09-30", "2021-09-02", "2020", "2021-H2"), strict=False):
        window.document.act("改", lambda w, r=record, d=day: w.set(KEY, r, "started_on", SEPTEMBER, d))
    popup = FilterPopup(window.document, KEY, "started_on", window.pane.choice, window.pane)
    popup.chosen.connect(window.pane.apply)
    assert lines(popup) == ["（全选）", "2021年", "2021年9月", "2021年下半年", "2020年", "2020年", "（空白）"]
    popup.list.values.only(popup.list.values.index(1))
    popup.accept()
    assert list(window.pane.shown_table.ids) == [records[0], records[1], records[3]]


# --- conditions ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "condition", "texts", "left", "chip"),
    [
        ("total_investment", "大于", ["0.8亿"], [0, 1], "总投资：大于 8,000  ×"),
        ("total_investment", "介于", ["8000", "４０００"], [2, 3, 5], "总投资：介于 4,000—8,000  ×"),
        ("annual_plan", "最大的前几项", ["2"], [0, 1], "2021年计划投资：最大的前 2 项  ×"),
        ("name", "开头是", ["乐园"], [0, 4], "项目名称：开头是 乐园  ×"),
        ("physical_progress", "不包含", ["主体"], [3, 5], "形象进度：不包含 主体  ×"),
        ("completion", "小于", ["40"], [4], "占年度计划：小于 40.00%  ×"),
        ("gap_points", "大于", ["0"], [0], "较时间进度：大于 0.00  ×"),
        ("problem", "空", [], [0, 1, 2, 3, 4, 5], "存在问题：空  ×"),
        ("responsible_unit", "结尾是", ["镇"], [4], "责任单位：结尾是 镇  ×"),
    ],
)
def test_conditions_are_asked_by_the_kind_of_the_column(
    window: MainWindow, field: str, condition: str, texts: list[str], left: list[int], chip: str
) -> None:
    before = names(window)
    ask(opened(window, field), condition, *texts)
    settle(window)
    assert names(window) == [before[place] for place in left]
    assert window.pane.filters.chips.texts() == [chip]
    ask(opened(window, field), condition, *texts)
    assert names(window) == [before[place] for place in left]


def test_what_is_wrong_with_a_condition_is_said(window: MainWindow) -> None:
    popup = opened(window, "annual_plan")
    ask(popup, "大于", "很多")
    assert popup.isVisible()
    assert popup.note.text() == "“很多”不是数值。"
    ask(popup, "大于", "")
    assert popup.note.text() == "请填写筛选条件的内容。"
    popup.close()


def test_enter_in_the_pull_down_of_conditions_chooses_and_leads_to_the_line(window: MainWindow) -> None:
    popup = opened(window, "name")
    popup.condition.showPopup()
    press(popup.condition.view(), Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert popup.isVisible()
    assert popup.condition.currentText() == "包含"
    assert popup.note.isHidden()
    assert popup.focusWidget() is popup.inputs[0]
    QTest.keyClick(popup.inputs[0], Qt.Key.Key_Return)
    assert not popup.note.isHidden()
    QTest.keyClicks(popup.inputs[0], "1")
    assert popup.note.isHidden()
    popup.condition.setCurrentText("空")
    popup.condition.activated.emit(popup.condition.currentIndex())
    press(popup.focusWidget(), Qt.Key.Key_Return)
    assert window.pane.filters.chips.texts() == ["项目名称：空  ×"]


# --- what follows -------------------------------------------------------------------------------


def test_totals_chips_print_export_and_charts_follow_and_say_so(window: MainWindow, tmp_path: Path) -> None:
    popup = opened(window, "responsible_unit")
    popup.list.values.only(popup.list.values.index(3))
    popup.accept()
    settle(window)
    table = window.pane.shown_table
    assert table.total(table.column_of("name")) == "合计（筛选后 2 项）"
    assert window.pane.line.chip_texts()[0] == "全部 2"
    assert "显示 2／共 6 项" in window.status.texts()
    printed = printed_table(window)
    assert sum(row.kind.name == "RECORD" for row in printed.rows) == 2
    assert printed.notes[0] == "注：1.筛选：责任单位＝区水务局。"
    assert printed.rows[0].cells[printed.label_column] == "合计（筛选后 2 项）"
    path = tmp_path / "出.xlsx"
    export(window, path)
    with zipfile.ZipFile(path) as book:
        # Which of two writers openpyxl takes decides whether characters are written as such or by number.
        written = html.unescape(book.read("xl/worksheets/sheet1.xml").decode())
    assert "筛选：责任单位＝区水务局。" in written
    window.sides.compute_charts()
    window.sides.charts.finish()
    QApplication.processEvents()
    assert window.sides.charts._note.text() == "图表只含：责任单位＝区水务局"
    assert len(window.sides.charts._filters) == 1
    besides = window.sides.charts._besides
    assert besides is not None
    assert besides("responsible_unit") == ()


def test_a_chip_takes_the_filter_of_its_column_away_and_one_click_all(window: MainWindow) -> None:
    pane = window.pane
    pane.apply(pane.choice.with_column(ColumnFilter("name", "contains", ("镇",))))
    pane.apply(pane.choice.with_column(ColumnFilter("started", "picked", (1,))))
    assert pane.filters.chips.texts() == ["项目名称：包含 镇  ×", "是否开工：是  ×"]
    assert pane.grid.header()._filtered.keys() == {
        pane.shown_table.column_of("name"),
        pane.shown_table.column_of("started"),
    }
    pane.filters.chips.chips()[0].click()
    assert pane.filters.chips.texts() == ["是否开工：是  ×"]
    window.bar.actions["clear_filter"].trigger()
    assert not pane.filters.chips.isVisible()
    assert not pane.choice.is_narrowed


def test_the_value_of_a_cell_filters_from_its_menu(window: MainWindow) -> None:
    table = window.pane.shown_table
    window.pane.grid.setCurrentIndex(table.index(1, table.column_of("responsible_unit")))
    assert "按此格的值筛选" in [action.text() for action in window.bar.cell_menu().actions()]
    window.bar.actions["filter_by_cell"].trigger()
    assert names(window) == ["十里亭镇老旧小区改造", "风采街道停车场建设"]


def test_the_funnel_of_a_title_opens_and_the_rest_of_it_sorts(window: MainWindow) -> None:
    header = window.pane.grid.header()
    column = window.pane.shown_table.column_of("name")
    box = header.funnel_rect(column)
    header.filter_requested.disconnect()
    asked: list[int] = []
    header.filter_requested.connect(asked.append)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert asked == [column]
    assert window.pane.choice.order == ()
    QTest.mouseClick(
        header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.left() - 20, box.center().y())
    )
    assert [one.field for one in window.pane.choice.order] == ["name"]


def test_no_title_stays_lit_when_its_popup_or_menu_takes_the_mouse(window: MainWindow) -> None:
    header = window.pane.grid.header()
    center = header.funnel_rect(window.pane.shown_table.column_of("name")).center()
    header.filter_requested.disconnect()
    header.menu_requested.disconnect()
    header._hover(3)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=center)
    assert header._hovered == -1
    header._hover(3)
    place = header.viewport().mapToGlobal(center)
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, center, place)
    QApplication.sendEvent(header.viewport(), asked)
    assert header._hovered == -1


def test_a_filter_that_matches_nothing_tells_what_to_do(window: MainWindow) -> None:
    ask(opened(window, "annual_plan"), "大于", "9亿")
    assert window.pane.empty_text == "查无结果。清除筛选后共 6 项。"
    assert opened(window, "annual_plan").isVisible()


def test_an_edit_neither_hides_its_row_nor_is_lost_when_a_filter_opens(window: MainWindow) -> None:
    pane = window.pane
    pane.apply(pane.choice.with_column(ColumnFilter("annual_plan", "above", (3500 * WAN,))))
    table = pane.shown_table
    index = table.index(0, table.column_of("annual_plan"))
    pane.grid.setCurrentIndex(index)
    pane.grid.setFocus()
    QTest.keyClicks(pane.grid, "7")
    editor = pane.grid.open_editor()
    assert editor is not None
    popup = opened(window, "responsible_unit")
    assert len(names(window)) == 2
    assert table.cell(0, index.column()).text == "7"
    table.check_stale()
    assert table.is_stale
    popup.close()
    pane.reapply()
    assert names(window) == ["十里亭镇老旧小区改造"]


def test_another_period_keeps_the_filter_and_shows_its_own_rows(window: MainWindow) -> None:
    pane = window.pane
    pane.apply(pane.choice.with_column(ColumnFilter("invested_to_date", "above", (2300 * WAN,))))
    assert len(names(window)) == 2
    window.show_month(AUGUST)
    assert names(window) == ["乐园镇中心小学扩建项目"]
    assert pane.filters.chips.texts() == ["1—8月累计完成投资：大于 2,300  ×"]


def test_the_cursor_stays_on_its_record_when_rows_are_filtered_and_ordered(window: MainWindow) -> None:
    pane, table = window.pane, window.pane.shown_table
    pane.grid.setCurrentIndex(table.index(4, table.column_of("annual_plan")))
    here = pane.current()
    pane.apply(pane.choice.with_column(ColumnFilter("name", "contains", ("乐园",))))
    assert pane.current() == here
    pane.apply(pane.choice.ordered_by("annual_plan", descending=False))
    assert pane.current() == here
    assert pane.grid.currentIndex().row() == 0


def test_a_search_in_a_column_of_very_many_values_takes_those_that_are_not_listed_too(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fgj_desktop.models.value_list.LONGEST", 1)
    popup = opened(window, "name")
    assert popup.note.text() != ""
    QTest.keyClicks(popup.search, "lyz")
    popup._read_again()
    assert "没有列出的也在内" in popup.note.text()
    QTest.keyClicks(popup.search, "z")
    press(popup.search, Qt.Key.Key_Backspace, Qt.Key.Key_Return)
    assert names(window) == ["乐园镇中心小学扩建项目", "乐园镇农贸市场提升"]
    assert window.pane.filters.chips.texts() == ["项目名称：含“lyz”  ×"]
    assert opened(window, "name").search.text() == "lyz"
    window.pane.clear_filter()
    popup = opened(window, "annual_plan")
    popup.search.setText("3000")
    popup._read_again()
    popup.accept()
    assert names(window) == ["犁市镇污水处理设施及管网"]
    assert "3,000" in lines(opened(window, "annual_plan"))


def test_hovering_over_a_title_says_by_what_it_is_filtered(window: MainWindow) -> None:
    pane = window.pane
    pane.apply(pane.choice.with_column(ColumnFilter("annual_plan", "above", (2500 * WAN,))))
    assert pane.grid.header().tip(pane.shown_table.column_of("annual_plan"), 5).endswith("\n筛选：大于 2,500")


def test_rows_without_a_unit_are_shown_as_the_charts_count_them(window: MainWindow) -> None:
    first, second = window.pane.shown_table.record(0), window.pane.shown_table.record(1)
    window.document.act("改", lambda w: w.set(KEY, first, "responsible_unit", SEPTEMBER, None))
    unknown = Misfit("某单位", "名称未登记")
    window.document.act("改", lambda w: w.set(KEY, second, "responsible_unit", SEPTEMBER, unknown))
    window.pane.filters.only_value("responsible_unit", None)
    assert list(window.pane.shown_table.ids) == [first, second]
    assert window.pane.filters.chips.texts() == ["责任单位：（空白）、某单位  ×"]


def test_a_unit_is_found_by_its_full_name_too(window: MainWindow) -> None:
    popup = opened(window, "responsible_unit")
    popup.search.setText("浈江区区水务")
    popup._fill()
    assert lines(popup) == ["（全选）", "区水务局"]
