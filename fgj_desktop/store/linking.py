"""Which columns name records of a ledger, and whether one is named: what is in use is not deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers.kinds import Link, LinkList

if TYPE_CHECKING:
    from collections.abc import Iterable

    import apsw

    from fgj_desktop.ledgers.declaration import Column, Ledger


def linking_columns(ledgers: Iterable[Ledger], target: str) -> list[tuple[Ledger, Column]]:
    """The columns of all ledgers that name records of ``target``."""
    return [
        (ledger, column)
        for ledger in ledgers
        for column in ledger.columns
        if isinstance(column.kind, Link | LinkList)
        and column.kind.ledger == target
        and column.computed is None
    ]


def is_linked(connection: apsw.Connection, ledger: Ledger, column: Column, record: int) -> bool:
    """Whether any row of the column names the record."""
    table = ledger.table(column.per)
    if isinstance(column.kind, Link):
        sql, value = f'SELECT 1 FROM "{table}" WHERE "{column.name}" = ? LIMIT 1', record
        return connection.execute(sql, (value,)).fetchone() is not None
    sql = f"""SELECT 1 FROM "{table}" WHERE instr("{column.name}", ',' || ? || ',') > 0 LIMIT 1"""
    return connection.execute(sql, (str(record),)).fetchone() is not None
