"""调入, 调出 and 更名 in the real window."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.store.store import Store
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.register_work import let_join, let_leave, rename_record
from fgj_desktop.views.theme import apply_theme
from fgj_desktop.views.window_memory import WindowMemory
from tests.sample_store import AUGUST, PROJECTS, SEPTEMBER, WAN

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from fgj_desktop.store.rows import Row


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, store: Store, tmp_path: Path) -> Iterator[MainWindow]:
    apply_theme(qapp, dark=False)
    made = MainWindow(LedgerDocument(store, SEPTEMBER), WindowMemory(tmp_path / "window.json"))
    made.show()
    qtbot.waitUntil(lambda: made.turns._started)
    made.open_ledger("key_project")
    yield made
    made.close()
    made.deleteLater()


def rows(window: MainWindow) -> list[Row]:
    return window.document.store.view(KEY_PROJECT, SEPTEMBER).rows()


def select(window: MainWindow, row: int) -> None:
    table = window.pane.shown_table
    window.pane.grid.setCurrentIndex(table.index(row, table.column_of("name")))


def test_a_new_project_joins_with_its_plan_and_is_shown(window: MainWindow) -> None:
    dialog = let_join(window)
    assert dialog is not None
    dialog.go.click()
    assert dialog.problem.text() == "请填写项目名称。"
    dialog.name.setText(PROJECTS[0][0])
    dialog.go.click()
    assert dialog.problem.text() == f"“{PROJECTS[0][0]}”已在2021年9月的台账中，不需要调入。"
    dialog.name.setText("正威新材料科技示范城项目")
    dialog.day.setText("2021.13")
    dialog.go.click()
    assert dialog.problem.text() == "“2021.13”不是有效的日期。"
    dialog.day.setText("9.10")
    dialog.basis.setText("区委常委会会议纪要")
    dialog.plan.setText("10亿")
    dialog.go.click()
    *_, new = rows(window)
    assert new.values["register_state"] == "调入"
    assert new.values["register_basis"] == "2021年9月10日，区委常委会会议纪要"
    assert (new.values["annual_plan"], new.values["serial"]) == (100_000 * WAN, 7)
    assert window.message.text() == "“正威新材料科技示范城项目”自2021年9月起调入。可按 Ctrl+Z 撤销。"
    assert window.pane.shown_table.record(window.pane.grid.currentIndex().row()) == new.id
    assert len(window.document.store.view(KEY_PROJECT, AUGUST).ids()) == 6


def test_selected_projects_leave_and_one_may_come_back(window: MainWindow) -> None:
    select(window, 2)
    dialog = let_leave(window)
    assert dialog is not None
    dialog.basis.setText("区政府批复")
    dialog.go.click()
    left = rows(window)[2]
    assert (left.values["register_state"], left.values["register_basis"]) == ("调出", "区政府批复")
    assert not left.counted
    back = let_join(window)
    assert back is not None
    back.name.setText(PROJECTS[2][0])
    back.go.click()
    assert (rows(window)[2].id, rows(window)[2].counted) == (left.id, True)
    for _ in range(2):
        window.document.undo()
    assert rows(window)[2].values["register_state"] == "在册"


def test_one_that_comes_back_with_another_plan_keeps_the_plan_of_the_months_before(
    window: MainWindow,
) -> None:
    store, record = window.document.store, rows(window)[2].id
    with store.action("计划下达") as writes:
        writes.set(KEY_PROJECT, record, "annual_plan", SEPTEMBER, 3_000 * WAN)
    select(window, 2)
    dialog = let_leave(window)
    assert dialog is not None
    dialog.go.click()
    back = let_join(window)
    assert back is not None
    back.name.setText(PROJECTS[2][0])
    back.plan.setText("5000")
    back.go.click()
    for month, plan in ((AUGUST, 3_000 * WAN), (SEPTEMBER, 5_000 * WAN)):
        (row,) = store.view(KEY_PROJECT, month).rows([record])
        assert row.values["current_plan"] == plan


def test_a_later_month_that_says_otherwise_is_told(window: MainWindow) -> None:
    store, month = window.document.store, SEPTEMBER.next
    with store.action("10月登记") as writes:
        writes.set(KEY_PROJECT, rows(window)[0].id, "register_state", month, "在册")
    select(window, 0)
    dialog = let_leave(window)
    assert dialog is not None
    dialog.go.click()
    assert "2021年10月已登记为“在册”，自该月起仍按“在册”。" in window.message.text()
    assert store.view(KEY_PROJECT, month).rows()[0].counted


def test_a_project_gets_another_name(window: MainWindow) -> None:
    select(window, 1)
    dialog = rename_record(window)
    assert dialog is not None
    dialog.go.click()
    assert dialog.problem.text() == "新名称与原名称相同。"
    dialog.name.setText("")
    dialog.go.click()
    assert dialog.problem.text() == "请填写新名称。"
    dialog.name.setText("十里亭镇老旧小区改造工程")
    dialog.month.setCurrentIndex(dialog.month.findText("2021年8月"))
    dialog.go.click()
    assert rows(window)[1].values["name"] == "十里亭镇老旧小区改造工程"
    assert rows(window)[1].values["former_names"] == f"{PROJECTS[1][0]}（2021年8月更名）"
    assert window.document.store.undo_label() == f"更名：{PROJECTS[1][0]} → 十里亭镇老旧小区改造工程"


def test_without_a_selection_and_in_other_ledgers_nothing_opens(window: MainWindow) -> None:
    actions = window.bar.actions
    assert actions["let_leave"].isEnabled()
    window.open_ledger("responsible_unit")
    window.bar.refresh()
    assert not actions["let_join"].isEnabled()
    assert not actions["let_leave"].isEnabled()
    assert actions["rename"].isEnabled()
