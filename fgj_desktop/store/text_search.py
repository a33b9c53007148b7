"""Records that may show a text: looked for in the stored values of all periods, without resolving them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from fgj_desktop.store.asof import quote

if TYPE_CHECKING:
    from collections.abc import Callable

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.declaration import Column
    from fgj_desktop.ledgers.values import Value
    from fgj_desktop.store.store import Store


def records_like(store: Store, ledger: Ledger, column: Column, pattern: str) -> set[int]:
    """The records of which some entry has a text of this GLOB pattern in the column."""
    record, table = _place(ledger, column)
    sql = f"SELECT DISTINCT {record} FROM {table} WHERE {quote(column.name)} GLOB ?"
    return {int(str(one)) for (one,) in store.connection.execute(sql, (pattern,))}


def records_with(store: Store, ledger: Ledger, column: Column, fits: Callable[[Value], bool]) -> set[int]:
    """The records of which some entry has a fitting value, in a column of few different values."""
    record, table = _place(ledger, column)
    name = quote(column.name)
    found = store.connection.execute(f"SELECT DISTINCT {name} FROM {table} WHERE {name} IS NOT NULL")
    values = json.dumps([value for (value,) in found if fits(value)], ensure_ascii=False)
    sql = f"SELECT DISTINCT {record} FROM {table} WHERE {name} IN (SELECT value FROM json_each(?))"
    return {int(str(one)) for (one,) in store.connection.execute(sql, (values,))}


def records_with_misfit_like(store: Store, ledger: Ledger, pattern: str) -> set[int]:
    """The records with a text of this GLOB pattern that does not fit its column."""
    sql = "SELECT DISTINCT record FROM cell WHERE ledger = ? AND misfit GLOB ?"
    return {int(str(one)) for (one,) in store.connection.execute(sql, (ledger.name, pattern))}


def _place(ledger: Ledger, column: Column) -> tuple[str, str]:
    return ("id" if column.per is None else "record"), quote(ledger.table(column.per))
