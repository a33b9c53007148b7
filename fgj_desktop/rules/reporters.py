"""Which unit reports which records of a ledger, as the ledger's declaration says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers.kinds import linked_ids

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.values import Value
    from fgj_desktop.rules.basis import Basis
    from fgj_desktop.store.rows import Row

UNITS = "responsible_unit"


def first_unit(value: Value) -> int | None:
    """The unit of a cell: of several the first one (牵头)."""
    units = linked_ids(value)
    return units[0] if units else None


def has_reporters(ledger: Ledger) -> bool:
    """Whether the ledger says who reports its records."""
    return ledger.reported_by is not None or ledger.unit_column is not None


def reporter_of(basis: Basis, ledger: Ledger) -> Callable[[Row], int | None]:
    """Who reports a row: the unit declared with the ledger, else the responsible unit; None for nobody.

    A record of a ledger without a column of units may be called after one (公职人员市民化): that one reports it.
    """
    declared = ledger.reported_by
    if declared is None and ledger.unit_column is None:
        return lambda row: basis.named(UNITS, str(row.values.get(ledger.name_column) or ""))
    if declared is None:
        column = ledger.unit_column or ""
        return lambda row: first_unit(row.values.get(column))
    known = {
        tuple(row.values.get(key) for key in declared.keys): first_unit(row.values.get(declared.column))
        for row in basis.rows(declared.ledger)
    }
    return lambda row: known.get(tuple(row.values.get(key) for key in declared.keys))


def by_reporter(basis: Basis, ledger: Ledger, rows: Iterable[Row]) -> dict[int | None, list[Row]]:
    """Rows by the unit that reports them, in the units' order; those of nobody last, under None."""
    unit_of = reporter_of(basis, ledger)
    found: dict[int | None, list[Row]] = {}
    for row in rows:
        found.setdefault(unit_of(row), []).append(row)
    return {unit: found[unit] for unit in in_unit_order(basis, found)}


def in_unit_order(basis: Basis, units: Iterable[int | None]) -> Sequence[int | None]:
    """Units by 排序号, none last."""
    places = basis.order(UNITS)
    last = len(places)
    return sorted(units, key=lambda unit: last + 1 if unit is None else places.get(unit, last))
