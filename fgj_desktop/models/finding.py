"""Finding a text in the cells shown, some rows at a time, so that a large ledger never holds up the hand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from fgj_desktop.ledgers.kinds import Count, Money
from fgj_desktop.ledgers.record_parts import is_light
from fgj_desktop.models.narrowing import Narrowing
from fgj_desktop.rules.cell_text import cell_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.ledgers import Field
    from fgj_desktop.models.ledger_table import LedgerTable
    from fgj_desktop.models.sought import Sought

_SLICE = 100
"""Rows read at once."""
_MANY = 2_000
"""Rows beyond which the database is asked first where the text may be."""


class Place(NamedTuple):
    """A cell by its row and column."""

    row: int
    column: int


class Area(NamedTuple):
    """Rows and columns to look at."""

    rows: range
    columns: Sequence[int]


def is_grouped(field: Field) -> bool:
    """Whether the column shows numbers with commas between their thousands."""
    return isinstance(field.column.kind, Money | Count)


class Search:
    """One search through a table as it stands: ``step`` until ``is_done``."""

    def __init__(self, table: LedgerTable, sought: Sought, areas: Sequence[Area], start: int) -> None:
        """Rows from ``start`` on come first, then those before it."""
        self.table = table
        self.sought = sought
        self.areas = tuple(areas)
        self.found: list[Place] = []
        """In the order of the table."""
        rows = sorted({row for area in areas for row in area.rows if row < len(table.ids)})
        begin = bisect_left(rows, start)
        self._rows = rows[begin:] + rows[:begin]
        self._looked = 0
        self._columns = sorted({column for area in areas for column in area.columns})
        self._columns = [one for one in self._columns if not is_light(table.fields[one])]
        self._narrowing: Narrowing | None = None
        if len(rows) > _MANY:
            narrowing = Narrowing(table, sought, [table.fields[one] for one in self._columns])
            self._narrowing = narrowing if narrowing.is_possible else None

    @property
    def is_done(self) -> bool:
        """Whether every row was looked at."""
        return self._narrowing is None and self._looked >= len(self._rows)

    @property
    def looked(self) -> int:
        """How many rows were looked at."""
        return min(self._looked, len(self._rows))

    @property
    def rows(self) -> int:
        """How many rows there are to look at."""
        return len(self._rows)

    def step(self) -> None:
        """Look at some more rows, or ask the database where it is worth while to look."""
        if self._narrowing is not None:
            self._narrow(self._narrowing)
            return
        rows = self._rows[self._looked : self._looked + _SLICE]
        self._looked += _SLICE
        hits = self._hits(rows)
        if hits:
            self.found = sorted([*self.found, *hits])

    def _narrow(self, narrowing: Narrowing) -> None:
        narrowing.step()
        if narrowing.is_done:
            ids, records = self.table.ids, narrowing.records
            self._rows = [row for row in self._rows if ids[row] in records]
            self._narrowing = None

    def finish(self) -> list[Place]:
        """Look at all rows that are left."""
        while not self.is_done:
            self.step()
        return self.found

    def _hits(self, rows: Sequence[int]) -> list[Place]:
        table = self.table
        row_of = {table.record(row): row for row in rows if not table.is_heading(row)}
        context = table.document.context()
        fields = [(column, table.fields[column]) for column in self._columns]
        hits = []
        with table.document.reading():
            read = table.document.view(table.ledger).rows(list(row_of))
        for one in read:
            row = row_of[one.id]
            for column, field in fields:
                shown = cell_text(field, one, context)
                if self.sought.fits(shown, grouped=is_grouped(field)) and self._holds(row, column):
                    hits.append(Place(row, column))
        return hits

    def _holds(self, row: int, column: int) -> bool:
        return any(row in area.rows and column in area.columns for area in self.areas)

    def following(self, here: Place, *, back: bool = False) -> tuple[int, bool] | None:
        """The number of the hit after (or before) a place, and whether it is beyond the end; None without hits."""
        if not self.found:
            return None
        number = bisect_left(self.found, here) - 1 if back else bisect_right(self.found, here)
        return number % len(self.found), not 0 <= number < len(self.found)
