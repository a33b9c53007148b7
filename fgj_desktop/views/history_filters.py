"""What narrows the history: a text, a ledger, who, how, and when."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from fgj_desktop.ledgers import LEDGERS
from fgj_desktop.store.history_entry import SORTS, Sort, Wanted
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from fgj_desktop.models.document import LedgerDocument

_SEARCH_DELAY = 300
_DAYS = (("全部时间", None), ("今天", 0), ("最近 7 天", 6), ("最近 30 天", 29), ("最近一年", 364))
_CHOSEN_DAYS = "指定日期…"


class HistoryFilters(QWidget):
    """The search box and the lists above the actions; ``changed`` when others are wanted."""

    changed = Signal()
    left_for_list = Signal()
    """Down or Enter in the search box."""

    def __init__(self, document: LedgerDocument) -> None:
        super().__init__()
        self._document = document
        self.search = _Search()
        self.search.setProperty("search", True)
        self.search.setPlaceholderText("操作、项目、列名或内容")
        self.search.setClearButtonEnabled(True)
        self.search.left.connect(self.left_for_list)
        self._timer = QTimer(self, singleShot=True, interval=_SEARCH_DELAY)
        self._timer.timeout.connect(self.changed)
        self.search.textEdited.connect(lambda _text: self._timer.start())
        self.search.textChanged.connect(lambda text: None if text else self._timer.start())
        self.ledger = _list("台账", [("全部台账", ""), *((one.title, one.name) for one in LEDGERS)])
        users = sorted(document.store.users())
        self.user = _list("用户", [("全部用户", None), *((name or "（未知）", name) for name in users)])
        self.sort = _list("操作类别", [("全部操作", None), *((one.title, one.title) for one in SORTS)])
        self.days = _list("时间", [*_DAYS, (_CHOSEN_DAYS, _CHOSEN_DAYS)])
        self.first, self.last = _Day("从"), _Day("到")
        self._arrange()
        for one in (self.ledger, self.user, self.sort):
            one.currentIndexChanged.connect(lambda _place: self.changed.emit())
        self.days.currentIndexChanged.connect(lambda _place: self._show_days())
        for day in (self.first, self.last):
            day.dateChanged.connect(lambda _day: self.changed.emit())

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space(0.35))
        lists = QHBoxLayout()
        for one in (self.ledger, self.sort, self.days, self.user):
            lists.addWidget(one, 1)
        self._chosen_days = QWidget()
        days = QHBoxLayout(self._chosen_days)
        days.setContentsMargins(0, 0, 0, 0)
        for part in (QLabel("从"), self.first, QLabel("到"), self.last):
            days.addWidget(part)
        days.addStretch(1)
        self._chosen_days.hide()
        layout.addWidget(self.search)
        layout.addLayout(lists)
        layout.addWidget(self._chosen_days)
        # With one user there is nothing to choose.
        self.user.setVisible(self.user.count() > 2)

    def _show_days(self) -> None:
        chosen = self.days.currentData() == _CHOSEN_DAYS
        if chosen:
            today = self._document.today()
            for day in (self.first, self.last):
                day.blockSignals(True)
                day.setDate(QDate(today.year, today.month, today.day))
                day.blockSignals(False)
        self._chosen_days.setVisible(chosen)
        self.changed.emit()

    def wanted(self) -> Wanted:
        """What is wanted now; a search that waits for the hand to rest is over with it."""
        self._timer.stop()
        return self._chosen()

    def _chosen(self) -> Wanted:
        first, last = self._range()
        title = self.sort.currentData()
        sort: Sort | None = next((one for one in SORTS if one.title == title), None)
        return Wanted(
            text=self.search.text().strip(),
            ledger=self.ledger.currentData(),
            user=self.user.currentData(),
            sort=sort,
            first=first,
            last=last,
        )

    def _range(self) -> tuple[datetime.date | None, datetime.date | None]:
        chosen = self.days.currentData()
        if chosen == _CHOSEN_DAYS:
            return self.first.day(), self.last.day()
        if chosen is None:
            return None, None
        return self._document.today() - datetime.timedelta(days=chosen), None

    @property
    def is_narrowed(self) -> bool:
        """Whether not everything is wanted."""
        return self._chosen() != Wanted()

    def begin_search(self) -> None:
        """Put the cursor into the search box."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def clear(self) -> None:
        """Want everything again."""
        for one in (self.ledger, self.user, self.sort, self.days):
            one.blockSignals(True)
            one.setCurrentIndex(0)
            one.blockSignals(False)
        self._chosen_days.hide()
        self.search.clear()
        self.changed.emit()


class _Search(QLineEdit):
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class _Day(QDateEdit):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setCalendarPopup(True)
        self.setDisplayFormat("yyyy-MM-dd")

    def day(self) -> datetime.date:
        date = self.date()
        return datetime.date(date.year(), date.month(), date.day())


def _list(name: str, entries: list[tuple[str, object]]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setMinimumWidth(space(5))
    for title, data in entries:
        box.addItem(title, data)
    return box
