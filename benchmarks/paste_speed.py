"""A paste of 10,000 rows by 5 columns among 100,000 records, and its undo, with the window on screen.

Aims: paste 2 s, undo 1 s, each until the rows are painted. ``python -m benchmarks.paste_speed``
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from benchmarks.files import large_file
from benchmarks.gestures import Bench
from benchmarks.measure import Figure, tell
from fgj_desktop.views.theme import apply_theme

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS = 10_000
FIRST = "total_investment"
PASTE_AIM, UNDO_AIM, COPY_AIM = 2.0, 1.0, 2.0
TEXTS = ("12,000", "4,000", "352", "1,800", "")
"""总投资, 年度计划投资, 当月, 累计 (the latter decides), and a column that is computed."""


def seconds(body: Callable[[], object]) -> float:
    """The time of one gesture until its rows are painted."""
    start = time.perf_counter()
    body()
    QApplication.processEvents()
    return time.perf_counter() - start


def main() -> None:
    """Copy, paste and undo once each; what was not seen before is the rule here."""
    application = QApplication([])
    apply_theme(application, dark=False)
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(large_file(), Path(folder))
        window, pane = bench.window, bench.window.pane
        QGuiApplication.clipboard().setText("\n".join("\t".join((str(n), *TEXTS[1:])) for n in range(ROWS)))
        pane.select(pane.shown_table.ids[500], FIRST)
        bench.rest()
        pasted = seconds(pane.clipboard.paste)
        assert window.document.store.undo_label() == f"粘贴 {ROWS * 4} 个单元格"
        bench.rest()
        undone = seconds(window.undo)
        bench.rest()
        pane.grid.select_block(pane.grid.selected_blocks()[0]._replace(top=500, bottom=500 + ROWS - 1))
        copied = seconds(pane.clipboard.copy)
        bench.close()
        QGuiApplication.clipboard().clear()
    tell(
        [
            Figure(f"paste of {ROWS:,} × 5 cells, 100,000 records", pasted, "s", PASTE_AIM),
            Figure("its undo", undone, "s", UNDO_AIM),
            Figure(f"copy of {ROWS:,} rows", copied, "s", COPY_AIM),
        ]
    )


if __name__ == "__main__":
    main()
