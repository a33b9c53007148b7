"""What an action changed: records by ledger, and the recorded changeset as plain changes."""

from __future__ import annotations

import zlib
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, cast

import apsw

from fgj_desktop.ledgers.declaration import Axis
from fgj_desktop.store.schema import CELL_TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.declaration import Items

NO_CHANGE = apsw.no_change
_COMPRESS_OVER = 4096
Operation = Literal["INSERT", "UPDATE", "DELETE"]


@dataclass(frozen=True, slots=True)
class Change:
    """What an action did: the views hear of it through this alone."""

    action: int
    label: str
    records: Mapping[str, frozenset[int]] = field(default_factory=dict)
    structure: bool = False
    """Whether records were added to or removed from a ledger (or a year of it)."""
    whole: frozenset[str] = frozenset()
    """Ledgers of which every row may show something else now: the first plan of a year was entered."""


@dataclass(frozen=True, slots=True)
class RowChange:
    """One changed row of a table; values by position, ``NO_CHANGE`` where untouched."""

    operation: Operation
    table: str
    old: tuple[Any, ...] | None
    new: tuple[Any, ...] | None
    keys: tuple[int, ...]

    @property
    def key(self) -> tuple[Any, ...]:
        """The row's primary key."""
        source = self.new if self.operation == "INSERT" else self.old
        assert source is not None
        return tuple(source[position] for position in self.keys)


class TableMap:
    """Which ledger and axis a table belongs to."""

    def __init__(self, ledgers: Sequence[Ledger]) -> None:
        """Read the declarations."""
        self.ledgers = {ledger.name: ledger for ledger in ledgers}
        self._tables: dict[str, tuple[Ledger, Axis | Items | None]] = {}
        for ledger in ledgers:
            for axis in (None, *ledger.axes):
                self._tables[ledger.table(axis)] = (ledger, axis)

    @property
    def names(self) -> Sequence[str]:
        """The tables of all ledgers."""
        return tuple(self._tables)

    def find(self, table: str) -> tuple[Ledger, Axis | Items | None] | None:
        """The ledger and axis of a table; None for the cell table."""
        return self._tables.get(table)

    def record_of(self, change: RowChange) -> tuple[str, int]:
        """The ledger's name and the record's id that a changed row belongs to."""
        if change.table == CELL_TABLE:
            return str(change.key[0]), int(str(change.key[1]))
        ledger, _ = self._tables[change.table]
        return ledger.name, int(str(change.key[0]))


def pack(changeset: bytes) -> tuple[int, bytes]:
    """(compressed, blob) as the history keeps it."""
    return (1, zlib.compress(changeset, 6)) if len(changeset) > _COMPRESS_OVER else (0, changeset)


def unpack(compressed: int, blob: bytes) -> bytes:
    """The changeset from the history's blob."""
    return zlib.decompress(blob) if compressed else blob


def row_changes(changeset: bytes) -> Iterator[RowChange]:
    """The changes of a changeset, detached from it."""
    for change in apsw.Changeset.iter(changeset):
        yield RowChange(
            cast("Operation", change.op),
            change.name,
            tuple(change.old) if change.old is not None else None,
            tuple(change.new) if change.new is not None else None,
            tuple(sorted(change.pk_columns)),
        )


def summarise(action: int, label: str, changeset: bytes, tables: TableMap) -> Change:
    """The records that a changeset touches."""
    touched: defaultdict[str, set[int]] = defaultdict(set)
    structure = False
    for change in row_changes(changeset):
        ledger, record = tables.record_of(change)
        touched[ledger].add(record)
        if change.operation != "UPDATE" and not structure:
            place = tables.find(change.table)
            structure = place is not None and place[1] in (None, Axis.YEAR)
    records = {ledger: frozenset(ids) for ledger, ids in touched.items()}
    return Change(action, label, records, structure)
