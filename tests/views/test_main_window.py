"""The real window over a real file: what is typed reaches the store, and everything shown follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.rules.chart_query import ChartQuery
from fgj_desktop.rules.summaries import completion_by_month
from fgj_desktop.store.filters import fields_of
from fgj_desktop.store.store import Store
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.print_desk import PrintDesk
from fgj_desktop.views.theme import apply_theme
from fgj_desktop.views.window_memory import WindowMemory
from tests.sample_store import AUGUST, SEPTEMBER, WAN

KEY = ledger_named("key_project")
Open = Callable[..., MainWindow]
OFF_SCREEN = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""Said by the off-screen platform of windows and menus that come to the front."""


@pytest.fixture
def memory(tmp_path: Path) -> WindowMemory:
    return WindowMemory(tmp_path / "window.json")


@pytest.fixture
def open_window(
    qtbot: QtBot, qapp: QApplication, store: Store, empty_store: Store, memory: WindowMemory
) -> Iterator[Open]:
    """Open the main window on a store; every window is closed at the end."""
    apply_theme(qapp, dark=False)
    opened: list[MainWindow] = []

    def open_it(on: Store = store, month: Month | None = None, ledger: str = "") -> MainWindow:
        window = MainWindow(LedgerDocument(on, month), memory, ledger=ledger)
        window.resize(1366, 768)
        window.show()
        qtbot.waitUntil(lambda: window.turns._started)
        settle(window)
        opened.append(window)
        return window

    yield open_it
    for window in opened:
        window.close()
        window.deleteLater()


@pytest.fixture
def window(open_window: Open) -> MainWindow:
    return open_window()


def settle(window: MainWindow) -> None:
    """Do at once what would come in later turns."""
    window.pane.table.check_stale() if window.pane.table else None
    if window.sides.is_waiting():
        window.sides._late.stop()
        window.sides.reminders.compute()
    window.turns.finish()
    QApplication.processEvents()


def draw(window: MainWindow) -> None:
    """Draw the charts and wait for them."""
    window.sides.compute_charts()
    window.sides.charts.finish()
    QApplication.processEvents()


def press(widget: QWidget, text: str) -> None:
    """Type letters, Chinese ones too."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(widget, event)


def select(window: MainWindow, row: int, field: str) -> QModelIndex:
    table = window.pane.table
    assert table is not None
    index = table.index(row, table.column_of(field))
    window.pane.grid.setCurrentIndex(index)
    window.pane.grid.setFocus()
    return index


def type_in(qtbot: QtBot, window: MainWindow, row: int, field: str, text: str) -> None:
    """Type over a cell and press Enter, as a clerk does."""
    select(window, row, field)
    press(window.pane.grid, text[:1])
    editor = window.focusWidget()
    assert isinstance(editor, QLineEdit | QPlainTextEdit)
    press(editor, text[1:])
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    settle(window)


def shown(window: MainWindow, row: int, field: str) -> str:
    table = window.pane.table
    assert table is not None
    return table.cell(row, table.column_of(field)).text


def names(window: MainWindow) -> list[str]:
    assert window.pane.table is not None
    return [shown(window, row, "name") for row in range(window.pane.table.rowCount())]


def total(window: MainWindow, field: str) -> str:
    table = window.pane.table
    assert table is not None
    return table.total(table.column_of(field))


def trigger(window: MainWindow, name: str) -> None:
    action = window.bar.actions[name]
    assert action.isEnabled()
    action.trigger()
    QApplication.processEvents()
    settle(window)


def completion(window: MainWindow) -> object:
    years = completion_by_month(ChartQuery(window.document.store, KEY, window.document.month))
    assert years is not None
    return years.this_year[-1].completion


# --- what is shown ------------------------------------------------------------------------------


def test_the_window_opens_on_the_ledger_with_counts(window: MainWindow) -> None:
    assert window.pane.line.chip_texts() == [
        "全部 6",
        "达到时间进度 2",
        "落后时间进度 2",
        "未产生投资 2",
        "已开工 4",
        "未开工 2",
        "已开工未入库 1",
        "有投资未入库 1",
        "本月未报 2",
    ]
    assert total(window, "name") == "合计（6 项）"
    assert "共 6 项" in window.status.texts()
    assert window.windowTitle() == "台账 — 发改台账"


def test_the_charts_are_drawn_after_the_window_is_up(window: MainWindow) -> None:
    draw(window)
    for view in window.sides.charts.views.values():
        assert view.drawn is not None
    units = window.sides.charts.views["units"].drawn
    assert units is not None
    titles = [pick.title for pick in units.chart.picks.picks if pick is not None]
    assert titles == ["区教育局", "区住建局", "区水务局", "乐园镇"]


def test_a_ledger_left_before_its_chips_are_counted_asks_nothing_of_the_next(window: MainWindow) -> None:
    assert window.open_ledger("statistics_project")
    window.turns.finish()
    pane = window.pane
    pane.show_counts()
    while "in_park" not in fields_of(pane._uncounted[0].filters):
        pane._count_next()
    assert window.open_ledger("bond_reserve")
    window.turns.finish()
    assert window.pane.line.chip_texts()[0] == "全部 1"


# --- typing -------------------------------------------------------------------------------------


def test_what_is_typed_reaches_the_store_and_all_panels_follow(qtbot: QtBot, window: MainWindow) -> None:
    before = completion(window)
    told = {one.title for one in window.sides.reminders.shown()}
    assert "十里亭镇老旧小区改造连续两月红灯" in told
    type_in(qtbot, window, 1, "invested_to_date", "4800")
    record = window.pane.table.record(1) if window.pane.table else 0
    row = window.document.view(KEY).rows([record])[0]
    assert row.values["invested_to_date"] == 4800 * WAN
    assert shown(window, 1, "completion") == "80.00%"
    assert window.pane.line.chip_texts()[1:3] == ["达到时间进度 3", "落后时间进度 1"]
    assert total(window, "invested_to_date") == "10,550"
    assert completion(window) != before
    told = {one.title for one in window.sides.reminders.shown()}
    assert "十里亭镇老旧小区改造连续两月红灯" not in told
    assert "已自动保存 08:10" in window.status.texts()


def test_enter_goes_down_and_the_next_figure_is_typed(qtbot: QtBot, window: MainWindow) -> None:
    type_in(qtbot, window, 0, "invested_to_date", "3300")
    index = window.pane.grid.currentIndex()
    assert index.row() == 1


def test_undo_names_the_action_and_goes_to_the_cell(qtbot: QtBot, window: MainWindow) -> None:
    type_in(qtbot, window, 1, "invested_to_date", "4800")
    assert window.bar.actions["undo"].text() == "撤销：修改：1—9月累计完成投资"
    window.open_ledger("responsible_unit")
    settle(window)
    trigger(window, "undo")
    assert window.pane.ledger is KEY
    assert shown(window, 1, "invested_to_date") == "2,400"
    place = window.pane.current()
    assert place is not None
    assert place[1] == "invested_to_date"
    assert window.bar.actions["redo"].text() == "恢复：修改：1—9月累计完成投资"
    trigger(window, "redo")
    assert shown(window, 1, "invested_to_date") == "4,800"


def test_undo_goes_to_the_period_it_changed(qtbot: QtBot, window: MainWindow) -> None:
    type_in(qtbot, window, 1, "invested_to_date", "4800")
    window.show_month(AUGUST)
    settle(window)
    trigger(window, "undo")
    assert window.document.month == SEPTEMBER


def test_text_that_does_not_fit_stays_in_its_cell(qtbot: QtBot, window: MainWindow) -> None:
    type_in(qtbot, window, 0, "annual_plan", "约3000")
    assert shown(window, 0, "annual_plan") == "约3000"
    table = window.pane.table
    assert table is not None
    tip = window.pane.grid.tip(table.index(0, table.column_of("annual_plan")))
    assert "已保留原文并标出" in tip


def test_chinese_composed_by_an_input_method_arrives_whole(qtbot: QtBot, window: MainWindow) -> None:
    select(window, 0, "name")
    viewport = window.pane.grid
    composing = QInputMethodEvent("leyuan", [])
    QApplication.sendEvent(viewport, composing)
    commit = QInputMethodEvent()
    commit.setCommitString("乐园镇中心小学")
    target = window.focusWidget() or viewport
    QApplication.sendEvent(target, commit)
    editor = window.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "乐园镇中心小学"
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert shown(window, 0, "name") == "乐园镇中心小学"


def test_an_editor_open_during_a_refresh_keeps_its_text(qtbot: QtBot, window: MainWindow) -> None:
    select(window, 0, "name")
    qtbot.keyClicks(window.pane.grid.viewport(), "A")
    editor = window.focusWidget()
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, "BC")
    document, table = window.document, window.pane.table
    assert table is not None
    others = [table.record(0), table.record(3)]
    document.act("修改", lambda w: w.put(KEY, others[1], SEPTEMBER, {"invested_to_date": 5 * WAN}))
    document.act("删除", lambda w: w.delete(KEY, [table.record(5)]))
    document.act("新增", lambda w: w.insert(KEY, {"name": "另一项目"}, SEPTEMBER))
    settle(window)
    assert editor.text() == "ABC"
    assert window.pane.grid.is_editing()
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    settle(window)
    assert names(window)[0] == "ABC"
    assert "另一项目" in names(window)
    assert "风采街道停车场建设" not in names(window)


def test_a_full_disk_loses_nothing(qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    from fgj_desktop.store.sqlite_errors import Cause, StorageProblem

    def fail(*_: object, **__: object) -> object:
        raise StorageProblem(Cause.DISK_FULL, "磁盘空间不足。")

    select(window, 6 - 1, "remark")
    qtbot.keyClicks(window.pane.grid.viewport(), "x")
    editor = window.focusWidget()
    assert isinstance(editor, QWidget)
    with monkeypatch.context() as broken:
        broken.setattr(window.document.store, "action", fail)
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        assert window.pane.grid.is_editing()
        assert window.message.text().startswith("磁盘空间不足，第 6 行“备注”未能保存")
        assert not window.close()
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert shown(window, 5, "remark") == "x"


def test_typing_into_a_computed_column_is_refused_in_words(qtbot: QtBot, window: MainWindow) -> None:
    select(window, 0, "completion")
    qtbot.keyClicks(window.pane.grid, "5")
    assert window.message.text() == "“占年度计划”由程序计算，不能直接修改。"


# --- narrowing and ordering ---------------------------------------------------------------------


def test_a_chip_filters_and_a_second_click_takes_it_back(qtbot: QtBot, window: MainWindow) -> None:
    _, button = window.pane.line._chips["behind"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(window)
    assert names(window) == ["十里亭镇老旧小区改造", "乐园镇农贸市场提升"]
    assert total(window, "name") == "合计（筛选后 2 项）"
    assert "显示 2／共 6 项" in window.status.texts()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(window)
    assert len(names(window)) == 6


def test_search_by_pinyin_initials(qtbot: QtBot, window: MainWindow) -> None:
    trigger(window, "search")
    qtbot.keyClicks(window.pane.line.search, "lyz")
    qtbot.keyClick(window.pane.line.search, Qt.Key.Key_Return)
    settle(window)
    assert names(window) == ["乐园镇中心小学扩建项目", "乐园镇农贸市场提升"]
    assert window.pane.line.chip_texts()[0] == "全部 2"
    trigger(window, "clear_filter")
    assert len(names(window)) == 6
    assert window.pane.line.search.text() == ""


def test_a_search_without_result_says_how_to_go_on(window: MainWindow) -> None:
    window.pane.line.search_changed.emit("没有这个")
    settle(window)
    assert window.pane.empty_text == "查无结果。清除筛选后共 6 项。"
    window.pane._empty.buttons()[0].click()
    settle(window)
    assert len(names(window)) == 6
    assert window.pane.empty_text == ""


def test_titles_sort_and_the_ledgers_order_is_one_click_away(window: MainWindow) -> None:
    table = window.pane.table
    assert table is not None
    window.pane.grid.sort_requested.emit(table.column_of("annual_plan"), False)
    assert names(window)[0] == "乐园镇农贸市场提升"
    window.pane.grid.sort_requested.emit(table.column_of("annual_plan"), False)
    assert names(window)[0] == "十里亭镇老旧小区改造"
    trigger(window, "restore_order")
    assert names(window)[0] == "乐园镇中心小学扩建项目"


def test_a_click_on_a_bar_shows_only_that_units_projects(qtbot: QtBot, window: MainWindow) -> None:
    draw(window)
    view = window.sides.charts.views["units"]
    drawn = view.drawn
    assert drawn is not None
    axes = drawn.chart.figure.axes[0]
    x, y = axes.transData.transform((0.01, 2))
    ratio = view.devicePixelRatioF()
    place = QPoint(round(x / ratio), round((drawn.image.height() - y) / ratio))
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
    settle(window)
    assert names(window) == ["犁市镇污水处理设施及管网", "新韶镇供水管网改造"]
    assert window.pane.filters.chips.texts() == ["责任单位：区水务局  ×"]
    window.pane.filters.chips.chips()[0].click()
    assert len(names(window)) == 6


# --- records ------------------------------------------------------------------------------------


def test_a_new_record_has_its_name_in_edit(qtbot: QtBot, window: MainWindow) -> None:
    trigger(window, "add")
    editor = window.focusWidget()
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, "NEW")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    settle(window)
    assert names(window)[-1] == "NEW"
    assert shown(window, 6, "serial") == "7"
    assert total(window, "name") == "合计（7 项）"


def test_deleting_asks_nothing_and_undo_brings_back(window: MainWindow) -> None:
    select(window, 2, "name")
    trigger(window, "delete")
    assert "犁市镇污水处理设施及管网" not in names(window)
    assert window.message.text() == "已删除 1 个项目。可按 Ctrl+Z 撤销。"
    trigger(window, "undo")
    assert names(window)[2] == "犁市镇污水处理设施及管网"


def test_delete_clears_the_selected_cells(qtbot: QtBot, window: MainWindow) -> None:
    select(window, 0, "invested_to_date")
    qtbot.keyClick(window.pane.grid, Qt.Key.Key_Delete)
    assert shown(window, 0, "invested_to_date") == "2,800"
    assert window.document.store.undo_label() == "清除：1—9月累计完成投资"


# --- reminders ----------------------------------------------------------------------------------


def choose_reminder(window: MainWindow, title: str) -> None:
    listed = window.sides.reminders.list
    listed.setCurrentItem(listed.findItems(title, Qt.MatchFlag.MatchExactly)[0])


def test_enter_on_a_reminder_jumps_to_its_row(qtbot: QtBot, window: MainWindow) -> None:
    window.pane.line.search_changed.emit("lyz")
    settle(window)
    found = next(one for one in window.sides.reminders.shown() if "十里亭镇" in one.title)
    choose_reminder(window, found.title)
    qtbot.keyClick(window.sides.reminders.list, Qt.Key.Key_Return)
    settle(window)
    place = window.pane.current()
    assert place is not None
    row = window.document.view(KEY).rows([place[0]])[0]
    assert row.values["name"] == "十里亭镇老旧小区改造"


def test_a_reminder_known_is_silent_for_the_period(window: MainWindow) -> None:
    count = len(window.sides.reminders.shown())
    gone = window.sides.reminders.shown()[0].title
    choose_reminder(window, gone)
    window.sides.reminders.acknowledge()
    assert len(window.sides.reminders.shown()) == count - 1
    assert gone not in {one.title for one in window.sides.reminders.shown()}
    window.sides.reminders.snooze(3)
    assert len(window.sides.reminders.shown()) == count - 2


# --- period, unit, look -------------------------------------------------------------------------


def test_another_period_shows_its_figures_and_a_band(window: MainWindow) -> None:
    window.period.month_chosen.emit(Month(2021, 10))
    settle(window)
    assert window.notice.text() == "正在录入 2021年10月，当前报告期为 9月。"
    assert shown(window, 0, "invested_to_date") == "3,200"
    window.notice.buttons()[0].click()
    settle(window)
    assert window.document.month == SEPTEMBER
    assert window.notice.text() == ""


def test_amounts_are_shown_in_yi(window: MainWindow) -> None:
    trigger(window, "yi")
    assert shown(window, 1, "total_investment") == "1.2"
    assert total(window, "total_investment") == "4.1"
    assert window.status.texts()[-1] == "单位：亿元"
    trigger(window, "wan")
    assert shown(window, 1, "total_investment") == "12,000"


def test_an_amount_being_typed_is_read_in_the_unit_it_was_typed_in(window: MainWindow) -> None:
    table, grid = window.pane.shown_table, window.pane.grid
    grid.setCurrentIndex(table.index(0, table.column_of("total_investment")))
    grid.type_text("3000")
    window._switch_unit()
    assert table.row_data(0).values["total_investment"] == 3000 * WAN  # type: ignore[union-attr]


def test_dark_and_light(window: MainWindow) -> None:
    trigger(window, "dark")
    assert window.is_dark
    assert window.bar.actions["dark"].isChecked()
    trigger(window, "dark")
    assert not window.is_dark


# --- empty, read only ---------------------------------------------------------------------------


def test_an_empty_ledger_says_what_to_do(open_window: Open, empty_store: Store) -> None:
    window = open_window(empty_store)
    assert window.pane.empty_text == "还没有项目。可以导入现有 Excel 台账，或新增项目，也可以先打开示例。"
    assert "新增项目" in [button.text() for button in window.pane._empty.buttons()]


def test_an_empty_register_leads_to_the_round_that_fills_it(window: MainWindow) -> None:
    window.open_ledger("unit_return")
    assert window.pane.empty_text == "还没有报送登记。在“本期工作”中办理后，自动列在这里。"
    (button,) = window.pane._empty.buttons()
    button.click()
    assert window.middle.page is not None
    assert window.middle.page.name == "round"


def test_a_second_window_reads_only_and_follows(open_window: Open, store: Store, qtbot: QtBot) -> None:
    from fgj_desktop.rules import RULES

    other = Store.open(store.path, RULES, clock=store.clock)
    assert other.read_only
    window = open_window(other)
    assert not window.bar.actions["add"].isEnabled()
    assert "只读" in window.notice.text()
    record = store.view(KEY, SEPTEMBER).ids()[0]
    with store.action("修改") as writes:
        writes.set(KEY, record, "name", None, "改过的名称")
    window.document.follow()
    settle(window)
    assert names(window)[0] == "改过的名称"
    window.close()
    other.close()


# --- memory -------------------------------------------------------------------------------------


def test_the_next_window_takes_up_where_this_one_was_left(
    open_window: Open, store: Store, memory: WindowMemory
) -> None:
    first = open_window()
    first.resize(800, 555)
    first.sides.chart_dock.close()
    table = first.pane.table
    assert table is not None
    column = table.column_of("scope")
    first.pane.grid.setColumnWidth(column, 222)
    first.pane.grid._remember_width(column)
    select(first, 3, "responsible_unit")
    place = first.pane.current()
    first.close()
    again = WindowMemory(memory.path)
    own = again.of_file(store.path)
    assert (own["ledger"], own["month"]) == ("key_project", "2021-09")
    assert again.recent() == [store.path.absolute()]
    second = MainWindow(LedgerDocument(store), again, ledger=own["ledger"])
    second.show()
    assert second.height() == 555
    assert second.sides.chart_dock.isHidden()
    assert abs(second.pane.grid.columnWidth(column) - 222) <= 1
    assert second.pane.current() == place
    second.close()


def test_a_broken_memory_is_an_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    path.write_text("{not json", encoding="utf-8")
    memory = WindowMemory(path)
    assert memory.recent() == []
    memory.opened(tmp_path / "a.fgj")
    memory.save()
    assert WindowMemory(path).recent() == [tmp_path / "a.fgj"]


# --- commands -----------------------------------------------------------------------------------


def test_no_two_commands_share_a_key(window: MainWindow) -> None:
    keys = [key.toString() for action in window.bar.actions.values() for key in action.shortcuts()]
    assert len(keys) == len(set(keys))


def test_every_menu_offers_something(window: MainWindow) -> None:
    for action in window.menuBar().actions():
        menu = action.menu()
        assert menu is not None
        assert not menu.isEmpty()


def test_the_cursor_is_in_the_cells_from_the_start_and_after_a_click_on_a_ledger(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert window.focusWidget() is window.pane.grid
    navigation = window.navigation
    item = navigation.findItems("储备项目", Qt.MatchFlag.MatchRecursive)[0]
    place = navigation.visualItemRect(item).center()
    qtbot.mouseClick(navigation.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.pane.ledger.name == "bond_reserve"
    assert window.focusWidget() is window.pane.grid


def test_f6_goes_from_part_to_part(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.pane.grid.setFocus()
    visited = []
    for _ in range(5):
        trigger(window, "pane")
        visited.append(QApplication.focusWidget())
    assert visited[-1] is window.pane.grid
    assert window.navigation in visited
    assert window.pane.line.search in visited
    assert window.sides.reminders.list in visited


def test_esc_leads_from_the_panels_back_to_the_rows(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    trigger(window, "checks")
    settle(window)
    for part in (window.sides.reminders.list, window.navigation, *window.checking.parts()):
        part.setFocus()
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
        assert QApplication.focusWidget() is window.pane.grid


def test_edits_that_would_move_rows_are_marked_until_applied_again(qtbot: QtBot, window: MainWindow) -> None:
    table = window.pane.table
    assert table is not None
    window.pane.grid.sort_requested.emit(table.column_of("annual_plan"), False)
    assert window.status._stale.isHidden()
    type_in(qtbot, window, 0, "annual_plan", "9999")
    assert names(window)[0] == "乐园镇农贸市场提升"
    assert window.status._stale.isVisible()
    qtbot.mouseClick(window.status._stale, Qt.MouseButton.LeftButton)
    settle(window)
    assert names(window)[-1] == "乐园镇农贸市场提升"
    assert window.status._stale.isHidden()


def test_the_shortcut_list_knows_every_key(window: MainWindow) -> None:
    from fgj_desktop.views.window_actions import show_shortcuts

    dialog = show_shortcuts(window)
    listed = {dialog.table.item(row, 1).text() for row in range(dialog.table.rowCount())}  # type: ignore[union-attr]
    assert {"撤销", "恢复", "打印预览", "导入 Excel", "覆盖单元格内容"} <= listed
    dialog.close()


def test_what_is_seen_is_exported(window: MainWindow, tmp_path: Path) -> None:
    from fgj_desktop.views.window_actions import export

    window.pane.line.search_changed.emit("lyz")
    settle(window)
    export(window, tmp_path / "导出.csv")
    text = (tmp_path / "导出.csv").read_text(encoding="utf-8-sig")
    assert "乐园镇中心小学扩建项目" in text
    assert "十里亭镇" not in text
    assert window.message.text().startswith("已导出 2 行")


def test_the_print_preview_shows_what_is_seen(window: MainWindow) -> None:
    trigger(window, "preview")
    desk = window.findChild(PrintDesk)
    assert len(desk.pages.pages) == 1
    desk.close()


def test_the_file_is_checked_from_the_window(window: MainWindow) -> None:
    trigger(window, "check")
    assert window.message.text().startswith("检查完成，未发现问题。")


@OFF_SCREEN
def test_the_history_shows_an_edit_and_takes_it_back(qtbot: QtBot, window: MainWindow) -> None:
    type_in(qtbot, window, 0, "invested_to_date", "3500")
    type_in(qtbot, window, 1, "remark", "另")
    trigger(window, "history")
    history = window.history
    assert history is not None
    assert history.actions_table.item(1, 1).text() == "修改：1—9月累计完成投资"  # type: ignore[union-attr]
    history.actions_table.setCurrentCell(1, 0)
    shown_cells = [history.cells_table.item(0, column).text() for column in range(5)]  # type: ignore[union-attr]
    assert shown_cells == ["乐园镇中心小学扩建项目", "1—9月累计完成投资", "2021年9月", "3,200", "3,500"]
    history.revert_chosen()
    settle(window)
    assert history.result().startswith("已撤销：修改：1—9月累计完成投资。")
    assert shown(window, 0, "invested_to_date") == "3,200"
    assert shown(window, 1, "remark") == "另"
    history.close()


@OFF_SCREEN
def test_a_date_of_two_readings_is_asked_at_its_cell(window: MainWindow) -> None:
    from fgj_desktop.models.typed_cells import Question
    from fgj_desktop.views.pane_menus import question_menu

    window.open_ledger("bond_reserve")
    table = window.pane.shown_table
    heard: list[Question] = []
    table.question.connect(heard.append)
    assert table.setData(table.index(0, table.column_of("planned_start")), "2022.1")
    menu = question_menu(window.pane, heard[0])
    titles = [action.text() for action in menu.actions()]
    assert titles == ["“2022.1”可能是1月或10月，请选择：", "2022年1月", "2022年10月"]
    menu.actions()[2].trigger()
    assert shown(window, 0, "planned_start") == "2022年10月"
    menu.close()


def test_every_column_can_be_shown_and_the_choice_is_kept(window: MainWindow) -> None:
    command = window.bar.actions["every_column"]
    pane, usual = window.pane, window.pane.shown_table.fields
    here = pane.current()
    assert not command.isChecked()
    command.trigger()
    titles = [field.name for field in pane.shown_table.fields]
    assert {"explanation", "register_state", "planned_start", "supporting_units"} <= set(titles)
    assert titles[: len(usual)] == [field.name for field in usual]
    assert command.isChecked()
    assert pane.current() == here
    window.open_ledger("bond_reserve")
    assert not command.isChecked()
    window.open_ledger("key_project")
    assert command.isChecked()
    command.trigger()
    assert pane.shown_table.fields == usual


def test_the_menu_of_a_title_sorts_and_restores(window: MainWindow) -> None:
    from fgj_desktop.views.pane_menus import column_menu

    column = window.pane.shown_table.column_of("annual_plan")
    menu = column_menu(window.pane, column)
    actions = {action.text(): action for action in menu.actions()}
    assert not actions["恢复原序"].isEnabled()
    actions["降序"].trigger()
    assert names(window)[0] == "十里亭镇老旧小区改造"
    actions["升序"].trigger()
    assert names(window)[0] == "乐园镇农贸市场提升"
    menu.close()


def test_on_a_narrow_screen_the_rows_come_first_and_the_panels_when_asked_for(
    qtbot: QtBot, store: Store, memory: WindowMemory
) -> None:
    window = MainWindow(LedgerDocument(store), memory)
    window.resize(911, 512)
    window.show()
    qtbot.waitUntil(lambda: window.turns._started)
    assert all(dock.isHidden() for dock in window.sides.docks)
    window.bar.actions["reminders"].trigger()
    assert window.sides.reminder_dock.isVisible()
    window.close()
    again = MainWindow(LedgerDocument(store), memory)
    again.show()
    assert again.sides.reminder_dock.isVisible()
    again.close()


def test_what_is_said_of_a_step_moves_no_row_hides_none_and_goes_with_the_next_step(
    window: MainWindow,
) -> None:
    window.resize(1366, 460)
    settle(window)
    grid, table = window.pane.grid, window.pane.shown_table
    last = grid.indexAt(QPoint(grid.viewport().width() - 20, grid.viewport().height() - 30))
    grid.setCurrentIndex(table.index(max(last.row(), 0), table.column_of("name")))
    top = grid.mapTo(window, QPoint())
    window.say("粘贴 2 行。")
    settle(window)
    assert grid.mapTo(window, QPoint()) == top
    assert grid.viewport().rect().contains(grid.visualRect(grid.currentIndex()))
    assert table.setData(table.index(0, table.column_of("annual_plan")), "123")
    assert window.message.isHidden()
    window.say("磁盘空间不足。", error=True)
    window.undo()
    assert not window.message.isHidden()
