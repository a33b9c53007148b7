"""The file as it stood after one of its actions: a copy in memory, its rows put back to what they were then."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import apsw

from fgj_desktop.errors import UserError
from fgj_desktop.store.asof import quote
from fgj_desktop.store.changes import TableMap
from fgj_desktop.store.merge_past import Past
from fgj_desktop.store.schema import CELL_TABLE

if TYPE_CHECKING:
    from fgj_desktop.store.store import Store


def last_action_of(store: Store, day: datetime.date) -> int:
    """The last action up to the end of a day. Raises UserError when nothing had been done by then."""
    until = (day + datetime.timedelta(days=1)).isoformat()
    row = store.connection.execute("SELECT max(id) FROM action WHERE at < ?", (until,)).fetchone()
    if row is None or row[0] is None:
        raise UserError(f"{day.year}年{day.month}月{day.day}日本文件还没有数据，不能比较。")
    return int(str(row[0]))


def days_of_work(store: Store) -> list[datetime.date]:
    """The days on which something was done, newest first."""
    rows = store.connection.execute("SELECT DISTINCT substr(at, 1, 10) FROM action ORDER BY 1 DESC")
    return [datetime.date.fromisoformat(str(row[0])) for row in rows]


def as_it_stood(store: Store, action: int) -> Store:
    """The whole file after one of its actions, for reading; close it when done."""
    past = Past(store.connection, TableMap(list(store.ledgers.values())), action)
    for _ in past.read():
        pass
    copy = apsw.Connection(":memory:")
    with copy.backup("main", store.connection, "main") as backup:
        backup.step()
    # A row may come back before the record that it belongs to.
    copy.pragma("foreign_keys", 0)
    copy.pragma("temp_store", 2)
    with copy:
        for table, key in past.rows:
            _put_back(copy, past, table, key)
    return type(store)(
        store.path,
        copy,
        store.rules,
        lock=None,
        ledgers=list(store.ledgers.values()),
        clock=store.clock,
    )


def _put_back(copy: apsw.Connection, past: Past, table: str, key: tuple[Any, ...]) -> None:
    names = [str(row[1]) for row in copy.execute(f"PRAGMA table_info({quote(table)})")]
    keys = _keys(table, len(key))
    where = " AND ".join(f"{quote(name)} = ?" for name in keys)
    now = copy.execute(f"SELECT * FROM {quote(table)} WHERE {where}", key).fetchone()
    then = past.row(table, key, None if now is None else tuple(now))
    if then is None:
        copy.execute(f"DELETE FROM {quote(table)} WHERE {where}", key)
        return
    # Columns that a later version added were empty then.
    filled = (*then, *(None for _ in names[len(then) :]))
    places = ", ".join("?" for _ in names)
    copy.execute(f"INSERT OR REPLACE INTO {quote(table)} VALUES ({places})", filled)


def _keys(table: str, count: int) -> tuple[str, ...]:
    if table == CELL_TABLE:
        return ("ledger", "record", "key", "column")
    return ("id",) if count == 1 else ("record", "key")
