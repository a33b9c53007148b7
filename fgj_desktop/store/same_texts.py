"""SQL for texts reported again word for word: the same meaning as the finding 内容与上月相同."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers.declaration import Axis
from fgj_desktop.store.asof import carried_from, quote

if TYPE_CHECKING:
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.declaration import Column
    from fgj_desktop.ledgers.period import Month


def says_the_same(ledger: Ledger, month: Month) -> tuple[str, list[object]]:
    """The condition over the keys ``k``, with its bindings."""
    if not ledger.reported_texts:
        return "0", []
    same = " OR ".join(f"e.{quote(one.name)} = {_before(ledger, one)}" for one in ledger.reported_texts)
    bounds = [
        bound for one in ledger.reported_texts for bound in (month.key, carried_from(one.carries, month))
    ]
    table = quote(ledger.table(Axis.MONTH))
    sql = f"EXISTS (SELECT 1 FROM {table} e WHERE e.record = k.id AND e.key = ? AND ({same}))"
    return sql, [month.key, *bounds]


def _before(ledger: Ledger, column: Column) -> str:
    name, table = quote(column.name), quote(ledger.table(Axis.MONTH))
    return (
        f"(SELECT p.{name} FROM {table} p WHERE p.record = k.id AND p.key < ? AND p.key >= ? "
        f"AND p.{name} IS NOT NULL ORDER BY p.key DESC LIMIT 1)"
    )
