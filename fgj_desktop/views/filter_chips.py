"""What rows are narrowed by beside search and state, as chips to be taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from fgj_desktop.views.flow_layout import FlowLayout
from fgj_desktop.views.parts import Button
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from collections.abc import Sequence


class ColumnChips(QWidget):
    """One chip a filtered column, and one for the records behind a figure; a click takes its filter away.

    The line is there only while there are any.
    """

    cleared = Signal(str)
    """Name of what is to go, as it was shown."""
    all_cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(space(0.4))
        self._chips: list[QPushButton] = []
        self._shown: Sequence[tuple[str, str]] = []
        area = QWidget()
        area.setLayout(self._flow)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        area.setSizePolicy(policy)
        self._clear = Button("清除筛选")
        self._clear.setProperty("quiet", True)
        self._clear.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._clear.clicked.connect(lambda _checked: self.all_cleared.emit())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(space(0.5), 0, space(0.5), space(0.4))
        layout.setSpacing(space(0.5))
        layout.addWidget(QLabel("筛选："))
        layout.addWidget(area, 1)
        layout.addWidget(self._clear)
        self.hide()

    def show_narrowing(self, columns: Sequence[tuple[str, str]]) -> None:
        """Show chips with these names and words; no line without any."""
        if columns == self._shown:
            return
        self._shown = columns
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [self._make(field, words) for field, words in columns]
        self.setVisible(bool(columns))
        self._flow.invalidate()

    def texts(self) -> list[str]:
        """What the chips say."""
        return [chip.text() for chip in self._chips]

    def chips(self) -> list[QPushButton]:
        """The chips, in the order in which the filters were set."""
        return list(self._chips)

    def _make(self, field: str, words: str) -> QPushButton:
        chip = Button(f"{words}  ×".replace("&", "&&"))
        chip.setProperty("chip", True)
        chip.setCheckable(True)
        chip.setChecked(True)
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        chip.setToolTip("点击取消此项筛选")
        chip.clicked.connect(lambda: self.cleared.emit(field))
        self._flow.addWidget(chip)
        return chip
