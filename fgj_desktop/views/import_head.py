"""The top of the import dialog: what the files are, for which period, in which unit, which sheets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from fgj_desktop.exchange.tables import needs_month
from fgj_desktop.ledgers.values import UNIT_TITLES
from fgj_desktop.views.fold import Fold, FoldList
from fgj_desktop.views.parts import heading, label
from fgj_desktop.views.theme import colours, space

if TYPE_CHECKING:
    from fgj_desktop.exchange.plan import TablePlan
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.views.import_session import ImportSession

_MONTHS = 36
_ID = Qt.ItemDataRole.UserRole
_ROWS_SHOWN = 8


class ImportHead(QWidget):
    """Says in one sentence what the files are."""

    month_chosen = Signal(object)
    """Month"""
    unit_chosen = Signal(object)
    """分 in one unit, int."""
    included = Signal(str, bool)
    """Id of a table, and whether it is wanted."""

    def __init__(self) -> None:
        super().__init__()
        self._months: list[Month] = []
        self._filling = False
        self.headline = heading("")
        self.source = label("", "muted")
        self.month_title, self.month = QLabel("报告期(&M)"), QComboBox()
        self.unit_title, self.unit = QLabel("金额单位(&U)"), QComboBox()
        self.sheets = FoldList()
        for title, box in ((self.month_title, self.month), (self.unit_title, self.unit)):
            title.setBuddy(box)
        self.month.setMaxVisibleItems(15)
        self.month.setToolTip("取自表头，可以更改")
        self.unit.setToolTip("取自表头，可以更改；列名写明单位的列以列名为准")
        for factor, title_text in UNIT_TITLES.items():
            self.unit.addItem(title_text, factor)
        self._arrange()
        self.month.activated.connect(lambda place: self.month_chosen.emit(self._months[place]))
        self.unit.activated.connect(lambda _place: self.unit_chosen.emit(self.unit.currentData()))

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space(0.4))
        layout.addWidget(self.headline)
        layout.addWidget(self.source)
        line = QHBoxLayout()
        line.setSpacing(space(0.5))
        for part in (self.month_title, self.month, self.unit_title, self.unit):
            line.addWidget(part)
        self.month.setContentsMargins(0, 0, space(1), 0)
        line.addStretch(1)
        layout.addLayout(line)
        layout.addWidget(self.sheets)

    def fill(self, session: ImportSession) -> None:
        """Show what the session has read."""
        parts = session.parts
        self.headline.setText(session.headline)
        self.source.setText(_source(session))
        months = session.months()
        dated = any(one.ledger is not None and needs_month(one.ledger) for one in parts)
        self._fill_months(months[0] if dated and len(months) == 1 else None)
        unit = session.money_unit()
        for part in (self.unit_title, self.unit):
            part.setVisible(unit is not None)
        if unit is not None:
            self.unit.setCurrentIndex(self.unit.findData(unit))
        several = len(session.tables()) > 1 or bool(session.skipped)
        self.sheets.setVisible(several)
        self.sheets.fill([("sheets", self._sheet_fold(session))] if several else [])

    def _fill_months(self, month: Month | None) -> None:
        for part in (self.month_title, self.month):
            part.setVisible(month is not None)
        if month is None:
            return
        later = month.next.next.next
        self._months = [later.months_before(count) for count in range(_MONTHS)]
        self.month.clear()
        for one in self._months:
            self.month.addItem(one.title)
        self.month.setCurrentIndex(self._months.index(month))

    def _sheet_fold(self, session: ImportSession) -> Fold:
        count = session.count_of_tables
        left = [one for one in session.skipped if session.is_included(one.id)]
        title = count + (f"，另有 {len(left)} 张不导入" if left else "")
        return Fold(title, lambda: self._sheet_list(session))

    def _sheet_list(self, session: ImportSession) -> QWidget:
        tree = QTreeWidget()
        tree.setProperty("list", True)
        tree.setRootIsDecorated(False)
        tree.setHeaderLabels(["工作表", "台账", "报告期", "项数", "文件"])
        wanted = {one.id: one for one in [*session.parts, *session.skipped]}
        for table in session.tables():
            part = wanted.get(table.id)
            name = part.name if part is not None else table.sheet.name
            tree.addTopLevelItem(_item(table.id, name, table.file, part, session))
        for one in session.skipped:
            if one.id not in {table.id for table in session.tables()}:
                tree.addTopLevelItem(_refused_item(one))
        for column in range(4):
            tree.resizeColumnToContents(column)
        rows = min(tree.topLevelItemCount(), _ROWS_SHOWN)
        tree.setFixedHeight(rows * space(1.55) + space(2.2))
        tree.itemChanged.connect(self._ticked)
        return tree

    def _ticked(self, item: QTreeWidgetItem, column: int) -> None:
        if column == 0 and (identifier := item.data(0, _ID)):
            self.included.emit(identifier, item.checkState(0) is Qt.CheckState.Checked)


def _item(
    identifier: str, sheet: str, file: str, part: TablePlan | None, session: ImportSession
) -> QTreeWidgetItem:
    ledger = part.ledger.title if part is not None and part.ledger is not None else ""
    month = part.month.title if part is not None and part.month is not None else ""
    rows = str(part.rows) if part is not None and not part.skipped else ""
    included = session.is_included(identifier)
    reason = part.skipped if part is not None and included else ""
    item = QTreeWidgetItem([sheet, reason or ledger or "不导入", month, rows, file])
    item.setData(0, _ID, identifier)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(0, Qt.CheckState.Checked if included else Qt.CheckState.Unchecked)
    return item


def _refused_item(one: TablePlan) -> QTreeWidgetItem:
    item = QTreeWidgetItem([one.sheet, f"不导入：{one.skipped}", "", "", one.file])
    for column in range(5):
        item.setForeground(column, colours().muted)
    item.setToolTip(1, one.skipped)
    return item


def _source(session: ImportSession) -> str:
    files = [file for file in session.files if not file.problem]
    if len(files) > 1:
        return f"{len(files)} 个文件：{'、'.join(file.name for file in files)}"
    if not files:
        return ""
    sheets = session.parts
    sheet = f"　工作表“{sheets[0].sheet}”" if len(sheets) == 1 else ""
    return f"{files[0].name}{sheet}　（{Path(files[0].path).parent}）"
