"""The middle of the window: the rows of a ledger, or a page in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDockWidget, QSizePolicy, QStackedWidget

from fgj_desktop.views.pages import page_named

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fgj_desktop.views.main_window import MainWindow
    from fgj_desktop.views.pages import Page
    from fgj_desktop.views.window_page import WindowPage


class Middle(QStackedWidget):
    """Holds the ledger's pane and the pages, which are made when first shown.

    What stands beside the rows (charts, reminders, checks, the card) steps aside for a page and comes back with the rows.
    """

    painted = Signal()
    """Rows or a page were painted for the first time."""
    changed = Signal()
    """Rows gave way to a page, a page to rows or to another page."""

    def __init__(self, window: MainWindow, pane: QWidget) -> None:
        super().__init__()
        self._window = window
        self._pages: dict[str, WindowPage] = {}
        self._aside: list[QWidget] = []
        self._was_painted = False
        self.page: Page | None = None
        """The page shown; None while the rows are."""
        self.addWidget(pane)
        self.currentChanged.connect(self._give_room)

    def page_widget(self) -> WindowPage | None:
        """The page shown, as a widget."""
        return None if self.page is None else self._pages[self.page.name]

    def show_rows(self) -> None:
        """Show the rows of the ledger that is open."""
        if self.page is None:
            return
        had_keys = self._has_keys()
        self.page = None
        self.setCurrentIndex(0)
        self.bring_back()
        self._keep_keys(had_keys)
        self.changed.emit()

    def show_page(self, name: str) -> None:
        """Show a page; what is being typed must be stored by now."""
        page = page_named(name)
        assert page is not None
        if page is self.page:
            return
        if name not in self._pages:
            made = self._pages[name] = page.make(self._window)
            made.painted.connect(self.announce_paint)
            self.addWidget(made)
        had_keys = self._has_keys()
        if self.page is None:
            self._put_aside()
        self.page = page
        self.setCurrentWidget(self._pages[name])
        self._keep_keys(had_keys)
        self.changed.emit()

    def _give_room(self, shown: int) -> None:
        """Only what is shown asks for width: a page that is put away would squeeze what stands beside the rows."""
        for place in range(self.count()):
            policy = QSizePolicy.Policy.Preferred if place == shown else QSizePolicy.Policy.Ignored
            widget = self.widget(place)
            assert widget is not None
            widget.setSizePolicy(policy, policy)

    def enter(self) -> None:
        """Give the keyboard to what is shown."""
        self.parts()[0].setFocus()

    def _has_keys(self) -> bool:
        """Whether the keyboard goes to what is about to leave."""
        return self.isAncestorOf(self._window.focusWidget())

    def _keep_keys(self, had_keys: bool) -> None:
        if had_keys:
            self.enter()

    def parts(self) -> list[QWidget]:
        """What the keyboard goes to, in turn."""
        shown, pane = self.page_widget(), self._window.pane
        return [pane.grid, pane.line.search] if shown is None else shown.parts() or [shown]

    def finish_editing(self) -> bool:
        """Store what is being typed into the page shown; False when it could not be stored."""
        page = self.page_widget()
        return page is None or page.finish_editing()

    def restyle(self) -> None:
        """Take the colours in force."""
        for page in self._pages.values():
            page.restyle()

    def announce_paint(self) -> None:
        """Something was painted; told once."""
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    # --- what stands beside the rows ------------------------------------------------------------

    def _put_aside(self) -> None:
        window = self._window
        docks = [dock for dock in window.findChildren(QDockWidget) if not dock.isHidden()]
        card = window.cards.card if "cards" in window.__dict__ else None
        beside: list[QWidget] = [*docks, *([card] if card is not None and not card.isHidden() else [])]
        for widget in beside:
            widget.hide()
        self._aside = beside

    def bring_back(self) -> None:
        """Show again what stood beside the rows."""
        aside, self._aside = self._aside, []
        for widget in aside:
            widget.show()
