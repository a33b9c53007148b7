from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from fgj_desktop.documents.pages import A3_LANDSCAPE, A4_LANDSCAPE, A4_PORTRAIT, Paper
from fgj_desktop.documents.print_table import (
    Align,
    PrintColumn,
    PrintRow,
    PrintTable,
    RowKind,
    choose_columns,
)
from fgj_desktop.errors import EnvironmentProblem
from fgj_desktop.views.print_painter import page_layout_of, print_pages
from fgj_desktop.views.print_preview import PrintPreview

AMOUNTS = 12
COLUMNS = (
    PrintColumn("序号", 8, Align.CENTRE),
    PrintColumn("项目\n名称", 45),
    *(PrintColumn(f"金额{number}", 20, Align.RIGHT, priority=number) for number in range(1, AMOUNTS + 1)),
)
ROWS = tuple(
    PrintRow(RowKind.RECORD, (str(number), f"道路{number}", *["1,234,567,890.12"] * AMOUNTS))
    for number in range(1, 101)
)
TABLE = PrintTable("重点项目月度台账", COLUMNS, ROWS, "填报单位（盖章）：", "", "单位：万元")


class Asked:
    """Builds the table and remembers what it was asked for."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, tuple[int, ...] | None]] = []

    def __call__(self, paper: Paper, columns: tuple[int, ...] | None) -> PrintTable:
        self.calls.append((paper.name, columns))
        return TABLE if columns is None else choose_columns(TABLE, columns)


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def preview(qtbot: QtBot, asked: Asked, tmp_path: Path) -> PrintPreview:
    dialog = PrintPreview(asked, tmp_path / "台账.pdf")
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def number_of(preview: PrintPreview) -> int:
    return preview.findChild(QSpinBox).value()


def test_the_first_page_is_shown_over_the_whole_width(preview: PrintPreview) -> None:
    picture = preview.view.viewport().grab().toImage()
    middle = [picture.pixelColor(x, 60) for x in range(0, picture.width(), 7)]
    assert sum(colour == QColor("white") for colour in middle) > len(middle) * 0.5
    assert preview.view.fits_width
    assert number_of(preview) == 1


def test_pages_are_turned_by_key_by_button_and_by_number(preview: PrintPreview, qtbot: QtBot) -> None:
    count = len(preview.pages.pages)
    assert count > 2
    qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    assert (preview.view.page, number_of(preview)) == (1, 2)
    qtbot.keyClick(preview, Qt.Key.Key_PageUp)
    assert preview.view.page == 0
    preview.findChild(QSpinBox).setValue(count)
    assert preview.view.page == count - 1
    turn = next(one for one in preview.findChildren(QPushButton) if one.text() == "下一页")
    assert not turn.isEnabled()
    preview.view.verticalScrollBar().setValue(0)
    assert number_of(preview) == 1


def test_zoom_stays_between_50_and_300_percent(preview: PrintPreview) -> None:
    preview.view.set_zoom(1000)
    assert preview.view.zoom == 300
    preview.view.set_zoom(1)
    assert preview.view.zoom == 50
    assert not preview.view.fits_width
    preview.view.fit_width()
    assert preview.view.fits_width


def test_the_wheel_zooms_with_ctrl(preview: PrintPreview) -> None:
    preview.view.set_zoom(100)
    event = QWheelEvent(
        QPointF(50, 50), QPointF(50, 50), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(preview.view.viewport(), event)
    assert preview.view.zoom == 110


def test_another_paper_lays_the_table_out_again(preview: PrintPreview, asked: Asked, qtbot: QtBot) -> None:
    with qtbot.waitSignal(preview.paper_changed) as changed:
        preview.choose_paper("A4 横向")
    assert changed.args == ["A4 横向"]
    assert asked.calls[-1][0] == "A4"
    assert preview.pages.paper == A4_LANDSCAPE


def test_columns_that_do_not_fit_are_named_and_a_choice_ends_it(preview: PrintPreview) -> None:
    assert preview.message == ""
    preview.choose_paper("A4 纵向")
    assert preview.paper == A4_PORTRAIT
    assert "列未打印" in preview.message
    assert "金额12" in preview.message
    choice = preview.ask_for_columns()
    assert len(choice.ticked()) == len(COLUMNS)
    for position in range(3, len(COLUMNS)):
        choice.tick(position, False)
    choice.accept()
    assert preview.message == ""
    words = {line.text for cell in preview.pages.pages[0].cells for line in cell.lines}
    assert "金额1" in words
    assert "金额2" not in words


def test_choosing_all_columns_again_asks_for_all(preview: PrintPreview, asked: Asked) -> None:
    preview.choose_columns((0, 1))
    assert asked.calls[-1][1] == (0, 1)
    preview.choose_columns(tuple(range(len(COLUMNS))))
    assert asked.calls[-1][1] is None


def test_no_column_cannot_be_chosen(preview: PrintPreview) -> None:
    choice = preview.ask_for_columns()
    for position in range(len(COLUMNS)):
        choice.tick(position, False)
    agree = next(one for one in choice.findChildren(QPushButton) if one.text() == "确定")
    assert not agree.isEnabled()
    choice.reject()


def test_the_pdf_goes_where_it_was_asked_for(preview: PrintPreview, tmp_path: Path, qtbot: QtBot) -> None:
    preview.ask_for_pdf()
    dialog = preview.findChild(QFileDialog)
    assert dialog.windowTitle() == "输出 PDF"
    dialog.reject()
    with qtbot.waitSignal(preview.pdf_written):
        preview.save_pdf(tmp_path / "九月.pdf")
    assert (tmp_path / "九月.pdf").read_bytes().startswith(b"%PDF")
    assert "已输出" in preview.message


def test_a_pdf_that_cannot_be_written_is_said(preview: PrintPreview, tmp_path: Path) -> None:
    preview.save_pdf(tmp_path / "没有" / "九月.pdf")
    assert "未能写入" in preview.message


def test_without_a_printer_the_pdf_is_offered(
    preview: PrintPreview, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    qtbot.keyClick(preview, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert preview.message == "找不到打印机，可先输出 PDF。"


def test_escape_closes(preview: PrintPreview, qtbot: QtBot) -> None:
    qtbot.keyClick(preview, Qt.Key.Key_Escape)
    assert not preview.isVisible()


def test_a_printer_prints_the_pages_it_is_set_to_on_its_own_paper(
    preview: PrintPreview, tmp_path: Path
) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "打印.pdf"))
    printer.setPageLayout(page_layout_of(A4_LANDSCAPE))
    printer.setFromTo(2, 3)
    print_pages(preview.pages, printer)
    content = (tmp_path / "打印.pdf").read_bytes()
    assert b"/Count 2" in content
    assert b"/MediaBox [0 0 842" in content
    assert preview.pages.paper == A3_LANDSCAPE


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_begin_is_said(preview: PrintPreview, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path))
    with pytest.raises(EnvironmentProblem, match="打印机未接受"):
        print_pages(preview.pages, printer)


def test_all_words_of_the_window_are_chinese(preview: PrintPreview) -> None:
    words = [preview.windowTitle()]
    words += [
        widget.text() for widget in preview.findChildren(QWidget) if isinstance(widget, QLabel | QPushButton)
    ]
    left = "".join(words).replace("PDF", "").replace("&S", "").replace("&Z", "")
    assert not any("a" <= character.lower() <= "z" for character in left)
