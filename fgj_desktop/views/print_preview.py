"""The print preview: pages as they will be printed, and the ways to paper and PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from fgj_desktop.documents.page_layout import lay_out_fitting
from fgj_desktop.documents.pages import (
    A3_LANDSCAPE,
    A3_PORTRAIT,
    A4_LANDSCAPE,
    A4_PORTRAIT,
    Pages,
    Paper,
)
from fgj_desktop.documents.print_table import PrintTable
from fgj_desktop.errors import FgjError
from fgj_desktop.views.column_choice import ColumnChoice
from fgj_desktop.views.page_view import PageView
from fgj_desktop.views.print_fonts import FontMeasure
from fgj_desktop.views.print_painter import page_layout_of, print_pages, write_pdf

Build = Callable[[Paper, tuple[int, ...] | None], PrintTable]
"""Makes the table for a paper; the columns are positions in the table made for None, which has all."""

PAPERS = {
    "A3 横向": A3_LANDSCAPE,
    "A3 纵向": A3_PORTRAIT,
    "A4 横向": A4_LANDSCAPE,
    "A4 纵向": A4_PORTRAIT,
}
_FIT_WIDTH = "适合宽度"
_ZOOMS = (50, 75, 100, 125, 150, 200, 300)
_NO_PRINTER = "找不到打印机，可先输出 PDF。"


class PrintPreview(QDialog):
    """Shows what ``build`` makes on the chosen paper, and prints it or writes a PDF.

    ``suggested`` is the PDF's proposed place. ``paper_changed`` lets the caller remember the choice,
    ``pdf_written`` carries the path of a finished file.
    """

    pdf_written = Signal(Path)
    paper_changed = Signal(str)

    def __init__(
        self,
        build: Build,
        suggested: Path,
        paper: Paper = A3_LANDSCAPE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._build = build
        self._suggested = suggested
        self._measure = FontMeasure()
        self._titles = tuple(_one_line(column.title) for column in build(paper, None).columns)
        self._columns: tuple[int, ...] | None = None
        self._pages: Pages | None = None
        self.setWindowTitle("打印预览")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._make_widgets(paper)
        self._make_shortcuts()
        self._resize()
        self.refresh()

    # What is shown

    @property
    def pages(self) -> Pages:
        """The pages in view."""
        assert self._pages is not None
        return self._pages

    @property
    def paper(self) -> Paper:
        """The chosen paper."""
        return PAPERS[self._papers.currentText()]

    @property
    def view(self) -> PageView:
        """Where the pages are shown."""
        return self._view

    @property
    def message(self) -> str:
        """What the band under the buttons says; empty when there is nothing to say."""
        return self._message.text()

    def refresh(self) -> None:
        """Build and lay out the table again."""
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            table = self._build(self.paper, self._columns)
            self._pages, dropped = lay_out_fitting(table, self.paper, self._measure)
        finally:
            QGuiApplication.restoreOverrideCursor()
        self._say(self._words_of_dropped(table, dropped))
        count = len(self._pages.pages)
        with QSignalBlocker(self._number):
            self._number.setRange(1, count)
        self._count.setText(f"页　共 {count} 页")
        self._view.show_pages(self._pages)
        self._show_page(self._view.page)

    def choose_paper(self, name: str) -> None:
        """Lay the table out on another paper, for example 「A4 横向」."""
        self._papers.setCurrentText(name)

    def choose_columns(self, columns: tuple[int, ...]) -> None:
        """Print these columns only."""
        self._columns = None if len(columns) == len(self._titles) else columns
        self.refresh()

    # What is done with it

    def save_pdf(self, path: str | Path) -> None:
        """Write the PDF and say where it is."""
        target = Path(path)
        try:
            write_pdf(self.pages, target)
        except FgjError as problem:
            self._say(str(problem))
            return
        self._suggested = target
        self._say(f"已输出：{target}")
        self.pdf_written.emit(target)

    def ask_for_pdf(self) -> None:
        """Ask where the PDF is to be written."""
        dialog = QFileDialog(self, "输出 PDF", str(self._suggested), "PDF 文件 (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save_pdf)
        dialog.open()

    def print_out(self) -> None:
        """Ask for the printer and print; without one say so."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

        if not QPrinterInfo.availablePrinterNames():
            self._say(_NO_PRINTER)
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(page_layout_of(self.paper))
        printer.setDocName(_one_line(self.pages.title))
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, len(self.pages.pages))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._print_on(printer))
        # QPrintDialog's own open() asks for a slot by name.
        QDialog.open(dialog)

    def ask_for_columns(self) -> ColumnChoice:
        """Open the choice of columns."""
        ticked = self._columns or tuple(range(len(self._titles)))
        dialog = ColumnChoice(self._titles, ticked, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self.choose_columns)
        dialog.open()
        return dialog

    def _print_on(self, printer: object) -> None:
        from PySide6.QtPrintSupport import QPrinter

        assert isinstance(printer, QPrinter)
        try:
            print_pages(self.pages, printer)
        except FgjError as problem:
            self._say(str(problem))

    # Words

    def _words_of_dropped(self, table: PrintTable, dropped: tuple[int, ...]) -> str:
        if not dropped:
            return ""
        names = "、".join(_one_line(table.columns[column].title) for column in dropped)
        wider = "可改用 A3 或横向，也可" if self.paper is not A3_LANDSCAPE else "可"
        return f"纸面宽度不够，{len(dropped)} 列未打印：{names}。{wider}点“选择列”取舍。"

    def _say(self, text: str) -> None:
        self._message.setText(text)
        self._message.setVisible(bool(text))

    # Widgets

    def _make_widgets(self, paper: Paper) -> None:
        self._view = PageView()
        self._message = QLabel()
        self._message.setWordWrap(True)
        self._message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._message.setContentsMargins(8, 4, 8, 4)
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 6, 8, 6)
        bar.setSpacing(8)
        for text, tip, act in (
            ("打印…", "打印（Ctrl+P）", self.print_out),
            ("输出 PDF…", "输出 PDF（Ctrl+S）", self.ask_for_pdf),
            ("选择列…", "选择要打印的列", self.ask_for_columns),
        ):
            bar.addWidget(_button(text, tip, act))
        bar.addSpacing(12)
        self._papers = QComboBox()
        self._papers.addItems(list(PAPERS))
        self._papers.setCurrentText(next(name for name, one in PAPERS.items() if one == paper))
        self._papers.currentTextChanged.connect(self._paper_chosen)
        _labelled(bar, "纸张(&S)", self._papers)
        self._zooms = QComboBox()
        self._zooms.addItems([_FIT_WIDTH, *(f"{zoom}%" for zoom in _ZOOMS)])
        self._zooms.activated.connect(self._zoom_chosen)
        self._view.zoom_changed.connect(self._show_zoom)
        _labelled(bar, "显示比例(&Z)", self._zooms)
        bar.addStretch()
        self._make_page_jump(bar)
        bar.addSpacing(12)
        bar.addWidget(_button("关闭", "关闭预览（Esc）", self.reject))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self._message)
        layout.addWidget(self._view, 1)
        self._view.setFocus()

    def _make_page_jump(self, bar: QHBoxLayout) -> None:
        self._previous = _button("上一页", "上一页（PageUp）", lambda: self._view.go_to(self._view.page - 1))
        self._next = _button("下一页", "下一页（PageDown）", lambda: self._view.go_to(self._view.page + 1))
        self._number = QSpinBox()
        self._number.setKeyboardTracking(False)
        self._number.setAccessibleName("页码")
        self._number.valueChanged.connect(lambda number: self._view.go_to(number - 1))
        self._count = QLabel()
        bar.addWidget(self._previous)
        _labelled(bar, "第", self._number)
        bar.addWidget(self._count)
        bar.addWidget(self._next)
        self._view.page_changed.connect(self._show_page)

    def _make_shortcuts(self) -> None:
        view = self._view
        for key, act in (
            (QKeySequence.StandardKey.Print, self.print_out),
            (QKeySequence.StandardKey.Save, self.ask_for_pdf),
            (Qt.Key.Key_PageUp, self._previous.click),
            (Qt.Key.Key_PageDown, self._next.click),
            ("Ctrl+Home", lambda: view.go_to(0)),
            ("Ctrl+End", lambda: view.go_to(len(self.pages.pages) - 1)),
            (QKeySequence.StandardKey.ZoomIn, lambda: view.set_zoom(view.zoom + 10)),
            (QKeySequence.StandardKey.ZoomOut, lambda: view.set_zoom(view.zoom - 10)),
            ("Ctrl+0", view.fit_width),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def _resize(self) -> None:
        room = self.screen().availableSize()
        self.resize(min(1280, room.width() - 40), min(900, room.height() - 60))

    def _paper_chosen(self, name: str) -> None:
        self.refresh()
        self.paper_changed.emit(name)

    def _zoom_chosen(self, position: int) -> None:
        if position == 0:
            self._view.fit_width()
        else:
            self._view.set_zoom(_ZOOMS[position - 1])

    def _show_zoom(self, percent: int) -> None:
        self._zooms.setToolTip(f"当前 {percent}%")
        position = 0 if self._view.fits_width else self._zooms.findText(f"{percent}%")
        self._zooms.setCurrentIndex(position)
        self._zooms.setPlaceholderText(f"{percent}%")

    def _show_page(self, page: int) -> None:
        with QSignalBlocker(self._number):
            self._number.setValue(page + 1)
        self._previous.setEnabled(page > 0)
        self._next.setEnabled(page + 1 < len(self.pages.pages))


def _button(text: str, tip: str, act: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip)
    # Enter must not print while the page number is being typed.
    button.setAutoDefault(False)
    button.clicked.connect(act)
    return button


def _labelled(bar: QHBoxLayout, text: str, widget: QWidget) -> None:
    label = QLabel(text)
    label.setBuddy(widget)
    bar.addWidget(label)
    bar.addWidget(widget)


def _one_line(text: str) -> str:
    return "".join(text.split())
