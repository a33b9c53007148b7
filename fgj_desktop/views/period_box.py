"""报告期: which month everything on the screen is as of, and the time schedule it implies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from fgj_desktop.models.periods import schedule_text
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.ledgers.period import Month


class PeriodBox(QWidget):
    """Chooses the report period."""

    month_chosen = Signal(object)
    """Month that the clerk chose."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._months: list[Month] = []
        self._label = QLabel("报告期")
        self._box = QComboBox()
        self._box.setMaxVisibleItems(18)
        self._box.setAccessibleName("报告期")
        self._box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._label.setBuddy(self._box)
        self._schedule = QLabel()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(space(0.3), 0, space(0.3), 0)
        layout.setSpacing(space(0.4))
        for part in (self._label, self._box, self._schedule):
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self._box.activated.connect(lambda place: self.month_chosen.emit(self._months[place]))

    def set_months(self, months: Sequence[Month], current: Month, working: Month) -> None:
        """Offer months, the newest first, and show the current one; the one worked on is marked."""
        self._months = sorted(months, reverse=True)
        self._box.blockSignals(True)
        self._box.clear()
        for place, month in enumerate(self._months):
            self._box.addItem(month.title)
            note = "，正在办理的报告期" if month == working else ""
            self._box.setItemData(place, _as_of(month) + note, Qt.ItemDataRole.ToolTipRole)
        self._box.setCurrentIndex(self._months.index(current))
        self._box.blockSignals(False)
        self._box.setToolTip(_as_of(current))
        self._schedule.setText(schedule_text(current))

    def months(self) -> list[Month]:
        """The months offered, the newest first."""
        return list(self._months)

    def step(self, later: bool) -> None:
        """Choose the month after or before the one shown, if it is offered."""
        place = self._box.currentIndex() + (-1 if later else 1)
        if 0 <= place < len(self._months):
            self.month_chosen.emit(self._months[place])


def _as_of(month: Month) -> str:
    day = month.last_day
    return f"数据截至{day.year}年{day.month}月{day.day}日"
