"""What records are known by: the texts and identifying columns of chosen records, read off the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.store.asof import quote

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.store.store import Store


def record_ids(store: Store, ledger: Ledger) -> set[int]:
    """All records of a ledger, of all years."""
    return {int(str(row[0])) for row in store.connection.execute(f"SELECT id FROM {quote(ledger.name)}")}


def known_by(
    store: Store, ledger: Ledger, columns: Sequence[str], records: Collection[int]
) -> dict[int, dict[str, int | str | None]]:
    """These columns of these records as they are stored; of a column kept by period the newest value."""
    found: dict[int, dict[str, int | str | None]] = {record: dict.fromkeys(columns) for record in records}
    for name in dict.fromkeys(columns):
        axis = ledger.by_name[name].per
        place, order = ("id", "id") if axis is None else ("record", "record, key")
        rows = store.connection.execute(
            f"SELECT {place}, {quote(name)} FROM {quote(ledger.table(axis))} "
            f"WHERE {quote(name)} IS NOT NULL ORDER BY {order}"
        )
        for record, value in rows:
            if record in found:
                found[int(str(record))][name] = value if isinstance(value, int) else str(value)
    return found
