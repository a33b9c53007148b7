"""Compares what a row states with what the ledger knows or computes, without writing anything."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from fgj_desktop.exchange.current import OWN, PREVIOUS, State
from fgj_desktop.ledgers.kinds import Money, Percent
from fgj_desktop.ledgers.numbers import read_decimal, share_of
from fgj_desktop.ledgers.values import Context, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from fgj_desktop.exchange.grid import Value as CellValue
    from fgj_desktop.exchange.incoming import Incoming
    from fgj_desktop.exchange.mapping import ColumnMapping, Mapping
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.store.store import Store

_FACTOR = 10_000
_ROUNDING = Fraction(1, 10_000)
_QUICK = 0.00005
"""A percent shown with two decimals may differ by half of its last one; printed ones by a little more."""


def far_from_before(incoming: Incoming, state: State, amounts: Collection[str]) -> Iterator[str]:
    """Of the fields ``amounts``, those about 10,000 times, or a ten-thousandth of, what the ledger has."""
    for name in amounts:
        value, known = incoming.values.get(name), state.values.get(name)
        if (
            value == known
            or not isinstance(value, int)
            or not isinstance(known, int)
            or value <= 0
            or known <= 0
        ):
            continue
        large, small = max(value, known), min(value, known)
        if small * _FACTOR <= large * 2 and large <= small * _FACTOR * 2:
            yield name


class Comparer:
    """Compares the computed columns of one table with what the ledger computes."""

    def __init__(self, store: Store, mapping: Mapping, month: Month, money_unit: int) -> None:
        """Only columns of amounts and percents are compared."""
        self._money_unit = money_unit
        self._parameters: dict[str, Value] = {"@year": month.year, "@month": month.number}
        self._columns: list[tuple[ColumnMapping, str, Callable[..., Value], tuple[str, ...]]] = []
        for column in mapping.compared:
            field = column.field
            if field is None or not isinstance(field.column.kind, Money | Percent):
                continue
            computed = field.column.computed
            assert computed is not None
            function = store.rules.functions[computed.function]
            self._columns.append((column, field.name, function, computed.arguments))

    def differing(self, incoming: Incoming, state: State) -> Iterator[str]:
        """Fields whose value in the sheet is not what the ledger would compute."""
        for column, name, function, arguments in self._columns:
            stated = incoming.compared.get(name)
            if stated is None:
                continue
            value = function(*[self._argument(one, incoming, state) for one in arguments])
            if value is not None and not _agrees(column, stated, value, self._money_unit):
                yield name

    def _argument(self, name: str, incoming: Incoming, state: State) -> Value:
        if name in self._parameters:
            return self._parameters[name]
        if name.endswith(PREVIOUS):
            return state.values.get(name)
        value = incoming.values.get(name.removesuffix(OWN))
        return value if isinstance(value, int | str) else state.values.get(name)


def _agrees(column: ColumnMapping, stated: CellValue, value: Value, money_unit: int) -> bool:
    assert column.field is not None
    kind = column.field.column.kind
    if isinstance(kind, Percent):
        return _same_share(stated, share_of(value))
    unit = column.money_unit or money_unit
    found = stated * unit if stated.__class__ is int else kind.from_cell(stated, Context(unit))
    return not isinstance(found, int) or found == value


def _same_share(stated: CellValue, share: Fraction) -> bool:
    if isinstance(stated, int | float):
        # A quick look in floats settles nearly every row; only a difference is looked at exactly.
        if abs(stated - float(share)) < _QUICK:
            return True
        amount = Fraction(repr(stated))
    else:
        decimal = read_decimal(str(stated).strip().rstrip("%％"))
        if decimal is None:
            return True
        amount = Fraction(decimal)
    return any(abs(reading - share) <= _ROUNDING for reading in (amount, amount / 100))
