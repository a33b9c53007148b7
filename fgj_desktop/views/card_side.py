"""Keeps the 项目卡片 beside the grid: opened with F3, it follows the grid's current row."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from fgj_desktop.views.history_places import go_to_cell
from fgj_desktop.views.history_window import show_history
from fgj_desktop.views.record_card import RecordCard
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from fgj_desktop.views.main_window import MainWindow
    from fgj_desktop.views.panels import Panel

_WIDTH = "card_width"
_DELAY = 30
"""Milliseconds after the last move in the grid: a held arrow key is not slowed down."""
_ROWS_NEED = 34
"""Text heights that the grid keeps beside the card; below, charts and reminders make room."""
_COUNTED = 20_000


class CardSide(QObject):
    """The card of one window; made when it is first asked for."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.card: RecordCard | None = None
        self._hidden: list[Panel] = []
        self._late = QTimer(self, singleShot=True, interval=_DELAY)
        self._late.timeout.connect(self.show_current)
        window.pane.selection_changed.connect(self.follow)

    @property
    def is_open(self) -> bool:
        """Whether the card is shown."""
        return self.card is not None and self.card.isVisible()

    def open(self) -> None:
        """Show the card of the current row and give it the keyboard."""
        if not self._window.pane.grid.finish_editing():
            return
        opening = not self.is_open
        card = self._card()
        card.show()
        if opening:
            self._make_room(card)
        self.show_current()
        card.enter()
        self._window.bar.refresh()

    def close(self) -> None:
        """Hide the card; what is being typed is stored first."""
        if self.card is None or not self.card.finish_editing():
            return
        self._window.memory.set(_WIDTH, self.card.width())
        self.card.hide()
        for dock in self._hidden:
            dock.show()
        self._hidden.clear()
        self._window.pane.grid.setFocus()
        self._window.bar.refresh()

    def toggle(self) -> None:
        """F3: open the card, go into it, and from inside close it."""
        if self.is_open and self.card is not None and self.card.isAncestorOf(self._window.focusWidget()):
            self.close()
        else:
            self.open()

    def print(self) -> None:
        """Show the record of the card as a page (一项一档)."""
        from fgj_desktop.views.record_sheets import preview_sheets_of

        record = None if self.card is None else self.card.record
        preview_sheets_of(self._window, [] if record is None else [record])

    def finish_editing(self) -> bool:
        """Store what is being typed in the card; False when it could not be stored."""
        return self.card is None or self.card.finish_editing()

    def stop(self) -> None:
        """The window is closing: panels are remembered as they were without the card."""
        self._late.stop()
        if self.card is not None:
            # While it is hidden, the splitter lays it out at its least width.
            if self.is_open:
                self._window.memory.set(_WIDTH, self.card.width())
            self.card.stop()
        for dock in self._hidden:
            dock.show()

    # --- following ------------------------------------------------------------------------------

    def follow(self, _text: str = "") -> None:
        """The grid's current row may be another."""
        if self.is_open:
            self._late.start()

    def show_current(self) -> None:
        """Show the record of the grid's current row, in the card of its ledger."""
        if not self.is_open:
            return
        card, record = self._card(), self._current()
        card.show_record(record, self._place_words(record))

    def _current(self) -> int | None:
        place = self._window.pane.current()
        # Headings of groups have negative ids: they are no records.
        return place[0] if place is not None and place[0] > 0 else None

    def _place_words(self, record: int | None) -> str:
        table = self._window.pane.shown_table
        if record is None or len(table.ids) > _COUNTED:
            return ""
        records = [one for one in table.ids if one > 0]
        return f"第 {records.index(record) + 1:,} 项，共 {len(records):,} 项"

    def step(self, by: int) -> None:
        """Go to the record before or after in the grid, past headings."""
        pane = self._window.pane
        place = pane.current()
        if place is None or not self.finish_editing():
            return
        ids, row = pane.shown_table.ids, pane.shown_table.row_of(place[0]) + by
        while 0 <= row < len(ids) and ids[row] < 0:
            row += by
        if 0 <= row < len(ids):
            pane.select(ids[row], place[1])
            self.show_current()
        elif self.card is not None:
            self.card.say("已是第一项。" if by < 0 else "已是最后一项。")

    # --- the card -------------------------------------------------------------------------------

    def _card(self) -> RecordCard:
        """The card of the ledger shown."""
        ledger = self._window.pane.ledger
        if self.card is not None and self.card.ledger is ledger:
            return self.card
        former, splitter = self.card, self._window.splitter
        card = self.card = RecordCard(self._window.document, ledger)
        card.step_requested.connect(self.step)
        card.print_requested.connect(self.print)
        card.closed.connect(self.close)
        card.left.connect(self._window.pane.grid.setFocus)
        card.history.jump_requested.connect(partial(go_to_cell, self._window))
        card.history.action_requested.connect(lambda action: show_history(self._window).show_action(action))
        if former is None:
            splitter.addWidget(card)
        else:
            former.stop()
            splitter.replaceWidget(splitter.indexOf(former), card)
            former.deleteLater()
            card.show()
        splitter.setCollapsible(splitter.indexOf(card), False)
        splitter.setStretchFactor(splitter.indexOf(card), 0)
        return card

    def _make_room(self, card: RecordCard) -> None:
        """Give the card its width; where the rows would keep too little, the panels step aside."""
        splitter = self._window.splitter
        width = int(self._window.memory.get(_WIDTH) or space(27))
        sizes = splitter.sizes()
        rows = splitter.width() - sizes[0] - width
        if rows < space(_ROWS_NEED):
            for dock in self._window.sides.docks:
                if dock.isVisible():
                    dock.hide()
                    self._hidden.append(dock)
                    rows += dock.width() if dock is self._window.sides.docks[0] else 0
        splitter.setSizes([sizes[0], max(rows, space(_ROWS_NEED // 2)), width])


def toggle_card(window: MainWindow) -> None:
    """Open the card of the current row, or close it from inside."""
    window.cards.toggle()
