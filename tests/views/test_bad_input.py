"""What a clerk types wrongly, and a disk that is full: the window says it at the cell and loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import apsw
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fgj_desktop.ledgers import BOND_RESERVE
from fgj_desktop.ledgers.period import Month
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.rules import RULES
from fgj_desktop.store.recovery import inspect
from fgj_desktop.store.schema import SCHEMA_VERSION
from fgj_desktop.store.store import Store
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.theme import apply_theme
from fgj_desktop.views.view_dialogs import save_view
from fgj_desktop.views.window_memory import WindowMemory
from tests.sample_store import AUGUST, SEPTEMBER, fill
from tests.views.full_disk import FullDisk, disk
from tests.views.test_main_window import KEY, names, press, select, settle, shown, trigger, type_in

__all__ = ["disk"]


@pytest.fixture
def path(disk: FullDisk, tmp_path: Path) -> Path:
    made = tmp_path / "台账.fgj"
    with Store.create(made, RULES) as store:
        fill(store)
    return made


@pytest.fixture
def window(
    qtbot: QtBot, qapp: QApplication, disk: FullDisk, path: Path, tmp_path: Path
) -> Iterator[MainWindow]:
    """The window on a file that lies on the disk."""
    apply_theme(qapp, dark=False)
    store = Store.open(path, RULES)
    opened = MainWindow(LedgerDocument(store, SEPTEMBER), WindowMemory(tmp_path / "window.json"))
    opened.resize(1366, 768)
    opened.show()
    qtbot.waitUntil(lambda: opened.turns._started)
    settle(opened)
    yield opened
    disk.is_full = False
    opened.close()
    opened.deleteLater()
    store.close()


def said_at(window: MainWindow, row: int, field: str) -> tuple[str, str]:
    """The error and the warning of a cell."""
    table = window.pane.table
    assert table is not None
    cell = table.cell(row, table.column_of(field))
    return cell.error, cell.warning


def editor_of(window: MainWindow) -> QWidget:
    assert window.pane.grid.is_editing()
    editor = window.focusWidget()
    assert editor is not None
    return editor


def text_of(editor: QWidget) -> str:
    read = getattr(editor, "toPlainText", None) or editor.text  # type: ignore[attr-defined]
    return str(read())


# --- at the cell --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "field", "typed", "text", "error", "warning"),
    [
        (0, "annual_plan", "约3000", "约3000", "2021年计划投资“约3000”不是数值，已保留原文并标出。", ""),
        (0, "invested_to_date", "abc", "abc", "1—9月累计完成投资“abc”不是数值，已保留原文并标出。", ""),
        (1, "total_investment", "100", "100", "", "总投资小于年度计划投资，请核对。"),
        (2, "annual_plan", "0", "0", "", "年度计划为 0，不计进度。"),
        (1, "invested_to_date", "1000", "1,000", "累计数小于上月（2,000 → 1,000），请填写核减说明。", ""),
        (
            0,
            "code",
            "2112-440204-04-01-123456",
            "2112-440204-04-01-123456",
            "项目代码的时间晚于报告期，请核对。",
            "",
        ),
        (0, "responsible_unit", "某局", "某局", "责任单位“某局”名称未登记，已保留原文并标出。", ""),
    ],
)
def test_a_wrong_entry_is_stored_and_marked_at_its_cell(
    qtbot: QtBot, window: MainWindow, row: int, field: str, typed: str, text: str, error: str, warning: str
) -> None:
    type_in(qtbot, window, row, field, typed)
    assert shown(window, row, field) == text
    assert said_at(window, row, field) == (error, warning)
    trigger(window, "undo")
    assert said_at(window, row, field) == ("", "")


def test_a_month_that_is_none_stays_as_text_in_a_column_of_dates(qtbot: QtBot, window: MainWindow) -> None:
    window.open_ledger(BOND_RESERVE.name)
    settle(window)
    type_in(qtbot, window, 0, "planned_start", "2021.13")
    assert shown(window, 0, "planned_start") == "2021.13"
    assert said_at(window, 0, "planned_start")[0] == "计划开工时间“2021.13”不是有效的日期，已保留原文并标出。"


def test_a_plan_of_nought_is_no_division_by_nought(qtbot: QtBot, window: MainWindow) -> None:
    type_in(qtbot, window, 0, "annual_plan", "0")
    assert shown(window, 0, "state") == "不计进度"
    assert shown(window, 0, "completion") == ""


# --- a full disk --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "field", "title", "typed", "stored"),
    [
        (0, "invested_to_date", "1—9月累计完成投资", "5000", "5,000"),
        (0, "physical_progress", "形象进度", "主体封顶", "主体封顶"),
        (1, "responsible_unit", "责任单位", "区教", "区教育局"),
        (1, "started", "是否开工", "否", "否"),
        (1, "level", "级别", "省", "省、区"),
    ],
)
def test_what_is_typed_on_a_full_disk_stays_in_its_cell_until_enter_stores_it(
    qtbot: QtBot,
    window: MainWindow,
    disk: FullDisk,
    row: int,
    field: str,
    title: str,
    typed: str,
    stored: str,
) -> None:
    before = shown(window, row, field)
    select(window, row, field)
    disk.is_full = True
    press(window.pane.grid, typed[:1])
    press(editor_of(window), typed[1:])
    for _ in range(2):
        editor = editor_of(window)
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        assert window.message.text() == (
            f"磁盘空间不足，第 {row + 1} 行“{title}”未能保存，"
            "输入的内容仍在单元格中。清理磁盘后按回车再次保存。"
        )
        assert text_of(editor_of(window)) == typed
    assert not window.close()
    assert shown(window, row, field) == before
    disk.is_full = False
    qtbot.keyClick(editor_of(window), Qt.Key.Key_Return)
    settle(window)
    assert shown(window, row, field) == stored
    assert window.message.text() == ""


@pytest.mark.parametrize(
    "way",
    [
        *("ledger", "month", "chip", "search", "sort", "add", "delete", "undo", "unit", "funnel", "view"),
        *("filter_by_cell", "hide_columns", "column_left", "every_column", "restore_columns", "unfreeze"),
    ],
)
def test_nothing_moves_the_window_away_from_what_could_not_be_stored(
    window: MainWindow, disk: FullDisk, way: str
) -> None:
    pane, table = window.pane, window.pane.shown_table
    ways = {
        "ledger": lambda: window.navigation.chosen.emit(BOND_RESERVE.name),
        "month": lambda: window.period.month_chosen.emit(AUGUST),
        "chip": pane.line._chips["behind"][1].click,
        "search": lambda: pane.line.search_changed.emit("lyz"),
        "sort": lambda: pane.grid.sort_requested.emit(table.column_of("annual_plan"), False),
        "unit": lambda: pane.filters.only_value("responsible_unit", None),
        "funnel": lambda: pane.filters.open_popup(table.column_of("remark")),
        "view": lambda: pane.views.apply(pane.views.ready()[1]),
    }
    columns = pane.columns.arrangement
    type_remark(window, disk)
    said = window.message.text()
    (ways.get(way) or window.bar.actions[way].trigger)()
    QApplication.processEvents()
    settle(window)
    assert text_of(editor_of(window)) == "征地"
    assert window.message.text() == said
    assert (pane.ledger, window.document.month) == (KEY, SEPTEMBER)
    assert len(names(window)) == 6
    assert pane.columns.arrangement == columns
    disk.is_full = False
    assert pane.grid.finish_editing()
    assert shown(window, 0, "remark") == "征地"


def type_remark(window: MainWindow, disk: FullDisk) -> None:
    """Type a remark that the full disk does not take."""
    select(window, 0, "remark")
    disk.is_full = True
    press(window.pane.grid, "征")
    press(editor_of(window), "地")
    assert not window.pane.grid.finish_editing()
    assert window.message.text().startswith("磁盘空间不足，第 1 行“备注”未能保存")


def test_on_a_full_disk_every_command_says_so_and_changes_nothing(
    qtbot: QtBot, window: MainWindow, disk: FullDisk, path: Path
) -> None:
    type_in(qtbot, window, 1, "invested_to_date", "4800")
    before = names(window)
    disk.is_full = True
    for name in ("add", "delete", "undo"):
        select(window, 2, "name")
        window.say("")
        trigger(window, name)
        assert window.message.text().startswith("磁盘空间不足，")
        assert names(window) == before
    select(window, 0, "invested_to_date")
    qtbot.keyClick(window.pane.grid, Qt.Key.Key_Delete)
    assert shown(window, 0, "invested_to_date") == "3,200"
    window.pane.filters.clear()
    dialog = save_view(window)
    assert dialog is not None
    dialog.line.setText("我的")
    dialog.accept()
    assert window.message.text().startswith("磁盘空间不足，保存设置未能完成")
    assert window.pane.views.saved().all() == []
    window.show_month(Month(2021, 10))
    window.document.work_on(Month(2021, 10))
    assert (
        window.message.text()
        == "磁盘空间不足，保存设置未能完成，此前已保存的内容不受影响。清理磁盘后请重试。"
    )
    assert window.document.working == SEPTEMBER
    assert window.close()
    # What a disk of Python's own raises SQLite itself passes over: the work stays in the log.
    with suppress(apsw.FullError):
        window.document.close()
    disk.is_full = False
    inspect(path, SCHEMA_VERSION, thorough=True).require_usable()
    with Store.open(path, RULES) as store:
        values = {
            row.values["name"]: row.values["invested_to_date"] for row in store.view(KEY, SEPTEMBER).rows()
        }
    assert values["十里亭镇老旧小区改造"] == 4800 * 1_000_000
    assert values["乐园镇中心小学扩建项目"] == 3200 * 1_000_000
