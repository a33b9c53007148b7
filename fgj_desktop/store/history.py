"""Reads the history: what was done, when, by whom, and the cells before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.store.asof import quote
from fgj_desktop.store.changes import NO_CHANGE, RowChange, row_changes
from fgj_desktop.store.schema import CELL_TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    import apsw

    from fgj_desktop.store.journal import Journal

_STATES = {0: "done", 1: "undone"}
_CELL_VALUES = ("misfit", "dash", "note", "colour", "answer")


@dataclass(frozen=True, slots=True)
class Entry:
    """One action in the history."""

    id: int
    at: str
    user: str
    label: str
    kind: str
    state: str
    """``done`` or ``undone``."""
    reverted: bool
    """Whether a later action reverted it."""


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that an action changed; values as stored, or the text of a mark."""

    ledger: str
    record: int
    record_label: str
    key: str
    column: str
    before: object
    after: object
    is_mark: bool = False
    """Whether this is about what the cell holds besides its value (text that does not fit, 「—」, a note)."""


class History:
    """Queries over the journal."""

    def __init__(self, connection: apsw.Connection, journal: Journal) -> None:
        """Read only."""
        self._connection = connection
        self._journal = journal

    def entries(
        self, limit: int = 200, *, before: int | None = None, record: int | None = None, text: str = ""
    ) -> list[Entry]:
        """The newest entries first; of one record, or those whose label contains a text."""
        where = ["kind NOT IN ('undo', 'redo')"]
        bindings: list[int | str] = []
        if before is not None:
            where.append("id < ?")
            bindings.append(before)
        if record is not None:
            where.append("id IN (SELECT action FROM action_row WHERE record = ?)")
            bindings.append(record)
        if text:
            where.append("instr(label, ?) > 0")
            bindings.append(text)
        rows = self._connection.execute(
            "SELECT id, at, user, label, kind, undone, EXISTS (SELECT 1 FROM action r WHERE r.kind = 'revert' "
            "AND r.target = action.id AND r.undone = 0) FROM action "
            f"WHERE {' AND '.join(where)} ORDER BY id DESC LIMIT ?",
            (*bindings, limit),
        )
        return [
            Entry(
                int(str(r[0])),
                str(r[1]),
                str(r[2]),
                str(r[3]),
                str(r[4]),
                _STATES[int(str(r[5]))],
                bool(r[6]),
            )
            for r in rows
        ]

    def cells(self, action: int, limit: int = 5000) -> list[CellChange]:
        """The cells an action changed, before and after; at most ``limit``."""
        found: list[CellChange] = []
        labels: dict[tuple[str, int], str] = {}
        for change in row_changes(self._journal.changeset(action)):
            for cell in self._cells_of(change, labels):
                found.append(cell)
                if len(found) >= limit:
                    return found
        return found

    def _cells_of(self, change: RowChange, labels: dict[tuple[str, int], str]) -> Iterator[CellChange]:
        ledger, record = self._journal.map.record_of(change)
        label = self._label(ledger, record, change, labels)
        names = self._names(change.table)
        old, new = change.old or (), change.new or ()
        if change.table == CELL_TABLE:
            key, column = str(change.key[2]), str(change.key[3])
        else:
            key, column = "" if len(change.keys) == 1 else str(change.key[1]), ""
        for position, name in enumerate(names):
            if position in change.keys:
                continue
            before, after = _value(old, position), _value(new, position)
            if before == after:
                continue
            if change.table == CELL_TABLE:
                if name in _CELL_VALUES:
                    yield CellChange(ledger, record, label, key, column, before, after, is_mark=True)
            else:
                yield CellChange(ledger, record, label, key, name, before, after)

    def _label(self, ledger: str, record: int, change: RowChange, labels: dict[tuple[str, int], str]) -> str:
        known = labels.get((ledger, record))
        if known is not None:
            return known
        declared = self._journal.map.ledgers[ledger]
        row = self._connection.execute(
            f"SELECT {quote(declared.name_column)} FROM {quote(ledger)} WHERE id = ?", (record,)
        ).fetchone()
        name = str(row[0]) if row is not None and row[0] is not None else ""
        if not name and change.table == ledger:
            position = self._names(ledger).index(declared.name_column)
            name = str(_value(change.old or change.new or (), position) or "")
        labels[(ledger, record)] = name
        return name

    def _names(self, table: str) -> list[str]:
        return [str(row[1]) for row in self._connection.execute(f"PRAGMA table_info({quote(table)})")]


def _value(values: tuple[object, ...], position: int) -> object:
    if position >= len(values) or values[position] is NO_CHANGE:
        return None
    return values[position]
