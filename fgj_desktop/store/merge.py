"""Compares two files cell by cell: what is added, taken over, kept, and what only the clerk can decide.

A cell of theirs is taken when nobody changed ours since the files last met; ours stays when they did not change
theirs. Where both changed it, or nothing tells which is the newer one, it is a conflict, and ours stays unless
the clerk says otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from fgj_desktop.store.asof import quote
from fgj_desktop.store.cell_state import FIRST_MARK, MARK_NAMES, CellState
from fgj_desktop.store.changes import TableMap
from fgj_desktop.store.merge_parts import LedgerMerge, MergeCell, MergeRecord
from fgj_desktop.store.merge_past import Meeting, Past, common_action, meetings
from fgj_desktop.store.merge_rows import LedgerRows, Translation, columns_of, read_differences
from fgj_desktop.store.schema import CELL_TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.store.merge_parts import Aspect, Merge
    from fgj_desktop.store.merge_past import Row, RowKey
    from fgj_desktop.store.merge_rows import Pair
    from fgj_desktop.store.store import Store

Verdict = Literal["keep", "take", "ask"]
_ASPECTS: Mapping[Aspect, tuple[str, ...]] = {
    # An answer goes when what it answers for changes: they are one.
    "content": ("value", "misfit", "reason", "dash", "answer"),
    "note": ("note",),
    "colour": ("colour",),
}


def compare(
    store: Store, other: Store, merge: Merge, same: Mapping[str, Mapping[int, int]]
) -> Iterator[None]:
    """Fill an empty merge, a piece at a time. ``same`` gives by ledger our id for each of theirs that is another."""
    merge.translation, merge.actions = Translation(store.ledgers, same), store.action_count()
    for merge.common in common_action(store.connection, other.connection):
        yield
    met = meetings(store, other, merge.common)
    pasts: dict[tuple[bool, int], Past] = {}
    tables = TableMap(tuple(store.ledgers.values()))
    for is_theirs, since in {
        side for one in met.values() for side in ((False, one.ours), (True, one.theirs))
    }:
        past = Past((other if is_theirs else store).connection, tables, since)
        pasts[is_theirs, since] = past
        yield from past.read()
    for ledger in store.ledgers.values():
        meeting = met[ledger.name]
        ours, theirs = pasts[False, meeting.ours], pasts[True, meeting.theirs]
        yield from _Comparer(store, other, merge, ledger, meeting, ours, theirs).compare()


class _Comparer:
    """Compares one ledger."""

    def __init__(
        self,
        store: Store,
        other: Store,
        merge: Merge,
        ledger: Ledger,
        meeting: Meeting,
        ours: Past,
        theirs: Past,
    ) -> None:
        self._store, self._other, self._merge, self._ledger = store, other, merge, ledger
        self._meeting, self._ours, self._theirs = meeting, ours, theirs
        self._columns = columns_of(ledger)
        self._tables = {
            column.name: ledger.table(axis) for axis in (None, *ledger.axes) for column in ledger.stored(axis)
        }
        self._part = LedgerMerge(ledger)

    def compare(self) -> Iterator[None]:
        """Fill the merge's part of this ledger."""
        translation, name = self._merge.translation, self._ledger.name
        found = LedgerRows(self._ledger)
        for rows in read_differences(
            self._store.connection, self._other.connection, self._ledger, translation
        ):
            found = rows or found
            yield
        self._merge.rows[name], self._merge.parts[name] = found, self._part
        for number, record in enumerate(sorted(found.ours | found.theirs)):
            if number % 50 == 0:
                yield
            self._record(record, found)

    def _record(self, record: int, found: LedgerRows) -> None:
        pairs = found.pairs.get(record, {})
        if record not in found.theirs:
            self._only_ours(record)
        elif record not in found.ours:
            self._only_theirs(record, pairs)
        elif pairs:
            self._both(record, pairs)
        else:
            self._part.alike += 1

    # --- whole records --------------------------------------------------------------------------

    def _only_ours(self, record: int) -> None:
        name, key = self._ledger.name, (record,)
        row = self._fetch(self._store, name, key)
        was_there = self._then(self._theirs, name, key, None) is not None
        # A file that merged ours took over all that we had then, and has deleted what it lacks.
        was_given = self._meeting.merged_by == "theirs" and self._then(self._ours, name, key, row) is not None
        if not was_there and not was_given:
            self._part.only_ours += 1
            return
        changed = self._changed_since(self._store, self._ours, record)
        self._part.deleted.append(self._record_of(record, row, changed=changed))

    def _only_theirs(self, record: int, pairs: Mapping[RowKey, Pair]) -> None:
        name = self._ledger.name
        row = pairs[name, (record,)][1]
        one = self._record_of(record, row)
        was_ours = self._then(self._ours, name, (record,), None) is not None
        # A file that merged ours and has what we do not have got it from elsewhere.
        was_theirs = (
            self._meeting.merged_by != "theirs" and self._then(self._theirs, name, (record,), row) is not None
        )
        if not was_ours and not was_theirs:
            self._part.added.append(one)
        elif self._changed_since(self._other, self._theirs, record):
            self._part.revived.append(one)
        else:
            self._part.gone.append(one)

    def _record_of(self, record: int, row: Row | None, *, changed: bool = False) -> MergeRecord:
        of = self._ledger.belongs_to
        owner = (
            row[self._columns[self._ledger.name].index(of[0])] if of is not None and row is not None else ""
        )
        return MergeRecord(self._ledger.name, record, self._name_in(row), changed, str(owner or ""))

    def _changed_since(self, store: Store, past: Past, record: int) -> bool:
        """Whether a file's record is another than when the files met."""
        key = self._their_key(self._ledger.name, (record,)) if past is self._theirs else (record,)
        for table, row_key in past.touched(self._ledger.name, key[0]):
            now = self._fetch(store, table, row_key)
            if past.row(table, row_key, now) != now:
                return True
        return False

    # --- cells ----------------------------------------------------------------------------------

    def _both(self, record: int, pairs: Mapping[RowKey, Pair]) -> None:
        places: dict[tuple[str, str], None] = {}
        for (table, key), pair in pairs.items():
            if table == CELL_TABLE:
                places[str(key[2]), str(key[3])] = None
                continue
            names = self._columns[table]
            blank = (None,) * len(names)
            one, other = pair[0] or blank, pair[1] or blank
            differing = [i for i in range(len(key), len(names)) if one[i] != other[i]]
            places.update({("" if len(key) == 1 else str(key[1]), names[i]): None for i in differing})
            if not differing:
                self._entry(record, table, key, pair)
        for item, column in places:
            if column in self._tables:
                self._cell(record, item, column, pairs)

    def _entry(self, record: int, table: str, key: Row, pair: Pair) -> None:
        """An entry without any value, which says no more than that it is there: part of a year's ledger."""
        one, other = pair
        then = self._then(self._ours, table, key, one), self._then(self._theirs, table, key, other)
        held = [None if row is None else 1 for row in (then[0], one, then[1], other)]
        if _verdict(held, self._meeting) == "take":
            states = CellState(held[1]), CellState(held[3])
            self._part.taken.append(self._cell_of(record, str(key[1]), "", "entry", states))

    def _cell(self, record: int, key: str, column: str, pairs: Mapping[RowKey, Pair]) -> None:
        table = self._tables[column]
        place: Row = (record,) if table == self._ledger.name else (record, key)
        mark: Row = (self._ledger.name, record, key, column)
        values = self._four(table, place, pairs)
        marks = self._four(CELL_TABLE, mark, pairs)
        position = self._columns[table].index(column)
        states = [_state(row, position, other) for row, other in zip(values, marks, strict=True)]
        for aspect, names in _ASPECTS.items():
            held = [tuple(getattr(state, name) for name in names) for state in states]
            if held[1] == held[3]:
                continue
            verdict = _verdict([_filled(one) for one in held], self._meeting)
            if verdict == "keep":
                continue
            cell = self._cell_of(record, key, column, aspect, (states[1], states[3]))
            (self._part.taken if verdict == "take" else self._part.conflicts).append(cell)

    def _cell_of(
        self, record: int, key: str, column: str, aspect: Aspect, states: tuple[CellState, CellState]
    ) -> MergeCell:
        return MergeCell(self._ledger.name, record, self._label(record), key, column, aspect, *states)

    def _four(self, table: str, key: Row, pairs: Mapping[RowKey, Pair]) -> list[Row | None]:
        """A row: ours when the files met and now, theirs then and now."""
        if (table, key) in pairs:
            one, other = pairs[table, key]
        else:
            one = other = self._fetch(self._store, table, key)
        return [
            self._then(self._ours, table, key, one),
            one,
            self._then(self._theirs, table, key, other),
            other,
        ]

    # --- rows -----------------------------------------------------------------------------------

    def _then(self, past: Past, table: str, key: Row, now: Row | None) -> Row | None:
        """A row as it was when the files met, theirs as it would stand in our file."""
        is_theirs = past is self._theirs
        row = past.row(table, self._their_key(table, key) if is_theirs else key, now)
        if row is None:
            return None
        # A row deleted by an older version has fewer columns.
        row = (*row, *[None] * (self._width(table) - len(row)))
        return self._merge.translation.row(self._ledger.name, table, row) if is_theirs else row

    def _width(self, table: str) -> int:
        return FIRST_MARK + len(MARK_NAMES) if table == CELL_TABLE else len(self._columns[table])

    def _their_key(self, table: str, key: Row) -> Row:
        return self._merge.translation.their_key(self._ledger.name, table, key)

    def _fetch(self, store: Store, table: str, key: Row) -> Row | None:
        names = (
            ("ledger", "record", "key", "column") if table == CELL_TABLE else self._columns[table][: len(key)]
        )
        where = " AND ".join(f"{quote(name)} = ?" for name in names)
        row = store.connection.execute(f"SELECT * FROM {quote(table)} WHERE {where}", key).fetchone()
        return tuple(row) if row is not None else None

    def _label(self, record: int) -> str:
        return self._name_in(self._fetch(self._store, self._ledger.name, (record,)))

    def _name_in(self, row: Row | None) -> str:
        place = self._columns[self._ledger.name].index(self._ledger.name_column)
        return str(row[place] or "") if row is not None else ""


def _verdict(held: Sequence[Any], meeting: Meeting) -> Verdict:
    """What becomes of something that the files hold differently: ours then and now, theirs then and now.

    Who merged the other file has seen what it held: her own stands against it until the other is changed again.
    """
    ours_then, ours, theirs_then, theirs = held
    if meeting.merged_by == "theirs":
        if ours == ours_then:
            return "take"
        return "keep" if theirs == theirs_then == ours_then else "ask"
    if theirs == theirs_then:
        return "keep"
    return "take" if ours == ours_then == theirs_then else "ask"


def _filled(held: tuple[Any, ...]) -> tuple[Any, ...] | None:
    return held if any(one is not None for one in held) else None


def _state(row: Row | None, position: int, mark: Sequence[Any] | None) -> CellState:
    """A cell from its row and its row of marks."""
    value = row[position] if row is not None else None
    return CellState(value, *mark[FIRST_MARK:]) if mark is not None else CellState(value)
