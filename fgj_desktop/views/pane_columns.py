"""Which columns a pane shows: their order, widths, what stays in view; remembered for each ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject

from fgj_desktop.ledgers.record_parts import is_light
from fgj_desktop.models.arrangement import Arrangement

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.views.column_choice import ColumnChoice
    from fgj_desktop.views.ledger_pane import LedgerPane
    from fgj_desktop.views.window_memory import WindowMemory

_WIDTHS, _COLUMNS = "widths", "columns"
"""Names in the window's memory: own widths of columns, and their arrangement, by ledger."""
_Command = QItemSelectionModel.SelectionFlag


class _Selected(NamedTuple):
    """A selected block: rows, and the names of its columns."""

    top: int
    bottom: int
    names: tuple[str, ...]


class PaneColumns(QObject):
    """Arranges the columns of the ledger shown."""

    def __init__(self, pane: LedgerPane, memory: WindowMemory) -> None:
        super().__init__(pane)
        self._pane = pane
        self._memory = memory
        pane.grid.column_resized.connect(self._remember_width)
        pane.grid.header().column_moved.connect(self._dropped)

    # --- what is remembered ---------------------------------------------------------------------

    def of(self, ledger: Ledger) -> Arrangement:
        """The arrangement remembered for a ledger."""
        return Arrangement.read(ledger, self._remembered(_COLUMNS, ledger))

    @property
    def arrangement(self) -> Arrangement:
        """The arrangement of the ledger shown."""
        return self._pane.shown_table.arrangement

    @property
    def widths(self) -> dict[str, float]:
        """The widths, in half-width characters, that the clerk gave to columns of the ledger shown."""
        return self._remembered(_WIDTHS, self._pane.ledger)

    def _remembered(self, name: str, ledger: Ledger) -> dict[str, Any]:
        every = self._memory.get(name)
        found = every.get(ledger.name) if isinstance(every, dict) else None
        return dict(found) if isinstance(found, dict) else {}

    def lay_out(self) -> None:
        """Give the grid the widths, and how many columns stay in view."""
        table, kept = self._pane.shown_table, self.widths
        self._pane.grid.set_frozen_columns(table.arrangement.frozen)
        self._pane.grid.set_column_characters(
            [float(kept.get(field.name, field.column.width)) for field in table.fields]
        )
        serial = table.ledger.serial_column
        self._pane.grid.card_columns = frozenset(
            place for place, field in enumerate(table.fields) if field.name == serial or is_light(field)
        )

    def _remember_width(self, column: int) -> None:
        field = self._pane.shown_table.fields[column].name
        self._remember(_WIDTHS, {**self.widths, field: self._pane.grid.column_characters(column)})
        self._pane.columns_changed.emit()

    def _remember(self, name: str, value: Mapping[str, Any]) -> None:
        every = dict(self._memory.get(name) or {})
        every[self._pane.ledger.name] = dict(value)
        self._memory.set(name, every)

    # --- changing -------------------------------------------------------------------------------

    def arrange(self, wanted: Arrangement, widths: Mapping[str, float] | None = None) -> bool:
        """Show the columns so, cursor and selection staying on their cells.

        False when what is being typed could not be stored: then it stays in its cell.
        """
        pane = self._pane
        if not pane.grid.finish_editing():
            return False
        selected, scrolled = self._selected(), pane.grid.horizontalScrollBar().value()
        here, names = pane.grid.currentIndex(), self.arrangement.shown
        if widths is not None:
            self._remember(_WIDTHS, widths)
        self._remember(_COLUMNS, wanted.kept())
        pane.shown_table.arrange(wanted)
        self.lay_out()
        pane.grid.horizontalScrollBar().setValue(scrolled)
        self._select(selected)
        if here.isValid():
            self._stay_near(here.row(), names, here.column())
        pane.filters.show()
        pane.refresh_counts()
        pane.columns_changed.emit()
        return True

    def _stay_near(self, row: int, names: Sequence[str], column: int) -> None:
        """When the column of the cursor was hidden, go to the next one to the right, else to the left."""
        table = self._pane.shown_table
        if table.column_of(names[column]) >= 0:
            return
        others = [*names[column + 1 :], *reversed(names[:column])]
        near = next(place for place in map(table.column_of, others) if place >= 0)
        self._pane.grid.setCurrentIndex(table.index(row, near))

    def _selected(self) -> list[_Selected]:
        names, selection = self.arrangement.shown, self._pane.grid.selectionModel().selection()
        blocks = [selection.at(number) for number in range(selection.size())]
        return [_Selected(one.top(), one.bottom(), names[one.left() : one.right() + 1]) for one in blocks]

    def _select(self, selected: list[_Selected]) -> None:
        table, found = self._pane.shown_table, QItemSelection()
        for block in selected:
            for column in filter(lambda place: place >= 0, map(table.column_of, block.names)):
                found.select(table.index(block.top, column), table.index(block.bottom, column))
        if not found.isEmpty():
            self._pane.grid.selectionModel().select(found, _Command.ClearAndSelect)

    def chosen(self) -> list[str]:
        """The names of the columns of the selected cells, from left to right; of the current one without."""
        names = {name for block in self._selected() for name in block.names}
        here = self._pane.grid.currentIndex()
        if here.isValid():
            names.add(self.arrangement.shown[here.column()])
        return [name for name in self.arrangement.shown if name in names]

    def hide(self, names: Collection[str]) -> None:
        """Hide columns; that of the names stays, since it says whose row it is."""
        pane = self._pane
        wanted = [name for name in names if name != pane.ledger.name_column]
        if len(wanted) < len(names):
            title = pane.ledger.by_name[pane.ledger.name_column].title_for(pane.document.month)
            pane.said.emit(f"“{title}”列不能隐藏，否则无法辨认各行。")
        if wanted:
            self.arrange(self.arrangement.hiding(wanted))

    def toggle_every(self) -> None:
        """Show all columns; when they are, only the usual ones again."""
        usual = Arrangement.usual(self._pane.ledger)
        arrangement = self.arrangement
        self.arrange(
            arrangement.showing(arrangement.hidden)
            if arrangement.hidden
            else arrangement.hiding(usual.hidden)
        )

    def restore(self) -> None:
        """Columns, order and widths as the ledger declares them."""
        self.arrange(Arrangement.usual(self._pane.ledger), {})

    def step(self, name: str, by: int) -> None:
        """Move a column one place to the right (1) or to the left (-1)."""
        self.arrange(self.arrangement.stepping(name, by))
        self._pane.grid.show_column(self._pane.shown_table.column_of(name))

    def _dropped(self, column: int, before: int) -> None:
        shown = self.arrangement.shown
        target = shown[before] if before < len(shown) else None
        self.arrange(self.arrangement.moving(shown[column], target))

    def freeze(self, name: str) -> None:
        """Keep the columns up to this one in view, where the width allows; undone by doing it again."""
        count = self.arrangement.shown.index(name) + 1
        if count == self.arrangement.frozen:
            self.arrange(self.arrangement.freezing(0))
        elif self._pane.grid.can_freeze(count):
            self.arrange(self.arrangement.freezing(count))
        else:
            self._pane.said.emit("这些列超过窗口宽度的 65%，未冻结。请缩窄或隐藏一些列，或选左边的列。")

    # --- choosing -------------------------------------------------------------------------------

    def open_chooser(self) -> ColumnChoice:
        """Tick the columns to be shown."""
        from fgj_desktop.views.column_choice import ColumnChoice

        pane, order = self._pane, self.arrangement.order
        fields = pane.ledger.fields_by_name
        titles = [fields[name].title_for(pane.document.month) for name in order]
        ticked = [place for place, name in enumerate(order) if name not in self.arrangement.hidden]
        fixed = [order.index(pane.ledger.name_column)]
        dialog = ColumnChoice(titles, ticked, pane, title="选择要显示的列", fixed=fixed)
        dialog.chosen.connect(
            lambda places: self.arrange(self.arrangement.showing_only([order[place] for place in places]))
        )
        dialog.open()
        return dialog
