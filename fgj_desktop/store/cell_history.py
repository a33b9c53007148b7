"""The history of one cell: every value it held, of its own entry and of those its value develops from."""

from __future__ import annotations

import math
from collections import OrderedDict, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from fgj_desktop.ledgers.declaration import Axis, entry_key
from fgj_desktop.store.asof import quote
from fgj_desktop.store.cell_state import MARK_NAMES, CellState, changed_marks, changed_value
from fgj_desktop.store.changes import NO_CHANGE, RowChange, unpack
from fgj_desktop.store.changeset_rows import cell_mark, record_changes, table_mark
from fgj_desktop.store.history_entry import ENTRY_COLUMNS, Entry, entry_of
from fgj_desktop.store.schema import CELL_TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    import apsw

    from fgj_desktop.ledgers import Column, Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.store.journal import Journal

MOST_VERSIONS = 500
_KEPT = 48
"""Imports of which the rows of one record are remembered; what was recorded never changes."""


@dataclass(frozen=True, slots=True)
class CellVersion:
    """One change of a cell: what it held before and after an action, of which entry."""

    entry: Entry
    column: str
    key: str
    """Of the entry: a period, an item, or empty for the record itself."""
    before: CellState
    after: CellState
    is_newest: bool = False
    """Whether the cell of this entry holds it today."""


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where a cell is kept: the table, its column, and the entries its value may come from."""

    ledger: Ledger
    record: int
    column: Column
    own_key: str
    earlier: bool
    """Whether the entries of earlier periods belong to its history."""

    @property
    def table(self) -> str:
        """The table of the entries."""
        return self.ledger.table(self.column.per)

    @property
    def position(self) -> int:
        """The physical place of the column in its table, behind the keys."""
        keys = 1 if self.column.per is None else 2
        return keys + self.ledger.stored(self.column.per).index(self.column)

    def holds(self, key: str) -> bool:
        """Whether an entry belongs to the cell."""
        return key == self.own_key or (self.earlier and key < self.own_key)


def cell_place(ledger: Ledger, record: int, field: str, month: Month | None) -> CellPlace | None:
    """Where a field of the grid keeps what is typed into it; None for a value that is only computed."""
    found = ledger.fields_by_name[field]
    column = found.column
    if column.computed is not None:
        if column.computed.writes is None:
            return None
        column = ledger.by_name[column.computed.writes]
    if isinstance(column.per, Axis):
        if month is None:
            raise ValueError(f"{column.name} is kept by period; a month is needed")
        return CellPlace(ledger, record, column, entry_key(column.per, month, found.item), earlier=True)
    return CellPlace(ledger, record, column, "" if column.per is None else found.item or "", earlier=False)


class CellHistory:
    """Reads histories of cells off the recorded changesets, back from what the file holds today."""

    def __init__(self, connection: apsw.Connection, journal: Journal) -> None:
        """Read only."""
        self._connection = connection
        self._tables = journal.map
        self._found: OrderedDict[tuple[int, int], tuple[RowChange, ...]] = OrderedDict()

    def of(self, ledger: Ledger, record: int, field: str, month: Month | None) -> list[CellVersion]:
        """The history of a field of the grid; none for a value that is only computed."""
        place = cell_place(ledger, record, field, month)
        return [] if place is None else self.versions(place)

    def newest_of(
        self, ledger: Ledger, record: int, field: str, month: Month | None, most_bytes: float
    ) -> CellVersion | None:
        """The newest change of a field's own entry, unless finding it takes more bytes to unpack."""
        place = cell_place(ledger, record, field, month)
        if place is None:
            return None
        return next(self.newest_first(replace(place, earlier=False), most_bytes), None)

    def versions(self, place: CellPlace, limit: int = MOST_VERSIONS) -> list[CellVersion]:
        """The newest ``limit`` changes, entry by entry, each oldest first; the last is the cell's newest."""
        found: list[CellVersion] = []
        for version in self.newest_first(place):
            found.append(version)
            if len(found) == limit:
                break
        found.sort(key=lambda one: (one.key, one.entry.id))
        return found

    def newest_first(self, place: CellPlace, most_bytes: float = math.inf) -> Iterator[CellVersion]:
        """The changes of a cell as they come to light, going back in time until so much was unpacked."""
        states = self._states(place)
        seen: set[str] = set()
        for entry, changes in self._actions(place, most_bytes):
            before: dict[str, CellState] = {}
            for change in changes:
                key = _key_of(change, place)
                if key is None:
                    continue
                state = before.get(key, states[key])
                before[key] = replace(state, **_earlier(change, place))
            for key, state in before.items():
                if state != states[key]:
                    yield CellVersion(
                        entry, place.column.name, key, state, states[key], is_newest=key not in seen
                    )
                    seen.add(key)
                    states[key] = state

    def _states(self, place: CellPlace) -> defaultdict[str, CellState]:
        """What the cell holds today in each entry."""
        states: defaultdict[str, CellState] = defaultdict(CellState)
        name = quote(place.column.name)
        if place.column.per is None:
            sql = f"SELECT '', {name} FROM {quote(place.table)} WHERE id = ?"
        else:
            sql = f"SELECT key, {name} FROM {quote(place.table)} WHERE record = ?"
        for key, value in self._connection.execute(sql, (place.record,)):
            states[str(key)] = CellState(value)
        marks = self._connection.execute(
            f'SELECT key, {", ".join(MARK_NAMES)} FROM cell WHERE record = ? AND ledger = ? AND "column" = ?',
            (place.record, place.ledger.name, place.column.name),
        )
        for key, *held in marks:
            states[str(key)] = replace(states[str(key)], **dict(zip(MARK_NAMES, held, strict=True)))
        return states

    def _actions(self, place: CellPlace, most_bytes: float) -> Iterator[tuple[Entry, tuple[RowChange, ...]]]:
        """The actions that touched the record's table, newest first, with its rows in each."""
        rows = self._connection.execute(
            f"SELECT {ENTRY_COLUMNS}, compressed, changeset FROM action_row JOIN action ON action.id = "
            "action_row.action WHERE action_row.record = ? ORDER BY action_row.action DESC",
            (place.record,),
        )
        wanted = (table_mark(place.table), cell_mark(place.ledger.name))
        for *head, compressed, blob in rows:
            if not compressed and not any(mark in blob for mark in wanted):
                continue
            entry = entry_of(head)
            if compressed and (entry.id, place.record) not in self._found:
                most_bytes -= len(blob)
                if most_bytes < 0:
                    return
            yield entry, self._rows(entry.id, place, int(str(compressed)), blob)

    def _rows(self, action: int, place: CellPlace, compressed: int, blob: Any) -> tuple[RowChange, ...]:  # noqa: ANN401
        known = self._found.get((action, place.record))
        if known is not None:
            self._found.move_to_end((action, place.record))
            return known
        changeset = unpack(compressed, blob)
        rows = tuple(record_changes(changeset, self._tables, place.ledger.name, place.record))
        if compressed:
            self._found[action, place.record] = rows
            if len(self._found) > _KEPT:
                self._found.popitem(last=False)
        return rows


def _key_of(change: RowChange, place: CellPlace) -> str | None:
    """The entry whose cell a changed row holds; None when it holds another cell."""
    if change.table == CELL_TABLE:
        key = str(change.key[2])
        return key if change.key[3] == place.column.name and place.holds(key) else None
    if change.table != place.table:
        return None
    key = "" if place.column.per is None else str(change.key[1])
    return key if place.holds(key) else None


def _earlier(change: RowChange, place: CellPlace) -> dict[str, Any]:
    """What a changed row held before, of the cell: what did not change is left out."""
    if change.table == CELL_TABLE:
        return dict(changed_marks(change)[0])
    value = changed_value(change.old, place.position)
    return {} if value is NO_CHANGE else {"value": value}
