"""列对应 of a blank: which column of the ledger fills which of the blank's, and the first value it gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTreeWidgetItem, QVBoxLayout, QWidget

from fgj_desktop.exchange.grid import column_letters
from fgj_desktop.views.column_tree import CHOSEN, KEY, ColumnTree, FieldDelegate
from fgj_desktop.views.icons import icon
from fgj_desktop.views.parts import label
from fgj_desktop.views.theme import colours, space

if TYPE_CHECKING:
    from fgj_desktop.exchange.fill_columns import FillColumn
    from fgj_desktop.exchange.fill_plan import FillPlan

_NOT_FILLED = "不填"
_TITLES = ("列", "表中列名", "台账列", "第一项将填")
_HINT = "双击或按 F2 可更改台账列；更改后会记住，下次同样的表头照此填。"


class FillColumnList(QWidget):
    """The columns of a blank; those that stay empty come first."""

    corrected = Signal(int, object)
    """Column of the blank (from 0) and the name of the ledger's field, None for none."""

    def __init__(self) -> None:
        super().__init__()
        self._plan: FillPlan | None = None
        self.tree = ColumnTree(_TITLES, (3, 13, 14))
        self._delegate = FieldDelegate(self.choices, self.corrected.emit)
        self.tree.setItemDelegateForColumn(CHOSEN, self._delegate)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space(0.3))
        layout.addWidget(label(_HINT, "muted"))
        layout.addWidget(self.tree, 1)

    def fill(self, plan: FillPlan) -> None:
        """Show the columns of a plan; the current one stays current."""
        current = self.tree.currentItem()
        kept = current.data(0, KEY) if current is not None else None
        self._plan = plan
        self.tree.clear()
        firsts = self._firsts(plan)
        for one in sorted(plan.columns, key=lambda one: one.field is not None):
            item = self._item(one, firsts.get(one.index, ""))
            self.tree.addTopLevelItem(item)
            if one.index == kept or self.tree.topLevelItemCount() == 1:
                self.tree.setCurrentItem(item, CHOSEN)

    def choices(self) -> list[tuple[str, str | None]]:
        """The ledger's columns to choose from, 不填 first."""
        plan = self._plan
        if plan is None:
            return []
        named: list[tuple[str, str | None]] = [
            (field.title_for(plan.month, short=True), field.name) for field in plan.ledger.fields
        ]
        return [(_NOT_FILLED, None), *named]

    def texts(self) -> list[tuple[str, ...]]:
        """The rows as they are read."""
        items = (self.tree.topLevelItem(row) for row in range(self.tree.topLevelItemCount()))
        return [tuple(item.text(at) for at in range(len(_TITLES))) for item in items if item is not None]

    @staticmethod
    def _firsts(plan: FillPlan) -> dict[int, str]:
        """What the first record puts into each column."""
        found: dict[int, str] = {}
        for cell in plan.cells:
            found.setdefault(cell.column, str(cell.content))
        return found

    def _item(self, one: FillColumn, first: str) -> QTreeWidgetItem:
        texts = (column_letters(one.index), one.title, self._goes_to(one), first[:40])
        item = QTreeWidgetItem([" ".join(text.split()) for text in texts])
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        item.setData(0, KEY, one.index)
        item.setData(CHOSEN, KEY, one.field)
        item.setToolTip(1, one.title)
        colour = colours()
        if one.field is not None:
            item.setIcon(CHOSEN, icon("done", colour.green))
        else:
            sign = icon("about", colour.muted) if one.reason else icon("warning", colour.warning)
            item.setIcon(CHOSEN, sign)
            item.setToolTip(CHOSEN, one.reason or "台账中没有相应的列")
        return item

    def _goes_to(self, one: FillColumn) -> str:
        assert self._plan is not None
        if one.field is None:
            return f"{_NOT_FILLED}（{one.reason}）" if one.reason else "未识别，不填"
        month = one.month or self._plan.month
        title = self._plan.ledger.fields_by_name[one.field].title_for(month, short=True)
        return f"{title}（{month.title}）" if one.month is not None else title
