"""Choosing which columns are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


class ColumnChoice(QDialog):
    """A list of columns to tick; ``chosen`` carries the positions of those ticked."""

    chosen = Signal(object)

    def __init__(self, titles: Sequence[str], ticked: Collection[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("选择要打印的列")
        self._list = QListWidget()
        for position, title in enumerate(titles):
            item = QListWidgetItem(title)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable
            )
            item.setCheckState(Qt.CheckState.Checked if position in ticked else Qt.CheckState.Unchecked)
            self._list.addItem(item)
        self._list.itemChanged.connect(self._count)
        self._counted = QLabel()
        every, none = QPushButton("全选"), QPushButton("全不选")
        every.clicked.connect(lambda: self._tick_all(Qt.CheckState.Checked))
        none.clicked.connect(lambda: self._tick_all(Qt.CheckState.Unchecked))
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setText("确定")
        self._buttons.button(QDialogButtonBox.StandardButton.Cancel).setText("取消")
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        above = QHBoxLayout()
        above.addWidget(every)
        above.addWidget(none)
        above.addStretch()
        above.addWidget(self._counted)
        layout = QVBoxLayout(self)
        layout.addLayout(above)
        layout.addWidget(self._list)
        layout.addWidget(self._buttons)
        self.resize(360, 480)
        self._count()

    def ticked(self) -> tuple[int, ...]:
        """The positions of the ticked columns."""
        return tuple(
            row
            for row in range(self._list.count())
            if self._list.item(row).checkState() is Qt.CheckState.Checked
        )

    def tick(self, position: int, on: bool) -> None:
        """Tick a column or take its tick away."""
        state = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        self._list.item(position).setCheckState(state)

    def accept(self) -> None:
        """Hand over the choice."""
        super().accept()
        self.chosen.emit(self.ticked())

    def _tick_all(self, state: Qt.CheckState) -> None:
        for row in range(self._list.count()):
            self._list.item(row).setCheckState(state)

    def _count(self) -> None:
        count = len(self.ticked())
        self._counted.setText(f"已选 {count}／共 {self._list.count()} 列")
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(count > 0)
