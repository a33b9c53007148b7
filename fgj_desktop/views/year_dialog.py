"""结转到下年度: everything that would be done, record by record, before it is done as one action."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QVBoxLayout,
    QWidget,
)

from fgj_desktop.errors import UserError
from fgj_desktop.models.year_steps import Shown, YearSteps
from fgj_desktop.rules.becoming import waiting_words
from fgj_desktop.rules.year_change import apply_year_change, change_of, plan_year_change
from fgj_desktop.store.record_months import years_of
from fgj_desktop.views.parts import Form, fit, label, plain, primary, row
from fgj_desktop.views.step_list import StepList
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.rules.year_change import YearPlan
    from fgj_desktop.views.main_window import MainWindow

_FIRST_MONTHS = 3
"""January to March: the old year is still corrected while the new one is being set up."""
_AnyIndex = QModelIndex | QPersistentModelIndex


def change_year(window: MainWindow) -> YearDialog | None:
    """Show what a year change of the ledger on screen would do; None when there is nothing to change."""
    pane = window.pane
    if not pane.grid.finish_editing():
        return None
    if pane.ledger.year_change is None:
        window.say(f"“{pane.ledger.title}”不分年度，不需要结转。")
        return None
    if not years_of(window.document.store, pane.ledger):
        window.say(f"“{pane.ledger.title}”还没有{pane.ledger.record_title}，不能结转。")
        return None
    dialog = YearDialog(window.document, pane.ledger, window)
    dialog.done_for.connect(partial(_say_done, window))
    dialog.open()
    return dialog


def _say_done(window: MainWindow, plan: YearPlan) -> None:
    year = plan.month.year
    offers = [(f"转到{year}年1月", partial(window.document.set_month, plan.month))]
    window.say(f"已{plan.label}。可按 Ctrl+Z 全部撤回。", offers=offers)


class YearDialog(QDialog):
    """A list of the year's records; nothing is written before the button is pressed."""

    done_for = Signal(object)
    """The YearPlan that was carried out."""
    model: YearSteps

    def __init__(self, document: LedgerDocument, ledger: Ledger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("结转到下年度")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._document = document
        self._ledger = ledger
        self.year = QComboBox()
        years = years_of(document.store, ledger)
        for year in years:
            self.year.addItem(f"{year}年度 → {year + 1}年度", year + 1)
        self.year.setCurrentIndex(self.year.findData(_proposed_year(document.month, years)))
        self.sentence = label()
        self.problem = label("", "warning")
        self.view = StepList()
        self.view.toggled.connect(lambda index: self.model.toggle(index.row()))
        self._explained = label("", "muted")
        self.go = primary("结转", self._change)
        form = Form()
        form.add("年度", self.year, None)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(1), space(0.8), space(1), space(0.8))
        layout.setSpacing(space(0.6))
        layout.addLayout(form)
        layout.addWidget(self.sentence)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.problem)
        layout.addWidget(self._explained)
        layout.addLayout(row(None, plain("取消", self.reject), self.go))
        self.year.currentIndexChanged.connect(lambda _index: self._plan())
        self._plan()
        fit(self, 76, 38)

    @property
    def plan(self) -> YearPlan:
        """The plan as it is ticked and changed by now."""
        return replace(self._done, steps=tuple(self.model.steps))

    def _plan(self) -> None:
        document = self._document
        try:
            plan = plan_year_change(document.store, self._ledger, int(self.year.currentData()))
        except UserError as problem:
            self.view.hide()
            self.sentence.setText(str(problem))
            self.go.setEnabled(False)
            return
        self._done = plan
        context = document.store.context(plan.month, document.money_unit)
        self.model = YearSteps(self._ledger, plan.steps, _columns(plan), context, self)
        self.model.dataChanged.connect(self._show)
        self.view.show_steps(self.model)
        waiting = waiting_words(document.store, self._ledger, plan.month)
        self._explained.setText(_explanation(plan) + waiting)
        self._show()

    def _show(self) -> None:
        plan, ledger = self.plan, self._ledger
        year, unit = plan.month.year, ledger.measure_word
        present = f"{year}年度已有 {plan.present} {unit}，不作改动。" if plan.present else ""
        if plan.steps:
            self.sentence.setText(f"{plan.counts}。{present}")
        else:
            self.sentence.setText(f"没有需要结转的{ledger.record_title}。{present}")
        going = len(plan.going_on)
        self.go.setText(f"结转 {going} {unit}" if going else "结转")
        self.go.setEnabled(bool(going) and not self._document.read_only)
        self.view.setVisible(bool(plan.steps))
        self.problem.setVisible(False)

    def _change(self) -> None:
        plan = self.plan
        if self._document.act(plan.label, lambda writes: apply_year_change(writes, plan)):
            self.accept()
            self.done_for.emit(plan)
            return
        self.problem.setText("未能结转，台账未作改动。")
        self.problem.setVisible(True)


def _proposed_year(shown: Month, years: list[int]) -> int:
    """The year after the one on screen; in its first months that year itself, while it is being set up."""
    if shown.year - 1 in years and (shown.number <= _FIRST_MONTHS or shown.year not in years):
        return shown.year
    return shown.year + 1 if shown.year in years else max(years) + 1


def _columns(plan: YearPlan) -> list[Shown]:
    ledger, change = plan.ledger, change_of(plan.ledger)
    asked = (ledger.by_name[name] for name in change.asked)
    shown = [Shown(one.timeless_title, asked=one) for one in asked]
    if change.amount:
        amount = ledger.by_name[change.amount]
        shown.append(Shown(amount.title_for(plan.month, short=True), amount=amount))
    return shown


def _explanation(plan: YearPlan) -> str:
    """What goes along unseen, what follows by itself, and that the old year stays."""
    ledger, change, year = plan.ledger, change_of(plan.ledger), plan.month.year
    copied = "、".join(ledger.by_name[name].timeless_title for name in change.copied)
    parts = [f"{copied}随项目结转。"] if copied else []
    if change.amount:
        parts.append(f"{ledger.by_name[change.amount].timeless_title}随上年更正自动变动，需要时可直接填写。")
    parts.append(f"其余年度数据由{year}年度另行填写；{year - 1}年度各月的台账不变，仍可更正。")
    return "".join(parts)
