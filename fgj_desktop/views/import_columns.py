"""列对应: which column of the sheet goes where, to be corrected where it is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTreeWidgetItem, QVBoxLayout, QWidget

from fgj_desktop.exchange.cells import text_of
from fgj_desktop.views.column_tree import CHOSEN, KEY, ColumnTree, FieldDelegate
from fgj_desktop.views.icons import icon
from fgj_desktop.views.parts import label
from fgj_desktop.views.theme import colours, space

if TYPE_CHECKING:
    from fgj_desktop.exchange.mapping import ColumnMapping
    from fgj_desktop.exchange.plan import TablePlan
    from fgj_desktop.exchange.tables import Table
    from fgj_desktop.ledgers.declaration import Field
    from fgj_desktop.ledgers.period import Month

_NOT_IMPORTED = "不导入"
_TITLES = ("列", "表中列名", "台账列", "表中第一项")
_HINT = "双击或按 F2 可更改台账列；更改后会记住，下次同样的表头照此导入。"
_ROWS_SHOWN = 10


class ColumnList(QWidget):
    """The columns of one sheet; those that go nowhere come first."""

    corrected = Signal(int, object)
    """Column of the sheet (from 0) and the name of the ledger's field, None for nowhere."""

    def __init__(self, part: TablePlan, table: Table) -> None:
        super().__init__()
        assert part.mapping is not None
        self._part = part
        self._table = table
        self.tree = ColumnTree(_TITLES)
        self._delegate = FieldDelegate(self.choices, self.corrected.emit)
        self.tree.setItemDelegateForColumn(CHOSEN, self._delegate)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(label(_HINT, "muted"))
        layout.addWidget(self.tree)
        for one in sorted(part.mapping.columns, key=lambda one: one.field is not None):
            self.tree.addTopLevelItem(self._item(one))
        rows = min(self.tree.topLevelItemCount(), _ROWS_SHOWN)
        self.tree.setFixedHeight(rows * space(1.55) + space(2.2))
        if (first := self.tree.topLevelItem(0)) is not None:
            self.tree.setCurrentItem(first, CHOSEN)

    def choices(self) -> list[tuple[str, str | None]]:
        """The ledger's columns to choose from, 不导入 first."""
        ledger = self._part.ledger
        assert ledger is not None
        named: list[tuple[str, str | None]] = [(self._title(one), one.name) for one in ledger.fields]
        return [(_NOT_IMPORTED, None), *named]

    def _item(self, one: ColumnMapping) -> QTreeWidgetItem:
        texts = [self._table.sheet.letters(one.index), one.title, self._goes_to(one), self._first(one)]
        item = QTreeWidgetItem([" ".join(text.split()) for text in texts])
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        item.setData(0, KEY, one.index)
        item.setData(CHOSEN, KEY, one.field.name if one.field is not None else None)
        colour = colours()
        if one.field is None:
            sign = icon("warning", colour.warning) if not one.reason else icon("about", colour.muted)
            item.setIcon(CHOSEN, sign)
            item.setToolTip(CHOSEN, one.reason or "未识别的列")
        else:
            item.setIcon(CHOSEN, icon("done", colour.green))
            if one.is_compared:
                item.setToolTip(CHOSEN, "此列由程序计算，只核对，不导入")
        return item

    def _goes_to(self, one: ColumnMapping) -> str:
        if one.field is None:
            return f"{_NOT_IMPORTED}（{one.reason}）" if one.reason else "未识别，不导入"
        title = self._title(one.field, one.month)
        return f"{title}（只核对）" if one.is_compared else title

    def _title(self, field: Field, month: Month | None = None) -> str:
        month = month or self._part.month
        return field.title_for(month, short=True) if month is not None else field.column.title

    def _first(self, one: ColumnMapping) -> str:
        header = self._table.header
        body = header.body if header is not None else 0
        texts = (text_of(row[one.index]) for row in self._table.sheet.rows[body:] if one.index < len(row))
        return next((text for text in texts if text), "")[:40]
