"""What is asked of one column under its title, as SQL over the keys of a view.

Of columns with few different values (several in one cell, links, dates) the values are judged one by one,
and the rows that hold a fitting one are sought.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fgj_desktop.ledgers.dates import date_bounds
from fgj_desktop.ledgers.kinds import Choices, Link, LinkList, linked_ids
from fgj_desktop.ledgers.pinyin import initials
from fgj_desktop.ledgers.values import DASH
from fgj_desktop.store.asof import literal, quote
from fgj_desktop.store.link_table import StoreLinks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import apsw

    from fgj_desktop.ledgers import Field, Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.ledgers.values import Value
    from fgj_desktop.store.filters import ColumnFilter

Condition = tuple[str, list[object]]
_MARK = f"coalesce(c.misfit, {literal(DASH.value)})"
_DATED = ("before", "after", "dated", "this_month", "this_year")
_NUMERIC: Mapping[str, str] = {"above": "> ?", "below": "< ?", "equals": "= ?", "between": "BETWEEN ? AND ?"}
_TEXTUAL: Mapping[str, str] = {
    "contains": "instr(lower({0}), lower(?1)) > 0",
    "lacks": "instr(lower({0}), lower(?1)) > 0",
    "equals": "lower({0}) = lower(?1)",
    "begins": "substr(lower({0}), 1, length(?1)) = lower(?1)",
    "ends": "substr(lower({0}), -length(?1)) = lower(?1)",
    "finds": "(instr(lower({0}), lower(?1)) > 0 OR instr(pinyin_initials({0}), lower(?1)) > 0)",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """One value of a column, or the text of a mark, and in how many rows it stands."""

    value: Value
    mark: str | None
    count: int


def members(kind: object, value: Value) -> tuple[Value, ...]:
    """The single values of a cell: several of a column that takes several; None of an empty cell."""
    if isinstance(kind, LinkList):
        return tuple(linked_ids(value)) or (None,)
    if isinstance(kind, Choices):
        return tuple(part for part in str(value or "").split("、") if part) or (None,)
    return (None,) if value == "" else (value,)


def with_marks(found: Iterable[tuple[Any, ...]], marked: Mapping[str, int]) -> list[Listed]:
    """Values with their counts; cells that are empty because a mark stands in them are counted apart."""
    hidden = sum(marked.values())
    counted = [(value, count - hidden if value is None else count) for value, count in found]
    listed = [Listed(value, None, count) for value, count in counted if count > 0]
    return [*listed, *(Listed(None, text, count) for text, count in marked.items())]


class ColumnConditions:
    """Writes the conditions of one view."""

    def __init__(
        self,
        connection: apsw.Connection,
        ledger: Ledger,
        month: Month,
        table: str,
        ledgers: Mapping[str, Ledger],
    ) -> None:
        """``table`` is the quoted name of the view's keys."""
        self._connection = connection
        self._ledger = ledger
        self._month = month
        self._table = table
        self._ledgers = ledgers

    def condition(self, one: ColumnFilter) -> Condition:
        """The SQL condition with its bindings; the view has the column among its keys."""
        field = self._ledger.fields_by_name[one.field]
        kind, name = field.column.kind, quote(one.field)
        if one.how in ("blank", "filled"):
            empty = f"(coalesce({name}, '') = '' AND {self._no_mark(field)})"
            return (empty if one.how == "blank" else f"NOT {empty}"), []
        if one.how in ("picked", "left_out"):
            return self._picked(field, one)
        if one.how in ("largest", "smallest"):
            return self._extreme(one)
        if one.how in _DATED:
            return self._any_of(one.field, self._dated(one))
        if one.how in _NUMERIC and not isinstance(one.values[0], str):
            return f"{name} {_NUMERIC[one.how]}", [_plain(value) for value in one.values]
        if isinstance(kind, Link | LinkList):
            return self._textual_of_links(field, one)
        return self._textual(field, one)

    def marked(self, field: str, where: str, bindings: Sequence[object]) -> dict[str, int]:
        """The texts of the marks in a column with how many rows have each, within the filters."""
        marks = self._marks(self._ledger.fields_by_name[field])
        if marks is None:
            return {}
        sql = (
            f"SELECT {_MARK}, count(*) FROM cell c JOIN {self._table} k ON k.id = c.record{where}"
            f" {'AND' if where else 'WHERE'} {marks} GROUP BY 1 ORDER BY 1"
        )
        return {str(text): int(str(count)) for text, count in self._connection.execute(sql, tuple(bindings))}

    # --- marks ----------------------------------------------------------------------------------

    def _marks(self, field: Field) -> str | None:
        """The condition on ``cell c`` for a mark of this column; None for a computed one."""
        column = field.column
        if column.computed is not None:
            return None
        key = field.key_for(self._month)
        return (
            f"c.ledger = {literal(self._ledger.name)} AND c.key = {literal(key)} "
            f'AND c."column" = {literal(column.name)} AND coalesce(c.misfit, c.dash) IS NOT NULL'
        )

    def _with_mark(self, field: Field, more: str = "1") -> str:
        """Rows with a mark in the column of which ``more`` holds."""
        marks = self._marks(field)
        return "0" if marks is None else f"k.id IN (SELECT c.record FROM cell c WHERE {marks} AND {more})"

    def _no_mark(self, field: Field) -> str:
        return f"NOT {self._with_mark(field)}"

    # --- values ---------------------------------------------------------------------------------

    def _picked(self, field: Field, one: ColumnFilter) -> Condition:
        kind, wanted = field.column.kind, set(one.values)
        keeps = one.how == "picked"
        sense = "IN" if keeps else "NOT IN"
        marks = self._with_mark(field, f"{_MARK} {sense} (SELECT value FROM json_each(?))")
        bindings: list[object] = [] if marks == "0" else [json.dumps(one.marks, ensure_ascii=False)]
        if isinstance(kind, Choices | LinkList):
            fitting = self._fitting(
                one.field, lambda value: any((part in wanted) is keeps for part in members(kind, value))
            )
            held, values = _in(quote(one.field), fitting)
        else:
            present = [_plain(value) for value in one.values if value is not None]
            held, values = _in(quote(one.field), present, sense)
        empty = [f"coalesce({quote(one.field)}, '') = '' AND {self._no_mark(field)}"]
        if (None in wanted) is not keeps:
            empty = []
        filled = f"coalesce({quote(one.field)}, '') <> '' AND {held}"
        parts = [f"({part})" for part in (filled, *empty)]
        return f"({' OR '.join([*parts, marks])})", [*values, *bindings]

    def _fitting(self, name: str, fits: Callable[[Value], bool]) -> list[Value]:
        rows = self._connection.execute(f"SELECT DISTINCT {quote(name)} FROM {self._table}")
        return [value for (value,) in rows if value is not None and fits(value)]

    def _any_of(self, name: str, fits: Callable[[Value], bool]) -> Condition:
        return _in(quote(name), self._fitting(name, fits))

    def _extreme(self, one: ColumnFilter) -> Condition:
        """The largest or smallest so many of the whole column, and all that equal the last of them."""
        name, largest = quote(one.field), one.how == "largest"
        found = (
            f"SELECT {name} AS v FROM {self._table} WHERE {name} IS NOT NULL "
            f"ORDER BY v {'DESC' if largest else 'ASC'} LIMIT ?"
        )
        sense, last = (">=", "min") if largest else ("<=", "max")
        return f"{name} {sense} (SELECT {last}(v) FROM ({found}))", [one.values[0]]

    def _dated(self, one: ColumnFilter) -> Callable[[Value], bool]:
        month = self._month
        if one.how == "this_month":
            since = until = month.key
        elif one.how == "this_year":
            since = until = month.year_key
        else:
            since, until = str(one.values[0]), str(one.values[-1])
        first, last = date_bounds(since)[0], date_bounds(until)[1]

        def fits(value: Value) -> bool:
            begins, ends = date_bounds(str(value))
            if one.how == "before":
                return ends < first
            return begins > last if one.how == "after" else first <= begins and ends <= last

        return fits

    # --- texts ----------------------------------------------------------------------------------

    def _textual(self, field: Field, one: ColumnFilter) -> Condition:
        test, text = _TEXTUAL[one.how], str(one.values[0])
        times = test.count("?1")
        value = test.format(quote(one.field)).replace("?1", "?")
        mark = self._with_mark(field, test.format(_MARK).replace("?1", "?"))
        bindings: list[object] = [text] * (times if mark == "0" else 2 * times)
        sql = f"(coalesce({value}, 0) OR {mark})"
        return (f"NOT {sql}" if one.how == "lacks" else sql), bindings

    def _textual_of_links(self, field: Field, one: ColumnFilter) -> Condition:
        kind, text = field.column.kind, folded(str(one.values[0]))
        links = StoreLinks(self._connection, self._ledgers)
        target = kind.ledger if isinstance(kind, Link | LinkList) else ""

        def fits(value: Value) -> bool:
            ids = linked_ids(value) if isinstance(kind, LinkList) else [int(value or 0)]
            return text_fits(
                one.how, "、".join(filter(None, (links.label(target, one) for one in ids))), text
            )

        held, bindings = self._any_of(one.field, fits)
        test = _TEXTUAL[one.how].format(_MARK)
        mark = self._with_mark(field, test.replace("?1", "?"))
        sql = f"(coalesce({held}, 0) OR {mark})"
        bindings += [text] * test.count("?1")
        return (f"NOT {sql}" if one.how == "lacks" else sql), bindings


def folded(text: str) -> str:
    """Latin letters in lower case, as SQLite has them; other letters stay."""
    return "".join(sign.lower() if sign.isascii() else sign for sign in text)


def text_fits(how: str, shown: str, text: str) -> bool:
    """Whether a shown text meets a condition; of ``lacks`` whether it must be left out. ``text`` is folded."""
    whole = folded(shown)
    match how:
        case "equals":
            return whole == text
        case "begins":
            return whole.startswith(text)
        case "ends":
            return whole.endswith(text)
        case "finds":
            return text in whole or text in initials(whole)
    return text in whole


def _in(name: str, values: Sequence[object], sense: str = "IN") -> Condition:
    """Through JSON: a list may be longer than a statement may have parameters.

    Not so for fractions, which SQLite reads from text a little differently than Python writes them.
    """
    if any(isinstance(value, float) for value in values):
        return f"{name} {sense} ({', '.join('?' * len(values))})", list(values)
    return f"{name} {sense} (SELECT value FROM json_each(?))", [json.dumps(values, ensure_ascii=False)]


def _plain(value: Value) -> int | float | str | None:
    return value if isinstance(value, int | float | str) or value is None else float(value)
