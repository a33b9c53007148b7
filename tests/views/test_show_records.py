"""A figure opens its rows: only these records are shown, with a chip that says whence they come."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.models.choice import Only
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.rules.figures import figures
from fgj_desktop.store.store import Store
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.theme import apply_theme
from fgj_desktop.views.window_memory import WindowMemory
from tests.sample_store import AUGUST, SEPTEMBER

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


def ids(window: MainWindow) -> list[int]:
    return list(window.pane.shown_table.ids)


def test_only_the_rows_behind_a_figure_are_shown_until_its_chip_is_clicked(
    qtbot: QtBot, window: MainWindow
) -> None:
    behind = figures(window.document.store, SEPTEMBER)["behind"]
    every = ids(window)
    assert window.open_ledger("bond_reserve")
    window.pane.line.search_changed.emit("没有这个")
    assert window.show_records(behind.ledger, behind.rows, behind.title)
    window.turns.finish()
    assert window.pane.ledger is KEY_PROJECT
    assert ids(window) == sorted(behind.rows, key=every.index) != every
    assert window.pane.filters.chips.texts() == [f"来自：{behind.title}  ×"]
    assert window.pane.filters.words() == f"来自：{behind.title}"
    assert window.pane.line.chip_texts()[0] == f"全部 {len(behind.rows)}"
    # What narrows the rows further is asked among them, and each goes alone.
    field = "responsible_unit"
    unit = window.pane.shown_table.row_data(0).values[field]  # type: ignore[union-attr]
    window.pane.apply(window.pane.choice.with_value(field, unit))
    assert len(window.pane.filters.chips.chips()) == 2
    qtbot.mouseClick(window.pane.filters.chips.chips()[0], Qt.MouseButton.LeftButton)
    assert window.pane.choice.only is None
    assert window.pane.choice.column(field) is not None
    window.pane.clear_filter()
    assert ids(window) == every


def test_the_rows_of_a_figure_replace_what_narrowed_before_and_keep_the_order(window: MainWindow) -> None:
    every = ids(window)
    window.pane.line.search_changed.emit("lyz")
    window.pane.grid.sort_requested.emit(window.pane.shown_table.column_of("annual_plan"), False)
    window.show_records("key_project", every[:3], "区重点累计完成")
    assert set(ids(window)) == set(every[:3])
    assert window.pane.line.search.text() == ""
    assert window.pane.choice.order
    window.show_records("key_project", every[3:], "未开工")
    assert set(ids(window)) == set(every[3:])
    assert window.pane.filters.chips.texts() == ["来自：未开工  ×"]
    window.pane.clear_filter()
    assert window.pane.filters.chips.isHidden()


def test_records_that_the_period_does_not_have_are_told_of(window: MainWindow) -> None:
    every = ids(window)
    window.show_records("key_project", [every[0], 12345], "亮灯")
    assert ids(window) == every[:1]
    assert "其中 1 项不在本报告期" in window.message.text()


def test_a_view_keeps_the_records_of_a_figure(window: MainWindow) -> None:
    chosen = ids(window)[1:3]
    window.show_records("key_project", chosen, "亮灯")
    window.pane.views.save("两项")
    window.pane.clear_filter()
    view = window.pane.views.saved().named("两项")
    assert view is not None
    window.pane.views.apply(view)
    assert ids(window) == chosen
    assert window.pane.choice.only == Only(tuple(chosen), "亮灯")


def test_going_to_another_record_clears_the_narrowing(window: MainWindow) -> None:
    every = ids(window)
    window.show_records("key_project", every[:1], "亮灯")
    window.go_to("key_project", every[4])
    assert window.pane.choice.only is None
    assert window.pane.current() == (every[4], "name")
    window.show_month(AUGUST)
    assert ids(window) == every
