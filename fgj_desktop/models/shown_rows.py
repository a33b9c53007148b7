"""How the rows of the grid follow the document, row by row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QTimer, Signal

from fgj_desktop.models.listed_rows import ListedRows

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from fgj_desktop.ledgers import Field, Ledger
    from fgj_desktop.models.choice import Choice
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.models.grouped_rows import Folded, Listing
    from fgj_desktop.store.changes import Change

_NOWHERE = QModelIndex()
_FEW = 50
"""Records up to which rows come, go and are painted one by one; beyond, all are looked at anew."""
_STALE_DELAY = 120


def _at_once(action: Callable[[], None]) -> None:
    action()


class ShownRows(ListedRows):
    """Records and headings of groups, kept in step with the document.

    An edit never moves or hides its row: order, filter and groups apply when asked, and ``stale_changed``
    says when they would give other rows than shown.
    """

    stale_changed = Signal(bool)
    left_ledger = Signal(int)
    """How many records are no longer part of the ledger as of the period, though nobody deleted them."""

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
        """As of a ``ListedRows``."""
        super().__init__(document, ledger, fields, choice=choice, ids=ids, folded=folded)
        self.defer: Callable[[Callable[[], None]], None] = _at_once
        """Runs a refresh when no editor is open; set by the view."""
        self.is_stale = False
        self._touched: set[int] = set()
        self._all_touched = False
        self._staleness = QTimer(self, singleShot=True, interval=_STALE_DELAY)
        self._staleness.timeout.connect(self.check_stale)
        document.changed.connect(self._follow)
        document.reread.connect(self.reload)
        document.period_changed.connect(self.reload)
        document.money_unit_changed.connect(self._show_all_again)

    def detach(self) -> None:
        """Follow the document no longer."""
        self.document.changed.disconnect(self._follow)
        self.document.reread.disconnect(self.reload)
        self.document.period_changed.disconnect(self.reload)
        self.document.money_unit_changed.disconnect(self._show_all_again)
        self._staleness.stop()

    def show(self, choice: Choice) -> None:
        """Filter, order and group by ``choice``."""
        self.choice = choice
        self.reload()

    def reload(self) -> None:
        """Read everything anew, in the order and through the filters chosen."""
        self.defer(self._reload)

    def _reload(self) -> None:
        self.beginResetModel()
        self._cache.clear()
        self._forget_totals()
        self._touched.clear()
        self._all_touched = False
        self._listing = self._fresh()
        self._row_of = {}
        self.endResetModel()
        self._set_stale(False)
        self.rows_changed.emit()

    def _fresh(self) -> Listing:
        with self.document.reading():
            return self._lister.read(self.choice)

    def _forget_totals(self) -> None:
        """Sums are those of other rows."""

    def _mark_totals_old(self) -> None:
        """Sums are those of the rows as they were."""

    # --- following the document -----------------------------------------------------------------

    def _follow(self, change: Change) -> None:
        touched = change.records.get(self.ledger.name, frozenset())
        linked = {field.column.kind.ledger for field in self.ledger.fields if field.column.is_link}  # type: ignore[attr-defined]
        # Where records of a ledger name one another, only a new name would show elsewhere.
        linked.discard(self.ledger.name)
        self._mark_totals_old()
        if linked & change.records.keys() or self.ledger.name in change.whole:
            self._cache.clear()
            self._all_touched = True
        self._cache.drop(touched)
        self._touched |= touched
        if self._touched or self._all_touched:
            self.defer(self._show_touched)

    def show_again(self, records: Collection[int]) -> None:
        """Show records anew that nobody wrote: what is marked in them changed with others."""
        self._cache.drop(records)
        self._touched |= {record for record in records if self.row_of(record) >= 0}
        if self._touched:
            self.defer(self._show_touched)

    def _show_touched(self) -> None:
        touched, self._touched = self._touched, set()
        every, self._all_touched = self._all_touched, False
        if not self.document.store.is_open:
            # What was typed last was stored while the window closed.
            return
        hidden = self._listing.hidden()
        belonging = self.document.view(self.ledger).belonging(touched)
        known = {record for record in touched if record in hidden or self.row_of(record) >= 0}
        gone, come = known - belonging, belonging - known
        self._tell_who_left(gone)
        if len(gone) + len(come) > _FEW:
            self._reload()
            return
        for record in gone:
            if record in hidden:
                self._listing.groups[hidden[record]].hidden.remove(record)
            else:
                self._remove(record)
        if come:
            self._insert(come)
        if gone:
            self._remove_bare_headings()
        if every or len(touched) > _FEW:
            self._emit_changed(0, len(self._listing.ids) - 1)
        else:
            for row in sorted(row for record in touched if (row := self.row_of(record)) >= 0):
                self._emit_changed(row, row)
        if gone or come:
            self.rows_changed.emit()
        self._staleness.start()

    def _tell_who_left(self, gone: Collection[int]) -> None:
        left = self.document.view(self.ledger).kept(gone) if gone else 0
        if left:
            self.left_ledger.emit(left)

    def _remove(self, record: int) -> None:
        row = self.row_of(record)
        self.beginRemoveRows(_NOWHERE, row, row)
        del self._listing.ids[row]
        self._row_of = {}
        self.endRemoveRows()

    def _remove_bare_headings(self) -> None:
        """Headings go with the last record under them."""
        bare = [
            heading
            for heading, group in self._listing.groups.items()
            if not group.hidden and not self._listing.block(self.row_of(heading))
        ]
        for heading in bare:
            self._remove(heading)
            del self._listing.groups[heading]

    def _insert(self, records: Collection[int]) -> None:
        """Show new records at their place in the order; those that the filters leave out at the end."""
        fresh = self._fresh()
        hidden = fresh.hidden()
        place = {one: number for number, one in enumerate(fresh.ids)}
        headings = [heading for heading in fresh.groups if heading not in self._listing.groups]
        for heading in headings:
            self._listing.groups[heading] = replace(fresh.groups[heading], hidden=[])
        for heading in {hidden[record] for record in records if record in hidden}:
            self._hide_too(heading, fresh.groups[heading].hidden, set(records))
        shown = [*headings, *(record for record in records if record not in hidden)]
        for one in sorted(shown, key=lambda one: place.get(one, len(place))):
            row = len(self._listing.ids)
            if one in place:
                before = place[one]
                while row > 0 and place.get(self._listing.ids[row - 1], -1) > before:
                    row -= 1
            self.beginInsertRows(_NOWHERE, row, row)
            self._listing.ids.insert(row, one)
            self._row_of = {}
            self.endInsertRows()

    def _hide_too(self, heading: int, fresh: Sequence[int], come: Collection[int]) -> None:
        """Take new records into a folded group, in its order."""
        group = self._listing.groups[heading]
        known = set(group.hidden)
        in_order = [record for record in fresh if record in known or record in come]
        group.hidden = [*in_order, *known.difference(in_order)]

    def _show_all_again(self) -> None:
        self._cache.clear()
        self._emit_changed(0, len(self._listing.ids) - 1)

    def check_stale(self) -> None:
        """Find out whether order and filters would give other rows now."""
        if not self.document.store.is_open:
            # The timer ran out while the window was closing.
            return
        self._set_stale(self._fresh().ids != self._listing.ids)

    def _set_stale(self, stale: bool) -> None:
        if stale != self.is_stale:
            self.is_stale = stale
            self.stale_changed.emit(stale)
