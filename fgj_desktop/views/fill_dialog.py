"""套表填报: what of the ledger goes where in a blank, to be corrected before the filled form is saved."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QVBoxLayout, QWidget

from fgj_desktop.errors import FgjError
from fgj_desktop.exchange.fill_columns import corrected, remember_columns
from fgj_desktop.exchange.fill_planner import plan_fill
from fgj_desktop.exchange.fill_workbook import fill_blank
from fgj_desktop.ledgers.values import UNIT_TITLES, WAN
from fgj_desktop.views.file_dialogs import (
    Memory,
    ask_save,
    documents_folder,
    remember_folder,
    remembered_folder,
)
from fgj_desktop.views.fill_columns import FillColumnList
from fgj_desktop.views.parts import Form, fit, heading, label, offer, plain, primary, row, set_tone
from fgj_desktop.views.theme import space
from fgj_desktop.views.waiting import waiting
from fgj_desktop.views.word_table import WordTable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from fgj_desktop.exchange.fill_blank import Blank
    from fgj_desktop.exchange.fill_plan import FillOptions, FillPlan
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.models.document import LedgerDocument

FOLDER = "fill"
"""What the folder of filled forms is remembered by."""


class FillDialog(QDialog):
    """One blank; nothing is written before a place for the filled form is chosen."""

    saved = Signal(object, object)
    """The FillPlan that was carried out and the path of the filled form."""

    def __init__(
        self,
        document: LedgerDocument,
        ledger: Ledger,
        blank: Blank,
        sheets: Sequence[str],
        memory: Memory,
        seen: FillOptions,
        parent: QWidget | None = None,
    ) -> None:
        """``sheets`` are those that ask for the ledger, the likeliest first; ``seen`` are the rows of the grid."""
        super().__init__(parent)
        self.setWindowTitle(f"套表填报：{ledger.title}（{document.month.title}）")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._document, self._ledger, self._blank, self._memory, self._seen = (
            document,
            ledger,
            blank,
            memory,
            seen,
        )
        self._options = replace(seen, sheet=sheets[0])
        self.plan: FillPlan | None = None
        self.sheet, self.scope = QComboBox(), QComboBox()
        offer(self.sheet, [(name, name) for name in sheets])
        self.missing = QCheckBox("表中没有列出的也填入空行")
        self.similar = QCheckBox("名称相近的也填")
        self.uncounted = QCheckBox("不计入合计的也填")
        self.sentence = heading("")
        self.columns = FillColumnList()
        self.lines = WordTable(("需要核对",), stretched=0)
        self.go = primary("另存为…", self.ask_for_place)
        self._lay_out()
        self._connect()
        fit(self, 72, 42)
        self._make_plan()

    def _lay_out(self) -> None:
        offer(self.scope, self._scopes())
        form = Form()
        form.add("空表", label(self._blank.name, wrap=False), None)
        form.add("工作表", self.sheet, None)
        form.add("填哪些", self.scope, self.missing, self.similar, self.uncounted, None)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(1), space(0.8), space(1), space(0.8))
        layout.setSpacing(space(0.6))
        layout.addLayout(form)
        layout.addWidget(self.sentence)
        layout.addWidget(self.columns, 3)
        layout.addWidget(self.lines, 2)
        self.copy = plain("复制清单", self._copy)
        layout.addLayout(row(self.copy, None, plain("取消", self.reject), self.go))

    def _connect(self) -> None:
        self.sheet.currentIndexChanged.connect(self._choose_sheet)
        self.scope.currentIndexChanged.connect(lambda _at: self._change(filters=self.scope.currentData()))
        self.missing.toggled.connect(lambda wanted: self._change(missing=wanted))
        self.similar.toggled.connect(lambda wanted: self._change(similar=wanted))
        self.uncounted.toggled.connect(lambda wanted: self._change(uncounted=wanted))
        # In the next turn: the list that announces it is filled anew.
        self.columns.corrected.connect(
            lambda index, field: QTimer.singleShot(0, self, partial(self._correct, index, field))
        )

    def _scopes(self) -> list[tuple[str, object]]:
        view = self._document.store.view(self._ledger, self._document.month)
        unit = self._ledger.measure_word
        every: tuple[str, object] = (f"全部 {len(view.ids())} {unit}", ())
        if not self._seen.filters:
            return [every]
        seen = len(view.ids(self._seen.filters))
        return [(f"筛选后 {seen} {unit}", tuple(self._seen.filters)), every]

    # --- planning -------------------------------------------------------------------------------

    def _choose_sheet(self, _at: int) -> None:
        self._change(sheet=self.sheet.currentData())

    def _change(self, **options: object) -> None:
        self._options = replace(self._options, **options)  # type: ignore[arg-type]
        self._make_plan()

    def _correct(self, index: int, field: str | None) -> None:
        """Fill a column otherwise, and remember that for the next blank of these titles."""
        if self.plan is None:
            return
        columns = corrected(self.plan.columns, index, field)
        names = self._ledger.by_name[self._ledger.name_column]
        if all(one.field != names.name for one in columns):
            self.columns.fill(self.plan)
            set_tone(self.sentence, "warning")
            self.sentence.setText(
                f"须有一列填“{names.title}”，才知道每一行是哪一{self._ledger.measure_word}。"
            )
            return
        name = self.plan.table.sheet.name
        try:
            remember_columns(self._document.store, self.plan.table.header, self._ledger, columns)
        except FgjError as problem:
            self._say_problem(str(problem))
            return
        self._change(columns={**self._options.columns, name: columns})

    def _make_plan(self) -> None:
        try:
            with waiting():
                plan = plan_fill(
                    self._document.store, self._blank, self._ledger, self._document.month, self._options
                )
        except FgjError as problem:
            self._say_problem(str(problem))
            return
        self.plan = plan
        unit = UNIT_TITLES[plan.table.facts.money_unit or WAN]
        set_tone(self.sentence, "plain")
        self.sentence.setText(f"{plan.message.replace('已填', '将填', 1)}金额单位：{unit}。")
        self.columns.fill(plan)
        is_spread = plan.table.spread is not None
        self.columns.setVisible(not is_spread)
        self.scope.setEnabled(not is_spread)
        lines = plan.lines()
        self.lines.fill([(line,) for line in lines])
        self.lines.setVisible(bool(lines))
        self.copy.setVisible(bool(lines))
        self.go.setEnabled(bool(plan.cells))
        self.missing.setVisible(plan.names_records and not is_spread)
        self.uncounted.setVisible(not is_spread)
        has_near = any(near for _, _, near in plan.unmatched)
        self.similar.setVisible(has_near or self.similar.isChecked())

    def _say_problem(self, text: str) -> None:
        set_tone(self.sentence, "error")
        self.sentence.setText(text)
        self.go.setEnabled(False)

    def _copy(self) -> None:
        if self.plan is not None:
            QGuiApplication.clipboard().setText("\n".join(self.plan.lines()))

    # --- saving ---------------------------------------------------------------------------------

    def ask_for_place(self) -> None:
        """Ask where the filled form goes."""
        name = self._blank.name
        folder = remembered_folder(self._memory, FOLDER, documents_folder())
        stem, dot, ending = name.rpartition(".")
        proposed = folder / f"{stem}（已填）{dot}{ending}"
        ask_save(self, "另存填好的表", proposed, f"工作簿 (*.{ending})", self.save)

    def save(self, path: Path) -> None:
        """Write the filled form; the dialog stays open where that fails."""
        if self.plan is None:
            return
        try:
            with waiting():
                done = fill_blank(self._document.store, self.plan, path)
        except FgjError as problem:
            set_tone(self.sentence, "error")
            self.sentence.setText(str(problem))
            return
        remember_folder(self._memory, FOLDER, path)
        self.accept()
        self.saved.emit(done, path)
