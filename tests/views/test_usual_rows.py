"""补齐默认步骤: villages without steps get the usual ones, as one action."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.village_step import DEFAULT_STEPS
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.store.store import Store
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.theme import apply_theme
from fgj_desktop.views.window_memory import WindowMemory
from tests.sample_store import SEPTEMBER

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
VILLAGES, STEPS = ledger_named("village_conversion"), ledger_named("village_step")


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, store: Store, tmp_path: Path) -> Iterator[MainWindow]:
    apply_theme(qapp, dark=False)
    window = MainWindow(LedgerDocument(store, SEPTEMBER), WindowMemory(tmp_path / "window.json"))
    window.resize(1366, 768)
    window.show()
    qtbot.waitUntil(lambda: window.turns._started)
    window.turns.finish()
    yield window
    window.close()
    window.deleteLater()


def add_villages(window: MainWindow, *names: str) -> list[int]:
    made: list[int] = []
    window.document.act(
        "新增村",
        lambda writes: made.extend(writes.insert(VILLAGES, {"name": name}, SEPTEMBER) for name in names),
    )
    return made


def test_each_village_without_steps_gets_the_usual_ones_in_one_action(window: MainWindow) -> None:
    first, second = add_villages(window, "长乐村", "六合村")
    window.document.act(
        "新增步骤", lambda w: w.insert(STEPS, {"serial": 1, "village": first, "name": "自定"})
    )
    assert window.open_ledger("village_step")
    command = window.bar.actions["usual_rows"]
    assert command.isEnabled()
    before = window.document.store.action_count()
    command.trigger()
    assert window.document.store.action_count() == before + 1
    rows = window.document.view(STEPS).rows()
    own = [row for row in rows if row.values["village"] == second]
    assert [(row.values["name"], row.values["milestone"]) for row in own] == list(DEFAULT_STEPS)
    assert [row.values["serial"] for row in own] == list(range(2, 14))
    assert all(row.values["planned_on"] is row.values["done_on"] is None for row in own)
    assert sum(row.values["village"] == first for row in rows) == 1
    assert "已为 1 个村补齐步骤（共 12 步）" in window.message.text()
    command.trigger()
    assert window.document.store.action_count() == before + 1
    assert "没有需要补齐的" in window.message.text()
    window.undo()
    assert len(window.document.view(STEPS).rows()) == 1


def test_without_villages_it_says_where_they_are_entered(window: MainWindow) -> None:
    window.open_ledger("village_step")
    assert "补齐默认步骤" in [text for text, _ in window.words.empty_offers()]
    window.bar.actions["usual_rows"].trigger()
    assert "“村改居”还没有村" in window.message.text()


def test_other_ledgers_have_no_usual_rows(window: MainWindow) -> None:
    window.open_ledger("village_conversion")
    assert not window.bar.actions["usual_rows"].isEnabled()
