"""How many records each ledger has, counted one ledger a turn and only where something changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from fgj_desktop.ledgers import NAVIGATION

if TYPE_CHECKING:
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.store.changes import Change
    from fgj_desktop.views.main_window import MainWindow


class LedgerCounts(QObject):
    """Keeps the counts in the navigation in step with the document."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._waiting: list[Ledger] = []
        document = window.document
        document.changed.connect(self._follow)
        document.reread.connect(self.count_all)
        document.period_changed.connect(self.count_all)

    def count_all(self) -> None:
        """Count every ledger, the one shown first."""
        shown = self._window.pane.ledger
        self._count(sorted(NAVIGATION, key=lambda one: one is not shown))

    def _follow(self, change: Change) -> None:
        self._count([one for one in NAVIGATION if one.name in change.records])

    def _count(self, ledgers: list[Ledger]) -> None:
        self._waiting += [one for one in ledgers if one not in self._waiting]
        if self._waiting:
            self._window.turns.request(self._count_next)

    def _count_next(self) -> None:
        if not self._waiting:
            return
        ledger = self._waiting.pop(0)
        with self._window.document.reading():
            count = self._window.document.view(ledger).count()
        self._window.navigation.set_counts({ledger.name: count})
        if self._waiting:
            self._window.turns.request(self._count_next)
