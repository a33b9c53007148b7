"""A table to be printed, as plain data: it knows no ledger and no window.

Whoever owns the figures fills one in; `page_layout` turns it into pages.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Align(Enum):
    """How a column's text lies between its left and right edge."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class RowKind(Enum):
    """What a row is: 合计, a group's heading (with or without its sums), 小计, or a record."""

    TOTAL = "total"
    GROUP = "group"
    SUBTOTAL = "subtotal"
    RECORD = "record"


_SOLID = {"green": "●绿", "amber": "▲黄", "red": "◆红", "grey": "－灰"}
_HOLLOW = {"green": "○绿", "amber": "△黄", "red": "◇红", "grey": "－灰"}

LIGHT_LEGEND = "亮灯：●绿灯，▲黄灯，◆红灯，－灰灯；空心（○△◇）表示已填情况说明。"
"""A note for tables with lights, which a black-and-white printer must not make useless."""


@dataclass(frozen=True, slots=True)
class PrintLight:
    """A light on paper: a shape and a word, so that it is told apart without colour.

    ``colour`` is green, amber, red or grey; ``hollow`` when a 情况说明 is given.
    """

    colour: str
    hollow: bool = False

    @property
    def words(self) -> str:
        """Shape and word, for example 「●绿」."""
        return (_HOLLOW if self.hollow else _SOLID)[self.colour]


@dataclass(frozen=True, slots=True)
class PrintColumn:
    """One column.

    ``width_mm`` is the width it would like at a body text of 9 points, ``group_title`` the upper
    level of a two-level header (neighbours with the same one share a cell). Columns with the
    highest ``priority`` number are given up first when the paper is too narrow. ``unbroken`` keeps
    every text on one line, as amounts must be; right-aligned columns always do. ``least_mm`` is kept at
    9 points whatever the texts need: something is drawn there.
    """

    title: str
    width_mm: float
    align: Align = Align.LEFT
    group_title: str | None = None
    priority: int = 1
    unbroken: bool = False
    least_mm: float = 0.0

    @property
    def one_line(self) -> bool:
        """Whether its texts are never broken: the column widens instead."""
        return self.unbroken or self.align is Align.RIGHT


_NO_LIGHTS: Mapping[int, PrintLight] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class PrintRow:
    """One row: a text per column; ``lights`` by column position replace the text there."""

    kind: RowKind
    cells: tuple[str, ...]
    lights: Mapping[int, PrintLight] = field(default_factory=lambda: _NO_LIGHTS)

    def text(self, column: int) -> str:
        """What is printed in a column of this row."""
        light = self.lights.get(column)
        return self.cells[column] if light is None else light.words


@dataclass(frozen=True, slots=True)
class PrintTable:
    """A whole table with what stands above and below it.

    ``left_line``, ``middle_line`` and ``right_line`` stand in one line under the title, for example
    填报单位（盖章）： / 填报日期：2021年10月8日 / 单位：万元. ``continued_line`` replaces them at the
    right of the following pages (the unit of money). ``label_column`` holds the names: a row that
    goes on over the page says （续） there.
    """

    title: str
    columns: tuple[PrintColumn, ...]
    rows: tuple[PrintRow, ...]
    left_line: str = ""
    middle_line: str = ""
    right_line: str = ""
    continued_line: str = ""
    notes: tuple[str, ...] = ()
    signature: str = ""
    label_column: int = 1

    def __post_init__(self) -> None:
        width = len(self.columns)
        if not width:
            raise ValueError("a table needs a column")
        for row in self.rows:
            if len(row.cells) != width:
                raise ValueError(f"a row of {len(row.cells)} cells in a table of {width} columns")


def choose_columns(table: PrintTable, chosen: Sequence[int]) -> PrintTable:
    """The table with these columns only, in the table's own order; raises ValueError for none."""
    kept = sorted(set(chosen))
    place = {column: position for position, column in enumerate(kept)}
    rows = tuple(
        PrintRow(
            row.kind,
            tuple(row.cells[column] for column in kept),
            {place[column]: light for column, light in row.lights.items() if column in place},
        )
        for row in table.rows
    )
    before = [column for column in kept if column <= table.label_column]
    return replace(
        table,
        columns=tuple(table.columns[column] for column in kept),
        rows=rows,
        label_column=max(len(before) - 1, 0),
    )
