"""The command 套表填报 in a real window: what is seen is what is filled, and what cannot be filled is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.store.filters import Order
from fgj_desktop.store.store import Store
from fgj_desktop.views.fill_work import open_blank
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.theme import apply_theme
from fgj_desktop.views.window_memory import WindowMemory
from tests.exchange.blanks import FIRST, city_blank
from tests.sample_store import PROJECTS, SEPTEMBER

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, store: Store, tmp_path: Path) -> Iterator[MainWindow]:
    apply_theme(qapp, dark=False)
    opened = MainWindow(LedgerDocument(store, SEPTEMBER), WindowMemory(tmp_path / "window.json"))
    opened.resize(1366, 768)
    opened.show()
    qtbot.waitUntil(lambda: opened.turns._started)
    opened.turns.finish()
    yield opened
    opened.close()
    opened.deleteLater()


def test_rows_are_filled_in_the_order_of_the_grid(window: MainWindow, tmp_path: Path) -> None:
    window.pane.apply(replace(window.pane.choice, order=(Order("total_investment", descending=True),)))
    dialog = open_blank(window, city_blank(tmp_path))
    assert dialog is not None
    out = tmp_path / "填好.xlsx"
    dialog.save(out)
    sheet = openpyxl.load_workbook(out)["附件1 重点项目"]
    ordered = sorted(PROJECTS, key=lambda one: -one[2])
    assert [sheet.cell(FIRST + at, 2).value for at in range(3)] == [one[0] for one in ordered[:3]]


def test_a_blank_of_another_ledger_is_said_with_its_name(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(window, "say", lambda text, **_rest: told.append(text))
    book = openpyxl.Workbook()
    book.worksheets[0].append(["一般电力用户明细"])
    book.worksheets[0].append(["用户名称", "用户编号", "用电类别", "年用电量（万千瓦时）"])
    book.save(tmp_path / "用户.xlsx")
    assert open_blank(window, tmp_path / "用户.xlsx") is None
    assert open_blank(window, tmp_path / "没有.xlsx") is None
    (tmp_path / "空表.et").write_bytes(b"PK\x03\x04")
    assert open_blank(window, tmp_path / "空表.et") is None
    assert told[1].startswith("找不到文件“没有.xlsx”")
    assert told[2] == "这是 WPS 的 .et 文件，请在 WPS 中另存为 .xlsx。"
    assert told[0].startswith("“用户.xlsx”")


def test_the_command_is_in_the_menu_and_off_on_pages(window: MainWindow) -> None:
    action = window.bar.actions["fill"]
    assert action.text() == "套表填报…"
    assert action.isEnabled()
    window.open_ledger("bond_reserve")
    assert action.isEnabled()
