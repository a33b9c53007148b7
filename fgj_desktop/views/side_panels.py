"""Charts and reminders at the side of the window: made after the first paint, computed when shown."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.models.choice import Only
from fgj_desktop.views.pages import START_PAGE
from fgj_desktop.views.panels import Panel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fgj_desktop.models.choice import Choice
    from fgj_desktop.rules.chart_query import Pick
    from fgj_desktop.rules.reminder import Reminder
    from fgj_desktop.views.chart_panel import ChartPanel
    from fgj_desktop.views.main_window import MainWindow
    from fgj_desktop.views.reminder_panel import ReminderPanel

_DELAY = 1500
"""Milliseconds after the last change until charts and reminders follow: drawing beside typing would slow it down."""


class SidePanels(QObject):
    """The two docks of a window and what they hold."""

    shown = Signal()
    """A panel was shown or hidden."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._stopped = False
        self._heights: list[int] = []
        """How high the panels were before the charts left their room; empty while they have it."""
        self.chart_dock: Panel = Panel("charts", "图表", window)
        self.reminder_dock: Panel = Panel("reminders", "提醒", window)
        self._late = QTimer(self, singleShot=True, interval=_DELAY)
        self._late.timeout.connect(self._compute_later)
        for dock in self.docks:
            window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
            dock.visibilityChanged.connect(self._visibility_changed)

    @property
    def docks(self) -> tuple[Panel, Panel]:
        """Both panels, from top to bottom."""
        return self.chart_dock, self.reminder_dock

    @cached_property
    def charts(self) -> ChartPanel:
        """The charts, made when first asked for."""
        from fgj_desktop.views.chart_panel import ChartPanel

        charts = ChartPanel(self._window.document, self._window.memory)
        charts.picked.connect(self._pick)
        charts.left.connect(self._leave)
        charts.failed.connect(lambda text: self._window.say(text, error=True))
        self.chart_dock.setWidget(charts)
        return charts

    @cached_property
    def reminders(self) -> ReminderPanel:
        """The reminders, made when first asked for."""
        from fgj_desktop.views.reminder_panel import ReminderPanel

        reminders = ReminderPanel(self._window.document)
        reminders.jump_requested.connect(self.open_reminder)
        reminders.count_changed.connect(self._reminders_counted)
        self.reminder_dock.setWidget(reminders)
        return reminders

    def parts(self) -> list[QWidget]:
        """What the keyboard can go to in the panels that are shown."""
        found: list[QWidget] = []
        if self.chart_dock.isVisible():
            found.append(self.charts)
        if self.reminder_dock.isVisible():
            found.append(self.reminders.list)
        return found

    def toggle(self, dock: Panel) -> None:
        """Show or hide a panel."""
        dock.setVisible(not dock.isVisible())

    def follow(self) -> None:
        """Compute again a while after the last change."""
        self._late.start()

    def is_waiting(self) -> bool:
        """Whether what is shown is still to follow a change."""
        return self._late.isActive()

    def stop(self) -> None:
        """Follow no longer: the window is closing."""
        self._stopped = True
        self._late.stop()
        if "charts" in self.__dict__:
            self.charts.stop()

    def restyle(self) -> None:
        """Take the colours in force."""
        for dock in self.docks:
            dock.restyle()

    def _visibility_changed(self, visible: bool) -> None:
        if self._stopped:
            return
        self.shown.emit()
        if visible:
            self.follow()

    def _compute_later(self) -> None:
        if self._window.pane.grid.is_editing():
            self.follow()
            return
        self._window.turns.request(self.compute_reminders, self.compute_charts)

    def compute_reminders(self) -> None:
        """List what is to be chased by now."""
        self.reminders.compute()

    def compute_charts(self) -> None:
        """The charts are of the ledger shown and follow what narrows its rows.

        Bars beside each other follow all but the choice of one of them.
        """
        pane, charts = self._window.pane, self.charts
        self.chart_dock.set_subject(pane.ledger.title)
        charts.set_ledger(pane.ledger)
        choice = wider = pane.choice
        if charts.opened is not None:
            if not _is_picked(choice, charts.opened.pick):
                charts.close_opened()
            elif charts.opened.pick.field is None:
                wider = replace(choice, only=None)
        charts.set_filters(choice.filters(), wider.besides, pane.filters.words())
        self.leave_room(low=not charts.has_kinds)
        charts.compute()

    def leave_room(self, *, low: bool) -> None:
        """Leave the room of the charts to the reminders where a ledger has none, and give it back afterwards."""
        if low and not self._heights and all(dock.isVisible() for dock in self.docks):
            self._heights = [dock.height() for dock in self.docks]
            self.chart_dock.set_low(low=True)
        elif not low and self._heights:
            self.chart_dock.set_low(low=False)
            self._window.resizeDocks(self.docks, self._heights, Qt.Orientation.Vertical)
            self._heights = []

    def _reminders_counted(self, count: int) -> None:
        self.reminder_dock.set_count(count)
        self._window.navigation.set_counts({START_PAGE: count})
        self._window.navigation.set_urgent(self.reminders.urgent())

    def open_reminder(self, reminder: Reminder) -> None:
        """Show what a reminder is about: its rows, its row, or the ledger, as of the month that is reported of.

        A report whose round has begun is chased on the page of the round.
        """
        window = self._window
        if self._open_round(reminder):
            return
        if reminder.month not in {None, window.document.month}:
            assert reminder.month is not None
            window.show_month(reminder.month)
        if len(reminder.records) > 1:
            window.show_records(reminder.ledger, reminder.records, reminder.title)
        elif reminder.record:
            window.go_to(reminder.ledger, reminder.record)
        else:
            window.open_ledger(reminder.ledger)

    def _open_round(self, reminder: Reminder) -> bool:
        from fgj_desktop.rules.reminder import Kind
        from fgj_desktop.rules.rounds import round_of

        if reminder.kind is not Kind.REPORT_DUE:
            return False
        store = self._window.document.store
        ledger = store.ledgers.get(reminder.ledger)
        try:
            period = ReportPeriod.parse(reminder.key.rpartition(":")[2])
        except UserError:
            return False
        begun = None if ledger is None else round_of(store, ledger, period)
        if begun is None:
            return False
        from fgj_desktop.views.round_work import show_round_of

        show_round_of(self._window, begun.id)
        return True

    def _pick(self, pick: Pick) -> None:
        """Show the rows that a bar stands for: one value of a column, one record, or these records."""
        window = self._window
        if pick.record is not None:
            window.go_to(pick.ledger, pick.record)
        elif pick.field is None:
            window.show_records(pick.ledger, pick.records, pick.title)
        elif window.open_ledger(pick.ledger):
            value = pick.value
            assert value is None or isinstance(value, int | str)
            window.pane.filters.only_value(pick.field, value)

    def _leave(self, pick: Pick) -> None:
        """No longer only the rows of a bar."""
        pane = self._window.pane
        if pane.ledger.name == pick.ledger and _is_picked(pane.choice, pick):
            field = pick.field
            pane.apply(
                replace(pane.choice, only=None) if field is None else pane.choice.without_column(field)
            )


def _is_picked(choice: Choice, pick: Pick) -> bool:
    """Whether the rows are narrowed by what a bar stands for."""
    if pick.field is None:
        return choice.only == Only(pick.records, pick.title)
    wanted = choice.column(pick.field)
    return wanted is not None and wanted.how == "picked" and pick.value in wanted.values
