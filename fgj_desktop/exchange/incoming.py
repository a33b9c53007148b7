"""Reads the cells of record rows into values of a ledger: what fits, what is kept as text, marks and notes."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.exchange.cell_readers import Read, cached_reader, money_reader, serial_reader
from fgj_desktop.exchange.cells import is_blank, text_of, told_twice, value_at
from fgj_desktop.exchange.grid import Cell, Sheet, Shown, Value
from fgj_desktop.exchange.plan import Place
from fgj_desktop.exchange.project_names import ProjectName, read_name
from fgj_desktop.ledgers.kinds import Kind, Link, LinkList, Money, link_list, linked_ids
from fgj_desktop.ledgers.numbers import split_list
from fgj_desktop.ledgers.text import squeeze
from fgj_desktop.ledgers.values import Context, Misfit, Parsed

if TYPE_CHECKING:
    from collections.abc import Mapping as MappingOf
    from collections.abc import Sequence

    from fgj_desktop.exchange.asking import Asker
    from fgj_desktop.exchange.mapping import ColumnMapping, Mapping
    from fgj_desktop.exchange.rows import TableRow
    from fgj_desktop.exchange.units import LinkReader
    from fgj_desktop.ledgers.period import Month

SUPPORTING = "supporting_units"
_PLAIN = frozenset({int, str, type(None)})


@dataclass(slots=True)
class Incoming:
    """A record as a row of the sheet states it; values are those of the table's own month."""

    row: int
    name: ProjectName
    values: dict[str, Parsed] = field(default_factory=dict)
    other_months: dict[Month, dict[str, Parsed]] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)
    """The sheet's column of a field, where it is not the mapping's."""
    misfits: list[tuple[int, str, Misfit]] = field(default_factory=list)
    """Column, field and text of cells that do not fit."""
    notes: dict[str, str] = field(default_factory=dict)
    colours: dict[str, str] = field(default_factory=dict)
    compared: dict[str, Value] = field(default_factory=dict)
    groups: tuple[str, ...] = ()

    def add_note(self, name: str, text: str) -> None:
        """A further line of the note that the field's cell gets."""
        self.notes[name] = "\n".join(filter(None, (self.notes.get(name), text)))

    @property
    def code(self) -> str | None:
        """The project's code, when the cell holds one."""
        value = self.values.get("code")
        return value if isinstance(value, str) else None


@dataclass(slots=True)
class RowReader:
    """Reads the record rows of one table."""

    sheet: Sheet
    mapping: Mapping
    context: Context
    links: LinkReader
    asker: Asker
    file: str
    table: str
    clear_empty: bool = False
    fills: MappingOf[Cell, str] = field(default_factory=dict)
    """Cells under a vertical merge of text, with the text that stands for them."""
    _readers: list[tuple[ColumnMapping, str, Read | None]] = field(default_factory=list)
    _marked_rows: frozenset[int] = frozenset()
    _linked: dict[tuple[int, str], tuple[Parsed, list[int]]] = field(default_factory=dict)
    _name: int = 0
    _compared: list[tuple[str, int]] = field(default_factory=list)
    _again: list[tuple[ColumnMapping, str, Read | None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Choose a reading function for each written column."""
        facts = self.sheet.facts
        special = [*facts.comments, *facts.errors, *facts.uncached, *facts.struck, *facts.red, *facts.shown]
        self._marked_rows = frozenset(cell[0] for cell in (*special, *self.fills))
        self._compared = [
            (one.field.name, one.index) for one in self.mapping.compared if one.field is not None
        ]
        for column in self.mapping.written:
            assert column.field is not None
            name = column.field.name
            if name != self.mapping.ledger.name_column:
                self._readers.append((column, name, self._reader(column, column.field.column.kind)))
            else:
                self._name = column.index
        for column in self.mapping.again:
            assert column.field is not None
            self._again.append((column, column.field.name, self._reader(column, column.field.column.kind)))

    def place(self, row: int, column: int) -> Place:
        """Where a cell stands."""
        return Place(self.file, self.sheet.name, self.sheet.address(row, column))

    def read_all(self, rows: Sequence[TableRow]) -> list[Incoming]:
        """The values of record rows, in order.

        Column by column, which is several times faster than row by row; a row that holds anything but
        plain values is read again by itself.
        """
        if (
            self.clear_empty
            or self._again
            or not self._readers
            or any(column.month is not None for column, _, _ in self._readers)
        ):
            return [self.read(row) for row in rows]
        cells = [self.sheet.rows[row.index] for row in rows]
        columns = [self._read_column(column, reader, rows, cells) for column, _, reader in self._readers]
        names = [name for _, name, _ in self._readers]
        found: list[Incoming] = []
        for row, line, values in zip(rows, cells, zip(*columns, strict=True), strict=True):
            if row.index in self._marked_rows or not _PLAIN.issuperset(map(type, values)):
                found.append(self.read(row))
                continue
            incoming = self._begun(row, line)
            incoming.values = {
                name: value for name, value in zip(names, values, strict=True) if value is not None
            }
            found.append(incoming)
        return found

    def _read_column(
        self,
        column: ColumnMapping,
        reader: Read | None,
        rows: Sequence[TableRow],
        cells: Sequence[Sequence[Value]],
    ) -> list[object]:
        at = column.index
        if reader is not None:
            return [None if (cell := line[at]) is None else reader(cell) for line in cells]
        return [
            None if (cell := line[at]) is None else self._plain_link(column, row.index, cell)
            for row, line in zip(rows, cells, strict=True)
        ]

    def _plain_link(self, column: ColumnMapping, row: int, cell: Value) -> object:
        """A link cell's value; a cell that names further units is no plain value."""
        value, further = self._linked_value(column, row, cell)
        return further or value

    def _begun(self, row: TableRow, cells: Sequence[Value]) -> Incoming:
        """A row's name, and its computed values for comparison."""
        incoming = Incoming(row.index, read_name(text_of(value_at(cells, self._name))), groups=row.groups)
        for name, at in self._compared:
            incoming.compared[name] = cells[at]
        return incoming

    def read(self, row: TableRow) -> Incoming:
        """The values of one record row."""
        cells = self.sheet.rows[row.index]
        is_marked = row.index in self._marked_rows
        incoming = self._begun(row, cells)
        for column, name, reader in self._readers:
            cell = cells[column.index]
            if is_marked:
                cell, marked = self._under_marks(row.index, column.index, cell)
                if marked is not None:
                    self._take(incoming, column, name, marked)
                    continue
            if cell is None:
                if self.clear_empty:
                    incoming.values.setdefault(name, None)
                continue
            value = reader(cell) if reader is not None else self._link(incoming, column, cell)
            if value is not None:
                self._take(incoming, column, name, value)
        if is_marked:
            self._read_marks(incoming, row.index)
        for column, name, reader in self._again:
            self._take_again(incoming, column, name, reader)
        return incoming

    def _take_again(self, incoming: Incoming, column: ColumnMapping, name: str, reader: Read | None) -> None:
        """What a second column says of a field: taken where the first says nothing, else a note if it differs."""
        cell = self.sheet.rows[incoming.row][column.index]
        value = reader(cell) if reader is not None else self._linked_value(column, incoming.row, cell)[0]
        if is_blank(cell) or value is None:
            return
        months = incoming.other_months
        taken = incoming.values if column.month is None else months.setdefault(column.month, {})
        if taken.get(name) is None:
            self._take(incoming, column, name, value)
        elif taken[name] != value:
            address = self.sheet.address(incoming.row, column.index)
            # Notes are kept for the table's own month; what is said of another month is noted at the name.
            at = name if column.month is None else self.mapping.ledger.name_column
            incoming.add_note(at, told_twice(address, text_of(cell)))

    def _take(self, incoming: Incoming, column: ColumnMapping, name: str, value: Parsed) -> None:
        if isinstance(value, Misfit):
            value = self._settled(incoming.row, column, value)
        if isinstance(value, Misfit):
            incoming.misfits.append((column.index, name, value))
        if column.month is None:
            incoming.values[name] = self._joined(incoming, name, value)
        else:
            incoming.other_months.setdefault(column.month, {})[name] = value

    def _joined(self, incoming: Incoming, name: str, value: Parsed) -> Parsed:
        """Supporting units of their own column join those named behind the lead unit."""
        earlier = incoming.values.get(name)
        if name != SUPPORTING or not isinstance(earlier, str) or not isinstance(value, str):
            return value
        if isinstance(self.mapping.ledger.by_name[name].kind, LinkList):
            return link_list(list(dict.fromkeys((*linked_ids(earlier), *linked_ids(value)))))
        return "、".join(dict.fromkeys((*split_list(earlier), *split_list(value))))

    def _settled(self, row: int, column: ColumnMapping, value: Misfit) -> Parsed:
        """A text with two readings is asked about (2021.1: January or October)."""
        if not value.choices:
            return value
        from fgj_desktop.ledgers.dates import date_text

        place = self.place(row, column.index)
        answer = self.asker.ask(
            f"date:{self.table}:{place.address}",
            "date",
            f"{place.text}：{value.reason}。" if "请选择" in value.reason else value.reason,
            [*((one, date_text(one)) for one in value.choices), ("", "保留原文，以后再定")],
            "",
            place,
        )
        return answer or value

    def _reader(self, column: ColumnMapping, kind: Kind) -> Read | None:
        """How a column's cells are read; None for links, which may add units."""
        context = self.context
        if isinstance(kind, Link | LinkList):
            return None
        if column.field is not None and column.field.name == self.mapping.ledger.serial_column:
            return serial_reader(kind, context)
        if isinstance(kind, Money):
            unit = column.money_unit or context.money_unit
            return money_reader(kind, Context(unit, context.links, context.today, context.year))
        return cached_reader(kind, context)

    def _link(self, incoming: Incoming, column: ColumnMapping, cell: Value) -> Parsed:
        value, further = self._linked_value(column, incoming.row, cell)
        if further:
            assert column.field is not None
            self._keep_further(incoming, column.field.name, further, text_of(cell))
        return value

    def _linked_value(self, column: ColumnMapping, row: int, cell: Value) -> tuple[Parsed, list[int]]:
        """The value of a link cell and the further records it names; a text that repeats is read once."""
        assert column.field is not None
        kind = column.field.column.kind
        assert isinstance(kind, Link | LinkList)
        text = cell if isinstance(cell, str) else text_of(cell)
        key = (column.index, text)
        known = self._linked.get(key)
        if known is None:
            known = self._linked[key] = self.links.read(kind, text, self.place(row, column.index))
        return known

    def _keep_further(self, incoming: Incoming, name: str, further: list[int], text: str) -> None:
        """The units behind the lead support it; where no column takes them, the cell's text is kept as a note."""
        ledger = self.mapping.ledger
        if name == ledger.unit_column and SUPPORTING in ledger.by_name:
            is_list = isinstance(ledger.by_name[SUPPORTING].kind, LinkList)
            labels = "、".join(self.links.label("responsible_unit", one) for one in further)
            value = link_list(further) if is_list else labels
            incoming.values[SUPPORTING] = self._joined(incoming, SUPPORTING, value)
        else:
            incoming.notes[name] = f"原文：{squeeze(text) if len(text) < 60 else text}"

    def _under_marks(self, row: int, column: int, cell: Value) -> tuple[Value, Parsed]:
        """The cell with what the sheet says of it: filled from a merge, an error, a formula without result."""
        facts, at = self.sheet.facts, (row, column)
        if at in facts.errors:
            return cell, Misfit(facts.errors[at], "公式出错")
        if at in facts.uncached:
            return cell, Misfit("（公式）", "公式没有保存计算结果，请在 Excel 中打开并保存后再导入")
        if cell is None and at in self.fills:
            return self.fills[at], None
        if isinstance(cell, datetime.date) and at in facts.shown:
            return cell.strftime("%Y" if facts.shown[at] is Shown.YEAR else "%Y-%m"), None
        return cell, None

    def _read_marks(self, incoming: Incoming, row: int) -> None:
        facts = self.sheet.facts
        for column in self.mapping.columns:
            at = (row, column.index)
            name = column.field.name if column.field is not None and not column.is_compared else None
            if comment := facts.comments.get(at):
                text = comment.strip() if name else f"“{column.title}”批注：{comment.strip()}"
                target = name or self.mapping.ledger.name_column
                incoming.add_note(target, text)
            if name is not None and (at in facts.struck or at in facts.red):
                incoming.colours[name] = "strike" if at in facts.struck else "red"
