"""Going from the history to the cell it tells of, in its period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.declaration import Axis, Field
from fgj_desktop.ledgers.period import Month

if TYPE_CHECKING:
    from fgj_desktop.views.main_window import MainWindow


def go_to_cell(window: MainWindow, ledger: str, record: int, column: str, key: str) -> None:
    """Show a cell in the period that it belongs to."""
    month = month_of(ledger, column, key, window.document.month)
    if month != window.document.month:
        window.show_month(month)
    window.go_to(ledger, record, field_of(ledger, column, key))


def field_of(ledger: str, column: str, key: str) -> str:
    """The field of the grid that shows a column of an entry."""
    found = ledger_named(ledger).by_name.get(column)
    return column if found is None else Field(found, found.item_of(key)).name


def month_of(ledger: str, column: str, key: str, here: Month) -> Month:
    """The month in which an entry is seen; the one that is shown when it serves as well."""
    found = ledger_named(ledger).by_name.get(column)
    if found is None or not isinstance(found.per, Axis) or not key:
        return here
    if found.per is Axis.YEAR:
        return here if here.year_key == key else Month(int(key), 12)
    return Month.parse(key[:7])
