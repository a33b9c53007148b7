"""The only way to change ledger rows: inside an action, through these methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers.declaration import Axis, Column, Field, Items, Ledger, entry_key
from fgj_desktop.ledgers.values import DASH, Misfit
from fgj_desktop.store.cell_state import held_of, stored, unfit_of
from fgj_desktop.store.ids import new_id
from fgj_desktop.store.linking import uses_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    import apsw

    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.ledgers.values import Parsed
    from fgj_desktop.store.changes import Change

_Place = tuple[Axis | Items | None, str]
_Places = dict[_Place, dict[str, "Parsed"]]
_RECORD: _Place = (None, "")
_REGISTERED = "在册"
_USES_TOLD = 4


class Writes:
    """Writes rows within one action; ``change`` says what came of it once that is over."""

    def __init__(
        self,
        connection: apsw.Connection,
        ledgers: Mapping[str, Ledger],
        wrote: Callable[[str, int], None] | None = None,
    ) -> None:
        """``wrote`` hears at once of each record whose own row is written."""
        self._connection = connection
        self._ledgers = ledgers
        self._wrote = wrote or (lambda _ledger, _record: None)
        self._statements: dict[tuple[str, tuple[str, ...]], str] = {}
        self.change: Change | None = None

    def insert(
        self, ledger: Ledger, values: Mapping[str, Parsed] | None = None, month: Month | None = None
    ) -> int:
        """Add a record, registered from ``month`` on; gives its id."""
        record = new_id()
        filled = dict(values or {})
        if month is not None and ledger.register is not None and not filled.get(ledger.register):
            filled[ledger.register] = _REGISTERED
        places: _Places = {_RECORD: {}}
        if month is not None and ledger.has_years:
            places[Axis.YEAR, month.year_key] = {}
        self._sort_into(places, ledger, record, month, filled)
        for (axis, key), cells in places.items():
            keys: dict[str, int | str] = {"id": record} if axis is None else {"record": record, "key": key}
            self._insert_row(ledger.table(axis), keys, cells)
            # A new record has no marks to take away.
            self._mark_cells(ledger, record, key, cells, frozenset())
        self._wrote(ledger.name, record)
        return record

    def set(self, ledger: Ledger, record: int, field: str, month: Month | None, value: Parsed) -> None:
        """Set one cell: of the record, of the month's or year's entry, or of an item."""
        self.put(ledger, record, month, {field: value})

    def put(self, ledger: Ledger, record: int, month: Month | None, values: Mapping[str, Parsed]) -> None:
        """Set several cells of one record as of a month."""
        places: _Places = {}
        self._sort_into(places, ledger, record, month, values)
        for (axis, key), cells in places.items():
            self._write(ledger, record, axis, key, cells)
        if _RECORD in places:
            self._wrote(ledger.name, record)

    def _sort_into(
        self,
        places: _Places,
        ledger: Ledger,
        record: int,
        month: Month | None,
        values: Mapping[str, Parsed],
    ) -> None:
        """Sort values by the entry that keeps them.

        Of 累计 and 当月 given together, which are one stored value, an empty one says nothing, and 累计 decides.
        """
        for name, given in values.items():
            value, field = given, ledger.fields_by_name[name]
            column = field.column
            is_through = column.computed is not None
            if is_through:
                column, value = self._through(ledger, record, column, month, value)
            cells = places.setdefault(_place(column, field, month), {})
            if cells.get(column.name) is None or not (is_through or value is None):
                cells[column.name] = value

    def _insert_row(self, table: str, keys: Mapping[str, int | str], cells: Mapping[str, Parsed]) -> None:
        names = (*keys, *cells)
        sql = self._statements.get((table, names))
        if sql is None:
            quoted = ", ".join(f'"{name}"' for name in names)
            sql = f'INSERT INTO "{table}" ({quoted}) VALUES (?{", ?" * (len(names) - 1)})'
            self._statements[table, names] = sql
        self._connection.execute(sql, (*keys.values(), *map(stored, cells.values())))

    def _through(
        self, ledger: Ledger, record: int, column: Column, month: Month | None, value: Parsed
    ) -> tuple[Column, Parsed]:
        """Typing 当月 writes 累计: the cumulative of the month before plus the amount typed."""
        assert column.computed is not None
        if column.computed.writes is None or month is None:
            raise UserError(f"“{column.title.split('（')[0]}”由程序计算，不能直接修改。")
        target = ledger.by_name[column.computed.writes]
        if isinstance(value, int):
            value += self._cumulative_before(ledger, record, target, month)
        return target, value

    def _cumulative_before(self, ledger: Ledger, record: int, column: Column, month: Month) -> int:
        row = self._connection.execute(
            f'SELECT "{column.name}" FROM "{ledger.table(Axis.MONTH)}" WHERE record = ? AND key >= ? AND key < ? '
            f'AND "{column.name}" IS NOT NULL ORDER BY key DESC LIMIT 1',
            (record, f"{month.year_key}-01", month.key),
        ).fetchone()
        return int(str(row[0])) if row else 0

    def _write(
        self, ledger: Ledger, record: int, axis: Axis | Items | None, key: str, cells: Mapping[str, Parsed]
    ) -> None:
        marked = {str(row[0]): row[1:] for row in self._marks(ledger, record, key)}
        for name in self._disproved(ledger.table(axis), record, axis, key, cells, marked):
            self._mark(ledger, record, key, name, answer=None)
        values = map(stored, cells.values())
        sql = self._statement(ledger.table(axis), tuple(cells), is_record=axis is None)
        self._connection.execute(sql, (*values, record) if axis is None else (record, key, *values))
        self._mark_cells(ledger, record, key, cells, marked.keys())

    def _marks(self, ledger: Ledger, record: int, key: str) -> list[tuple[object, ...]]:
        return self._connection.execute(
            'SELECT "column", answer, misfit, dash FROM cell WHERE record = ? AND key = ? AND ledger = ?',
            (record, key, ledger.name),
        ).fetchall()

    def _disproved(
        self,
        table: str,
        record: int,
        axis: Axis | Items | None,
        key: str,
        cells: Mapping[str, Parsed],
        marked: Mapping[str, tuple[object, ...]],
    ) -> list[str]:
        """The cells whose answer to a check was given for another content than they get now."""
        answered = [name for name in cells if name in marked and marked[name][0] is not None]
        if not answered:
            return []
        names = ", ".join(f'"{name}"' for name in answered)
        where, bindings = ("id = ?", (record,)) if axis is None else ("record = ? AND key = ?", (record, key))
        row = self._connection.execute(f'SELECT {names} FROM "{table}" WHERE {where}', bindings).fetchone()
        before = dict(zip(answered, row or (None,) * len(answered), strict=True))
        return [
            name for name in answered if held_of(cells[name]) != (before[name], *unfit_of(marked[name][1:]))
        ]

    def _statement(self, table: str, names: tuple[str, ...], *, is_record: bool) -> str:
        known = self._statements.get((table, names))
        if known is not None:
            return known
        quoted = [f'"{name}"' for name in names]
        if is_record:
            sql = f'UPDATE "{table}" SET {", ".join(f"{name} = ?" for name in quoted)} WHERE id = ?'
        else:
            updates = ", ".join(f"{name} = excluded.{name}" for name in quoted)
            sql = (
                f'INSERT INTO "{table}" (record, key, {", ".join(quoted)}) '
                f"VALUES (?, ?{', ?' * len(names)}) ON CONFLICT DO UPDATE SET {updates}"
            )
        self._statements[(table, names)] = sql
        return sql

    def _mark_cells(
        self, ledger: Ledger, record: int, key: str, cells: Mapping[str, Parsed], marked: Collection[str]
    ) -> None:
        """Keep 「—」 and text that does not fit; a fitting value takes an earlier such mark away."""
        for name, value in cells.items():
            if isinstance(value, Misfit):
                self._mark(ledger, record, key, name, misfit=value.text, reason=value.reason, dash=None)
            elif value is DASH:
                self._mark(ledger, record, key, name, misfit=None, reason=None, dash=1)
            elif name in marked:
                self._mark(ledger, record, key, name, misfit=None, reason=None, dash=None)
                self._drop_empty_mark(ledger, record, key, name)

    def _mark(self, ledger: Ledger, record: int, key: str, column: str, **values: str | int | None) -> None:
        names = ", ".join(values)
        updates = ", ".join(f"{name} = excluded.{name}" for name in values)
        self._connection.execute(
            f'INSERT INTO cell (ledger, record, key, "column", {names}) VALUES (?, ?, ?, ?{", ?" * len(values)}) '
            f"ON CONFLICT DO UPDATE SET {updates}",
            (ledger.name, record, key, column, *values.values()),
        )

    def _drop_empty_mark(self, ledger: Ledger, record: int, key: str, column: str) -> None:
        self._connection.execute(
            'DELETE FROM cell WHERE record = ? AND key = ? AND "column" = ? AND ledger = ? '
            "AND coalesce(misfit, dash, note, colour, answer) IS NULL",
            (record, key, column, ledger.name),
        )

    def annotate(
        self,
        ledger: Ledger,
        record: int,
        field: str,
        month: Month | None,
        *,
        note: str | None = None,
        colour: str | None = None,
        answer: str | None = None,
    ) -> None:
        """Keep a note, a colour or the answer to a check on a cell; an empty text takes it away, None leaves it.

        What an imported sheet says of 当月 is kept on 累计, which holds it: 当月 itself has no entry of a month.
        """
        found = ledger.fields_by_name[field]
        if (computed := found.column.computed) is not None and computed.writes is not None:
            found = ledger.fields_by_name[computed.writes]
        key = "" if found.column.per is None else _place(found.column, found, month)[1]
        for name, value in (("note", note), ("colour", colour), ("answer", answer)):
            if value is not None:
                self._mark(ledger, record, key, found.column.name, **{name: value or None})
        self._drop_empty_mark(ledger, record, key, found.column.name)

    def restore(
        self,
        ledger: Ledger,
        record: int,
        column: str,
        key: str,
        value: Parsed,
        on_top: Mapping[str, str] | None = None,
    ) -> None:
        """Put what a cell held back into its entry, with note, colour and answer when they are given."""
        self._write(ledger, record, ledger.by_name[column].per, key, {column: value})
        if on_top is not None:
            self._mark(ledger, record, key, column, **{name: text or None for name, text in on_top.items()})
            self._drop_empty_mark(ledger, record, key, column)

    def enter_year(self, ledger: Ledger, record: int, month: Month) -> bool:
        """Make a record part of the ledger of the month's year, at the latest from the month on; False when it is already."""
        self._connection.execute(
            f'INSERT INTO "{ledger.table(Axis.YEAR)}" (record, key) VALUES (?, ?) ON CONFLICT DO NOTHING',
            (record, month.year_key),
        )
        is_new = self._connection.changes() > 0
        if (since := ledger.register_since) is not None and not is_new:
            self._connection.execute(
                f'UPDATE "{ledger.table(Axis.YEAR)}" SET "{since}" = ?1 '
                f"""WHERE record = ?2 AND key = ?3 AND "{since}" > ?1 || '~'""",
                (month.key, record, month.year_key),
            )
        return is_new

    def delete(self, ledger: Ledger, records: Iterable[int]) -> None:
        """Remove records with all their entries; refused while another ledger names one of them."""
        for record in records:
            self._refuse_if_linked(ledger, record)
            self._delete_belongings(ledger, record)
            self._connection.execute(
                "DELETE FROM cell WHERE record = ? AND ledger = ?", (record, ledger.name)
            )
            for axis in ledger.axes:
                self._connection.execute(f'DELETE FROM "{ledger.table(axis)}" WHERE record = ?', (record,))
            self._connection.execute(f'DELETE FROM "{ledger.name}" WHERE id = ?', (record,))
            self._wrote(ledger.name, record)

    def _delete_belongings(self, ledger: Ledger, record: int) -> None:
        for other in self._ledgers.values():
            if other.belongs_to is None:
                continue
            owner_ledger, owner = other.belongs_to
            found = self._connection.execute(
                f'SELECT id FROM "{other.name}" WHERE "{owner_ledger}" = ? AND "{owner}" = ?',
                (ledger.name, record),
            ).fetchall()
            self.delete(other, [int(str(row[0])) for row in found])

    def _refuse_if_linked(self, ledger: Ledger, record: int) -> None:
        uses = uses_of(self._connection, self._ledgers.values(), ledger, record)
        if uses:
            told = "；".join(uses[:_USES_TOLD]) + ("等" if len(uses) > _USES_TOLD else "")
            raise UserError(
                f"有 {len(uses)} 处正在使用这个{ledger.record_title}，未删除：{told}。"
                f"请先改为其他{ledger.record_title}。"
            )


def _place(column: Column, field: Field, month: Month | None) -> _Place:
    """The axis and key of the entry that keeps a column."""
    if isinstance(column.per, Axis):
        if month is None:
            raise ValueError(f"{column.name} is kept by period; a month is needed")
        return column.per, entry_key(column.per, month, field.item)
    return column.per, field.item or ""
