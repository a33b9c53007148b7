"""The list behind the grid's model: records under headings, which are folded and unfolded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Signal

from fgj_desktop.models.choice import Choice
from fgj_desktop.models.grouped_rows import Folded, Listing, RowLister, ShownGroup
from fgj_desktop.models.row_cache import RowCache

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.ledgers import Field, Ledger
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.store.rows import Row

_NOWHERE = QModelIndex()


class ListedRows(QAbstractTableModel):
    """Records in order, under the headings of their groups when they are grouped."""

    rows_changed = Signal()
    """Rows came or went, or everything was read anew."""

    def __init__(
        self,
        document: LedgerDocument,
        ledger: Ledger,
        fields: tuple[Field, ...],
        *,
        choice: Choice | None = None,
        ids: list[int] | None = None,
        folded: Folded | None = None,
    ) -> None:
        """``ids`` are the records shown when they were already asked for; of no use when rows are grouped."""
        super().__init__()
        self.document = document
        self.ledger = ledger
        self.fields = fields
        self.choice = choice or Choice()
        self._cache = RowCache(document, ledger, fields)
        self._lister = RowLister(document, ledger, {} if folded is None else folded)
        self._listing = (
            Listing(ids) if ids is not None and not self.is_grouped else self._lister.read(self.choice)
        )
        self._row_of: dict[int, int] = {}

    @property
    def ids(self) -> Sequence[int]:
        """The records shown, in order; the heading of a group has a negative number."""
        return self._listing.ids

    @property
    def record_count(self) -> int:
        """How many records there are, those in folded groups too."""
        return self._listing.record_count

    def record(self, row: int) -> int:
        """The record shown in a row; negative for the heading of a group."""
        return self._listing.ids[row]

    def is_heading(self, row: int) -> bool:
        """Whether a row is the heading of a group: it holds no record and cannot be edited."""
        return self._listing.ids[row] < 0

    def records(self, first: int, last: int) -> list[int]:
        """The records in a stretch of rows, headings left out."""
        return [record for record in self._listing.ids[first : last + 1] if record > 0]

    def last_of(self, top: int, count: int) -> int:
        """The row of the last of so many records from a row on, headings passed over; at most the last row."""
        row = top - 1
        while count > 0 and row + 1 < len(self._listing.ids):
            row += 1
            count -= self._listing.ids[row] > 0
        return row

    def row_of(self, record: int) -> int:
        """The row that shows a record or heading; -1 when none does."""
        if len(self._row_of) != len(self._listing.ids):
            self._row_of = {one: row for row, one in enumerate(self._listing.ids)}
        return self._row_of.get(record, -1)

    def row_data(self, row: int) -> Row | None:
        """All values of the record in a row; None for a heading."""
        return None if self.is_heading(row) else self._cache.row(self._listing.ids, row)

    # --- groups ---------------------------------------------------------------------------------

    @property
    def is_grouped(self) -> bool:
        """Whether rows stand under headings."""
        return self._lister.grouping(self.choice) is not None

    def heading_row(self, row: int) -> int:
        """The heading under which a row stands, which may be itself; -1 without one."""
        while row >= 0 and not self.is_heading(row):
            row -= 1
        return row

    def is_folded(self, row: int) -> bool:
        """Whether the heading in a row hides its records."""
        return self._lister.is_folded(self.choice, self._group(row))

    def set_folded(self, row: int, folded: bool) -> None:
        """Hide or show the records under the heading in a row."""
        group = self._group(row)
        if folded == self.is_folded(row):
            return
        self._lister.remember(self.choice, group, folded=folded)
        if folded:
            self._fold(row, group)
        else:
            self._unfold(row, group)
        self._forget_headings()
        self._emit_changed(row, row)

    def fold_all(self, folded: bool) -> None:
        """Hide or show the records of all groups."""
        self._lister.remember_all(self.choice, self._listing.groups.values(), folded=folded)
        self.beginResetModel()
        self._listing.ids = self._listing.folded(folded)
        self._row_of = {}
        self._forget_headings()
        self.endResetModel()
        self.rows_changed.emit()

    def unfold_record(self, record: int) -> bool:
        """Show a record that a folded group hides; False when none does."""
        heading = self._listing.hidden().get(record)
        if heading is not None:
            self.set_folded(self.row_of(heading), False)
        return heading is not None

    def _group(self, row: int) -> ShownGroup:
        return self._listing.groups[self._listing.ids[row]]

    def _fold(self, row: int, group: ShownGroup) -> None:
        block = self._listing.block(row)
        if block:
            self.beginRemoveRows(_NOWHERE, block.start, block.stop - 1)
            group.hidden = self._listing.ids[block.start : block.stop]
            del self._listing.ids[block.start : block.stop]
            self._row_of = {}
            self.endRemoveRows()

    def _unfold(self, row: int, group: ShownGroup) -> None:
        if group.hidden:
            self.beginInsertRows(_NOWHERE, row + 1, row + len(group.hidden))
            self._listing.ids[row + 1 : row + 1] = group.hidden
            group.hidden = []
            self._row_of = {}
            self.endInsertRows()

    def _forget_headings(self) -> None:
        """What headings show has changed."""

    def _emit_changed(self, first: int, last: int) -> None:
        if 0 <= first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.fields) - 1))
