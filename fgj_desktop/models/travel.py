"""Where an undo or redo leads: the ledger, the period and the cell that it changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.ledgers import NAVIGATION, ledger_named
from fgj_desktop.ledgers.declaration import Axis, Field
from fgj_desktop.ledgers.period import Month

if TYPE_CHECKING:
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.store.cell_changes import CellChange
    from fgj_desktop.store.changes import Change

_LOOKED_AT = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A ledger, and in it the period and the cell, as far as there is one."""

    ledger: str
    month: Month | None = None
    record: int | None = None
    field: str | None = None


def destination(document: LedgerDocument, change: Change, here: str) -> Place | None:
    """Where to look at a change; None when nothing that is shown changed. ``here`` is the ledger shown."""
    shown = [ledger.name for ledger in NAVIGATION if ledger.name in change.records]
    if not shown:
        return None
    ledger = here if here in shown else shown[0]
    if len(change.records[ledger]) > _LOOKED_AT:
        return Place(ledger)
    cells = [one for one in document.store.cells(change.action, _LOOKED_AT) if one.ledger == ledger]
    if not cells:
        return Place(ledger)
    months = {month for one in cells if (month := _month(one)) is not None}
    month = None if not months or document.month in months else max(months)
    if month is not None and document.month.year == month.year and any(_month(one) is None for one in cells):
        month = None
    first = next((one for one in cells if month is None or _month(one) == month), cells[0])
    return Place(ledger, month, first.record, _field(first))


def _month(cell: CellChange) -> Month | None:
    column = ledger_named(cell.ledger).by_name.get(cell.column)
    months = (Axis.MONTH, Axis.HALF_MONTH)
    return Month.parse(cell.key[:7]) if column is not None and column.per in months else None


def _field(cell: CellChange) -> str:
    column = ledger_named(cell.ledger).by_name.get(cell.column)
    return cell.column if column is None else Field(column, column.item_of(cell.key)).name
