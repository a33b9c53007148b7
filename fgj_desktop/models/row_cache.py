"""Rows read page by page as they come into view, and what the grid shows of their cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.models.cells import align_of, cell_of
from fgj_desktop.models.corrected_cells import CorrectedCells
from fgj_desktop.models.grid_protocol import GridCell
from fgj_desktop.rules.checks import Finding, findings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fgj_desktop.ledgers import Field, Ledger
    from fgj_desktop.ledgers.values import Context
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.store.rows import Row

PAGE = 64
_KEPT = 150 * PAGE


class RowCache:
    """Rows by id. Whatever may have changed is dropped and read again when next shown."""

    def __init__(self, document: LedgerDocument, ledger: Ledger, fields: Sequence[Field]) -> None:
        """``fields`` are the columns shown, in order."""
        self._document = document
        self._ledger = ledger
        self._fields = fields
        self._aligns = [align_of(ledger, field) for field in fields]
        self._corrected = CorrectedCells(document, ledger)
        self._context: Context | None = None
        self._rows: dict[int, Row] = {}
        self._found: dict[int, list[Finding]] = {}
        self._cells: dict[int, list[GridCell | None]] = {}

    def take(self, rows: Iterable[Row]) -> None:
        """Rows that were read already."""
        for row in rows:
            self._rows[row.id] = row
            self._cells[row.id] = [None] * len(self._fields)

    def arrange(self, fields: Sequence[Field]) -> None:
        """Show other columns of the rows that were read."""
        self._fields = fields
        self._aligns = [align_of(self._ledger, field) for field in fields]
        self._cells = {record: [None] * len(fields) for record in self._rows}

    def clear(self) -> None:
        """Read everything again when shown."""
        self._context = None
        self._rows.clear()
        self._found.clear()
        self._cells.clear()

    def drop(self, records: Iterable[int]) -> None:
        """Read these records again when shown."""
        for record in records:
            self._rows.pop(record, None)
            self._found.pop(record, None)
            self._cells.pop(record, None)

    def cell(self, ids: Sequence[int], row: int, column: int) -> GridCell:
        """What is shown of a cell; its page is read when it is not yet there."""
        record = ids[row]
        cells = self._cells.get(record)
        if cells is None:
            cells = self._load(ids, row)
        cell = cells[column]
        if cell is None:
            cell = cells[column] = self._make(record, column)
        return cell

    def row(self, ids: Sequence[int], row: int) -> Row | None:
        """The record shown in a row; None when it no longer exists."""
        record = ids[row]
        if record not in self._cells:
            self._load(ids, row)
        return self._rows.get(record)

    def findings(self, record: int) -> list[Finding]:
        """What is to be looked at in a record that was read."""
        found = self._found.get(record)
        if found is None:
            row = self._rows[record]
            found = findings(self._ledger, row, self._text_context(), self._document.month)
            self._found[record] = found
        return found

    def _load(self, ids: Sequence[int], row: int) -> list[GridCell | None]:
        """Read the page around a row."""
        if len(self._cells) > _KEPT:
            self.clear()
        start = row - row % PAGE
        missing = [record for record in ids[start : start + PAGE] if record not in self._cells]
        with self._document.reading():
            for one in self._document.view(self._ledger).rows(missing):
                self._rows[one.id] = one
        for record in missing:
            empty: GridCell | None = None if record in self._rows else GridCell()
            self._cells[record] = [empty] * len(self._fields)
        return self._cells[ids[row]]

    def _make(self, record: int, column: int) -> GridCell:
        field, found = self._fields[column], self.findings(record)
        cell = cell_of(field, self._rows[record], self._text_context(), found, self._aligns[column])
        corrected = self._corrected.words(self._rows[record], field.name)
        return cell._replace(corrected=corrected) if corrected else cell

    def _text_context(self) -> Context:
        """How texts are written until everything is read again."""
        if self._context is None:
            self._context = self._document.context()
        return self._context
