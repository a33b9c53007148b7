"""数据核查: all that is to be looked at as a list, to be narrowed, ordered, gone to, answered and sent back."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from fgj_desktop.ledgers import NAVIGATION
from fgj_desktop.models.check_list import MOST_LISTED, CheckList, Problem, Wanted, counts, problems
from fgj_desktop.models.ledger_checks import Sort
from fgj_desktop.views.check_table import CheckTable
from fgj_desktop.views.flow_layout import FlowLayout
from fgj_desktop.views.icons import icon, icon_size
from fgj_desktop.views.parts import Button, label, plain
from fgj_desktop.views.theme import colours, space

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QIcon

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.models.check_book import CheckBook
    from fgj_desktop.models.document import LedgerDocument

NOTHING, NOTHING_SUCH = "没有需要核对的内容。", "没有符合条件的内容。"
_EVERY = 1
"""The place of 全部台账 among the choices."""
_ALL_UNITS, _ALL_TITLES = "全部单位", "全部问题"
_AnyIndex = QModelIndex | QPersistentModelIndex


class CheckPanel(QWidget):
    """The list of a window's ledgers, as far as the book knows by now."""

    jump_requested = Signal(object)
    """Problem whose cell is to be shown."""
    answer_requested = Signal(object)
    """Problem whose reason is to be given."""
    return_requested = Signal(object)
    """list[Problem] that is to be sent back to the units."""

    def __init__(self, document: LedgerDocument, book: CheckBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._book = book
        self._shown_ledger: Ledger = NAVIGATION[0]
        self._sort = Sort.OPEN
        self._counts: Counter[tuple[str, str, Sort]] = Counter()
        self.list = CheckList()
        self.table = CheckTable(self.list)
        self.table.setItemDelegateForColumn(0, _Mark(self.table))
        self.table.left_by_enter.connect(self._jump)
        self.table.doubleClicked.connect(lambda _index: self._jump())
        self.table.answer_wanted.connect(self._answer)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._enable())
        self._chips = {sort: self._make_chip(sort) for sort in Sort}
        self.scope = self._make_choice("台账范围", self._narrow_scope)
        self.scope.addItems(["本台账", "全部台账"])
        self.unit = self._make_choice("单位", self._narrow)
        self.title = self._make_choice("问题", self._narrow)
        self._progress = label(tone="muted", wrap=False)
        self._reason = plain("说明原因…", self._answer)
        self._reason.setToolTip("F2")
        self._return = plain("导出退回修改…", self._send_back)
        self._arrange()

    def _arrange(self) -> None:
        line = QWidget()
        flow = FlowLayout(space(0.4))
        flow.setContentsMargins(0, 0, 0, 0)
        line.setLayout(flow)
        policy = line.sizePolicy()
        policy.setHeightForWidth(True)
        line.setSizePolicy(policy)
        parts: list[QWidget] = [*self._chips.values(), self.scope, self.unit, self.title]
        for part in (*parts, self._reason, self._return, self._progress):
            flow.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(0.5), space(0.3), space(0.5), 0)
        layout.setSpacing(space(0.3))
        layout.addWidget(line)
        layout.addWidget(self.table, 1)

    def _make_chip(self, sort: Sort) -> QPushButton:
        chip = Button(sort.value)
        chip.setProperty("chip", True)
        chip.setCheckable(True)
        chip.clicked.connect(lambda: self.choose(sort))
        return chip

    def _make_choice(self, name: str, action: object) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.setMaximumWidth(space(8.5))
        box.activated.connect(action)
        return box

    def sizeHint(self) -> QSize:
        """Some lines high."""
        return QSize(space(40), space(14))

    # --- what is listed -------------------------------------------------------------------------

    def follow_ledger(self, ledger: Ledger) -> bool:
        """List the ledger that the window shows, unless all are listed; whether that makes a difference."""
        is_other = ledger.name != self._shown_ledger.name and self.scope.currentIndex() != _EVERY
        self._shown_ledger = ledger
        return is_other

    def ledgers(self) -> Sequence[Ledger]:
        """The ledgers listed."""
        return NAVIGATION if self.scope.currentIndex() == _EVERY else (self._shown_ledger,)

    def choose(self, sort: Sort) -> None:
        """List one sort of findings."""
        self._sort = sort
        self._narrow()

    def fill(self) -> None:
        """List what is known by now; the line that was current stays so."""
        self._counts = counts(self._document, self._book, self.ledgers())
        open_ones = {key: count for key, count in self._counts.items() if key[2] is not Sort.INFO}
        _offer(self.unit, _ALL_UNITS, [(unit, count) for (unit, _, _), count in open_ones.items() if unit])
        _offer(self.title, _ALL_TITLES, [(title, count) for (_, title, _), count in self._counts.items()])
        self._narrow()

    def shown(self) -> list[Problem]:
        """The problems that fit what is chosen, also those beyond the length of the list."""
        return problems(self._document, self._book, self.ledgers(), self._wanted())

    def current(self) -> Problem | None:
        """The problem of the current line."""
        return self.list.problem(self.table.currentIndex().row())

    def _wanted(self, sort: Sort | None = None) -> Wanted:
        return Wanted(sort or self._sort, self.unit.currentData(), self.title.currentData())

    def _count(self, sort: Sort) -> int:
        wanted = self._wanted(sort)
        return sum(
            count
            for (unit, title, one), count in self._counts.items()
            if wanted.takes(one) and wanted.unit in (None, unit) and wanted.title in (None, title)
        )

    def _narrow_scope(self) -> None:
        self._book.demand(self.ledgers())
        self.fill()

    def _narrow(self) -> None:
        for sort, chip in self._chips.items():
            chip.setText(f"{sort.value} {self._count(sort):,}")
            chip.setChecked(sort is self._sort)
        before, place = self.current(), self.table.currentIndex().row()
        found = problems(self._document, self._book, self.ledgers(), self._wanted(), MOST_LISTED)
        self.list.show(found)
        self.table.setColumnHidden(CheckList.LEDGER, len(self.ledgers()) == 1)
        self.table.setColumnHidden(CheckList.ANSWER, not any(one.finding.answer for one in found))
        row = self.list.row_of(before) if before is not None else -1
        self.table.go(row if row >= 0 else min(max(place, 0), self.list.rowCount() - 1))
        self.table.empty = NOTHING_SUCH if self._counts and self._is_narrowed() else NOTHING
        self._tell_progress(self._count(self._sort))
        self._enable()

    def _is_narrowed(self) -> bool:
        return (
            self.unit.currentData() is not None
            or self.title.currentData() is not None
            or self._sort is not Sort.OPEN
        )

    def _tell_progress(self, count: int) -> None:
        checks = [self._book.of(ledger) for ledger in self.ledgers()]
        total, done = sum(one.total for one in checks), sum(one.done for one in checks)
        texts = []
        if not all(one.is_complete for one in checks):
            texts.append(f"正在核查 {done:,}／{total:,}")
        if count > MOST_LISTED:
            texts.append(f"只列出前 {MOST_LISTED:,} 条")
        self._progress.setText("　".join(texts))
        self._progress.setVisible(bool(texts))

    def _enable(self) -> None:
        one = self.current()
        can = one is not None and one.finding.can_be_answered and not self._document.read_only
        self._reason.setEnabled(can)
        self._return.setEnabled(self.list.rowCount() > 0)

    def _jump(self) -> None:
        one = self.current()
        if one is not None:
            self.jump_requested.emit(one)

    def _answer(self) -> None:
        one = self.current()
        if one is not None and self._reason.isEnabled():
            self.answer_requested.emit(one)

    def _send_back(self) -> None:
        self.return_requested.emit(self.shown())


def _offer(box: QComboBox, everything: str, words: Sequence[tuple[str, int]]) -> None:
    """Offer words with their counts, keeping the one chosen."""
    chosen = box.currentData()
    box.clear()
    box.addItem(everything, None)
    counted: Counter[str] = Counter()
    for word, count in words:
        counted[word] += count
    for word, count in counted.items():
        box.addItem(f"{word}（{count:,}）", word)
    box.setCurrentIndex(max(box.findData(chosen), 0) if chosen is not None else 0)
    box.setVisible(box.count() > 1)


class _Mark(QStyledItemDelegate):
    """The sort of a finding: its sign and its word."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        """Put the sign before the word."""
        super().initStyleOption(option, index)
        one: Problem = index.data(Qt.ItemDataRole.UserRole)
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
        option.icon = _sign(one.sort)
        option.decorationSize = QSize(icon_size(), icon_size())


def _sign(sort: Sort) -> QIcon:
    match sort:
        case Sort.ERROR:
            return icon("warning", colours().error)
        case Sort.ANSWERED:
            return icon("done", colours().green)
        case Sort.INFO:
            return icon("same", colours().muted)
        case _:
            return icon("warning", colours().warning)
