"""Gathers the rows that come of a merge: records added whole, cells taken, what they name, what is deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fgj_desktop.store.asof import quote
from fgj_desktop.store.cell_state import MARK_NAMES
from fgj_desktop.store.linking import linking_columns
from fgj_desktop.store.merge_closed import ClosedHere
from fgj_desktop.store.merge_parts import MergeRows
from fgj_desktop.store.merge_rows import columns_of
from fgj_desktop.store.schema import CELL_TABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.values import Stored
    from fgj_desktop.store.merge_parts import LedgerMerge, Merge, MergeCell, MergeChoice, MergeRecord
    from fgj_desktop.store.merge_past import Row, RowKey
    from fgj_desktop.store.store import Store

_CELL_KEYS = ("ledger", "record", "key", "column")


class Gathering:
    """Gathers the rows of one merge."""

    def __init__(self, store: Store, merge: Merge, choice: MergeChoice) -> None:
        self._store, self._merge, self._choice = store, merge, choice
        self._columns: dict[str, list[str]] = {CELL_TABLE: [*_CELL_KEYS, *MARK_NAMES]}
        self._tables: dict[tuple[str, str], str] = {}
        for ledger in store.ledgers.values():
            self._columns |= columns_of(ledger)
            for axis in (None, *ledger.axes):
                for column in ledger.stored(axis):
                    self._tables[ledger.name, column.name] = ledger.table(axis)
        self._made = MergeRows()
        self._closed = ClosedHere(store)

    def gather(self) -> MergeRows:
        """Records first, then cells, then what they name, then deletions."""
        parts = self._merge.parts.values()
        owners = [one for one in parts if one.ledger.belongs_to is None]
        for part in owners:
            self._take_part(part)
        self._add_named()
        for part in parts:
            if part not in owners:
                self._take_part(part)
        self._drop_emptied_entries()
        self._delete()
        return self._made

    def _take_part(self, part: LedgerMerge) -> None:
        for one in (*part.added, *(one for one in part.revived if _key(one) in self._choice.revivals)):
            if not self._is_chosen(part.ledger, one.record):
                continue
            if self._closed.holds_record(part.ledger, one, self._merge):
                self._stays(part.ledger, one.label)
            else:
                self._add(part.ledger, one)
        for cell in (*part.taken, *(one for one in part.conflicts if one.place in self._choice.theirs)):
            if not self._is_chosen(part.ledger, cell.record):
                continue
            if self._closed.holds_cell(part.ledger, cell):
                self._stays(part.ledger, cell.label)
            else:
                self._put(part.ledger, cell)
                self._made.changed.append(cell)

    def _is_chosen(self, ledger: Ledger, record: int) -> bool:
        chosen = self._choice.ledgers
        if ledger.belongs_to is None:
            return chosen is None or ledger.name in chosen
        row = self._made_row(ledger.name, (record,)) or self._their_row(ledger.name, (record,))
        if row is None:
            return False
        of, owner = (row[self._columns[ledger.name].index(name)] for name in ledger.belongs_to)
        is_kept = of in self._columns and self._made_row(str(of), (owner,)) is not None
        return is_kept and (chosen is None or of in chosen)

    # --- records and cells ----------------------------------------------------------------------

    def _add(self, ledger: Ledger, one: MergeRecord) -> None:
        for (table, key), (before, after) in self._merge.rows[ledger.name].pairs[one.record].items():
            self._made.rows[table, key] = before, after
        (self._made.added if ledger.belongs_to is None else self._made.attached).append(one)

    def _put(self, ledger: Ledger, cell: MergeCell) -> None:
        if cell.aspect == "entry":
            self._put_entry(ledger, cell)
            return
        table = self._tables[ledger.name, cell.column]
        key: Row = (cell.record,) if table == ledger.name else (cell.record, cell.key)
        if cell.aspect == "content":
            if cell.theirs.value is not None or self._made_row(table, key) is not None:
                self._write(table, key, {cell.column: cell.theirs.value})
            names: tuple[str, ...] = ("misfit", "reason", "dash", "answer")
        else:
            names = (cell.aspect,)
        mark = (ledger.name, cell.record, cell.key, cell.column)
        marks: dict[str, Stored] = {name: getattr(cell.theirs, name) for name in names}
        if self._made_row(CELL_TABLE, mark) is not None or any(one is not None for one in marks.values()):
            self._write(CELL_TABLE, mark, marks)

    def _put_entry(self, ledger: Ledger, cell: MergeCell) -> None:
        place = cell.record, cell.key
        for axis in ledger.axes:
            table = ledger.table(axis)
            pair = self._merge.rows[ledger.name].pairs[cell.record].get((table, place))
            if pair is not None and (pair[0] is None) != (pair[1] is None):
                self._made.rows[table, place] = pair

    def _write(self, table: str, key: Row, values: dict[str, Stored]) -> None:
        names = self._columns[table]
        before = self._made.rows[table, key][0] if (table, key) in self._made.rows else self._row(table, key)
        row = self._made_row(table, key) or (*key, *[None] * (len(names) - len(key)))
        after = tuple(values.get(name, held) for name, held in zip(names, row, strict=True))
        self._made.rows[table, key] = before, after

    def _drop_emptied_entries(self) -> None:
        """Rows of marks that say nothing go, and entries emptied by this that they no longer have."""
        for (table, key), (before, after) in self._made.rows.items():
            if after is None or len(key) == 1 or _says_something(after, key):
                continue
            was_filled = before is not None and _says_something(before, key)
            if table == CELL_TABLE or (was_filled and self._is_gone_there(table, key)):
                self._made.rows[table, key] = before, None

    def _is_gone_there(self, table: str, key: Row) -> bool:
        found = (rows.pairs.get(key[0], {}).get((table, key)) for rows in self._merge.rows.values())
        return any(pair is not None and pair[1] is None for pair in found)

    # --- what rows name, and what is deleted ------------------------------------------------------

    def _add_named(self) -> None:
        """Units and the like that the new rows name come with them, of whatever ledger."""
        waiting = list(self._made.rows.items())
        while waiting:
            (table, _), (_, after) = waiting.pop()
            for ledger, record in self._named(table, after):
                if self._made_row(ledger, (record,)) is not None:
                    continue
                part = self._merge.parts[ledger]
                missing = (*part.added, *part.revived, *part.gone)
                one = next((one for one in missing if one.record == record), None)
                if one is None:
                    continue
                self._add(part.ledger, one)
                waiting += self._merge.rows[ledger].pairs[record].items()

    def _named(self, table: str, row: Row | None) -> Iterator[tuple[str, int]]:
        if row is not None and table != CELL_TABLE:
            yield from self._merge.translation.named(table, row)

    def _stays(self, ledger: Ledger, label: str) -> None:
        """Something of a closed period stays out; it is offered again by the next merge."""
        self._made.closed.append(label)
        self._made.closed_in.add(ledger.name)

    def _delete(self) -> None:
        asked = [
            (part.ledger, one)
            for part in self._merge.parts.values()
            for one in part.deleted
            if _key(one) in self._choice.deletions and not one.changed
            if self._is_chosen(part.ledger, one.record)
        ]
        wanted = []
        for ledger, one in asked:
            if self._closed.lists(ledger, one.record):
                self._stays(ledger, one.label)
            else:
                wanted.append(one)
        while True:
            going = {_key(one) for one in wanted}
            used = [one for one in wanted if self._is_named(one, going)]
            if not used:
                break
            self._made.in_use += used
            wanted = [one for one in wanted if one not in used]
        for one in wanted:
            for place, row in self._rows_of(one.ledger, one.record):
                self._made.rows[place] = row, None
        self._made.deleted += [one for one in wanted if self._store.ledgers[one.ledger].belongs_to is None]

    def _is_named(self, one: MergeRecord, going: set[tuple[str, int]]) -> bool:
        """Whether a row that will be there, of a record that stays, names the record."""
        for (table, _), (_, after) in self._made.rows.items():
            if _key(one) in set(self._named(table, after)):
                return True
        for ledger, column in linking_columns(self._store.ledgers.values(), one.ledger):
            table = ledger.table(column.per)
            found = self._store.connection.execute(
                f"SELECT * FROM {quote(table)} WHERE {quote(column.name)} = ? "
                f"OR instr({quote(column.name)}, ',' || ? || ',') > 0",
                (one.record, str(one.record)),
            )
            width = 1 if table == ledger.name else 2
            for row in found.fetchall():
                is_same_after = (table, row[:width]) not in self._made.rows
                if is_same_after and (ledger.name, int(str(row[0]))) not in going:
                    return True
        return False

    def _rows_of(self, ledger: str, record: int) -> Iterator[tuple[RowKey, Row]]:
        """All rows of a record of ours, with those of what belongs to it."""
        declared = self._store.ledgers[ledger]
        for axis in (*declared.axes, None):
            table, width = declared.table(axis), 1 if axis is None else 2
            owner = "id" if axis is None else "record"
            yield from self._found(table, width, f"{owner} = ?", (record,))
        yield from self._found(CELL_TABLE, 4, "ledger = ? AND record = ?", (ledger, record))
        for belonging in self._store.ledgers.values():
            if belonging.belongs_to is None:
                continue
            of, owner = belonging.belongs_to
            where = f"{quote(of)} = ? AND {quote(owner)} = ?"
            for (_, key), _ in list(self._found(belonging.name, 1, where, (ledger, record))):
                yield from self._rows_of(belonging.name, key[0])

    def _found(
        self, table: str, width: int, where: str, bound: Iterable[Any]
    ) -> Iterator[tuple[RowKey, Row]]:
        rows = self._store.connection.execute(f"SELECT * FROM {quote(table)} WHERE {where}", tuple(bound))
        for row in rows.fetchall():
            yield (table, tuple(row[:width])), tuple(row)

    # --- reading --------------------------------------------------------------------------------

    def _made_row(self, table: str, key: Row) -> Row | None:
        """The row as it will be."""
        found = self._made.rows.get((table, key))
        return found[1] if found is not None else self._row(table, key)

    def _row(self, table: str, key: Row) -> Row | None:
        where = " AND ".join(f"{quote(name)} = ?" for name in self._columns[table][: len(key)])
        return next((row for _, row in self._found(table, len(key), where, key)), None)

    def _their_row(self, table: str, key: Row) -> Row | None:
        pair = self._merge.rows[table].pairs.get(key[0], {}).get((table, key))
        return pair[1] if pair is not None else None


def _says_something(row: Row, key: Row) -> bool:
    return any(one is not None for one in row[len(key) :])


def _key(one: MergeRecord) -> tuple[str, int]:
    return one.ledger, one.record
