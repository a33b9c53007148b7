"""Compares what a row states with what the ledger knows or computes, without writing anything."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from fgj_desktop.exchange.current import OWN, PREVIOUS, State
from fgj_desktop.ledgers.kinds import Money, Percent
from fgj_desktop.ledgers.numbers import read_decimal, share_of
from fgj_desktop.ledgers.values import Context, Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from fgj_desktop.exchange.grid import Value as CellValue
    from fgj_desktop.exchange.incoming import Incoming
    from fgj_desktop.exchange.mapping import ColumnMapping, Mapping
    from fgj_desktop.exchange.tables import Table
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.store.store import Store

_FACTOR = 10_000
_MONTHS_AMOUNT, _CUMULATIVE_BEFORE = "invested_in_month", "invested_to_date@previous"
"""Without the month before, a month's amount cannot be told from the cumulative (1-2月 are one month)."""
_ROUNDING = Fraction(1, 10_000)
_QUICK = 0.00005
"""A percent shown with two decimals may differ by half of its last one; printed ones by a little more."""


class Comparer:
    """Compares the rows of one table with what the ledger has and computes; collects what differs."""

    def __init__(self, store: Store, mapping: Mapping, month: Month, table: Table) -> None:
        """Only computed columns of amounts and percents are compared."""
        self._functions = store.rules.functions
        self._fields = mapping.ledger.fields_by_name
        self._sheet, self._money_unit = table.sheet, table.money_unit
        self._parameters: dict[str, Value] = {"@year": month.year, "@month": month.number}
        self._columns = [
            (one, one.field.name)
            for one in mapping.compared
            if one.field is not None and isinstance(one.field.column.kind, Money | Percent)
        ]
        self._amounts = [
            (one.index, one.field.name)
            for one in mapping.written
            if one.field is not None and isinstance(one.field.column.kind, Money)
        ]
        self._sources: dict[str, tuple[Callable[..., Value], list[tuple[str, str, bool]]]] = {}
        for _, name in self._columns:
            self._add_source(name)
        self._jumps: list[str] = []
        self._differing: dict[str, list[int]] = {}

    def look_for_jumps(self, incoming: Incoming, state: State) -> None:
        """Note amounts about 10,000 times, or a ten-thousandth of, what the ledger has."""
        for index, name in self._amounts:
            value, known = incoming.values.get(name), state.values.get(name)
            if value == known or not isinstance(value, int) or not isinstance(known, int):
                continue
            large, small = max(value, known), min(value, known)
            if small > 0 and small * _FACTOR <= large * 2 and large <= small * _FACTOR * 2:
                self._jumps.append(self._sheet.address(incoming.row, index))

    def compare(self, incoming: Incoming, state: State) -> None:
        """Note computed columns whose value in the row is not what the ledger would compute."""
        for column, name in self._columns:
            stated = incoming.compared.get(name)
            if stated is None or (name == _MONTHS_AMOUNT and state.values.get(_CUMULATIVE_BEFORE) is None):
                continue
            value = self._compute(name, incoming, state)
            if value is not None and not _agrees(column, stated, value, self._money_unit):
                self._differing.setdefault(column.title, []).append(incoming.row)

    def warnings(self, sheet: str) -> list[str]:
        """What was noted, ready to show."""
        found = [f"{sheet}!{one}：该值约为上月的 10,000 倍，可能误用“元”，请核对。" for one in self._jumps]
        for title, rows in self._differing.items():
            listed = "、".join(str(row + 1) for row in rows[:8]) + ("等" if len(rows) > 8 else "")
            found.append(
                f"{sheet}“{title}”有 {len(rows)} 行与计算结果不同（第 {listed} 行）。此列由程序计算，未导入。"
            )
        return found

    def _compute(self, name: str, incoming: Incoming, state: State) -> Value:
        function, arguments = self._sources[name]
        held, given = state.values, incoming.values
        values: list[Value] = []
        for argument, base, is_computed in arguments:
            value = given.get(base)
            if isinstance(value, int | str):
                values.append(value)
            elif is_computed:
                values.append(self._compute(base, incoming, state))
            else:
                values.append(
                    self._parameters[argument] if argument in self._parameters else held.get(argument)
                )
        return function(*values)

    def _add_source(self, name: str) -> None:
        """Know what a computed field is computed from, and what those are computed from."""
        computed = self._fields[name].column.computed
        if computed is None or name in self._sources:
            return
        arguments = []
        for argument in computed.arguments:
            # What the row states counts for this very month, never for the month before.
            base = "" if argument.endswith(PREVIOUS) else argument.removesuffix(OWN)
            is_computed = base in self._fields and self._fields[base].column.computed is not None
            arguments.append((argument, base, is_computed))
        self._sources[name] = self._functions[computed.function], arguments
        for _, base, is_computed in arguments:
            if is_computed:
                self._add_source(base)


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
