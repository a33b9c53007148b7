"""结转到下年度 in the real window: shown before it is done, changed record by record, one step to undo."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.ledgers.period import Month
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.store.store import Store
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.theme import apply_theme
from fgj_desktop.views.window_memory import WindowMemory
from fgj_desktop.views.year_dialog import YearDialog, change_year
from tests.sample_store import PROJECTS, SEPTEMBER

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

JANUARY = Month(2022, 1)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, store: Store, tmp_path: Path) -> Iterator[MainWindow]:
    with store.action("新开工") as writes:
        for record in store.view(KEY_PROJECT, SEPTEMBER).ids()[:4]:
            writes.set(KEY_PROJECT, record, "nature", SEPTEMBER, "新开工")
    apply_theme(qapp, dark=False)
    made = MainWindow(LedgerDocument(store, SEPTEMBER), WindowMemory(tmp_path / "window.json"))
    made.show()
    qtbot.waitUntil(lambda: made.turns._started)
    yield made
    made.close()
    made.deleteLater()


def opened(window: MainWindow) -> YearDialog:
    dialog = change_year(window)
    assert dialog is not None
    QApplication.processEvents()
    return dialog


def texts(dialog: YearDialog, row: int) -> list[str]:
    model = dialog.model
    return [str(model.index(row, column).data() or "") for column in range(model.columnCount())]


def test_everything_is_shown_before_anything_is_written(window: MainWindow) -> None:
    dialog = opened(window)
    assert dialog.year.currentText() == "2021年度 → 2022年度"
    assert dialog.sentence.text() == "续建 5 项，新开工 1 项。"
    name, amount = PROJECTS[0][0], "3,200"
    assert texts(dialog, 0) == ["结转", name, "新开工 → 续建", "区", amount, ""]
    assert texts(dialog, 3) == ["结转", PROJECTS[3][0], "新开工", "区", "", "未开工，仍为新开工"]
    assert dialog.go.text() == "结转 6 项"
    dialog.reject()
    assert window.document.store.view(KEY_PROJECT, JANUARY).ids() == []


def test_what_is_changed_in_the_list_is_done_in_one_step(window: MainWindow) -> None:
    dialog, store = opened(window), window.document.store
    view = dialog.view
    view.selectRow(1)
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert texts(dialog, 1)[0] == "不结转"
    level = dialog.model.index(0, 3)
    view.setCurrentIndex(level)
    view.edit(level)
    box = view.findChild(QComboBox)
    assert box is not None
    assert [box.itemText(place) for place in range(box.count())] == ["省、市、区", "市、区", "区"]
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert texts(dialog, 0)[3] == "区 → 市、区"
    assert not dialog.model.setData(level, "县")
    assert dialog.sentence.text() == "续建 4 项，新开工 1 项，不结转 1 项。"
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    first, second, *_ = store.view(KEY_PROJECT, SEPTEMBER).ids()
    rows = {row.id: row for row in store.view(KEY_PROJECT, JANUARY).rows()}
    assert len(rows) == 5
    assert second not in rows
    assert (rows[first].values["level"], rows[first].values["nature"]) == ("市、区", "续建")
    assert window.message.text() == (
        "已结转到2022年度：续建 4 项，新开工 1 项，不结转 1 项。可按 Ctrl+Z 全部撤回。"
    )
    window.document.undo()
    assert store.view(KEY_PROJECT, JANUARY).ids() == []


def test_a_second_time_only_what_is_missing_is_offered(window: MainWindow) -> None:
    dialog = opened(window)
    dialog.model.toggle(1)
    dialog.go.click()
    window.document.set_month(Month(2022, 2))
    again = opened(window)
    assert again.year.currentData() == 2022
    assert again.model.rowCount() == 1
    assert "2022年度已有 5 项，不作改动。" in again.sentence.text()
    again.go.click()
    last = opened(window)
    assert last.sentence.text() == "没有需要结转的项目。2022年度已有 6 项，不作改动。"
    assert not last.go.isEnabled()
    last.reject()


def test_a_ledger_without_years_says_so(window: MainWindow) -> None:
    window.open_ledger("bond_reserve")
    assert change_year(window) is None
    assert window.message.text() == "“储备项目”不分年度，不需要结转。"
    assert not window.bar.actions["change_year"].isEnabled()
