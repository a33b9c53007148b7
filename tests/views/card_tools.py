"""What the tests of the 项目卡片 share: a window on a file, its card, and the gestures of a clerk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fgj_desktop.ledgers import Ledger, ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.store.record_months import rows_of_months
from fgj_desktop.store.store import Store
from fgj_desktop.views.card_pages import TablePage
from fgj_desktop.views.card_table import CardTable
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.record_card import RecordCard
from fgj_desktop.views.theme import apply_theme
from fgj_desktop.views.window_memory import WindowMemory
from tests.sample_store import SEPTEMBER

KEY = ledger_named("key_project")


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, store: Store, tmp_path: Path) -> Iterator[MainWindow]:
    apply_theme(qapp, dark=False)
    made = MainWindow(LedgerDocument(store, SEPTEMBER), WindowMemory(tmp_path / "window.json"))
    made.resize(1366, 768)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    settle(made)
    yield made
    made.close()
    made.deleteLater()


def settle(window: MainWindow) -> None:
    """Do at once what would come in later turns."""
    for _ in range(3):
        QApplication.processEvents()
        window.turns.finish()
    if "cards" in window.__dict__ and window.cards._late.isActive():
        window.cards._late.stop()
        window.cards.show_current()
    QApplication.processEvents()


def card_of(window: MainWindow) -> RecordCard:
    if not window.cards.is_open:
        window.cards.open()
        settle(window)
    assert window.cards.card is not None
    return window.cards.card


def page_of(window: MainWindow, kind: type[TablePage]) -> TablePage:
    """The page of that kind, in view."""
    card = card_of(window)
    page = next(one for one in card.pages if isinstance(one, kind))
    card.tabs.setCurrentWidget(page)
    settle(window)
    return page


def go(table: CardTable, row: int, column: int = 1) -> None:
    table.setCurrentIndex(table.card.index(row, column))
    table.setFocus()
    QApplication.processEvents()


def press(widget: QWidget, text: str) -> None:
    """Type letters, Chinese ones too."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(widget, event)


def begin(table: CardTable, text: str) -> QWidget:
    """Type a text over a cell, and leave the editor open."""
    press(table, text[:1])
    editor = table.open_editor()
    assert editor is not None
    press(editor, text[1:])
    return editor


def write(table: CardTable, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    """Type a text over a cell and finish it."""
    QTest.keyClick(begin(table, text), key)
    QApplication.processEvents()


def value(
    window: MainWindow, field: str, month: Month = SEPTEMBER, ledger: Ledger = KEY, place: int = 0
) -> object:
    store = window.document.store
    record = store.view(ledger, SEPTEMBER).ids()[place]
    return rows_of_months(store, ledger, record, [month])[month].values[field]
