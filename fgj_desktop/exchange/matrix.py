"""Turns sheets that spread their values over columns into plain tables, as their ledgers declare it.

A declaration (`Matrix`) says what the columns stand for: months, half-months, or records of another ledger.
What comes out are ordinary tables for the ordinary planner: one for each month, one for each such record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.exchange.matrix_months import months_of
from fgj_desktop.exchange.matrix_records import records_of
from fgj_desktop.ledgers import IMPORTED
from fgj_desktop.ledgers.declaration import Axis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.exchange.grid import Sheet
    from fgj_desktop.exchange.parts import Part
    from fgj_desktop.ledgers import Ledger


def matrix_of(
    sheet: Sheet, names: Sequence[str], only: Ledger | None = None
) -> tuple[Ledger, list[Part]] | None:
    """The ledger whose values the sheet spreads over columns, and its plain tables; None for an ordinary sheet.

    ``names`` are the sheet's and the file's name; ``only`` is the ledger that the clerk says it is.
    """
    for ledger in (only,) if only is not None else IMPORTED:
        if ledger.matrix is None or ledger.matrix.across is Axis.HALF_MONTH:
            continue
        if isinstance(ledger.matrix.across, Axis):
            parts = months_of(sheet, ledger)
        else:
            parts = records_of(sheet, ledger, ledger.matrix.across, names, is_sure=only is not None)
        if parts:
            return ledger, parts
    return None
