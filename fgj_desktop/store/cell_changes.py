"""The cells of an action before and after, told from its changed rows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal

from fgj_desktop.store.cell_state import ON_TOP, changed_marks, content
from fgj_desktop.store.changes import NO_CHANGE
from fgj_desktop.store.schema import CELL_TABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from fgj_desktop.ledgers.values import Parsed
    from fgj_desktop.store.changes import RowChange, TableMap

Aspect = Literal["content", "note", "colour", "answer"]
_Marks = tuple["Mapping[str, object]", "Mapping[str, object]"]
_NO_MARKS: _Marks = ({}, {})


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that an action changed: what it held before and after, or what was put on it."""

    ledger: str
    record: int
    record_label: str
    key: str
    column: str
    before: Parsed
    after: Parsed
    aspect: Aspect = "content"


def cell_changes(
    changes: Sequence[RowChange],
    tables: TableMap,
    label: Callable[[RowChange], str],
    columns: Callable[[str], Sequence[str]],
) -> Iterator[CellChange]:
    """Record by record. A figure replaced by text that does not fit is one change, though two rows hold it."""
    marks = {change.key: change for change in changes if change.table == CELL_TABLE}
    order = {name: place for place, name in enumerate(tables.names)}
    rows = [change for change in changes if change.table != CELL_TABLE]
    # A mark comes with the rows of its record, and alone when nothing else of the record changed.
    rows += marks.values()
    # Ids are unique across ledgers.
    rows.sort(key=lambda one: (tables.record_of(one)[1], order.get(one.table, len(order)), one.key[1:]))
    told: set[tuple[object, ...]] = set()
    for change in rows:
        ledger, record = tables.record_of(change)
        if change.table == CELL_TABLE:
            pieces: list[tuple[str, object, object]] = [(str(change.key[3]), None, None)]
            key = str(change.key[2])
        else:
            key = "" if len(change.keys) == 1 else str(change.key[1])
            pieces = list(_values(change, columns(change.table)))
        for column, before, after in pieces:
            place = (ledger, record, key, column)
            if place in told:
                continue
            told.add(place)
            found = _changed_marks(marks.get(place)) if place in marks else _NO_MARKS
            yield from _cell(place, label(change), (before, after), found)


def _values(change: RowChange, names: Sequence[str]) -> Iterator[tuple[str, object, object]]:
    """The columns whose value changed; most did not, so that these are passed over first."""
    nothing = (None,) * len(names)
    held = zip_longest(names, change.old or nothing, change.new or nothing)
    for position, (name, before, after) in enumerate(held):
        if before is after or position in change.keys:
            continue
        was, became = (None if one is NO_CHANGE else one for one in (before, after))
        if was != became:
            yield name, was, became


def _changed_marks(change: RowChange | None) -> _Marks:
    return _NO_MARKS if change is None else changed_marks(change)


def _cell(
    place: tuple[str, int, str, str], label: str, values: tuple[object, object], marks: _Marks
) -> Iterator[CellChange]:
    ledger, record, key, column = place
    before, after = (
        content(value, held.get("misfit"), held.get("reason"), held.get("dash"))
        for value, held in zip(values, marks, strict=True)
    )
    if before != after:
        yield CellChange(ledger, record, label, key, column, before, after)
    for name in ON_TOP:
        held_before, held_after = (held.get(name) for held in marks)
        if held_before != held_after:
            yield CellChange(
                ledger,
                record,
                label,
                key,
                column,
                _text(held_before),
                _text(held_after),
                name,  # type: ignore[arg-type]
            )


def _text(value: object) -> str | None:
    return None if value is None else str(value)
