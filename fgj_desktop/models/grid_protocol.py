"""What the grid asks of a model, beside the ordinary QAbstractTableModel interface.

The grid paints hundreds of cells a frame; asking ``data()`` once a role and once a cell would cost
more than the painting. So it asks ``cell()`` once and gets everything it shows of a cell.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Literal, NamedTuple, Protocol

from PySide6.QtCore import Qt

Align = Literal["left", "center", "right"]
Light = Literal["", "green", "amber", "red", "grey"]
Fold = Literal["", "open", "folded"]


class GridCell(NamedTuple):
    """All that is shown of one cell."""

    text: str = ""
    align: Align = "left"
    muted: bool = False
    """The value is carried from an earlier period."""
    error: str = ""
    """Why the value does not fit, as a sentence for the clerk; empty when it fits."""
    note: str = ""
    """The clerk's own note (批注)."""
    light: Light = ""
    hollow: bool = False
    """The light has a 情况说明: drawn as a ring."""
    readonly: bool = False
    warning: str = ""
    """What deserves a second look though it is accepted, as a sentence."""
    alarm: bool = False
    """The text is shown in the alarm colour: a figure behind the time schedule."""
    answered: str = ""
    """What was looked at already, with the clerk's reason: marked hollow."""
    info: str = ""
    """What is only worth a look: 内容与上月相同."""
    colour: str = ""
    """The clerk's own ground: a name of ``ledgers.cell_colours``, or #rrggbb; red and strike are of the font."""
    heading: bool = False
    """The cell is of the heading of a group, and holds no record's value."""
    corrected: str = ""
    """What a closed period reported here, where it was corrected since (报后更正)."""
    changed: str = ""
    """What stood here in the state that the ledger is compared with (与上期对比), where it differs."""
    fold: Fold = ""
    """Whether a heading's sign beside the text says that its records show or that they are hidden."""


def is_filled(cell: GridCell) -> bool:
    """Whether a cell shows a value of a record, for the keys that go to the edge of a block."""
    return not cell.heading and bool(cell.text or cell.light)


class GridChoice(NamedTuple):
    """One value offered by a choice editor."""

    text: str
    search: str = ""
    """More words that find it: full name, aliases, former names."""


class NewChoice(str):
    """A text delivered by an editor that names something new: it is to be registered before it is chosen."""

    __slots__ = ()


class GridRole(IntEnum):
    """Roles the cell editors ask ``data()`` for, when an editor opens."""

    KIND = Qt.ItemDataRole.UserRole + 1
    """Name of the column's kind as str: text, long_text, money, count, percent, date, choice,
    flag, unit, choices, units. Any other name is edited as text."""
    CHOICES = Qt.ItemDataRole.UserRole + 2
    """Sequence of GridChoice, for the kinds that choose."""
    ADDS = Qt.ItemDataRole.UserRole + 3
    """What a record is called that can be added from the list (单位); empty when none can."""


class GridModel(Protocol):
    """The fast path. No method may block: a page still being read gives empty cells.

    ``setData(index, text, EditRole)`` gets the typed text as it is, and keeps what does not fit
    with its error; it returns False only when nothing could be stored (disk full, file read-only),
    and then the editor stays open with the text.
    """

    def cell(self, row: int, column: int) -> GridCell:
        """Everything shown of one cell."""

    def edge_row(self, row: int, column: int, down: bool) -> int:
        """The row at the edge of the column's block of filled cells, where Ctrl with an arrow leads."""

    def total(self, column: int) -> str:
        """Text of the pinned totals row; the label 合计（48 项） in the column of names."""

    def column_title(self, column: int) -> str:
        """Title shown in the header."""

    def column_group(self, column: int) -> str:
        """Title over this column and its neighbours with the same group; empty without one."""

    def column_align(self, column: int) -> Align:
        """How the column's totals are aligned."""
