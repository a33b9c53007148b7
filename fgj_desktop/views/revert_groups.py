"""What reverting an action would do, or did, in three groups that open to their cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from fgj_desktop.models.history_words import place_words
from fgj_desktop.views.theme import colours, space

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fgj_desktop.store.revert import CellRef, Revert
    from fgj_desktop.store.store import Store

_LISTED = 500
_PLANNED = ("将撤回", "其后改过，保留", "未能撤回")
_DONE = ("已撤回", "其后改过，保留", "未能撤回")


class RevertGroups(QTreeWidget):
    """The groups with their counts; the cells of one are listed when it is opened."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._cells: dict[int, list[CellRef]] = {}
        self.setProperty("list", True)
        self.setHeaderHidden(True)
        self.setAccessibleName("撤销的结果")
        self.setFixedHeight(space(9))
        self.itemExpanded.connect(self._list)

    def show_revert(self, revert: Revert, *, done: bool) -> None:
        """Show the groups of a plan, or of what was done."""
        self.clear()
        self._cells.clear()
        groups = (revert.reverted, revert.kept, revert.failed)
        for number, (title, cells) in enumerate(zip(_DONE if done else _PLANNED, groups, strict=True)):
            item = QTreeWidgetItem([f"{title}　{len(cells):,} 处"])
            item.setData(0, Qt.ItemDataRole.UserRole, number)
            self._cells[number] = cells
            self.addTopLevelItem(item)
            if cells:
                item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
            else:
                item.setForeground(0, colours().muted)
        # What stays is what the clerk must know of.
        for number, cells in ((2, revert.failed), (1, revert.kept)):
            if cells:
                self.topLevelItem(number).setExpanded(True)  # type: ignore[union-attr]

    def texts(self) -> list[str]:
        """The lines of the groups, without their cells."""
        return [self.topLevelItem(number).text(0) for number in range(self.topLevelItemCount())]  # type: ignore[union-attr]

    def _list(self, item: QTreeWidgetItem) -> None:
        number = item.data(0, Qt.ItemDataRole.UserRole)
        if number is None or item.childCount():
            return
        cells = self._cells[number]
        lines = [place_words(one, self._store) for one in cells[:_LISTED]]
        if len(cells) > _LISTED:
            lines.append(f"……另有 {len(cells) - _LISTED:,} 处")
        item.addChildren([QTreeWidgetItem([line]) for line in lines])
