"""What of a merge lies within a period that is closed here: it stays as it was reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers.declaration import Axis
from fgj_desktop.store.closing import is_open_in_year
from fgj_desktop.store.schema import CELL_TABLE

if TYPE_CHECKING:
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.declaration import Items
    from fgj_desktop.store.closing import Closing
    from fgj_desktop.store.merge_parts import Merge, MergeCell, MergeRecord
    from fgj_desktop.store.store import Store

_AXES: dict[int, Axis] = {
    len("2021"): Axis.YEAR,
    len("2021-09"): Axis.MONTH,
    len("2021-09-H1"): Axis.HALF_MONTH,
}


class ClosedHere:
    """The locked periods of our file, asked for cells and records of theirs."""

    def __init__(self, store: Store) -> None:
        """Read once for a merge."""
        self._store = store
        self._locked = store.locks.now()

    def holds_cell(self, ledger: Ledger, cell: MergeCell) -> bool:
        """Whether a cell of theirs would change what was reported; notes and colours never do."""
        if not self._locked or cell.aspect in ("note", "colour"):
            return False
        if cell.aspect == "entry":
            return self._holds(ledger, _AXES.get(len(cell.key)), cell.key, cell.record)
        column = ledger.by_name[cell.column]
        return not is_open_in_year(column) and self._holds(ledger, column.per, cell.key, cell.record)

    def holds_record(self, ledger: Ledger, one: MergeRecord, merge: Merge) -> bool:
        """Whether a record that only they hold has an entry in a closed period: it would come in whole."""
        if not self._locked:
            return False
        tables = {ledger.table(axis): axis for axis in ledger.axes}
        pairs = merge.rows[ledger.name].pairs.get(one.record, {})
        return any(
            table in tables
            and table != CELL_TABLE
            and self._holds(ledger, tables[table], str(key[1]), one.record)
            for table, key in pairs
        )

    def lists(self, ledger: Ledger, record: int) -> bool:
        """Whether a record is part of a closed report, and so is not deleted."""
        mine = self._of(ledger)
        return any(self._store.locks.lists(one, record) for one in mine)

    def _of(self, ledger: Ledger) -> list[Closing]:
        return [one for one in self._locked if one.ledger == ledger.name]

    def _holds(self, ledger: Ledger, axis: Axis | Items | None, key: str, record: int) -> bool:
        return self._store.locks.covering(self._of(ledger), axis, key, record) is not None
