"""Which records are in counts and totals: the same meaning for rows at hand and for the keys of a view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers.dates import may_fall_within
from fgj_desktop.store.asof import literal, quote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.ledgers.values import Value


def is_counted(ledger: Ledger, values: Mapping[str, Value], month: Month) -> bool:
    """Whether a record is in counts and totals: by its states, and by its date where the ledger goes by one."""
    if any(values.get(name) in excluded for name, excluded in ledger.uncounted.items()):
        return False
    if ledger.dated_by is None or (date := values.get(ledger.dated_by)) is None:
        return True
    return may_fall_within(str(date), *_days(ledger, month))


def _days(ledger: Ledger, month: Month) -> tuple[str, str]:
    """The first and the last day whose records a ledger that goes by a date counts; empty for no first day."""
    return f"{month.year_key}-01-01" if ledger.dated_within_year else "", month.last_day.isoformat()


def counted_sql(ledger: Ledger, month: Month) -> str:
    """The expression over a view's keys that says whether a record counts."""
    parts = [
        f"({quote(name)} IS NULL OR {quote(name)} NOT IN ({', '.join(literal(value) for value in values)}))"
        for name, values in ledger.uncounted.items()
    ]
    if ledger.dated_by is not None:
        since, until = map(literal, _days(ledger, month))
        parts.append(
            f"({quote(ledger.dated_by)} IS NULL OR may_fall_within({quote(ledger.dated_by)}, {since}, {until}))"
        )
    return " AND ".join(parts) if parts else "1"
