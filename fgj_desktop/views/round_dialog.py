"""开始新一轮 and 修改本轮: which report of which period, in whose name, until when, whom units ask."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QDialog, QLineEdit, QVBoxLayout

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers import NAVIGATION, REPORT_ROUND
from fgj_desktop.ledgers.declaration import HALVES, Axis, FilledBy
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.ledgers.report_round import BY_UNIT, FORM_MODES, WHOLE_TABLE
from fgj_desktop.models.round_status import day_of
from fgj_desktop.rules.due_rules import SETTING, Owed, rules_of
from fgj_desktop.rules.report_rounds import rounds_around
from fgj_desktop.rules.reporters import has_reporters
from fgj_desktop.rules.round_words import time_of
from fgj_desktop.rules.rounds import proposed_round, round_of
from fgj_desktop.views.parts import Form, fit_height, label, plain, primary, row
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.values import Parsed
    from fgj_desktop.rules.rounds import RoundInfo
    from fgj_desktop.store.store import Store
    from fgj_desktop.views.main_window import MainWindow

_WIDTH = 36
_PERIODS_BACK, _PERIODS_AHEAD = 8, 2
_TEXTS = ("name", "issuing_name", "deadline_time", "contact", "telephone")
_LONG_PAST = datetime.timedelta(days=15)
_FULL_COLON = re.compile("：")


def asked_ledgers() -> list[Ledger]:
    """The ledgers of which units fill columns."""
    return [
        one
        for one in NAVIGATION
        if has_reporters(one) and any(column.filled_by is FilledBy.UNIT for column in one.columns)
    ]


def due_rounds(store: Store) -> list[tuple[Ledger, ReportPeriod]]:
    """The reports that units owe around today, the most urgent first, without those whose round has begun."""
    today = store.clock().date()
    found: list[tuple[Ledger, ReportPeriod]] = []
    for one in rounds_around(rules_of(store.settings.get(SETTING)), today):
        ledger = store.ledgers.get(one.rule.ledger)
        if ledger is None or one.rule.owed is Owed.BUREAU or not has_reporters(ledger):
            continue
        period = ReportPeriod(one.month, one.half)
        if one.due < today - _LONG_PAST:
            continue
        if period.half and Axis.HALF_MONTH not in ledger.axes:
            continue
        if round_of(store, ledger, period) is None:
            found.append((ledger, period))
    return found


class RoundDialog(QDialog):
    """A new round, or the facts of one that has begun."""

    done_with = Signal(object, str)
    """The round's id, and what was done in words."""

    def __init__(
        self,
        window: MainWindow,
        info: RoundInfo | None = None,
        wanted: tuple[Ledger, ReportPeriod] | None = None,
    ) -> None:
        super().__init__(window)
        self.setWindowTitle("开始新一轮报送" if info is None else "修改本轮")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window, self._info = window, info
        self.ledger, self.period, self.mode = QComboBox(), QComboBox(), QComboBox()
        self.mode.addItems(FORM_MODES)
        self.lines = {name: QLineEdit() for name in _TEXTS}
        self.lines["deadline_time"].setPlaceholderText("17:00")
        self.day = QDateEdit()
        self.day.setDisplayFormat("yyyy年M月d日")
        self.day.setCalendarPopup(True)
        self.problem = label("", "error")
        self.problem.hide()
        self.go = primary("开始" if info is None else "确定", self.keep)
        self.go.setEnabled(not window.document.read_only)
        self._lay_out()
        if info is None:
            self._offer(wanted)
        else:
            self._show(dict(info.values))
        fit_height(self, _WIDTH)

    def _lay_out(self) -> None:
        form = Form()
        if self._info is None:
            form.add("报送台账(&L)", self.ledger, None)
            form.add("报送时期(&P)", self.period, None)
        form.add("轮次名称(&N)", self.lines["name"])
        form.add("发文名义(&I)", self.lines["issuing_name"])
        form.add("截止时间(&D)", self.day, self.lines["deadline_time"], None)
        form.add("联系人(&C)", self.lines["contact"])
        form.add("联系电话(&T)", self.lines["telephone"])
        form.add("发放方式(&M)", self.mode, None)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(1), space(0.8), space(1), space(0.8))
        layout.setSpacing(space(0.6))
        layout.addLayout(form)
        layout.addWidget(self.problem)
        layout.addLayout(row(None, plain("取消", self.reject), self.go))

    # --- filling --------------------------------------------------------------------------------

    def _offer(self, wanted: tuple[Ledger, ReportPeriod] | None) -> None:
        """Offer ledgers and periods, beginning with what is wanted or due first."""
        due = due_rounds(self._window.document.store)
        first = wanted or next(iter(due), None)
        for ledger in asked_ledgers():
            self.ledger.addItem(ledger.title, ledger)
        if first is not None:
            self.ledger.setCurrentIndex(max(0, self.ledger.findText(first[0].title)))
        self._offer_periods(None if first is None else first[1])
        self.ledger.currentIndexChanged.connect(lambda _index: self._offer_periods(None))
        self.period.currentIndexChanged.connect(lambda _index: self._propose())

    def _offer_periods(self, wanted: ReportPeriod | None) -> None:
        ledger: Ledger = self.ledger.currentData()
        last = ReportPeriod.ended_by(self._window.document.today())
        if Axis.HALF_MONTH not in ledger.axes:
            last = ReportPeriod(last.month if last.half == list(HALVES)[-1] else last.month.previous)
        one = last
        for _ in range(_PERIODS_AHEAD):
            one = one.next
        self.period.blockSignals(True)
        self.period.clear()
        for _ in range(_PERIODS_BACK + _PERIODS_AHEAD):
            self.period.addItem(one.title, one)
            one = one.previous
        chosen = wanted or last
        self.period.setCurrentIndex(max(0, self.period.findText(chosen.title)))
        self.period.blockSignals(False)
        self._propose()

    def _propose(self) -> None:
        """Fill in what follows from ledger and period."""
        ledger: Ledger = self.ledger.currentData()
        period: ReportPeriod = self.period.currentData()
        values = dict(proposed_round(self._window.document.store, ledger, period))
        self._show({**values, "mode": WHOLE_TABLE if period.half else BY_UNIT})

    def _show(self, values: Mapping[str, object]) -> None:
        for name, line in self.lines.items():
            line.setText(str(values.get(name) or ""))
        day = day_of(str(values.get("deadline") or "")) or self._window.document.today()
        self.day.setDate(QDate(day.year, day.month, day.day))
        self.mode.setCurrentText(str(values.get("mode") or WHOLE_TABLE))

    # --- doing it -------------------------------------------------------------------------------

    def _values(self) -> dict[str, Parsed] | None:
        """What was filled in; None when something cannot be read, and that is said."""
        time = _FULL_COLON.sub(":", self.lines["deadline_time"].text().strip())
        if time and time_of(time) is None:
            self._say(f"截止时刻“{time}”不能识别，请写成 17:00。")
            return None
        name = self.lines["name"].text().strip()
        if not name:
            self._say("请填写轮次名称。")
            return None
        values: dict[str, Parsed] = {each: line.text().strip() or None for each, line in self.lines.items()}
        day = self.day.date().toString(Qt.DateFormat.ISODate)
        return {**values, "deadline_time": time or None, "deadline": day, "mode": self.mode.currentText()}

    def keep(self) -> None:
        """Begin the round, or keep its facts, as one action."""
        values = self._values()
        if values is None:
            return
        document, info = self._window.document, self._info
        if info is not None:
            done = document.act(
                f"修改轮次：{info.name}", lambda writes: writes.put(REPORT_ROUND, info.id, None, values)
            )
            self._finish(info.id, "已修改。可按 Ctrl+Z 撤销。", done=done)
            return
        try:
            begun = self._begun(values)
        except UserError as problem:
            self._say(str(problem))
            return
        made: list[int] = []
        done = document.act(
            f"开始报送：{values['name']}",
            lambda writes: made.append(writes.insert(REPORT_ROUND, begun)),
        )
        self._finish(made[0] if made else 0, f"已开始：{values['name']}。可按 Ctrl+Z 撤销。", done=done)

    def _begun(self, values: dict[str, Parsed]) -> dict[str, Parsed]:
        """The record of a new round; raises UserError when that round has begun already."""
        document = self._window.document
        ledger: Ledger = self.ledger.currentData()
        period: ReportPeriod = self.period.currentData()
        if round_of(document.store, ledger, period) is not None:
            raise UserError(f"{ledger.title}{period.title}的报送已经开始，未重复建立。")
        serial = document.view(REPORT_ROUND).largest("serial") + 1
        return {**proposed_round(document.store, ledger, period), **values, "serial": serial}

    def _finish(self, record: int, words: str, *, done: bool) -> None:
        if done:
            self.accept()
            self.done_with.emit(record, words)
        else:
            self._say("未能保存，台账未作改动。")

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.show()
        fit_height(self, _WIDTH)
