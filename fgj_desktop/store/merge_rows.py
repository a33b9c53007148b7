"""The rows in which two files differ, found by reading both in the order of their keys."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fgj_desktop.ledgers.kinds import Link, LinkList, link_list, linked_ids
from fgj_desktop.store.asof import quote
from fgj_desktop.store.schema import CELL_TABLE, expected_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import apsw

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.store.merge_past import Row, RowKey

_SLICE = 500
_CELL_KEYS = 4
Pair = tuple["Row | None", "Row | None"]


class Translation:
    """Their ids as ours: records that both files hold under different ids are one."""

    def __init__(self, ledgers: Mapping[str, Ledger], same: Mapping[str, Mapping[int, int]]) -> None:
        """``same`` gives by ledger our id for each of theirs that is another."""
        self._same = same
        self._theirs = {name: {ours: theirs for theirs, ours in ids.items()} for name, ids in same.items()}
        self._links: dict[str, list[tuple[int, str, bool]]] = {}
        self._owners: dict[str, tuple[int, int]] = {}
        for ledger in ledgers.values():
            for axis in (None, *ledger.axes):
                first = 1 if axis is None else 2
                self._links[ledger.table(axis)] = [
                    (place, column.kind.ledger, isinstance(column.kind, LinkList))
                    for place, column in enumerate(ledger.stored(axis), first)
                    if isinstance(column.kind, Link | LinkList)
                ]
            if ledger.belongs_to is not None:
                names = [column.name for column in ledger.stored(None)]
                of, owner = (names.index(name) + 1 for name in ledger.belongs_to)
                self._owners[ledger.name] = (of, owner)

    def ours(self, ledger: str, record: int) -> int:
        """Our id of a record of theirs."""
        return self._same.get(ledger, {}).get(record, record)

    def moved(self, ledger: str) -> Mapping[int, int]:
        """Our ids by theirs, where they are different."""
        return self._same.get(ledger, {})

    def their_key(self, ledger: str, table: str, key: Row) -> Row:
        """The key in their file of a row with one of ours."""
        place = 1 if table == CELL_TABLE else 0
        theirs = self._theirs.get(ledger, {}).get(key[place])
        return key if theirs is None else (*key[:place], theirs, *key[place + 1 :])

    def row(self, ledger: str, table: str, row: Row) -> Row:
        """A row of theirs as it would stand in our file; one that is translated already stays."""
        changed: list[Any] = list(row)
        place = 1 if table == CELL_TABLE else 0
        changed[place] = self.ours(ledger, row[place])
        for position, target, is_list in self._links.get(table, ()):
            if self._same.get(target) and row[position] is not None:
                changed[position] = self._linked(target, row[position], is_list=is_list)
        if table in self._owners:
            of, owner = self._owners[table]
            changed[owner] = self.ours(str(row[of]), row[owner])
        return tuple(changed)

    def _linked(self, target: str, value: int | str, *, is_list: bool) -> int | str | None:
        ids = [self.ours(target, one) for one in linked_ids(value)]
        return link_list(list(dict.fromkeys(ids))) if is_list else ids[0]

    def named(self, table: str, row: Row) -> Iterator[tuple[str, int]]:
        """The records of other ledgers that a row names, as ledger and id."""
        for position, target, _ in self._links.get(table, ()):
            for one in linked_ids(row[position]):
                yield target, one


@dataclass(slots=True)
class LedgerRows:
    """One ledger in both files; ids are ours throughout."""

    ledger: Ledger
    ours: set[int] = field(default_factory=set)
    theirs: set[int] = field(default_factory=set)
    pairs: dict[int, dict[RowKey, Pair]] = field(default_factory=dict)
    """By record, the rows that are not alike (ours, theirs); of records that only we hold, none."""


def columns_of(ledger: Ledger) -> dict[str, list[str]]:
    """The columns of a ledger's tables in physical order, keys first."""
    return {table: [name for name, _ in columns] for table, columns in expected_tables((ledger,)).items()}


def read_differences(
    ours: apsw.Connection, theirs: apsw.Connection, ledger: Ledger, translation: Translation
) -> Iterator[LedgerRows | None]:
    """Read one ledger of both files a piece at a time; the last that is given is the result, None goes before."""
    rows = LedgerRows(ledger)
    rows.ours = set(_ids(ours, ledger))
    rows.theirs = {translation.ours(ledger.name, one) for one in _ids(theirs, ledger)}
    for table in (*columns_of(ledger), CELL_TABLE):
        moved = translation.moved(ledger.name)
        streams = (_Stream(ours, ledger, table, moved.values()), _Stream(theirs, ledger, table, moved))
        for number, (one, other) in enumerate(_joined(*streams)):
            if number % _SLICE == 0:
                yield None
            _take(rows, translation, table, one, other)
        for one, other in _aside(*streams, translation):
            _take(rows, translation, table, one, other)
    yield rows


def _ids(connection: apsw.Connection, ledger: Ledger) -> Iterator[int]:
    for row in connection.execute(f"SELECT id FROM {quote(ledger.name)}"):
        yield int(str(row[0]))


class _Stream:
    """The rows of a table in the order of their keys, those of the named records set aside."""

    def __init__(self, connection: apsw.Connection, ledger: Ledger, table: str, aside: Iterable[int]) -> None:
        self.ledger = ledger.name
        self.table = table
        self.width = _CELL_KEYS if table == CELL_TABLE else 1 if table == ledger.name else 2
        self.aside: list[Row] = []
        self._record = 1 if table == CELL_TABLE else 0
        self._aside = frozenset(aside)
        keys = {_CELL_KEYS: 'record, key, "column"', 1: "id", 2: "record, key"}[self.width]
        where = "WHERE ledger = ?" if table == CELL_TABLE else ""
        sql = f"SELECT * FROM {quote(table)} {where} ORDER BY {keys}"
        self._rows = connection.execute(sql, (ledger.name,) if where else ())

    def next(self) -> Row | None:
        """The next row that is not set aside; None at the end."""
        for row in self._rows:
            if row[self._record] not in self._aside:
                return tuple(row)
            self.aside.append(tuple(row))
        return None


def _joined(ours: _Stream, theirs: _Stream) -> Iterator[Pair]:
    one, other = ours.next(), theirs.next()
    while one is not None or other is not None:
        mine = one[: ours.width] if one is not None else None
        yours = other[: ours.width] if other is not None else None
        if yours is None or (mine is not None and mine < yours):
            yield one, None
            one = ours.next()
        elif mine is None or yours < mine:
            yield None, other
            other = theirs.next()
        else:
            yield one, other
            one, other = ours.next(), theirs.next()


def _aside(ours: _Stream, theirs: _Stream, translation: Translation) -> Iterator[Pair]:
    mine = {row[: ours.width]: row for row in ours.aside}
    for row in theirs.aside:
        key = translation.row(theirs.ledger, theirs.table, row)[: theirs.width]
        yield mine.pop(key, None), row
    for row in mine.values():
        yield row, None


def _take(rows: LedgerRows, translation: Translation, table: str, one: Row | None, other: Row | None) -> None:
    """Keep a pair that is not alike."""
    name = rows.ledger.name
    if other is not None:
        other = translation.row(name, table, other)
    if one == other:
        return
    row = one if one is not None else other
    assert row is not None
    width = _CELL_KEYS if table == CELL_TABLE else 1 if table == name else 2
    record = row[1 if table == CELL_TABLE else 0]
    if record in rows.theirs:
        rows.pairs.setdefault(record, {})[table, row[:width]] = (one, other)
