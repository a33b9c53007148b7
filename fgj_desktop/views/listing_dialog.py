"""入统比对: the key projects beside the statistics library, outcome by outcome; each line opens its rows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QDialog, QLabel, QVBoxLayout, QWidget

from fgj_desktop.exchange.listing_comparison import URGENT, Line, Outcome, adopt, compare_listing
from fgj_desktop.ledgers import KEY_PROJECT, STATISTICS_PROJECT
from fgj_desktop.ledgers.numbers import money_text
from fgj_desktop.ledgers.values import WAN
from fgj_desktop.views.copied_table import copy_table
from fgj_desktop.views.parts import fit, label, plain, primary, row
from fgj_desktop.views.theme import space
from fgj_desktop.views.word_table import WordTable

if TYPE_CHECKING:
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.views.main_window import MainWindow

_TITLES = ("重点项目", "在库名称", "台账累计（万元）", "名单本年累计（万元）", "结果", "缺件或原因")
_OWN, _THEIRS, _RESULT = 2, 3, 4
_EVERY, _TO_DO = "全部", "需处理"


def show_listing(window: MainWindow) -> ListingDialog | None:
    """Open the comparison; None when what is being typed could not be stored."""
    if not window.finish_editing():
        return None
    dialog = ListingDialog(window.document, window)
    dialog.rows_wanted.connect(window.show_records)
    dialog.list_wanted.connect(window.import_files)
    dialog.open()
    return dialog


class ListingDialog(QDialog):
    """Both ledgers as of the report period, and what the bureau makes of their differences."""

    rows_wanted = Signal(str, object, str)
    """Ledger, records and title of what is to be shown."""
    list_wanted = Signal()
    """The statistics bureau's list is to be imported first."""

    def __init__(self, document: LedgerDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"入统比对（{document.month.title}）")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._document = document
        self._shown: list[Line] = []
        self.kind = QComboBox()
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.kind.currentIndexChanged.connect(lambda _index: self._fill())
        self.table = WordTable(_TITLES, stretched=_RESULT)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.entered.connect(lambda at: self._open([self._shown[at]]))
        self.table.itemSelectionChanged.connect(self._say)
        self.said = label("", "muted")
        self.adopt_listed = plain("标为已入库", partial(self._adopt, amounts=False))
        self.adopt_amounts = plain("采用名单投资数", partial(self._adopt, amounts=True))
        self.go = primary("打开明细", lambda: self._open(self._chosen()))
        self._lay_out()
        fit(self, 104, 40)
        self.refresh()

    def _lay_out(self) -> None:
        title = QLabel("比对结果")
        title.setBuddy(self.kind)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(1), space(0.8), space(1), space(0.8))
        layout.setSpacing(space(0.6))
        bring = plain("导入统计局名单…", self._bring)
        layout.addLayout(row(title, self.kind, None, bring))
        layout.addWidget(self.table, 1)
        layout.addWidget(self.said)
        buttons = (plain("复制为表格", self._copy), self.adopt_listed, self.adopt_amounts, None)
        layout.addLayout(row(*buttons, plain("关闭", self.reject), self.go))

    def refresh(self) -> None:
        """Compare again."""
        before = self.kind.currentData()
        self._found = compare_listing(self._document.store, self._document.month)
        self.kind.blockSignals(True)
        self.kind.clear()
        to_do = sum(bool({*line.outcomes} & {*URGENT}) for line in self._found.lines)
        self.kind.addItem(f"{_TO_DO}（{to_do}）", _TO_DO)
        for outcome in Outcome:
            count = len(self._found.of(outcome))
            if count:
                self.kind.addItem(f"{outcome.value}（{count}）", outcome.value)
        self.kind.addItem(f"{_EVERY}（{len(self._found.lines)}）", _EVERY)
        self.kind.setCurrentIndex(max(0, self.kind.findData(before)))
        self.kind.blockSignals(False)
        self._fill()

    def texts(self) -> list[tuple[str, ...]]:
        """The rows shown."""
        return [_texts(line) for line in self._shown]

    def choose(self, outcome: str) -> None:
        """Show the lines of one outcome."""
        self.kind.setCurrentIndex(self.kind.findData(outcome))

    def _fill(self) -> None:
        wanted = self.kind.currentData()
        self._shown = [line for line in self._found.lines if _is_wanted(line, wanted)]
        self.table.fill(self.texts())
        for column in (_OWN, _THEIRS):
            self.table.align_right(column)
        if self._shown:
            self.table.setCurrentCell(0, 0)
        self._say()

    def _chosen(self) -> list[Line]:
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        return [self._shown[at] for at in rows if at < len(self._shown)]

    def _say(self) -> None:
        chosen = self._chosen()
        can_write = not self._document.read_only
        self.go.setEnabled(bool(chosen))
        self.adopt_listed.setEnabled(
            can_write and any(Outcome.FOUND_NOT_MARKED in one.outcomes for one in chosen)
        )
        self.adopt_amounts.setEnabled(
            can_write and any(Outcome.AMOUNT_DIFFERS in one.outcomes for one in chosen)
        )
        if not any(line.listed is not None for line in self._found.lines):
            self.said.setText("在库项目台账本期没有数据。请先导入统计局名单。")
            return
        would_add = money_text(self._found.would_add, WAN)
        self.said.setText(
            f"名单与台账对上 {len(self._found.matched)} 项。入库后可计入的实际完成投资 {would_add} 万元（测算）。"
        )

    def _open(self, lines: list[Line]) -> None:
        projects = [line.project.id for line in lines if line.project is not None]
        listed = [line.listed.id for line in lines if line.listed is not None]
        ledger, records = (KEY_PROJECT, projects) if projects else (STATISTICS_PROJECT, listed)
        if records:
            self.accept()
            self.rows_wanted.emit(ledger.name, records, "入统比对")

    def _bring(self) -> None:
        self.accept()
        self.list_wanted.emit()

    def _adopt(self, *, amounts: bool) -> None:
        wanted = Outcome.AMOUNT_DIFFERS if amounts else Outcome.FOUND_NOT_MARKED
        lines = [line for line in self._chosen() if wanted in line.outcomes]
        adopted = self._document.act(
            f"采用入统比对结果：{len(lines)} 项",
            lambda writes: adopt(writes, self._document.month, lines, amounts=amounts),
        )
        if adopted:
            self.refresh()
            self.said.setText(f"已采用 {len(lines)} 项，可按 Ctrl+Z 撤回。")

    def _copy(self) -> None:
        copy_table([_TITLES, *self.texts()])
        self.said.setText(f"已复制 {len(self._shown)} 行，可粘贴到表格中。")


def _is_wanted(line: Line, wanted: str) -> bool:
    if wanted == _EVERY:
        return True
    if wanted == _TO_DO:
        return bool({*line.outcomes} & {*URGENT})
    return wanted in {outcome.value for outcome in line.outcomes}


def _texts(line: Line) -> tuple[str, ...]:
    own, theirs = (
        "" if value is None else money_text(value, WAN) for value in (line.own_amount, line.listed_amount)
    )
    name = "" if line.project is None else line.name
    return (
        name,
        line.listed_name,
        own,
        theirs,
        "、".join(one.value for one in line.outcomes),
        line.missing_papers,
    )
