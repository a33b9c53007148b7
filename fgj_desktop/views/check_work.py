"""Ties the checks to the window: the list below the rows, the count in the status line, jumping from cell to cell."""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from fgj_desktop.models.check_book import CheckBook
from fgj_desktop.views.panels import Panel
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fgj_desktop.models.check_list import Problem
    from fgj_desktop.models.ledger_checks import Place
    from fgj_desktop.rules.checks import Finding
    from fgj_desktop.store.changes import Change
    from fgj_desktop.views.check_panel import CheckPanel
    from fgj_desktop.views.main_window import MainWindow

_SHOW_EVERY = 300
"""Milliseconds between two fillings of the list while the search goes on."""


class CheckWork(QObject):
    """The checks of a window; its dock is made at once, the list in it when first shown."""

    shown = Signal()
    """The list was shown or hidden."""

    book: CheckBook
    dock: Panel

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._stopped = False
        self._hidden: tuple[Place, str] | None = None
        """The cell stood on and the field looked for, when its column is not shown: the search goes on from it."""
        self.book = CheckBook(window.document, self)
        self.dock = Panel("checks", "数据核查", window)
        self.dock.setAllowedAreas(
            Qt.DockWidgetArea.BottomDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea
        )
        window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.dock)
        self.dock.hide()
        self.dock.visibilityChanged.connect(self._visibility_changed)
        self._filling = QTimer(self, singleShot=True, interval=_SHOW_EVERY)
        self._filling.timeout.connect(self._fill)
        self.book.work_wanted.connect(lambda: window.turns.request(self.book.work))
        self.book.changed.connect(self._changed)
        self.book.others_marked.connect(self._show_others)
        self.book.news.connect(self._tell)
        window.document.changed.connect(self._forget_news)
        window.pane.rows_counted.connect(self._follow_ledger)
        window.status.checks_clicked.connect(self.toggle)

    @cached_property
    def panel(self) -> CheckPanel:
        """The list, made when first asked for."""
        from fgj_desktop.views.check_panel import CheckPanel

        panel = CheckPanel(self._window.document, self.book)
        panel.jump_requested.connect(self._jump)
        panel.answer_requested.connect(self._answer)
        panel.return_requested.connect(self._send_back)
        panel.follow_ledger(self._window.pane.ledger)
        self.dock.setWidget(panel)
        return panel

    def start(self) -> None:
        """Look at all that is small; rows are painted by now."""
        self.book.demand_small()
        self.show_count()

    def toggle(self) -> None:
        """Show the list with the focus in it, or hide it."""
        if self.dock.isVisible():
            self.dock.hide()
            self._window.pane.grid.setFocus()
            return
        if not self._window.pane.grid.finish_editing():
            return
        self._window.middle.show_rows()
        self.panel.follow_ledger(self._window.pane.ledger)
        self.dock.show()
        # In a low window some rows of the grid are to stay in sight: the list leads to them.
        height = min(space(14), max(space(8), self._window.height() - space(21)))
        self._window.resizeDocks([self.dock], [height], Qt.Orientation.Vertical)
        self.panel.table.setFocus()

    def parts(self) -> list[QWidget]:
        """What the keyboard can go to in the list while it is shown."""
        return [self.panel.table] if self.dock.isVisible() else []

    def stop(self) -> None:
        """Follow no longer: the window is closing."""
        self._stopped = True
        self._filling.stop()

    def restyle(self) -> None:
        """Take the colours in force."""
        self.dock.restyle()

    # --- what is told ---------------------------------------------------------------------------

    def show_count(self) -> None:
        """The count of the ledger shown, in the status line."""
        ledger = self._window.pane.ledger
        checks = self.book.of(ledger)
        hint = f"{ledger.title}需要核对的内容（F9）"
        if not checks.is_begun:
            self._window.status.show_checks("数据核查", hint)
        elif checks.is_complete:
            self._window.status.show_checks(f"数据核查 {checks.open:,}", hint)
        else:
            share = checks.done * 100 // max(checks.total, 1)
            self._window.status.show_checks(f"数据核查 {checks.open:,}（已查 {share}%）", hint)

    def _follow_ledger(self) -> None:
        """Another ledger may be shown by now."""
        self.show_count()
        if self.dock.isVisible() and self.panel.follow_ledger(self._window.pane.ledger):
            self.book.demand(self.panel.ledgers())
            self.panel.fill()

    def _changed(self) -> None:
        self.show_count()
        if self.dock.isVisible() and not self._filling.isActive():
            self._filling.start(0 if not self.book.is_working() else _SHOW_EVERY)

    def _fill(self) -> None:
        if self.dock.isVisible():
            self.panel.fill()

    def _show_others(self, ledger: str, records: set[int]) -> None:
        table = self._window.pane.table
        if table is not None and table.ledger.name == ledger:
            table.show_again(records)

    def _tell(self, count: int, first: str) -> None:
        text = f"{count:,} 格需要核对，已标出"
        self._window.status.show_news(f"{text}：{first}" if count == 1 else f"{text}。", first)

    def _forget_news(self, _change: Change) -> None:
        self._window.status.show_news("")

    def _visibility_changed(self, visible: bool) -> None:
        if self._stopped:
            return
        if visible:
            # Left open in the last window, it must not keep the rows of this one from being painted.
            self._window.turns.request(self._fill_first)
        self.shown.emit()

    def _fill_first(self) -> None:
        self.book.demand(self.panel.ledgers())
        self.panel.fill()

    # --- going there ----------------------------------------------------------------------------

    def step(self, *, back: bool = False) -> None:
        """Go to the next open finding of the rows shown, or the one before; from the last to the first."""
        pane = self._window.pane
        if not pane.grid.finish_editing():
            return
        checks = self.book.of(pane.ledger)
        if not checks.is_begun:
            self.book.demand([pane.ledger])
        place = self._next_place(back=back)
        if place is None:
            more = "，正在继续核查" if not checks.is_complete else ""
            others = f"；另有 {checks.open:,} 处不在当前显示的行中" if checks.open else ""
            self._window.say(f"显示的行没有需要核对的内容{others}{more}。")
            return
        self._go(pane.ledger.name, *place)

    def _next_place(self, *, back: bool) -> Place | None:
        """The first open finding after the current cell, in reading order, from the last row on to the first."""
        pane = self._window.pane
        table, found = pane.shown_table, self.book.of(pane.ledger).found
        here, count = max(pane.grid.currentIndex().row(), 0), len(table.ids)
        rows = (
            chain(range(here, -1, -1), range(count - 1, here - 1, -1))
            if back
            else chain(range(here, count), range(here + 1))
        )
        begun = False
        for row in rows:
            looked = found.get(table.ids[row])
            if looked is not None and looked.is_open:
                fields = self._in_order(looked.open_places(), back=back)
                if row == here:
                    fields = [one for one in fields if self._is_beyond(one, back=back) != begun]
                if fields:
                    return looked.record, fields[0]
            begun = True
        return None

    def _in_order(self, places: set[Place], *, back: bool) -> list[str]:
        return sorted((field for _, field in places), key=self._place_of, reverse=back)

    def _place_of(self, field: str) -> int:
        """Where a field stands in its row; fields of hidden columns come after all others."""
        table = self._window.pane.shown_table
        column = table.column_of(field)
        return column if column >= 0 else len(table.fields) + list(table.ledger.fields_by_name).index(field)

    def _is_beyond(self, field: str, *, back: bool) -> bool:
        """Whether a field lies in the direction of the search from the current cell on."""
        pane = self._window.pane
        place, here = self._place_of(field), pane.grid.currentIndex().column()
        if self._hidden is not None and self._hidden[0] == pane.current():
            here = self._place_of(self._hidden[1])
        return place < here if back else place > here

    def _jump(self, problem: Problem) -> None:
        if problem.ledger.name != self._window.pane.ledger.name:
            self._window.open_ledger(problem.ledger.name)
        self._go(problem.ledger.name, problem.looked.record, problem.finding.field)

    def _go(self, ledger: str, record: int, field: str) -> None:
        window = self._window
        window.go_to(ledger, record, field)
        table = window.pane.shown_table
        stood = window.pane.current()
        self._hidden = (stood, field) if stood is not None and table.column_of(field) < 0 else None
        if table.column_of(field) < 0 and table.row_of(record) >= 0:
            finding = self._finding(record, field)
            title = table.ledger.fields_by_name[field].title_for(window.document.month, short=True)
            message = f"：{finding.message}" if finding is not None else "。"
            offers = [("显示此列", lambda: self._show_column(record, field))]
            window.say(f"“{title}”列未显示{message}", offers=offers)

    def _show_column(self, record: int, field: str) -> None:
        columns = self._window.pane.columns
        columns.arrange(columns.arrangement.showing([field]))
        self._window.pane.reveal(record, field)
        self._window.message.say("")

    def _finding(self, record: int, field: str) -> Finding | None:
        looked = self.book.of(self._window.pane.ledger).found.get(record)
        found = looked.findings if looked is not None else ()
        return next((one for one in found if one.field == field and one.is_open), None)

    def _answer(self, problem: Problem) -> None:
        from fgj_desktop.views.cell_notes import ask_for_answer

        ask_for_answer(self._window, problem.ledger, {(problem.looked.record, problem.finding.field)})

    def _send_back(self, problems: list[Problem]) -> None:
        from fgj_desktop.views.check_export import ask_to_send_back

        ask_to_send_back(self._window, problems)


def show_checks(window: MainWindow) -> None:
    """Show or hide the list of what is to be looked at."""
    window.checking.toggle()


def next_problem(window: MainWindow) -> None:
    """Go to the next cell that is to be looked at."""
    window.checking.step()


def previous_problem(window: MainWindow) -> None:
    """Go to the cell before that is to be looked at."""
    window.checking.step(back=True)
