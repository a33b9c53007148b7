"""转为重点项目 in the real window: shown before it is done, changed in the list, one step to undo."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from fgj_desktop.ledgers import APPLICATION, KEY_PROJECT
from fgj_desktop.ledgers.period import Month
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.store.store import Store
from fgj_desktop.views.becoming_dialog import let_become
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.theme import apply_theme
from fgj_desktop.views.window_memory import WindowMemory
from tests.sample_store import PROJECTS, SEPTEMBER, WAN

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, store: Store, tmp_path: Path) -> Iterator[MainWindow]:
    with store.action("申报") as writes:
        for name in (PROJECTS[0][0], "灌区改造"):
            values = {
                "name": name,
                "level": "市",
                "plan_year": 2022,
                "kind": "正式项目",
                "annual_plan": 300 * WAN,
            }
            writes.insert(APPLICATION, values, SEPTEMBER)
    apply_theme(qapp, dark=False)
    made = MainWindow(LedgerDocument(store, SEPTEMBER), WindowMemory(tmp_path / "window.json"))
    made.show()
    qtbot.waitUntil(lambda: made.turns._started)
    made.open_ledger("application")
    yield made
    made.close()
    made.deleteLater()


def test_what_is_ticked_and_changed_becomes_next_year_s_projects(window: MainWindow) -> None:
    window.pane.grid.selectAll()
    dialog = let_become(window)
    assert dialog is not None
    assert dialog.windowTitle() == "转为2022年度重点项目"
    assert dialog.sentence.text() == "2022年度区市重点项目台账：新增 1 项，对应已有 1 项。"
    model = dialog.model
    texts = [[str(model.index(row, column).data() or "") for column in range(6)] for row in range(2)]
    assert texts == [
        ["转入", PROJECTS[0][0], "续建", "区 → 市、区", "300", "对应已有"],
        ["转入", "灌区改造", "新开工", "市、区", "300", "新增"],
    ]
    plan = model.index(1, 4)
    dialog.view.setCurrentIndex(plan)
    dialog.view.edit(plan)
    line = dialog.view.findChild(QLineEdit)
    assert line is not None
    line.setText("1200")
    dialog.view.commitData(line)
    dialog.view.closeEditor(line, dialog.view.itemDelegate().EndEditHint.NoHint)
    assert model.index(1, 4).data(Qt.ItemDataRole.DisplayRole) == "1,200"
    model.toggle(0)
    assert dialog.go.text() == "转入 1 项"
    dialog.go.click()
    store = window.document.store
    (row,) = store.view(KEY_PROJECT, Month(2022, 1)).rows()
    assert (row.values["name"], row.values["proposed_plan"]) == ("灌区改造", 1200 * WAN)
    assert window.message.text() == "已转为2022年度重点项目：新增 1 项。可按 Ctrl+Z 撤销。"
    window.document.undo()
    assert store.view(KEY_PROJECT, Month(2022, 1)).ids() == []


def test_other_ledgers_have_nothing_to_turn(window: MainWindow) -> None:
    assert window.bar.actions["let_become"].isEnabled()
    window.open_ledger("key_project")
    window.bar.refresh()
    assert not window.bar.actions["let_become"].isEnabled()
