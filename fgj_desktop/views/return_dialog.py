"""登记已报: what a unit said by telephone, on paper or in a chat, with the scan of it; one action."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, QTime, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QLineEdit,
    QTimeEdit,
    QVBoxLayout,
)

from fgj_desktop.errors import FgjError
from fgj_desktop.ledgers.report_round import (
    COLLECTING,
    INTO_NEXT_PERIOD,
    INTO_THIS_PERIOD,
    TREATMENTS,
    WAYS_OF_RETURN,
)
from fgj_desktop.rules.round_register import Arrival, register_arrival
from fgj_desktop.rules.round_words import deadline_words, is_late
from fgj_desktop.rules.rounds import LATE, NOTHING_NEW, REPORTED
from fgj_desktop.store.attachments import Kept, keep_file
from fgj_desktop.views.drops import dropped_files
from fgj_desktop.views.file_dialogs import ALL_FILES, ask_open_many, remember_folder, remembered_folder
from fgj_desktop.views.parts import Form, fit, label, plain, primary, quiet, row
from fgj_desktop.views.text_of_records import RecordTexts
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from fgj_desktop.models.round_status import RoundStatus, UnitLine
    from fgj_desktop.store.writes import Writes
    from fgj_desktop.views.main_window import MainWindow

_MOST_NAMES = 3
_BY_HAND = WAYS_OF_RETURN[2:]
"""Without 填报表 and Word 文件, which 收表汇总 reads."""


class ReturnDialog(QDialog):
    """Registers one unit's return; ``nothing_new`` opens it for 零报告, of ``several`` units at once where wanted."""

    registered = Signal(str)
    """What was done, in words."""

    def __init__(
        self,
        window: MainWindow,
        status: RoundStatus,
        unit: int | None = None,
        *,
        nothing_new: bool = False,
        several: Sequence[UnitLine] = (),
    ) -> None:
        super().__init__(window)
        self.setWindowTitle("登记零报告" if nothing_new else "登记已报")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window, self._status, self._nothing_new = window, status, nothing_new
        self._files: list[Path] = []
        now = window.document.store.clock()
        self.unit, self.way, self.treatment = QComboBox(), QComboBox(), QComboBox()
        if len(several) > 1:
            self.unit.addItem(f"所选 {len(several)} 个单位", list(several))
        for line in status.units:
            self.unit.addItem(f"{line.name}（{line.state}）", [line])
        self.unit.setMaxVisibleItems(24)
        self.way.addItems(_BY_HAND)
        self.way.setEditable(True)
        self.treatment.addItems(TREATMENTS)
        self.day = QDateEdit(QDate(now.year, now.month, now.day))
        self.day.setDisplayFormat("yyyy年M月d日")
        self.day.setCalendarPopup(True)
        self.time = QTimeEdit(QTime(now.hour, now.minute))
        self.time.setDisplayFormat("HH:mm")
        self.texts = RecordTexts()
        self.remark = QLineEdit()
        self.listed = label("", "muted")
        self.late = label("", "warning")
        self.problem = label("", "error")
        self.go = primary("登记", self.register)
        self._lay_out()
        self._connect()
        self.choose_unit(None if len(several) > 1 else unit)
        fit(self, 50, 30 if not nothing_new else 18)

    def _lay_out(self) -> None:
        form = Form()
        form.add("单位(&U)", self.unit, None)
        form.add("报送方式(&W)", self.way, label("时间", wrap=False), self.day, self.time, None)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(1), space(0.8), space(1), space(0.8))
        layout.setSpacing(space(0.6))
        layout.addLayout(form)
        if self._nothing_new:
            layout.addWidget(label("单位本期各项任务登记为零报告，不改动采用稿。", "muted"))
            layout.addStretch(1)
        else:
            layout.addWidget(self.texts, 1)
        below = Form()
        below.add("备注(&R)", self.remark)
        below.add("附件", quiet("添加扫描件或照片…", self.ask_for_files), self.listed, stretch=1)
        below.add("迟报处理(&T)", self.treatment, self.late, stretch=1)
        layout.addLayout(below)
        layout.addWidget(self.problem)
        layout.addLayout(row(None, plain("取消", self.reject), self.go))
        self.problem.hide()
        self.setAcceptDrops(True)

    def _connect(self) -> None:
        self.unit.currentIndexChanged.connect(lambda _index: self._show_unit())
        self.day.dateChanged.connect(lambda _date: self._show_late())
        self.time.timeChanged.connect(lambda _time: self._show_late())

    # --- filling --------------------------------------------------------------------------------

    def choose_unit(self, unit: int | None) -> None:
        """Begin with a unit; None stands for the first that is listed."""
        offered = [(at, self.unit.itemData(at)) for at in range(self.unit.count())]
        places = [at for at, lines in offered if unit is not None and [one.unit for one in lines] == [unit]]
        self.unit.setCurrentIndex(places[0] if places else 0)
        self._show_unit()
        self._show_late()

    def lines(self) -> list[UnitLine]:
        """The units chosen."""
        found: list[UnitLine] | None = self.unit.currentData()
        return [one for one in found or () if one.unit is not None]

    def _show_unit(self) -> None:
        lines = self.lines()
        self.texts.show_records(self._status.record_texts(lines[0]) if lines else [])
        self.go.setEnabled(bool(lines))

    def _show_late(self) -> None:
        """Whether it comes too late, and what is to become of it then."""
        info = self._status.info
        late = is_late(info, self._day(), self._time())
        later = late or info.state != COLLECTING
        self.treatment.setEnabled(later)
        is_closed = self._status.is_locked
        if is_closed:
            self.treatment.setCurrentText(INTO_NEXT_PERIOD)
        self.treatment.model().item(0).setEnabled(not is_closed)  # type: ignore[attr-defined]
        words = f"截止时间为{deadline_words(info)}，" if late else ""
        if is_closed:
            self.late.setText("本期已定稿，只能计入下期。补入本期请先解锁更正。")
        elif later:
            self.late.setText(f"{words}补入本期的标为迟报。" if late else f"本期{info.state}，可补入本期。")
        else:
            self.late.setText("")

    def _day(self) -> datetime.date:
        day = self.day.date()
        return datetime.date(day.year(), day.month(), day.day())

    def _time(self) -> str:
        return self.time.time().toString("HH:mm")

    # --- files ----------------------------------------------------------------------------------

    def ask_for_files(self) -> None:
        """Ask for scans and photos."""
        folder = remembered_folder(self._window.memory, "returns", self._window.document.store.path.parent)
        ask_open_many(self, "添加扫描件或照片", folder, ALL_FILES, self.add_files)

    def add_files(self, paths: Sequence[Path]) -> None:
        """List files that are kept with the return."""
        if paths:
            remember_folder(self._window.memory, "returns", paths[0])
        self._files += [path for path in paths if path not in self._files]
        self.listed.setText("、".join(path.name for path in self._files))

    # --- doing it -------------------------------------------------------------------------------

    def register(self) -> None:
        """Keep what came as one action and say so."""
        lines, document = self.lines(), self._window.document
        try:
            kept = tuple(keep_file(document.store.path, path) for path in self._files)
        except FgjError as problem:
            self._say(str(problem))
            return
        arrivals = [self._arrival(line.unit or 0, kept) for line in lines]
        if not arrivals or not self._needed(arrivals[0], kept):
            return
        info, store = self._status.info, document.store

        def write(writes: Writes) -> None:
            for line, arrival in zip(lines, arrivals, strict=True):
                register_arrival(writes, store, info, arrival, line.records)

        verb = "登记零报告" if self._nothing_new else "登记已报"
        if document.act(f"{verb}：{_names(lines)}（{info.period.short_title}）", write):
            self.accept()
            self.registered.emit(self._said(_names(lines), arrivals[0]))
        else:
            self._say("未能登记，台账未作改动。")

    def _arrival(self, unit: int, kept: tuple[Kept, ...]) -> Arrival:
        return Arrival(
            unit,
            self._state(),
            self.way.currentText().strip() or _BY_HAND[-1],
            self._day(),
            self._time(),
            {} if self._nothing_new else self.texts.changed(),
            self.treatment.currentText() if self.treatment.isEnabled() else "",
            self.remark.text().strip(),
            kept,
        )

    def _state(self) -> str:
        if self._nothing_new:
            return NOTHING_NEW
        late = is_late(self._status.info, self._day(), self._time())
        return LATE if late else REPORTED

    def _needed(self, arrival: Arrival, kept: Sequence[Kept]) -> bool:
        """Whether there is anything to keep: words, a file or a remark."""
        if self._nothing_new or arrival.texts or kept or arrival.remark:
            return True
        self._say("请填写报送内容，或添加扫描件；没有新进展的请登记零报告。")
        return False

    def _said(self, names: str, arrival: Arrival) -> str:
        info = self._status.info
        if arrival.treatment == INTO_NEXT_PERIOD:
            return f"已登记{names}迟报，内容计入{info.period.next.short_title}。可按 Ctrl+Z 撤销。"
        more = "（补入本期）" if arrival.treatment == INTO_THIS_PERIOD else ""
        return f"已登记：{names}{info.period.short_title}{arrival.state}{more}。可按 Ctrl+Z 撤销。"

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.show()

    # --- dropping -------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """List the files dropped."""
        event.acceptProposedAction()
        self.add_files(dropped_files(event.mimeData()))


def _names(lines: Sequence[UnitLine]) -> str:
    """「区教育局、区水务局等 5 个单位」."""
    names = "、".join(one.name for one in lines[:_MOST_NAMES])
    return names if len(lines) <= _MOST_NAMES else f"{names}等 {len(lines)} 个单位"
