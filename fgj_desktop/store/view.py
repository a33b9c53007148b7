"""A ledger as of a month: ids in order, rows, totals and counts. The database sorts, filters and adds up."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fgj_desktop.ledgers.kinds import Link, Text
from fgj_desktop.store.asof import quote
from fgj_desktop.store.column_conditions import ColumnConditions, Listed, with_marks
from fgj_desktop.store.column_sums import ColumnSum, ColumnSums
from fgj_desktop.store.entries import RowReader
from fgj_desktop.store.exact_sums import with_sums
from fgj_desktop.store.filters import (
    ColumnFilter,
    Filter,
    Order,
    Reported,
    SaysTheSame,
    Search,
    condition,
    fields_of,
)
from fgj_desktop.store.grouping import (
    Group,
    added,
    ids_sql,
    own_list_sql,
    parted,
    ranks,
    sums_sql,
    values_sql,
)
from fgj_desktop.store.keys import Keys
from fgj_desktop.store.ledger_faults import LedgerFaults
from fgj_desktop.store.name_search import NameSearch
from fgj_desktop.store.packages import has_packages
from fgj_desktop.store.reported import is_reported
from fgj_desktop.store.same_texts import says_the_same
from fgj_desktop.store.totals import TotalPlan

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    import apsw

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.ledgers.values import Value
    from fgj_desktop.store.grouping import Grouping, Key
    from fgj_desktop.store.repeats import Repeats
    from fgj_desktop.store.rows import Mark, Row
    from fgj_desktop.store.store import Rules


@dataclass(frozen=True, slots=True)
class Beside:
    """What a view asks of the rest of the file."""

    ledgers: Mapping[str, Ledger]
    repeats: Repeats
    """Who shares a text of the ledger that has to be unique."""
    others: Callable[[str], View]
    """Another ledger as of the same month."""


class View:
    """One ledger as of one month; stays valid while actions change the file."""

    def __init__(
        self,
        connection: apsw.Connection,
        ledger: Ledger,
        month: Month,
        parameters: Mapping[str, str | int],
        rules: Rules,
        beside: Beside,
    ) -> None:
        """Nothing is read yet."""
        functions, ledgers = rules.functions, beside.ledgers
        self.ledger = ledger
        self.month = month
        self._connection = connection
        self._functions = functions
        self._parameters = parameters
        self._ledgers = ledgers
        self._repeats = beside.repeats
        self._keys = Keys(connection, ledger, month, parameters)
        self._reader = RowReader(connection, ledger, month, parameters, functions)
        self._names = NameSearch(connection, ledger, ledgers, self._keys)
        self._column_sums = ColumnSums(connection, ledger, month, self._keys.table)
        self.faults = LedgerFaults(ledger, rules.ledger_functions, beside.others)
        self._columns = ColumnConditions(connection, ledger, month, self._keys.table, ledgers)

    def ids(self, filters: Sequence[Filter] = (), order: Sequence[Order] = ()) -> list[int]:
        """The records shown, in order; without an order by 序号, then by age."""
        self._keys.need([*fields_of(filters), *(one.field for one in order)])
        where, bindings = self._where(filters)
        sql = f"SELECT k.id FROM {self._keys.table} k{where} ORDER BY {self._order(order)}"
        return [row[0] for row in self._connection.execute(sql, tuple(bindings))]

    def rows(self, ids: Sequence[int] | None = None) -> list[Row]:
        """The rows of these records, in this order; of the whole ledger when None.

        Shared texts are told once all are known, and only where the records of the month are: a card that
        looks at one record in many months must not have every month's keys built.
        """
        rows = self.read(self.ids() if ids is None else ids)
        for row in rows if self.ledger.ledger_checks else ():
            row.faults = self.faults.of(row.id)
        if self._repeats.is_complete and self._keys.is_wanted:
            self._keys.need(())
            found = self._repeats.of([row.id for row in rows], self._keys.table)
            for row in rows:
                row.repeats = found.get(row.id, {})
        return rows

    def read(self, ids: Sequence[int]) -> list[Row]:
        """The rows of these records without what is known of other records: shared texts, faults of the ledger."""
        return self._reader.read(ids)

    def values(self, fields: Sequence[str]) -> dict[int, tuple[Value, ...]]:
        """Some fields of every record of the ledger: far faster than ``rows`` for a whole ledger.

        Computed fractions come as floats; ``name@own`` is the value entered for this very month.
        """
        self._keys.need(fields)
        names = "".join(f", {quote(name)}" for name in fields)
        cursor = self._connection.execute(f"SELECT id{names} FROM {self._keys.table}")
        return {row[0]: row[1:] for row in cursor}

    def largest(self, field: str) -> int:
        """The largest number that any record of the ledger has in a field; 0 for none."""
        self._keys.need([field])
        return int(self._one(f"SELECT max({quote(field)}) FROM {self._keys.table}", ())[0] or 0)

    def marks(self, ids: Sequence[int]) -> dict[int, dict[str, Mark]]:
        """What the cells of these records hold besides their values, by field name."""
        return self._reader.marks(ids)

    def count(self, filters: Sequence[Filter] = ()) -> int:
        """How many records the filters leave."""
        self._keys.need(fields_of(filters))
        where, bindings = self._where(filters)
        return int(self._one(f"SELECT count(*) FROM {self._keys.table} k{where}", bindings)[0] or 0)

    def packages(self, filters: Sequence[Filter] = ()) -> int | None:
        """How many counted records the filters leave when the parts of one 打包项目 are one; None without any."""
        package = self.ledger.package
        if package is None or not has_packages(self._connection, self.ledger):
            return None
        self._keys.need([*fields_of(filters), package])
        where, bindings = self._where(filters)
        where = f"{where} AND counted" if where else " WHERE counted"
        sql = f"SELECT count(DISTINCT coalesce({quote(package)}, k.id)) FROM {self._keys.table} k{where}"
        return int(self._one(sql, bindings)[0] or 0)

    def prepare(self, filters: Sequence[Filter]) -> None:
        """Have at hand what all these filters look at: sought in one go, not once for each."""
        self._keys.need(fields_of(filters))

    def totals(
        self, filters: Sequence[Filter] = (), fields: Collection[str] | None = None
    ) -> dict[str, Value]:
        """Sums over the counted records, ratios computed from sums; '' holds how many records count.

        ``fields`` limits the work to these columns; None means all that have a total.
        """
        plan = TotalPlan(self.ledger, fields, self._parameters, self._functions)
        return plan.finished(self._sums(plan.sums, filters))

    def _sums(self, names: list[str], filters: Sequence[Filter]) -> dict[str, Value]:
        self._keys.need([*names, *fields_of(filters)])
        where, bindings = self._where(filters)
        where = f"{where} AND counted" if where else " WHERE counted"
        keys = self._keys.table
        [row] = with_sums(
            lambda sums: self._all(f"SELECT count(*){sums} FROM {keys} k{where}", bindings), names, 1
        )
        return dict(zip(["", *names], row, strict=True))

    def grouped(
        self, by: Grouping, filters: Sequence[Filter] = (), order: Sequence[Order] = ()
    ) -> list[Group]:
        """The records shown in their groups; within a group in order."""
        name = by.field.name
        self._keys.need([name, *fields_of(filters), *(one.field for one in order)])
        where, bindings = self._where(filters)
        found = self._all(values_sql(name, self.ledger.serial_column, self._keys.table, where), bindings)
        headings = by.arrange({value: (serial, first) for value, serial, first, _, _ in found})
        sql = ids_sql(name, self._keys.table, where, self._order(order))
        ids = [row[0] for row in self._all(sql, (ranks(headings), *bindings))]
        return parted(headings, ids, {value: (every, counted) for value, _, _, every, counted in found})

    def group_totals(
        self, by: Grouping, filters: Sequence[Filter] = (), fields: Collection[str] | None = None
    ) -> dict[Key, dict[str, Value]]:
        """The subtotals of every group, as ``totals`` has them for all: added up they are the total."""
        plan = TotalPlan(self.ledger, fields, self._parameters, self._functions)
        self._keys.need([by.field.name, *plan.sums, *fields_of(filters)])
        where, bindings = self._where(filters)
        where = f"{where} AND counted" if where else " WHERE counted"
        name, keys = by.field.name, self._keys.table
        found = with_sums(
            lambda columns: self._all(sums_sql(name, columns, keys, where), bindings), plan.sums, 2
        )
        sums: dict[Key, list[Value]] = {}
        for value, *row in found:
            key = by.key(value)
            sums[key] = added(sums[key], row) if key in sums else row
        return {
            key: plan.finished(dict(zip(["", *plan.sums], row, strict=True))) for key, row in sums.items()
        }

    def counts(self, field: str, filters: Sequence[Filter] = ()) -> dict[Value, int]:
        """How many counted records have each value of the field."""
        self._keys.need([field, *fields_of(filters)])
        where, bindings = self._where(filters)
        where = f"{where} AND counted" if where else " WHERE counted"
        sql = f"SELECT {quote(field)}, count(*) FROM {self._keys.table} k{where} GROUP BY 1"
        return {value: int(str(number)) for value, number in self._connection.execute(sql, tuple(bindings))}

    def listed(self, field: str, filters: Sequence[Filter], limit: int) -> list[Listed]:
        """What stands in a column within the filters, with how many rows show it, up to ``limit`` values.

        Marks come with their text; of a column with several values its combinations are given.
        """
        self._keys.need([field, *fields_of(filters)])
        where, bindings = self._where(filters)
        order = self._sort_expression(field) if self.ledger.fields_by_name[field].column.is_link else "1"
        sql = f"SELECT {quote(field)}, count(*) FROM {self._keys.table} k{where} GROUP BY 1 ORDER BY {order} LIMIT ?"
        found = self._connection.execute(sql, (*bindings, limit)).fetchall()
        return with_marks(found, self._columns.marked(field, where, bindings))

    def column_sums(self, fields: Sequence[str], ids: Sequence[int]) -> dict[str, ColumnSum]:
        """How many cells of these records are filled, and what amounts and numbers add up to, column by column."""
        self._keys.need(fields)
        every = len(ids) == self.count()
        return self._column_sums.of(
            [self.ledger.fields_by_name[one] for one in fields], None if every else ids
        )

    def contains(self, record: int) -> bool:
        """Whether the record belongs to the ledger as of the month."""
        self._keys.need(())
        return bool(self._one(f"SELECT count(*) FROM {self._keys.table} k WHERE id = ?", [record])[0])

    def belonging(self, records: Collection[int]) -> set[int]:
        """Those of the records that belong to the ledger as of the month."""
        self._keys.need(())
        cursor = self._connection.execute(
            f"SELECT id FROM {self._keys.table} WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(records)),),
        )
        return {int(str(row[0])) for row in cursor}

    def kept(self, records: Collection[int]) -> int:
        """How many of the records the file still holds, of whatever period."""
        sql = f"SELECT count(*) FROM {quote(self.ledger.name)} WHERE id IN (SELECT value FROM json_each(?))"
        return int(self._one(sql, [json.dumps(sorted(records))])[0])

    def matches(self, record: int, filters: Sequence[Filter]) -> bool:
        """Whether the record passes the filters today."""
        self._keys.need(fields_of(filters))
        where, bindings = self._where(filters)
        where = f"{where} AND k.id = ?" if where else " WHERE k.id = ?"
        return bool(self._one(f"SELECT count(*) FROM {self._keys.table} k{where}", [*bindings, record])[0])

    def refresh(self, records: Collection[int]) -> bool:
        """Take changed records in; the store calls this after every action.

        True when rows that nobody changed show something else now.
        """
        self._names.forget(records)
        return self._keys.refresh(records)

    def forget_names(self) -> None:
        """Read the names anew that are searched and sorted by: they may have changed while nobody told so."""
        self._names.clear()

    def close(self) -> None:
        """Forget the temporary keys."""
        self._keys.drop()

    @property
    def repeats(self) -> Repeats:
        """Who shares a text that has to be unique; ``rows`` tell so once it has read all."""
        return self._repeats

    @property
    def key_table(self) -> str:
        """The temporary table that is left when the view is no longer held."""
        return self._keys.table

    def _one(self, sql: str, bindings: Sequence[object]) -> tuple[Any, ...]:
        row: tuple[Any, ...] | None = self._connection.execute(sql, tuple(bindings)).fetchone()
        assert row is not None
        return row

    def _all(self, sql: str, bindings: Sequence[object]) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, tuple(bindings)).fetchall()

    def _where(self, filters: Sequence[Filter]) -> tuple[str, list[object]]:
        parts: list[str] = []
        bindings: list[object] = []
        for one in filters:
            if isinstance(one, Search):
                sql, values = self._names.condition(one.text)
            elif isinstance(one, Reported):
                sql, values = is_reported(self.ledger, self.month, one.reported)
            elif isinstance(one, ColumnFilter):
                is_name = one.how == "finds" and one.field == self.ledger.name_column
                sql, values = self._named(str(one.values[0])) if is_name else self._columns.condition(one)
            elif isinstance(one, SaysTheSame):
                sql, values = says_the_same(self.ledger, self.month)
            else:
                sql, values = condition(one)
            parts.append(sql)
            bindings += values
        return (f" WHERE {' AND '.join(parts)}" if parts else ""), bindings

    def _order(self, order: Sequence[Order]) -> str:
        parts = []
        for one in order:
            expression = self._sort_expression(one.field)
            direction = "DESC" if one.descending else "ASC"
            parts.append(f"{expression} {direction} NULLS LAST")
        serial = self.ledger.serial_column
        parts += own_list_sql(self.ledger)
        parts += [f"{quote(serial)} NULLS LAST"] if serial else []
        return ", ".join([*parts, "k.id"])

    def _sort_expression(self, name: str) -> str:
        field = self.ledger.fields_by_name.get(name)
        kind = field.column.kind if field is not None else None
        if isinstance(kind, Link):
            target = self._ledgers[kind.ledger]
            if target.serial_column is not None and target.stored(None) and not target.axes:
                return f"(SELECT {quote(target.serial_column)} FROM {quote(target.name)} t WHERE t.id = {quote(name)})"
        if isinstance(kind, Text) and name == self.ledger.name_column:
            return self._names.initials_sql()
        return quote(name)

    def _named(self, text: str) -> tuple[str, list[object]]:
        """The name or its initials contain the text; the initials of names are at hand."""
        contains, bindings = self._columns.condition(
            ColumnFilter(self.ledger.name_column, "contains", (text,))
        )
        return f"({contains} OR instr({self._names.initials_sql()}, lower(?)) > 0)", [*bindings, text]
