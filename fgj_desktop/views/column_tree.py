"""A list of columns, each with what it stands for, to be chosen anew from a list in its cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

KEY = Qt.ItemDataRole.UserRole
"""Of the first cell of a row what the row is, of the chosen cell what it stands for."""
CHOSEN = 2
"""The cell in which is chosen."""


class ColumnTree(QTreeWidget):
    """Rows of columns; F2, Enter or a double click chooses what the current one stands for."""

    def __init__(self, titles: Sequence[str], widths: Sequence[float] = (3, 14, 16)) -> None:
        super().__init__()
        self.setProperty("list", True)
        self.setColumnCount(len(titles))
        self.setHeaderLabels(list(titles))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setIconSize(QSize(space(0.9), space(0.9)))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.itemDoubleClicked.connect(lambda item, _column: self.choose(item))
        header = self.header()
        header.setStretchLastSection(True)
        for column, width in enumerate(widths):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(column, space(width))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 and Enter choose the ledger's column, wherever in the row the keyboard is."""
        if event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose(self.currentItem())
        else:
            super().keyPressEvent(event)

    def choose(self, item: QTreeWidgetItem | None) -> None:
        """Open the list of the ledger's columns."""
        if item is not None:
            self.editItem(item, CHOSEN)


class FieldDelegate(QStyledItemDelegate):
    """Chooses a column of the ledger from a list."""

    def __init__(
        self,
        choices: Callable[[], Sequence[tuple[str, str | None]]],
        corrected: Callable[[int, str | None], object],
    ) -> None:
        """``choices`` are titles with what they stand for; ``corrected`` gets the key of a row and the choice."""
        super().__init__()
        self._choices = choices
        self._corrected = corrected

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        """A list that opens at once."""
        box = QComboBox(parent)
        box.setMaxVisibleItems(16)
        for title, name in self._choices():
            box.addItem(title, name)
        box.activated.connect(lambda _place: self._chosen(box))
        return box

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """Start at the present column."""
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(index.data(KEY))))
            editor.showPopup()

    def setModelData(
        self,
        editor: QWidget,
        model: QAbstractItemModel,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Announce a choice that differs; the plan is made anew, and this list with it."""
        if not isinstance(editor, QComboBox) or editor.currentData() == index.data(KEY):
            return
        self._corrected(int(index.model().index(index.row(), 0).data(KEY)), editor.currentData())

    def _chosen(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)
