"""登记问题: the problem of a project becomes a line in the list of problems, once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fgj_desktop.ledgers import KEY_PROJECT, PROBLEM
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.store.rows import Row
from fgj_desktop.store.store import Store
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.raising_work import raise_problems
from fgj_desktop.views.theme import apply_theme
from fgj_desktop.views.window_memory import WindowMemory
from tests.sample_store import SEPTEMBER

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, store: Store, tmp_path: Path) -> Iterator[MainWindow]:
    apply_theme(qapp, dark=False)
    project = store.view(KEY_PROJECT, SEPTEMBER).ids()[0]
    with store.action("填写问题") as writes:
        values = {"problem": "尚有3户\n未签订补偿协议", "solve_level": "区级", "problem_category": "征地拆迁"}
        writes.put(KEY_PROJECT, project, SEPTEMBER, values)
    opened = MainWindow(LedgerDocument(store, SEPTEMBER), WindowMemory(tmp_path / "window.json"))
    opened.resize(1366, 768)
    opened.show()
    qtbot.waitUntil(lambda: opened.turns._started)
    opened.turns.finish()
    yield opened
    opened.close()
    opened.deleteLater()


def problems(window: MainWindow) -> list[Row]:
    return window.document.view(PROBLEM).rows()


def test_the_project_s_words_are_copied_and_the_list_is_shown(window: MainWindow) -> None:
    project = window.pane.selected_records()[0]
    assert window.bar.actions["raise_problem"].isEnabled()
    raise_problems(window)
    (one,) = problems(window)
    assert one.values["name"] == "尚有3户 未签订补偿协议"
    assert (one.values["key_project"], one.values["solve_level"]) == (project, "区级")
    assert one.values["raised_on"] == window.document.today().isoformat()
    assert one.values["state"] == "未解决"
    assert window.pane.ledger is PROBLEM
    assert not window.bar.actions["raise_problem"].isEnabled()
    assert window.document.undo()
    assert problems(window) == []


def test_a_problem_that_is_listed_is_not_listed_twice(window: MainWindow) -> None:
    raise_problems(window)
    window.open_ledger("key_project")
    raise_problems(window)
    assert len(problems(window)) == 1
    assert "未重复登记" in window.message.text()
