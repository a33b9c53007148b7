"""Reads the history: what was done, when, by whom, and the cells before and after."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from fgj_desktop.store.asof import quote
from fgj_desktop.store.cell_changes import CellChange, cell_changes
from fgj_desktop.store.cell_state import changed_value
from fgj_desktop.store.changes import NO_CHANGE, RowChange, row_changes, unpack
from fgj_desktop.store.changeset_rows import record_changes
from fgj_desktop.store.history_entry import ENTRY_COLUMNS, Entry, Wanted, entry_of, ledger_marks, wanted_sql

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import apsw

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.store.journal import Journal

_LOOKED_AT = 2000
"""Rows of an action that are looked through for a text."""


class History:
    """Queries over the journal."""

    def __init__(self, connection: apsw.Connection, journal: Journal) -> None:
        """Read only."""
        self._connection = connection
        self._journal = journal
        self._columns: dict[str, list[str]] = {}
        connection.create_scalar_function("packed_touches", self._packed_touches, 2, deterministic=True)

    def entries(
        self,
        limit: int = 200,
        *,
        before: int | None = None,
        after: int | None = None,
        wanted: Wanted | None = None,
    ) -> list[Entry]:
        """The newest actions first, of those wanted; ``before`` and ``after`` are numbers of actions."""
        where, bindings = wanted_sql(wanted or Wanted(), self._journal.map)
        for sign, bound in (("<", before), (">", after)):
            if bound is not None:
                where.append(f"action.id {sign} ?")
                bindings.append(bound)
        rows = self._connection.execute(
            f"SELECT {ENTRY_COLUMNS} FROM action WHERE {' AND '.join(where)} ORDER BY action.id DESC LIMIT ?",
            (*bindings, limit),
        )
        return [entry_of(row) for row in rows]

    def users(self) -> list[str]:
        """Everybody who did something."""
        rows = self._connection.execute("SELECT DISTINCT user FROM action ORDER BY user")
        return [str(row[0]) for row in rows]

    def cells(self, action: int, limit: int) -> list[CellChange]:
        """The cells an action changed, before and after; at most ``limit``."""
        found: list[CellChange] = []
        for cell in self.cells_of(action):
            found.append(cell)
            if len(found) >= limit:
                break
        return found

    def cells_of(self, action: int) -> Iterator[CellChange]:
        """The cells an action changed, record by record."""
        changes = list(row_changes(self._journal.changeset(action)))
        return self._told(changes)

    def story(
        self, ledger: Ledger, record: int, limit: int, before: int | None
    ) -> list[tuple[Entry, list[CellChange]]]:
        """The newest actions that touched a record, each with the record's cells before and after."""
        bound = "" if before is None else "AND action.id < ?"
        rows = self._connection.execute(
            f"SELECT {ENTRY_COLUMNS}, compressed, changeset FROM action_row JOIN action ON action.id = "
            f"action_row.action WHERE action_row.record = ? {bound} AND kind NOT IN ('undo', 'redo') "
            "ORDER BY action_row.action DESC LIMIT ?",
            (record, *(() if before is None else (before,)), limit),
        ).fetchall()
        found = []
        for *head, compressed, blob in rows:
            changeset = _unpacked(compressed, blob)
            changes = record_changes(changeset, self._journal.map, ledger.name, record)
            found.append((entry_of(head), list(self._told(changes))))
        return found

    def holding(
        self,
        wanted: Wanted,
        tells: Callable[[CellChange], bool],
        *,
        after: int,
        before: int,
        judge: Callable[[bytes], bool | None],
    ) -> list[Entry]:
        """The actions between two numbers with a cell of which ``tells`` is true.

        ``judge`` says of a changeset whether it holds what is looked for; None when its cells are to be
        looked at, and then at the first rows of a large one.
        """
        where, bound = wanted_sql(wanted, self._journal.map)
        rows = self._connection.execute(
            f"SELECT {ENTRY_COLUMNS}, compressed, changeset FROM action WHERE {' AND '.join(where)} "
            "AND action.id > ? AND action.id < ? ORDER BY action.id DESC",
            (*bound, after, before),
        ).fetchall()
        found = []
        for *head, compressed, blob in rows:
            changeset = _unpacked(compressed, blob)
            verdict = judge(changeset)
            if verdict is None:
                first = list(islice(row_changes(changeset), _LOOKED_AT))
                told = cell_changes(first, self._journal.map, _no_label, self._names)
                verdict = any(tells(cell) for cell in told)
            if verdict:
                found.append(entry_of(head))
        return found

    def _told(self, changes: Sequence[RowChange]) -> Iterator[CellChange]:
        labels: dict[tuple[str, int], str] = {}

        def label(change: RowChange) -> str:
            place = self._journal.map.record_of(change)
            if place not in labels:
                labels[place] = self._label(*place, changes)
            return labels[place]

        return cell_changes(changes, self._journal.map, label, self._names)

    def _label(self, ledger: str, record: int, changes: Sequence[RowChange]) -> str:
        """The record's name today; of a record no longer there, the one it had in the action."""
        declared = self._journal.map.ledgers[ledger]
        row = self._connection.execute(
            f"SELECT {quote(declared.name_column)} FROM {quote(ledger)} WHERE id = ?", (record,)
        ).fetchone()
        if row is not None and row[0] is not None:
            return str(row[0])
        position = self._names(ledger).index(declared.name_column)
        for change in changes:
            if change.table == ledger and change.key == (record,):
                held = (changed_value(values, position) for values in (change.old, change.new))
                return next((str(one) for one in held if one is not None and one is not NO_CHANGE), "")
        return ""

    def _names(self, table: str) -> list[str]:
        if table not in self._columns:
            rows = self._connection.execute(f"PRAGMA table_info({quote(table)})")
            self._columns[table] = [str(row[1]) for row in rows]
        return self._columns[table]

    def _packed_touches(self, *values: Any) -> int:
        blob, ledger = values
        changeset = unpack(1, bytes(blob))
        return int(any(mark in changeset for mark in ledger_marks(str(ledger), self._journal.map)))


def _no_label(_change: RowChange) -> str:
    return ""


def _unpacked(*values: Any) -> bytes:
    compressed, blob = values
    return unpack(int(compressed), bytes(blob))
