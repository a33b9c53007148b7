"""定稿记录: every period that is closed or open for corrections, with what was corrected since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from fgj_desktop.rules.closing import corrections
from fgj_desktop.store.closing import closings
from fgj_desktop.views.copied_table import copy_table
from fgj_desktop.views.parts import fit, label, plain, primary, row
from fgj_desktop.views.theme import space
from fgj_desktop.views.waiting import waiting
from fgj_desktop.views.word_table import WordTable

if TYPE_CHECKING:
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.store.closing import Closing

_TITLES = ("台账", "时期", "状态", "定稿日期", "报后更正", "更正原因")
_COUNT, _REASON = 4, 5
_EMPTY = "还没有定稿的时期。本期报送办结后，用“定稿并锁定”保留报出的内容。"


class ClosingsDialog(QDialog):
    """The newest first; a line leads to its corrections."""

    chosen = Signal(object, object)
    """Ledger and ReportPeriod whose corrections are to be shown."""

    def __init__(self, document: LedgerDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("定稿记录")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._document = document
        self._listed: list[tuple[Ledger, Closing]] = []
        self.table = WordTable(_TITLES, stretched=_REASON)
        self.table.entered.connect(self._open)
        self.said = label("", "muted")
        self.go = primary("查看报后更正", lambda: self._open(self.table.currentRow()))
        self.copy = plain("复制为表格", self._copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(1), space(0.8), space(1), space(0.8))
        layout.setSpacing(space(0.6))
        layout.addWidget(self.table, 1)
        layout.addWidget(self.said)
        layout.addLayout(row(self.copy, None, plain("关闭", self.reject), self.go))
        self._fill()
        fit(self, 72, 26)

    def texts(self) -> list[tuple[str, ...]]:
        """The rows shown."""
        return [self._texts(ledger, one) for ledger, one in self._listed]

    def _fill(self) -> None:
        store = self._document.store
        known = [one for one in closings(store) if one.ledger in store.ledgers]
        known.sort(key=lambda one: one.period, reverse=True)
        self._listed = [(store.ledgers[one.ledger], one) for one in known]
        with waiting(), self._document.reading():
            self.table.fill(self.texts())
        self.table.align_right(_COUNT)
        if known:
            self.table.setCurrentCell(0, 0)
        self.go.setEnabled(bool(known))
        self.copy.setEnabled(bool(known))
        opened = sum(not one.is_locked for one in known)
        waiting_words = f"，{opened} 期解锁更正中，改完请重新锁定" if opened else ""
        self.said.setText(f"共 {len(known)} 期{waiting_words}。" if known else _EMPTY)

    def _texts(self, ledger: Ledger, one: Closing) -> tuple[str, ...]:
        count = len(corrections(self._document.store, ledger, one, self._document.money_unit))
        return (
            ledger.title,
            one.period.title,
            "已锁定" if one.is_locked else "解锁更正",
            one.closed_on_words,
            f"{count} 处" if count else "",
            "；".join(one.reason.splitlines()),
        )

    def _open(self, at: int) -> None:
        if 0 <= at < len(self._listed):
            ledger, one = self._listed[at]
            self.accept()
            self.chosen.emit(ledger, one.period)

    def _copy(self) -> None:
        copy_table([_TITLES, *self.texts()])
        self.said.setText(f"已复制 {len(self._listed)} 行，可粘贴到表格中。")
