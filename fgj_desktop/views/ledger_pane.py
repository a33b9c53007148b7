"""The middle of the window: one ledger's search, chips, grid and totals."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QObject,
    QTimer,
    Signal,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.pinyin import initials
from fgj_desktop.models.chips import chips_of
from fgj_desktop.models.ledger_table import LedgerTable
from fgj_desktop.models.selection import selection_text
from fgj_desktop.views.empty_page import EmptyPage
from fgj_desktop.views.filter_line import FilterLine
from fgj_desktop.views.grid import LedgerGrid
from fgj_desktop.views.group_folding import GroupFolding
from fgj_desktop.views.pane_clipboard import Clipboard
from fgj_desktop.views.pane_columns import PaneColumns
from fgj_desktop.views.pane_fill import Filling
from fgj_desktop.views.pane_filters import PaneFilters
from fgj_desktop.views.pane_menus import open_column_menu
from fgj_desktop.views.pane_views import PaneViews
from fgj_desktop.views.typing import Typing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QShowEvent

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.models.chips import Chip
    from fgj_desktop.models.choice import Choice
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.models.grouped_rows import Folded
    from fgj_desktop.store.rows import Row
    from fgj_desktop.views.turns import Turns
    from fgj_desktop.views.window_memory import WindowMemory

Offer = tuple[str, "Callable[[], object]"]


class LedgerPane(QWidget):
    """Shows one ledger at a time as of the document's period."""

    painted = Signal()
    """The grid has painted rows for the first time."""
    said = Signal(str)
    """A sentence on what was done or why nothing was."""
    selection_changed = Signal(str)
    rows_counted = Signal(int, int, str)
    """Records shown, records of the ledger as of the period, and their measure word."""
    choice_changed = Signal()
    columns_changed = Signal()
    stale_changed = Signal(bool)
    """Whether order and filters would give other rows by now."""

    grid: LedgerGrid
    folding: GroupFolding
    filters: PaneFilters
    columns: PaneColumns
    clipboard: Clipboard
    filling: Filling

    def __init__(self, document: LedgerDocument, memory: WindowMemory, turns: Turns) -> None:
        super().__init__()
        self.document = self._document = document
        self._turns = turns
        self._choices: dict[str, Choice] = {}
        self._places: dict[str, tuple[int, str]] = {}
        self._folded: dict[str, Folded] = {}
        self._uncounted: list[Chip] = []
        self._empty_offers: Callable[[], Sequence[Offer]] = tuple
        self.table: LedgerTable | None = None
        self.grid = LedgerGrid(self, initials)
        self.line = FilterLine()
        self.folding = GroupFolding(self)
        self._empty = EmptyPage(self.grid.viewport())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.typing = Typing(self)
        self.filters = PaneFilters(self)
        self.clipboard = Clipboard(self)
        self.filling = Filling(self)
        self.columns = PaneColumns(self, memory)
        self.views = PaneViews(self)
        for part in (self.line, self.filters.chips):
            layout.addWidget(part)
        layout.addWidget(self.grid, 1)
        self._connect()
        self.grid.viewport().installEventFilter(self)

    def _connect(self) -> None:
        self.line.left_for_grid.connect(self._enter_grid)
        self.grid.column_menu_requested.connect(partial(open_column_menu, self))
        self.grid.gave_up.connect(self.clipboard.forget_cut)

    # --- which ledger ---------------------------------------------------------------------------

    @property
    def ledger(self) -> Ledger:
        """The ledger shown."""
        return self.shown_table.ledger

    @property
    def choice(self) -> Choice:
        """What narrows and orders the rows."""
        return self.shown_table.choice

    @property
    def empty_text(self) -> str:
        """Why there are no rows, as it is said; empty when there are."""
        return self._empty.text()

    @property
    def shown_table(self) -> LedgerTable:
        """The model of the ledger shown; there is one from the first ``open`` on."""
        assert self.table is not None
        return self.table

    def set_empty_offers(self, offers: Callable[[], Sequence[Offer]]) -> None:
        """What an empty ledger offers to do."""
        self._empty_offers = offers

    def open(self, name: str, *, ids: list[int] | None = None, rows: Sequence[Row] = ()) -> bool:
        """Show a ledger, as it was left when it was shown before.

        ``ids`` are its records, and ``rows`` some of them, when they are known. False when what is being
        typed could not be stored: then it stays in its cell, and the ledger too.
        """
        if not self.grid.finish_editing():
            return False
        former = self.table
        if former is not None:
            self._leave(former)
        ledger = ledger_named(name)
        table = LedgerTable(
            self._document,
            ledger,
            choice=self._choices.get(name),
            ids=ids,
            rows=rows,
            arrangement=self.columns.of(ledger),
            folded=self._folded.setdefault(name, {}),
        )
        # Chips of the former ledger that are still to be counted ask of columns that this one lacks.
        self._uncounted.clear()
        table.defer = self.grid.when_idle
        self.typing.follow(table)
        table.stale_changed.connect(self.filters.show_order)
        table.rows_changed.connect(self._rows_changed)
        table.left_ledger.connect(self._say_who_left)
        table.modelAboutToBeReset.connect(self._note_place)
        self.table = table
        self.grid.setModel(table)
        # After the grid and its selection, which forget the current cell when they hear of it.
        table.modelReset.connect(self._return_to_place)
        self.columns.lay_out()
        self.grid.selectionModel().selectionChanged.connect(self._selection_changed)
        self.line.set_chips(chips_of(name))
        self._turns.request(self.views.show)
        self.filters.show()
        if self.isVisible():
            self._return_to_place()
        self._rows_changed()
        if former is not None:
            former.deleteLater()
        return True

    def _leave(self, table: LedgerTable) -> None:
        self._note_place()
        self._choices[table.ledger.name] = table.choice
        table.detach()

    def stop(self) -> None:
        """Follow the document no longer: the window is closing."""
        self.shown_table.detach()

    # --- which cell -----------------------------------------------------------------------------

    def current(self) -> tuple[int, str] | None:
        """Record and field of the current cell; None on the heading of a group."""
        place = self._place()
        return place if place is not None and place[0] > 0 else None

    def _place(self) -> tuple[int, str] | None:
        index, table = self.grid.currentIndex(), self.shown_table
        if not index.isValid() or index.row() >= len(table.ids):
            return None
        return table.record(index.row()), table.fields[index.column()].name

    def select(self, record: int, field: str | None = None) -> bool:
        """Make a cell of a record current and show it; False when the record is not shown."""
        table = self.shown_table
        row = table.row_of(record)
        if row < 0:
            return False
        column = table.column_of(field or table.ledger.name_column)
        here = self.grid.currentIndex().column()
        index = table.index(row, column if column >= 0 else max(here, 0))
        self.grid.setCurrentIndex(index)
        self.grid.scrollTo(index)
        return True

    def reveal(self, record: int, field: str | None = None) -> bool:
        """Like ``select``; a group that hides the record is unfolded, filters that do are cleared."""
        if self.select(record, field) or (
            self.shown_table.unfold_record(record) and self.select(record, field)
        ):
            return True
        if not self.choice.is_narrowed or not self._document.view(self.ledger).contains(record):
            return False
        self.clear_filter()
        self.shown_table.unfold_record(record)
        return self.select(record, field)

    def remember_place(self, ledger: str, record: int, field: str) -> None:
        """Where the cursor stands when the ledger is opened."""
        self._places[ledger] = (record, field)

    def _note_place(self) -> None:
        place = self._place()
        if place is not None:
            self._places[self.ledger.name] = place

    def _return_to_place(self) -> None:
        place = self._places.get(self.ledger.name)
        if place is not None and self.select(*place):
            return
        if self.shown_table.ids:
            column = self.shown_table.column_of(place[1]) if place is not None else -1
            if column < 0:
                column = self.shown_table.column_of(self.ledger.name_column)
            self.grid.setCurrentIndex(self.shown_table.index(0, column))

    def _say_who_left(self, count: int) -> None:
        text = (
            f"{count} 个{self.ledger.record_title}已不在本报告期的台账中，内容仍在文件里。可按 Ctrl+Z 撤销。"
        )
        # A turn later: the step that did it takes earlier messages away.
        QTimer.singleShot(0, self, lambda: self.said.emit(text))

    def selected_records(self) -> list[int]:
        """The records of the selected cells, from top to bottom."""
        rows = {row for block in self.grid.selected_blocks() for row in block.rows}
        return [record for row in sorted(rows) if (record := self.shown_table.record(row)) > 0]

    # --- filter and order -----------------------------------------------------------------------

    def apply(self, choice: Choice) -> None:
        """Narrow and order the rows; what is being typed is stored first."""
        self.filters.apply(choice)

    def clear_filter(self) -> None:
        """Show all rows."""
        self.filters.clear()

    def restore_order(self) -> None:
        """Back to the order of the ledger (恢复原序)."""
        self.apply(replace(self.choice, order=()))

    def reapply(self) -> None:
        """Order and filter again, after edits."""
        self.apply(self.choice)

    def _enter_grid(self) -> None:
        if self.shown_table.ids and self.current() is None:
            self._return_to_place()
        self.grid.setFocus()

    # --- editing --------------------------------------------------------------------------------

    def add_record(self) -> None:
        """Add a record at the end, its first empty cell being typed."""
        if not self.grid.finish_editing():
            return
        record = self.shown_table.add_record()
        if record is None:
            return
        if self.shown_table.row_of(record) < 0 and not self.shown_table.unfold_record(record):
            self.shown_table.reload()
        if self.reveal(record):
            self.select(record, self.shown_table.first_to_fill(record))
        self.grid.setFocus()
        self.grid.edit(self.grid.currentIndex())

    def delete_selected(self) -> None:
        """Delete the records of the selected cells; undoing brings them back."""
        if not self.grid.finish_editing():
            return
        records = self.selected_records()
        if records and self.shown_table.delete_records(records):
            self.said.emit(f"已删除 {len(records)} 个{self.ledger.record_title}。可按 Ctrl+Z 撤销。")

    def refuse_read_only(self) -> None:
        """Say why nothing can be changed."""
        self.said.emit(READ_ONLY)

    # --- what is computed later -----------------------------------------------------------------

    def _rows_changed(self) -> None:
        self._turns.request(self.show_totals, self.show_counts, self._show_selection)
        self._show_empty()

    def refresh_counts(self) -> None:
        """Count and add up again, when there is time."""
        self._turns.request(self.show_totals, self.show_counts, self._show_selection)

    def show_totals(self) -> None:
        """Fill the totals row."""
        self.shown_table.compute_totals()
        self.grid.header().viewport().update()
        if self.shown_table.is_grouped:
            self.grid.viewport().update()

    def show_counts(self) -> None:
        """Count what is shown, then the chips, one a turn."""
        view = self._document.view(self.ledger)
        self.rows_counted.emit(self.shown_table.record_count, view.count(), self.ledger.measure_word)
        self._uncounted = self.line.chips()
        view.prepare([one for chip in self._uncounted for one in chip.filters])
        self._turns.request(self._count_next)

    def _count_next(self) -> None:
        """Count one chip; the next in the next turn."""
        if self._uncounted:
            chip = self._uncounted.pop(0)
            filters = (*chip.filters, *self.choice.around())
            self.line.set_counts({chip.name: self._document.view(self.ledger).count(filters)})
            self._turns.request(self._count_next)

    def _show_empty(self) -> None:
        if self.shown_table.ids:
            self._empty.hide()
            return
        store, ledger = self._document.store, self.ledger
        if self.choice.is_narrowed:
            count = self._document.view(ledger).count()
            text = f"查无结果。清除筛选后共 {count:,} {ledger.measure_word}。"
            self._empty.say(text, [("清除筛选", self.clear_filter)])
        elif ledger.kept_by_program:
            self._empty.say(EMPTY_OF_ROUNDS.format(title=ledger.title), self._empty_offers())
        elif store.size(ledger):
            text = f"{self._document.month.year}年的{ledger.title}还没有{ledger.record_title}。可以导入现有 Excel 台账，或新增。"
            self._empty.say(text, self._empty_offers())
        else:
            sample = "" if store.action_count() else "，也可以先打开示例"
            self._empty.say(EMPTY.format(record=ledger.record_title, sample=sample), self._empty_offers())

    def _selection_changed(self) -> None:
        self._turns.request(self._show_selection)

    def _show_selection(self) -> None:
        self.selection_changed.emit(selection_text(self.shown_table, self.grid.selected_blocks()))

    def restyle(self) -> None:
        """Draw what has a colour of its own anew."""
        self.line.restyle()

    def showEvent(self, event: QShowEvent) -> None:
        """Go to the cell where the clerk left: only now is it known what fits into view."""
        super().showEvent(event)
        self._return_to_place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear of the first paint."""
        if event.type() == QEvent.Type.Paint:
            self.grid.viewport().removeEventFilter(self)
            # The turn after: by then the rows are painted.
            QTimer.singleShot(0, self, self.painted.emit)
        return super().eventFilter(watched, event)


READ_ONLY = "台账以只读方式打开，不能修改。"
EMPTY_OF_ROUNDS = "还没有{title}。在“本期工作”中办理后，自动列在这里。"
EMPTY = "还没有{record}。可以导入现有 Excel 台账，或新增{record}{sample}。"
