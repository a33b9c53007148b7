"""评分表 as a table: one row an indicator, one column a town, and what the towns come to below; a ``GridModel``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.town_assessment import BONUS
from fgj_desktop.models.cell_walks import row_edge
from fgj_desktop.models.grid_protocol import Align, GridCell, GridRole
from fgj_desktop.rules.assessment import ScoreCell, ScoreSheet, TownTotal, applies, is_basic, weight_of
from fgj_desktop.rules.town_results import INDICATORS, points

if TYPE_CHECKING:
    from collections.abc import Callable

    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.store.rows import Row

_AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
NOT_SCORED, NOT_APPLICABLE = "未评", "—"
PLAN_FIELD = "detailed_plan"


@dataclass(frozen=True, slots=True)
class Head:
    """A column that tells of the indicator; ``width`` in half-width characters."""

    title: str
    field: str
    width: float
    align: Align = "left"


HEADS = (
    Head("一级指标", "category", 11),
    Head("考核指标", "name", 24),
    Head("分值", "weight", 8, "right"),
    Head("评分单位", "scoring_unit", 12),
    Head("细化方案", PLAN_FIELD, 7, "center"),
)
NAME_COLUMN = 1
TOWN_WIDTH = 9.5
TOTALS = ("总分（折算）", "名次", "组内名次", "等次", NOT_SCORED)


class ScoreTable(QAbstractTableModel):
    """Shows one sheet, all of it or what one unit scores. Typing hands the text to ``store``."""

    def __init__(
        self, document: LedgerDocument, store: Callable[[dict[tuple[int, int], str]], bool] | None = None
    ) -> None:
        """``store`` keeps what was typed, by row and column; False when nothing could be stored."""
        super().__init__()
        self.document = document
        self.store = store
        self.sheet = ScoreSheet(0, (), (), {}, (), ())
        self.indicators: tuple[Row, ...] = ()
        self._columns = {one.name: one for one in ledger_named(INDICATORS).columns}

    def show_sheet(self, sheet: ScoreSheet, unit: int | None = None) -> None:
        """Show a sheet; of one scoring unit only its indicators. The same rows and columns stay where they are."""
        rows = tuple(
            row for row in sheet.indicators if unit is None or row.values.get("scoring_unit") == unit
        )
        same = (
            [one.id for one in rows] == [one.id for one in self.indicators]
            and [one.id for one in sheet.towns] == [one.id for one in self.sheet.towns]
            and sheet.year == self.sheet.year
        )
        if not same:
            self.beginResetModel()
        self.sheet, self.indicators = sheet, rows
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    # --- places ---------------------------------------------------------------------------------

    def indicator(self, row: int) -> Row | None:
        """The indicator of a row; None for the rows of totals."""
        return self.indicators[row] if 0 <= row < len(self.indicators) else None

    def town(self, column: int) -> Row | None:
        """The town of a column; None for the columns that tell of the indicator."""
        place = column - len(HEADS)
        return self.sheet.towns[place] if 0 <= place < len(self.sheet.towns) else None

    def total_of(self, column: int) -> TownTotal:
        """What the town of a column comes to."""
        return self.sheet.totals[column - len(HEADS)]

    def score(self, row: int, column: int) -> ScoreCell:
        """The score in a cell; an empty one outside of the scores."""
        indicator, town = self.indicator(row), self.town(column)
        return ScoreCell() if indicator is None or town is None else self.sheet.cell(indicator, town)

    def takes_score(self, row: int, column: int) -> bool:
        """Whether a cell is one that is scored: of a town to which the indicator applies, or one that has a score."""
        indicator, town = self.indicator(row), self.town(column)
        if indicator is None or town is None:
            return False
        return applies(indicator, town) or self.score(row, column).record is not None

    def place_of(self, record: int) -> tuple[int, int] | None:
        """Where a record of 得分明细 is shown."""
        for (name, town), cell in self.sheet.cells.items():
            if cell.record == record:
                for row, indicator in enumerate(self.indicators):
                    if indicator.values.get("name") == name:
                        towns = [one.id for one in self.sheet.towns]
                        return row, len(HEADS) + towns.index(town)
        return None

    def records_at(self, row: int, column: int) -> list[int]:
        """The records of 得分明细 behind a cell: of the indicator, the town, or both."""
        indicator, town = self.indicator(row), self.town(column)
        name = None if indicator is None else str(indicator.values.get("name") or "")
        return [
            cell.record
            for (of, at), cell in self.sheet.cells.items()
            if cell.record is not None and name in (None, of) and (town is None or at == town.id)
        ]

    # --- what the grid asks ---------------------------------------------------------------------

    def cell(self, row: int, column: int) -> GridCell:
        """Everything shown of one cell."""
        indicator, town = self.indicator(row), self.town(column)
        if indicator is None:
            return self._total_cell(row - len(self.indicators), column)
        return self._head_cell(indicator, column) if town is None else self._score_cell(indicator, town)

    def _head_cell(self, indicator: Row, column: int) -> GridCell:
        head = HEADS[column]
        text = self._columns[head.field].kind.text(indicator.values.get(head.field), self.document.context())
        if head.field == "weight" and not is_basic(indicator):
            kind = str(indicator.values.get("kind"))
            cap = indicator.values.get("bonus_cap")
            return GridCell(kind, "center", readonly=True, info=f"上限 {points(int(cap))} 分" if cap else "")
        if head.field == PLAN_FIELD:
            return GridCell(text or "未报", head.align, readonly=True, alarm=text != "已报")
        return GridCell(text, head.align, readonly=True)

    def _score_cell(self, indicator: Row, town: Row) -> GridCell:
        score, fits = self.sheet.cell(indicator, town), applies(indicator, town)
        text = self._text(score)
        cell = GridCell(text, "right", note=score.reason, readonly=not fits)
        if not fits:
            wrong = "这项指标不适用于这个镇办，得分未计入，请核对。"
            return cell._replace(error=wrong if text else "")
        weight = indicator.values.get("weight")
        if score.misfit:
            return cell._replace(error=f"“{score.misfit}”不是数值，已保留原文并标出。")
        if (str(indicator.values.get("name") or ""), town.id) in self.sheet.twice:
            return cell._replace(error="这个镇办的这项指标已有得分，请核对。")
        if (
            score.score is not None
            and is_basic(indicator)
            and weight is not None
            and score.score > int(weight)
        ):
            return cell._replace(error=f"得分大于指标分值（{points(int(weight))} 分），请核对。")
        if not text and is_basic(indicator):
            return cell._replace(text=NOT_SCORED, muted=True)
        cap = indicator.values.get("bonus_cap")
        if indicator.values.get("kind") == BONUS and cap is not None and (score.score or 0) > int(cap):
            return cell._replace(warning=f"超过加分上限，按 {points(int(cap))} 分计入。")
        return cell

    @staticmethod
    def _text(score: ScoreCell) -> str:
        """What was written: a number, 「—」, or text that is none."""
        if score.not_applicable:
            return NOT_APPLICABLE
        return score.misfit or ("" if score.score is None else points(score.score))

    def _total_cell(self, place: int, column: int) -> GridCell:
        if self.town(column) is None:
            text = TOTALS[place] if column == NAME_COLUMN else ""
            return GridCell(text, heading=True, readonly=True)
        one = self.total_of(column)
        cell = GridCell(align="right", heading=True, readonly=True)
        if not self._is_begun(one):
            return cell
        match place:
            case 0:
                marked = one.explanation or ("一票否决，不评优秀" if one.vetoed else "")
                return cell._replace(text=points(one.total), info=marked)
            case 1 | 2:
                return cell._replace(text=str(one.rank if place == 1 else one.group_rank))
            case 3:
                return cell._replace(text=one.grade)
            case _:
                return cell._replace(
                    text=str(len(one.missing)) if one.missing else "", note="、".join(one.missing)
                )

    def _is_begun(self, one: TownTotal) -> bool:
        """Whether a town has any score: until then it has no place."""
        return any(town == one.town for _, town in self.sheet.cells)

    def edge_row(self, row: int, column: int, down: bool) -> int:
        """The row that Ctrl with an arrow leads to."""
        rows = range(len(self.indicators))
        return row_edge(row, down, rows, lambda one: bool(self.edit_text(one, column)), lambda: rows)

    def total(self, column: int) -> str:
        """The pinned row: how many indicators, what they are worth, and how many each town has scored of its own."""
        town = self.town(column)
        if town is not None:
            own = [row for row in self.indicators if is_basic(row) and applies(row, town)]
            cells = [self.sheet.cell(row, town) for row in own]
            done = sum(one.score is not None or one.not_applicable for one in cells)
            return f"已评 {done}／{len(own)}"
        if column == NAME_COLUMN:
            return f"合计（{len(self.indicators)} 项）"
        if HEADS[column].field == "weight":
            # Each town has a set of its own: told where all of them come to the same.
            worth = {weight_of(self.indicators, town) for town in self.sheet.towns}
            return points(worth.pop()) if len(worth) == 1 else ""
        return ""

    def column_title(self, column: int) -> str:
        """The title; of a town its short name."""
        town = self.town(column)
        return (
            HEADS[column].title
            if town is None
            else str(town.values.get("short_name") or town.values.get("name") or "")
        )

    def column_group(self, column: int) -> str:
        """None has one."""
        return ""

    def column_align(self, column: int) -> Align:
        """How the pinned row is aligned."""
        return "right" if self.town(column) is not None else HEADS[column].align

    # --- what Qt and the editors ask ------------------------------------------------------------

    def rowCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        """Indicators, and below them the rows of totals."""
        return 0 if parent.isValid() or not self.indicators else len(self.indicators) + len(TOTALS)

    def columnCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        """What tells of the indicator, and the towns."""
        return 0 if parent.isValid() else len(HEADS) + len(self.sheet.towns)

    def edit_text(self, row: int, column: int) -> str:
        """What an editor begins with: 未评 is no text."""
        return self._text(self.score(row, column)) if self.town(column) is not None else ""

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """What Qt and the editors ask for."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(row, column).text
        if role == Qt.ItemDataRole.EditRole:
            return self.edit_text(row, column)
        if role == GridRole.KIND:
            return "count"
        if role == Qt.ItemDataRole.ToolTipRole:
            cell = self.cell(row, column)
            return cell.error or cell.warning or cell.note or cell.info
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """Titles, for assistive programs."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.column_title(section)
        return super().headerData(section, orientation, role)

    def flags(self, index: _AnyIndex) -> Qt.ItemFlag:
        """Only scores can be typed."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not self.document.read_only and self.takes_score(index.row(), index.column()):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: _AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401
        """Store what was typed; False when storing failed, and the editor keeps the text."""
        if role != Qt.ItemDataRole.EditRole or self.store is None:
            return False
        return self.store({(index.row(), index.column()): str(value)})
