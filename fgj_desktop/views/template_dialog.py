"""公文模板: the folder of the templates, and the list of names to copy into them or into any Word document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QVBoxLayout, QWidget

from fgj_desktop.documents.reports import telling_of
from fgj_desktop.documents.word_templates import FOLDER, copy_templates, template_folder
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.models.document_names import FACTS, FIGURES, PASSAGE, document_names
from fgj_desktop.views.parts import fit, label, plain, primary, row, set_tone
from fgj_desktop.views.theme import space
from fgj_desktop.views.waiting import waiting
from fgj_desktop.views.window_actions import open_path
from fgj_desktop.views.word_table import WordTable

if TYPE_CHECKING:
    from fgj_desktop.models.document_names import DocumentName
    from fgj_desktop.views.main_window import MainWindow

_ALL = "全部"


class TemplateDialog(QDialog):
    """Copies names; the templates themselves are edited in Word or WPS."""

    def __init__(self, window: MainWindow, parent: QWidget | None = None) -> None:
        super().__init__(parent or window)
        self.setWindowTitle(FOLDER)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window = window
        document = window.document
        with waiting(), document.reading():
            telling = telling_of(document.store, ReportPeriod(document.month))
            self._names = list(document_names(telling))
        self._shown: list[DocumentName] = []
        self.group, self.search = QComboBox(), QLineEdit()
        self.group.addItems([_ALL, FIGURES, PASSAGE, FACTS])
        self.search.setPlaceholderText("查找，如 区重点 完成")
        self.search.setClearButtonEnabled(True)
        self.table = WordTable(("数据项", "现在的内容", "说明"), stretched=2)
        self.said = label("", "muted")
        self.copy = primary("复制数据项", self.copy_name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(1), space(0.8), space(1), space(0.8))
        layout.setSpacing(space(0.6))
        layout.addWidget(
            label(
                f"模板在台账旁的“{FOLDER}”文件夹，用 Word 或 WPS 打开修改。"
                "把数据项连同花括号粘贴到模板或任何 Word 文档中，写公文或更新数字时即换成台账中的内容。"
            )
        )
        layout.addLayout(row(self.group, self.search, stretch=1))
        layout.addWidget(self.table, 1)
        layout.addWidget(self.said)
        layout.addLayout(
            row(plain("打开模板文件夹", self.open_folder), None, plain("关闭", self.reject), self.copy)
        )
        self.group.currentIndexChanged.connect(lambda _index: self._fill())
        self.search.textChanged.connect(lambda _text: self._fill())
        self.table.doubleClicked.connect(lambda _index: self.copy_name())
        self._fill()
        fit(self, 78, 36)

    def _fill(self) -> None:
        group = self.group.currentText()
        self._shown = [
            one for one in self._names if group in (_ALL, one.group) and one.holds(self.search.text())
        ]
        self.table.fill([(one.said, _short(one.now), one.about) for one in self._shown])
        self.copy.setEnabled(bool(self._shown))
        if self._shown:
            self.table.selectRow(0)
        self._say(f"共 {len(self._shown)} 项，内容为{self._window.document.month.title}。", good=False)

    def copy_name(self) -> None:
        """Put the chosen name on the clipboard, with its braces."""
        place = self.table.currentIndex().row()
        if 0 <= place < len(self._shown):
            QGuiApplication.clipboard().setText(self._shown[place].said)
            self._say(f"已复制 {self._shown[place].said}，可粘贴到 Word 文档中。", good=True)

    def open_folder(self) -> None:
        """Open the folder of the templates, which are copied there when they are not yet."""
        path = self._window.document.store.path
        try:
            copy_templates(path)
        except OSError:
            self.said.setText(f"未能在台账旁建立“{FOLDER}”文件夹，请检查该处是否可写。")
            set_tone(self.said, "error")
            return
        open_path(template_folder(path))

    def _say(self, words: str, *, good: bool) -> None:
        self.said.setText(words)
        set_tone(self.said, "good" if good else "muted")


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"


def show_templates(window: MainWindow) -> TemplateDialog | None:
    """公文模板: names to copy, and the folder."""
    if not window.pane.grid.finish_editing():
        return None
    dialog = TemplateDialog(window)
    dialog.open()
    return dialog
