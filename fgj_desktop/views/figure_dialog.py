"""统计数据: every figure with its date, ledger and formula; each opens the rows behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QVBoxLayout, QWidget

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.pinyin import initials
from fgj_desktop.rules.figures import figures, no_data_words
from fgj_desktop.rules.subsets import UNFILLED, subset_choices, subset_fields, subset_of
from fgj_desktop.views.copied_table import copy_table
from fgj_desktop.views.parts import fit, label, plain, primary, row
from fgj_desktop.views.theme import space
from fgj_desktop.views.word_table import WordTable

if TYPE_CHECKING:
    from fgj_desktop.ledgers import Field
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.rules.figure import Figure
    from fgj_desktop.rules.subsets import Subset
    from fgj_desktop.views.main_window import MainWindow

_TITLES = ("指标", "数值", "数据时点", "来源", "计算方法")
_VALUE = 1
_EVERY = "全部项目"


def show_figures(window: MainWindow) -> FigureDialog | None:
    """Open the list of figures; None when what is being typed could not be stored."""
    if not window.finish_editing():
        return None
    dialog = FigureDialog(window.document, window)
    dialog.rows_wanted.connect(window.show_records)
    dialog.open()
    return dialog


class FigureDialog(QDialog):
    """All figures as of the report period, narrowed by words and by a part of the key projects."""

    rows_wanted = Signal(str, object, str)
    """Ledger, records and title of the figure whose rows are to be shown."""

    def __init__(self, document: LedgerDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"统计数据（{document.month.title}）")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._document = document
        self._fields: tuple[Field | None, ...] = (None, *subset_fields())
        self._figures: list[Figure] = []
        self._shown: list[Figure] = []
        self.search = QLineEdit()
        self.search.setPlaceholderText("指标、来源或拼音首字母，如 gdzc")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._fill)
        self.column, self.value = QComboBox(), QComboBox()
        for field in self._fields:
            self.column.addItem(_EVERY if field is None else field.title_for(document.month, short=True))
        self.column.currentIndexChanged.connect(self._offer_values)
        self.value.currentIndexChanged.connect(lambda _index: self._read())
        self.table = WordTable(_TITLES, stretched=len(_TITLES) - 1)
        self.table.entered.connect(self._open)
        self.table.itemSelectionChanged.connect(self._say)
        self.said = label("", "muted")
        self.go = primary("打开明细", lambda: self._open(self.table.currentRow()))
        self._lay_out()
        self._offer_values(0)
        fit(self, 74, 40)
        self.search.setFocus()

    def _lay_out(self) -> None:
        scope = QLabel("重点项目范围")
        scope.setBuddy(self.column)
        self.column.setMinimumWidth(space(9))
        self.value.setMinimumWidth(space(12))
        self.value.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(1), space(0.8), space(1), space(0.8))
        layout.setSpacing(space(0.6))
        layout.addLayout(row(self.search, scope, self.column, self.value, stretch=0))
        layout.addWidget(self.table, 1)
        layout.addWidget(self.said)
        layout.addLayout(row(plain("复制为表格", self._copy), None, plain("关闭", self.reject), self.go))

    # --- what is shown --------------------------------------------------------------------------

    def texts(self) -> list[tuple[str, ...]]:
        """The rows shown."""
        return [_texts(figure) for figure in self._shown]

    def choose(self, column: str, value: str) -> None:
        """Narrow the key projects to a value of a column, by their titles."""
        self.column.setCurrentText(column)
        self.value.setCurrentText(value)

    def _offer_values(self, index: int) -> None:
        field = self._fields[index]
        self.value.blockSignals(True)
        self.value.clear()
        if field is not None:
            self.value.addItems(list(subset_choices(self._document.store, self._document.month, field)))
        self.value.blockSignals(False)
        self.value.setVisible(field is not None)
        self._read()

    def _read(self) -> None:
        document = self._document
        made = figures(document.store, document.month, self._subset())
        self._figures = list(made.values())
        self._no_data = no_data_words(made, document.month)
        self._fill()

    def _subset(self) -> Subset | None:
        field = self._fields[self.column.currentIndex()]
        if field is None or not self.value.currentText():
            return None
        said = self.value.currentText()
        document = self._document
        return subset_of(document.store, document.month, field, "" if said == UNFILLED else said)

    def _fill(self) -> None:
        wanted = self.search.text().strip().lower()
        self._shown = [one for one in self._figures if _matches(one, wanted)]
        self.table.fill([_texts(one) for one in self._shown])
        self.table.align_right(_VALUE)
        if self._shown:
            self.table.setCurrentCell(0, 0)
        self._say()

    def _say(self) -> None:
        at = self.table.currentRow()
        figure = self._shown[at] if 0 <= at < len(self._shown) else None
        self.go.setEnabled(figure is not None and bool(figure.rows))
        if figure is None:
            self.said.setText("没有这样的指标。")
        elif not figure.rows:
            nothing = "没有这样的记录。" if figure.value == 0 else "这项指标在本报告期没有数据。"
            self.said.setText(self._no_data or nothing)
        else:
            ledger = ledger_named(figure.ledger)
            names = (
                f"：{'、'.join(figure.names[:3])}{'等' if len(figure.names) > 3 else ''}"
                if figure.names
                else ""
            )
            self.said.setText(f"{ledger.title} {len(figure.rows):,} {ledger.measure_word}{names}")

    # --- what is done ---------------------------------------------------------------------------

    def _open(self, at: int) -> None:
        if 0 <= at < len(self._shown) and self._shown[at].rows:
            figure = self._shown[at]
            self.accept()
            self.rows_wanted.emit(figure.ledger, figure.rows, figure.title)

    def _copy(self) -> None:
        copy_table([_TITLES, *self.texts()])
        self.said.setText(f"已复制 {len(self._shown)} 个指标，可粘贴到表格中。")


def _texts(figure: Figure) -> tuple[str, ...]:
    sources = "、".join(ledger_named(one).title for one in (figure.ledger, *figure.also))
    return figure.title, figure.text(), figure.as_of.isoformat(), sources, figure.formula


def _matches(figure: Figure, wanted: str) -> bool:
    title, _, _, source, _ = _texts(figure)
    return not wanted or any(wanted in one for one in (title.lower(), source, initials(title)))
