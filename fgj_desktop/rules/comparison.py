"""与上期对比: two states of a ledger record by record and cell by cell: what was added, left, changed, stayed.

A state is a period, what was reported when a period was closed, or the ledger as it stood on a day of work
(``comparison_sides`` reads them). What is compared here is plain rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers.declaration import Axis, Field
from fgj_desktop.ledgers.kinds import Count, Kind, Money, Percent, Points, Quantity
from fgj_desktop.rules.register_change import FORMER
from fgj_desktop.store.counted import is_counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.report_period import ReportPeriod
    from fgj_desktop.ledgers.values import Context, Value
    from fgj_desktop.store.rows import Row

_NUMBERS = (Money, Count)


class Fate(Enum):
    """What became of a record between two states."""

    ADDED = "新增"
    LEFT = "减少"
    CHANGED = "有变动"
    SAME = "无变动"


@dataclass(frozen=True, slots=True)
class Side:
    """One state of a ledger."""

    title: str
    """「2021年9月」, 「2021年9月（定稿）」, 「2021年10月8日的台账」."""
    period: ReportPeriod
    rows: tuple[Row, ...]
    context: Context


@dataclass(frozen=True, slots=True)
class CellDifference:
    """One cell that differs, ready to be shown."""

    field: Field
    title: str
    before: str
    after: str
    difference: str
    """By how much, of amounts and numbers: 「+248」; else empty."""
    before_value: Value
    after_value: Value

    @property
    def name(self) -> str:
        """The field's name."""
        return self.field.name

    @property
    def is_figure(self) -> bool:
        """Whether it is an amount or a number."""
        return isinstance(self.field.column.kind, _NUMBERS)


@dataclass(frozen=True, slots=True)
class RecordDifference:
    """One record in the two states."""

    record: int
    name: str
    fate: Fate
    cells: tuple[CellDifference, ...] = ()
    note: str = ""
    """Why it came or left, where the ledger says so."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two states of a ledger beside each other, in the order of the newer."""

    ledger: Ledger
    before: Side
    after: Side
    records: tuple[RecordDifference, ...]

    def of(self, fate: Fate) -> tuple[RecordDifference, ...]:
        """The records of one fate."""
        return tuple(one for one in self.records if one.fate is fate)

    @property
    def cells(self) -> int:
        """How many cells differ in records that are in both."""
        return sum(len(one.cells) for one in self.of(Fate.CHANGED))

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        return len(self.of(Fate.SAME)) == len(self.records)

    def json(self) -> dict[str, Any]:
        """The comparison for a JSON object."""
        return {
            "ledger": self.ledger.name,
            "from": self.before.title,
            "to": self.after.title,
            "counts": {fate.name.lower(): len(self.of(fate)) for fate in Fate},
            "records": [
                {
                    "record": str(one.record),
                    "name": one.name,
                    "fate": one.fate.value,
                    **({"note": one.note} if one.note else {}),
                    "cells": [_cell_json(cell) for cell in one.cells],
                }
                for one in self.records
                if one.fate is not Fate.SAME
            ],
        }


def _cell_json(cell: CellDifference) -> dict[str, str]:
    found = {"column": cell.name, "title": cell.title, "before": cell.before, "after": cell.after}
    return {**found, "difference": cell.difference} if cell.difference else found


def compare(ledger: Ledger, before: Side, after: Side) -> Comparison:
    """Put two states of a ledger beside each other. Raises UserError for a month and half a month."""
    if bool(before.period.half) != bool(after.period.half) and Axis.HALF_MONTH in ledger.axes:
        raise UserError("一个是整月、一个是半月，不能比较。请选两个整月或两个半月。")
    pairs = _pairs(ledger, before.period.half, after.period.half)
    held = {row.id: row for row in before.rows if _belongs(ledger, row, before)}
    now = {row.id: row for row in after.rows if _belongs(ledger, row, after)}
    left_rows = {row.id: row for row in after.rows}
    records = [
        _beside(ledger, pairs, held[record], row, (before, after))
        if record in held
        else RecordDifference(record, _name(ledger, row), Fate.ADDED, note=_basis(ledger, row))
        for record, row in now.items()
    ]
    records += [
        RecordDifference(
            record, _name(ledger, row), Fate.LEFT, note=_basis(ledger, left_rows.get(record), only_left=True)
        )
        for record, row in held.items()
        if record not in now
    ]
    return Comparison(ledger, before, after, tuple(records))


def cells_between(ledger: Ledger, old: Row, new: Row, sides: tuple[Side, Side]) -> Iterator[CellDifference]:
    """The cells in which a record differs between two states; the rows of the sides are not looked at."""
    pairs = _pairs(ledger, sides[0].period.half, sides[1].period.half)
    yield from _differences(pairs, old, new, sides)


def _belongs(ledger: Ledger, row: Row, side: Side) -> bool:
    """Whether a row is part of the list: what was 调出 is shown in it still, what is dated later too."""
    register = ledger.register
    if register is not None and row.values.get(register) in ledger.uncounted.get(register, ()):
        return False
    if ledger.dated_by is None:
        return True
    dated = {ledger.dated_by: row.values.get(ledger.dated_by)}
    return is_counted(ledger, dated, side.period.month)


def _basis(ledger: Ledger, row: Row | None, *, only_left: bool = False) -> str:
    """When and on what ground a record came in or left (调入日期及依据)."""
    if row is None or ledger.register is None:
        return ""
    state = str(row.values.get(ledger.register) or "")
    if only_left and state not in ledger.uncounted.get(ledger.register, ()):
        return ""
    basis = str(row.values.get(ledger.register_basis or "") or "")
    return "：".join(part for part in ("" if state == "在册" else state, basis) if part)


def _pairs(ledger: Ledger, half_before: str, half_after: str) -> list[tuple[Field, Field]]:
    """The fields compared, as either state has them: of halves of a month each its own."""
    left_out = {FORMER, ledger.serial_column}
    pairs = []
    for field in ledger.fields:
        column = field.column
        if column.name in left_out or (column.computed is not None and not _is_verdict(column.kind)):
            continue
        if column.per is Axis.HALF_MONTH and half_after:
            if field.item == half_after:
                pairs.append((Field(column, half_before), field))
        else:
            pairs.append((field, field))
    return pairs


def _is_verdict(kind: Kind) -> bool:
    """Whether a computed column says something by itself (亮灯): shares and differences follow from the others."""
    return not isinstance(kind, Money | Count | Percent | Points | Quantity)


def _beside(
    ledger: Ledger, pairs: Sequence[tuple[Field, Field]], old: Row, new: Row, sides: tuple[Side, Side]
) -> RecordDifference:
    cells = tuple(_differences(pairs, old, new, sides))
    return RecordDifference(new.id, _name(ledger, new), Fate.CHANGED if cells else Fate.SAME, cells)


def _differences(
    pairs: Sequence[tuple[Field, Field]], old: Row, new: Row, sides: tuple[Side, Side]
) -> Iterator[CellDifference]:
    before, after = sides
    for was, field in pairs:
        held, holds = _content(old, was), _content(new, field)
        if held == holds:
            continue
        texts = (
            _text(old, was, before.context, held),
            _text(new, field, after.context, holds),
        )
        if texts[0] == texts[1] and held[1:] == holds[1:] and not isinstance(field.column.kind, _NUMBERS):
            continue
        yield CellDifference(
            field,
            field.column.timeless_title if field.item is None else field.timeless_title,
            *texts,
            _by_how_much(field.column.kind, held, holds, after.context),
            held[0],
            holds[0],
        )


def _content(row: Row, field: Field) -> tuple[Value, str | None, bool]:
    """What a cell holds: a value, text that does not fit, or 「—」."""
    mark = row.marks.get(field.name)
    value = row.values.get(field.name)
    return (value, None, False) if mark is None else (value, mark.misfit, mark.dash)


def _text(_row: Row, field: Field, context: Context, held: tuple[Value, str | None, bool]) -> str:
    value, misfit, is_dash = held
    if value is None and (misfit is not None or is_dash):
        return misfit if misfit is not None else "—"
    return field.column.kind.text(value, context)


def _by_how_much(
    kind: Kind,
    held: tuple[Value, str | None, bool],
    holds: tuple[Value, str | None, bool],
    context: Context,
) -> str:
    before, after = held[0], holds[0]
    if not isinstance(kind, _NUMBERS) or not isinstance(before, int) or not isinstance(after, int):
        return ""
    text = kind.text(after - before, context)
    return text if after < before else f"+{text}"


def _name(ledger: Ledger, row: Row) -> str:
    return str(row.values.get(ledger.name_column) or "") or "（未填名称）"
