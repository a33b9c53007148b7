"""Which columns name records of a ledger, and whether one is named: what is in use is not deleted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.kinds import Link, LinkList

if TYPE_CHECKING:
    from collections.abc import Iterable

    import apsw

    from fgj_desktop.ledgers.declaration import Column, Ledger

_NAME_LIMIT = 16
_NOTE = re.compile("（[^（）]*）$")


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


def uses_of(connection: apsw.Connection, ledgers: Iterable[Ledger], target: Ledger, record: int) -> list[str]:
    """Where a record is named, in words: 「任务清单的“牵头单位” 2 项，如“保障义务教育”」, a column each."""
    found = []
    for ledger, column in linking_columns(ledgers, target.name):
        number, name = _naming(connection, ledger, column, record)
        if number:
            title = _NOTE.sub("", column.title)
            example = f"，如“{_short(name)}”" if name else ""
            found.append(f"{ledger.title}的“{title}” {number} {ledger.measure_word}{example}")
    return found


def _naming(connection: apsw.Connection, ledger: Ledger, column: Column, record: int) -> tuple[int, str]:
    """How many records name the record in the column, and what the first of them is called."""
    table, key = ledger.table(column.per), "id" if column.per is None else "record"
    is_one = isinstance(column.kind, Link)
    condition = f'"{column.name}" = ?1' if is_one else f"""instr("{column.name}", ',' || ?1 || ',') > 0"""
    row = connection.execute(
        f'SELECT count(DISTINCT "{key}"), min("{key}") FROM "{table}" WHERE {condition}',
        (record if is_one else str(record),),
    ).fetchone()
    assert row is not None
    number, first = row
    name = connection.execute(
        f'SELECT "{ledger.name_column}" FROM "{ledger.name}" WHERE id = ?', (first,)
    ).fetchone()
    return int(str(number)), str(name[0]) if name is not None and name[0] is not None else ""


def _short(text: str) -> str:
    return text if len(text) <= _NAME_LIMIT else f"{text[: _NAME_LIMIT - 1]}…"
