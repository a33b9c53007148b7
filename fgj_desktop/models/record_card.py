"""What the 项目卡片 shows of a record: its fields below each other, in the sections of the declaration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex

from fgj_desktop.ledgers.declaration import PERIOD, Axis
from fgj_desktop.ledgers.pinyin import initials
from fgj_desktop.ledgers.record_parts import is_light, sections_of
from fgj_desktop.models.card_cells import CardModel, Place, month_words
from fgj_desktop.rules.cell_text import cell_text
from fgj_desktop.store.record_months import months_carried_from

if TYPE_CHECKING:
    from fgj_desktop.ledgers import Field, Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.models.document import LedgerDocument

_AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class FieldList(CardModel):
    """The record's fields below each other, title and value, in the sections of the declaration."""

    def __init__(self, document: LedgerDocument, ledger: Ledger) -> None:
        super().__init__(document, ledger)
        self._sources: dict[str, Month] = {}
        self._text = ""
        self._lines = self._arrange()

    def search(self, text: str) -> None:
        """Show only the fields whose title or value holds the text, or whose title has these initials."""
        self.beginResetModel()
        self._text = text.strip().lower()
        self._cells.clear()
        self._lines = self._arrange()
        self.endResetModel()

    def shape_changes(self) -> bool:
        """A search looks at values."""
        return bool(self._text)

    def read(self) -> None:
        """Read the record, and where its carried values come from."""
        self._sources = {}
        if self.record is not None:
            for row in self.document.view(self.ledger).rows([self.record]):
                self.keep(row, self.month)
            self._sources = months_carried_from(self.document.store, self.ledger, self.record, self.month)
        if self._text:
            self._lines = self._arrange()

    def _arrange(self) -> list[str | Field]:
        lines: list[str | Field] = []
        sections = sections_of(self.ledger, lambda field: not is_light(field) and self._is_wanted(field))
        for title, fields in sections.items():
            lines += [title, *fields]
        return lines

    def _is_wanted(self, field: Field) -> bool:
        if not self._text:
            return True
        title = field.title_for(self.month).lower()
        if self._text in title or self._text in initials(title):
            return True
        row = None if self.record is None else self.kept(self.record, self.month)
        if row is None:
            return False
        return self._text in cell_text(field, row, self.context(self.month)).lower()

    def row_of(self, field: str) -> int:
        """The row of a field; -1 when it is not listed."""
        return next(
            (row for row, one in enumerate(self._lines) if not isinstance(one, str) and one.name == field), -1
        )

    def place(self, row: int, column: int) -> Place | None:
        """Values stand in the second column."""
        line = self._lines[row]
        if column != 1 or isinstance(line, str) or self.record is None:
            return None
        return Place(self.ledger, self.record, line, self.month)

    def title(self, row: int, column: int) -> str:
        """The title of a field."""
        line = self._lines[row]
        return "" if column or isinstance(line, str) else line.title_for(self.month)

    def heading(self, row: int) -> str:
        """The title of a section; 本期 says which."""
        line = self._lines[row]
        if not isinstance(line, str):
            return ""
        return f"{line}　{self.month.title}" if line == PERIOD and Axis.MONTH in self.ledger.axes else line

    def hint(self, row: int, column: int) -> str:
        """「沿用 8月」, with the year when it is another; 「随上年台账」 of an amount derived from the years before."""
        cell, place = self.cell(row, column), self.place(row, column)
        if cell is None or place is None or not cell.muted:
            return ""
        if place.field.column.accumulates is not None:
            return "随上年台账"
        source = self._sources.get(place.field.name)
        return "" if source is None else f"沿用 {month_words(source, self.month)}"

    def rowCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        """Fields and headings."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        """Title and value."""
        return 0 if parent.isValid() else 2
