"""What both files once had in common, told back from their logs: who changed what since.

The log of a file is complete, undo and redo included, so that taking back all that was done since an action
gives what every row held then. Two files meet at the last action that both have from their first one on (one is
a copy of the other, or both are of a third), and at every earlier merge of one into the other.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any, Literal

from fgj_desktop.store.changes import NO_CHANGE, row_changes, unpack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import apsw

    from fgj_desktop.store.changes import RowChange, TableMap
    from fgj_desktop.store.store import Store

Row = tuple[Any, ...]
RowKey = tuple[str, Row]
"""A table and a primary key."""

MERGES = "merges"
"""The setting that keeps which files were merged, and how far their logs went."""
_SIGNS = "id, at, user, label, kind, changeset"
_SLICE = 200


@dataclass(frozen=True, slots=True)
class Meeting:
    """A moment at which it is known what either file held: after an action of each, 0 for the empty file."""

    ours: int = 0
    theirs: int = 0
    merged_by: Literal["", "ours", "theirs"] = ""
    """Whose clerk merged the other file then, and so decided on what differed; empty when they were one file."""


def common_action(ours: apsw.Connection, theirs: apsw.Connection) -> Iterator[int]:
    """Finds the last action that both logs have from their first one on, in steps; the last number given counts."""
    sql = f"SELECT {_SIGNS} FROM action ORDER BY id"
    last = 0
    for number, one, other in zip(count(1), ours.execute(sql), theirs.execute(sql), strict=False):
        if one != other:
            break
        last = int(str(one[0]))
        if number % _SLICE == 0:
            yield last
    yield last


def meetings(store: Store, other: Store, common: int) -> Mapping[str, Meeting]:
    """By ledger, the latest moment at which the files met."""
    found = {name: Meeting(common, common) for name in store.ledgers}
    known = [(note, False) for note in _notes(store)] + [(note, True) for note in _notes(other)]
    for note, is_theirs in known:
        merged, source = (other, store) if is_theirs else (store, other)
        into, of = int(note["action"]), int(note["of"])
        if note["sign"] != action_sign(source.connection, of) or not _stands(merged.connection, into):
            continue
        meeting = Meeting(of, into, "theirs") if is_theirs else Meeting(into, of, "ours")
        for name in note["ledgers"]:
            if name in found and meeting.ours >= found[name].ours and meeting.theirs >= found[name].theirs:
                found[name] = meeting
    return found


def note_merge(store: Store, other: Store, action: int, ledgers: list[str]) -> None:
    """Remember how far the other file's log went when it was merged."""
    of = other.action_count()
    note = {"action": action, "of": of, "sign": action_sign(other.connection, of), "ledgers": ledgers}
    store.settings.set(MERGES, [*_notes(store), note])


def _notes(store: Store) -> list[dict[str, Any]]:
    found = store.settings.get(MERGES, [])
    wanted = {"action", "of", "sign", "ledgers"}
    return [one for one in found if isinstance(one, dict) and wanted <= one.keys()]


def action_sign(connection: apsw.Connection, action: int) -> str:
    """What an action is known by in another file; empty when there is none of that number."""
    row = connection.execute(f"SELECT {_SIGNS} FROM action WHERE id = ?", (action,)).fetchone()
    return hashlib.sha256(repr(row).encode()).hexdigest()[:24] if row is not None else ""


def _stands(connection: apsw.Connection, action: int) -> bool:
    """Whether a merge was not taken back."""
    row = connection.execute(
        "SELECT undone FROM action WHERE id = ? AND kind = 'merge'", (action,)
    ).fetchone()
    return row is not None and not row[0]


class Past:
    """What the rows of a file held after one of its actions."""

    def __init__(self, connection: apsw.Connection, tables: TableMap, since: int) -> None:
        """Knows nothing before ``read`` is done."""
        self._connection = connection
        self._tables = tables
        self._since = since
        self._then: dict[RowKey, Row | dict[int, Any] | None] = {}
        self._of_record: dict[tuple[str, int], set[RowKey]] = {}

    def read(self) -> Iterator[None]:
        """Go through what was done since, a piece at a time."""
        actions = self._connection.execute("SELECT id FROM action WHERE id > ? ORDER BY id", (self._since,))
        for (action,) in actions.fetchall():
            row = self._connection.execute(
                "SELECT compressed, changeset FROM action WHERE id = ?", (action,)
            ).fetchone()
            assert row is not None
            for number, change in enumerate(row_changes(unpack(int(str(row[0])), bytes(row[1])))):
                self._take(change)
                if number % _SLICE == 0:
                    yield

    def _take(self, change: RowChange) -> None:
        """Only the first change of a row or cell since then tells what it held."""
        place = (change.table, change.key)
        known = self._then.get(place)
        if place not in self._then:
            self._of_record.setdefault(self._tables.record_of(change), set()).add(place)
            if change.operation == "INSERT":
                self._then[place] = None
            elif change.operation == "DELETE":
                self._then[place] = change.old
            else:
                self._then[place] = _held(change)
        elif isinstance(known, dict):
            if change.operation == "DELETE":
                assert change.old is not None
                self._then[place] = tuple(known.get(i, value) for i, value in enumerate(change.old))
            elif change.operation == "UPDATE":
                self._then[place] = {**_held(change), **known}

    @property
    def rows(self) -> Iterable[RowKey]:
        """Every row that was written since."""
        return self._then.keys()

    def row(self, table: str, key: Row, now: Row | None) -> Row | None:
        """What the row held then, None for no row; ``now`` is what it holds today."""
        if (table, key) not in self._then:
            return now
        then = self._then[table, key]
        if isinstance(then, dict):
            assert now is not None
            return tuple(then.get(i, value) for i, value in enumerate(now))
        return then

    def touched(self, ledger: str, record: int) -> set[RowKey]:
        """The rows of a record that were written since, whatever they hold today."""
        return self._of_record.get((ledger, record), set())


def _held(change: RowChange) -> dict[int, Any]:
    assert change.old is not None
    assert change.new is not None
    return {
        i: value
        for i, value in enumerate(change.old)
        if i not in change.keys and change.new[i] is not NO_CHANGE
    }
