"""调入, 调出, 更名: what is written when a record joins or leaves a ledger in the course of a year, or is renamed.

Each holds from its month on: the months before are printed as they were.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers.former_names import former_in, name_in, with_former_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.ledgers.values import Parsed, Value
    from fgj_desktop.store.rows import Row
    from fgj_desktop.store.writes import Writes

JOINED, LEFT = "调入", "调出"
FORMER = "former_names"


def basis_text(day: str, basis: str) -> str | None:
    """「2021年9月10日，区委常委会会议纪要」; None when neither is told."""
    return "，".join(part for one in (day, basis) if (part := " ".join(one.split()))) or None


def join(
    writes: Writes,
    ledger: Ledger,
    record: int | None,
    month: Month,
    basis: str | None,
    values: Mapping[str, Parsed],
) -> int:
    """Let a record join from a month on, a new one when it is None; gives its id."""
    filled: dict[str, Parsed] = {**values, **_state(ledger, JOINED, basis)}
    if record is None:
        return writes.insert(ledger, filled, month)
    if ledger.has_years and writes.enter_year(ledger, record, month) and ledger.register_since is not None:
        # What is registered carries over from the years before: the months until now would have it too.
        filled[ledger.register_since] = month.key
    writes.put(ledger, record, month, filled)
    return record


def leave(writes: Writes, ledger: Ledger, records: Sequence[int], month: Month, basis: str | None) -> None:
    """Let records leave from a month on: they stay shown, and count no more."""
    for record in records:
        writes.put(ledger, record, month, _state(ledger, LEFT, basis))


def _state(ledger: Ledger, state: str, basis: str | None) -> dict[str, Parsed]:
    assert ledger.register is not None
    values: dict[str, Parsed] = {ledger.register: state}
    if ledger.register_basis is not None:
        values[ledger.register_basis] = basis
    return values


def rename(writes: Writes, ledger: Ledger, row: Row, name: str, month: Month, basis: str) -> None:
    """Give a record a new name from a month on; the old one is kept with month and basis."""
    old = str(row.values.get(ledger.name_column) or "")
    values: dict[str, Parsed] = {ledger.name_column: name}
    if old:
        known = row.values.get(FORMER)
        values[FORMER] = with_former_name(None if known is None else str(known), old, month, basis)
    writes.put(ledger, row.id, month, values)


def can_be_renamed(ledger: Ledger) -> bool:
    """Whether the ledger keeps the names that its records had."""
    return FORMER in ledger.alias_columns and ledger.by_name[FORMER].per is None


def called(name: Value, former: Value, month: Month) -> Value:
    """What a record of this name, with these former names, was called in a month."""
    return name if former is None else name_in(str(name or ""), str(former), month) or None


def as_then_called(ledger: Ledger, rows: Sequence[Row], month: Month) -> None:
    """Give rows the names that their records had in the month: what was issued is printed again as it was."""
    if not can_be_renamed(ledger):
        return
    for row in rows:
        former = row.values.get(FORMER)
        if isinstance(former, str):
            row.values[ledger.name_column] = called(row.values.get(ledger.name_column), former, month)
            row.values[FORMER] = former_in(former, month) or None
