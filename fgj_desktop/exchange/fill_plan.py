"""What filling a blank would do, as plain data: shown before it is done, and done exactly so."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fgj_desktop.exchange.fill_shift import Insertions
from fgj_desktop.exchange.grid import address, column_letters

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fgj_desktop.exchange.fill_blank import Blank, BlankTable
    from fgj_desktop.exchange.fill_columns import FillColumn
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.store.filters import Filter, Order

_MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class FillOptions:
    """How a blank is filled; see the field comments."""

    sheet: str | None = None
    """The sheet to fill; the one that asks for most columns when None."""
    filters: Sequence[Filter] = ()
    """Which records go into empty rows, as a view takes them; rows that name their record are filled anyway."""
    order: Sequence[Order] = ()
    """In which order, as a view takes it."""
    group_by: str | None = None
    """The column whose groups order the rows."""
    uncounted: bool = False
    """Whether records that are shown and not counted (前期预备、调出) go in as well."""
    missing: bool = False
    """Whether records that the blank does not name go into its empty rows."""
    similar: bool = False
    """Whether a row whose name is close to a record's is taken for it."""
    columns: Mapping[str, Sequence[FillColumn]] = field(default_factory=dict)
    """Columns as the clerk corrected them, by sheet."""


@dataclass(frozen=True, slots=True)
class FilledCell:
    """One cell that is set; rows and columns are 0-based and those of the filled form."""

    row: int
    column: int
    content: int | float | str
    record: int
    field: str

    @property
    def address(self) -> str:
        """The cell as Excel shows it."""
        return address(self.row, self.column)


@dataclass(frozen=True, slots=True)
class Unfilled:
    """One cell that stays as it is although the ledger has something for it."""

    row: int
    column: int
    label: str
    title: str
    text: str
    reason: str

    @property
    def message(self) -> str:
        """``D7`` 乐园镇小学扩建 年度计划投资“约3000”：台账中是文字."""
        return f"{address(self.row, self.column)} {self.label}，{self.title}“{self.text}”：{self.reason}。"


@dataclass(slots=True)
class FillPlan:
    """What would be written where, and what would not."""

    blank: Blank
    table: BlankTable
    ledger: Ledger
    month: Month
    options: FillOptions
    columns: tuple[FillColumn, ...]
    names_records: bool = False
    """Whether the blank names records itself."""
    base: int = 0
    """How many actions the file had; a plan of an older state is made anew."""
    cells: list[FilledCell] = field(default_factory=list)
    unfilled: list[Unfilled] = field(default_factory=list)
    empty: dict[str, list[str]] = field(default_factory=dict)
    """Title of a column → the records for which the ledger has nothing there."""
    formulas: int = 0
    """Cells left alone because the blank computes them."""
    rows: dict[int, int] = field(default_factory=dict)
    """Record → its row in the filled form."""
    insertions: Insertions = field(default_factory=Insertions)
    """Rows that are put in."""
    left_out: list[tuple[str, str]] = field(default_factory=list)
    """Records without a row in the blank, each with the reason."""
    unmatched: list[tuple[int, str, str]] = field(default_factory=list)
    """Rows of the blank whose name the ledger does not know: row, name, what is close to it."""
    notices: list[str] = field(default_factory=list)

    @property
    def message(self) -> str:
        """The result in one sentence."""
        done = f"已填 {len(self.rows)} {self.ledger.measure_word}、{len(self.cells)} 格"
        inserted = self.insertions.count
        parts = [done, *([f"插入 {inserted} 行"] if inserted else [])]
        columns = sum(one.field is None for one in self.columns)
        open_ones = len(self.unfilled) + len(self.left_out) + len(self.unmatched)
        parts += [f"{columns} 列未填"] if columns else []
        parts += [f"未填 {open_ones} 处"] if open_ones else []
        parts += [] if columns or open_ones else ["没有遗漏"]
        return "，".join(parts) + "。"

    @property
    def filled_columns(self) -> tuple[FillColumn, ...]:
        """The columns that are filled."""
        return tuple(one for one in self.columns if one.field is not None)

    def lines(self) -> list[str]:
        """Everything that could not be filled or needs a look, in words."""
        lines = list(self.notices)
        lines += [
            f"{column_letters(one.index)} 列“{one.title}”未填：{one.reason or '台账中没有相应的列'}。"
            for one in self.columns
            if one.field is None
        ]
        for reason, names in _by_reason(self.left_out).items():
            lines.append(f"{reason}：{_some(names)}。")
        for row, name, near in self.unmatched:
            hint = f"，与台账中“{near}”相近" if near else ""
            lines.append(f"第 {row + 1} 行“{name}”在台账中没有找到{hint}，未填。")
        lines += [one.message for one in self.unfilled]
        lines += [
            f"“{title}”有 {len(names)} {self.ledger.measure_word}台账中为空：{_some(names)}。"
            for title, names in self.empty.items()
        ]
        return lines

    def json(self) -> dict[str, Any]:
        """The plan as a JSON object."""
        return {
            "message": self.message,
            "sheet": self.table.sheet.name,
            "ledger": self.ledger.name,
            "month": self.month.key,
            "columns": [
                {
                    "column": column_letters(one.index),
                    "title": one.title,
                    "field": one.field,
                    "month": one.month.key if one.month is not None else None,
                    "reason": one.reason or None,
                }
                for one in self.columns
            ],
            "records": len(self.rows),
            "cells": [{"cell": one.address, "value": one.content, "field": one.field} for one in self.cells],
            "inserted": [{"after": one.after + 1, "rows": one.count} for one in self.insertions.places],
            "formulas_kept": self.formulas,
            "unfilled": [{"message": one.message, "text": one.text} for one in self.unfilled],
            "empty": {title: list(names) for title, names in self.empty.items()},
            "left_out": [{"label": label, "reason": reason} for label, reason in self.left_out],
            "unmatched": [
                {"row": row + 1, "name": name, "similar": near or None} for row, name, near in self.unmatched
            ],
            "notices": list(self.notices),
        }


def _by_reason(left_out: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for label, reason in left_out:
        found.setdefault(reason, []).append(label)
    return found


def _some(names: Sequence[str]) -> str:
    more = f"等 {len(names)} 项" if len(names) > _MOST_NAMES else ""
    return "、".join(names[:_MOST_NAMES]) + more
