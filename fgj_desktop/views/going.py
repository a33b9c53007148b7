"""Going from one place of the window to another: ledgers, pages, records, the rows behind a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.models.choice import Only
from fgj_desktop.models.travel import destination
from fgj_desktop.views.pages import page_named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

    from fgj_desktop.models.choice import Compared
    from fgj_desktop.store.changes import Change
    from fgj_desktop.views.main_window import MainWindow


class Going(QObject):
    """Leads through one window. What is being typed is stored first; when that fails, nobody goes anywhere."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.document.travelled.connect(self._travel)
        window.navigation.chosen.connect(self.to)
        window.middle.changed.connect(self._show_where)

    def to(self, name: str) -> bool:
        """Show a ledger's rows or a page; False when what is being typed could not be stored."""
        return self.to_ledger(name) if page_named(name) is None else self.to_page(name)

    def to_ledger(self, name: str) -> bool:
        """Show the rows of a ledger."""
        window = self._window
        same = name == window.pane.ledger.name
        if same and window.middle.page is None:
            return True
        opened = same or (window.finish_editing() and window.pane.open(name))
        if opened:
            window.middle.show_rows()
            window.show_choice()
        self._show_where()
        return opened

    def to_page(self, name: str) -> bool:
        """Show a page in the place of the rows."""
        stored = self._window.finish_editing()
        if stored:
            self._window.middle.show_page(name)
        self._show_where()
        return stored

    def to_record(self, ledger: str, record: int, field: str | None = None) -> None:
        """Show a record's row, in its ledger."""
        window = self._window
        if not self.to_ledger(ledger):
            return
        if window.pane.reveal(record, field):
            window.activateWindow()
            window.pane.grid.setFocus()
        else:
            shown = ledger_named(ledger)
            window.say(f"{shown.title}在本报告期没有这个{shown.record_title}。")

    def to_records(
        self, ledger: str, records: Iterable[int], source: str, compared: Compared | None = None
    ) -> bool:
        """Show only these records of a ledger, and whence they come: the title of the figure they are behind."""
        window, only = self._window, Only(tuple(records), source, compared)
        if not window.finish_editing() or not self.to_ledger(ledger):
            return False
        window.pane.filters.only_records(only)
        absent = len(set(only.records)) - window.pane.shown_table.record_count
        if absent:
            shown = window.pane.ledger
            window.say(f"其中 {absent} {shown.measure_word}不在本报告期的{shown.title}中，未显示。")
        window.activateWindow()
        window.pane.grid.setFocus()
        return True

    def to_search(self) -> None:
        """Put the cursor into the search box."""
        pane = self._window.pane
        pane.grid.finish_editing()
        pane.line.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        pane.line.search.selectAll()

    def to_next_part(self) -> None:
        """Put the focus into the next part of the window: navigation, search, rows or page, checks, charts, reminders."""
        window = self._window
        window.pane.grid.finish_editing()
        parts: list[QWidget] = [window.navigation, *reversed(window.middle.parts())]
        parts += [*window.checking.parts(), *window.sides.parts()]
        focused = QApplication.focusWidget()
        here = -1
        for place, part in enumerate(parts):
            if focused is part or (focused is not None and part.isAncestorOf(focused)):
                here = place
        parts[(here + 1) % len(parts)].setFocus(Qt.FocusReason.TabFocusReason)
        # As after Tab, a button shows that the keyboard is on it; taking the focus forgets that.
        window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)

    def _travel(self, change: Change) -> None:
        """Look at what an undo or redo changed."""
        window = self._window
        page = window.middle.page_widget()
        if page is not None and page.travel(change):
            return
        place = destination(window.document, change, window.pane.ledger.name)
        if place is None:
            return
        self.to_ledger(place.ledger)
        if place.month is not None:
            window.document.set_month(place.month)
        if place.record is not None:
            window.pane.reveal(place.record, place.field)

    def _show_where(self) -> None:
        """Say in navigation, menus and status line what is shown."""
        window = self._window
        page = window.middle.page
        window.navigation.choose(window.pane.ledger.name if page is None else page.name)
        window.status.show_rows_facts(page is None)
        # What is said above rows of a closed period does not stand above a page.
        window.words.show_state()
        window.bar.refresh()
