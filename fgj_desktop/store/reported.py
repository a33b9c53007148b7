"""SQL for whether a record was reported for the month (本月未报)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers.declaration import Axis
from fgj_desktop.store.asof import quote

if TYPE_CHECKING:
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month


def is_reported(ledger: Ledger, month: Month, reported: bool) -> tuple[str, list[object]]:
    """The condition over the keys ``k`` that the month's entry has, or has not, a reported column filled.

    「—」 and text that does not fit count too.
    """
    names = [column.name for column in ledger.reported_columns]
    if not names:
        return ("0" if reported else "1"), []
    filled = " OR ".join(f"e.{quote(name)} IS NOT NULL" for name in names)
    entry = (
        f"SELECT 1 FROM {quote(ledger.table(Axis.MONTH))} e "
        f"WHERE e.record = k.id AND e.key = ? AND ({filled})"
    )
    mark = (
        "SELECT 1 FROM cell c WHERE c.ledger = ? AND c.record = k.id AND c.key = ? "
        f'AND c."column" IN ({", ".join("?" * len(names))}) AND coalesce(c.misfit, c.dash) IS NOT NULL'
    )
    sql = f"{'' if reported else 'NOT '}(EXISTS ({entry}) OR EXISTS ({mark}))"
    return sql, [month.key, ledger.name, month.key, *names]
