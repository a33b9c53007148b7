"""Process start to painted rows, as a ratio to a bare window with an empty table; peak memory with a window."""

from __future__ import annotations

import compileall
import os
import resource
import subprocess
import sys
from pathlib import Path

import fgj_desktop
from benchmarks.files import large_file, sample_file
from benchmarks.measure import Figure, tell, wall_seconds

BARE = """
import sys
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget
class Table(QTableWidget):
    def viewportEvent(self, event):
        done = super().viewportEvent(event)
        if event.type() == QEvent.Type.Paint:
            QApplication.instance().quit()
        return done
application = QApplication(sys.argv)
window = QMainWindow()
window.setCentralWidget(Table())
window.resize(1366, 768)
window.show()
application.exec()
"""


def opened(path: Path) -> list[str]:
    """The command that opens a ledger and ends after its rows are painted."""
    return [sys.executable, "-m", "fgj_desktop", str(path), "--quit-after-paint"]


def main() -> None:
    """Measure the three in turn, several times, so that a busy machine hits all alike."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # A program is installed with its compiled modules; a checkout may be without.
    compileall.compile_dir(Path(fgj_desktop.__file__).parent, quiet=2)
    sample, large = sample_file(), large_file()
    for path in (sample, large):
        wall_seconds(opened(path), 1)
    bare = wall_seconds([sys.executable, "-c", BARE])
    figures = [
        Figure("start to painted rows, sample, ÷ bare window", wall_seconds(opened(sample)) / bare, "×", 1.8),
        Figure(
            "start to painted rows, 100,000 records, ÷ bare window",
            wall_seconds(opened(large)) / bare,
            "×",
            3,
        ),
    ]
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    subprocess.run(opened(large), check=True, capture_output=True)
    peak = max(before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024
    tell([*figures, Figure("peak memory of the window (100,000)", peak, "MB", 250)])


if __name__ == "__main__":
    main()
