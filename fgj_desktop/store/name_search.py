"""Finds records by a part of their name, code or unit, and by pinyin initials, which lie in a table beside the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers.kinds import Link, LinkList
from fgj_desktop.ledgers.pinyin import initials
from fgj_desktop.store.asof import quote

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import apsw

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.store.keys import Keys


class NameSearch:
    """Searches one ledger; the initials are those of its names, whatever the month."""

    def __init__(
        self, connection: apsw.Connection, ledger: Ledger, ledgers: Mapping[str, Ledger], keys: Keys
    ) -> None:
        """Nothing is read before the first search."""
        self._connection = connection
        self._ledger = ledger
        self._ledgers = ledgers
        self._keys = keys
        self._table = f"temp.{quote(f'initial_{ledger.name}')}"

    def condition(self, text: str) -> tuple[str, list[object]]:
        """The SQL condition that name, code, unit or initials contain the text, with its bindings."""
        self._fill()
        words = text.strip().lower()
        ledger = self._ledger
        names = [name for name in (ledger.name_column, ledger.code_column) if name]
        names += [name for name in ledger.alias_columns if name not in names]
        plain = " OR ".join(f"instr(lower(s.{quote(name)}), ?) > 0" for name in names)
        parts = [
            f"k.id IN (SELECT s.id FROM {quote(ledger.name)} s WHERE {plain})",
            f"k.id IN (SELECT i.id FROM {self._table} i WHERE instr(i.text, ?) > 0)",
        ]
        bindings: list[object] = [*([words] * len(names)), words]
        unit = ledger.unit_column
        if unit is not None and (ids := self._linked_matching(unit, words)):
            self._keys.need([unit])
            parts.append(f"{quote(unit)} IN ({', '.join(map(str, ids))})")
        return f"({' OR '.join(parts)})", bindings

    def initials_sql(self) -> str:
        """The initials of a record ``k``, to sort by."""
        self._fill()
        return f"(SELECT text FROM {self._table} i WHERE i.id = k.id)"

    def forget(self, records: Collection[int]) -> None:
        """Take the names of changed records anew at the next search."""
        sql = "SELECT count(*) FROM sqlite_temp_schema WHERE name = ?"
        found = self._connection.execute(sql, (f"initial_{self._ledger.name}",)).fetchone()
        if found and found[0]:
            listed = ", ".join(str(int(record)) for record in records)
            self._connection.execute(f"DELETE FROM {self._table} WHERE id IN ({listed})")

    def clear(self) -> None:
        """Take all names anew: they may have changed while nobody told so."""
        self._connection.execute(f"DROP TABLE IF EXISTS {self._table}")

    def _linked_matching(self, name: str, words: str) -> list[int]:
        kind = self._ledger.by_name[name].kind
        assert isinstance(kind, Link | LinkList)
        target = self._ledgers[kind.ledger]
        columns = ", ".join(quote(column) for column in dict.fromkeys((target.name_column, target.label)))
        found = []
        for record, *texts in self._connection.execute(f"SELECT id, {columns} FROM {quote(target.name)}"):
            if any(words in str(one).lower() or words in initials(str(one)) for one in texts if one):
                found.append(int(str(record)))
        return found

    def _fill(self) -> None:
        """Add the initials of new and renamed records."""
        self._connection.execute(f"CREATE TABLE IF NOT EXISTS {self._table} (id INTEGER PRIMARY KEY, text)")
        missing = self._connection.execute(
            f"SELECT id, {quote(self._ledger.name_column)} FROM {quote(self._ledger.name)} "
            f"WHERE id NOT IN (SELECT id FROM {self._table})"
        ).fetchall()
        if missing:
            rows = [(record, initials(str(name or ""))) for record, name in missing]
            with self._connection:
                self._connection.executemany(f"INSERT OR REPLACE INTO {self._table} VALUES (?, ?)", rows)
