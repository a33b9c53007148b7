"""A page in the middle of the window, in the place of a ledger's rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QShowEvent

    from fgj_desktop.store.changes import Change
    from fgj_desktop.views.main_window import MainWindow

_DELAY = 400
"""Milliseconds after the last change until a page that is in sight follows."""


class WindowPage(QWidget):
    """Painted first and filled after: ``refresh`` runs in a turn of its own, and only while the page is in sight."""

    painted = Signal()
    """The page was painted for the first time."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self.setProperty("page", True)
        self._window = window
        self._is_stale = True
        self._was_painted = False
        self._late = QTimer(self, singleShot=True, interval=_DELAY)
        self._late.timeout.connect(lambda: window.turns.request(self._refresh_now))
        document = window.document
        for signal in (
            document.changed,
            document.reread,
            document.period_changed,
            document.money_unit_changed,
        ):
            signal.connect(self.become_stale)

    def refresh(self) -> None:
        """Read and show everything anew."""
        raise NotImplementedError

    def restyle(self) -> None:
        """Take the colours in force."""

    def parts(self) -> list[QWidget]:
        """What the keyboard goes to, the first when the page is opened."""
        return []

    def finish_editing(self) -> bool:
        """Store what is being typed into the page; False when it could not be stored."""
        return True

    def travel(self, _change: Change) -> bool:
        """Look at what an undo or redo changed; False when the page does not show it, and the window goes elsewhere."""
        return False

    def become_stale(self) -> None:
        """Something changed: read again when there is time, or when the page is shown next."""
        self._is_stale = True
        if self.isVisible():
            self._late.start()

    def finish(self) -> None:
        """Follow at once what has changed, for pictures and tests."""
        self._late.stop()
        self._refresh_now()

    def _refresh_now(self) -> None:
        if self._is_stale and self.isVisible() and self._window.document.store.is_open:
            self._is_stale = False
            with self._window.document.reading():
                self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while another page was shown."""
        super().showEvent(event)
        if self._is_stale:
            self._window.turns.request(self._refresh_now)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first paint."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            # The turn after: by then all of it is painted.
            QTimer.singleShot(0, self, self.painted.emit)
