"""定稿并锁定 and 解锁更正: what will be kept and locked, and what a correction opens, before it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QVBoxLayout, QWidget

from fgj_desktop.errors import FgjError
from fgj_desktop.ledgers.declaration import Axis, Severity
from fgj_desktop.models.moments_offered import periods_of, shown_period
from fgj_desktop.rules.checks import findings
from fgj_desktop.rules.closing import (
    ClosingPlan,
    apply_closing,
    apply_unlocking,
    plan_closing,
    to_unlock,
    unlock_label,
)
from fgj_desktop.rules.report_rounds import returns_of_month
from fgj_desktop.store.closing import CLOSES, closings
from fgj_desktop.views.parts import Form, fit_height, label, place_of, plain, primary, row, set_tone
from fgj_desktop.views.theme import space
from fgj_desktop.views.waiting import waiting

if TYPE_CHECKING:
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.report_period import ReportPeriod
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.store.closing import Closing

_WIDTH = 38
_OPEN = (Severity.ERROR, Severity.WARNING)


class _PeriodDialog(QDialog):
    """A period is chosen, a sentence says what will come of it, one button does it."""

    done_for = Signal(str)
    """The sentence that says what was done."""

    def __init__(
        self, document: LedgerDocument, ledger: Ledger, title: str, button: str, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.document, self.ledger = document, ledger
        self.period = QComboBox()
        self.period.setMaxVisibleItems(18)
        self.sentence, self.notice = label(), label("", "warning")
        self.form = Form()
        self.form.add("台账", QLabel(ledger.title), None)
        self.form.add("时期(&P)", self.period, None)
        self.go = primary(button, self._do)
        self.main = QVBoxLayout(self)
        self.main.setContentsMargins(space(1), space(0.8), space(1), space(0.8))
        self.main.setSpacing(space(0.6))
        self.main.addLayout(self.form)
        for part in (self.sentence, self.notice):
            self.main.addWidget(part)
        self.main.addStretch(1)
        self.main.addLayout(row(None, plain("取消", self.reject), self.go))

    def begin(self, periods: list[ReportPeriod], chosen: ReportPeriod | None) -> None:
        """Offer periods and show what comes of the one chosen."""
        for one in periods:
            self.period.addItem(one.title, one)
        self.period.setCurrentIndex(max(0, place_of(self.period, chosen)))
        self.period.currentIndexChanged.connect(lambda _index: self.plan())
        self.plan()
        fit_height(self, _WIDTH)

    def plan(self) -> None:
        """Say what would be done for the period chosen."""
        raise NotImplementedError

    def _do(self) -> None:
        raise NotImplementedError

    def refuse(self, words: str) -> None:
        """Say why it cannot be done."""
        self.sentence.setText(words)
        set_tone(self.sentence, "warning")
        self.notice.hide()
        self.go.setEnabled(False)


class ClosingDialog(_PeriodDialog):
    """定稿并锁定, and locking again after corrections."""

    def __init__(
        self,
        document: LedgerDocument,
        ledger: Ledger,
        period: ReportPeriod | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(document, ledger, "定稿并锁定", "定稿并锁定", parent)
        self._plan: ClosingPlan | None = None
        self.begin(periods_of(document, ledger), period or shown_period(document, ledger))

    def plan(self) -> None:
        """Count what would be kept, and what is still open."""
        document, period = self.document, self.period.currentData()
        self._plan = None
        try:
            with waiting(), document.reading():
                plan = self._plan = plan_closing(document.store, self.ledger, period)
        except FgjError as problem:
            self.refuse(str(problem))
            return
        set_tone(self.sentence, "plain")
        self.sentence.setText(_kept(plan))
        open_things = _still_open(document, plan)
        self.notice.setText(open_things)
        self.notice.setVisible(bool(open_things))
        self.go.setText("定稿并锁定" if plan.again is None else "重新锁定")
        self.go.setEnabled(not document.read_only)

    def _do(self) -> None:
        plan = self._plan
        if plan is None:
            return
        if self.document.act(plan.label, lambda writes: apply_closing(writes, plan), kind=CLOSES):
            self.accept()
            self.done_for.emit(f"已{plan.label}。更正请用“解锁更正”；可按 Ctrl+Z 撤回。")
            return
        self.refuse("未能锁定，台账未作改动。")


def _kept(plan: ClosingPlan) -> str:
    unit = plan.ledger.measure_word
    counted = f"（计入合计 {plan.counted} {unit}）" if plan.counted != plan.records else ""
    until = f"{plan.period.title}及以前的填报内容不能直接修改，以后各期照常录入，不分期的内容仍可修改"
    if not any(isinstance(axis, Axis) for axis in plan.ledger.axes):
        until = f"已定稿的{plan.ledger.record_title}不能删除；本台账不分期填报，各栏内容仍可修改，变动可与定稿对比"
    if plan.again is not None:
        return (
            f"更正后重新锁定。{plan.again.closed_on_words}定稿时的内容不变，更正单独列示。锁定后，{until}。"
        )
    figures = f"和 {plan.figures} 个统计数据" if plan.figures else ""
    return f"将保留本期 {plan.records} {unit}{counted}的内容{figures}。锁定后，{until}。"


def _still_open(document: LedgerDocument, plan: ClosingPlan) -> str:
    """What is worth doing before: findings, records nothing was reported of. None of it blocks."""
    ledger, month, said = plan.ledger, plan.period.month, []
    context = document.store.context(month, document.money_unit)
    view = document.store.view(ledger, month)
    rows = [] if document.is_large(ledger) else view.rows()
    found = sum(
        one.is_open and one.severity in _OPEN
        for shown in rows
        for one in findings(ledger, shown, context, month)
    )
    if found:
        said.append(f"数据核查还有 {found} 处未处理")
    if ledger.reported_columns and not plan.period.half:
        missing = returns_of_month(document.store, ledger, month).missing
        said += [f"本月未报 {missing} {ledger.measure_word}"] if missing else []
    return f"{'，'.join(said)}。不影响锁定。" if said else ""


class UnlockDialog(_PeriodDialog):
    """解锁更正: a reason is asked for; later periods that show the same entries are opened with it."""

    def __init__(
        self,
        document: LedgerDocument,
        ledger: Ledger,
        period: ReportPeriod | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(document, ledger, "解锁更正", "解锁更正", parent)
        self._opened: list[Closing] = []
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("如：统计局核减、单位补报、录入有误")
        self.reason.textChanged.connect(lambda _text: self._show())
        self.form.add("更正原因(&R)", self.reason, stretch=0)
        locked = [one.period for one in closings(document.store, ledger.name) if one.is_locked]
        if not locked:
            self.refuse(f"“{ledger.title}”没有已锁定的时期，可直接修改。")
            self.period.hide()
        self.begin(locked[::-1], period)
        self.reason.setFocus()

    def plan(self) -> None:
        """Say which periods a correction of the one chosen opens."""
        self._opened = []
        if self.period.currentData() is not None:
            try:
                self._opened = to_unlock(self.document.store, self.ledger, self.period.currentData())
            except FgjError as problem:
                self.refuse(str(problem))
        self._show()

    def _show(self) -> None:
        if not self._opened:
            return
        first, *later = self._opened
        set_tone(self.sentence, "plain")
        self.sentence.setText(
            "解锁后可修改填报内容。定稿时的内容保留，更正逐处列示并注明原因；改完请重新锁定。"
        )
        also = "、".join(one.period.title for one in later)
        self.notice.setText(f"{first.period.title}的更正会带动以后各期，{also}一并解锁。" if later else "")
        self.notice.setVisible(bool(later))
        self.go.setEnabled(bool(self.reason.text().strip()) and not self.document.read_only)

    def _do(self) -> None:
        opened, reason, day = self._opened, self.reason.text(), self.document.today()
        if not opened or not reason.strip():
            return
        done = self.document.act(
            unlock_label(self.ledger, opened),
            lambda writes: apply_unlocking(writes, opened, reason, day),
            kind=CLOSES,
        )
        if done:
            self.accept()
            self.done_for.emit(f"已{unlock_label(self.ledger, opened)}。改完请重新锁定。")
            return
        self.refuse("未能解锁，台账未作改动。")
