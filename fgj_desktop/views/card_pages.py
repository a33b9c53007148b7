"""The pages of the 项目卡片: the record's fields, its checklist, its earlier periods."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QHeaderView, QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget

from fgj_desktop.ledgers.dates import date_text
from fgj_desktop.models.record_card import FieldList
from fgj_desktop.models.record_tables import ItemTable, PeriodTable
from fgj_desktop.views.card_line import CumulativeLine
from fgj_desktop.views.card_table import CardTable, form_of
from fgj_desktop.views.parts import label
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.declaration import Items
    from fgj_desktop.models.card_cells import CardAnswer, CardModel
    from fgj_desktop.models.document import LedgerDocument

_SEARCH_DELAY = 120


class CardPage(QWidget):
    """One page of the card; it reads a record only while it is the page in view."""

    said = Signal(str)
    left = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_record(self, record: int | None) -> None:
        """Show a record, or what changed of it."""
        raise NotImplementedError

    def enter(self) -> None:
        """Take the keyboard."""
        raise NotImplementedError

    def finish_editing(self) -> bool:
        """Store what is being typed; False when it could not be stored."""
        return True

    def give_up_editing(self) -> str:
        """Close the editor without storing, and give what was typed."""
        return ""

    def when_idle(self, action: Callable[[], None]) -> None:
        """Run now, or when the open editor has been left."""
        action()

    def stop(self) -> None:
        """The card is no longer needed."""


class TablePage(CardPage):
    """A page over one table."""

    def __init__(self, title: str, model: CardModel, table: CardTable) -> None:
        super().__init__(title)
        self.model = model
        self.table = table
        self._column.addWidget(table, 1)
        table.refused.connect(self.said)
        table.left.connect(self.left)
        model.question.connect(self._ask_later)
        self.setFocusProxy(table)

    def show_record(self, record: int | None) -> None:
        """Show a record; the cell that was current stays so, to go through one field of many records."""
        here = self.table.currentIndex()
        if record == self.model.record:
            self.model.refresh()
            return
        self.model.show(record)
        if here.isValid() and here.row() < self.model.rowCount():
            again = self.model.index(here.row(), here.column())
            if self.model.place(again.row(), again.column()) is not None:
                self.table.setCurrentIndex(again)

    def finish_editing(self) -> bool:
        """Store what is being typed; False when it could not be stored."""
        return self.table.finish_editing()

    def give_up_editing(self) -> str:
        """Close the editor without storing, and give what was typed: its record is gone."""
        return self.table.give_up_editing()

    def when_idle(self, action: Callable[[], None]) -> None:
        """Run now, or when the open editor has been left."""
        self.table.when_idle(action)

    def enter(self) -> None:
        """Take the focus, at the first cell when there is no current one."""
        if not self.table.currentIndex().isValid() and (cells := self.table.cells()):
            self.table.setCurrentIndex(self.model.index(*cells[0]))
        self.table.setFocus()

    def _ask_later(self, answer: CardAnswer) -> None:
        """On the next turn: the editor that brought the text is still closing."""
        QTimer.singleShot(0, self, partial(self._ask, self.table.currentIndex(), answer))

    def _ask(self, index: QModelIndex, answer: CardAnswer) -> None:
        below = self.table.visualRect(index).bottomLeft()
        self.question_menu(answer).popup(self.table.viewport().mapToGlobal(QPoint(below)))

    def question_menu(self, answer: CardAnswer) -> QMenu:
        """Asks which reading of a text is meant; without an answer the text stays, marked."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(f"{answer.misfit.reason}：").setEnabled(False)
        for reading in answer.misfit.choices:
            menu.addAction(date_text(reading), partial(self.model.answer, answer, reading))
        return menu


class FieldsPage(TablePage):
    """Every field of the record, with a box that finds one among many."""

    def __init__(self, document: LedgerDocument, ledger: Ledger) -> None:
        model = FieldList(document, ledger)
        super().__init__("内容", model, form_of(model))
        self.fields = model
        self.search = QLineEdit()
        self.search.setProperty("search", True)
        self.search.setPlaceholderText("查找栏目，如 总投资 或拼音首字母 ztz")
        self.search.setClearButtonEnabled(True)
        self.search.setAcceptDrops(False)
        self._timer = QTimer(self, singleShot=True, interval=_SEARCH_DELAY)
        self._timer.timeout.connect(self.look_up)
        self.search.textChanged.connect(lambda _text: self._timer.start())
        self.search.returnPressed.connect(self._enter_found)
        self._none = label("没有符合的栏目。清空查找框后显示全部。", "muted")
        self._none.setContentsMargins(space(0.6), space(0.6), space(0.6), space(0.6))
        self._none.hide()
        box = QVBoxLayout()
        box.setContentsMargins(space(0.5), space(0.4), space(0.5), space(0.4))
        box.addWidget(self.search)
        self._column.insertLayout(0, box)
        self._column.insertWidget(1, self._none)

    def look_up(self) -> None:
        """Show the fields that the search names; what is being typed is stored first."""
        self._timer.stop()
        if self.finish_editing():
            self.fields.search(self.search.text())
            self._none.setVisible(not self.fields.rowCount())

    def _enter_found(self) -> None:
        self.look_up()
        self.enter()


class ItemsPage(TablePage):
    """A checklist: Space or a click on the box ticks an item."""

    def __init__(self, document: LedgerDocument, ledger: Ledger, axis: Items) -> None:
        model = ItemTable(document, ledger, axis)
        table = _Checklist(model)
        super().__init__(axis.title, model, table)
        table.verticalHeader().hide()
        head = table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for column in (0, 1):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            table.setColumnWidth(column, space(7 if column == 0 else 5.5))
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        note = label("点方框或按空格键登记办结；文号和日期直接填写。", "muted")
        note.setContentsMargins(space(0.6), space(0.4), space(0.6), space(0.4))
        self._column.addWidget(note)


class _Checklist(CardTable):
    """A table whose first column is ticked."""

    def __init__(self, model: ItemTable) -> None:
        super().__init__(model)
        self._items = model
        self.clicked.connect(self._clicked)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self.toggle(index.row())

    def toggle(self, row: int) -> None:
        """Tick an item or take the tick away."""
        if self._items.document.read_only:
            return
        if self.finish_editing():
            self._items.toggle(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers() and self.currentIndex().isValid():
            self.toggle(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


class PeriodsPage(TablePage):
    """The months of this year and last, and the cumulative amount as a line over them."""

    def __init__(self, document: LedgerDocument, ledger: Ledger) -> None:
        model = PeriodTable(document, ledger)
        table = CardTable(model)
        super().__init__("各期进展", model, table)
        self.periods = model
        table.set_aligned()
        head = table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        head.setMinimumHeight(space(2.6))
        for column, field in enumerate(model.fields):
            table.setColumnWidth(column, space(0.62 * min(max(field.column.width, 7), 18)))
        self.line = CumulativeLine(document)
        self.caption = QLabel()
        self.caption.setProperty("tone", "muted")
        self.caption.setContentsMargins(space(0.6), space(0.3), space(0.6), 0)
        self._column.insertWidget(0, self.caption)
        self._column.insertWidget(1, self.line)
        note = label("在此修改的是所在行月份的数据，其他月份不变；浅色为沿用以前月份的内容。", "muted")
        note.setContentsMargins(space(0.6), space(0.4), space(0.6), space(0.4))
        self._column.addWidget(note)
        model.modelReset.connect(self._draw)
        model.dataChanged.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        has_line = self.periods.cumulative is not None
        self.line.setVisible(has_line)
        self.caption.setVisible(has_line)
        if has_line:
            self.line.show_points(self.periods.points(), self.periods.plans())
            self.caption.setText(self.line.caption())
