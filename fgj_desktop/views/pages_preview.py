"""A preview of pages as they will be printed, whatever is on them, and the ways to paper and PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
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

from fgj_desktop.errors import FgjError
from fgj_desktop.views.page_view import PageView
from fgj_desktop.views.print_fonts import FontMeasure
from fgj_desktop.views.print_painter import page_layout_of, print_pages, write_pdf
from fgj_desktop.views.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Callable

    from fgj_desktop.documents.pages import Pages

_FIT_WIDTH = "适合宽度"
_ZOOMS = (50, 75, 100, 125, 150, 200, 300)
_NO_PRINTER = "找不到打印机，可先输出 PDF。"


class PagesPreview(QDialog):
    """Shows pages, prints them or writes a PDF; what they are made of is the subclass' own.

    ``suggested`` is the PDF's proposed place; ``pdf_written`` carries the path of a finished file.
    """

    pdf_written = Signal(Path)
    printed = Signal()
    """The pages went to a printer."""

    def __init__(self, suggested: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._suggested = suggested
        self.measure = FontMeasure()
        self._pages: Pages | None = None
        self.setWindowTitle("打印预览")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._make_widgets()
        self._make_shortcuts()
        self._resize()

    # What subclasses answer

    def make_pages(self) -> tuple[Pages, str]:
        """The pages, and what is to be said of them; empty when there is nothing to say."""
        raise NotImplementedError

    def add_choices(self, bar: QHBoxLayout) -> None:
        """Add what can be chosen of the pages to the bar, before the zoom."""

    def side(self) -> QWidget | None:
        """What stands at the left of the pages; None for nothing."""
        return None

    # What is shown

    @property
    def pages(self) -> Pages:
        """The pages in view."""
        assert self._pages is not None
        return self._pages

    @property
    def view(self) -> PageView:
        """Where the pages are shown."""
        return self._view

    @property
    def message(self) -> str:
        """What the band under the buttons says; empty when there is nothing to say."""
        return self._message.text()

    def refresh(self) -> None:
        """Make the pages again."""
        with waiting():
            self._pages, said = self.make_pages()
        self.say(said)
        count = len(self._pages.pages)
        with QSignalBlocker(self._number):
            self._number.setRange(1, count)
        self._count.setText(f"页　共 {count} 页")
        self._view.show_pages(self._pages)
        self._show_page(self._view.page)

    def say(self, text: str) -> None:
        """Say a sentence above the pages; nothing when it is empty."""
        self._message.setText(text)
        self._message.setVisible(bool(text))

    # What is done with it

    def save_pdf(self, path: str | Path) -> None:
        """Write the PDF and say where it is."""
        target = Path(path)
        try:
            with waiting():
                write_pdf(self.pages, target)
        except FgjError as problem:
            self.say(str(problem))
            return
        self._suggested = target
        self.say(f"已输出：{target}")
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
            self.say(_NO_PRINTER)
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(page_layout_of(self.pages.paper))
        printer.setDocName("".join(self.pages.title.split()))
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, len(self.pages.pages))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._print_on(printer))
        # QPrintDialog's own open() asks for a slot by name.
        QDialog.open(dialog)

    def _print_on(self, printer: object) -> None:
        from PySide6.QtPrintSupport import QPrinter

        assert isinstance(printer, QPrinter)
        try:
            print_pages(self.pages, printer)
        except FgjError as problem:
            self.say(str(problem))
            return
        self.printed.emit()

    # Widgets

    def _make_widgets(self) -> None:
        self._view = PageView()
        self._message = QLabel()
        self._message.setWordWrap(True)
        self._message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._message.setContentsMargins(8, 4, 8, 4)
        self._message.hide()
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 6, 8, 6)
        bar.setSpacing(8)
        bar.addWidget(bar_button("打印…", "打印（Ctrl+P）", self.print_out))
        bar.addWidget(bar_button("输出 PDF…", "输出 PDF（Ctrl+S）", self.ask_for_pdf))
        self.add_choices(bar)
        self._zooms = QComboBox()
        self._zooms.addItems([_FIT_WIDTH, *(f"{zoom}%" for zoom in _ZOOMS)])
        self._zooms.activated.connect(self._zoom_chosen)
        self._view.zoom_changed.connect(self._show_zoom)
        add_labelled(bar, "显示比例(&Z)", self._zooms)
        bar.addStretch()
        self._make_page_jump(bar)
        bar.addSpacing(12)
        bar.addWidget(bar_button("关闭", "关闭预览（Esc）", self.reject))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self._message)
        beside = QHBoxLayout()
        beside.setSpacing(0)
        side = self.side()
        if side is not None:
            beside.addWidget(side)
        beside.addWidget(self._view, 1)
        layout.addLayout(beside, 1)
        self._view.setFocus()

    def _make_page_jump(self, bar: QHBoxLayout) -> None:
        self._previous = bar_button(
            "上一页", "上一页（PageUp）", lambda: self._view.go_to(self._view.page - 1)
        )
        self._next = bar_button("下一页", "下一页（PageDown）", lambda: self._view.go_to(self._view.page + 1))
        self._number = QSpinBox()
        self._number.setKeyboardTracking(False)
        self._number.setAccessibleName("页码")
        self._number.valueChanged.connect(lambda number: self._view.go_to(number - 1))
        self._count = QLabel()
        bar.addWidget(self._previous)
        add_labelled(bar, "第", self._number)
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


def bar_button(text: str, tip: str, act: Callable[[], object]) -> QPushButton:
    """A button of a preview's bar."""
    button = QPushButton(text)
    button.setToolTip(tip)
    # Enter must not print while the page number is being typed.
    button.setAutoDefault(False)
    button.clicked.connect(act)
    return button


def add_labelled(bar: QHBoxLayout, text: str, widget: QWidget) -> None:
    """Add a widget with its label to a preview's bar."""
    label = QLabel(text)
    label.setBuddy(widget)
    bar.addWidget(label)
    bar.addWidget(widget)
