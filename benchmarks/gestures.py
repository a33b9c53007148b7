"""Gestures of the hand in the window, from the key to the painted rows: 100,000 records and 500.

Aims: at 100,000 records an arrow, a page and a typed cell within 16 ms (median); at 500 records no gesture over
50 ms (worst of ten). ``python -m benchmarks.gestures``
"""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
import time
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication

from benchmarks.files import SEPTEMBER, district_file, large_file
from benchmarks.measure import Figure, milliseconds, tell
from fgj_desktop.app import SWITCH_INTERVAL
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.rules import RULES
from fgj_desktop.store.filters import ColumnFilter, Order
from fgj_desktop.store.store import Store
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.theme import apply_theme
from fgj_desktop.views.window_memory import WindowMemory

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PAINT_AIM, GESTURE_AIM = 16.0, 50.0
TYPED = "invested_to_date"


def press(
    key: Qt.Key, text: str = "", modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press and release a key in the focused widget, and paint what came of it."""
    target = QApplication.focusWidget()
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(target, QKeyEvent(kind, key, modifiers, text))
    QApplication.processEvents()


def type_cell(digits: str) -> None:
    """Type a figure over the current cell and go down."""
    for digit in digits:
        press(Qt.Key(ord(digit)), digit)
    press(Qt.Key.Key_Return)


class Bench:
    """One window on a copy of a file, shown and at rest."""

    def __init__(self, path: Path, folder: Path) -> None:
        """Open it off screen at 1920×1080."""
        gc.disable()
        sys.setswitchinterval(SWITCH_INTERVAL)
        copy = Path(shutil.copy(path, folder / path.name))
        self.store = Store.open(copy, RULES)
        self.document = LedgerDocument(self.store, SEPTEMBER)
        self.window = MainWindow(self.document, WindowMemory(folder / "window.json"))
        self.window.resize(1920, 1080)
        self.window.show()
        self.window.activateWindow()
        self.rest()
        self.window.pane.grid.setFocus()
        self.start()

    def rest(self) -> None:
        """Do what is left for later turns."""
        for _ in range(5):
            QApplication.processEvents()
            self.window.turns.finish()
        self.window.sides.charts.finish()
        # As the program does: not between two keys, but while the window rests.
        gc.collect()

    def start(self) -> None:
        """Go to the first cell of the column that is typed into."""
        table = self.window.pane.shown_table
        self.window.pane.select(table.ids[0], TYPED)
        self.rest()

    def close(self) -> None:
        """Close without a backup."""
        self.window.turns.stop()
        self.window.sides.stop()
        self.window.pane.stop()
        self.window.hide()
        self.store.close()


def worst(body: Callable[[], object], rest: Callable[[], object], repeats: int = 10) -> float:
    """The longest of some runs in milliseconds, at rest between them."""
    longest = 0.0
    for _ in range(repeats):
        start = time.perf_counter()
        body()
        longest = max(longest, 1000 * (time.perf_counter() - start))
        rest()
    return longest


def large(folder: Path) -> list[Figure]:
    """What is done most, among 100,000 records."""
    bench = Bench(large_file(), folder)
    figures = {
        "arrow down": lambda: press(Qt.Key.Key_Down),
        "page down": lambda: press(Qt.Key.Key_PageDown),
        "a cell typed and left by Enter": lambda: type_cell("3"),
    }
    found = []
    for name, body in figures.items():
        bench.start()
        value = milliseconds(body, 40)
        found.append(Figure(f"{name}, painted, 100,000 records", value, "ms", PAINT_AIM))
    bench.close()
    return found


def district_gestures(bench: Bench) -> Mapping[str, Callable[[], object]]:
    """Every gesture worth measuring, by what it is called."""
    pane, actions = bench.window.pane, bench.window.bar.actions
    chips = bench.window.pane.line.chips()
    order = (Order("completion", descending=True), Order("responsible_unit"))
    behind = ColumnFilter("invested_to_date", "above", (1_000_000_000,))
    clipboard, amounts = QGuiApplication.clipboard(), count(100)

    def paste() -> None:
        amount = next(amounts)
        clipboard.setText("\n".join(f"{amount}\t{amount + row}\t主体施工" for row in range(48)))
        pane.clipboard.paste()

    def fill() -> None:
        block = pane.grid.selected_blocks()[0]
        table = pane.shown_table
        table.setData(table.index(block.top, block.left), str(next(amounts)))
        pane.grid.select_block(block._replace(bottom=block.top + 47))
        pane.filling.down()

    return {
        "arrow": lambda: press(Qt.Key.Key_Down),
        "page": lambda: press(Qt.Key.Key_PageDown),
        "typed cell": lambda: type_cell("5"),
        "paste of 48 × 3 cells": paste,
        "copy of what was pasted": pane.clipboard.copy,
        "a cell typed and filled 48 rows down": fill,
        "undo": actions["undo"].trigger,
        "redo": actions["redo"].trigger,
        "chip": lambda: pane.apply(replace(pane.choice, chip=chips[2])),
        "filter of a column": lambda: pane.apply(pane.choice.with_column(behind)),
        "all rows again": pane.clear_filter,
        "list of a title's values": lambda: pane.filters.make_popup(pane.shown_table.column_of("name")),
        "group by unit": lambda: pane.apply(replace(pane.choice, group="responsible_unit")),
        "no groups": lambda: pane.apply(replace(pane.choice, group=None)),
        "sort by two columns": lambda: pane.apply(replace(pane.choice, order=order)),
        "order restored": pane.restore_order,
    }


def district(folder: Path) -> list[Figure]:
    """Every gesture among 500 records: it is to feel instant."""
    bench = Bench(district_file(), folder)
    found = []
    for name, body in district_gestures(bench).items():

        def painted(body: Callable[[], object] = body) -> None:
            body()
            QApplication.processEvents()

        bench.start()
        painted()
        bench.rest()
        value = worst(painted, bench.rest)
        found.append(Figure(f"{name}, painted, 500 records, worst of ten", value, "ms", GESTURE_AIM))
    bench.close()
    QGuiApplication.clipboard().clear()
    return found


def main() -> None:
    """Both files, one after the other."""
    application = QApplication([])
    apply_theme(application, dark=False)
    with tempfile.TemporaryDirectory() as folder:
        tell([*large(Path(folder)), *district(Path(folder))])


if __name__ == "__main__":
    main()
