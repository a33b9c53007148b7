"""The small menus of a ledger's grid: of a column's title, and of a text with several readings."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QMenu

from fgj_desktop.ledgers.dates import date_text
from fgj_desktop.views.group_folding import group_by

if TYPE_CHECKING:
    from fgj_desktop.models.typed_cells import Question
    from fgj_desktop.views.ledger_pane import LedgerPane


def open_column_menu(pane: LedgerPane, column: int, place: QPoint) -> None:
    """Open the menu of a title that was clicked with the right button."""
    column_menu(pane, column).popup(place)


def column_menu(pane: LedgerPane, column: int) -> QMenu:
    """What a right click on a title offers."""
    field = pane.shown_table.fields[column].name
    menu = _menu(pane)
    add = partial(_order_by, pane, field)
    menu.addAction("升序", partial(add, descending=False))
    menu.addAction("降序", partial(add, descending=True))
    others = any(one.field != field for one in pane.choice.order)
    further = menu.addAction("添加为次要排序", partial(add, descending=False, further=True))
    further.setEnabled(others)
    restore = menu.addAction("恢复原序", pane.restore_order)
    restore.setEnabled(bool(pane.choice.order))
    menu.addSeparator()
    menu.addAction("筛选…", lambda: pane.filters.open_popup(column))
    clear = menu.addAction("清除此列筛选", lambda: pane.apply(pane.choice.without_column(field)))
    clear.setEnabled(pane.choice.column(field) is not None)
    menu.addSeparator()
    if pane.choice.group == field:
        menu.addAction("取消分组", partial(group_by, pane, None))
    elif field in {one.name for one in pane.ledger.group_fields}:
        menu.addAction("按此列分组", partial(group_by, pane, field))
    _add_columns(menu, pane, field)
    menu.addAction("最适合的列宽", lambda: pane.grid.fit_column(column))
    return menu


def _add_columns(menu: QMenu, pane: LedgerPane, field: str) -> None:
    """What a title offers for the place of its column."""
    columns = pane.columns
    shown, frozen = columns.arrangement.shown, columns.arrangement.frozen
    place = shown.index(field)
    menu.addAction("取消冻结" if place + 1 == frozen else "冻结到此列", lambda: columns.freeze(field))
    menu.addAction("左移", lambda: columns.step(field, -1)).setEnabled(place > 0)
    menu.addAction("右移", lambda: columns.step(field, 1)).setEnabled(place + 1 < len(shown))
    # Of several selected columns, all go with the one that was clicked.
    chosen = columns.chosen()
    names = chosen if field in chosen else [field]
    menu.addAction("隐藏列", lambda: columns.hide(names))
    menu.addAction("显示列…", columns.open_chooser)
    every = menu.addAction("显示全部列", columns.toggle_every)
    every.setEnabled(bool(columns.arrangement.hidden))
    menu.addSeparator()


def _order_by(pane: LedgerPane, field: str, *, descending: bool, further: bool = False) -> None:
    pane.apply(pane.choice.ordered_by(field, descending=descending, further=further))


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
