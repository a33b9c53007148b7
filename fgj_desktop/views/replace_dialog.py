"""What replacing would change, cell by cell, to be ticked before it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHeaderView, QTableView, QVBoxLayout, QWidget

from fgj_desktop.models.replacing import replace_cells
from fgj_desktop.views.icons import icon
from fgj_desktop.views.parts import fit, label, plain, primary, row
from fgj_desktop.views.theme import colours, space

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from fgj_desktop.models.ledger_table import LedgerTable
    from fgj_desktop.models.replacing import Plan, Replacement

_AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_TITLES = ("名称", "列", "原内容", "新内容", "数据核查")


class ReplaceDialog(QDialog):
    """A list of cells with a tick each; nothing is written before the button is pressed."""

    replaced = Signal(str)
    """What was done, in words."""

    def __init__(self, table: LedgerTable, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("替换")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._table = table
        self._plan = plan
        self.model = _Cells(plan, self)
        self.sentence = label()
        self.view = _List()
        self.view.toggled.connect(self.model.toggle)
        self.view.setModel(self.model)
        self.view.verticalHeader().hide()
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setShowGrid(False)
        self.view.setAlternatingRowColors(True)
        self.view.setWordWrap(False)
        header = self.view.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.view.setColumnHidden(len(_TITLES) - 1, not any(one.problem for one in plan.cells))
        self.go = primary("替换", self._replace)
        self.none = plain("不选有问题的", self._leave_bad_out)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(1), space(0.8), space(1), space(0.8))
        layout.setSpacing(space(0.6))
        layout.addWidget(self.sentence)
        layout.addWidget(self.view, 1)
        layout.addLayout(row(self.none, None, plain("取消", self.reject), self.go))
        self.model.dataChanged.connect(self._show)
        self._show()
        fit(self, 64, 30)

    def _show(self) -> None:
        self.sentence.setText(self._plan.sentence())
        wanted = self._plan.wanted
        self.go.setText(f"替换 {len(wanted):,} 处" if wanted else "替换")
        self.go.setEnabled(bool(wanted))
        self.none.setVisible(any(one.problem and one.wanted for one in self._plan.cells))

    def _leave_bad_out(self) -> None:
        self.model.untick(lambda one: bool(one.problem))

    def _replace(self) -> None:
        count = replace_cells(self._table, self._plan)
        if count:
            self.accept()
            self.replaced.emit(f"已替换 {count:,} 处。可按 Ctrl+Z 撤销。")


class _Cells(QAbstractTableModel):
    """The cells of a plan, ticked in the first column."""

    def __init__(self, plan: Plan, parent: ReplaceDialog) -> None:
        super().__init__(parent)
        self._cells = plan.cells

    def untick(self, which: object) -> None:
        """Leave out the cells that ``which`` says."""
        assert callable(which)
        for one in self._cells:
            if which(one):
                one.wanted = False
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._cells) - 1, 0))

    def rowCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        """One row a cell."""
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        """Name, column, before, after, problem."""
        return 0 if parent.isValid() else len(_TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """Titles."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _TITLES[section]
        return None

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Texts, ticks, and the colour of what would not pass."""
        one = self._cells[index.row()]
        text = _texts(one)[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(text.split())
        if role == Qt.ItemDataRole.ToolTipRole:
            return text
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            # The box of the style is hard to see in the dark.
            return icon("box_ticked", colours().accent) if one.wanted else icon("box_empty")
        if role == Qt.ItemDataRole.ForegroundRole and one.problem and index.column() >= len(_TITLES) - 2:
            return QColor(colours().error)
        return None

    def toggle(self, index: QModelIndex) -> None:
        """Tick or untick the cell of a row."""
        one = self._cells[index.row()]
        one.wanted = not one.wanted
        self.dataChanged.emit(index.siblingAtColumn(0), index.siblingAtColumn(len(_TITLES) - 1))


class _List(QTableView):
    """Ticked by a click on the first column, and by the space bar in every selected row."""

    toggled = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.clicked.connect(lambda index: None if index.column() else self.toggled.emit(index))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks."""
        if event.key() == Qt.Key.Key_Space:
            for index in self.selectionModel().selectedRows():
                self.toggled.emit(index)
        else:
            super().keyPressEvent(event)


def _texts(one: Replacement) -> tuple[str, ...]:
    return one.name, one.title, one.before, one.after, one.problem
