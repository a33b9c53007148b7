"""与上期对比: two states of a ledger, cell by cell; to be filtered, copied, exported and printed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QVBoxLayout, QWidget

from fgj_desktop.errors import FgjError
from fgj_desktop.ledgers.values import UNIT_TITLES
from fgj_desktop.models.closing_words import reason_words
from fgj_desktop.models.moments_offered import moment_before, moments_of, shown_period
from fgj_desktop.rules.comparison import Fate
from fgj_desktop.rules.comparison_lines import CHANGES, lines_of, titles_of
from fgj_desktop.rules.comparison_sides import Moment, compared
from fgj_desktop.rules.comparison_words import counts_sentence, sentences
from fgj_desktop.rules.moved_figures import moved_figures
from fgj_desktop.store.closing import closings
from fgj_desktop.views.copied_table import copy_table
from fgj_desktop.views.parts import fit, label, place_of, plain, primary, row, set_tone
from fgj_desktop.views.theme import space
from fgj_desktop.views.waiting import waiting
from fgj_desktop.views.word_table import WordTable

if TYPE_CHECKING:
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.report_period import ReportPeriod
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.rules.comparison import Comparison
    from fgj_desktop.rules.comparison_lines import ComparisonLine
    from fgj_desktop.rules.moved_figures import MovedFigure

_BEFORE, _AFTER, _DIFFERENCE = 3, 4, 5
_TOLD, _IN_TIP = 3, 30
"""Moved figures that are told in the dialog, and in the tooltip there."""
_ONLY_CHANGES = "全部变动"


class ComparisonDialog(QDialog):
    """What differs between two states; nothing is written."""

    rows_wanted = Signal(object, object)
    """Comparison and records whose rows are to be shown."""
    print_wanted = Signal(object, object)
    """Comparison and fates that are to be printed."""
    report_wanted = Signal(object)
    """ReportPeriod whose ledger is to be printed as it was reported."""
    export_wanted = Signal(object, object)
    """Comparison and fates that are to be written to a workbook."""

    def __init__(
        self,
        document: LedgerDocument,
        ledger: Ledger,
        period: ReportPeriod | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"与上期对比（{ledger.title}）")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._document, self._ledger = document, ledger
        self._lines: list[ComparisonLine] = []
        self.found: Comparison | None = None
        self.after, self.before, self.fate = QComboBox(), QComboBox(), QComboBox()
        for box in (self.after, self.before, self.fate):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.setMaxVisibleItems(18)
        self.table = WordTable(("", "变动", "栏目", "", "", "增减"), stretched=0, widest=20)
        self.table.entered.connect(lambda at: self._open([self._lines[at].record]))
        self.said, self.reason, self.figures = label(), label("", "muted"), label("", "muted")
        self._moved: list[MovedFigure] = []
        self.go = primary("打开明细", self._open_all)
        self._lay_out()
        period = period or shown_period(document, ledger)
        for title, moment in moments_of(document, ledger, period, every_length=True):
            if moment is None:
                self.after.insertSeparator(self.after.count())
            else:
                self.after.addItem(title, moment)
        self.after.setCurrentIndex(max(0, place_of(self.after, Moment(period))))
        self._offer_befores()
        self.after.currentIndexChanged.connect(lambda _index: self._offer_befores())
        self.before.currentIndexChanged.connect(lambda _index: self._compare())
        self.fate.currentIndexChanged.connect(lambda _index: self._fill())
        fit(self, 76, 40)

    def _lay_out(self) -> None:
        titles = [QLabel(text) for text in ("本期", "对比", "显示")]
        for title, box in zip(titles, (self.after, self.before, self.fate), strict=True):
            title.setBuddy(box)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(1), space(0.8), space(1), space(0.8))
        layout.setSpacing(space(0.6))
        layout.addLayout(row(titles[0], self.after, titles[1], self.before, None, titles[2], self.fate))
        layout.addWidget(self.said)
        layout.addWidget(self.reason)
        layout.addWidget(self.figures)
        layout.addWidget(self.table, 1)
        self.buttons = [
            plain("复制为表格", self._copy),
            plain("复制文字", self._copy_words),
            plain("导出 Excel…", partial(self._hand_on, self.export_wanted)),
            plain("打印…", partial(self._hand_on, self.print_wanted)),
        ]
        self.report = plain("打印定稿内容…", self._print_report)
        layout.addLayout(row(*self.buttons, self.report, None, plain("关闭", self.reject), self.go))

    def compare_with(self, moment: Moment) -> None:
        """Put the period chosen beside this state."""
        place = place_of(self.before, moment)
        if place >= 0:
            self.before.setCurrentIndex(place)

    def _offer_befores(self) -> None:
        """The states that fit the one chosen; first the period before it, of a day of work the day before."""
        after, known = self.after.currentData(), self.before.currentData()
        self.before.blockSignals(True)
        self.before.clear()
        for title, moment in moments_of(self._document, self._ledger, after.period):
            if moment is None:
                self.before.insertSeparator(self.before.count())
            elif moment != after:
                self.before.addItem(title, moment)
        wanted = moment_before(self._document, after)
        if known is not None and after.day is None and (known.as_reported or known.day is not None):
            wanted = replace(known, period=after.period) if known.day is not None else known
        self.before.setCurrentIndex(max(0, place_of(self.before, wanted)))
        self.before.blockSignals(False)
        self._compare()

    def _compare(self) -> None:
        document, moment = self._document, self.before.currentData()
        self.found, self._moved = None, []
        try:
            if moment is not None:
                with waiting(), document.reading():
                    after = self.after.currentData()
                    self._moved = self._figures_moved(moment, after)
                    self.found = compared(document.store, self._ledger, moment, after, document.money_unit)
            self.said.setText("没有可对比的时期。" if self.found is None else self._counts())
        except FgjError as problem:
            self.said.setText(str(problem))
        set_tone(self.said, "plain" if self.found is not None else "warning")
        self.reason.setText("" if moment is None else self._reason(moment))
        self.reason.setVisible(bool(self.reason.text()))
        first, more = self._moved[:_TOLD], f"等 {len(self._moved)} 项" if len(self._moved) > _TOLD else ""
        self.figures.setText(f"统计数据：{'；'.join(one.words for one in first)}{more}。" if first else "")
        self.figures.setToolTip("\n".join(one.words for one in self._moved[:_IN_TIP]))
        self.figures.setVisible(bool(first))
        self.report.setVisible(moment is not None and moment.as_reported)
        self._offer_fates()

    def _figures_moved(self, before: Moment, after: Moment) -> list[MovedFigure]:
        """The figures that corrections moved, where what was reported is beside what stands now."""
        if not before.as_reported or after != Moment(before.period):
            return []
        store = self._document.store
        known = [one for one in closings(store, self._ledger.name) if one.period == before.period]
        return [each for one in known for each in moved_figures(store, one)]

    def _reason(self, moment: Moment) -> str:
        """Why a closed period that is compared was opened for corrections."""
        if not moment.as_reported:
            return ""
        known = closings(self._document.store, self._ledger.name)
        return next((reason_words(one) for one in known if one.period == moment.period), "")

    def _offer_fates(self) -> None:
        known = self.fate.currentData()
        self.fate.blockSignals(True)
        self.fate.clear()
        if self.found is not None:
            changes = sum(len(self.found.of(one)) for one in CHANGES)
            self.fate.addItem(f"{_ONLY_CHANGES}（{changes}）", None)
            for one in Fate:
                self.fate.addItem(f"{one.value}（{len(self.found.of(one))}）", one)
            self.fate.setCurrentIndex(max(0, place_of(self.fate, known)))
        self.fate.blockSignals(False)
        self._fill()

    @property
    def fates(self) -> tuple[Fate, ...]:
        """What is shown."""
        chosen = self.fate.currentData()
        return CHANGES if chosen is None else (chosen,)

    def texts(self) -> list[tuple[str, ...]]:
        """The rows shown."""
        return [one.texts for one in self._lines]

    def _fill(self) -> None:
        self._lines = [] if self.found is None else lines_of(self.found, self.fates)
        self.table.fill(self.texts())
        if self.found is not None:
            self.table.setHorizontalHeaderLabels(list(titles_of(self.found)))
            self.table.fit()
        self.table.align_right(_DIFFERENCE)
        self._align_figures()
        for button in (*self.buttons, self.go):
            button.setEnabled(bool(self._lines))

    def _align_figures(self) -> None:
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for number, line in enumerate(self._lines):
            for column in (_BEFORE, _AFTER) if line.cell is not None and line.cell.is_figure else ():
                item = self.table.item(number, column)
                if item is not None:
                    item.setTextAlignment(right)

    def _open_all(self) -> None:
        self._open(list(dict.fromkeys(one.record for one in self._lines)))

    def _open(self, records: list[int]) -> None:
        if self.found is not None:
            self.accept()
            self.rows_wanted.emit(self.found, records)

    def _copy(self) -> None:
        if self.found is not None:
            copy_table([titles_of(self.found), *self.texts()])
            self._say(f"已复制 {len(self._lines)} 行，可粘贴到表格中。")

    def _copy_words(self) -> None:
        if self.found is not None:
            words = [*sentences(self.found), *(f"{one.words}。" for one in self._moved)]
            QGuiApplication.clipboard().setText("\n".join(words))
            self._say("已复制为文字，可粘贴到文档或消息中。")

    def _counts(self) -> str:
        assert self.found is not None
        return f"{counts_sentence(self.found)}金额单位：{UNIT_TITLES[self._document.money_unit]}。"

    def _say(self, text: str) -> None:
        assert self.found is not None
        self.said.setText(f"{self._counts()}{text}")

    def _print_report(self) -> None:
        self.report_wanted.emit(self.before.currentData().period)

    def _hand_on(self, signal: SignalInstance) -> None:
        signal.emit(self.found, self.fates)
