"""The small menus of a ledger's grid: of a column's title, and of a text with several readings."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QMenu

from fgj_desktop.ledgers.dates import date_text

if TYPE_CHECKING:
    from fgj_desktop.models.ledger_table import Question
    from fgj_desktop.views.ledger_pane import LedgerPane


def open_column_menu(pane: LedgerPane, column: int, place: QPoint) -> None:
    """Open the menu of a title that was clicked with the right button."""
    column_menu(pane, column).popup(place)


def column_menu(pane: LedgerPane, column: int) -> QMenu:
    """What a right click on a title offers."""
    field = pane.shown_table.fields[column].name
    menu = _menu(pane)
    menu.addAction("升序", lambda: _order_by(pane, field, descending=False))
    menu.addAction("降序", lambda: _order_by(pane, field, descending=True))
    restore = menu.addAction("恢复原序", pane.restore_order)
    restore.setEnabled(bool(pane.choice.order))
    menu.addSeparator()
    menu.addAction("最适合的列宽", lambda: pane.grid.fit_column(column))
    return menu


def _order_by(pane: LedgerPane, field: str, *, descending: bool) -> None:
    choice = replace(pane.choice, order=()).sorted_by(field, further=False)
    pane.apply(choice.sorted_by(field, further=False) if descending else choice)


def ask_later(pane: LedgerPane, question: Question) -> None:
    """Ask on the next turn: the editor that brought the text is still closing."""
    QTimer.singleShot(0, pane, lambda: question_menu(pane, question).popup(_below(pane, question)))


def question_menu(pane: LedgerPane, question: Question) -> QMenu:
    """Asks which reading of a text is meant; without an answer the text stays, marked."""
    menu = _menu(pane)
    menu.addAction(f"{question.misfit.reason}：").setEnabled(False)
    table = pane.shown_table
    for reading in question.misfit.choices:
        menu.addAction(date_text(reading), partial(table.answer, question, reading))
    return menu


def _below(pane: LedgerPane, question: Question) -> QPoint:
    """The place under the cell that is asked about."""
    table = pane.shown_table
    index = table.index(table.row_of(question.record), table.column_of(question.field))
    return pane.grid.viewport().mapToGlobal(pane.grid.visualRect(index).bottomLeft())


def _menu(pane: LedgerPane) -> QMenu:
    menu = QMenu(pane)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu
