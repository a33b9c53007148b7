"""One record over many months: its row as of each, and the months that carried values come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers.declaration import Axis, Carry
from fgj_desktop.ledgers.period import Month
from fgj_desktop.store.asof import carried_from, literal, quote
from fgj_desktop.store.entries import RowReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.store.rows import Row
    from fgj_desktop.store.store import Store


def rows_of_months(store: Store, ledger: Ledger, record: int, months: Iterable[Month]) -> dict[Month, Row]:
    """The record as of each month; empty when it no longer exists.

    No view is made: views of two years would push those out that the window is showing.
    """
    found = rows_by_month(store, ledger, (record,), months)
    return {month: rows[record] for month, rows in found.items() if rows}


def rows_by_month(
    store: Store, ledger: Ledger, records: Sequence[int], months: Iterable[Month]
) -> dict[Month, dict[int, Row]]:
    """Records as of each month, by their ids; those that no longer exist are left out."""
    found: dict[Month, dict[int, Row]] = {}
    for month in months:
        reader = RowReader(store.connection, ledger, month, store.parameters(month), store.rules.functions)
        found[month] = {row.id: row for row in reader.read(records)}
    return found


def months_carried_from(store: Store, ledger: Ledger, record: int, month: Month) -> dict[str, Month]:
    """By column, the month before this one whose entry a value without an own one carries from."""
    if Axis.MONTH not in ledger.axes:
        return {}
    columns = [column for column in ledger.stored(Axis.MONTH) if column.carries is not Carry.NONE]
    if not columns:
        return {}
    newest = ", ".join(
        f"max(CASE WHEN {quote(column.name)} IS NOT NULL "
        f"AND key >= {literal(carried_from(column.carries, month))} THEN key END)"
        for column in columns
    )
    keys = store.connection.execute(
        f"SELECT {newest} FROM {quote(ledger.table(Axis.MONTH))} WHERE record = ? AND key < ?",
        (record, month.key),
    ).fetchone()
    assert keys is not None
    return {
        column.name: Month.parse(str(key))
        for column, key in zip(columns, keys, strict=True)
        if key is not None
    }


def years_of(store: Store, ledger: Ledger) -> list[int]:
    """The years in which a ledger has records, oldest first; none for a ledger without years."""
    if Axis.YEAR not in ledger.axes:
        return []
    rows = store.connection.execute(f"SELECT DISTINCT key FROM {quote(ledger.table(Axis.YEAR))} ORDER BY key")
    return [int(str(row[0])) for row in rows]
