"""Reads what other ledgers may name: records by every text that names them, and their short labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers.former_names import former_words
from fgj_desktop.store.asof import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import apsw

    from fgj_desktop.ledgers import Ledger


class StoreLinks:
    """The records that cells may name, read ledger by ledger when first asked for.

    An older record keeps a name that two claim.
    """

    def __init__(self, connection: apsw.Connection, ledgers: Mapping[str, Ledger]) -> None:
        """``ledgers`` are those that may be named."""
        self._connection = connection
        self._ledgers = ledgers
        self._read: dict[str, tuple[dict[int, str], dict[str, int]]] = {}

    def find(self, ledger: str, text: str) -> int | None:
        """The record that the text names, with or without blanks."""
        names = self._of(ledger)[1]
        found = names.get(text)
        return found if found is not None else names.get("".join(text.split()))

    def label(self, ledger: str, record: int) -> str:
        """The record's short text; empty when it no longer exists."""
        return self._of(ledger)[0].get(record, "")

    def labels(self, ledger: str) -> Mapping[int, str]:
        """All records of a ledger with their short texts, in 排序号 order."""
        return self._of(ledger)[0]

    def names(self, ledger: str) -> Mapping[str, int]:
        """Every text that names a record of a ledger."""
        return self._of(ledger)[1]

    def forget(self, ledgers: Iterable[str]) -> None:
        """Read these ledgers again when next asked for."""
        for name in ledgers:
            self._read.pop(name, None)

    def _of(self, ledger: str) -> tuple[dict[int, str], dict[str, int]]:
        if ledger not in self._read:
            self._read[ledger] = _read(self._connection, self._ledgers[ledger])
        return self._read[ledger]


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
                aliases += [(word, identity) for word in former_words(str(text))]
            else:
                names.setdefault("".join(str(text).split()), identity)
    for word, identity in aliases:
        names.setdefault(word, identity)
    return labels, names
