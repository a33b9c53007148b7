"""The scene of the checks: marks of every sort with what hovering says, the list below, a note being written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel

from fgj_desktop.ledgers.cell_colours import CELL_COLOURS
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtWidgets import QWidget

    from fgj_desktop.store.writes import Writes
    from fgj_desktop.views.main_window import MainWindow

Page = tuple[str, "QWidget"]
_ROWS = 6
_NOT_YET = "2112-440204-47-03-813776"


def checked(window: MainWindow) -> tuple[int, str]:
    """Put marks into the first rows, as one action, and open the list; gives the cell to hover over."""
    table, document = window.pane.shown_table, window.document
    records = table.records(0, min(_ROWS, table.rowCount()) - 1)
    document.act("示例：数据核查", lambda writes: _mark(window, writes, records))
    window.checking.toggle()
    window.turns.finish()
    window.checking.panel.fill()
    QApplication.processEvents()
    return records[0], "annual_plan"


def _mark(window: MainWindow, writes: Writes, records: Sequence[int]) -> None:
    ledger, month = window.pane.ledger, window.document.month
    first, *rest = records
    parsed = ledger.by_name["annual_plan"].kind.parse("约3000", window.document.context())
    writes.put(ledger, first, month, {"annual_plan": parsed, "code": _NOT_YET})
    writes.annotate(ledger, first, "annual_plan", month, note="电话核实：以批复为准")
    for record, colour in zip(rest, CELL_COLOURS, strict=False):
        writes.annotate(ledger, record, ledger.name_column, month, colour=colour.name)
    for record in rest[:2]:
        writes.put(ledger, record, month, {"annual_plan": 0})
    for record in rest[:1]:
        writes.annotate(ledger, record, "annual_plan", month, answer="计划待下达")


def hovered(window: MainWindow, record: int, field: str) -> QLabel:
    """What hovering over a cell says, as the label that would stand beside it."""
    table, grid = window.pane.shown_table, window.pane.grid
    tip = QLabel(grid.tip(table.index(table.row_of(record), table.column_of(field))))
    tip.setAutoFillBackground(True)
    tip.setBackgroundRole(QPalette.ColorRole.ToolTipBase)
    tip.setForegroundRole(QPalette.ColorRole.ToolTipText)
    tip.setMargin(space(0.3))
    return tip


def checks(
    window: MainWindow, over: Callable[..., QWidget], shown: Callable[..., Iterator[Page]]
) -> Iterator[Page]:
    """Marks with a tooltip over the list of findings, then the editor of a note; all is taken back."""
    from fgj_desktop.views.cell_notes import ask_for_note
    from fgj_desktop.views.note_popup import NotePopup

    record, field = checked(window)
    table, grid = window.pane.shown_table, window.pane.grid
    window.pane.select(record, field)
    window.checking.panel.table.go(0)
    QApplication.processEvents()
    box = grid.visualRect(table.index(table.row_of(record), table.column_of(field)))
    place = grid.viewport().mapToGlobal(box.bottomRight())
    yield from shown("checks", over(window, hovered(window, record, field), place))
    window.pane.select(record, field)
    ask_for_note(window)
    popup = window.findChild(NotePopup)
    if popup is not None:
        QApplication.processEvents()
        yield "note", popup
        popup.close()
    window.checking.toggle()
    window.undo()
    window.message.say("")
