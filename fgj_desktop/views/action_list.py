"""The list of actions in the history window, newest first."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from fgj_desktop.models.history_words import state_words
from fgj_desktop.models.moments import moment_words
from fgj_desktop.views.word_table import WordTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.store.history_entry import Entry


class ActionList(WordTable):
    """Actions with who, when and what became of them; those undone are struck out."""

    def __init__(self, document: LedgerDocument) -> None:
        super().__init__(["时间", "操作", "用户", "状态"], stretched=1)
        self.setAccessibleName("操作")
        self._document = document
        self.entries: list[Entry] = []
        self._known: set[int] = set()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """List these alone; the one chosen stays chosen, else it is the first."""
        chosen = self.chosen()
        self.entries = list(entries)
        self._known = {entry.id for entry in entries}
        self.fill([self._words(entry) for entry in entries])
        for place, entry in enumerate(entries):
            self._style(place, entry)
        if entries and not (chosen is not None and self.choose(chosen.id)):
            self.setCurrentCell(0, 0)

    def put(self, entries: Iterable[Entry]) -> None:
        """List further actions, each at its place."""
        for entry in entries:
            if entry.id in self._known:
                continue
            self._known.add(entry.id)
            place = bisect_left(self.entries, -entry.id, key=lambda one: -one.id)
            self.entries.insert(place, entry)
            self.insert_words(place, self._words(entry))
            self._style(place, entry)
            if len(self.entries) == 1:
                self.setCurrentCell(0, 0)
                self.fit()

    def choose(self, action: int) -> bool:
        """Make an action the chosen one; False when it is not listed."""
        if action not in self._known:
            return False
        self.setCurrentCell(bisect_left(self.entries, -action, key=lambda one: -one.id), 0)
        return True

    def chosen(self) -> Entry | None:
        """The action chosen."""
        here = self.currentRow()
        return self.entries[here] if 0 <= here < len(self.entries) else None

    def _words(self, entry: Entry) -> tuple[str, str, str, str]:
        moment = moment_words(entry.at, self._document.today())
        return moment, entry.label, entry.user, state_words(entry)

    def _style(self, place: int, entry: Entry) -> None:
        undone = entry.state == "undone" or entry.reverted
        if undone:
            self.style_row(place, muted=True, struck=True)
