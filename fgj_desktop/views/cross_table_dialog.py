"""开工—入库—投资交叉表: counts that overlap side by side; each opens its projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from fgj_desktop.rules.basis import PROJECTS, Basis
from fgj_desktop.rules.cross_table import INVESTMENTS, CrossCell, cross_table, cross_words
from fgj_desktop.views.copied_table import copy_table
from fgj_desktop.views.parts import fit, label, plain, primary, row
from fgj_desktop.views.theme import colours, space

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.rules.projects import Rows
    from fgj_desktop.views.main_window import MainWindow

_SCOPES = ("区重点", "市重点", "全部重点项目")
_SUM = "合计"
_COLUMNS = (*(title for title, _ in INVESTMENTS), _SUM)
_ROWS: tuple[tuple[str, bool | None, bool | None], ...] = (
    ("已开工、已入库", True, True),
    ("已开工、未入库", True, False),
    ("未开工、已入库", False, True),
    ("未开工、未入库", False, False),
    (_SUM, None, None),
)


def show_cross_table(window: MainWindow) -> CrossTableDialog | None:
    """Open the table; None when what is being typed could not be stored."""
    if not window.finish_editing():
        return None
    dialog = CrossTableDialog(window.document, window)
    dialog.rows_wanted.connect(window.show_records)
    dialog.open()
    return dialog


class CrossTableDialog(QDialog):
    """The projects of a scope by 开工, 入库 and 投资, with the words that explain how counts fit."""

    rows_wanted = Signal(str, object, str)
    """Ledger, records and title of the cell whose rows are to be shown."""

    def __init__(self, document: LedgerDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"开工—入库—投资交叉表（{document.month.title}）")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        basis = Basis.of(document.store, document.month)
        self._scopes: tuple[Rows, ...] = (basis.district, basis.city, basis.rows(PROJECTS))
        self._records: dict[tuple[int, int], tuple[int, ...]] = {}
        self.scope = QComboBox()
        self.scope.addItems(_SCOPES)
        self.scope.currentIndexChanged.connect(self._fill)
        self.table = _Cells()
        self.table.entered_cell.connect(self._open)
        self.words = label()
        self.go = primary("打开明细", lambda: self._open(self.table.currentRow(), self.table.currentColumn()))
        self.table.currentCellChanged.connect(lambda at, column, *_: self._enable(at, column))
        title = QLabel("范围")
        title.setBuddy(self.scope)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(1), space(0.8), space(1), space(0.8))
        layout.setSpacing(space(0.6))
        layout.addLayout(row(title, self.scope, None))
        layout.addWidget(self.table, 1)
        layout.addWidget(self.words)
        layout.addLayout(row(plain("复制为表格", self._copy), None, plain("关闭", self.reject), self.go))
        self._fill(0)
        fit(self, 46, 26)

    def texts(self) -> list[list[str]]:
        """The table with its titles."""
        body = [
            [name, *(self._text(at, one) for one in range(len(_COLUMNS)))]
            for at, (name, _, _) in enumerate(_ROWS)
        ]
        return [["", *_COLUMNS], *body]

    def _text(self, at: int, column: int) -> str:
        item = self.table.item(at, column)
        return "" if item is None else item.text()

    def _fill(self, scope: int) -> None:
        rows = self._scopes[scope]
        cells = cross_table(rows)
        self._records = {
            (at, column): _records(cells, started, listed, title)
            for at, (_, started, listed) in enumerate(_ROWS)
            for column, title in enumerate(_COLUMNS)
        }
        for place, records in self._records.items():
            self.table.show_count(
                *place, len(records), is_sum=_SUM in (_ROWS[place[0]][0], _COLUMNS[place[1]])
            )
        self.words.setText("\n".join(cross_words(rows)))
        self.table.setCurrentCell(0, 0)
        self._enable(0, 0)

    def _enable(self, at: int, column: int) -> None:
        self.go.setEnabled(bool(self._records.get((at, column))))

    def _open(self, at: int, column: int) -> None:
        records = self._records.get((at, column))
        if records:
            parts = [self.scope.currentText()]
            parts += [one for one in (_ROWS[at][0], _COLUMNS[column]) if one != _SUM]
            self.accept()
            self.rows_wanted.emit(PROJECTS, records, "，".join(parts))

    def _copy(self) -> None:
        copy_table(self.texts())


def _records(
    cells: Sequence[CrossCell], started: bool | None, listed: bool | None, title: str
) -> tuple[int, ...]:
    """The records of a cell or of a sum of cells; None and 合计 stand for any."""
    return tuple(
        record
        for cell in cells
        if started in (None, cell.started)
        and listed in (None, cell.listed)
        and title in (_SUM, cell.investment)
        for record in cell.records
    )


class _Cells(QTableWidget):
    """Counts, large enough to be clicked; Enter or a double click opens one."""

    entered_cell = Signal(int, int)

    def __init__(self) -> None:
        super().__init__(len(_ROWS), len(_COLUMNS))
        self.setHorizontalHeaderLabels(list(_COLUMNS))
        self.setVerticalHeaderLabels([name for name, _, _ in _ROWS])
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setMinimumWidth(space(9))
        self.cellDoubleClicked.connect(self.entered_cell)

    def show_count(self, at: int, column: int, count: int, *, is_sum: bool) -> None:
        """Show how many projects are in a cell; none is muted."""
        item = QTableWidgetItem(str(count))
        item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
        font = item.font()
        font.setBold(is_sum)
        item.setFont(font)
        if is_sum:
            item.setBackground(colours().totals)
        item.setForeground(colours().totals_text if is_sum else colours().text if count else colours().muted)
        item.setToolTip("双击或按 Enter 打开明细" if count else "没有项目")
        self.setItem(at, column, item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the cell; Esc is the window's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_cell.emit(self.currentRow(), self.currentColumn())
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)
