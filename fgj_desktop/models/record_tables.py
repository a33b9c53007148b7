"""The small tables of the 项目卡片: earlier periods by month, and the items of a checklist (前期手续)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from fgj_desktop.ledgers.declaration import Field, Total
from fgj_desktop.ledgers.kinds import Choice, Money
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.record_parts import COMPLETION, period_fields
from fgj_desktop.models.card_cells import CardModel, Place, month_words
from fgj_desktop.store.record_months import rows_of_months

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.ledgers import Column, Ledger
    from fgj_desktop.ledgers.declaration import Items
    from fgj_desktop.models.document import LedgerDocument

_AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


def _plan_of(ledger: Ledger, amount: Field | None) -> str | None:
    """The plan that the ledger's completion divides the amount by."""
    for column in ledger.columns:
        computed = column.computed
        if amount is not None and computed is not None and computed.function == COMPLETION:
            part, whole = computed.arguments
            if part == amount.name:
                return whole
    return None


class Point(NamedTuple):
    """One month of the line: the cumulative amount in 分, and whether it was entered for that month."""

    month: Month
    amount: int | None
    own: bool


class PeriodTable(CardModel):
    """The months of this year and last, newest first; a cell is written into its own month."""

    def __init__(self, document: LedgerDocument, ledger: Ledger) -> None:
        super().__init__(document, ledger)
        self.fields = period_fields(ledger)
        self.months = self._months()

    def _months(self) -> tuple[Month, ...]:
        newest = max(self.document.month, self.document.working)
        newest = newest if newest.year == self.document.month.year else Month(self.document.month.year, 12)
        count = 12 + newest.number
        return tuple(newest.months_before(back) for back in range(count))

    def shape_changes(self) -> bool:
        """Another period may have been made the one worked on."""
        return self.months != self._months()

    def read(self) -> None:
        """Read the record as of each month."""
        self.months = self._months()
        if self.record is not None:
            rows = rows_of_months(self.document.store, self.ledger, self.record, self.months)
            for month, row in rows.items():
                self.keep(row, month)

    def place(self, row: int, column: int) -> Place | None:
        """A reported column of a month."""
        if self.record is None:
            return None
        return Place(self.ledger, self.record, self.fields[column], self.months[row])

    def hint(self, row: int, column: int) -> str:
        """Carried values are muted; the rows above and below tell from where."""
        return ""

    @property
    def cumulative(self) -> Field | None:
        """The amount that the line is drawn of: the first reported one that adds up over the year."""
        return next(
            (
                field
                for field in self.fields
                if isinstance(field.column.kind, Money)
                and field.column.computed is None
                and field.column.total is Total.SUM
            ),
            None,
        )

    def points(self) -> list[Point]:
        """The months of the line, oldest first."""
        field = self.cumulative
        if field is None or self.record is None:
            return []
        found = []
        for month in reversed(self.months):
            row = self.kept(self.record, month)
            value = None if row is None else row.values.get(field.name)
            own = row is not None and field.name not in row.carried
            found.append(Point(month, value if isinstance(value, int) else None, own))
        return found

    def plans(self) -> dict[int, int]:
        """The plan in force at the end of each year shown, by which its time schedule goes."""
        name = _plan_of(self.ledger, self.cumulative)
        found: dict[int, int] = {}
        for month in self.months:
            row = None if self.record is None else self.kept(self.record, month)
            plan = None if row is None or name is None else row.values.get(name)
            if isinstance(plan, int) and plan > 0:
                found.setdefault(month.year, plan)
        return found

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """Columns without their period, and the months."""
        if role == Qt.ItemDataRole.DisplayRole:
            if orientation == Qt.Orientation.Vertical:
                return month_words(self.months[section], self.month)
            return self.fields[section].timeless_title
        if role == Qt.ItemDataRole.ToolTipRole and orientation == Qt.Orientation.Horizontal:
            return self.fields[section].column.help
        return super().headerData(section, orientation, role)

    def rowCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        """How many months."""
        return 0 if parent.isValid() else len(self.months)

    def columnCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        """How many reported columns."""
        return 0 if parent.isValid() else len(self.fields)


class ItemTable(CardModel):
    """The items of an axis as a checklist: the item with its tick, then its columns."""

    def __init__(self, document: LedgerDocument, ledger: Ledger, axis: Items) -> None:
        super().__init__(document, ledger)
        self.axis = axis
        self.columns: Sequence[Column] = [column for column in ledger.columns if column.per == axis]
        self.state = next((column for column in self.columns if isinstance(column.kind, Choice)), None)

    def read(self) -> None:
        """Read the record."""
        if self.record is not None:
            for row in self.document.view(self.ledger).rows([self.record]):
                self.keep(row, self.month)

    def place(self, row: int, column: int) -> Place | None:
        """The columns of an item follow its name."""
        if column == 0 or self.record is None:
            return None
        field = Field(self.columns[column - 1], self.axis.items[row])
        return Place(self.ledger, self.record, field, self.month)

    def title(self, row: int, column: int) -> str:
        """The item."""
        return "" if column else self.axis.items[row]

    def ticked(self, row: int, column: int) -> bool | None:
        """Whether the item has the first state of the list (已办结)."""
        if column or self.state is None:
            return None
        place = self.place(row, 1 + self.columns.index(self.state))
        kept = None if place is None else self.kept(place.record, place.month)
        return kept is not None and place is not None and kept.values.get(place.field.name) == self._done()

    def toggle(self, row: int) -> bool:
        """Set the item done, or take its state away."""
        if self.state is None:
            return False
        place = self.place(row, 1 + self.columns.index(self.state))
        if place is None or not self.is_editable(place):
            return False
        return self.store(place, None if self.ticked(row, 0) else self._done())

    def _done(self) -> str:
        kind = self.state.kind if self.state is not None else None
        return kind.options[0] if isinstance(kind, Choice) and kind.options else ""

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """The axis over its items, and the titles of their columns."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.axis.title if section == 0 else self.columns[section - 1].title or "办理状态"
        return super().headerData(section, orientation, role)

    def rowCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        """How many items."""
        return 0 if parent.isValid() else len(self.axis.items)

    def columnCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        """The item and its columns."""
        return 0 if parent.isValid() else 1 + len(self.columns)
