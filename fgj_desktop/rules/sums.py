"""Sums over rows that are at hand: of a printed group, of a selection. The same meaning as a view's totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers.declaration import Total
from fgj_desktop.rules.apart import are_apart, lists_of
from fgj_desktop.rules.registry import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.ledgers.values import Value
    from fgj_desktop.store.rows import Row


def sums_of(
    ledger: Ledger, rows: Iterable[Row], month: Month, light_method: str | None = None
) -> dict[str, Value]:
    """Sums of the counted rows by field name, ratios computed from sums; '' holds how many rows count.

    A sum is None when not one of its cells is filled; there are none across lists that are never added up.
    """
    counted = [row for row in rows if row.counted]
    result: dict[str, Value] = {"": len(counted)}
    if are_apart(lists_of(ledger, counted)):
        return result
    for field in ledger.fields:
        if field.column.total is Total.SUM:
            result[field.name] = _sum(counted, field.name)
    known: dict[str, Value] = {
        "": None,
        "@year": month.year,
        "@month": month.number,
        "@light_method": light_method,
    }
    for column in ledger.columns:
        if column.total is Total.FROM_SUMS and column.computed is not None:
            arguments = (
                known[name] if name in known else result[name] if name in result else _sum(counted, name)
                for name in column.computed.total_arguments
            )
            result[column.name] = RULES.functions[column.computed.function](*arguments)
    return result


def _sum(rows: Sequence[Row], name: str) -> int | None:
    amounts = [int(value) for row in rows if (value := row.values.get(name)) is not None]
    return sum(amounts) if amounts else None
