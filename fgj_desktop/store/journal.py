"""The record of actions: one transaction, one changeset, one history entry, one undo step."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import apsw

from fgj_desktop.store.changes import Change, TableMap, pack, row_changes, summarise, unpack
from fgj_desktop.store.closing import Locks
from fgj_desktop.store.lock import login_name
from fgj_desktop.store.schema import SCHEMA_VERSION, recorded_tables

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterator, Sequence

    from fgj_desktop.ledgers import Ledger

_DOES_SQL = "kind NOT IN ('undo', 'redo')"


@dataclass(slots=True)
class Outcome:
    """What came of a recorded block, filled in when it is over."""

    change: Change | None = None


class Journal:
    """Runs actions on the writer connection and keeps what they did."""

    def __init__(
        self, connection: apsw.Connection, ledgers: Sequence[Ledger], clock: Callable[[], datetime.datetime]
    ):
        """``clock`` tells the time written into the history."""
        self._connection = connection
        self._tables = recorded_tables(ledgers)
        self._clock = clock
        self.map = TableMap(ledgers)
        self.locks = Locks(connection, self.map)

    @contextmanager
    def recording(self, label: str, kind: str, *, target: int | None = None) -> Iterator[Outcome]:
        """The block is one action: kept when it changed something, taken back when it raises."""
        connection = self._connection
        outcome = Outcome()
        connection.execute("BEGIN IMMEDIATE")
        session = apsw.Session(connection, "main")
        try:
            locked = self.locks.now()
            for table in self._tables:
                session.attach(table)
            yield outcome
            changeset = session.changeset()
            session.close()
            self.locks.refuse(locked, changeset, kind)
            outcome.change = self._keep(label, kind, changeset, target) if changeset else None
            connection.execute("COMMIT")
        except BaseException:
            session.close()
            outcome.change = None
            if not connection.get_autocommit():
                connection.execute("ROLLBACK")
            raise

    @contextmanager
    def rehearsing(self) -> Iterator[None]:
        """The block is taken back at its end: a dry run over the same path."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            if not self._connection.get_autocommit():
                self._connection.execute("ROLLBACK")

    def _keep(self, label: str, kind: str, changeset: bytes, target: int | None) -> Change:
        compressed, blob = pack(changeset)
        self._connection.execute(
            "INSERT INTO action (at, user, label, kind, schema, target, compressed, changeset) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self._clock().isoformat(timespec="seconds"),
                login_name(),
                label,
                kind,
                SCHEMA_VERSION,
                target,
                compressed,
                blob,
            ),
        )
        action = self._connection.last_insert_rowid()
        change = summarise(action, label, changeset, self.map)
        touched = sorted({record for records in change.records.values() for record in records})
        self._connection.executemany(
            "INSERT INTO action_row (record, action) VALUES (?, ?)", ((record, action) for record in touched)
        )
        return change

    def changeset(self, action: int) -> bytes:
        """The recorded changeset of an action; raises KeyError."""
        row = self._connection.execute(
            "SELECT compressed, changeset FROM action WHERE id = ?", (action,)
        ).fetchone()
        if row is None:
            raise KeyError(action)
        return unpack(int(str(row[0])), bytes(row[1]))

    def label(self, action: int) -> str:
        """What an action was called."""
        row = self._connection.execute("SELECT label FROM action WHERE id = ?", (action,)).fetchone()
        if row is None:
            raise KeyError(action)
        return str(row[0])

    def next_undo(self) -> int | None:
        """The newest action not undone."""
        return self._number(f"SELECT max(id) FROM action WHERE undone = 0 AND {_DOES_SQL}")

    def next_redo(self) -> tuple[int, int] | None:
        """(undo entry, its action) to take back next; none once a new action was done."""
        row = self._connection.execute(
            f"SELECT u.id, u.target FROM action u JOIN action a ON a.id = u.target WHERE u.kind = 'undo' "
            f"AND a.undone = 1 AND u.id > coalesce((SELECT max(id) FROM action WHERE {_DOES_SQL}), 0) "
            "AND NOT EXISTS (SELECT 1 FROM action n WHERE n.target = u.target AND n.id > u.id) "
            "ORDER BY u.id DESC LIMIT 1"
        ).fetchone()
        return (int(str(row[0])), int(str(row[1]))) if row else None

    def undo(self) -> Change | None:
        """Take the newest action back."""
        action = self.next_undo()
        if action is None:
            return None
        return self._turn_back(action, action, "undo", undone=1)

    def redo(self) -> Change | None:
        """Do the action undone last again: an undo of its undo."""
        found = self.next_redo()
        if found is None:
            return None
        return self._turn_back(found[0], found[1], "redo", undone=0)

    def _turn_back(self, entry: int, action: int, kind: str, *, undone: int) -> Change | None:
        inverse = apsw.Changeset.invert(self.changeset(entry))

        with self.recording(self.label(action), kind, target=action) as outcome:
            apply_exactly(self._connection, inverse)
            self._connection.execute("UPDATE action SET undone = ? WHERE id = ?", (undone, action))
        return outcome.change

    def _number(self, sql: str) -> int | None:
        row = self._connection.execute(sql).fetchone()
        return None if row is None or row[0] is None else int(str(row[0]))


def apply_exactly(connection: apsw.Connection, changeset: bytes) -> None:
    """Apply a changeset that must fit exactly; raises apsw.AbortError on any conflict.

    A changeset knows a column only by its position, so columns added to a table since would be lost when a
    row comes back: their counts are compared first.
    """
    _refuse_other_shape(connection, changeset)

    def conflict(*_: object) -> int:
        return apsw.SQLITE_CHANGESET_ABORT

    apsw.Changeset.apply(
        changeset,
        connection,
        conflict=conflict,
        flags=apsw.SQLITE_CHANGESETAPPLY_FKNOACTION,
    )


def _refuse_other_shape(connection: apsw.Connection, changeset: bytes) -> None:
    widths: dict[str, int] = {}
    for change in row_changes(changeset):
        known = widths.get(change.table)
        values = change.new if change.new is not None else change.old
        assert values is not None
        if known is None:
            present = connection.execute(
                f'SELECT count(*) FROM pragma_table_info("{change.table}")'
            ).fetchone()
            known = widths[change.table] = int(str(present[0])) if present else 0
        if known != len(values):
            raise OtherShapeError(change.table)


class OtherShapeError(Exception):
    """The changeset was recorded when its table had other columns: the revert planner must do it."""
