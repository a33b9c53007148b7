"""Records to go to: by 序号, by name, unit or code, or by pinyin initials."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fgj_desktop.ledgers.numbers import read_whole
from fgj_desktop.rules.cell_text import cell_text
from fgj_desktop.store.filters import Search, equals

if TYPE_CHECKING:
    from fgj_desktop.models.ledger_table import LedgerTable

MOST = 50


class RecordPlace(NamedTuple):
    """A record that a text may mean."""

    record: int
    text: str
    is_shown: bool
    """Filters and folded groups leave it in sight."""


def places_of(table: LedgerTable, text: str) -> list[RecordPlace]:
    """The records that a text may mean, those with this 序号 first, at most ``MOST``."""
    wanted = text.strip()
    if not wanted:
        return []
    view, ledger = table.document.view(table.ledger), table.ledger
    number, found = read_whole(wanted), []
    with table.document.reading():
        if number is not None and ledger.serial_column is not None:
            found = view.ids([equals(ledger.serial_column, number)])
        found += view.ids([Search(wanted)])
        rows = view.rows(list(dict.fromkeys(found))[:MOST])
    names = [name for name in (ledger.serial_column, ledger.name_column, ledger.unit_column) if name]
    fields, context = [ledger.fields_by_name[name] for name in names], table.document.context()
    return [
        RecordPlace(
            row.id,
            "　".join(filter(None, (cell_text(one, row, context) for one in fields))),
            table.row_of(row.id) >= 0,
        )
        for row in rows
    ]
