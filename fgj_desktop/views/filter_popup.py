"""What opens under a title: order, values to tick, conditions by the column's kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from fgj_desktop.ledgers.kinds import Date, Money, unit_title
from fgj_desktop.models.filter_conditions import condition_filter, condition_texts, conditions_of
from fgj_desktop.models.value_list import LONGEST, ValueList, is_ticked, list_values, ticked_filter
from fgj_desktop.store.filters import ColumnFilter
from fgj_desktop.views.filter_values import ValuesView
from fgj_desktop.views.parts import plain, primary, quiet, row
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.models.choice import Choice
    from fgj_desktop.models.document import LedgerDocument
_SEARCH_DELAY = 250
_BY_VALUES = "按值勾选"


class FilterPopup(QFrame):
    """Asks for the filter and the order of one column; ``chosen`` brings the whole choice."""

    chosen = Signal(object)

    def __init__(
        self, document: LedgerDocument, ledger: Ledger, field: str, choice: Choice, parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("popup", True)
        self._document, self._ledger = document, ledger
        self._field = ledger.fields_by_name[field]
        self._choice = choice
        self._wanted = choice.column(field)
        self._listed = ValueList(())
        self._conditions = conditions_of(self._field)
        self._make_parts()
        self._arrange()
        self._timer = QTimer(self, singleShot=True, interval=_SEARCH_DELAY)
        self._timer.timeout.connect(self._read_again)
        self._found: ValueList | None = None
        self._listed = self._list()
        self._fill()
        self._show_wanted()

    # --- parts ----------------------------------------------------------------------------------

    def _make_parts(self) -> None:
        self.ascending = plain("升序", lambda: self._sort(descending=False))
        self.descending = plain("降序", lambda: self._sort(descending=True))
        self.further = plain("次要排序", self._sort_further)
        self.further.setToolTip("排在已有的排序列之后（Shift+单击列标题）")
        self.condition = _Conditions()
        self.condition.setAccessibleName("筛选条件")
        self.condition.addItem(_BY_VALUES)
        self.condition.addItems([one.title for one in self._conditions])
        self.condition.currentIndexChanged.connect(lambda _place: self._show_condition())
        self.condition.activated.connect(lambda _place: self._first().setFocus())
        self.inputs = [_Input(self._hint()), _Input(self._hint())]
        for line in self.inputs:
            line.textEdited.connect(lambda _text: self._tell(""))
        self.search = _Input("搜索此列，可用拼音首字母")
        self.search.textEdited.connect(lambda _text: self._search())
        self.search.left.connect(self._enter_list)
        self.list = ValuesView()
        self.list.setMinimumHeight(space(14))
        self.list.values.ticked.connect(self._enable)
        self.list.finished.connect(self.accept)
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.ok: QPushButton = primary("确定", self.accept)
        self.cancel = plain("取消", self.close)
        self.clear = quiet("清除此列筛选", self._clear)

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[space(0.5)] * 4)
        layout.setSpacing(space(0.35))
        title = QLabel(self._field.title_for(self._document.month))
        title.setProperty("level", "heading")
        title.setWordWrap(True)
        layout.addWidget(title)
        layout.addLayout(row(self.ascending, self.descending, self.further, None))
        for part in (self.condition, *self.inputs, self.search):
            layout.addWidget(part)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.note)
        # Takes the room of the list while that is hidden.
        layout.addStretch()
        layout.addLayout(row(self.clear, None, self.ok, self.cancel))
        self.further.setHidden(all(one.field == self._field.name for one in self._choice.order))
        self.clear.setHidden(self._wanted is None)
        self.setMinimumWidth(space(17))

    def _hint(self) -> str:
        kind = self._field.column.kind
        if isinstance(kind, Money):
            return f"{unit_title(self._document.money_unit)}，也可写 1.2亿、3000万"
        return "如 2021.9、2021-09-30、2021年" if isinstance(kind, Date) else ""

    def open_below(self, place: QPoint) -> None:
        """Show with its left upper corner at a place of the screen, moved to be seen whole."""
        self.adjustSize()
        free = self.screen().availableGeometry()
        x = max(free.left(), min(place.x(), free.right() - self.width()))
        y = max(free.top(), min(place.y(), free.bottom() - self.height()))
        self.move(x, y)
        self.show()
        self._first().setFocus(Qt.FocusReason.PopupFocusReason)

    def _first(self) -> QWidget:
        place = self.condition.currentIndex()
        if place == 0:
            return self.search
        return self.inputs[0] if self._conditions[place - 1].values else self.ok

    # --- values ---------------------------------------------------------------------------------

    def _list(self) -> ValueList:
        """The values of the column; of one with very many those that are picked come first."""
        name, others = self._field.name, self._choice.besides(self._field.name)
        listed = list_values(self._document, self._ledger, name, others)
        if not listed.is_cut or self._wanted is None or self._wanted.how != "picked":
            return listed
        picked = list_values(self._document, self._ledger, name, (*others, self._wanted)).lines
        texts = {line.text for line in picked}
        return ValueList((*picked, *(line for line in listed.lines if line.text not in texts)), is_cut=True)

    def _fill(self) -> None:
        lines, search = self._listed.lines, self.search.text()
        on = {place for place, line in enumerate(lines) if is_ticked(line, self._wanted)}
        self.list.values.set_lines(lines, on, "" if self._listed.is_cut else search)
        self._tell(self._cut())

    def _search(self) -> None:
        if self._listed.is_cut:
            self._timer.start()
        else:
            self._fill()

    def _read_again(self) -> None:
        """Search in the file: not every value was listed."""
        self._timer.stop()
        search, name = self.search.text(), self._field.name
        found = list_values(self._document, self._ledger, name, self._choice.besides(name), search)
        self._found = found if search.strip() else None
        if self._found is None:
            self._fill()
            return
        self.list.values.set_lines(found.lines, set(range(len(found.lines))), "")
        cut = f"只列出前 {LONGEST:,} 个值；全部勾选时，没有列出的也在内。" if found.is_cut else ""
        self._tell(cut if found.lines else "此列没有这样的值。")

    def _enter_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.TabFocusReason)
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.list.values.index(0))

    # --- conditions -----------------------------------------------------------------------------

    def _show_wanted(self) -> None:
        """Show the condition in force."""
        places = [
            place
            for place, one in enumerate(self._conditions, 1)
            if self._wanted and one.how == self._wanted.how
        ]
        if places and self._wanted is not None:
            self.condition.setCurrentIndex(places[0])
            texts = condition_texts(self._field, self._wanted, self._document.context())
            for line, text in zip(self.inputs, texts, strict=False):
                line.setText(text)
        elif self._wanted is not None and self._wanted.how == "finds":
            self.search.setText(str(self._wanted.values[0]))
            self._read_again()
            return
        self._show_condition()

    def _show_condition(self) -> None:
        place = self.condition.currentIndex()
        count = self._conditions[place - 1].values if place else 0
        for number, line in enumerate(self.inputs):
            line.setVisible(number < count)
        for part in (self.search, self.list):
            part.setVisible(place == 0)
        if place and self._conditions[place - 1].how in ("largest", "smallest") and not self.inputs[0].text():
            self.inputs[0].setText("10")
        if place or self._found is None:
            self._tell("" if place else self._cut())
        self._enable()

    def _cut(self) -> str:
        return f"只列出前 {LONGEST:,} 个值，其余请搜索。" if self._listed.is_cut else ""

    def _tell(self, text: str) -> None:
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def _enable(self) -> None:
        self.ok.setEnabled(self.condition.currentIndex() > 0 or bool(self.list.values.lines(on=True)))

    # --- answers --------------------------------------------------------------------------------

    def accept(self) -> None:
        """Filter as shown; what is wrong with a condition is said, and nothing closes."""
        if self._timer.isActive():
            # Enter came before the search: what is ticked must be what was sought.
            self._read_again()
        if not self.ok.isEnabled():
            return
        place = self.condition.currentIndex()
        if place == 0:
            self._answer(self._by_values())
            return
        one = self._conditions[place - 1]
        texts = [line.text() for line in self.inputs[: one.values]]
        wanted = condition_filter(self._field, one.how, texts, self._document.context())
        if isinstance(wanted, str):
            self._tell(wanted)
            self.inputs[0].setFocus()
        else:
            self._answer(self._choice.with_column(wanted))

    def _by_values(self) -> Choice:
        ticked, left = self.list.values.lines(on=True), self.list.values.lines(on=False)
        search = self.search.text().strip()
        if self._found is not None and self._found.is_cut and not left:
            return self._choice.with_column(ColumnFilter(self._field.name, "finds", (search,)))
        if not left and not search:
            return self._choice.without_column(self._field.name)
        return self._choice.with_column(ticked_filter(self._field.name, ticked, left))

    def _clear(self) -> None:
        self._answer(self._choice.without_column(self._field.name))

    def _sort(self, *, descending: bool) -> None:
        self._answer(self._choice.ordered_by(self._field.name, descending=descending))

    def _sort_further(self) -> None:
        self._answer(self._choice.ordered_by(self._field.name, descending=False, further=True))

    def _answer(self, choice: Choice) -> None:
        self.close()
        self.chosen.emit(choice)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is 确定, Esc is 取消."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


class _Conditions(QComboBox):
    """A pull-down whose Enter chooses a line and does no more: Qt would pass the key on to the popup."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter stays here."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)


class _Input(QLineEdit):
    """A line from which Down leads on."""

    left = Signal()

    def __init__(self, hint: str) -> None:
        super().__init__()
        self.setProperty("search", True)
        self.setPlaceholderText(hint)
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down leads on."""
        if event.key() == Qt.Key.Key_Down:
            self.left.emit()
        else:
            super().keyPressEvent(event)
