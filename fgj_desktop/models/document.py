"""The open ledger file as the window sees it: a period, a unit of money, and one way to change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from fgj_desktop.errors import EnvironmentProblem, FgjError
from fgj_desktop.ledgers.values import WAN
from fgj_desktop.models.periods import PERIOD_SETTING, working_period
from fgj_desktop.store.sqlite_errors import Cause, StorageProblem, translated

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.ledgers.values import Context
    from fgj_desktop.store.changes import Change
    from fgj_desktop.store.store import Store
    from fgj_desktop.store.view import View
    from fgj_desktop.store.writes import Writes

LARGE = 5_000
"""Records from which on panels that read everything are computed on request only."""


class LedgerDocument(QObject):
    """A store with the period (报告期) and the unit of money in which it is shown.

    Every change of the ledgers goes through ``act``, ``undo``, ``redo`` or ``revert``; whoever shows
    them hears of it by ``changed``.
    """

    changed = Signal(object)
    """store.changes.Change of every action, undo and redo, after it is committed."""
    reread = Signal()
    """Another process wrote, or a setting changed what is computed: everything is to be read anew."""
    period_changed = Signal()
    money_unit_changed = Signal()
    failed = Signal(str)
    """A sentence for the clerk: what was not done, what is safe, what to do."""
    travelled = Signal(object)
    """Change of an undo or redo, so that the window moves to what it changed."""

    def __init__(self, store: Store, month: Month | None = None, parent: QObject | None = None) -> None:
        """``month`` None stands for the period worked on."""
        super().__init__(parent)
        self.store = store
        self.working = working_period(store)
        self.month = month or self.working
        self.money_unit = WAN
        self.saved_at: datetime.datetime | None = None
        self.readings: dict[tuple[str, str], int] = {}
        """Which reading of a text with several was meant, by ledger and column: asked once."""
        store.on_change.append(self._announce)

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed."""
        return self.store.read_only

    def today(self) -> datetime.date:
        """The day by the store's clock."""
        return self.store.clock().date()

    def view(self, ledger: Ledger) -> View:
        """The ledger as of the period. Ask again each time: a view does not outlive others for ever."""
        return self.store.view(ledger, self.month)

    def context(self) -> Context:
        """How text is read and shown now."""
        return self.store.context(self.month, self.money_unit)

    def reading(self) -> AbstractContextManager[None]:
        """Around what is read while Qt asks for it: a drive that fails is told in words.

        An error of SQLite that reaches Qt's own frames untouched ends the interpreter (PySide 6.11).
        """
        return translated(self.store.path, "读取台账")

    def is_large(self, ledger: Ledger) -> bool:
        """Whether reading the whole ledger would be felt."""
        return self.store.size(ledger) > LARGE

    # --- what is shown --------------------------------------------------------------------------

    def set_month(self, month: Month) -> None:
        """Show everything as of another month."""
        if month != self.month:
            self.month = month
            self.period_changed.emit()

    def work_on(self, month: Month) -> None:
        """Make a month the period worked on, remembered in the file."""
        try:
            self.store.settings.set(PERIOD_SETTING, month.key)
        except FgjError as problem:
            self.failed.emit(str(problem))
            return
        self.working = self.month = month
        self.period_changed.emit()

    def set_money_unit(self, unit: int) -> None:
        """Show and read amounts in 万元 or 亿元 (分 in one unit)."""
        if unit != self.money_unit:
            self.money_unit = unit
            self.money_unit_changed.emit()

    def period_notice(self) -> str:
        """What the band says while another period than the one worked on is open; else empty."""
        if self.month == self.working or self.read_only:
            return ""
        same_year = self.month.year == self.working.year
        working = f"{self.working.number}月" if same_year else f"{self.working.year}年{self.working.number}月"
        return f"正在录入 {self.month.year}年{self.month.number}月，当前报告期为 {working}。"

    # --- changing -------------------------------------------------------------------------------

    def act(
        self, label: str, writes: Callable[[Writes], object], *, kind: str = "edit", place: str = ""
    ) -> bool:
        """Do one action; False when nothing was stored, and then ``failed`` has said why.

        ``place`` names the cell whose text stays in its editor (第 7 行“形象进度”).
        """
        try:
            with self.store.action(label, kind=kind) as writer:
                writes(writer)
        except FgjError as problem:
            self.failed.emit(_with_place(problem, place) if place else str(problem))
            return False
        return True

    def undo(self) -> bool:
        """Take the newest action back and travel to what it changed."""
        return self._turn(self.store.undo)

    def redo(self) -> bool:
        """Do again what was undone last and travel to what it changed."""
        return self._turn(self.store.redo)

    def _turn(self, step: Callable[[], Change | None]) -> bool:
        try:
            change = step()
        except FgjError as problem:
            self.failed.emit(str(problem))
            return False
        if change is not None:
            self.travelled.emit(change)
        return change is not None

    def follow(self) -> None:
        """Take in what another process wrote since the last call."""
        if self.store.is_open and self.store.changed_elsewhere():
            self.reread.emit()

    def refresh(self) -> None:
        """Show everything anew: a setting changed what is computed."""
        self.reread.emit()

    def close(self) -> None:
        """Close the file."""
        self.store.on_change.remove(self._announce)
        self.store.close()

    def _announce(self, change: Change) -> None:
        self.saved_at = self.store.clock()
        self.changed.emit(change)


def _with_place(problem: FgjError, place: str) -> str:
    """Message 26: what could not be stored is still in the cell."""
    if isinstance(problem, StorageProblem) and problem.cause is Cause.DISK_FULL:
        return f"磁盘空间不足，{place}未能保存，输入的内容仍在单元格中。清理磁盘后按回车再次保存。"
    if isinstance(problem, EnvironmentProblem):
        return f"{place}未能保存，输入的内容仍在单元格中。{problem}"
    return f"{place}未能保存。{problem}"
