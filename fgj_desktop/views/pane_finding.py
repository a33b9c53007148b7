"""Finding and replacing in the ledger shown: Ctrl+F, Ctrl+H, and the next place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QObject
from PySide6.QtWidgets import QVBoxLayout

from fgj_desktop.models.finding import Area, Place, Search
from fgj_desktop.models.replacing import is_too_much, plan_replacing
from fgj_desktop.views.find_bar import COLUMN, EVERYWHERE, SELECTION, FindBar
from fgj_desktop.views.replace_dialog import ReplaceDialog
from fgj_desktop.views.waiting import waiting

if TYPE_CHECKING:
    from fgj_desktop.models.ledger_table import LedgerTable
    from fgj_desktop.models.sought import Sought
    from fgj_desktop.views.ledger_pane import LedgerPane
    from fgj_desktop.views.main_window import MainWindow

_AT_ONCE = 2_000
"""Rows searched without a pause: fewer than the hand would feel."""


def find(window: MainWindow) -> None:
    """Open the line to find in."""
    finder_of(window).open(replacing=False)


def replace(window: MainWindow) -> None:
    """Open the line to find and replace in."""
    finder_of(window).open(replacing=True)


def find_next(window: MainWindow) -> None:
    """Go to the next place of what was sought last."""
    finder_of(window).go()


def find_previous(window: MainWindow) -> None:
    """Go to the place before."""
    finder_of(window).go(back=True)


def finder_of(window: MainWindow) -> PaneFinder:
    """The finder of the window's ledger, made when it is first asked for."""
    pane = window.pane
    return pane.findChild(PaneFinder) or PaneFinder(pane, window)


class PaneFinder(QObject):
    """Searches the ledger of a pane as the find line asks, a slice a turn."""

    def __init__(self, pane: LedgerPane, window: MainWindow) -> None:
        super().__init__(pane)
        self._pane = pane
        self._turns = window.turns
        self._search: Search | None = None
        self._table: LedgerTable | None = None
        self._areas: list[Area] = []
        self._waiting: bool | None = None
        """The direction in which to go when a place is found; None when nobody waits."""
        self._dialog: ReplaceDialog | None = None
        self._previewing = False
        """Whether the preview of replacing is to open once the search is done."""
        self.bar = FindBar(pane)
        layout = pane.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(layout.indexOf(pane.grid), self.bar)
        self.bar.changed.connect(self._forget)
        self.bar.next_wanted.connect(lambda back: self.go(back=back))
        self.bar.replace_wanted.connect(self.preview)
        self.bar.stop_wanted.connect(self._stop)
        self.bar.closed.connect(self._close)
        window.document.changed.connect(self._forget)
        window.document.period_changed.connect(self._forget)
        window.document.reread.connect(self._forget)
        window.document.money_unit_changed.connect(self._forget)

    def open(self, *, replacing: bool) -> None:
        """Open the line; several selected cells are the place to search in, as in Excel."""
        if not self._pane.grid.finish_editing():
            return
        self._areas = self._selected()
        several = sum(len(area.rows) * len(area.columns) for area in self._areas) > 1
        self._forget()
        self.bar.open(replacing=replacing, area=SELECTION if several else EVERYWHERE)

    # --- searching ------------------------------------------------------------------------------

    def go(self, *, back: bool = False) -> None:
        """Go to the next place, or to the one before."""
        if not self.bar.text.text():
            self.open(replacing=False)
            return
        if not self._pane.grid.finish_editing():
            return
        self._waiting = back
        self._begin()
        self._go_on()

    def finish(self) -> list[Place]:
        """Search to the end at once; gives every place."""
        self._begin()
        assert self._search is not None
        return self._search.finish()

    def _begin(self) -> None:
        """Begin a search when there is none of what is wanted."""
        table = self._pane.shown_table
        if self._search is not None and (self._table is not table or self._is_of_another_column()):
            self._drop()
        if self._search is None:
            if self._table is not None and self._table is not table:
                self._areas = []
            self._watch(table)
            self._search = Search(table, self.bar.sought(), self._wanted_areas(), self._here().row)

    def _is_of_another_column(self) -> bool:
        """Whether only the current column is wanted, and the cursor has left the one that was searched."""
        assert self._search is not None
        one_column = self.bar.where.currentText() == COLUMN
        return one_column and self._search.areas[0].columns != [max(self._here().column, 0)]

    def _watch(self, table: LedgerTable) -> None:
        if self._table is not table:
            self._table = table
            table.rows_changed.connect(self._forget)
            table.modelReset.connect(self._forget)

    def _go_on(self) -> None:
        """Search some rows more, and go to a place as soon as one is known."""
        search = self._search
        if search is None:
            return
        while not search.is_done:
            search.step()
            if search.rows > _AT_ONCE:
                break
        if not search.is_done:
            self._turns.request(self._go_on)
        if self._previewing and search.is_done:
            self._open_preview(search)
        elif self._waiting is not None and (search.is_done or self._is_ahead(search)):
            self._jump(search)
        elif not search.is_done:
            done = f"{search.looked:,}／{search.rows:,} 行"
            self.bar.say(f"正在查找… {done}　已找到 {len(search.found):,} 处", busy=True)
        elif search.found:
            self.bar.say(f"共 {len(search.found):,} 处")

    def _is_ahead(self, search: Search) -> bool:
        """Whether the place to go to is known before all rows were looked at."""
        following = None if self._waiting else search.following(self._here())
        return following is not None and not following[1]

    def _jump(self, search: Search) -> None:
        back, self._waiting = bool(self._waiting), None
        following = search.following(self._here(), back=back)
        if following is None:
            self.bar.say(self._nothing(search.sought))
            return
        number, wrapped = following
        self._show(search.found[number])
        if not search.is_done:
            self.bar.say(f"正在查找…　已找到 {len(search.found):,} 处", busy=True)
            return
        turn = ("已从末尾继续　" if back else "已从头继续　") if wrapped else ""
        self.bar.say(f"{turn}第 {number + 1:,}／共 {len(search.found):,} 处")

    def _nothing(self, sought: Sought) -> str:
        area = self.bar.where.currentText()
        where = {EVERYWHERE: "显示的各行中", COLUMN: "当前列中", SELECTION: "所选区域中"}[area]
        return f"{where}没有“{sought.text}”。"

    def _show(self, place: Place) -> None:
        grid = self._pane.grid
        index = grid.model().index(place.row, place.column)
        if self.bar.where.currentText() == SELECTION:
            grid.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        else:
            grid.setCurrentIndex(index)
        grid.scrollTo(index)

    def _here(self) -> Place:
        index = self._pane.grid.currentIndex()
        return Place(max(index.row(), 0), index.column())

    def _wanted_areas(self) -> list[Area]:
        rows = range(len(self._pane.shown_table.ids))
        area = self.bar.where.currentText()
        if area == SELECTION and self._areas:
            return self._areas
        if area == COLUMN:
            return [Area(rows, [max(self._here().column, 0)])]
        grid, count = self._pane.grid, self._pane.shown_table.columnCount()
        return [Area(rows, [column for column in range(count) if not grid.isColumnHidden(column)])]

    def _selected(self) -> list[Area]:
        grid = self._pane.grid
        return [
            Area(range(one.top(), one.bottom() + 1), range(one.left(), one.right() + 1))
            for one in grid.selected_ranges()
        ]

    def _forget(self) -> None:
        """What was found is no longer certain: it is sought again when asked for."""
        self._waiting = None
        self._drop()

    def _drop(self) -> None:
        self._search = None
        self._previewing = False
        self.bar.say("")

    def _stop(self) -> None:
        found = 0 if self._search is None else len(self._search.found)
        self._forget()
        self.bar.say(f"已停止查找，找到 {found:,} 处。")

    def _close(self) -> None:
        self._forget()
        self._pane.grid.setFocus()

    # --- replacing ------------------------------------------------------------------------------

    def preview(self) -> ReplaceDialog | None:
        """Show what replacing would do, now or when a long search is done; None when there is nothing to show yet."""
        if not self.bar.text.text() or not self._pane.grid.finish_editing():
            return None
        if self._pane.document.read_only:
            self.bar.say("台账以只读方式打开，不能修改。")
            return None
        self._begin()
        self._previewing, self._waiting, self._dialog = True, None, None
        self._go_on()
        return self._dialog

    def _open_preview(self, search: Search) -> None:
        self._previewing = False
        places, sought, table = search.found, search.sought, self._pane.shown_table
        if not places:
            self.bar.say(self._nothing(sought))
            return
        if is_too_much(places):
            self.bar.say(f"共 {len(places):,} 处，一次替换不了这么多，请先筛选，或选定区域。")
            return
        with waiting():
            plan = plan_replacing(table, places, sought, self.bar.by.text())
        self.bar.say(f"共 {len(places):,} 处")
        self._dialog = ReplaceDialog(table, plan, self._pane)
        self._dialog.replaced.connect(self._pane.said)
        self._dialog.open()
