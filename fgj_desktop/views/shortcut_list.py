"""快捷键: every key of the window and the grid, read off where they are declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from fgj_desktop.views.commands import COMMANDS, MENUS
from fgj_desktop.views.grid_keys import EDITOR_KEYS, GRID_KEYS
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from collections.abc import Iterator


class ShortcutList(QDialog):
    """A table to look keys up in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("快捷键")
        self.resize(space(34), space(34))
        rows = list(_rows())
        self.table = QTableWidget(len(rows), 3)
        self.table.setHorizontalHeaderLabels(["所在", "操作", "按键"])
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setStretchLastSection(True)
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                self.table.setItem(number, column, QTableWidgetItem(text))
        layout = QVBoxLayout(self)
        layout.addWidget(self.table)


def _rows() -> Iterator[tuple[str, str, str]]:
    titles = {name: title.split("(")[0] for name, title in MENUS}
    for command in COMMANDS:
        keys = [QKeySequence(one).toString(QKeySequence.SequenceFormat.NativeText) for one in command.keys]
        if keys or command.hint:
            yield titles[command.menu], command.title.rstrip("…"), "、".join(keys) or command.hint
    for one in GRID_KEYS:
        yield "表格", one.meaning, one.label
    for key, meaning in EDITOR_KEYS:
        yield "表格", meaning, key
