"""Cells as they are copied: their texts, and for a paste inside the program what exactly they hold."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers.kinds import Count, Date, Kind, Link, LinkList, Money, Percent, Points, linked_ids
from fgj_desktop.ledgers.values import DASH
from fgj_desktop.rules.cell_text import cell_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fgj_desktop.ledgers import Field
    from fgj_desktop.ledgers.values import Context, Parsed, Value
    from fgj_desktop.models.ledger_table import LedgerTable
    from fgj_desktop.store.rows import Row

MOST_COPIED = 300_000
"""Cells that go onto the clipboard at once."""
_EXACT: tuple[type[Kind], ...] = (Money, Percent, Date, Link, LinkList)
"""Kinds whose text may say less than the value: rounded amounts, names that several records bear."""
_FIGURES: tuple[type[Kind], ...] = (Money, Count, Percent, Points)
_CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Held:
    """One copied cell. Without ``kind`` only its text is known, as from another program."""

    text: str
    value: int | str | None = None
    kind: str = ""
    note: str | None = None
    colour: str | None = None
    number: str | None = None
    """The exact decimal number of a figure, for other programs; the share of a percentage."""

    def value_for(self, field: Field, context: Context) -> Parsed:
        """What a cell of this column is to hold: the exact value between columns of one kind, else the text read."""
        kind = field.column.kind
        if self.kind and self.kind == kind_name(kind) and self._is_known(kind, context):
            return self.value
        return kind.parse(self.text, context)

    def _is_known(self, kind: Kind, context: Context) -> bool:
        """Whether the records it names are in this file: what was copied in another window names those of its own."""
        if not isinstance(kind, Link | LinkList) or not self.text:
            return True
        ids = linked_ids(self.value) if isinstance(kind, LinkList) else [int(self.value or 0)]
        return all(context.links.label(kind.ledger, one) for one in ids)


def kind_name(kind: Kind) -> str:
    """By what columns know that they hold the same kind of exact value; empty where the text says it all."""
    return f"{type(kind).__name__}:{getattr(kind, 'ledger', '')}" if isinstance(kind, _EXACT) else ""


def held_cell(field: Field, row: Row, context: Context) -> Held:
    """A cell of a record as it is copied."""
    mark = row.marks.get(field.name)
    text = cell_text(field, row, context)
    note, colour = (mark.note, mark.colour) if mark is not None else (None, None)
    value = row.values.get(field.name)
    if mark is not None and (mark.misfit is not None or mark.dash):
        return Held(text, note=note, colour=colour)
    number = _number(field, row, context)
    if not isinstance(value, int | str | None):
        return Held(text, note=note, colour=colour, number=number)
    return Held(text, value, kind_name(field.column.kind), note, colour, number)


def _number(field: Field, row: Row, context: Context) -> str | None:
    """A figure as a spreadsheet holds it, with the digits that it can hold."""
    kind = field.column.kind
    if not isinstance(kind, _FIGURES):
        return None
    cell = kind.to_cell(row.values.get(field.name), context)
    return str(cell) if isinstance(cell, int) else f"{cell:.15g}" if isinstance(cell, float) else None


def parsed_cell(field: Field, row: Row, context: Context) -> Parsed:
    """What a cell holds, as it could be written again."""
    mark = row.marks.get(field.name)
    if mark is not None and mark.dash:
        return DASH
    value: Value = row.values.get(field.name)
    if mark is not None and mark.misfit is not None:
        return field.column.kind.parse(mark.misfit, context)
    return value if isinstance(value, int | str) else None


def copy_cells(table: LedgerTable, rows: Sequence[int], columns: Sequence[int]) -> list[list[Held]]:
    """The cells of these rows and columns; raises UserError when there are too many."""
    if len(rows) * len(columns) > MOST_COPIED:
        raise UserError(
            f"所选 {len(rows) * len(columns):,} 格，超过一次可复制的 {MOST_COPIED:,} 格，未复制。"
            "请分几次复制，或用“导出为 Excel”。"
        )
    fields = [table.fields[column] for column in columns]
    context = table.document.context()
    known = {row.id: row for row in _rows(table, [table.record(row) for row in rows])}
    copied = []
    for number in rows:
        row = known.get(table.record(number))
        if row is None:
            copied.append([Held(table.cell(number, column).text) for column in columns])
        else:
            copied.append([held_cell(one, row, context) for one in fields])
    return copied


def _rows(table: LedgerTable, ids: Sequence[int]) -> Iterator[Row]:
    view = table.document.view(table.ledger)
    records = [record for record in ids if record > 0]
    for start in range(0, len(records), _CHUNK):
        yield from view.rows(records[start : start + _CHUNK])


def pack(held: Sequence[Sequence[Held]]) -> bytes:
    """Copied cells for the clipboard, exact; only this program reads them."""
    rows = [[[one.text, one.value, one.kind, one.note, one.colour] for one in row] for row in held]
    return json.dumps({"version": 1, "rows": rows}, ensure_ascii=False).encode()


def unpack(data: bytes) -> list[list[Held]] | None:
    """What ``pack`` made; None for anything else, such as what a later version writes."""
    try:
        content: Any = json.loads(data)
        if content["version"] != 1:
            return None
        return [[Held(*one) for one in row] for row in content["rows"]]
    except (ValueError, KeyError, TypeError):
        return None
