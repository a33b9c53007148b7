"""Charts and reminders at the side of the window: made after the first paint, computed when shown."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.views.panels import Panel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fgj_desktop.rules.reminder import Reminder
    from fgj_desktop.rules.summaries import UnitPoint
    from fgj_desktop.store.filters import Filter
    from fgj_desktop.views.chart_panel import ChartPanel
    from fgj_desktop.views.main_window import MainWindow
    from fgj_desktop.views.reminder_panel import ReminderPanel

_CHARTED = "key_project"
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
        self.chart_dock = Panel("charts", "图表", window, subject=ledger_named(_CHARTED).title)
        self.reminder_dock = Panel("reminders", "提醒", window)
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

        charts = ChartPanel(self._window.document)
        charts.unit_picked.connect(self._pick_unit)
        charts.failed.connect(lambda text: self._window.say(text, error=True))
        self.chart_dock.setWidget(charts)
        return charts

    @cached_property
    def reminders(self) -> ReminderPanel:
        """The reminders, made when first asked for."""
        from fgj_desktop.views.reminder_panel import ReminderPanel

        reminders = ReminderPanel(self._window.document)
        reminders.jump_requested.connect(self._jump)
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
        """The charts follow what narrows the rows; the units beside each other, all but the choice of units."""
        pane = self._window.pane
        filters: tuple[Filter, ...] = ()
        between: tuple[Filter, ...] = ()
        words = ""
        if pane.ledger.name == _CHARTED:
            filters, between = pane.choice.filters(), pane.choice.besides(pane.ledger.unit_column)
            words = pane.filters.words()
        self.charts.set_filters(filters, between, f"图表只含：{words}" if words else "")
        self.charts.compute()

    def _reminders_counted(self, count: int) -> None:
        self.reminder_dock.set_count(count)
        self._window.navigation.set_urgent(self.reminders.urgent())

    def _jump(self, reminder: Reminder) -> None:
        self._window.go_to(reminder.ledger, reminder.record)

    def _pick_unit(self, unit: UnitPoint) -> None:
        if self._window.open_ledger(_CHARTED):
            self._window.pane.show_unit(unit.unit)
