"""The page of the 项目卡片 that tells what was done to the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from fgj_desktop.views.card_pages import CardPage
from fgj_desktop.views.record_history import RecordHistory
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.models.document import LedgerDocument

_WIDTHS = (7, 5)


class HistoryPage(CardPage):
    """Holds the record's story, made when the page is first looked at."""

    jump_requested = Signal(str, object, str, str)
    action_requested = Signal(object)

    def __init__(self, document: LedgerDocument, ledger: Ledger) -> None:
        super().__init__("操作历史")
        self._document, self._ledger = document, ledger
        self.story: RecordHistory | None = None
        margin = space(0.5)
        self._column.setContentsMargins(margin, margin, margin, margin)

    def show_record(self, record: int | None) -> None:
        """Tell the story of a record; it follows what is done to it by itself."""
        if record is None:
            return
        if self.story is not None:
            self.story.show_record(record)
            return
        story = self.story = RecordHistory(self._document, self._ledger, record)
        for column, width in enumerate(_WIDTHS):
            story.tree.setColumnWidth(column, space(width))
        story.said.connect(self.said)
        story.jump_requested.connect(self.jump_requested)
        story.action_requested.connect(self.action_requested)
        self._column.addWidget(story)

    def enter(self) -> None:
        """Take the keyboard."""
        if self.story is not None:
            self.story.tree.setFocus()
