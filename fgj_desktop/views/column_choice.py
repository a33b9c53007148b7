"""Choosing which columns are shown or printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from fgj_desktop.ledgers.pinyin import initials
from fgj_desktop.views.parts import Button

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


class ColumnChoice(QDialog):
    """A list of columns to tick; ``chosen`` carries the positions of those ticked."""

    chosen = Signal(object)

    def __init__(
        self,
        titles: Sequence[str],
        ticked: Collection[int],
        parent: QWidget | None = None,
        *,
        title: str = "选择要打印的列",
        fixed: Collection[int] = (),
    ) -> None:
        """``fixed`` are positions that stay ticked."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self._fixed = fixed
        self.search = QLineEdit()
        self.search.setPlaceholderText("搜索列名或拼音首字母")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._find)
        self._list = QListWidget()
        for position, text in enumerate(titles):
            item = QListWidgetItem(text)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable
            )
            item.setCheckState(Qt.CheckState.Checked if position in ticked else Qt.CheckState.Unchecked)
            if position in fixed:
                item.setFlags(Qt.ItemFlag.ItemIsUserCheckable)
            self._list.addItem(item)
        self._list.itemChanged.connect(self._count)
        self._counted = QLabel()
        every, none = Button("全选"), Button("全不选")
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
        layout.addWidget(self.search)
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
            if row not in self._fixed and not self._list.item(row).isHidden():
                self._list.item(row).setCheckState(state)

    def _find(self, text: str) -> None:
        """Leave the columns whose titles hold the text."""
        wanted = text.strip().lower()
        for row in range(self._list.count()):
            title = self._list.item(row).text()
            self._list.item(row).setHidden(wanted not in f"{title.lower()} {initials(title)}")

    def _count(self) -> None:
        count = len(self.ticked())
        self._counted.setText(f"已选 {count}／共 {self._list.count()} 列")
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(count > 0)
