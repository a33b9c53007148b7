"""What the window says of a period that is closed, or open for corrections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers.declaration import Axis
from fgj_desktop.store.closing import closings

if TYPE_CHECKING:
    from fgj_desktop.ledgers import Field, Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.store.closing import Closing


def closing_notice(document: LedgerDocument, ledger: Ledger) -> tuple[str, Closing | None]:
    """The sentence about the period on screen with its closing; empty while it is open to all changes."""
    known = closings(document.store, ledger.name)
    here = [one for one in known if one.period.month == document.month]
    opened = [one for one in here if not one.is_locked]
    if opened:
        reason = opened[-1].reasons[-1][1]
        return f"{opened[-1].period.title}已解锁更正（{reason}），改完请重新锁定。", opened[-1]
    locked = [one for one in here if one.is_locked]
    if locked:
        titles = "、".join(one.period.title for one in locked)
        return f"{titles}已定稿并锁定，填报内容不能直接修改。", locked[-1]
    later = [one for one in known if one.is_locked and one.period.month > document.month]
    if later and (Axis.MONTH in ledger.axes or Axis.HALF_MONTH in ledger.axes):
        return f"{later[0].period.title}已定稿并锁定，本期填报内容随之锁定。", later[0]
    return "", None


def closed_by(
    document: LedgerDocument, ledger: Ledger, field: Field, month: Month, record: int = 0
) -> Closing | None:
    """The locked period that keeps a cell from being typed into; without a record, a column of any record."""
    if not isinstance(field.column.per, Axis) and field.column.computed is None:
        return None
    locks = document.store.locks
    return locks.holding(locks.now(), ledger, record, field, month)


class ClosedCells:
    """Which cells of a ledger as of a month a gesture over many of them has to leave alone: asked once, told often."""

    def __init__(self, document: LedgerDocument, ledger: Ledger) -> None:
        """The locked periods of this moment."""
        self._document, self._ledger = document, ledger
        locks = document.store.locks
        self._locked = [one for one in locks.now() if one.ledger == ledger.name]
        self._known: dict[tuple[int, str], bool] = {}

    def holds(self, record: int, field: Field) -> bool:
        """Whether writing the cell would change a closed period."""
        if not self._locked:
            return False
        # Only of entries of years does it depend on the record.
        place = (record if field.column.per is Axis.YEAR else 0, field.name)
        if place not in self._known:
            locks, month = self._document.store.locks, self._document.month
            self._known[place] = locks.holding(self._locked, self._ledger, record, field, month) is not None
        return self._known[place]


def locked_words(ledger: Ledger, closing: Closing) -> str:
    """Message 14, where something was to be typed."""
    return f"本期已锁定（{ledger.title}，{closing.period.title}）。如需改动，请用“解锁更正”，更正会单独列示。"


def why_not_typed(
    document: LedgerDocument, ledger: Ledger, field: Field, month: Month, record: int = 0
) -> str:
    """Why nothing can be typed into a cell: its period is closed, or it is computed."""
    closing = closed_by(document, ledger, field, month, record)
    if closing is not None:
        return locked_words(ledger, closing)
    return f"“{field.title_for(month, short=True)}”由程序计算，不能直接修改。"


def reason_words(closing: Closing) -> str:
    """「更正原因：2021年10月8日　统计局核减；…」; empty for a period that was never opened."""
    return f"更正原因：{'；'.join(closing.reason.splitlines())}。" if closing.reason else ""
