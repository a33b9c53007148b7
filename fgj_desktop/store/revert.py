"""Reverts an older action cell by cell: what nobody touched since goes back, what was edited stays.

Three groups: 已撤回 (reverted), 其后改过，保留 (kept), 未能撤回 (failed). The plan is built as a changeset of its
own and applied as a new action.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import apsw

from fgj_desktop.store.asof import quote
from fgj_desktop.store.changes import NO_CHANGE, RowChange, TableMap, row_changes
from fgj_desktop.store.linking import is_linked, linking_columns
from fgj_desktop.store.schema import CELL_TABLE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.store.changes import Change

Reason = Literal["", "edited", "deleted", "linked", "exists"]


@dataclass(frozen=True, slots=True)
class CellRef:
    """One cell (or, without a column, one whole row) of a revert."""

    ledger: str
    record: int
    key: str
    column: str | None
    reason: Reason = ""


@dataclass(slots=True)
class Revert:
    """What reverting an action does, or did."""

    action: int
    label: str
    reverted: list[CellRef] = field(default_factory=list)
    kept: list[CellRef] = field(default_factory=list)
    failed: list[CellRef] = field(default_factory=list)
    change: Change | None = None
    changeset: bytes = b""

    @property
    def kept_records(self) -> int:
        """How many records were edited since and so hold something kept.

        A unit that stays only because such a record names it is not one of them, unless nothing else is kept.
        """
        edited = {(one.ledger, one.record) for one in self.kept if one.reason == "edited"}
        return len(edited or {(one.ledger, one.record) for one in self.kept})


class Planner:
    """Plans the revert of one recorded changeset against today's rows."""

    def __init__(self, connection: apsw.Connection, tables: TableMap) -> None:
        """Read only; nothing is written by planning."""
        self._connection = connection
        self._tables = tables
        self._names: dict[str, list[str]] = {}
        self._owned: dict[tuple[str, int], list[tuple[str, tuple[Any, ...]]]] = {}
        """What belongs to records today (attachments), as table and row, by the owner's ledger and id."""

    def plan(self, action: int, label: str, changeset: bytes) -> Revert:
        """The plan, its changeset included."""
        changes = list(row_changes(changeset))
        revert = Revert(action, label)
        self._owned = self._belongings()
        builder = apsw.ChangesetBuilder()  # type: ignore[no-untyped-call]
        builder.schema(self._connection, "main")
        kept_records = self._kept_records(changes)
        for change in changes:
            self._turn_back(change, builder, revert, kept_records)
        revert.changeset = builder.output()
        return revert

    def _turn_back(
        self, change: RowChange, builder: apsw.ChangesetBuilder, revert: Revert, kept: Mapping[int, Reason]
    ) -> None:
        current = self._current(change)
        if change.operation == "DELETE":
            self._bring_back(change, current, builder, revert)
        elif change.operation == "UPDATE":
            self._turn_cells_back(change, current, builder, revert)
        elif self._tables.record_of(change)[1] in kept:
            reason = kept[self._tables.record_of(change)[1]]
            revert.kept += self._refs(change, self._filled(change), reason)
        elif current is not None and self._is_record(change):
            builder.add_delete(change.table, False, current)
            revert.reverted.append(self._ref(change, None))
        elif current is not None:
            self._take_entry_back(change, current, builder, revert)

    def _bring_back(
        self,
        change: RowChange,
        current: tuple[Any, ...] | None,
        builder: apsw.ChangesetBuilder,
        revert: Revert,
    ) -> None:
        if current is not None:
            revert.failed.append(self._ref(change, None, "exists"))
            return
        assert change.old is not None
        missing = len(self._columns(change.table)) - len(change.old)
        builder.add_insert(change.table, False, (*change.old, *([None] * missing)))
        revert.reverted.append(self._ref(change, None))

    def _turn_cells_back(
        self,
        change: RowChange,
        current: tuple[Any, ...] | None,
        builder: apsw.ChangesetBuilder,
        revert: Revert,
    ) -> None:
        assert change.new is not None
        assert change.old is not None
        touched = [i for i, value in enumerate(change.new) if value is not NO_CHANGE and i not in change.keys]
        if current is None:
            revert.failed += self._refs(change, touched, "deleted")
            return
        same = [i for i in touched if _equal(current[i], change.new[i])]
        revert.reverted += self._refs(change, same)
        revert.kept += self._refs(change, [i for i in touched if i not in same], "edited")
        self._update(change, current, {i: change.old[i] for i in same}, builder)

    def _take_entry_back(
        self, change: RowChange, current: tuple[Any, ...], builder: apsw.ChangesetBuilder, revert: Revert
    ) -> None:
        """An entry that the action made: gone if untouched, else only the cells it filled are emptied."""
        assert change.new is not None
        filled = self._filled(change)
        edited = [
            i
            for i in range(len(current))
            if i not in change.keys and not _equal(current[i], _at(change.new, i))
        ]
        if not edited:
            builder.add_delete(change.table, False, current)
            revert.reverted += self._refs(change, filled) or [self._ref(change, None)]
            return
        same = [i for i in filled if i not in edited]
        revert.reverted += self._refs(change, same)
        revert.kept += self._refs(change, edited, "edited")
        self._update(change, current, dict.fromkeys(same), builder)

    def _update(
        self,
        change: RowChange,
        current: tuple[Any, ...],
        back: Mapping[int, object],
        builder: apsw.ChangesetBuilder,
    ) -> None:
        if not back:
            return
        old: list[Any] = [NO_CHANGE] * len(current)
        new: list[Any] = [NO_CHANGE] * len(current)
        for position in change.keys:
            old[position] = current[position]
        for position, value in back.items():
            old[position], new[position] = current[position], value
        builder.add_update(change.table, False, tuple(old), tuple(new))

    def _kept_records(self, changes: Sequence[RowChange]) -> dict[int, Reason]:
        """Records that the action added and that somebody worked on since: they stay whole."""
        made = {
            int(str(change.key[0])): change
            for change in changes
            if change.operation == "INSERT" and change.table != CELL_TABLE and self._is_record(change)
        }
        inserted = {(change.table, change.key): change for change in changes if change.operation == "INSERT"}
        kept: dict[int, Reason] = {}
        for record, change in made.items():
            ledger = self._ledger(change)
            current = self._current(change)
            if (current is not None and not self._untouched(change, current)) or self._has_other_entries(
                ledger, record, inserted
            ):
                kept[record] = "edited"
        self._keep_linked(made, kept)
        return kept

    def _keep_linked(self, made: Mapping[int, RowChange], kept: dict[int, Reason]) -> None:
        for record, change in made.items():
            if record in kept:
                continue
            for ledger, column in linking_columns(self._tables.ledgers.values(), self._ledger(change).name):
                if is_linked(self._connection, ledger, column, record) and self._linked_from_outside(
                    ledger, column.name, record, made, kept
                ):
                    kept[record] = "linked"
                    break

    def _linked_from_outside(
        self,
        ledger: Ledger,
        column: str,
        record: int,
        made: Mapping[int, RowChange],
        kept: Mapping[int, Reason],
    ) -> bool:
        """Whether a row that stays names the record."""
        axis = ledger.by_name[column].per
        owner = "id" if axis is None else "record"
        rows = self._connection.execute(
            f"SELECT {owner} FROM {quote(ledger.table(axis))} WHERE {quote(column)} = ? "
            f"OR instr({quote(column)}, ',' || ? || ',') > 0",
            (record, str(record)),
        )
        return any(int(str(row[0])) not in made or int(str(row[0])) in kept for row in rows)

    def _has_other_entries(
        self, ledger: Ledger, record: int, inserted: Mapping[tuple[str, tuple[Any, ...]], RowChange]
    ) -> bool:
        """Whether the record has an entry or an attachment that the action did not make, or that changed since."""
        for axis in ledger.axes:
            table = ledger.table(axis)
            for row in self._connection.execute(f"SELECT * FROM {quote(table)} WHERE record = ?", (record,)):
                change = inserted.get((table, tuple(row[:2])))
                if change is None or not self._untouched(change, tuple(row)):
                    return True
        cells = self._connection.execute(
            "SELECT * FROM cell WHERE record = ? AND ledger = ?", (record, ledger.name)
        )
        for row in cells:
            change = inserted.get((CELL_TABLE, tuple(row[:4])))
            if change is None or not self._untouched(change, tuple(row)):
                return True
        return any(
            (made := inserted.get((table, row[:1]))) is None or not self._untouched(made, row)
            for table, row in self._owned.get((ledger.name, record), ())
        )

    def _belongings(self) -> dict[tuple[str, int], list[tuple[str, tuple[Any, ...]]]]:
        found: dict[tuple[str, int], list[tuple[str, tuple[Any, ...]]]] = {}
        for ledger in self._tables.ledgers.values():
            if ledger.belongs_to is None:
                continue
            names = self._columns(ledger.name)
            of, owner = (names.index(name) for name in ledger.belongs_to)
            for row in self._connection.execute(f"SELECT * FROM {quote(ledger.name)}"):
                found.setdefault((str(row[of]), int(str(row[owner] or 0))), []).append((ledger.name, row))
        return found

    def _untouched(self, change: RowChange, current: tuple[Any, ...]) -> bool:
        assert change.new is not None
        return all(_equal(value, _at(change.new, i)) for i, value in enumerate(current))

    def _current(self, change: RowChange) -> tuple[Any, ...] | None:
        names = self._columns(change.table)
        where = " AND ".join(f"{quote(names[i])} = ?" for i in change.keys)
        row = self._connection.execute(
            f"SELECT * FROM {quote(change.table)} WHERE {where}", change.key
        ).fetchone()
        return tuple(row) if row is not None else None

    def _columns(self, table: str) -> list[str]:
        if table not in self._names:
            rows = self._connection.execute(f"PRAGMA table_info({quote(table)})")
            self._names[table] = [str(row[1]) for row in rows]
        return self._names[table]

    def _ledger(self, change: RowChange) -> Ledger:
        return self._tables.ledgers[self._tables.record_of(change)[0]]

    def _is_record(self, change: RowChange) -> bool:
        place = self._tables.find(change.table)
        return place is not None and place[1] is None

    def _filled(self, change: RowChange) -> list[int]:
        assert change.new is not None
        return [i for i, value in enumerate(change.new) if i not in change.keys and value is not None]

    def _refs(self, change: RowChange, positions: Sequence[int], reason: Reason = "") -> list[CellRef]:
        return [self._ref(change, self._columns(change.table)[i], reason) for i in positions]

    def _ref(self, change: RowChange, column: str | None, reason: Reason = "") -> CellRef:
        ledger, record = self._tables.record_of(change)
        if change.table == CELL_TABLE:
            return CellRef(ledger, record, str(change.key[2]), str(change.key[3]), reason)
        key = "" if self._is_record(change) else str(change.key[1])
        return CellRef(ledger, record, key, column, reason)


def _at(values: Sequence[object], position: int) -> object:
    """The value at a position; columns added since were empty then."""
    return values[position] if position < len(values) else None


def _equal(one: object, other: object) -> bool:
    return one == other and type(one) is type(other)
