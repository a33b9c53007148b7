"""The list of what would go on in a new year: ticked, and changed where it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from fgj_desktop.models.year_steps import YearSteps
from fgj_desktop.views.icons import icon
from fgj_desktop.views.theme import colours

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_AnyIndex = QModelIndex | QPersistentModelIndex


class StepList(QTableView):
    """Ticked by a click on the first column, and by the space bar in every selected row."""

    toggled = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.verticalHeader().hide()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setItemDelegate(_Delegate(self))
        self.clicked.connect(lambda index: None if index.column() else self.toggled.emit(index))

    def show_steps(self, model: YearSteps) -> None:
        """Show a plan; the name and the reason share the width that is left."""
        self.setModel(model)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for column in (1, model.columnCount() - 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks."""
        if event.key() == Qt.Key.Key_Space:
            for index in self.selectionModel().selectedRows():
                self.toggled.emit(index)
        else:
            super().keyPressEvent(event)


class _Delegate(QStyledItemDelegate):
    """Ticks drawn by our own icons, and a list to choose from for what is asked."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        """Mute what does not go on."""
        super().initStyleOption(option, index)
        model = index.model()
        if not isinstance(model, YearSteps):
            return
        goes_on = model.step(index.row()).goes_on
        if index.column() == 0:
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            option.icon = icon("box_ticked", colours().accent) if goes_on else icon("box_empty")
            option.decorationSize = option.icon.actualSize(option.decorationSize)
        if not goes_on:
            option.palette.setColor(option.palette.ColorRole.Text, QColor(colours().muted))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _AnyIndex) -> QWidget:
        """The words of the column."""
        model = index.model()
        assert isinstance(model, YearSteps)
        words = model.offered(index.column())
        if not words:
            return super().createEditor(parent, option, index)
        box = QComboBox(parent)
        box.addItems(words)
        box.activated.connect(lambda _index: self._take(box))
        return box

    def _take(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)

    def setEditorData(self, editor: QWidget, index: _AnyIndex) -> None:
        """Begin with what would be taken along."""
        if isinstance(editor, QComboBox):
            editor.setCurrentText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _AnyIndex) -> None:
        """Take the chosen word."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText(), Qt.ItemDataRole.EditRole)
        else:
            super().setModelData(editor, model, index)
