"""Reads whole records as of a month: entries resolved column by column, computed values by the rules."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.declaration import Axis, Carry, Field, Items, Ledger, entry_key, items_of
from fgj_desktop.store.asof import (
    ANYWHERE,
    DERIVED,
    OWN,
    PREVIOUS,
    anywhere,
    carried_from,
    in_order,
    looked_back,
    quote,
)
from fgj_desktop.store.counted import is_counted
from fgj_desktop.store.packages import packages_among
from fgj_desktop.store.rows import Mark, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import apsw

    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.ledgers.values import Value

_CHUNK = 400
_Entries = dict[int, list[tuple[str, tuple["Value", ...]]]]


@dataclass(frozen=True, slots=True)
class _Stored:
    """A column kept by period, with what resolving it for one month asks again and again."""

    name: str
    own: str
    previous: str
    position: int
    carries: bool
    lower: str
    """The smallest key that its value may come from."""


@dataclass(frozen=True, slots=True)
class _Accumulated:
    """A yearly column that follows the amounts of earlier years, with where both stand among the stored ones."""

    name: str
    position: int
    source: int


class RowReader:
    """Reads rows of one ledger as of one month."""

    def __init__(
        self,
        connection: apsw.Connection,
        ledger: Ledger,
        month: Month,
        parameters: Mapping[str, str | int],
        functions: Mapping[str, Callable[..., Value]],
    ) -> None:
        """``functions`` are the rules by name."""
        self._connection = connection
        self._ledger = ledger
        self._month = month
        self._parameters = parameters
        computed = [field.name for field in ledger.fields if field.column.computed is not None]
        self._references = in_order(ledger, computed)
        self._computed = [
            (name, functions[column.computed.function], column.computed.arguments)
            for name in self._references
            if (field := ledger.fields_by_name.get(name)) and (column := field.column).computed is not None
        ]
        self._common = [one for one in self._references if one.startswith(ANYWHERE)]
        self._columns = {axis: ledger.stored(axis) for axis in (None, *ledger.axes)}
        self._items = {axis: self._item_fields(axis) for axis in ledger.axes if items_of(axis)}
        self._dated = {
            axis: self._dated_columns(axis)
            for axis in ledger.axes
            if isinstance(axis, Axis) and axis not in self._items
        }
        self._accumulated = [
            _Accumulated(
                column.name, position, self._columns[Axis.MONTH].index(ledger.by_name[column.accumulates])
            )
            for position, column in enumerate(self._columns.get(Axis.YEAR, ()))
            if column.accumulates is not None
        ]
        self._back = self._looked_back()
        self._reported = [column.name for column in ledger.reported_columns]

    def _looked_back(self) -> list[tuple[str, str, int]]:
        """Each reference to an earlier month's own value with that month's key and the column's position."""
        positions = {column.name: place for place, column in enumerate(self._columns.get(Axis.MONTH, ()))}
        return [
            (name, self._month.months_before(back).key, positions[name.partition("@")[0]])
            for name, back in looked_back(self._ledger).items()
        ]

    def _dated_columns(self, axis: Axis) -> list[_Stored]:
        return [
            _Stored(
                column.name,
                column.name + OWN,
                column.name + PREVIOUS,
                position,
                column.carries is not Carry.NONE,
                carried_from(column.carries, self._month),
            )
            for position, column in enumerate(self._columns[axis])
        ]

    def _item_fields(self, axis: Axis | Items) -> list[tuple[str, tuple[str, ...]]]:
        """The key of each item or half of the month with its fields' names, in the order of the stored columns."""
        return [
            (
                entry_key(axis, self._month, item),
                tuple(Field(column, item).name for column in self._columns[axis]),
            )
            for item in items_of(axis)
        ]

    def read(self, ids: Sequence[int]) -> list[Row]:
        """The rows of these records, in this order; ids that no longer exist are left out."""
        rows: list[Row] = []
        for start in range(0, len(ids), _CHUNK):
            rows.extend(self._read_chunk(ids[start : start + _CHUNK]))
        return rows

    def marks(self, ids: Sequence[int]) -> dict[int, dict[str, Mark]]:
        """The marks of the cells of these records, of this very period or of the record itself."""
        found: dict[int, dict[str, Mark]] = {}
        for start in range(0, len(ids), _CHUNK):
            found.update(self._marks(ids[start : start + _CHUNK]))
        return found

    def _read_chunk(self, ids: Sequence[int]) -> list[Row]:
        base = self._select(None, ids)
        axes = {axis: self._entries(axis, ids) for axis in self._ledger.axes}
        marks = self._marks(ids)
        parameters = {**self._parameters, **self._look_at_common()}
        connection, ledger = self._connection, self._ledger
        packages = packages_among(connection, ledger, self._month, self._parameters, ids)
        rows = []
        for record in ids:
            if record in base:
                row = Row(record, dict(base[record]), frozenset(), marks.get(record, {}))
                self._resolve(row, axes, parameters)
                row.counted = row.counted and record not in packages
                rows.append(row)
        return rows

    def _look_at_common(self) -> dict[str, int]:
        """What holds for all records alike, by the references that ask for it."""
        if not self._common:
            return {}
        asked = ", ".join(anywhere(self._ledger, one, self._month) for one in self._common)
        row = self._connection.execute(f"SELECT {asked}").fetchone()
        assert row is not None
        return {one: int(str(value)) for one, value in zip(self._common, row, strict=True)}

    def _select(self, axis: None, ids: Sequence[int]) -> dict[int, dict[str, Value]]:
        names = [column.name for column in self._columns[axis]]
        columns = "".join(f", {quote(name)}" for name in names)
        cursor = self._connection.execute(
            f"SELECT id{columns} FROM {quote(self._ledger.name)} WHERE id IN ({_places(ids)})", tuple(ids)
        )
        return {row[0]: dict(zip(names, row[1:], strict=True)) for row in cursor}

    def _entries(self, axis: Axis | Items, ids: Sequence[int]) -> _Entries:
        columns = self._columns[axis]
        names = "".join(f", {quote(column.name)}" for column in columns)
        where, bindings = f"record IN ({_places(ids)})", list[object](ids)
        if axis in self._dated:
            where += " AND key <= ?"
            bindings.append(entry_key(axis, self._month))
            is_old_wanted = bool(self._accumulated) or any(one.carries is Carry.ALWAYS for one in columns)
            if not is_old_wanted:
                where += " AND key >= ?"
                back = [key for _, key, _ in self._back] if axis is Axis.MONTH else []
                bindings.append(min((self._month.year_key, *back)))
        elif isinstance(axis, Axis):
            where += f" AND key IN ({_places(self._items[axis])})"
            bindings += [key for key, _ in self._items[axis]]
        cursor = self._connection.execute(
            f"SELECT record, key{names} FROM {quote(self._ledger.table(axis))} WHERE {where} ORDER BY record, key",
            tuple(bindings),
        )
        found: defaultdict[int, list[tuple[str, tuple[Value, ...]]]] = defaultdict(list)
        for row in cursor:
            found[row[0]].append((row[1], row[2:]))
        return found

    def _marks(self, ids: Sequence[int]) -> dict[int, dict[str, Mark]]:
        by_name = self._ledger.by_name
        found: defaultdict[int, dict[str, Mark]] = defaultdict(dict)
        cursor = self._connection.execute(
            'SELECT record, key, "column", misfit, reason, dash, note, colour, answer FROM cell '
            f"WHERE record IN ({_places(ids)}) AND ledger = ?",
            (*ids, self._ledger.name),
        )
        for record, key, name, misfit, reason, dash, note, colour, answer in cursor:
            column = by_name.get(str(name))
            if column is None:
                continue
            field = Field(column, column.item_of(str(key)))
            if isinstance(column.per, Axis) and field.key_for(self._month) != key:
                continue
            found[int(str(record))][field.name] = Mark(misfit, reason or "", bool(dash), note, colour, answer)
        return found

    def _resolve(
        self, row: Row, axes: Mapping[Axis | Items, _Entries], parameters: Mapping[str, str | int]
    ) -> None:
        carried: set[str] = set()
        for axis, entries in axes.items():
            own = entries.get(row.id, [])
            if axis in self._items:
                self._resolve_items(row, axis, own)
            elif isinstance(axis, Axis):
                self._resolve_axis(row, axis, own, carried)
        for column in self._accumulated:
            self._accumulate(row, column, axes, carried)
        if self._back:
            entered = dict(axes[Axis.MONTH].get(row.id, ()))
            row.values |= {
                name: values[position] if (values := entered.get(key)) is not None else None
                for name, key, position in self._back
            }
        row.carried = frozenset(carried)
        row.reported = self._is_reported(row)
        self._compute(row, parameters)
        row.counted = is_counted(self._ledger, row.values, self._month)

    def _resolve_items(
        self, row: Row, axis: Axis | Items, entries: Iterable[tuple[str, tuple[Value, ...]]]
    ) -> None:
        by_key = dict(entries)
        for key, names in self._items[axis]:
            values = by_key.get(key)
            row.values.update(dict.fromkeys(names) if values is None else zip(names, values, strict=True))

    def _resolve_axis(
        self, row: Row, axis: Axis, entries: list[tuple[str, tuple[Value, ...]]], carried: set[str]
    ) -> None:
        key = entry_key(axis, self._month)
        own = entries[-1][1] if entries and entries[-1][0] == key else None
        earlier = entries[:-1] if own is not None else entries[:]
        earlier.reverse()
        marks = row.marks
        for column in self._dated[axis]:
            value = own[column.position] if own is not None else None
            row.values[column.own] = value
            previous = _last(column, earlier)
            row.values[column.previous] = previous
            if value is None and previous is not None and column.carries:
                mark = marks.get(column.name)
                if mark is None or not _is_entry(mark):
                    value = previous
                    carried.add(column.name)
            row.values[column.name] = value

    def _accumulate(
        self, row: Row, column: _Accumulated, axes: Mapping[Axis | Items, _Entries], carried: set[str]
    ) -> None:
        """Without an entry of this year: the newest earlier one with what each year since came to."""
        year, base, since = self._month.year_key, None, ""
        for key, values in axes[Axis.YEAR].get(row.id, ()):
            if key < year and values[column.position] is not None:
                base, since = values[column.position], key
        last = {
            key[: len(year)]: values[column.source]
            for key, values in axes[Axis.MONTH].get(row.id, ())
            if since < key < year and values[column.source] is not None
        }
        amounts = [int(one) for one in (base, *last.values()) if one is not None]
        derived = sum(amounts) if amounts else None
        row.values[column.name + DERIVED] = derived
        mark = row.marks.get(column.name)
        is_entered = row.values[column.name] is not None or (mark is not None and _is_entry(mark))
        if derived is not None and not is_entered:
            row.values[column.name] = derived
            carried.add(column.name)

    def _is_reported(self, row: Row) -> bool:
        return any(
            row.values.get(name + OWN) is not None
            or ((mark := row.marks.get(name)) is not None and _is_entry(mark))
            for name in self._reported
        )

    def _compute(self, row: Row, parameters: Mapping[str, str | int]) -> None:
        values = row.values
        for name, function, arguments in self._computed:
            values[name] = function(
                *[parameters[one] if one.startswith("@") else values.get(one) for one in arguments]
            )


def _last(column: _Stored, entries: list[tuple[str, tuple[Value, ...]]]) -> Value:
    """The newest value among earlier entries, which come newest first."""
    for key, values in entries:
        if key < column.lower:
            return None
        value = values[column.position]
        if value is not None:
            return value
    return None


def _is_entry(mark: Mark) -> bool:
    return mark.dash or mark.misfit is not None


def _places(ids: Sequence[object]) -> str:
    return ", ".join("?" * len(ids))
