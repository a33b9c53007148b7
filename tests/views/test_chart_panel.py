"""The panel of charts: kinds of the ledger shown, what a click on a bar opens, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.store.store import Store
from fgj_desktop.views.chart_panel import ChartPanel
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
    draw(opened)
    yield opened
    opened.close()
    opened.deleteLater()


def draw(window: MainWindow) -> ChartPanel:
    """Have the charts follow, and wait for them."""
    window.turns.finish()
    window.sides.compute_charts()
    window.sides.charts.finish()
    QApplication.processEvents()
    return window.sides.charts


def shown(window: MainWindow) -> list[str]:
    return list(window.sides.charts.views)


def click(qtbot: QtBot, window: MainWindow, kind: str, row: int) -> None:
    """Click a bar of a chart of rows."""
    view = window.sides.charts.views[kind]
    assert view.drawn is not None
    x, y = view.drawn.chart.figure.axes[0].transData.transform((0.01, row))
    ratio = view.devicePixelRatioF()
    place = QPoint(round(x / ratio), round((view.drawn.image.height() - y) / ratio))
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
    draw(window)


def names(window: MainWindow) -> list[str]:
    table = window.pane.shown_table
    rows = (table.row_data(row) for row in range(table.rowCount()))
    return [str(row.values["name"]) for row in rows if row is not None]


def test_the_usual_charts_are_shown_first_and_every_kind_is_offered(window: MainWindow) -> None:
    charts = window.sides.charts
    assert shown(window) == ["completion", "units", "states"]
    assert [charts.kinds.itemText(place) for place in range(3)] == [
        "常用图表",
        "完成进度与时间进度",
        "各责任单位完成进度",
    ]
    assert charts.kinds.findData("furthest") > 0
    assert all(view.drawn is not None for view in charts.views.values())


def test_the_kind_chosen_is_remembered_for_its_ledger(window: MainWindow) -> None:
    window.sides.charts.choose("furthest")
    assert shown(window) == ["furthest"]
    assert window.open_ledger("responsible_unit")
    draw(window)
    assert shown(window) == []
    assert window.sides.charts._note.text() == "此台账没有图表。"
    assert window.open_ledger("key_project")
    draw(window)
    assert shown(window) == ["furthest"]
    again = ChartPanel(window.document, window.memory)
    again.set_ledger(window.pane.ledger)
    assert list(again.views) == ["furthest"]
    again.stop()
    again.deleteLater()


def test_a_bar_opens_its_projects_and_a_second_click_closes_them(qtbot: QtBot, window: MainWindow) -> None:
    click(qtbot, window, "units", 2)
    assert names(window) == ["犁市镇污水处理设施及管网", "新韶镇供水管网改造"]
    assert shown(window) == ["completion", "units", "projects", "states"]
    drawn = window.sides.charts.views["projects"].drawn
    assert drawn is not None
    title = drawn.chart.figure.get_suptitle()
    assert title.replace("\n", "").startswith("区水务局各项目完成进度")
    assert [pick.title for pick in drawn.chart.picks.picks if pick is not None] == names(window)
    units = window.sides.charts.views["units"].drawn
    assert units is not None
    assert len(units.chart.picks.picks) == 4
    click(qtbot, window, "units", 2)
    assert len(names(window)) == 6
    assert shown(window) == ["completion", "units", "states"]


def test_a_projects_bar_leads_to_its_row(qtbot: QtBot, window: MainWindow) -> None:
    click(qtbot, window, "units", 2)
    click(qtbot, window, "projects", 1)
    current = window.pane.current()
    assert current is not None
    row = window.pane.shown_table.row_of(current[0])
    assert names(window)[row] == "新韶镇供水管网改造"


def test_what_a_bar_opened_goes_with_its_filter(qtbot: QtBot, window: MainWindow) -> None:
    click(qtbot, window, "units", 2)
    window.pane.clear_filter()
    draw(window)
    assert shown(window) == ["completion", "units", "states"]


def test_a_group_of_several_values_is_opened_record_by_record(qtbot: QtBot, window: MainWindow) -> None:
    window.sides.charts.choose("leaders")
    draw(window)
    click(qtbot, window, "leaders", 0)
    assert window.pane.filters.words() == "来自：未填挂点领导"
    assert shown(window) == ["leaders", "projects"]
    leaders = window.sides.charts.views["leaders"].drawn
    assert leaders is not None
    assert len(leaders.chart.picks.picks) == 1
    click(qtbot, window, "leaders", 0)
    assert window.pane.filters.words() == ""


def test_hovering_names_the_bar_in_full_and_says_what_a_click_does(window: MainWindow) -> None:
    view = window.sides.charts.views["units"]
    assert view.drawn is not None
    _, y = view.drawn.chart.figure.axes[0].transData.transform((0, 1))
    place = QPointF(30, round(view.drawn.image.height() - y))
    none = Qt.MouseButton.NoButton
    modifiers = Qt.KeyboardModifier.NoModifier
    move = QMouseEvent(QEvent.Type.MouseMove, place, view.mapToGlobal(place), none, none, modifiers)
    QApplication.sendEvent(view, move)
    assert view.toolTip() == "区住建局（单击只看此单位）"
    menu = view.menu(place.toPoint())
    assert [action.text() for action in menu.actions()] == ["只看此单位", "复制图片", "保存图片…"]
    menu.deleteLater()
