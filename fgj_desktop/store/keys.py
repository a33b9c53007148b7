"""The sort and filter keys of a ledger as of a month, in a temporary table.

Built once for a ledger, a month and the fields asked for; an action refreshes only its own records.
"""

from __future__ import annotations

import json
from itertools import count
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.dates import may_fall_within
from fgj_desktop.ledgers.pinyin import initials
from fgj_desktop.store.asof import ANYWHERE, AsOf, anywhere, in_order, quote
from fgj_desktop.store.counted import counted_sql
from fgj_desktop.store.packages import has_packages, packages_of, uncount

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    import apsw
    from apsw import SQLiteValue

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month

REFRESH_AT_MOST = 25_000
"""Records whose keys are computed one by one; beyond, the whole table is made anew when next asked for."""
_numbers = count()


class Keys:
    """One temporary table of keys; ``table`` is its quoted name."""

    def __init__(
        self, connection: apsw.Connection, ledger: Ledger, month: Month, parameters: Mapping[str, str | int]
    ) -> None:
        """Nothing is read before the first ``need``."""
        self._connection = connection
        self._ledger = ledger
        self._month = month
        self._parameters = parameters
        self._asof = AsOf(ledger, month, parameters)
        self._fields: list[str] = []
        self._common: tuple[object, ...] = ()
        """What held for all records alike when the table was built."""
        self._built = False
        self._refresh = ""
        self.table = f"temp.{quote(f'keys_{next(_numbers)}_{ledger.name}_{month.key}')}"

    def _look_at_marks(self) -> bool:
        """Learn in which columns a cell of this month holds 「—」 or unfitting text; True when they changed."""
        rows = self._connection.execute(
            'SELECT DISTINCT "column" FROM cell WHERE ledger = ? AND key IN (?, ?) '
            "AND coalesce(misfit, dash) IS NOT NULL",
            (self._ledger.name, self._month.key, self._month.year_key),
        )
        marked = frozenset(str(row[0]) for row in rows)
        if marked == self._asof.marked:
            return False
        self._asof = AsOf(self._ledger, self._month, self._parameters, marked)
        return True

    @property
    def is_wanted(self) -> bool:
        """Whether the table was asked for before; it may have been dropped since."""
        return self._built or bool(self._fields)

    def need(self, fields: Collection[str]) -> None:
        """Make sure that these fields are in the table."""
        base = [
            name
            for name in (
                self._ledger.serial_column,
                self._ledger.numbered_within,
                self._ledger.register,
                self._ledger.dated_by,
                *self._ledger.uncounted,
            )
            if name
        ]
        missing = [name for name in (*base, *fields) if name not in self._fields]
        if self._built and not missing:
            return
        added = [name for name in in_order(self._ledger, missing) if name not in self._fields]
        if self._built and all(self._asof.raw(name) is not None for name in added):
            self._extend([name for name in added if not name.startswith("@")])
            return
        self._fields = in_order(self._ledger, list(dict.fromkeys((*self._fields, *base, *fields))))
        self._build()

    def _extend(self, added: list[str]) -> None:
        """Add stored columns to the table: computing all the others again would take far longer."""
        for name in added:
            self._connection.execute(f"ALTER TABLE {self.table} ADD COLUMN {quote(name)}")
        names = ", ".join(quote(name) for name in added)
        values = ", ".join(str(self._asof.raw(name)) for name in added)
        self._connection.execute(
            f"UPDATE {self.table} AS k SET ({names}) = "
            f"(SELECT {values} FROM {self._asof.tables(values)} WHERE r.id = k.id)"
        )
        self._fields += added
        self._write_refresh()

    def _look_at_common(self) -> tuple[object, ...]:
        return has_packages(self._connection, self._ledger), *self._looked_anywhere()

    def _looked_anywhere(self) -> tuple[object, ...]:
        asked = [anywhere(self._ledger, one, self._month) for one in self._fields if one.startswith(ANYWHERE)]
        return tuple(self._connection.execute(f"SELECT {', '.join(asked)}").fetchone() or ()) if asked else ()

    def refresh(self, records: Collection[int]) -> bool:
        """Compute the keys of these records again; True when those of all others may be others too."""
        if not self._fields and not self._built:
            return False
        common, self._common = self._common, self._look_at_common()
        if common != self._common:
            self.drop()
            return True
        if not self._built:
            # Of which packages these were parts is not known any more.
            return self._package is not None
        if len(records) > REFRESH_AT_MOST:
            self.drop()
            return False
        if self._look_at_marks():
            self._write_refresh()
        before = self._packages_of(records)
        listed = json.dumps([int(record) for record in {*records, *before}])
        self._connection.execute(
            f"DELETE FROM {self.table} WHERE id IN (SELECT value FROM json_each(?))", (listed,)
        )
        self._connection.execute(self._refresh, (listed,))
        after = self._packages_of(records)
        if self._package is not None:
            uncount(self._connection, self.table, self._package, {*records, *before, *after})
        return before != after

    @property
    def _package(self) -> str | None:
        """The column that names packages, where the file has any."""
        return self._ledger.package if self._common and self._common[0] else None

    def _packages_of(self, records: Collection[int]) -> set[int]:
        if self._package is None:
            return set()
        return packages_of(self._connection, self.table, self._package, records)

    def drop(self) -> None:
        """Forget the table; it is built again when needed."""
        if self._built:
            self._connection.execute(f"DROP TABLE IF EXISTS {self.table}")
            self._built = False

    def _build(self) -> None:
        self._connection.execute(f"DROP TABLE IF EXISTS {self.table}")
        self._common = self._look_at_common()
        if self._package is not None and self._package not in self._fields:
            self._fields.append(self._package)
        names = "".join(f", {quote(name)}" for name in self._fields if not name.startswith("@"))
        self._connection.execute(f"CREATE TABLE {self.table} (id INTEGER PRIMARY KEY, counted{names})")
        self._look_at_marks()
        self._connection.execute(f"INSERT INTO {self.table} {self._select()}")
        if self._package is not None:
            uncount(self._connection, self.table, self._package)
        self._write_refresh()
        self._built = True

    def _write_refresh(self) -> None:
        some = self._select("r.id IN (SELECT value FROM json_each(?))")
        self._refresh = f"INSERT INTO {self.table} {some}"

    def _select(self, only: str = "") -> str:
        """Stored values first, then each level of computed ones from a materialised step below."""
        stored = [
            name for name in self._fields if not name.startswith("@") and self._asof.raw(name) is not None
        ]
        parts = "".join(f", {self._asof.raw(name)} AS {quote(name)}" for name in stored)
        where = f" WHERE {only}" if only else ""
        steps = [f"step0 AS MATERIALIZED (SELECT r.id AS id{parts} FROM {self._asof.tables(parts)}{where})"]
        present = set(stored)
        rest = [name for name in self._fields if not name.startswith("@") and name not in present]
        while rest:
            level = [
                name for name in rest if all(a in present or a.startswith("@") for a in self._arguments(name))
            ]
            calls = "".join(f", {self._call(name)} AS {quote(name)}" for name in level)
            steps.append(f"step{len(steps)} AS MATERIALIZED (SELECT *{calls} FROM step{len(steps) - 1})")
            present.update(level)
            rest = [name for name in rest if name not in level]
        names = "".join(f", {quote(name)}" for name in self._fields if not name.startswith("@"))
        last, member = len(steps) - 1, self._asof.membership("s")
        return f"WITH {', '.join(steps)} SELECT id, {counted_sql(self._ledger, self._month)}{names} FROM step{last} s{member}"

    def _arguments(self, name: str) -> tuple[str, ...]:
        computed = self._ledger.fields_by_name[name].column.computed
        assert computed is not None
        return computed.arguments

    def _call(self, name: str) -> str:
        computed = self._ledger.fields_by_name[name].column.computed
        assert computed is not None
        arguments = (self._asof.raw(one) if one.startswith("@") else quote(one) for one in computed.arguments)
        return f"rule_{computed.function}({', '.join(str(one) for one in arguments)})"


def register_rules(connection: apsw.Connection, functions: Mapping[str, Callable[..., object]]) -> None:
    """Make the rules SQL functions ``rule_<name>``; exact fractions become floats, good for order only.

    ``pinyin_initials`` is there too, for what is sought in a column, and ``may_fall_within`` for dates.
    """
    connection.create_scalar_function("may_fall_within", _may_fall_within, 3, deterministic=True)
    connection.create_scalar_function("pinyin_initials", _initials, 1, deterministic=True)
    for name, function in functions.items():
        connection.create_scalar_function(f"rule_{name}", _plain(function), deterministic=True)


def _initials(*texts: SQLiteValue) -> str:
    return initials("".join(str(text) for text in texts if text))


def _may_fall_within(*texts: SQLiteValue) -> bool:
    stored, since, until = map(str, texts)
    return may_fall_within(stored, since, until)


def _plain(function: Callable[..., object]) -> Callable[..., object]:
    def call(*arguments: object) -> object:
        value = function(*arguments)
        return value if value is None or isinstance(value, int | str | float) else float(value)  # type: ignore[arg-type]

    return call
