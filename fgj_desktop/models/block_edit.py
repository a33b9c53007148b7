"""Writes into many cells as one action: paste, fill, clear and replace go through here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.values import Misfit
from fgj_desktop.models.cell_marks import can_be_marked
from fgj_desktop.models.cells import is_typable
from fgj_desktop.models.closing_words import ClosedCells
from fgj_desktop.models.labels import cells_label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fgj_desktop.ledgers import Field
    from fgj_desktop.ledgers.values import Context, Parsed
    from fgj_desktop.models.block import Block
    from fgj_desktop.models.held_cells import Held
    from fgj_desktop.models.ledger_table import LedgerTable
    from fgj_desktop.store.writes import Writes

MOST_CELLS = 500_000
"""Cells that one gesture may change; more are refused in words."""
Cells = dict[int, dict[str, "Parsed"]]
"""What is to be written: by record, by field."""


@dataclass(frozen=True, slots=True)
class Remark:
    """The clerk's note and colour that come along with a copied cell."""

    field: str
    note: str | None
    colour: str | None


@dataclass(slots=True)
class Gathered:
    """What a gesture would write, and what it leaves alone."""

    cells: Cells = field(default_factory=dict)
    additions: list[dict[str, Parsed]] = field(default_factory=list)
    """Values of records that are added at the end."""
    remarks: dict[int, list[Remark]] = field(default_factory=dict)
    rows: int = 0
    computed: int = 0
    """Cells of computed columns, which are left alone."""
    misfits: int = 0
    """Cells whose text does not fit: it is kept and marked."""
    locked: int = 0
    """Cells of a closed period, which are left alone."""
    beyond: int = 0
    """Columns of the block that lie beyond the last column."""
    last_column: int = -1
    _closed: ClosedCells | None = None

    @property
    def names(self) -> list[str]:
        """The field of every cell written."""
        return [name for values in (*self.cells.values(), *self.additions) for name in values]

    def put(self, table: LedgerTable, record: int, target: Field, value: Parsed) -> None:
        """Take one cell in."""
        if not self._is_closed(table, record, target) and self._is_open(table, target, value):
            self.cells.setdefault(record, {})[target.name] = value

    def move_away(self, table: LedgerTable, record: int, target: Field) -> None:
        """Leave nothing in a cell whose content goes elsewhere: neither value nor note nor colour."""
        self.put(table, record, target, None)
        if target.column.computed is None:
            self.remarks.setdefault(record, []).append(Remark(target.name, "", ""))

    def add(self, table: LedgerTable, addition: dict[str, Parsed], target: Field, value: Parsed) -> None:
        """Take one cell of a new record in; an empty one says nothing."""
        if value is not None and self._is_open(table, target, value):
            addition[target.name] = value

    def _is_open(self, table: LedgerTable, target: Field, value: Parsed) -> bool:
        if table.document.read_only or not is_typable(target):
            self.computed += 1
            return False
        if isinstance(value, Misfit):
            self.misfits += 1
        return True

    def _is_closed(self, table: LedgerTable, record: int, target: Field) -> bool:
        if self._closed is None:
            self._closed = ClosedCells(table.document, table.ledger)
        is_closed = self._closed.holds(record, target)
        self.locked += is_closed
        return is_closed

    def sentence(self, verb: str, measure: str) -> str:
        """Message 17: 「粘贴 48 行：12 格为计算列，未改动；3 格内容不符，已标出。」."""
        parts = [f"新增 {len(self.additions)} {measure}"] if self.additions else []
        if self.computed:
            parts.append(f"{self.computed} 格为计算列，未改动")
        if self.locked:
            parts.append(f"{self.locked} 格所在时期已锁定，未改动")
        if self.misfits:
            parts.append(f"{self.misfits} 格内容不符，已标出")
        if self.beyond:
            parts.append(f"{self.beyond} 列超出表格右边，未写入")
        return f"{verb} {self.rows} 行" + ("：" + "；".join(parts) if parts else "") + "。"


def too_many(cells: int) -> str:
    """The refusal of a gesture that would change more cells than one may; empty when it may."""
    if cells <= MOST_CELLS:
        return ""
    return f"这一步涉及 {cells:,} 格，超过一次可改动的 {MOST_CELLS:,} 格，未作改动。请分几次进行。"


def write_cells(
    table: LedgerTable,
    label: str,
    cells: Mapping[int, Mapping[str, Parsed]],
    additions: Sequence[Mapping[str, Parsed]] = (),
    remarks: Mapping[int, Sequence[Remark]] | None = None,
    *,
    kind: str = "edit",
) -> bool:
    """Write cells as of the document's period, and new records at the end, as one action.

    ``kind`` is what the history sorts it under. False when nothing was stored; why has been said then.
    """
    ledger, month = table.ledger, table.document.month
    begun = [{**ledger.beginning(month), **values} for values in additions]
    numbered = [*_numbered(table, begun)]

    def write(writes: Writes) -> None:
        for record, values in cells.items():
            writes.put(ledger, record, month, values)
        for record, some in (remarks or {}).items():
            for one in some:
                writes.annotate(ledger, record, one.field, month, note=one.note, colour=one.colour)
        for values in numbered:
            writes.insert(ledger, values, month)

    return table.document.act(label, write, kind=kind)


def store_gathered(table: LedgerTable, verb: str, gathered: Gathered, *, kind: str = "edit") -> bool:
    """Write what was gathered; nothing to write counts as stored."""
    names = gathered.names
    if not names and not gathered.remarks:
        return True
    label = cells_label(verb, table.ledger, table.document.month, names or [table.ledger.name_column])
    return write_cells(table, label, gathered.cells, gathered.additions, gathered.remarks, kind=kind)


def _numbered(table: LedgerTable, additions: Sequence[Mapping[str, Parsed]]) -> Iterator[dict[str, Parsed]]:
    """New records with the next 序号 where they bring none."""
    serial = table.ledger.serial_column
    if serial is None or not additions:
        yield from (dict(values) for values in additions)
        return
    number = table.next_serial()
    for values in additions:
        yield {serial: number, **values}
        number += 1


def gather_cleared(table: LedgerTable, blocks: Sequence[Block]) -> Gathered:
    """Every cell of the blocks emptied."""
    gathered = Gathered()
    for block in blocks:
        fields = [table.fields[column] for column in block.columns]
        for record in table.records(block.top, block.bottom):
            gathered.rows += 1
            for one in fields:
                gathered.put(table, record, one, None)
    return gathered


def lay(
    table: LedgerTable, held: Sequence[Sequence[Held]], blocks: Sequence[Block], *, with_remarks: bool
) -> Gathered:
    """Lay copied cells over what is selected: one over all, a block once or repeated, beyond the end as new records.

    Rows of headings are passed over. ``blocks`` come from the selection, the current one first.
    """
    gathered = Gathered()
    height, width = len(held), max(map(len, held), default=0)
    if not width:
        return gathered
    context = table.document.context()
    for top, left, rows, columns in _places(table, blocks, height, width):
        records = _records_from(table, top, rows)
        seen = min(columns, len(table.fields) - left)
        gathered.beyond = max(gathered.beyond, columns - seen)
        gathered.last_column = max(gathered.last_column, left + seen - 1)
        gathered.rows += rows
        fields = table.fields[left : left + seen]
        for number in range(rows):
            source = held[number % height]
            pairs = [
                (one, source[place % width])
                for place, one in enumerate(fields)
                if place % width < len(source)
            ]
            if number < len(records):
                _lay_over(gathered, table, records[number], pairs, context, with_remarks=with_remarks)
            else:
                addition: dict[str, Parsed] = {}
                for one, cell in pairs:
                    gathered.add(table, addition, one, cell.value_for(one, context))
                if any(is_typable(one) for one, _ in pairs):
                    gathered.additions.append(addition)
    return gathered


def _lay_over(
    gathered: Gathered,
    table: LedgerTable,
    record: int,
    pairs: Sequence[tuple[Field, Held]],
    context: Context,
    *,
    with_remarks: bool,
) -> None:
    for one, cell in pairs:
        gathered.put(table, record, one, cell.value_for(one, context))
        if with_remarks and (cell.note or cell.colour) and can_be_marked(table.ledger, one.name):
            gathered.remarks.setdefault(record, []).append(Remark(one.name, cell.note, cell.colour))


def _places(
    table: LedgerTable, blocks: Sequence[Block], height: int, width: int
) -> Iterator[tuple[int, int, int, int]]:
    """Where copied cells go: top, left, and how many rows of records and columns they fill."""
    if height == width == 1:
        yield from ((one.top, one.left, _rows_of(table, one), one.width) for one in blocks)
        return
    first = blocks[0]
    rows = _rows_of(table, first)
    fits = rows > 0 and rows % height == 0 and first.width % width == 0
    if len(blocks) == 1 and fits:
        yield first.top, first.left, rows, first.width
    else:
        yield first.top, first.left, height, width


def _rows_of(table: LedgerTable, block: Block) -> int:
    """The rows of a block without the headings of groups, which hold nothing."""
    return block.height - sum(one < 0 for one in table.ids[block.top : block.bottom + 1])


def _records_from(table: LedgerTable, top: int, count: int) -> list[int]:
    """The next records from a row on, headings passed over; fewer at the end of the table."""
    found: list[int] = []
    ids = table.ids
    row = top
    while row < len(ids) and len(found) < count:
        if ids[row] > 0:
            found.append(ids[row])
        row += 1
    return found
