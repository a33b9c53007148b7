"""打包项目: a record that others name as theirs is a summary of them, and counts no more itself.

The same meaning for rows at hand and for the keys of a view. Whether a file has any is asked first, by an index
that holds only those named: most files have none.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from fgj_desktop.store.asof import AsOf, literal, quote

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import apsw

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month

_LISTED = "(SELECT value FROM json_each(?))"


def has_packages(connection: apsw.Connection, ledger: Ledger) -> bool:
    """Whether any record was ever a part of another."""
    if ledger.package is None:
        return False
    column = ledger.by_name[ledger.package]
    sql = f"SELECT EXISTS (SELECT 1 FROM {quote(ledger.table(column.per))} WHERE {quote(column.name)} IS NOT NULL)"
    row = connection.execute(sql).fetchone()
    return bool(row and row[0])


def packages_among(
    connection: apsw.Connection,
    ledger: Ledger,
    month: Month,
    parameters: Mapping[str, str | int],
    records: Collection[int],
) -> set[int]:
    """Those of the records that have parts in the month's ledger."""
    if not has_packages(connection, ledger):
        return set()
    assert ledger.package is not None
    column, listed = ledger.by_name[ledger.package], json.dumps(list(records))
    name, table = quote(column.name), quote(ledger.table(column.per))
    asof = AsOf(ledger, month, parameters, frozenset({column.name}))
    register = "" if ledger.register is None else f", {asof.raw(ledger.register)} AS {quote(ledger.register)}"
    parts = f", {asof.raw(column.name)} AS {name}{register}"
    ever = f"SELECT e.record FROM {table} e WHERE e.{name} IN {_LISTED} AND e.key <= {literal(month.key)}"
    sql = (
        f"WITH s AS (SELECT r.id AS id{parts} FROM {asof.tables(parts)} WHERE r.id IN ({ever})), "
        f"there AS (SELECT * FROM s{asof.membership('s')}) "
        f"SELECT DISTINCT {name} FROM there WHERE {name} IN {_LISTED} AND {name} <> id"
    )
    return {int(str(row[0])) for row in connection.execute(sql, (listed, listed))}


def packages_of(connection: apsw.Connection, keys: str, package: str, records: Collection[int]) -> set[int]:
    """What these records are parts of, by the keys of a view."""
    cursor = connection.execute(
        f"SELECT DISTINCT {quote(package)} FROM {keys} WHERE id IN {_LISTED} AND {quote(package)} IS NOT NULL",
        (json.dumps(list(records)),),
    )
    return {int(str(row[0])) for row in cursor}


def uncount(
    connection: apsw.Connection, keys: str, package: str, records: Collection[int] | None = None
) -> None:
    """Count those of the records no more, or of all, that have parts among the keys."""
    name = quote(package)
    some = "" if records is None else f"id IN {_LISTED} AND "
    connection.execute(
        f"UPDATE {keys} SET counted = 0 WHERE {some}id IN "
        f"(SELECT c.{name} FROM {keys} c WHERE c.{name} IS NOT NULL AND c.{name} <> c.id)",
        () if records is None else (json.dumps(list(records)),),
    )
