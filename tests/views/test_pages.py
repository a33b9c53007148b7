"""Pages beside the ledgers: navigation with groups that fold, the window's middle, where a file opens, the 工作台."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from fgj_desktop.ledgers import KEY_PROJECT, NAVIGATION
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.rules.figures import figures
from fgj_desktop.rules.reminder import Kind, Reminder, Urgency
from fgj_desktop.store.filters import Reported
from fgj_desktop.store.store import Store
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.navigation import Navigation
from fgj_desktop.views.pages import PAGES, START_PAGE, navigation_entries
from fgj_desktop.views.theme import apply_theme, space
from fgj_desktop.views.window_memory import WindowMemory
from fgj_desktop.views.workbench import Workbench
from tests.sample_store import AUGUST, SEPTEMBER, WAN, Clock

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Open = Callable[..., MainWindow]


@pytest.fixture
def memory(tmp_path: Path) -> WindowMemory:
    return WindowMemory(tmp_path / "window.json")


@pytest.fixture
def open_window(
    qtbot: QtBot, qapp: QApplication, store: Store, empty_store: Store, memory: WindowMemory
) -> Iterator[Open]:
    apply_theme(qapp, dark=False)
    opened: list[MainWindow] = []

    def open_it(on: Store = store) -> MainWindow:
        window = MainWindow(LedgerDocument(on, SEPTEMBER), memory)
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
    page = window.middle.page_widget()
    if page is not None:
        page.finish()
    window.turns.finish()
    QApplication.processEvents()


def workbench(window: MainWindow) -> Workbench:
    assert window.open_page("workbench")
    settle(window)
    page = window.middle.page_widget()
    assert isinstance(page, Workbench)
    return page


def heading(navigation: Navigation, title: str) -> object:
    return navigation.findItems(title, Qt.MatchFlag.MatchExactly)[0]


def click(qtbot: QtBot, navigation: Navigation, item: object) -> None:
    place = navigation.visualItemRect(item).center()  # type: ignore[arg-type]
    qtbot.mouseClick(navigation.viewport(), Qt.MouseButton.LeftButton, pos=place)


# --- navigation ---------------------------------------------------------------------------------


def test_the_navigation_lists_pages_and_every_ledger_once() -> None:
    names = [one.name for one in navigation_entries()]
    assert names[0] == START_PAGE
    assert sorted(names) == sorted([*(one.name for one in NAVIGATION), *(one.name for one in PAGES)])
    assert len(set(names)) == len(names)


def test_a_click_on_a_heading_folds_its_group_and_opens_nothing(
    qtbot: QtBot, window: MainWindow, memory: WindowMemory
) -> None:
    navigation = window.navigation
    navigation.fold([])
    click(qtbot, navigation, heading(navigation, "专项债券"))
    assert navigation.folded_groups() == ["专项债券"]
    assert window.pane.ledger is KEY_PROJECT
    click(qtbot, navigation, heading(navigation, "重点项目"))
    assert window.pane.ledger is KEY_PROJECT
    assert memory.get("folded_groups") == ["重点项目", "专项债券"]
    # What is open is named by the heading that hides it, also when another way leads there.
    window.open_ledger("bond_reserve")
    assert navigation.folded_groups() == ["重点项目", "专项债券"]
    click(qtbot, navigation, heading(navigation, "专项债券"))
    assert navigation.currentItem().text(0) == "储备项目"
    assert window.pane.ledger.name == "bond_reserve"


def test_folded_groups_are_remembered(open_window: Open, memory: WindowMemory) -> None:
    first = open_window()
    first.navigation.fold(["专项债券"])
    first.close()
    again = WindowMemory(memory.path)
    assert again.get("folded_groups") == ["专项债券"]
    assert open_window().navigation.folded_groups() == ["专项债券"]


def test_the_navigation_goes_by_keys(qtbot: QtBot, window: MainWindow) -> None:
    navigation = window.navigation
    navigation.fold([])
    window.activateWindow()
    navigation.setFocus()
    visited = []
    for _ in range(60):
        qtbot.keyClick(navigation, Qt.Key.Key_Up)
    for _ in range(60):
        page = window.middle.page
        visited.append(page.name if page is not None else window.pane.ledger.name)
        qtbot.keyClick(navigation, Qt.Key.Key_Down)
    assert list(dict.fromkeys(visited)) == [one.name for one in navigation_entries()]
    assert navigation.hasFocus()
    qtbot.keyClick(navigation, Qt.Key.Key_Left)
    qtbot.keyClick(navigation, Qt.Key.Key_Left)
    assert navigation.folded_groups() == ["基础资料"]
    assert window.pane.ledger.name == NAVIGATION[-1].name
    qtbot.keyClick(navigation, Qt.Key.Key_Return)
    assert navigation.folded_groups() == []


def test_lines_are_as_high_as_there_is_room_for_and_scroll_where_there_is_none(window: MainWindow) -> None:
    navigation = window.navigation
    first = navigation.topLevelItem(0)

    def height_in(window_height: int) -> int:
        window.resize(1366, window_height)
        QApplication.processEvents()
        return navigation.visualItemRect(first).height()  # type: ignore[arg-type]

    assert height_in(1600) == space(1.8)
    assert not navigation.verticalScrollBar().isVisible()
    middle = height_in(840)
    assert space(1.0) <= middle < space(1.8)
    assert not navigation.verticalScrollBar().isVisible()
    assert height_in(500) >= space(1.2)
    assert navigation.verticalScrollBar().isVisible()
    # With groups folded there is room again.
    navigation.fold(navigation._groups)
    QApplication.processEvents()
    assert not navigation.verticalScrollBar().isVisible()


def test_a_low_window_folds_what_is_seldom_needed_until_the_clerk_folds_herself(
    qtbot: QtBot, window: MainWindow, memory: WindowMemory
) -> None:
    navigation = window.navigation

    def folded_in(window_height: int) -> list[str]:
        window.resize(1366, window_height)
        QApplication.processEvents()
        return navigation.folded_groups()

    assert folded_in(1000) == []
    assert folded_in(768) == ["基础资料"]
    assert not navigation.verticalScrollBar().isVisible()
    assert sorted(folded_in(700)) == sorted(["能源与安全", "报送", "基础资料"])
    assert not navigation.verticalScrollBar().isVisible()
    assert folded_in(1000) == []
    assert memory.get("folded_groups") is None
    click(qtbot, navigation, heading(navigation, "专项债券"))
    assert folded_in(768) == ["专项债券"] == memory.get("folded_groups")


def test_counts_follow_one_ledger_at_a_time(window: MainWindow) -> None:
    counted: list[list[str]] = []
    real = window.navigation.set_counts
    window.navigation.set_counts = lambda counts: (counted.append(list(counts)), real(counts))  # type: ignore[method-assign]
    window.document.act("新增", lambda writes: writes.insert(KEY_PROJECT, {"name": "甲"}, SEPTEMBER))
    settle(window)
    assert ["key_project"] in counted
    assert not any("bond_reserve" in names for names in counted)


# --- the middle of the window -------------------------------------------------------------------


def test_a_page_takes_the_place_of_the_rows_and_what_stands_beside_them(window: MainWindow) -> None:
    beside = [dock for dock in window.sides.docks if not dock.isHidden()]
    assert beside
    workbench(window)
    assert not window.pane.isVisible()
    assert all(dock.isHidden() for dock in beside)
    assert window.navigation.currentItem().text(0) == "工作台"
    for name in ("add", "delete", "clear", "export", "print_selected", "find", "group"):
        assert not window.bar.actions[name].isEnabled(), name
    for name in ("import", "undo", "earlier", "settings", "dark", "open"):
        assert window.bar.actions[name].isEnabled(), name
    assert window.open_ledger("key_project")
    assert window.pane.isVisible()
    assert all(not dock.isHidden() for dock in beside)
    assert window.bar.actions["add"].isEnabled()


def test_a_page_put_away_takes_no_room_from_what_stands_beside_the_rows(window: MainWindow) -> None:
    before = window.splitter.sizes()[0], window.sides.chart_dock.width()
    workbench(window)
    assert window.open_ledger("key_project")
    settle(window)
    window.cards.open()
    settle(window)
    assert window.splitter.sizes()[0] == before[0]
    window.cards.close()
    settle(window)
    assert (window.splitter.sizes()[0], window.sides.chart_dock.width()) == before


def test_a_reminder_of_a_report_shows_its_rows_as_of_the_month_reported_of(window: MainWindow) -> None:
    task = Reminder(
        Kind.REPORT_DUE, Urgency.HIGH, "8月进展未报", "", "key_project", 0, (), "REPORT_DUE", None, AUGUST
    )
    assert window.document.month == SEPTEMBER
    window.sides.open_reminder(task)
    assert window.document.month == AUGUST
    window.sides.open_reminder(replace(task, month=None))
    assert window.document.month == AUGUST


def test_a_ledger_without_charts_leaves_their_room_to_the_reminders_for_so_long(window: MainWindow) -> None:
    def heights() -> list[int]:
        window.sides.compute_charts()
        settle(window)
        return [dock.height() for dock in window.sides.docks]

    assert window.open_ledger("key_project")
    before = heights()
    for _ in range(2):
        assert window.open_ledger("problem")
        charts, reminders = heights()
        assert charts < before[0] / 2
        assert charts + reminders == sum(before)
        assert window.open_ledger("key_project")
        assert heights() == before


def test_undo_leaves_the_page_for_what_it_changed(window: MainWindow) -> None:
    record = window.pane.shown_table.ids[2]
    window.document.act(
        "修改", lambda writes: writes.put(KEY_PROJECT, record, SEPTEMBER, {"annual_plan": 9 * WAN})
    )
    window.open_ledger("bond_reserve")
    workbench(window)
    window.undo()
    assert window.middle.page is None
    assert window.pane.current() == (record, "annual_plan")


def test_what_is_being_typed_is_stored_before_a_page_is_shown(qtbot: QtBot, window: MainWindow) -> None:
    pane = window.pane
    pane.select(pane.shown_table.ids[0], "remark")
    pane.grid.setFocus()
    pane.grid.edit(pane.grid.currentIndex())
    editor = window.focusWidget()
    editor.insertPlainText("已核实")  # type: ignore[attr-defined]
    workbench(window)
    assert pane.shown_table.row_data(0).values["remark"] == "已核实"  # type: ignore[union-attr]


def test_the_keyboard_goes_to_the_page_and_back(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert window.pane.grid.hasFocus()
    page = workbench(window)
    assert page.reminders.hasFocus()
    window.navigation.setFocus()
    qtbot.keyClick(window.navigation, Qt.Key.Key_Escape)
    assert page.reminders.hasFocus()
    visited = set()
    for _ in range(5):
        window.bar.actions["pane"].trigger()
        visited.add(QApplication.focusWidget())
    assert {window.navigation, page.reminders, page.reports, page.checks} <= visited
    assert window.pane.grid not in visited
    window.open_ledger("key_project")
    assert window.pane.grid.hasFocus() or window.navigation.hasFocus()


# --- where a file opens -------------------------------------------------------------------------


def test_the_first_day_begins_with_the_rows_and_the_second_with_the_workbench(
    open_window: Open, clock: Clock, memory: WindowMemory
) -> None:
    first = open_window()
    assert first.middle.page is None
    first.close()
    same_day = open_window()
    assert same_day.middle.page is None
    docks = [dock.isHidden() for dock in same_day.sides.docks]
    same_day.close()
    clock.now += datetime.timedelta(days=1)
    later = open_window()
    assert later.middle.page is not None
    assert later.middle.page.name == START_PAGE
    assert isinstance(later.middle.page_widget(), Workbench)
    later.open_ledger("key_project")
    assert [dock.isHidden() for dock in later.sides.docks] == docks
    workbench(later)
    later.close()
    # Closed on a page, the panels are remembered as they stand beside the rows.
    memory.set("start", "last")
    last = open_window()
    assert last.middle.page is not None
    last.open_ledger("key_project")
    assert [dock.isHidden() for dock in last.sides.docks] == docks
    last.close()
    assert open_window().middle.page is None


# --- the 工作台 ---------------------------------------------------------------------------------


def test_big_figures_open_their_rows(qtbot: QtBot, window: MainWindow) -> None:
    page = workbench(window)
    now, before = (figures(window.document.store, month) for month in (SEPTEMBER, AUGUST))
    tile = page.tiles[1]
    figure = now["district_completion"]
    assert tile.texts()[:2] == ["区重点占年度计划", figure.text()]
    gap = now["district_gap_points"].shown()
    assert f"较时间进度 {gap}个百分点" in tile.texts()
    rise = round(100 * float(figure.value - before["district_completion"].value), 2)  # type: ignore[operator]
    assert f"较上月+{rise:g}个百分点" in tile.texts()
    qtbot.mouseClick(tile.number, Qt.MouseButton.LeftButton)
    assert window.middle.page is None
    assert set(window.pane.shown_table.ids) == set(figure.rows)
    assert window.pane.filters.chips.texts() == [f"来自：{figure.title}  ×"]


def test_progress_counts_what_is_reported_and_opens_what_is_not(window: MainWindow) -> None:
    page = workbench(window)
    missing = window.document.view(KEY_PROJECT).ids([Reported(False)])
    assert missing
    (line,) = [line for line in page.reports.lines() if line.title == "重点项目月度进展（9月）"]
    assert line.word == f"已报 {6 - len(missing)}／6 项"
    assert line.detail == f"10月8日应报　未报 {len(missing)}：区住建局、区水务局"
    assert line.go is not None
    line.go()
    assert set(window.pane.shown_table.ids) == set(missing)


def test_reminders_are_listed_and_followed(qtbot: QtBot, window: MainWindow) -> None:
    page = workbench(window)
    panel = window.sides.reminders.shown()
    assert {line.title for line in page.reminders.lines()} == {one.title for one in panel}
    assert "今日到期" in page._due.text()
    for place, line in enumerate(page.reminders.lines()):
        target = next(one for one in panel if one.title == line.title)
        window.open_page("workbench")
        page.reminders.setCurrentRow(place)
        qtbot.keyClick(page.reminders, Qt.Key.Key_Return)
        assert window.middle.page is None
        assert window.pane.ledger.name == target.ledger
        if len(target.records) > 1:
            assert set(window.pane.shown_table.ids) == set(target.records)
        elif target.record:
            assert window.pane.current() is not None
            assert window.pane.current()[0] == target.record  # type: ignore[index]


def test_checks_are_counted_by_ledger_and_opened(window: MainWindow) -> None:
    record = window.pane.shown_table.ids[0]
    window.document.act("修改", lambda writes: writes.put(KEY_PROJECT, record, SEPTEMBER, {"name": None}))
    page = workbench(window)
    settle(window)
    open_now = window.checking.book.of(KEY_PROJECT).open
    assert open_now
    line = next(line for line in page.checks.lines() if line.title == KEY_PROJECT.title)
    assert line.word == f"{open_now} 处"
    assert line.go is not None
    line.go()
    assert window.checking.dock.isVisible()
    assert window.middle.page is None


def test_the_workbench_follows_changes_only_while_it_is_in_sight(window: MainWindow) -> None:
    page = workbench(window)
    before = page.tiles[1].texts()[1]
    window.open_ledger("key_project")
    record = window.pane.shown_table.ids[0]
    window.document.act(
        "修改", lambda writes: writes.put(KEY_PROJECT, record, SEPTEMBER, {"annual_plan": WAN})
    )
    window.turns.finish()
    assert page.tiles[1].texts()[1] == before
    workbench(window)
    assert page.tiles[1].texts()[1] != before


def test_an_empty_file_says_what_to_do(open_window: Open, empty_store: Store) -> None:
    window = open_window(empty_store)
    page = workbench(window)
    assert [tile.texts()[1] for tile in page.tiles] == ["—"] * 4
    assert page._welcome.isVisible()
    buttons = [one.text() for one in page._welcome.findChildren(QPushButton)]
    assert buttons == ["导入 Excel…", "打开示例"]
    assert not page.tiles[1].number.isEnabled()
    page.tiles[1].links()[0].click()
    assert window.pane.ledger is KEY_PROJECT


def test_a_large_file_is_read_whole_only_when_asked_for(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fgj_desktop.models.document.LARGE", 3)
    page = workbench(window)
    assert [tile.texts()[1] for tile in page.tiles] == [""] * 4
    assert page._by_hand.isVisible()
    page._by_hand.click()
    assert page.tiles[1].texts()[1].endswith("%")
    assert page.reminders.count()
    assert page.reports.count()


def test_the_workbench_is_painted_in_both_colours(window: MainWindow, qapp: QApplication) -> None:
    page = workbench(window)
    light = page.grab().toImage()
    window.switch_theme()
    settle(window)
    dark = page.grab().toImage()
    assert isinstance(light, QImage)
    assert light.pixelColor(3, 3).lightness() > 150 > dark.pixelColor(3, 3).lightness()
