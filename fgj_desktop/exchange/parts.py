"""A table made out of a sheet that spreads its values over columns: plain rows again, each cell with its origin.

Rows keep their place, so that what is said of a row speaks of the clerk's own; cells know where they stand.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from fgj_desktop.exchange.grid import Cell, Facts, Sheet, Value, address, vertical_merges
from fgj_desktop.exchange.headers import Header, HeaderColumn
from fgj_desktop.exchange.periods import PeriodText

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

_MOST = 5


@dataclass(frozen=True, slots=True)
class Part:
    """One plain table of a sheet that holds several."""

    name: str
    """What tells it from the other parts: a month's key, a town."""
    sheet: Sheet
    header: Header
    period: PeriodText = field(default_factory=PeriodText)
    """The period that its columns state; empty for the sheet's own."""
    is_newest: bool = True
    """Whether what the sheet says of all its rows is said of this part: the newest, where parts are months."""
    remarks: tuple[str, ...] = ()


@dataclass(slots=True)
class PartMaker:
    """Collects the cells of one part, column by column."""

    source: Sheet
    top: int
    body: int
    columns: list[HeaderColumn] = field(default_factory=list)
    cells: dict[Cell, tuple[Value, Cell]] = field(default_factory=dict)
    """Cell of the part → its value and where that stands in the source."""
    notes: dict[Cell, str] = field(default_factory=dict)
    _fills: dict[Cell, str] | None = None

    def value(self, row: int, column: int) -> Value:
        """A cell of the source; one under a vertical merge of text has that text."""
        if self._fills is None:
            self._fills = vertical_merges(self.source)
        found = self.source.value(row, column)
        return self._fills.get((row, column)) if found is None else found

    def add_column(self, title: str, candidates: Iterable[str] = (), unit: int | None = None) -> int:
        """A column with a title and further titles to try; gives its position."""
        tried = tuple(dict.fromkeys((title, *candidates)))
        self.columns.append(HeaderColumn(len(self.columns), title, tried, unit, PeriodText()))
        return len(self.columns) - 1

    def put(self, row: int, column: int, value: Value, origin: Cell) -> None:
        """Set one cell."""
        self.cells[row, column] = value, origin

    def add_note(self, cell: Cell, text: str) -> None:
        """A further line of what is noted at a cell."""
        self.notes[cell] = "\n".join(filter(None, (self.notes.get(cell), text)))

    def copy(self, row: int, column: int, origin: Cell) -> None:
        """Set one cell to what stands in the source."""
        self.put(row, column, self.value(*origin), origin)

    def sheet(self) -> Sheet:
        """The table as a sheet of its own."""
        rows: list[list[Value]] = [[None] * len(self.columns) for _ in range(self.source.height)]
        for (row, column), (value, _) in self.cells.items():
            rows[row][column] = value
        origins = {cell: origin for cell, (_, origin) in self.cells.items()}
        return replace(
            self.source,
            rows=rows,
            merges=(),
            imprecise=_moved_cells(self.source.imprecise, origins),
            facts=self._facts(origins),
            origins=origins,
        )

    def header(self) -> Header:
        """The header of that sheet."""
        return Header(self.top, self.body, tuple(self.columns))

    def _facts(self, origins: Mapping[Cell, Cell]) -> Facts:
        facts = self.source.facts
        comments = {
            cell: facts.comments[origin] for cell, origin in origins.items() if origin in facts.comments
        }
        for cell, note in self.notes.items():
            comments[cell] = "\n".join(filter(None, (comments.get(cell), note)))
        used = {column for _, column in origins.values()}
        return Facts(
            hidden_rows=facts.hidden_rows,
            hidden_columns=facts.hidden_columns & used,
            filtered=facts.filtered,
            comments=comments,
            errors={cell: facts.errors[origin] for cell, origin in origins.items() if origin in facts.errors},
            uncached=_moved_cells(facts.uncached, origins),
            struck=_moved_cells(facts.struck, origins),
            red=_moved_cells(facts.red, origins),
            shown={cell: facts.shown[origin] for cell, origin in origins.items() if origin in facts.shown},
        )


def _moved_cells(cells: Collection[Cell], origins: Mapping[Cell, Cell]) -> frozenset[Cell]:
    return frozenset(cell for cell, origin in origins.items() if origin in cells) if cells else frozenset()


def lost_comments(source: Sheet, body: int, parts: Sequence[Sheet]) -> list[str]:
    """The comments of cells that no part holds: labels and titles."""
    kept = {origin for part in parts for origin in part.origins.values()}
    return [
        f"{address(*cell)} 有批注“{' '.join(text.split())}”，未导入。"
        for cell, text in sorted(source.facts.comments.items())
        if cell not in kept and cell[0] >= body - 1
    ]


def repeated_remark(title: str, cells: Sequence[tuple[Cell, Cell]]) -> str:
    """What is said of a period reported twice with different values; of each pair the latter counts."""
    listed = "、".join(f"{address(*one)} 与 {address(*other)}" for one, other in cells[:_MOST])
    more = f"等 {len(cells)} 处" if len(cells) > _MOST else ""
    return f"“{title}”重复填报，{listed}{more}不同，按后一处导入，请核对。"
