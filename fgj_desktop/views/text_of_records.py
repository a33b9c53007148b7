"""A text for each of some records: the records at the left, the words of the chosen one at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fgj_desktop.views.parts import TextBox, label
from fgj_desktop.views.theme import space
from fgj_desktop.views.word_table import WordTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.models.round_status import RecordText

_TICK = "✓ "


class RecordTexts(QWidget):
    """What is typed or pasted for each record; with one record there is no list."""

    def __init__(self) -> None:
        super().__init__()
        self._records: list[RecordText] = []
        self._texts: dict[int, str] = {}
        self.list = WordTable(("报送事项",), stretched=0)
        self.list.setAccessibleName("报送事项")
        self.title = label("", "muted")
        self.edit = TextBox("报送原文", "报送原文：把微信、粤政易或电话中的内容原样粘贴或录入")
        right = QVBoxLayout()
        right.setSpacing(space(0.3))
        right.addWidget(self.title)
        right.addWidget(self.edit, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list, 2)
        layout.addLayout(right, 3)
        self.list.itemSelectionChanged.connect(lambda: self._show(self.list.currentRow()))
        self.edit.textChanged.connect(self._take)

    def show_records(self, records: Sequence[RecordText]) -> None:
        """Begin with these records and their words."""
        self._records = list(records)
        self._texts = {one.record: one.text for one in records}
        self.list.blockSignals(True)
        self.list.fill([(one.title,) for one in self._records])
        self.list.blockSignals(False)
        self.list.setVisible(len(self._records) > 1)
        for place in range(len(self._records)):
            self._mark(place)
        self.edit.setEnabled(bool(self._records))
        self.list.setCurrentCell(0, 0)
        self._show(0)

    def changed(self) -> dict[int, str]:
        """The words of records that differ from those they began with; an emptied one is not among them."""
        found = ((one, self._texts[one.record].strip()) for one in self._records)
        return {one.record: text for one, text in found if text and text != one.text.strip()}

    def write(self, place: int, text: str) -> None:
        """Put words to a record, as typing would."""
        self.list.setCurrentCell(place, 0)
        self.edit.setPlainText(text)

    def _show(self, place: int) -> None:
        self.edit.blockSignals(True)
        if 0 <= place < len(self._records):
            one = self._records[place]
            self.title.setText(one.title)
            self.edit.setPlainText(self._texts[one.record])
        else:
            self.title.setText("")
            self.edit.setPlainText("")
        self.edit.blockSignals(False)

    def _take(self) -> None:
        place = self.list.currentRow()
        if 0 <= place < len(self._records):
            self._texts[self._records[place].record] = self.edit.toPlainText()
            self._mark(place)

    def _mark(self, place: int) -> None:
        """A tick before the title of a record that gets other words."""
        one = self._records[place]
        tick = _TICK if one.record in self.changed() else ""
        item = self.list.item(place, 0)
        if item is not None:
            item.setText(f"{tick}{one.title}")
