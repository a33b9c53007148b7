"""领导一页纸 in its preview: every number is found by mouse and keyboard, and opens its rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fgj_desktop.documents.pages import Link
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.rules.figures import figures
from fgj_desktop.store.store import Store
from fgj_desktop.views.leader_preview import LeaderPreview
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.theme import apply_theme
from fgj_desktop.views.window_memory import WindowMemory
from tests.sample_store import SEPTEMBER

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


def open_preview(window: MainWindow) -> LeaderPreview:
    window.bar.actions["leader_page"].trigger()
    dialog = next(one for one in window.findChildren(LeaderPreview) if one.isVisible())
    QApplication.processEvents()
    return dialog


def place_of(dialog: LeaderPreview, source: str) -> tuple[int, int]:
    links = dialog.pages.pages[0].links
    return 0, next(number for number, link in enumerate(links) if link.behind.source == source)


def hover(widget: QWidget, point: QPoint) -> None:
    """Move the mouse there; off screen nobody does."""
    none = Qt.MouseButton.NoButton
    place = QPointF(point)
    event = QMouseEvent(
        QEvent.Type.MouseMove, place, widget.mapToGlobal(place), none, none, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(widget, event)


def test_a_click_on_a_number_opens_its_rows_with_the_way_back(qtbot: QtBot, window: MainWindow) -> None:
    behind = figures(window.document.store, SEPTEMBER)["behind"]
    dialog = open_preview(window)
    view = dialog.view
    point = view.links.rectangle(place_of(dialog, behind.title)).center().toPoint()
    hover(view.viewport(), point)
    assert view.viewport().cursor().shape() is Qt.CursorShape.PointingHandCursor
    assert behind.title in view.viewport().toolTip()
    hover(view.viewport(), QPoint(2, 2))
    assert view.viewport().cursor().shape() is Qt.CursorShape.ArrowCursor
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert not dialog.isVisible()
    assert set(window.pane.shown_table.ids) == set(behind.rows)
    assert window.pane.filters.chips.texts() == [f"来自：{behind.title}  ×"]
    assert behind.title in window.message.text()
    next(one for one in window.message._buttons if "领导一页纸" in one.text()).click()
    assert any(one.isVisible() for one in window.findChildren(LeaderPreview))


def test_tab_walks_through_every_number_and_enter_opens_it(qtbot: QtBot, window: MainWindow) -> None:
    dialog = open_preview(window)
    view = dialog.view
    view.setFocus()
    links = dialog.pages.pages[0].links
    visited: list[Link] = []
    for _ in links:
        qtbot.keyClick(view, Qt.Key.Key_Tab)
        assert view.links.current is not None
        visited.append(view.links.link(view.links.current))
        box = view.links.rectangle(view.links.current).toRect()
        assert view.viewport().rect().intersects(box)
    assert visited == list(links)
    qtbot.keyClick(view, Qt.Key.Key_Backtab)
    chosen = links[-2]
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert window.pane.ledger.name == chosen.behind.ledger
    assert set(window.pane.shown_table.ids) <= set(chosen.behind.records)


def test_every_number_of_the_page_leads_to_rows_that_the_window_shows(window: MainWindow) -> None:
    dialog = open_preview(window)
    links = dialog.pages.pages[0].links
    dialog.close()
    assert len(links) > 20
    for link in links:
        behind = link.behind
        assert window.show_records(behind.ledger, behind.records, behind.source)
        assert set(window.pane.shown_table.ids) == set(behind.records), link


def test_the_page_is_written_as_a_pdf(window: MainWindow, tmp_path: Path) -> None:
    dialog = open_preview(window)
    dialog.save_pdf(tmp_path / "一页纸.pdf")
    assert (tmp_path / "一页纸.pdf").stat().st_size > 2000
    assert "已输出" in dialog.message
