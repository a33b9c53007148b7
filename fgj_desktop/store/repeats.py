"""Finds texts that two records share though no two may (a code, a name), over a temporary table of all of them.

The table is filled a part at a time, as reading every name of a large ledger would be felt; an action
only has its own records read again.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.former_names import former_words
from fgj_desktop.ledgers.text import comparison_key
from fgj_desktop.store.asof import quote
from fgj_desktop.store.rows import Twin

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    import apsw

    from fgj_desktop.ledgers import Ledger

_ALL = 1 << 62


class Repeats:
    """The texts of one ledger that have to be unique, and who else has them."""

    def __init__(self, connection: apsw.Connection, ledger: Ledger) -> None:
        """Nothing is read before ``learn``."""
        self._connection = connection
        self._ledger = ledger
        self._table = f"temp.{quote(f'same_{ledger.name}')}"
        self._columns = list(dict.fromkeys(name for unique in ledger.unique for name in unique.columns))
        self._begun = False
        self._last = -1
        self._unread: set[int] = set()
        self._read_in_action: set[int] = set()
        self.is_complete = not ledger.unique
        """Whether every record was read."""

    def learn(self, most: int = _ALL) -> bool:
        """Read records not read yet, at most ``most``; True once all are."""
        if not self.is_complete:
            self._begin()
            rows = self._select("id > ? ORDER BY id LIMIT ?", (self._last, most))
            self._write(rows)
            self._last = rows[-1][0] if rows else self._last
            self.is_complete = len(rows) < most
        return self.is_complete

    def forget(self, records: Collection[int]) -> None:
        """These records were changed: read them again when next asked."""
        if self._begun:
            self._unread.update(records)

    def clear(self) -> None:
        """Read everything again: another process wrote."""
        if self._begun:
            self._connection.execute(f"DROP TABLE IF EXISTS {self._table}")
            self._begun, self._last, self.is_complete = False, -1, False
            self._unread.clear()

    def taken_back(self) -> None:
        """A transaction was given up, and with it what was read inside: read that again when next asked."""
        self._unread |= self._read_in_action
        self._read_in_action = set()

    def of(self, records: Collection[int], members: str) -> dict[int, dict[str, Twin]]:
        """For each of these records its texts that others have too, by column; nothing before all is read.

        ``members`` is the table of the records that belong to the ledger in the month looked at.
        """
        if not self._ledger.unique or not self.is_complete:
            return {}
        self._read_changed()
        found: dict[int, dict[str, Twin]] = {}
        for record, column, other in self._pairs(records, members):
            found.setdefault(record, {})[column] = Twin(other, "")
        names = self._names({twin.record for twins in found.values() for twin in twins.values()})
        for twins in found.values():
            for column, twin in twins.items():
                twins[column] = Twin(twin.record, names.get(twin.record, ""))
        return found

    def sharing(self, records: Collection[int]) -> set[int]:
        """The other records that share a text with one of these: theirs is a finding too."""
        if not self._ledger.unique or not self.is_complete:
            return set()
        self._read_changed()
        sql = (
            f"SELECT DISTINCT o.id FROM {self._table} s JOIN {self._table} o "
            "ON o.rule = s.rule AND o.text = s.text AND o.id <> s.id "
            "WHERE s.id IN (SELECT value FROM json_each(?))"
        )
        return {row[0] for row in self._connection.execute(sql, (_listed(records),))}

    def _pairs(self, records: Collection[int], members: str) -> list[tuple[int, str, int]]:
        sql = (
            f"SELECT s.id, s.field, min(o.id) FROM {self._table} s JOIN {self._table} o "
            "ON o.rule = s.rule AND o.text = s.text AND o.id <> s.id "
            "WHERE s.id IN (SELECT value FROM json_each(?)) "
            f"AND EXISTS (SELECT 1 FROM {members} k WHERE k.id = o.id) GROUP BY s.id, s.field"
        )
        return [(row[0], row[1], row[2]) for row in self._connection.execute(sql, (_listed(records),))]

    def _names(self, records: Collection[int]) -> dict[int, str]:
        sql = (
            f"SELECT id, {quote(self._ledger.name_column)} FROM {quote(self._ledger.name)} "
            "WHERE id IN (SELECT value FROM json_each(?))"
        )
        return {row[0]: str(row[1] or "") for row in self._connection.execute(sql, (_listed(records),))}

    def _begin(self) -> None:
        if not self._begun:
            self._connection.execute(
                f"CREATE TABLE IF NOT EXISTS {self._table} (rule INTEGER, text TEXT, id INTEGER, field TEXT, "
                "PRIMARY KEY (rule, text, id, field)) WITHOUT ROWID"
            )
            index = quote(f"same_{self._ledger.name}_by_id")
            plain = self._table.removeprefix("temp.")
            self._connection.execute(f"CREATE INDEX IF NOT EXISTS temp.{index} ON {plain} (id)")
            self._begun = True

    def _read_changed(self) -> None:
        if self._unread:
            if not self._connection.get_autocommit():
                self._read_in_action |= self._unread
            listed = _listed(self._unread)
            self._connection.execute(
                f"DELETE FROM {self._table} WHERE id IN (SELECT value FROM json_each(?))", (listed,)
            )
            self._write(self._select("id IN (SELECT value FROM json_each(?))", (listed,)))
            self._unread.clear()

    def _select(self, where: str, bindings: Sequence[object]) -> list[tuple[int, ...]]:
        names = "".join(f", {quote(name)}" for name in self._columns)
        sql = f"SELECT id{names} FROM {quote(self._ledger.name)} WHERE {where}"
        return list(self._connection.execute(sql, tuple(bindings)))

    def _write(self, rows: Iterable[tuple[object, ...]]) -> None:
        texts = [one for row in rows for one in self._texts(row)]
        if texts:
            with self._connection:
                self._connection.executemany(
                    f"INSERT OR IGNORE INTO {self._table} VALUES (?, ?, ?, ?)", texts
                )

    def _texts(self, row: tuple[object, ...]) -> Iterator[tuple[int, str, object, str]]:
        values = dict(zip(self._columns, row[1:], strict=True))
        for number, unique in enumerate(self._ledger.unique):
            for column in unique.columns:
                text = values[column]
                if not text:
                    continue
                is_list = column in self._ledger.alias_columns and column != self._ledger.label
                for word in former_words(str(text)) if is_list else [str(text)]:
                    if key := comparison_key(word):
                        yield number, key, row[0], column


def _listed(records: Collection[int]) -> str:
    return json.dumps([int(record) for record in records])
