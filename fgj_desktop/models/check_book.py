"""The findings of every ledger as of the document's period, kept up with every change, computed bit by bit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from fgj_desktop.ledgers import NAVIGATION
from fgj_desktop.models.ledger_checks import TOUCHED_AT_ONCE, LedgerChecks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.store.changes import Change


class CheckBook(QObject):
    """The checks of all ledgers; ``work`` is to be called in turns while ``work_wanted`` asks for it."""

    work_wanted = Signal()
    changed = Signal()
    """What is found, or how far the search has come."""
    others_marked = Signal(str, object)
    """Ledger and records that nobody wrote, whose marks changed all the same."""
    news = Signal(int, str)
    """How many more cells an action left to look at, and the first of the sentences."""

    def __init__(self, document: LedgerDocument, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._ledgers = {ledger.name: LedgerChecks(document, ledger) for ledger in NAVIGATION}
        self._touched: dict[str, set[int]] = {}
        document.changed.connect(self._follow)
        document.reread.connect(self._begin_again)
        document.period_changed.connect(self._begin_again)
        document.money_unit_changed.connect(self._begin_again)

    def of(self, ledger: Ledger) -> LedgerChecks:
        """The checks of one ledger, as far as they are known."""
        return self._ledgers[ledger.name]

    def demand(self, ledgers: Iterable[Ledger]) -> None:
        """Look at these ledgers from now on."""
        for ledger in ledgers:
            if not self.of(ledger).is_begun:
                self.of(ledger).begin()
        self.work_wanted.emit()

    def demand_small(self) -> None:
        """Look at every ledger that is read in no time; the large ones wait to be asked for."""
        self.demand(ledger for ledger in NAVIGATION if not self._document.is_large(ledger))

    def is_working(self) -> bool:
        """Whether there is work left."""
        return bool(self._touched) or any(
            checks.is_begun and not checks.is_complete for checks in self._ledgers.values()
        )

    def work(self) -> None:
        """Do one piece of work, and ask for the next."""
        if not self._document.store.is_open:
            return
        with self._document.reading():
            if self._touched:
                self._look_at_touched()
            else:
                self._look_further()
        self.changed.emit()
        if self.is_working():
            self.work_wanted.emit()

    def _look_further(self) -> None:
        for checks in self._ledgers.values():
            if checks.is_begun and not checks.is_complete:
                worked = checks.work()
                if worked.others:
                    self.others_marked.emit(checks.ledger.name, worked.others)
                if worked.news:
                    self.news.emit(len(worked.news), worked.news[0])
                return

    def _look_at_touched(self) -> None:
        touched, self._touched = self._touched, {}
        count, first = 0, ""
        for name, records in touched.items():
            checks = self._ledgers[name]
            if len(records) > TOUCHED_AT_ONCE:
                checks.postpone(records)
                continue
            news, cells, others = checks.touch(records)
            count += cells
            if news and not first:
                first = next(one.message for one in news[0].findings if one.is_open)
            if others:
                self.others_marked.emit(name, others)
        if count:
            self.news.emit(count, first)

    def _follow(self, change: Change) -> None:
        for name, records in change.records.items():
            checks = self._ledgers.get(name)
            if checks is not None and checks.is_begun:
                self._touched.setdefault(name, set()).update(records)
        if self._touched or self.is_working():
            self.work_wanted.emit()

    def _begin_again(self) -> None:
        self._touched = {}
        for checks in self._ledgers.values():
            if checks.is_begun:
                checks.begin()
        self.changed.emit()
        self.work_wanted.emit()
