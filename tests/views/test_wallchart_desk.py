"""打印 → 挂图作战图 at the print desk: regrouped, on either paper, and as a PDF whose text is found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fgj_desktop.documents.pages import A3_LANDSCAPE, Mark, Page, Pages, Shape
from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.rules.print_setup import SHEETS
from fgj_desktop.store.store import Store
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.print_painter import page_image, pdf_of
from fgj_desktop.views.print_work import print_wallchart
from fgj_desktop.views.theme import apply_theme
from fgj_desktop.views.window_memory import WindowMemory
from tests.documents.pdf_reading import pdf_text
from tests.sample_store import SEPTEMBER

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, store: Store, tmp_path: Path) -> Iterator[MainWindow]:
    apply_theme(qapp, dark=False)
    record = store.view(KEY_PROJECT, SEPTEMBER).ids()[0]
    with store.action("改") as writes:
        values = {"construction_period": "2021年3月-2022年5月", "started_on": "2021-04-02"}
        writes.put(KEY_PROJECT, record, SEPTEMBER, values)  # type: ignore[arg-type]
    opened = MainWindow(LedgerDocument(store, SEPTEMBER), WindowMemory(tmp_path / "window.json"))
    opened.show()
    qtbot.waitUntil(lambda: opened.turns._started)
    opened.turns.finish()
    yield opened
    opened.close()
    opened.deleteLater()


def test_the_pdf_is_vector_and_its_text_is_found(window: MainWindow) -> None:
    dialog = print_wallchart(window)
    assert dialog is not None
    pdf = pdf_of(dialog.pages)
    said = pdf_text(pdf).replace("\n", "")
    for words in ("挂图作战图", "乐园镇中心小学扩建项目", "4月2日开工", "计划", "实际", "节点", "存在问题"):
        assert words in said
    assert b"/Subtype /Image" not in pdf


def test_group_and_paper_are_chosen_at_the_desk(window: MainWindow) -> None:
    dialog = print_wallchart(window)
    assert dialog is not None
    dialog.panel.group.choose("responsible_unit")
    dialog.panel.changed.emit()
    assert "一、区教育局（1 项）" in pdf_text(pdf_of(dialog.pages))
    dialog.panel.sheet.choose(SHEETS[2])
    dialog.panel.changed.emit()
    assert dialog.pages.paper.name == "A4"


def test_the_chart_is_of_what_is_seen(window: MainWindow) -> None:
    window.pane.apply(window.pane.choice.with_value("started", 0))
    dialog = print_wallchart(window)
    assert dialog is not None
    said = pdf_text(pdf_of(dialog.pages))
    assert "新韶镇供水管网改造" in said
    assert "乐园镇中心小学扩建项目" not in said
    assert "筛选：是否开工＝否。" in said.replace("\n", "")


def test_a_ledger_without_beginning_and_end_offers_none(window: MainWindow) -> None:
    assert window.open_ledger("responsible_unit")
    assert print_wallchart(window) is None
    assert "没有开始和完成时间" in window.message.text()


def test_every_shape_is_painted_in_its_place(qapp: QApplication) -> None:
    marks = tuple(
        Mark(shape, 100 + 60 * number, 100, 0 if shape is Shape.LINE else 40, 40, "red")
        for number, shape in enumerate(Shape)
    )
    image = page_image(Pages("图", A3_LANDSCAPE, 9, (Page((), (), marks),)), 0, 72)
    for mark in marks:
        area = [
            image.pixelColor(round(mark.x) + x, round(mark.y) + y)
            for x in range(round(max(mark.width, 1)))
            for y in range(round(mark.height))
        ]
        red = sum(colour != QColor("white") for colour in area) / len(area)
        assert 0.03 < red < (0.3 if mark.shape is Shape.HOLLOW else 1.01), mark.shape
