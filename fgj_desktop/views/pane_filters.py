"""What narrows and orders the rows of a pane: chips, search, titles, and the line that says so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint

from fgj_desktop.store.filters import ColumnFilter
from fgj_desktop.views.filter_chips import ColumnChips
from fgj_desktop.views.grid_header import SortKey

if TYPE_CHECKING:
    from fgj_desktop.models.chips import Chip
    from fgj_desktop.models.choice import Choice, Only
    from fgj_desktop.views.filter_popup import FilterPopup
    from fgj_desktop.views.ledger_pane import LedgerPane


_ONLY = "@only"
"""Stands for the records behind a figure among the names of filtered columns."""


class PaneFilters(QObject):
    """Takes the gestures that filter and order, applies them and shows what is in force."""

    def __init__(self, pane: LedgerPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self.chips = ColumnChips()
        line, grid = pane.line, pane.grid
        line.search_changed.connect(lambda text: self.apply(replace(pane.choice, search=text)))
        line.chip_chosen.connect(self._choose_chip)
        self.chips.cleared.connect(self._take_away)
        self.chips.all_cleared.connect(self.clear)
        grid.sort_requested.connect(self._sort)
        grid.header().filter_requested.connect(self.open_popup)
        document = pane.document
        for signal in (
            document.changed,
            document.reread,
            document.period_changed,
            document.money_unit_changed,
        ):
            # Their words hold names of units, amounts and titles of the period.
            signal.connect(self._show_chips)

    def apply(self, choice: Choice) -> None:
        """Narrow and order the rows; what is being typed is stored first."""
        if not self._pane.grid.finish_editing():
            self.show()
            return
        self._pane.shown_table.show(choice)
        self.show()
        self._pane.choice_changed.emit()

    def clear(self) -> None:
        """Show all rows."""
        self.apply(self._pane.choice.cleared())

    def only_value(self, field: str, value: int | str | None) -> None:
        """Only the rows with a value in a column; without one also those whose text fits none, as charts count them."""
        from fgj_desktop.models.value_list import LONGEST

        choice, pane = self._pane.choice, self._pane
        if value is not None:
            self.apply(choice.with_value(field, value))
            return
        with pane.document.reading():
            listed = pane.document.view(pane.ledger).listed(field, (), LONGEST)
        marks = tuple(one.mark for one in listed if one.mark is not None)
        self.apply(choice.with_column(ColumnFilter(field, "picked", (None,), marks)))

    def only_records(self, only: Only) -> None:
        """Only these records, whatever narrowed the rows before; their order and groups stay."""
        self.apply(replace(self._pane.choice.cleared(), only=only))

    def _take_away(self, name: str) -> None:
        choice = self._pane.choice
        self.apply(replace(choice, only=None) if name == _ONLY else choice.without_column(name))

    def words(self) -> str:
        """All that narrows the rows, in words; empty without."""
        from fgj_desktop.models.filter_words import filter_words

        pane = self._pane
        return filter_words(pane.document, pane.ledger, pane.choice)

    def show(self) -> None:
        """Show what is in force."""
        pane = self._pane
        choice = pane.choice
        pane.line.choose(choice.chip)
        if pane.line.search.text() != choice.search:
            pane.line.set_search(choice.search)
        self._show_chips()
        pane.folding.show()
        self.show_order()

    def _show_chips(self) -> None:
        """Show what is asked of columns: as chips, and in their titles."""
        pane = self._pane
        told = {}
        if pane.choice.columns:
            from fgj_desktop.models.filter_words import column_words

            told = {one.field: column_words(pane.document, pane.ledger, one) for one in pane.choice.columns}
        only = [] if pane.choice.only is None else [(_ONLY, pane.choice.only.words)]
        self.chips.show_narrowing([*only, *((field, "：".join(words)) for field, words in told.items())])
        places = {pane.shown_table.column_of(field): words for field, (_, words) in told.items()}
        pane.grid.header().set_filtered(places)

    def show_order(self) -> None:
        """Show the order in the titles, and whether it is stale."""
        pane, table = self._pane, self._pane.shown_table
        keys = [SortKey(table.column_of(one.field), one.descending) for one in pane.choice.order]
        pane.grid.header().set_sort([key for key in keys if key.column >= 0], table.is_stale)
        pane.stale_changed.emit(table.is_stale)

    def _choose_chip(self, chip: Chip) -> None:
        self.apply(replace(self._pane.choice, chip=chip))

    def _sort(self, column: int, further: bool) -> None:
        field = self._pane.shown_table.fields[column].name
        self.apply(self._pane.choice.sorted_by(field, further=further))

    # --- the filter of a column -----------------------------------------------------------------

    def open_popup(self, column: int) -> FilterPopup | None:
        """Open the filter of a column under its title; None when what is being typed could not be stored."""
        if column < 0 or not self._pane.grid.finish_editing():
            return None
        popup, place = self.make_popup(column)
        popup.open_below(place)
        return popup

    def make_popup(self, column: int) -> tuple[FilterPopup, QPoint]:
        """The filter of a column, and the place on the screen under its title."""
        from fgj_desktop.views.filter_popup import FilterPopup

        pane, grid = self._pane, self._pane.grid
        grid.show_column(column)
        field = pane.shown_table.fields[column].name
        popup = FilterPopup(pane.document, pane.ledger, field, pane.choice, pane)
        popup.chosen.connect(self.apply)
        header = grid.header()
        return popup, header.viewport().mapToGlobal(QPoint(grid.column_left(column), header.title_height()))

    def filter_by_cell(self) -> None:
        """Only rows that show in this column what the current cell shows."""
        here = self._pane.current()
        wanted = None if here is None else self._of_cell(*here)
        if wanted is not None and self._pane.grid.finish_editing():
            self.apply(self._pane.choice.with_column(wanted))

    def _of_cell(self, record: int, field: str) -> ColumnFilter | None:
        from fgj_desktop.models.value_list import filter_of_cell

        table = self._pane.shown_table
        row = table.row_data(table.row_of(record))
        return None if row is None else filter_of_cell(self._pane.ledger.fields_by_name[field], row)
