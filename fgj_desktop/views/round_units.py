"""The units of a round: how each stands, narrowed by chips, with what is done about the chosen ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fgj_desktop.models.round_status import STATES
from fgj_desktop.rules.rounds import LATE, MISSING, NOTHING_NEW, SENT_BACK
from fgj_desktop.views.parts import Button
from fgj_desktop.views.theme import colours, space
from fgj_desktop.views.word_table import WordTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.models.round_status import RoundStatus, UnitLine

_TITLES = ("单位", "报送状态", "报送方式", "报送时间", "最近催报", "联系电话", "说明")
_STATE, _TELEPHONE, _NOTE = 1, 5, 6
_EVERY = "全部"


class RoundUnits(QWidget):
    """A chip narrows the list to one state; the chosen units stay chosen from reading to reading."""

    chosen = Signal(object)
    """The UnitLine in hand, None for none."""
    entered = Signal(object)
    """The UnitLine on which Enter was pressed or that was double-clicked."""

    def __init__(self) -> None:
        super().__init__()
        self._status: RoundStatus | None = None
        self._lines: list[UnitLine] = []
        self._state = _EVERY
        self.chips: dict[str, QPushButton] = {}
        self._chip_line = QHBoxLayout()
        self._chip_line.setSpacing(space(0.35))
        for state in (_EVERY, *STATES):
            self._add_chip(state)
        self._chip_line.addStretch(1)
        self.table = WordTable(_TITLES, stretched=_NOTE)
        self.table.setAccessibleName("单位报送情况")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.entered.connect(lambda at: self.entered.emit(self._lines[at]))
        self.table.itemSelectionChanged.connect(lambda: self.chosen.emit(self.current()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space(0.4))
        layout.addLayout(self._chip_line)
        layout.addWidget(self.table, 1)

    def _add_chip(self, state: str) -> None:
        chip = Button(state)
        chip.setProperty("chip", True)
        chip.setCheckable(True)
        chip.setChecked(state == self._state)
        chip.clicked.connect(lambda _checked=False, state=state: self.narrow(state))
        self.chips[state] = chip
        self._chip_line.addWidget(chip)

    # --- showing --------------------------------------------------------------------------------

    def show_status(self, status: RoundStatus | None) -> None:
        """List the units of a round."""
        self._status = status
        counts = {} if status is None else {_EVERY: len(status.units), **status.counts}
        if status is not None and not counts.get(self._state):
            # The last unit of this state has left it: an empty list would say nothing.
            self._state = _EVERY
        for state, chip in self.chips.items():
            count = counts.get(state, 0)
            chip.setText(f"{state} {count}")
            chip.setChecked(state == self._state)
            chip.setVisible(state == _EVERY or bool(count))
        self._fill()

    def narrow(self, state: str) -> None:
        """Show the units of one state alone."""
        self._state = state
        for name, chip in self.chips.items():
            chip.setChecked(name == state)
        self._fill()

    def _fill(self) -> None:
        chosen = {line.unit for line in self.selected()}
        every = [] if self._status is None else self._status.units
        self._lines = [line for line in every if self._state in (_EVERY, line.state)]
        self.table.blockSignals(True)
        self.table.fill([_texts(line) for line in self._lines])
        self.table.setColumnHidden(_TELEPHONE, not any(line.telephone for line in every))
        self.table.clearSelection()
        for at, line in enumerate(self._lines):
            self._colour(at, line.state)
            if line.unit in chosen:
                self._select(at, first=len(self.selected()) == 0)
        if not self.selected() and self._lines:
            self._select(0, first=True)
        self.table.blockSignals(False)
        self.chosen.emit(self.current())

    def _select(self, at: int, *, first: bool) -> None:
        if first:
            self.table.setCurrentCell(at, 0)
        for column in range(self.table.columnCount()):
            item = self.table.item(at, column)
            if item is not None:
                item.setSelected(True)

    def _colour(self, at: int, state: str) -> None:
        item, colour = self.table.item(at, _STATE), colours()
        shades = {
            MISSING: colour.error,
            SENT_BACK: colour.error,
            LATE: colour.warning,
            NOTHING_NEW: colour.muted,
        }
        if item is not None:
            item.setForeground(shades.get(state, colour.green))

    # --- what is chosen -------------------------------------------------------------------------

    def current(self) -> UnitLine | None:
        """The unit in hand."""
        at = self.table.currentRow()
        return self._lines[at] if 0 <= at < len(self._lines) else None

    def selected(self) -> Sequence[UnitLine]:
        """The units chosen, in their order."""
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        return [self._lines[at] for at in rows if at < len(self._lines)]

    def choose(self, unit: int) -> None:
        """Choose one unit, if it is listed."""
        for at, line in enumerate(self._lines):
            if line.unit == unit:
                self.table.clearSelection()
                self._select(at, first=True)


def _texts(line: UnitLine) -> tuple[str, ...]:
    return (line.name, line.state, line.way, line.when, line.chased, line.telephone, line.note)
