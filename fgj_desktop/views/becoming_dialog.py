"""转为重点项目: what would be made and linked of the selected records, before it is done as one action."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from fgj_desktop.errors import UserError
from fgj_desktop.models.year_steps import Shown, YearSteps
from fgj_desktop.rules.becoming import BecomingPlan, BecomingStep, apply_becoming, plan_becoming
from fgj_desktop.views.parts import fit, label, plain, primary, row
from fgj_desktop.views.step_list import StepList
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.views.main_window import MainWindow


def let_become(window: MainWindow) -> BecomingDialog | None:
    """转为重点项目…: the selected records put forward become projects of their year."""
    pane = window.pane
    if not pane.grid.finish_editing():
        return None
    records = pane.selected_records()
    if not records:
        window.say(f"未选中{pane.ledger.record_title}。请先选中要转入的{pane.ledger.record_title}。")
        return None
    try:
        plan = plan_becoming(window.document.store, pane.ledger, window.document.month, records)
    except UserError as problem:
        window.say(str(problem), error=True)
        return None
    dialog = BecomingDialog(window.document, plan, window)
    dialog.done_for.connect(partial(_say_done, window))
    dialog.open()
    return dialog


def _say_done(window: MainWindow, plan: BecomingPlan) -> None:
    offers = [(f"转到{plan.month.year}年1月", partial(_go, window, plan))]
    window.say(f"已{plan.label}。可按 Ctrl+Z 撤销。", offers=offers)


def _go(window: MainWindow, plan: BecomingPlan) -> None:
    window.document.set_month(plan.month)
    window.open_ledger(plan.ledger.name)


class BecomingDialog(QDialog):
    """Nothing is written before the button is pressed."""

    done_for = Signal(object)
    """The BecomingPlan that was carried out."""

    def __init__(self, document: LedgerDocument, plan: BecomingPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"转为{plan.month.year}年度重点项目")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._document = document
        self._plan = plan
        ledger = plan.ledger
        columns = [ledger.by_name[name] for name in plan.asked]
        shown = [Shown(one.title_for(plan.month, short=True), asked=one) for one in columns]
        context = document.store.context(plan.month, document.money_unit)
        self.model = YearSteps(ledger, plan.steps, shown, context, self, verb="转入")
        self.sentence = label()
        self.view = StepList()
        self.view.toggled.connect(lambda index: self.model.toggle(index.row()))
        self.view.show_steps(self.model)
        self.go = primary("转入", self._do)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(1), space(0.8), space(1), space(0.8))
        layout.setSpacing(space(0.6))
        layout.addWidget(self.sentence)
        layout.addWidget(self.view, 1)
        layout.addWidget(label(_explanation(plan), "muted"))
        layout.addLayout(row(None, plain("取消", self.reject), self.go))
        self.model.dataChanged.connect(self._show)
        self._show()
        fit(self, 76, 30)

    @property
    def plan(self) -> BecomingPlan:
        """The plan as it is ticked and changed by now."""
        steps = tuple(one for one in self.model.steps if isinstance(one, BecomingStep))
        return replace(self._plan, steps=steps)

    def _show(self) -> None:
        plan = self.plan
        going = len(plan.going_on)
        self.sentence.setText(f"{plan.month.year}年度{plan.ledger.title}：{plan.counts}。")
        self.go.setText(f"转入 {going} {plan.ledger.measure_word}" if going else "转入")
        self.go.setEnabled(bool(going) and not self._document.read_only)

    def _do(self) -> None:
        plan, month = self.plan, self._document.month
        if self._document.act(plan.label, lambda writes: apply_becoming(writes, plan, month)):
            self.accept()
            self.done_for.emit(plan)


def _explanation(plan: BecomingPlan) -> str:
    amount = plan.ledger.by_name[plan.asked[-1]].title_for(plan.month, short=True)
    return (
        f"申报的年度计划记入“{amount}”，已有年度计划的不改。台账中已有的按代码、名称或曾用名对应，级别并入，"
        f"其余内容不改。{plan.month.year - 1}年度各月的台账不变。"
    )
