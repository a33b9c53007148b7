"""报后更正 as the grid shows it: which cells of a period are not as they were reported, and what was."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.rules.closing import Correction, corrections
from fgj_desktop.store.closing import closings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.store.closing import Closing


@dataclass(slots=True)
class CorrectedCells:
    """The corrected cells of one ledger, read again when the file or the period changed."""

    document: LedgerDocument
    ledger: Ledger
    _read_at: tuple[int, Month, int] | None = None
    _words: Mapping[tuple[int, str], str] = field(default_factory=dict)

    def words(self, record: int, name: str) -> str:
        """「报后更正：定稿时为 3,200。原因：统计局核减」; empty for a cell that is as it was reported."""
        document = self.document
        now = (document.store.changes_seen, document.month, document.money_unit)
        if now != self._read_at:
            self._read_at, self._words = now, self._read()
        return self._words.get((record, name), "")

    def _read(self) -> Mapping[tuple[int, str], str]:
        found: dict[tuple[int, str], str] = {}
        for closing in opened_closings(self.document, self.ledger):
            for one in corrected(self.document, self.ledger, closing):
                if one.cell is not None:
                    place = (one.record, one.cell.name)
                    why = closing.reasons[-1][1]
                    found[place] = f"报后更正：定稿时为 {one.cell.before or '空白'}。原因：{why}"
        return found


def opened_closings(document: LedgerDocument, ledger: Ledger) -> Sequence[Closing]:
    """The closings of the period on screen that were opened for corrections at least once."""
    known = closings(document.store, ledger.name)
    return [one for one in known if one.period.month == document.month and one.reason]


def corrected(document: LedgerDocument, ledger: Ledger, closing: Closing) -> list[Correction]:
    """The corrections of a closed period, in the unit of money on screen."""
    return corrections(document.store, ledger, closing, document.money_unit)
