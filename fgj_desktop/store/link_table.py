"""Reads what other ledgers may name: records by every text that names them, and their short labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers.numbers import split_list
from fgj_desktop.ledgers.values import LinkTable
from fgj_desktop.store.asof import quote

if TYPE_CHECKING:
    from collections.abc import Iterable

    import apsw

    from fgj_desktop.ledgers import Ledger


def read_links(connection: apsw.Connection, ledgers: Iterable[Ledger]) -> LinkTable:
    """The links of these ledgers today; an earlier record keeps a name that two claim."""
    labels: dict[str, dict[int, str]] = {}
    names: dict[str, dict[str, int]] = {}
    for ledger in ledgers:
        labels[ledger.name], names[ledger.name] = _read(connection, ledger)
    return LinkTable(labels, names)


def _read(connection: apsw.Connection, ledger: Ledger) -> tuple[dict[int, str], dict[str, int]]:
    columns = list(dict.fromkeys((ledger.label, ledger.name_column, *ledger.alias_columns)))
    serial = f"{quote(ledger.serial_column)}, " if ledger.serial_column and not ledger.axes else ""
    listed = ", ".join(quote(column) for column in columns)
    labels: dict[int, str] = {}
    names: dict[str, int] = {}
    aliases: list[tuple[str, int]] = []
    for record, *texts in connection.execute(
        f"SELECT id, {listed} FROM {quote(ledger.name)} ORDER BY {serial}id"
    ):
        identity = int(str(record))
        label = next((str(text) for text in texts if text), "")
        labels[identity] = label
        for position, text in enumerate(texts):
            if not text:
                continue
            if columns[position] in ledger.alias_columns and columns[position] != ledger.label:
                aliases += [(word, identity) for word in split_list(str(text))]
            else:
                names.setdefault("".join(str(text).split()), identity)
    for word, identity in aliases:
        names.setdefault(word, identity)
    return labels, names
