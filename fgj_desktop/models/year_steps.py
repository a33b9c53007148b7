"""What would go on in a new year as a table: one row a record, to be ticked and changed before anything is written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from fgj_desktop.ledgers.kinds import Choice, Choices, Money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.ledgers import Column, Ledger
    from fgj_desktop.ledgers.kinds import Kind
    from fgj_desktop.ledgers.values import Context
    from fgj_desktop.rules.year_change import YearStep

_AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Shown(NamedTuple):
    """A column of the list: its title, and the asked or derived column of the ledger behind it."""

    title: str
    asked: Column | None = None
    amount: Column | None = None


class YearSteps(QAbstractTableModel):
    """Whether each record goes on, its name, what is asked (old → new), the derived amount, and the reason."""

    def __init__(
        self,
        ledger: Ledger,
        steps: Sequence[YearStep],
        shown: Sequence[Shown],
        context: Context,
        parent: QObject | None = None,
        *,
        verb: str = "结转",
    ) -> None:
        """``shown`` are the columns between the name and the reason; ``verb`` is what is done with those ticked."""
        super().__init__(parent)
        self._context = context
        self._verb = verb
        name = Shown(ledger.by_name[ledger.name_column].timeless_title)
        self.shown = [Shown(f"是否{verb}"), name, *shown, Shown("说明")]
        self.steps = list(steps)

    def step(self, row: int) -> YearStep:
        """One record."""
        return self.steps[row]

    def rowCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        """One row a record that is not in the new year yet."""
        return 0 if parent.isValid() else len(self.steps)

    def columnCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        """The tick, the name, what is asked, the amount, the reason."""
        return 0 if parent.isValid() else len(self.shown)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """Titles."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.shown[section].title
        return None

    def flags(self, index: _AnyIndex) -> Qt.ItemFlag:
        """What is asked can be edited for those that go on."""
        flags = super().flags(index)
        if (
            index.isValid()
            and self.step(index.row()).goes_on
            and self.shown[index.column()].asked is not None
        ):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Texts, and amounts on the right."""
        shown, step = self.shown[index.column()], self.step(index.row())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._text(index.column(), step)
        if role == Qt.ItemDataRole.EditRole and shown.asked is not None:
            return shown.asked.kind.text(step.after.get(shown.asked.name), self._context)
        if role == Qt.ItemDataRole.TextAlignmentRole and isinstance(_kind(shown), Money):
            return _RIGHT
        return None

    def _text(self, column: int, step: YearStep) -> str:
        shown = self.shown[column]
        if shown.amount is not None:
            return shown.amount.kind.text(step.amount, self._context)
        if shown.asked is not None:
            kind, name = shown.asked.kind, shown.asked.name
            before = kind.text(step.before.get(name), self._context)
            after = kind.text(step.after.get(name), self._context)
            if not before:
                return after
            return before if before == after or not step.goes_on else f"{before} → {after or '空'}"
        if column == 0:
            return self._verb if step.goes_on else f"不{self._verb}"
        return step.name if column == 1 else step.note

    def setData(self, index: _AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401
        """Take another value along; False when the text does not fit the column."""
        asked = self.shown[index.column()].asked
        if asked is None or role != Qt.ItemDataRole.EditRole:
            return False
        parsed = asked.kind.parse(str(value), self._context)
        if not isinstance(parsed, int | str | None):
            return False
        self._put(index.row(), self.step(index.row()).chosen(asked.name, parsed))
        return True

    def toggle(self, row: int) -> None:
        """Let a record go on that would not, or the other way round."""
        step = self.step(row)
        self._put(row, replace(step, goes_on=not step.goes_on))

    def _put(self, row: int, step: YearStep) -> None:
        self.steps[row] = step
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))

    def offered(self, column: int) -> list[str]:
        """What may be chosen in a column: its options; of several, each with all below it, then what stands there."""
        asked = self.shown[column].asked
        if asked is None:
            return []
        kind = asked.kind
        known = [kind.text(one.before.get(asked.name), self._context) for one in self.steps]
        options: list[str] = []
        if isinstance(kind, Choice):
            options = list(kind.options)
        elif isinstance(kind, Choices):
            options = ["、".join(kind.options[place:]) for place in range(len(kind.options))]
        return [one for one in dict.fromkeys((*options, *known)) if one]


def _kind(shown: Shown) -> Kind | None:
    column = shown.asked or shown.amount
    return None if column is None else column.kind
