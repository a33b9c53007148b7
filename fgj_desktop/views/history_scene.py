"""The scenes of the history: of a cell beside it, of a record, of everything with a revert about to be done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from fgj_desktop.ledgers.values import WAN
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtWidgets import QLabel, QWidget

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.store.writes import Writes
    from fgj_desktop.views.main_window import MainWindow

Page = tuple[str, "QWidget"]
_FIELD, _NOTED = "invested_to_date", "remark"
_STEPS = (3100, 3900, 3850)


def histories(
    window: MainWindow,
    over: Callable[[MainWindow, QWidget, QPoint], QLabel],
    shown: Callable[[str, QWidget], Iterator[Page]],
) -> Iterator[Page]:
    """The pages; what is done for them is undone again."""
    from fgj_desktop.views.cell_history import CellHistoryPopup
    from fgj_desktop.views.history_window import HistoryWindow
    from fgj_desktop.views.record_history import open_record_history

    pane, document = window.pane, window.document
    first, second = pane.shown_table.record(0), pane.shown_table.record(1)
    done = _work(window, first, second)
    pane.select(first, _FIELD)
    QApplication.processEvents()
    cell = pane.grid.visualRect(pane.grid.currentIndex())
    place = pane.grid.viewport().mapToGlobal(cell.bottomLeft())
    popup = CellHistoryPopup(document, pane.ledger, first, _FIELD, window)
    popup.adjustSize()
    top, lowest = (window.mapToGlobal(QPoint(0, y)).y() for y in (0, window.height() - popup.height()))
    place.setY(max(top, min(place.y(), lowest)))
    yield from shown("cell-history", over(window, popup, place))
    story = open_record_history(window, pane.ledger, first)
    story.resize(space(52), space(38))
    yield from shown("record-history", story)
    history = HistoryWindow(document)
    history.resize(space(70), space(38))
    yield from shown("history", history)
    history = HistoryWindow(document)
    history.resize(space(70), space(38))
    history.actions_table.setCurrentCell(1, 0)
    history.action_view.preview()
    yield from shown("history-revert", history)
    for _ in range(done):
        document.undo()


def _work(window: MainWindow, first: int, second: int) -> int:
    """Make a few edits; gives how many."""
    ledger, month, document = window.pane.ledger, window.document.month, window.document
    title = ledger.by_name[_FIELD].title_for(month, short=True)
    for amount in _STEPS:
        document.act(f"修改：{title}", partial(_put, ledger, [first], _FIELD, month, amount * WAN))
    document.act("修改 2 个单元格", partial(_put, ledger, [first, second], _NOTED, month, "已核对"))
    document.act("修改：备注", partial(_put, ledger, [second], _NOTED, month, "另有说明"))
    return len(_STEPS) + 2


def _put(
    ledger: Ledger, records: Sequence[int], field: str, month: Month, value: int | str, writes: Writes
) -> None:
    for record in records:
        writes.set(ledger, record, field, month, value)
