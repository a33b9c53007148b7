"""定位: a number or a few letters lead to a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from fgj_desktop.models.places import places_of
from fgj_desktop.views.parts import fit, label, plain, primary, row
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from fgj_desktop.models.ledger_table import LedgerTable
    from fgj_desktop.views.main_window import MainWindow

_RECORD = Qt.ItemDataRole.UserRole
_LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


def go_to(window: MainWindow) -> GoToDialog | None:
    """Ask where to go; None when what is being typed could not be stored."""
    pane = window.pane
    if not pane.grid.finish_editing():
        return None
    dialog = GoToDialog(pane.shown_table, window)
    dialog.chosen.connect(lambda record: window.go_to(pane.ledger.name, record))
    dialog.open()
    return dialog


class GoToDialog(QDialog):
    """A line to type in, and what it may mean below."""

    chosen = Signal(object)
    """The record to go to; its id is too large for a signal's int."""

    def __init__(self, table: LedgerTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("定位")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._table = table
        self.line = _Line()
        self.list = QListWidget()
        self.line.stepped.connect(self.list.event)
        self.list.setProperty("cell", True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hint = label("", "muted")
        self.go = primary("转到", self._go)
        self.line.textChanged.connect(self._fill)
        self.list.itemDoubleClicked.connect(self._go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(1), space(0.8), space(1), space(0.8))
        layout.setSpacing(space(0.6))
        layout.addWidget(self.line)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.hint)
        layout.addLayout(row(None, plain("取消", self.reject), self.go))
        self._fill("")
        fit(self, 32, 22)

    def _fill(self, text: str) -> None:
        places = places_of(self._table, text)
        self.list.clear()
        for place in places:
            item = QListWidgetItem(place.text if place.is_shown else f"{place.text}（当前未显示）")
            item.setData(_RECORD, place.record)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.go.setEnabled(bool(places))
        title = self._table.ledger.record_title
        self.hint.setText(f"没有这样的{title}。" if text.strip() and not places else "")

    def _go(self) -> None:
        item = self.list.currentItem()
        if self.list.currentRow() >= 0:
            self.accept()
            self.chosen.emit(item.data(_RECORD))


class _Line(QLineEdit):
    """A line whose up and down keys go through the list below."""

    stepped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("search", True)
        self.setPlaceholderText("序号、名称、单位、代码或拼音首字母，如 12、lyz")
        self.setAccessibleName("定位到")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand the keys of a list on."""
        if event.key() in _LIST_KEYS:
            self.stepped.emit(event)
        else:
            super().keyPressEvent(event)
