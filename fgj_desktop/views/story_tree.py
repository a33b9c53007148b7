"""The list of a record's story: headings of actions, and their cells below them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_TITLES = ("列", "期间", "修改前", "修改后")


class StoryTree(QTreeWidget):
    """Actions as headings, the cells they changed below; Enter or a double click acts on a line."""

    entered_item = Signal(QTreeWidgetItem)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("list", True)
        self.setHeaderLabels(list(_TITLES))
        self.setAccessibleName("项目历史")
        self.setExpandsOnDoubleClick(False)
        self.setIndentation(space(1))
        header = self.header()
        header.setStretchLastSection(False)
        for place, width in enumerate((13, 7)):
            self.setColumnWidth(place, space(width))
        for place in (2, 3):
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self.itemDoubleClicked.connect(lambda item, _column: self.entered_item.emit(item))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter acts on the line."""
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self.entered_item.emit(item)
        else:
            super().keyPressEvent(event)
