"""The running program: one application, one window at a time, and what both need around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.models.opening import Opened, open_ledger
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.theme import apply_theme
from fgj_desktop.views.translations import install_translations

if TYPE_CHECKING:
    from pathlib import Path

    from fgj_desktop.views.window_memory import WindowMemory


class Program(QObject):
    """Opens windows; ends when the last one is closed."""

    def __init__(self, application: QApplication, memory: WindowMemory) -> None:
        super().__init__(application)
        self.application = application
        self.memory = memory
        self.window: MainWindow | None = None
        application.setApplicationName("FGJDesktop")
        application.setApplicationDisplayName("发改台账")
        # Between two files there is no window for a moment.
        application.setQuitOnLastWindowClosed(False)
        self._changing = False
        install_translations(application)
        apply_theme(application, bool(memory.get("dark", False)))

    def host(self) -> QWidget | None:
        """The window over which messages are shown."""
        return self.window

    def start(self, opened: Opened | None, *, quit_after_paint: bool = False) -> None:
        """Show what was opened while Qt was imported."""
        if opened is not None:
            self.show(opened)
        if self.window is not None and quit_after_paint:
            self.window.pane.painted.connect(self.window.close)

    def open(self, path: Path) -> None:
        """Open another file; when that fails, the one that is open stays."""
        former = self.window
        opened = open_ledger(path, self.memory.of_file(path))
        if opened.store is None or (former is None):
            self.show(opened)
            return
        self._changing = True
        left = former.close()
        self._changing = False
        if left:
            self.show(opened)
        else:
            opened.store.close()

    def show(self, opened: Opened) -> None:
        """Show what was opened, or say why it was not."""
        if opened.bug is not None:
            raise opened.bug
        if opened.store is None:
            self._refuse(opened)
            return
        document = LedgerDocument(opened.store, opened.month)
        window = MainWindow(document, self.memory, ledger=opened.ledger, ids=opened.ids, owner=opened.owner)
        window.open_requested.connect(self._open_later)
        window.closed.connect(self._closed)
        self.window = window
        window.show()

    def _open_later(self, path: Path) -> None:
        # The menu or the dialog that asked must have closed first.
        QTimer.singleShot(0, self, lambda: self.open(path))

    def _closed(self) -> None:
        window, self.window = self.window, None
        if window is not None:
            window.document.close()
            window.deleteLater()
        if not self._changing:
            self.application.quit()

    def _refuse(self, opened: Opened) -> None:
        box = QMessageBox(QMessageBox.Icon.Warning, "未能打开", opened.problem)
        box.setParent(self.window)
        self._box = box
        box.open()
