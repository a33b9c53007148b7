"""Fills cells from their neighbours or from last month, as what is to be written in one action."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.declaration import Axis, Carry
from fgj_desktop.ledgers.kinds import Count
from fgj_desktop.models.block_edit import Gathered
from fgj_desktop.models.held_cells import copy_cells, held_cell, kind_name, parsed_cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.ledgers import Field
    from fgj_desktop.ledgers.values import Context, Parsed
    from fgj_desktop.models.block import Block
    from fgj_desktop.models.ledger_table import LedgerTable
    from fgj_desktop.store.rows import Row

MOST_LOOKED_AT = 5_000
"""Rows that a double click on the handle looks at."""


def fill_down(table: LedgerTable, block: Block) -> Gathered:
    """The first row over the others; of a single row, the row above over it."""
    source, rows = block.top, range(block.top + 1, block.bottom + 1)
    if block.height == 1:
        source, rows = _record_above(table, block.top), range(block.top, block.top + 1)
    gathered = Gathered()
    row = table.row_data(source) if source >= 0 else None
    if row is None:
        return gathered
    context = table.document.context()
    values = {column: parsed_cell(table.fields[column], row, context) for column in block.columns}
    for record in table.records(rows.start, rows.stop - 1) if rows else ():
        gathered.rows += 1
        for column, value in values.items():
            gathered.put(table, record, table.fields[column], value)
    return gathered


def fill_right(table: LedgerTable, block: Block) -> Gathered:
    """The first column over the others; of a single column, the column to the left over it."""
    source, columns = block.left, range(block.left + 1, block.right + 1)
    if block.width == 1:
        source, columns = block.left - 1, range(block.left, block.left + 1)
    gathered = Gathered()
    if source < 0:
        return gathered
    context = table.document.context()
    for number in block.rows:
        row = table.row_data(number)
        if row is None:
            continue
        gathered.rows += 1
        for column in columns:
            value = _carried_over(table.fields[source], table.fields[column], row, context)
            gathered.put(table, row.id, table.fields[column], value)
    return gathered


def _carried_over(source: Field, target: Field, row: Row, context: Context) -> Parsed:
    """A cell's content as another column takes it."""
    same = kind_name(source.column.kind)
    if same and same == kind_name(target.column.kind):
        return parsed_cell(source, row, context)
    return held_cell(source, row, context).value_for(target, context)


def _record_above(table: LedgerTable, row: int) -> int:
    """The nearest row above that holds a record; -1 for none."""
    row -= 1
    while row >= 0 and table.is_heading(row):
        row -= 1
    return row


def extend(table: LedgerTable, block: Block, onto: Block, *, series: bool = False) -> Gathered:
    """What dragging the handle writes: ``block`` repeated over ``onto``, or its numbers counted on.

    Two or more numbers with equal steps are counted on by themselves; ``series`` counts a single one on by 1.
    """
    gathered = Gathered()
    down = onto.left == block.left and onto.width == block.width
    if not down:
        return _extend_sideways(table, block, onto)
    rows = [number for number in block.rows if not table.is_heading(number)]
    if not rows:
        return gathered
    held = copy_cells(table, rows, [*block.columns])
    context = table.document.context()
    backwards = onto.bottom < block.top
    records = table.records(onto.top, onto.bottom)
    for place, column in enumerate(block.columns):
        target = table.fields[column]
        cells = [row[place] for row in held]
        counted = _series(target, [cell.value_for(target, context) for cell in cells], single=series)
        ordered = list(reversed(records)) if backwards else records
        for number, record in enumerate(ordered):
            if counted is not None:
                start, step = (counted[0], -counted[2]) if backwards else (counted[1], counted[2])
                gathered.put(table, record, target, start + step * (number + 1))
            else:
                source = cells[-1 - number % len(cells)] if backwards else cells[number % len(cells)]
                gathered.put(table, record, target, source.value_for(target, context))
    gathered.rows = len(records)
    return gathered


def _extend_sideways(table: LedgerTable, block: Block, onto: Block) -> Gathered:
    gathered = Gathered()
    context = table.document.context()
    for number in block.rows:
        row = table.row_data(number)
        if row is None:
            continue
        gathered.rows += 1
        for place, column in enumerate(onto.columns):
            source = table.fields[block.left + place % block.width]
            value = _carried_over(source, table.fields[column], row, context)
            gathered.put(table, row.id, table.fields[column], value)
    return gathered


def _series(target: Field, values: Sequence[Parsed], *, single: bool) -> tuple[int, int, int] | None:
    """First, last and step of whole numbers that are counted on; None for anything else."""
    if not isinstance(target.column.kind, Count):
        return None
    numbers = [value for value in values if isinstance(value, int)]
    if len(numbers) != len(values):
        return None
    if len(numbers) == 1:
        return (numbers[0], numbers[0], 1) if single else None
    step = numbers[1] - numbers[0]
    steady = all(after - before == step for before, after in pairwise(numbers))
    return (numbers[0], numbers[-1], step) if steady else None


def end_of_neighbour(table: LedgerTable, block: Block) -> int:
    """The last row down to which the column beside the block goes on being filled; -1 for none."""
    for column in (block.left - 1, block.right + 1):
        if not 0 <= column < len(table.fields):
            continue
        row = block.bottom
        end = min(len(table.ids) - 1, block.bottom + MOST_LOOKED_AT)
        while row < end and not table.is_heading(row + 1) and table.cell(row + 1, column).text:
            row += 1
        if row > block.bottom:
            return row
    return -1


def copy_last_month(table: LedgerTable, blocks: Sequence[Block]) -> Gathered:
    """What was reported last month, for the selected cells that have nothing of their own this month."""
    gathered = Gathered()
    document = table.document
    last = document.month.previous
    view, context = document.store.view(table.ledger, last), document.store.context(last)
    for block in blocks:
        fields = [one for column in block.columns if _is_reported(one := table.fields[column])]
        # An amount of the year begins anew in January.
        fields = [one for one in fields if last.number != 12 or one.column.carries is not Carry.YEAR]
        if not fields:
            continue
        earlier = {row.id: row for row in view.rows(table.records(block.top, block.bottom))}
        for number in block.rows:
            row = table.row_data(number)
            if row is not None and row.id in earlier:
                _copy_forward(gathered, table, row, earlier[row.id], fields, context)
    return gathered


def _copy_forward(
    gathered: Gathered,
    table: LedgerTable,
    row: Row,
    earlier: Row,
    fields: Sequence[Field],
    context: Context,
) -> None:
    for one in fields:
        own = row.values.get(f"{one.name}@own") is not None
        mark = row.marks.get(one.name)
        if own or (mark is not None and (mark.dash or mark.misfit is not None)):
            continue
        value = parsed_cell(one, earlier, context)
        if value is not None:
            gathered.put(table, row.id, one, value)


def _is_reported(field: Field) -> bool:
    return field.column.per is Axis.MONTH and field.column.reported
