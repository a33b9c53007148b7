"""定位 leads to a row by its number, its name or pinyin initials, also to one that a filter hides."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fgj_desktop.models.choice import Choice
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.store.store import Store
from fgj_desktop.views.go_to import GoToDialog
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.theme import apply_theme
from fgj_desktop.views.window_memory import WindowMemory
from tests.sample_store import SEPTEMBER


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, store: Store, tmp_path: Path) -> Iterator[MainWindow]:
    apply_theme(qapp, dark=False)
    opened = MainWindow(LedgerDocument(store, SEPTEMBER), WindowMemory(tmp_path / "window.json"))
    opened.show()
    qtbot.waitUntil(lambda: opened.turns._started)
    yield opened
    opened.close()
    opened.deleteLater()


def asked(window: MainWindow, text: str) -> GoToDialog:
    window.bar.actions["go_to"].trigger()
    dialog = window.findChild(GoToDialog)
    assert isinstance(dialog, GoToDialog)
    dialog.line.setText(text)
    return dialog


def listed(dialog: GoToDialog) -> list[str]:
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


@pytest.mark.parametrize(
    ("text", "row"), [("3", 2), ("３", 2), ("新韶", 3), ("fcjd", 5), ("乐园镇农贸", 4), ("区水务局", 2)]
)
def test_enter_goes_to_the_first_record_that_is_meant(window: MainWindow, text: str, row: int) -> None:
    dialog = asked(window, text)
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    assert window.pane.grid.currentIndex().row() == row


def test_the_list_is_gone_through_with_the_arrows(window: MainWindow) -> None:
    dialog = asked(window, "lyz")
    assert listed(dialog) == ["1　乐园镇中心小学扩建项目　区教育局", "5　乐园镇农贸市场提升　乐园镇"]
    QTest.keyClick(dialog.line, Qt.Key.Key_Down)
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    assert window.pane.grid.currentIndex().row() == 4


def test_a_record_that_a_filter_hides_is_said_to_be_hidden_and_shown_when_chosen(window: MainWindow) -> None:
    window.pane.apply(Choice(search="犁市"))
    QApplication.processEvents()
    dialog = asked(window, "fcjd")
    assert listed(dialog) == ["6　风采街道停车场建设　区住建局（当前未显示）"]
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    assert window.pane.shown_table.rowCount() == 6
    assert window.pane.grid.currentIndex().row() == 5


def test_nothing_meant_is_said_and_leads_nowhere(window: MainWindow) -> None:
    dialog = asked(window, "没有")
    assert dialog.hint.text() == "没有这样的项目。"
    assert not dialog.go.isEnabled()
    dialog.line.clear()
    assert dialog.hint.text() == ""
    assert listed(dialog) == []
    dialog.reject()
