"""Files dropped anywhere on a window: a ledger is opened, tables are imported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLineEdit

from fgj_desktop.views.file_dialogs import LEDGER_SUFFIX

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class FileDrop(QObject):
    """Watches a window and every widget that is added to it.

    Kept by the window as its child; other drags (text, cells) pass untouched.
    """

    ledger_dropped = Signal(Path)
    tables_dropped = Signal(object)
    """list[Path] of every dropped file that is not a ledger; what they are is the importer's to say."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        # They would take a file for the text of its address.
        for box in window.findChildren(QLineEdit):
            box.setAcceptDrops(False)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files; leave all else to the widget."""
        kind = event.type()
        if kind in (QEvent.Type.DragEnter, QEvent.Type.DragMove) and isinstance(event, QDropEvent):
            if dropped_files(event.mimeData()):
                event.acceptProposedAction()
                return True
        elif kind == QEvent.Type.Drop and isinstance(event, QDropEvent):
            files = dropped_files(event.mimeData())
            if files:
                event.acceptProposedAction()
                # The program that the files came from waits until the drop has returned.
                QTimer.singleShot(0, self, lambda: self.take(files))
                return True
        return super().eventFilter(watched, event)

    def take(self, files: list[Path]) -> None:
        """Announce files as if they had been dropped: from the command line, from a second start."""
        ledgers = [path for path in files if path.suffix.casefold() == LEDGER_SUFFIX]
        tables = [path for path in files if path not in ledgers]
        if tables:
            self.tables_dropped.emit(tables)
        elif ledgers:
            self.ledger_dropped.emit(ledgers[0])


def dropped_files(data: QMimeData) -> list[Path]:
    """The files of this machine in a drag, folders opened; empty for a drag of anything else."""
    found: list[Path] = []
    for url in data.urls():
        if not url.isLocalFile():
            continue
        path = Path(url.toLocalFile())
        found += sorted(one for one in path.iterdir() if one.is_file()) if path.is_dir() else [path]
    return [path for path in found if not path.name.startswith(("~$", "."))]
