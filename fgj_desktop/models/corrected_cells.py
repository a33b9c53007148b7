"""报后更正 as the grid shows it: which cells of a period are not as they were reported, and what was."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.rules.closing import row_corrections
from fgj_desktop.store.closing import closings, reported

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.store.closing import Closing
    from fgj_desktop.store.rows import Row

_Reports = list[tuple["Closing", dict[int, "Row"]]]


@dataclass(slots=True)
class CorrectedCells:
    """The corrected cells of one ledger: told row by row, against reports that are read once for a state of the file."""

    document: LedgerDocument
    ledger: Ledger
    _read_at: tuple[int, Month, int] | None = None
    _reports: _Reports = field(default_factory=list)
    _told: dict[int, tuple[Row, dict[str, str]]] = field(default_factory=dict)

    def words(self, row: Row, name: str) -> str:
        """「报后更正：定稿时为 3,200。原因：统计局核减」; empty for a cell that is as it was reported."""
        document = self.document
        now = (document.store.changes_seen, document.month, document.money_unit)
        if now != self._read_at:
            self._read_at = now
            self._reports = self._read()
            self._told = {}
        if not self._reports:
            return ""
        known = self._told.get(row.id)
        if known is None or known[0] is not row:
            known = self._told[row.id] = (row, self._tell(row))
        return known[1].get(name, "")

    def _read(self) -> _Reports:
        """The reports of the period on screen that were opened for corrections at least once."""
        store = self.document.store
        return [
            (one, {row.id: row for row in reported(store, one).rows})
            for one in _opened(closings(store, self.ledger.name), self.document.month)
        ]

    def _tell(self, row: Row) -> dict[str, str]:
        context, found = self.document.context(), {}
        for closing, rows in self._reports:
            was = rows.get(row.id)
            if was is None:
                continue
            for cell in row_corrections(self.ledger, closing, was, row, context):
                why = closing.reasons[-1][1]
                found[cell.name] = f"报后更正：定稿时为 {cell.before or '空白'}。原因：{why}"
        return found


def _opened(known: Sequence[Closing], month: Month) -> list[Closing]:
    return [one for one in known if one.period.month == month and one.reason]
