"""The history at hand: of a cell beside it, of a record, of everything, with values put back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QDialog, QToolTip

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.values import Misfit
from fgj_desktop.models import deep_search
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.views import history_window
from fgj_desktop.views.cell_history import CellHistoryPopup, last_change_tip, show_cell_history
from fgj_desktop.views.history_window import HistoryWindow, show_history
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.record_history import RecordHistory, open_record_history
from fgj_desktop.views.theme import apply_theme
from fgj_desktop.views.window_memory import WindowMemory
from tests.sample_store import AUGUST, SEPTEMBER, WAN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from fgj_desktop.store.store import Store
    from fgj_desktop.store.writes import Writes

KEY = ledger_named("key_project")
FIELD = "invested_to_date"
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""Said by the off-screen platform of windows that come to the front."""


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, store: Store, tmp_path: Path) -> Iterator[MainWindow]:
    """The window on the sample, with September shown."""
    apply_theme(qapp, dark=False)
    made = MainWindow(LedgerDocument(store, SEPTEMBER), WindowMemory(tmp_path / "window.json"))
    made.resize(1366, 768)
    made.show()
    qtbot.waitUntil(lambda: made.turns._started)
    made.turns.finish()
    yield made
    if store.is_open:
        made.close()
    made.deleteLater()


def first_record(window: MainWindow) -> int:
    return window.pane.shown_table.record(0)


def change(window: MainWindow, value: object, month: object = SEPTEMBER, label: str = "修改：累计") -> None:
    record = first_record(window)
    assert window.document.act(label, lambda w: w.set(KEY, record, FIELD, month, value))


def open_popup(window: MainWindow, field: str = FIELD) -> CellHistoryPopup:
    window.pane.select(first_record(window), field)
    popup = show_cell_history(window)
    assert popup is not None
    return popup


def column_texts(popup: CellHistoryPopup, column: int) -> list[str]:
    items = [popup.table.item(row, column) for row in range(popup.table.rowCount())]
    return [item.text() for item in items if item is not None]


def test_a_cell_tells_its_values_newest_first_each_period_once(window: MainWindow) -> None:
    change(window, 3300 * WAN)
    popup = open_popup(window)
    assert column_texts(popup, 0) == ["2021年9月", "", "2021年8月"]
    assert column_texts(popup, 1) == ["3,300", "3,200", "2,800"]
    assert column_texts(popup, 2) == ["当前", "", ""]
    assert column_texts(popup, 3) == ["今天 08:10"] * 3
    assert column_texts(popup, 5) == ["录入", "导入《重点项目月度台账》", "导入《重点项目月度台账》"]
    assert popup.table.currentRow() == 0
    assert not popup.restore_button.isEnabled()


def test_enter_puts_an_earlier_value_back_and_undo_takes_it_away(qtbot: QtBot, window: MainWindow) -> None:
    change(window, 3300 * WAN)
    popup = open_popup(window)
    qtbot.keyClick(popup.table, Qt.Key.Key_Down)
    qtbot.keyClick(popup.table, Qt.Key.Key_Return)
    table = window.pane.shown_table
    assert table.cell(0, table.column_of(FIELD)).text == "3,200"
    assert window.message.text().startswith("已恢复：1—9月累计完成投资（2021年9月）　3,200。")
    assert window.document.store.undo_label() == "恢复旧值：1—9月累计完成投资"
    window.undo()
    assert table.cell(0, table.column_of(FIELD)).text == "3,300"


def test_a_value_of_another_period_goes_back_into_that_period(window: MainWindow) -> None:
    change(window, 2900 * WAN, AUGUST)
    popup = open_popup(window)
    assert column_texts(popup, 1) == ["3,200", "2,900", "2,800"]
    popup.table.setCurrentCell(2, 1)
    assert "恢复后改动的是2021年8月的数" in popup.hint.text()
    popup.restore()
    row = window.document.store.view(KEY, AUGUST).rows([first_record(window)])[0]
    assert row.values[FIELD] == 2800 * WAN


def test_a_carried_value_says_from_which_period_it_comes(window: MainWindow) -> None:
    popup = open_popup(window, "physical_progress")
    assert popup.past.note == "本期未录入，沿用2021年8月的值。"
    assert popup.past.lines[0].is_shown


def test_a_computed_cell_tells_the_column_it_is_typed_into_or_that_it_has_no_history(
    window: MainWindow,
) -> None:
    popup = open_popup(window, "invested_in_month")
    assert "1—9月累计完成投资" in popup.past.note
    assert popup.past.lines
    popup.close()
    popup = open_popup(window, "completion")
    assert "由程序计算" in popup.past.note
    assert popup.table.isHidden()


def test_esc_closes_the_popup(qtbot: QtBot, window: MainWindow) -> None:
    popup = open_popup(window)
    closed = []
    popup.destroyed.connect(lambda: closed.append(True))
    qtbot.keyClick(popup.table, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(closed))


def test_hovering_over_a_changed_cell_tells_who_changed_it_from_what(window: MainWindow) -> None:
    table = window.pane.shown_table
    index = table.index(0, table.column_of(FIELD))
    assert last_change_tip(window, index) == ""
    change(window, 3300 * WAN)
    assert last_change_tip(window, index).startswith("上次修改：今天 08:10")
    assert last_change_tip(window, index).endswith("3,200 → 3,300")
    grid = window.pane.grid
    place = grid.visualRect(index).center()
    hover = QHelpEvent(QEvent.Type.ToolTip, place, grid.viewport().mapToGlobal(place))
    QApplication.sendEvent(grid.viewport(), hover)
    assert "3,200 → 3,300" in QToolTip.text()
    QToolTip.hideText()


def test_the_action_of_a_version_is_shown_in_the_history(window: MainWindow) -> None:
    change(window, 3300 * WAN)
    popup = open_popup(window)
    popup.table.setCurrentCell(1, 1)
    popup.action_button.click()
    assert window.history is not None
    chosen = window.history.chosen()
    assert chosen is not None
    assert chosen.label == "导入《重点项目月度台账》"
    window.history.close()


def cell_texts(history: HistoryWindow, row: int) -> list[str]:
    items = [history.cells_table.item(row, column) for column in range(5)]
    return [item.text() for item in items if item is not None]


def test_text_typed_over_a_figure_is_one_line(window: MainWindow) -> None:
    change(window, Misfit("约3000", "不是数值"))
    history = show_history(window)
    assert history.cells_table.rowCount() == 1
    assert cell_texts(history, 0)[1:] == ["1—9月累计完成投资", "2021年9月", "3,200", "约3000"]
    history.close()


def labels(history: HistoryWindow) -> list[str]:
    items = [history.actions_table.item(row, 1) for row in range(history.actions_table.rowCount())]
    return [item.text() for item in items if item is not None]


def search(qtbot: QtBot, history: HistoryWindow, text: str) -> list[str]:
    history.filters.search.setText(text)
    history.fill()
    qtbot.waitUntil(lambda: history._deep is None or history._deep.is_over)
    return labels(history)


def test_actions_are_found_by_label_project_column_and_value(qtbot: QtBot, window: MainWindow) -> None:
    record = first_record(window)
    change(window, 3456 * WAN)
    window.document.act("修改：存在问题", lambda w: w.set(KEY, record, "problem", SEPTEMBER, "征地未完成"))
    history = show_history(window)
    assert search(qtbot, history, "导入") == ["导入《重点项目月度台账》"]
    assert search(qtbot, history, "乐园镇中心") == [
        "修改：存在问题",
        "修改：累计",
        "导入《重点项目月度台账》",
    ]
    assert search(qtbot, history, "3,456") == ["修改：累计"]
    assert search(qtbot, history, "3456") == ["修改：累计"]
    assert search(qtbot, history, "征地") == ["修改：存在问题"]
    assert search(qtbot, history, "存在问题") == ["修改：存在问题"]
    assert search(qtbot, history, "没有这样的") == []
    assert history._progress.text() == "没有符合条件的操作。"
    history.filters.clear()
    assert len(labels(history)) == 5
    history.close()


def choose(history: HistoryWindow, box: str, title: str) -> list[str]:
    getattr(history.filters, box).setCurrentText(title)
    return labels(history)


def test_actions_are_narrowed_by_ledger_sort_and_day(window: MainWindow) -> None:
    change(window, 3300 * WAN)
    window.document.undo()
    history = show_history(window)
    assert choose(history, "sort", "导入") == ["导入《重点项目月度台账》"]
    assert choose(history, "sort", "录入和修改") == ["修改：累计", "登记责任单位"]
    assert choose(history, "ledger", "区市重点项目台账") == ["修改：累计"]
    history.filters.clear()
    assert choose(history, "ledger", ledger_named("bond_reserve").title) == ["新增项目"]
    history.filters.clear()
    assert len(choose(history, "days", "今天")) == 4
    item = history.actions_table.item(0, 1)
    assert item is not None
    assert item.font().strikeOut()
    history.close()


def test_what_a_revert_would_do_is_shown_before_it_is_done(window: MainWindow) -> None:
    first, second = window.pane.shown_table.ids[:2]

    def both(writes: object) -> None:
        for record in (first, second):
            writes.set(KEY, record, "remark", SEPTEMBER, "已核对")  # type: ignore[attr-defined]

    window.document.act("修改 2 个单元格", both)
    window.document.act("修改：备注", lambda w: w.set(KEY, second, "remark", SEPTEMBER, "另有说明"))
    history = show_history(window)
    history.actions_table.setCurrentCell(1, 0)
    view = history.action_view
    before = window.document.store.action_count()
    view.preview()
    assert view.groups.texts() == ["将撤回　1 处", "其后改过，保留　1 处", "未能撤回　0 处"]
    kept = view.groups.topLevelItem(1)
    assert kept is not None
    assert kept.child(0).text(0) == "十里亭镇老旧小区改造　备注（2021年9月）"
    assert window.document.store.action_count() == before
    view.confirm_button.click()
    assert view.groups.texts() == ["已撤回　1 处", "其后改过，保留　1 处", "未能撤回　0 处"]
    assert history.result() == "已撤销：修改 2 个单元格。其中 1 项在此后又改过，予以保留。"
    history.close()


def test_a_single_value_is_put_back_from_the_history_and_its_cell_is_gone_to(
    qtbot: QtBot, window: MainWindow
) -> None:
    change(window, 2900 * WAN, AUGUST)
    history = show_history(window)
    history.cells_table.setCurrentCell(0, 0)
    history.action_view.before_button.click()
    qtbot.waitUntil(lambda: labels(history)[0].startswith("恢复旧值"))
    assert window.document.store.undo_label() == "恢复旧值：1—8月累计完成投资"
    history.actions_table.setCurrentCell(1, 0)
    history.cells_table.setCurrentCell(0, 0)
    history.action_view.jump_button.click()
    assert window.document.month == AUGUST
    assert window.pane.current() == (first_record(window), FIELD)
    history.close()


def test_a_deleted_project_is_found_and_comes_back_with_its_story(qtbot: QtBot, window: MainWindow) -> None:
    record = first_record(window)
    before = window.document.store.story(KEY, record)
    window.document.act("删除项目：乐园镇中心小学扩建项目", lambda w: w.delete(KEY, [record]))
    assert window.pane.shown_table.row_of(record) < 0
    history = show_history(window)
    assert search(qtbot, history, "中心小学")[0] == "删除项目：乐园镇中心小学扩建项目"
    assert choose(history, "sort", "删除") == ["删除项目：乐园镇中心小学扩建项目"]
    history.actions_table.setCurrentCell(0, 0)
    history.action_view.record_button.click()
    dialog = next(one for one in window.findChildren(QDialog) if one.windowTitle() == "项目历史")
    story = dialog.findChild(RecordHistory)
    assert story is not None
    assert story.name == "乐园镇中心小学扩建项目"
    assert len(heads(story)) == 2
    dialog.close()
    history.revert_chosen()
    assert window.pane.shown_table.row_of(record) >= 0
    assert window.document.store.story(KEY, record)[-1] == before[-1]
    history.close()


def test_an_import_of_many_cells_is_listed_page_by_page(qtbot: QtBot, window: MainWindow) -> None:
    def many(writes: object) -> None:
        for number in range(400):
            writes.insert(KEY, {"name": f"项目{number}", "level": "区"}, SEPTEMBER)  # type: ignore[attr-defined]

    window.document.act("导入《大表》", many, kind="import")
    history = show_history(window)
    count = history.cells_table.rowCount()
    assert count < 1200
    table = history.cells_table

    def scrolled_to_the_end() -> bool:
        table.scrollToBottom()
        return table.rowCount() == 1200

    qtbot.waitUntil(scrolled_to_the_end)
    history.close()


def test_older_actions_come_as_the_list_is_scrolled(window: MainWindow) -> None:
    for number in range(230):
        change(window, number * WAN)
    history = show_history(window)
    assert history.actions_table.rowCount() == 200
    bar = history.actions_table.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert history.actions_table.rowCount() == 233
    history.close()


def test_a_search_that_finds_very_much_rests_until_it_is_scrolled(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_window, "_MOST", 90)
    monkeypatch.setattr(history_window, "_PAGE", 10)
    monkeypatch.setattr(deep_search, "_AT_ONCE", 0)
    monkeypatch.setattr(deep_search, "_FIRST_SPAN", 20)
    for number in range(150):
        change(window, number * WAN, label="登记" if number % 2 else "录入累计")
    history = show_history(window)
    history.filters.search.setText("累计")
    history.fill()
    qtbot.waitUntil(lambda: "向下滚动继续查找" in history._progress.text())
    assert 90 <= history.actions_table.rowCount() < 151
    history.actions_table.scrollToBottom()
    qtbot.waitUntil(lambda: history._deep is not None and history._deep.is_over)
    # Every edit changed the column; so did the import.
    assert len(labels(history)) == 151
    numbers = [entry.id for entry in history.actions_table.entries]
    assert numbers == sorted(numbers, reverse=True)
    history.close()


def test_an_action_far_back_is_shown_at_the_head_of_the_list(window: MainWindow) -> None:
    for number in range(230):
        change(window, number * WAN)
    history = show_history(window)
    history.show_action(2)
    chosen = history.chosen()
    assert chosen is not None
    assert chosen.label == "导入《重点项目月度台账》"
    history._clear.click()
    assert history.actions_table.rowCount() == 200
    history.close()


def heads(story: RecordHistory) -> list[str]:
    items = [story.tree.topLevelItem(number) for number in range(story.tree.topLevelItemCount())]
    return [item.text(0) for item in items if item is not None]


def test_a_chosen_column_finds_its_changes_behind_many_others(qtbot: QtBot, window: MainWindow) -> None:
    change(window, 3300 * WAN)
    record = first_record(window)
    for number in range(130):
        text = {"remark": f"第{number}次"}
        window.document.act("录入", lambda writes, text=text: writes.put(KEY, record, SEPTEMBER, text))
    change(window, 3400 * WAN)
    story = RecordHistory(window.document, KEY, record)
    qtbot.addWidget(story)
    assert story.count.text().startswith("60 次操作，")
    story.columns.setCurrentText("1—9月累计完成投资")
    assert len(heads(story)) == 3
    assert story.count.text() == "133 次操作"


def test_the_story_of_a_record_is_told_action_by_action(qtbot: QtBot, window: MainWindow) -> None:
    change(window, 3300 * WAN)
    window.document.undo()
    story = RecordHistory(window.document, KEY, first_record(window))
    qtbot.addWidget(story)
    newest, oldest = heads(story)
    assert newest.endswith("录入（已撤销）")
    assert oldest.endswith("导入《重点项目月度台账》")
    story.periods.setCurrentText("2021年9月")
    story.columns.setCurrentText("1—9月累计完成投资")
    head = story.tree.topLevelItem(1)
    assert head is not None
    assert [head.child(0).text(place) for place in range(4)] == [
        "1—9月累计完成投资",
        "2021年9月",
        "空白",
        "3,200",
    ]
    story.show()
    change(window, 3400 * WAN)
    qtbot.waitUntil(lambda: len(heads(story)) == 3)
    story.hide()
    window.document.undo()
    window.document.redo()
    change(window, 3500 * WAN)
    story.show()
    assert len(heads(story)) == 4


def test_the_story_of_a_record_offers_half_months_between_the_months(
    qtbot: QtBot, window: MainWindow
) -> None:
    task = ledger_named("urban_task")
    added: list[int] = []

    def enter(writes: Writes) -> None:
        added.append(writes.insert(task, {"name": "完善住房保障"}, SEPTEMBER))
        for field in ("progress:H1", "progress:H2"):
            writes.set(task, added[0], field, SEPTEMBER, "已动工")
        writes.set(task, added[0], "progress:H2", AUGUST, "已选址")
        writes.set(task, added[0], "next_step", SEPTEMBER, "抓紧施工")

    assert window.document.act("录入", enter)
    story = RecordHistory(window.document, task, added[0])
    qtbot.addWidget(story)
    assert [story.periods.itemText(place) for place in range(1, 5)] == [
        "2021年9月下半月",
        "2021年9月上半月",
        "2021年9月",
        "2021年8月下半月",
    ]


def test_the_windows_of_the_history_close_with_the_main_window(qtbot: QtBot, window: MainWindow) -> None:
    dialog = open_record_history(window, KEY, first_record(window))
    history = show_history(window)
    qtbot.keyClick(history, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    closed: list[bool] = []
    dialog.destroyed.connect(lambda: closed.append(True))
    window.close()
    qtbot.waitUntil(lambda: bool(closed))
    assert not history.isVisible()


def test_values_of_items_years_and_units_are_told_and_put_back(window: MainWindow) -> None:
    record, store = first_record(window), window.document.store
    unit = store.links().find("responsible_unit", "乐园镇")
    changes = (("approval_state:立项", "已办结"), ("annual_plan", 5000 * WAN), ("responsible_unit", unit))
    for field, value in changes:
        window.document.act("修改", partial(_set, record, field, value))
        before = window.document.view(KEY).rows([record])[0].values[field]
        window.document.act("修改", partial(_set, record, field, None))
        # The items are out of sight in the grid; the card shows them.
        popup = CellHistoryPopup(window.document, KEY, record, field, window)
        popup.table.setCurrentCell(1, 1)
        assert popup.restore_button.isEnabled()
        popup.restore()
        assert window.document.view(KEY).rows([record])[0].values[field] == before == value


def _set(record: int, field: str, value: int | str | None, writes: Writes) -> None:
    writes.set(KEY, record, field, SEPTEMBER, value)


def test_from_a_record_s_story_one_goes_to_the_cell_and_to_the_action(window: MainWindow) -> None:
    change(window, 2900 * WAN, AUGUST)
    dialog = open_record_history(window, KEY, first_record(window))
    story = dialog.findChild(RecordHistory)
    assert story is not None
    assert story.name == "乐园镇中心小学扩建项目"
    head = story.tree.topLevelItem(0)
    assert head is not None
    story.tree.setCurrentItem(head.child(0))
    story.jump_button.click()
    assert window.document.month == AUGUST
    story.action_button.click()
    assert window.history is not None
    chosen = window.history.chosen()
    assert chosen is not None
    assert chosen.label == "修改：累计"
    window.history.close()
    dialog.close()
