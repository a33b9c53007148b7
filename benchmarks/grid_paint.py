"""Median of a full repaint of the grid, 33 rows by 14 columns, drawn off screen.

Aim: 12 ms at the most. ``python -m benchmarks.grid_paint``
"""

from __future__ import annotations

import os
import statistics
import time
from typing import TYPE_CHECKING, Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication

from benchmarks.measure import Figure, tell
from fgj_desktop.models.grid_protocol import Align, GridCell
from fgj_desktop.views.grid import LedgerGrid
from fgj_desktop.views.theme import apply_theme

if TYPE_CHECKING:
    from collections.abc import Callable

AIM = 12.0
ROWS, COLUMNS = 33, 14
PAINTS = 60
SERIES = 3
TEXTS = (
    "浈江区产业园冷链物流园项目",
    "区住房和城乡建设局",
    "2112-440204-04-05-639720",
    "正在开展项目报批和施工合同签署，预计十月底前进场",
    "1,234,567",
    "80.46",
    "续建",
)
AnyIndex = QModelIndex | QPersistentModelIndex


class Cells(QAbstractTableModel):
    """Texts that differ from row to row, as in a ledger."""

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008, N802
        """A hundred thousand rows."""
        return 0 if parent.isValid() else 100_000

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008, N802
        """As many columns as are in view."""
        return 0 if parent.isValid() else COLUMNS

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """The text."""
        return self.cell(index.row(), index.column()).text if role == Qt.ItemDataRole.DisplayRole else None

    def cell(self, row: int, column: int) -> GridCell:
        """A cell of a kind that follows from its place."""
        kind = (row + column) % 7
        text = f"{TEXTS[kind]}{row}" if column % 3 == 0 else TEXTS[kind]
        if column == 2:
            return GridCell(light="red" if row % 3 else "green", readonly=True)
        return GridCell(text, "right" if kind in (4, 5) else "left", row % 4 == 0, readonly=column > 11)

    def total(self, column: int) -> str:
        """A figure."""
        return f"{column * 48030:,}"

    def column_title(self, column: int) -> str:
        """A title long enough to be wrapped."""
        return f"{column}月累计完成投资（纳统）"

    def column_group(self, column: int) -> str:
        """Two groups."""
        return "完成情况" if column in (6, 7, 8) else ""

    def column_align(self, column: int) -> Align:
        """Figures to the right of the names."""
        return "right" if column > 1 else "left"


def median(paint: Callable[[], None], scroll: Callable[[int], None]) -> float:
    """Median milliseconds of a paint after a jump; the best of three series, as others use the machine."""
    series = []
    for turn in range(SERIES):
        taken = []
        for number in range(PAINTS):
            scroll((turn * PAINTS + number) * ROWS)
            start = time.perf_counter()
            paint()
            taken.append((time.perf_counter() - start) * 1000)
        series.append(statistics.median(taken))
    return min(series)


def main() -> None:
    """Paint off screen, many times."""
    app = QApplication([])
    apply_theme(app, dark=False)
    model, grid = Cells(), LedgerGrid()
    grid.setModel(model)
    grid.set_column_characters([13.5] * COLUMNS)
    grid.resize(
        grid.header().length() + 20, grid.header().sizeHint().height() + ROWS * grid.row_height() + 20
    )
    grid.show()
    app.processEvents()
    jump, body, head = grid.verticalScrollBar().setValue, grid.viewport(), grid.header().viewport()
    new = median(body.repaint, jump)
    seen = median(body.repaint, lambda row: jump(row % (2 * ROWS)))
    header = median(head.repaint, lambda _row: None)
    tell(
        [
            Figure(f"full repaint {ROWS}×{COLUMNS}, rows not seen before", new, "ms", AIM),
            Figure(f"full repaint {ROWS}×{COLUMNS}, rows seen before", seen, "ms", AIM),
            Figure("repaint of header and totals", header, "ms", AIM),
        ]
    )


if __name__ == "__main__":
    main()
