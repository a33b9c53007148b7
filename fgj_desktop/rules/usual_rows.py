"""The rows that a record of another ledger usually begins with: the steps of a village."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.kinds import Link

if TYPE_CHECKING:
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.declaration import UsualRows
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.ledgers.values import Parsed
    from fgj_desktop.store.rows import Row
    from fgj_desktop.store.store import Store
    from fgj_desktop.store.writes import Writes


def owners_of(ledger: Ledger, usual: UsualRows) -> Ledger:
    """The ledger of those that rows are kept for."""
    kind = ledger.by_name[usual.owner].kind
    assert isinstance(kind, Link)
    return ledger_named(kind.ledger)


def owners_without_rows(store: Store, ledger: Ledger, usual: UsualRows, month: Month) -> list[Row]:
    """The records that have no row in the ledger yet, in their order."""
    begun = {row.values.get(usual.owner) for row in store.view(ledger, month).rows()}
    return [row for row in store.view(owners_of(ledger, usual), month).rows() if row.id not in begun]


def insert_usual_rows(
    writes: Writes, ledger: Ledger, usual: UsualRows, owners: list[Row], serial: int, month: Month
) -> None:
    """Add each owner's rows in their order, numbered from ``serial`` on; what is planned or done stays empty."""
    for owner in owners:
        for texts in usual.rows:
            values: dict[str, Parsed] = dict(zip(usual.columns, texts, strict=True))
            values[usual.owner] = owner.id
            if ledger.serial_column is not None:
                values[ledger.serial_column] = serial
            writes.insert(ledger, values, month)
            serial += 1
