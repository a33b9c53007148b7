"""The main window: navigation, one ledger or page, charts and reminders, over one open file."""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QSplitter, QVBoxLayout, QWidget

from fgj_desktop.ledgers import NAVIGATION
from fgj_desktop.ledgers.values import WAN, YI
from fgj_desktop.models.periods import offered_months
from fgj_desktop.views.check_work import CheckWork
from fgj_desktop.views.command_bar import CommandBar
from fgj_desktop.views.going import Going
from fgj_desktop.views.icons import refresh_icons
from fgj_desktop.views.ledger_counts import LedgerCounts
from fgj_desktop.views.ledger_pane import READ_ONLY, LedgerPane, Offer
from fgj_desktop.views.middle import Middle
from fgj_desktop.views.navigation import Navigation
from fgj_desktop.views.pages import navigation_entries
from fgj_desktop.views.period_box import PeriodBox
from fgj_desktop.views.preferences import MONEY_UNIT, THEME
from fgj_desktop.views.side_panels import SidePanels
from fgj_desktop.views.status_line import StatusLine
from fgj_desktop.views.theme import colours
from fgj_desktop.views.turns import Turns
from fgj_desktop.views.window_place import first_page, make_room, recall, remember
from fgj_desktop.views.window_words import WindowWords

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent

    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.store.changes import Change
    from fgj_desktop.store.rows import Row
    from fgj_desktop.views.backup_clock import BackupClock
    from fgj_desktop.views.card_side import CardSide
    from fgj_desktop.views.history_window import HistoryWindow
    from fgj_desktop.views.window_memory import WindowMemory

_FOLLOW_EVERY = 2000
"""Milliseconds between looks at what another process writes, while reading only."""
_LEAST = QSize(800, 480)


class MainWindow(QMainWindow):
    """Shows one document. It asks nothing when it is closed: everything is stored already."""

    open_requested = Signal(Path)
    """Path of another ledger file to open instead."""
    new_requested = Signal()
    """A new ledger file is to be made."""
    sample_requested = Signal()
    """The sample ledger is to be opened."""
    restore_requested = Signal(Path)
    """A backup is to be put in the place of the open file."""
    closed = Signal()

    document: LedgerDocument
    pane: LedgerPane
    middle: Middle
    going: Going
    period: PeriodBox
    sides: SidePanels
    checking: CheckWork
    splitter: QSplitter

    def __init__(
        self,
        document: LedgerDocument,
        memory: WindowMemory,
        *,
        ledger: str = "",
        ids: list[int] | None = None,
        rows: Sequence[Row] = (),
        owner: str = "",
    ) -> None:
        """``ids`` and ``rows`` are of ``ledger`` when they are known; ``owner`` says who keeps us from writing."""
        super().__init__()
        self.document = document
        self.memory = memory
        self.turns = Turns(self)
        self.pane = LedgerPane(document, memory, self.turns)
        self.period = PeriodBox()
        self.navigation = Navigation(navigation_entries())
        self.middle = Middle(self, self.pane)
        self.status = StatusLine()
        self.words = WindowWords(self, owner)
        self.notice, self.message = self.words.notice, self.words.message
        self.history: HistoryWindow | None = None
        self._was_shown = False
        self.log_folder: Path | None = None
        self._arrange()
        self.sides = SidePanels(self)
        self.checking = CheckWork(self)
        self.pane.set_empty_offers(self.words.empty_offers)
        self.pane.open(ledger or NAVIGATION[0].name, ids=ids, rows=rows)
        self.bar = CommandBar(self)
        self.addToolBar(self.bar.tool_bar)
        self.bar.add_at_end(self.period)
        self.going = Going(self)
        self.counts = LedgerCounts(self)
        self._connect()
        recall(self)
        self.navigation.choose(self.pane.ledger.name)
        if page := first_page(self):
            self.middle.show_page(page)
        self.middle.enter()
        self._show_period()
        self._show_state()

    def _arrange(self) -> None:
        self.setWindowTitle(f"{self.document.store.path.stem} — 发改台账")
        self.setMinimumSize(_LEAST)
        self.setDockNestingEnabled(True)
        self.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.notice, self.middle, self.message):
            column.addWidget(part)
        column.setStretchFactor(self.middle, 1)
        self.splitter = QSplitter()
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(self.navigation)
        self.splitter.addWidget(middle)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setCollapsible(1, False)
        outer = QWidget()
        row = QHBoxLayout(outer)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.splitter)
        self.setCentralWidget(outer)
        self.setStatusBar(self.status)

    def _connect(self) -> None:
        document, pane = self.document, self.pane
        document.changed.connect(self._follow)
        document.reread.connect(self._show_everything)
        document.period_changed.connect(self._show_everything)
        document.money_unit_changed.connect(self._unit_changed)
        document.failed.connect(self.words.say_failure)
        self.period.month_chosen.connect(self.show_month)
        pane.said.connect(self.say)
        pane.selection_changed.connect(self.status.show_selection)
        pane.rows_counted.connect(self.status.show_rows)
        pane.stale_changed.connect(self.status.show_stale)
        self.status.reapply_clicked.connect(pane.reapply)
        pane.choice_changed.connect(self.show_choice)
        pane.columns_changed.connect(self.bar.refresh)
        pane.views.button.setMenu(self.bar.menu("views"))
        self.status.restore_clicked.connect(pane.restore_order)
        pane.painted.connect(self.middle.announce_paint)
        self.middle.painted.connect(self._start_turns)
        pane.grid.command_requested.connect(lambda name: self.bar.actions[name].trigger())
        pane.grid.cell_menu_requested.connect(self.bar.open_cell_menu)
        pane.grid.card_requested.connect(self.open_card)
        pane.grid.zoom_changed.connect(lambda percent: self.memory.set("zoom", percent))
        self.status.unit_clicked.connect(self._switch_unit)
        self.sides.shown.connect(self.bar.refresh)
        self.checking.shown.connect(self.bar.refresh)
        if document.read_only:
            self._follower = QTimer(self, interval=_FOLLOW_EVERY)
            self._follower.timeout.connect(document.follow)
            self._follower.start()

    # --- what is made after the first paint -----------------------------------------------------

    @cached_property
    def backups(self) -> BackupClock:
        """What makes backups, made when first asked for."""
        from fgj_desktop.views.backup_clock import BackupClock

        backups = BackupClock(self.document, self)
        backups.made.connect(lambda _info: self._show_backup())
        backups.failed.connect(self._show_backup)
        backups.start()
        return backups

    @cached_property
    def cards(self) -> CardSide:
        """The 项目卡片 beside the grid, made when first asked for."""
        from fgj_desktop.views.card_side import CardSide

        return CardSide(self)

    def open_card(self) -> None:
        """Show the 项目卡片 of the current row."""
        self.cards.open()

    def finish_editing(self) -> bool:
        """Store what is being typed, in the grid, the card or a page; False when it could not be stored."""
        return (
            self.pane.grid.finish_editing()
            and ("cards" not in self.__dict__ or self.cards.finish_editing())
            and self.middle.finish_editing()
        )

    def _take_drops(self) -> None:
        from fgj_desktop.views.drops import FileDrop

        drop = FileDrop(self)
        drop.ledger_dropped.connect(self.open_requested)
        drop.tables_dropped.connect(self.import_files)

    def _tell_changes(self) -> None:
        from fgj_desktop.views.cell_history import last_change_tip

        self.pane.grid.late_tip = partial(last_change_tip, self)

    def _start_turns(self) -> None:
        """Rows are painted: everything else comes now, one thing a turn."""
        self.turns.start()
        self.turns.request(
            self.bar.add_icons,
            self.counts.count_all,
            self._take_drops,
            self._tell_changes,
            self._show_backup,
            lambda: self.sides.reminders,
            lambda: self.sides.charts,
            self.checking.start,
        )
        self.sides.follow()

    # --- what is said ---------------------------------------------------------------------------

    def say(self, text: str, *, error: bool = False, offers: Sequence[Offer] = ()) -> None:
        """Say one sentence below the grid, where it moves no row, with what can be done about it."""
        self.words.say(text, error=error, offers=offers)

    def _show_state(self) -> None:
        self.words.show_state()
        self.bar.refresh()

    # --- what is shown --------------------------------------------------------------------------

    def open_ledger(self, name: str) -> bool:
        """Show a ledger; False when what is being typed could not be stored, and then everything stays."""
        return self.going.to_ledger(name)

    def open_page(self, name: str) -> bool:
        """Show a page in the place of the rows; False as for ``open_ledger``."""
        return self.going.to_page(name)

    def go_to(self, ledger: str, record: int, field: str | None = None) -> None:
        """Show a record's row, in its ledger."""
        self.going.to_record(ledger, record, field)

    def show_records(self, ledger: str, records: Iterable[int], source: str) -> bool:
        """Show only these records; ``source`` is the title of the figure they are behind. False as for ``open_ledger``."""
        return self.going.to_records(ledger, records, source)

    def show_month(self, month: Month) -> None:
        """Show everything as of another month; what is typed belongs to this one and is stored first."""
        if self.finish_editing():
            self.document.set_month(month)
        else:
            self._show_period()

    def _show_period(self) -> None:
        document = self.document
        months = offered_months(document.store, document.month, document.working)
        self.period.set_months(months, document.month, document.working)

    def _show_everything(self) -> None:
        self._show_period()
        self._show_state()
        self.sides.follow()

    def _follow(self, _change: Change) -> None:
        self.words.forget()
        self._show_state()
        self.pane.refresh_counts()
        self.sides.follow()

    def show_choice(self) -> None:
        """Another ledger or other rows are shown: what stands around them follows."""
        self.status.show_ordered(bool(self.pane.choice.order))
        self._show_state()
        self.sides.follow()

    def _show_backup(self, problem: str = "") -> None:
        if not self.document.read_only:
            self.status.show_backup(self.backups.keeper.last(), self.document.today(), problem)

    # --- undoing --------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the newest action back."""
        if self.finish_editing():
            self._turn("已撤销", self.document.store.undo_label(), self.document.undo)

    def redo(self) -> None:
        """Do again what was undone."""
        if self.finish_editing():
            self._turn("已恢复", self.document.store.redo_label(), self.document.redo)

    def _turn(self, verb: str, label: str | None, step: Callable[[], bool]) -> None:
        """In the rows the cursor goes to what changed; a page has none, and says what was done."""
        if step() and self.middle.page is not None:
            self.say(f"{verb}：{label}。")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back to the rows or the page from any part that has no other use for it."""
        if event.key() == Qt.Key.Key_Escape:
            self.middle.enter()
        else:
            super().keyPressEvent(event)

    def ask_for_new_file(self) -> None:
        """Ask how a new ledger file is to begin."""
        self.new_requested.emit()

    def import_files(self, paths: Sequence[Path] = ()) -> None:
        """Import workbooks; asks for them when there are none."""
        from fgj_desktop.views.window_actions import import_files

        if self.document.read_only:
            self.say(READ_ONLY)
        else:
            import_files(self, paths)

    # --- appearance -----------------------------------------------------------------------------

    @property
    def is_dark(self) -> bool:
        """Whether the dark colours are in force."""
        return colours().dark

    def switch_theme(self) -> None:
        """Between light and dark."""
        from fgj_desktop.views.window_actions import apply_appearance

        self.memory.set(THEME, "light" if self.is_dark else "dark")
        apply_appearance(self)

    def restyle(self) -> None:
        """Draw what has colours of its own anew."""
        refresh_icons(self)
        for part in (self.pane, self.middle, self.notice, self.message, self.sides, self.checking):
            part.restyle()
        self.sides.follow()

    def zoom_by(self, percent: int) -> None:
        """Show the grid larger or smaller."""
        self.pane.grid.set_zoom(self.pane.grid.zoom() + percent)

    def show_money_unit(self, unit: int) -> None:
        """Show amounts in another unit; what is typed is read in this one and is stored first."""
        if self.finish_editing():
            self.document.set_money_unit(unit)

    def _switch_unit(self) -> None:
        self.show_money_unit(YI if self.document.money_unit == WAN else WAN)

    def _unit_changed(self) -> None:
        self.memory.set(MONEY_UNIT, self.document.money_unit)
        self._show_state()
        self.pane.refresh_counts()

    # --- closing --------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Now it is known how wide the window is."""
        super().showEvent(event)
        if not self._was_shown:
            self._was_shown = True
            make_room(self)

    def changeEvent(self, event: QEvent) -> None:
        """Take in what another process wrote, when the window is looked at again."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and self.document.read_only:
            self.document.follow()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Store what is being typed, remember the place, close the file."""
        if not self.finish_editing():
            # Nothing could be stored (disk full): the text stays where it is, the message says why.
            event.ignore()
            return
        self.turns.stop()
        if "cards" in self.__dict__:
            self.cards.stop()
        remember(self)
        self.pane.stop()
        if self.history is not None:
            self.history.close()
        self.sides.stop()
        self.checking.stop()
        if "backups" in self.__dict__:
            self.backups.stop()
        super().closeEvent(event)
        self.closed.emit()
