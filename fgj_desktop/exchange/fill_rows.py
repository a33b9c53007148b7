"""The rows of a blank that can be filled: named ones, and empty ones that were prepared under a header or a group."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.exchange.cells import is_blank, is_number, text_of
from fgj_desktop.exchange.grid import covered_cells
from fgj_desktop.exchange.rows import RowKind, group_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.exchange.fill_formats import CellFormats
    from fgj_desktop.exchange.fill_sheet import SheetXml
    from fgj_desktop.exchange.grid import Cell, Sheet, Value
    from fgj_desktop.exchange.rows import TableRow

_EMPTY = (RowKind.BLANK, RowKind.NAMELESS, RowKind.UNCLEAR)
_ENDS = (RowKind.NOTE, RowKind.SIGNATURE, RowKind.OTHER_TABLE)


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A row that already names its record."""

    row: int
    name: str


@dataclass(slots=True)
class Zone:
    """Empty rows under one heading; of several groups the outer one first, none where the blank has no groups."""

    groups: tuple[str, ...]
    rows: list[int] = field(default_factory=list)
    heading: int = -1
    """The row of the group's heading."""


@dataclass(slots=True)
class Slots:
    """What of a blank can be filled."""

    named: list[NamedRow] = field(default_factory=list)
    zones: list[Zone] = field(default_factory=list)

    @property
    def last(self) -> int:
        """The last row that can be filled; -1 for none."""
        return max((one for zone in self.zones for one in zone.rows), default=-1)


@dataclass(slots=True)
class SlotReader:
    """Goes down a blank, below its header."""

    sheet: Sheet
    xml: SheetXml
    formats: CellFormats
    body: int
    name: int
    """The column of names."""
    serial: int
    _covered: frozenset[int] = frozenset()
    _has_borders: bool = False
    _merged_down: frozenset[Cell] = frozenset()
    """Where merges of several rows begin."""
    _counts: Counter[tuple[int, Value]] = field(default_factory=Counter)
    """How often a text stands in a column."""

    def read(self, rows: Sequence[TableRow]) -> Slots:
        """The rows that can be filled; ``rows`` are what the importer makes of those that hold something."""
        covered = covered_cells(self.sheet)
        self._covered = frozenset(row for row, column in covered if column == self.name)
        below = range(self.body, max(self.sheet.height, self.xml.last_row + 1))
        self._merged_down = frozenset(
            (one.top, one.left) for one in self.sheet.merges if one.bottom > one.top
        )
        self._counts = Counter(
            (column, value)
            for row in self.sheet.rows[self.body :]
            for column, value in enumerate(row)
            if isinstance(value, str)
        )
        self._has_borders = any(self._is_bordered(row) for row in below)
        slots = Slots(zones=[Zone(())])
        groups: list[tuple[int, str]] = []
        kinds = {one.index: one for one in rows}
        for row in below:
            one = kinds.get(row)
            if one is not None and one.kind is RowKind.UNCLEAR and self._is_lone_name(row):
                slots.named.append(NamedRow(row, one.label))
            elif one is None or one.kind in _EMPTY:
                if self._is_prepared(row):
                    slots.zones[-1].rows.append(row)
            elif one.kind is RowKind.RECORD:
                slots.named.append(NamedRow(row, one.label))
            elif one.kind is RowKind.GROUP:
                groups = [kept for kept in groups if kept[0] < one.depth]
                groups.append((one.depth, group_name(one.label)))
                slots.zones.append(Zone(tuple(text for _, text in groups), heading=row))
            elif one.kind in _ENDS or (one.kind is RowKind.TOTAL and any(zone.rows for zone in slots.zones)):
                break
        slots.zones = [zone for zone in slots.zones if zone.rows or zone.groups]
        return self._without_spare(slots, rows)

    def _without_spare(self, slots: Slots, rows: Sequence[TableRow]) -> Slots:
        """Without borders nothing tells prepared rows from the empty lines before a note: those are left out."""
        if self._has_borders or not slots.zones:
            return slots
        held = [one.index for one in rows if one.kind is not RowKind.BLANK]
        last = max(held, default=self.body - 1)
        spare = [one for one in slots.zones[-1].rows if one > last or one < self.body]
        slots.zones[-1].rows = [one for one in slots.zones[-1].rows if one not in spare]
        return slots

    def _is_lone_name(self, row: int) -> bool:
        """Whether the only text of a row stands where names do: a row of a blank has nothing else yet."""
        value = self.sheet.value(row, self.name)
        return isinstance(value, str) and not is_blank(value)

    def _is_bordered(self, row: int) -> bool:
        return self.xml.style((row, self.name)) in self.formats.bordered and row in self.xml.rows

    def _is_prepared(self, row: int) -> bool:
        """Whether a row is there to be filled: nothing stands in it but numbers, formulas and what repeats."""
        if self.xml.is_hidden(row) or row in self._covered or not is_blank(self.sheet.value(row, self.name)):
            return False
        if self._has_borders and not self._is_bordered(row):
            return False
        if row not in self.xml.rows and row >= self.sheet.height:
            return False
        cell = self.xml.cell((row, self.name))
        if cell is not None and cell.has_formula:
            return False
        texts = [
            column
            for column in range(self.sheet.width)
            if column != self.serial
            and not is_blank(value := self.sheet.value(row, column))
            and not is_number(value)
            and not self._is_formula(row, column)
        ]
        # A text in front of the names is a heading that nobody understood, unless rows have it in common.
        headings = [one for one in texts if one < self.name and not self._is_common(row, one)]
        return not headings or text_of(self.sheet.value(row, self.serial)).isdigit()

    def _is_common(self, row: int, column: int) -> bool:
        """Whether a text stands in other rows of its column too, or for several rows: the county, a batch."""
        return self._counts[column, self.sheet.value(row, column)] > 1 or (row, column) in self._merged_down

    def _is_formula(self, row: int, column: int) -> bool:
        cell = self.xml.cell((row, column))
        return cell is not None and cell.has_formula
