"""清单: what has not begun, what is not in the library, what lags, each line with its unit and reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QVBoxLayout, QWidget

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.rules.basis import Basis
from fgj_desktop.rules.named_lists import NamedList, named_lists, of_unit
from fgj_desktop.views.copied_table import copy_table
from fgj_desktop.views.parts import fit, label, plain, primary, row
from fgj_desktop.views.theme import space
from fgj_desktop.views.word_table import WordTable

if TYPE_CHECKING:
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.views.main_window import MainWindow

_EVERY = "全部单位"


def show_lists(window: MainWindow) -> ListDialog | None:
    """Open the lists; None when what is being typed could not be stored."""
    if not window.finish_editing():
        return None
    dialog = ListDialog(window.document, window)
    dialog.rows_wanted.connect(window.show_records)
    dialog.open()
    return dialog


class ListDialog(QDialog):
    """One list at a time, of all units or of one."""

    rows_wanted = Signal(str, object, str)
    """Ledger, records and title of the list whose rows are to be shown."""

    def __init__(self, document: LedgerDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"清单（{document.month.title}）")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._lists = named_lists(Basis.of(document.store, document.month))
        self._shown: NamedList = self._lists[0]
        self.kind, self.unit = QComboBox(), QComboBox()
        for one in self._lists:
            self.kind.addItem(f"{one.title}（{len(one.lines)}）")
        self.kind.currentIndexChanged.connect(self._choose)
        self.unit.currentIndexChanged.connect(lambda _index: self._fill())
        self.unit.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.table = WordTable(("名称", "责任单位", "原因"), stretched=2)
        self.table.entered.connect(lambda at: self._open((self._shown.lines[at].record,)))
        self.said = label("", "muted")
        self.go = primary("打开明细", lambda: self._open(self._shown.records))
        title, unit = QLabel("清单"), QLabel("责任单位")
        title.setBuddy(self.kind)
        unit.setBuddy(self.unit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(1), space(0.8), space(1), space(0.8))
        layout.setSpacing(space(0.6))
        layout.addLayout(row(title, self.kind, unit, self.unit, None))
        layout.addWidget(self.table, 1)
        layout.addWidget(self.said)
        layout.addLayout(row(plain("复制为表格", self._copy), None, plain("关闭", self.reject), self.go))
        self._choose(0)
        fit(self, 66, 34)

    def _choose(self, at: int) -> None:
        """Show a list, of all its units."""
        self.unit.blockSignals(True)
        self.unit.clear()
        units = dict.fromkeys(line.unit for line in self._lists[at].lines if line.unit)
        self.unit.addItems([_EVERY, *units])
        self.unit.blockSignals(False)
        self._fill()

    def _fill(self) -> None:
        whole = self._lists[self.kind.currentIndex()]
        unit = self.unit.currentText()
        self._shown = whole if unit == _EVERY else of_unit(whole, unit)
        self.table.fill([(line.name, line.unit, line.reason) for line in self._shown.lines])
        self.table.setHorizontalHeaderLabels(["名称", "责任单位", self._shown.reason_title])
        ledger = ledger_named(self._shown.ledger)
        self.said.setText(f"{ledger.title}：{len(self._shown.lines)} {ledger.measure_word}")
        self.go.setEnabled(bool(self._shown.lines))

    def _open(self, records: tuple[int, ...]) -> None:
        shown = self._shown
        self.accept()
        self.rows_wanted.emit(shown.ledger, records, shown.title)

    def _copy(self) -> None:
        lines = [(line.name, line.unit, line.reason) for line in self._shown.lines]
        copy_table([("名称", "责任单位", self._shown.reason_title), *lines])
        self.said.setText(f"已复制 {len(lines)} 行，可粘贴到表格中。")
