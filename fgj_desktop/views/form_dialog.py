"""发放填报表: ledger, period, head, open columns and units on one screen; then the forms are written with progress."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QLineEdit,
    QProgressBar,
    QTabWidget,
    QVBoxLayout,
)

from fgj_desktop.ledgers.report_round import FORM_MODES
from fgj_desktop.models.form_choice import FormChoice, periods_of, sent_ledgers
from fgj_desktop.rules.form_notice import group_message
from fgj_desktop.rules.form_spec import FormHead
from fgj_desktop.views.file_dialogs import ask_folder, remember_folder, remembered_folder
from fgj_desktop.views.form_lists import column_list, unit_list
from fgj_desktop.views.form_writing import FormWriting
from fgj_desktop.views.parts import Form, fit, label, plain, primary, row, set_tone
from fgj_desktop.views.theme import space
from fgj_desktop.views.window_actions import open_path

if TYPE_CHECKING:
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.report_period import ReportPeriod
    from fgj_desktop.views.main_window import MainWindow

_TEXTS = ("issuing_name", "deadline_time", "contact", "telephone")
_FOLDER = "forms"


class FormDialog(QDialog):
    """Nothing is written before the button is pressed."""

    sent = Signal(object)
    """The round's record, after its forms went out."""

    def __init__(self, window: MainWindow, ledger: Ledger, period: ReportPeriod) -> None:
        super().__init__(window)
        self.setWindowTitle("发放填报表")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window = window
        self._document = window.document
        self.ledger, self.period, self.mode = QComboBox(), QComboBox(), QComboBox()
        self.mode.addItems(FORM_MODES)
        self.lines = {name: QLineEdit() for name in _TEXTS}
        self.lines["deadline_time"].setPlaceholderText("17:00")
        self.day = QDateEdit()
        self.day.setDisplayFormat("yyyy年M月d日")
        self.day.setCalendarPopup(True)
        self.tabs = QTabWidget()
        beside = window.document.store.path.parent
        self.folder = QLineEdit(str(remembered_folder(window.memory, _FOLDER, beside)))
        self.notice = QCheckBox("同时写出通知（Word）")
        self.notice.setChecked(True)
        self.said = label()
        self.progress = QProgressBar()
        self.progress.hide()
        self.go = primary("发放", self._go)
        self.stop = plain("取消", self.reject)
        self.copy = plain("复制通知文字", self._copy)
        self._writing: FormWriting | None = None
        self._lay_out()
        for one in sent_ledgers():
            self.ledger.addItem(one.title, one)
        self.ledger.setCurrentIndex(max(0, self.ledger.findText(ledger.title)))
        self._offer_periods(period)
        self._connect()
        fit(self, 64, 34)

    def _lay_out(self) -> None:
        form = Form()
        form.add("台账(&L)", self.ledger)
        form.add("报送时期(&P)", self.period)
        form.add("发放方式(&M)", self.mode)
        form.add("发文名义(&I)", self.lines["issuing_name"])
        form.add("截止时间(&D)", self.day, self.lines["deadline_time"])
        form.add("联系人(&C)", self.lines["contact"])
        form.add("联系电话(&T)", self.lines["telephone"])
        left = QVBoxLayout()
        left.addLayout(form)
        left.addStretch(1)
        both = row()
        both.addLayout(left, 6)
        both.addWidget(self.tabs, 5)
        where = row(label("存放在", wrap=False), self.folder, plain("选择…", self._choose_folder), stretch=1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(1), space(0.8), space(1), space(0.8))
        layout.setSpacing(space(0.6))
        layout.addLayout(both, 1)
        layout.addLayout(where)
        layout.addLayout(row(self.notice, None))
        layout.addWidget(self.said)
        layout.addWidget(self.progress)
        layout.addLayout(row(self.copy, None, self.stop, self.go))

    def _connect(self) -> None:
        self.ledger.currentIndexChanged.connect(lambda _index: self._offer_periods(None))
        self.period.currentIndexChanged.connect(lambda _index: self._begin())
        self.mode.currentTextChanged.connect(self._take_mode)
        for name, line in self.lines.items():
            line.textEdited.connect(lambda text, name=name: self._take(name, text.strip() or None))
        self.day.dateChanged.connect(lambda day: self._take("deadline", day.toString(Qt.DateFormat.ISODate)))

    # --- choosing -------------------------------------------------------------------------------

    def _offer_periods(self, wanted: ReportPeriod | None) -> None:
        ledger: Ledger = self.ledger.currentData()
        periods = periods_of(ledger, self._document.today())
        if wanted is not None and wanted not in periods:
            periods.append(wanted)
        self.period.blockSignals(True)
        self.period.clear()
        for one in periods:
            self.period.addItem(one.title, one)
        self.period.setCurrentIndex(periods.index(wanted) if wanted is not None else 2)
        self.period.blockSignals(False)
        self._begin()

    def _begin(self) -> None:
        """Show what the round of the ledger and period says, or what is proposed for it."""
        self.choice = FormChoice(self._document.store, self.ledger.currentData(), self.period.currentData())
        head = FormHead.of(self.choice.values)
        for name, line in self.lines.items():
            line.setText(str(self.choice.values.get(name) or ""))
            line.setCursorPosition(0)
        day = head.deadline or self._document.today()
        self.day.blockSignals(True)
        self.day.setDate(QDate(day.year, day.month, day.day))
        self.day.blockSignals(False)
        self.choice.values["deadline"] = day.isoformat()
        self.mode.blockSignals(True)
        self.mode.setCurrentText(self.choice.mode)
        self.mode.blockSignals(False)
        self.choice.plan()
        self._show_lists()
        self._show()

    def _take(self, name: str, value: str | None) -> None:
        self.choice.take_head(name, value)
        self._show()

    def _take_mode(self, mode: str) -> None:
        self.choice.mode = mode
        self.choice.plan()
        self._show_lists()
        self._show()

    def _show_lists(self) -> None:
        shown = self.tabs.currentIndex()
        while self.tabs.count():
            old = self.tabs.widget(0)
            self.tabs.removeTab(0)
            if old is not None:
                old.deleteLater()
        self.tabs.addTab(unit_list(self.choice, self._show), "发放单位")
        self.tabs.addTab(column_list(self.choice, self._show), "由单位填写的列")
        self.tabs.setCurrentIndex(max(0, shown))

    def _show(self) -> None:
        self.said.setText(self.choice.words)
        set_tone(self.said, "warning" if self.choice.problem else "plain")
        ready = self.choice.sending is not None and not self.choice.problem
        self.go.setEnabled(ready and not self._document.read_only)
        self.copy.setEnabled(self.choice.sending is not None)
        count = len(self.choice.sending.forms) if self.choice.sending is not None else 0
        self.go.setText(f"发放 {count} 份" if ready else "发放")

    def _choose_folder(self) -> None:
        start = Path(self.folder.text()) if Path(self.folder.text()).is_dir() else Path.home()
        ask_folder(self, "填报表存放在", start, lambda path: self.folder.setText(str(path)))

    def _copy(self) -> None:
        sending = self.choice.sending
        if sending is not None:
            QGuiApplication.clipboard().setText(group_message(sending.whole, whole=self.choice.whole))
            self.said.setText("已复制通知文字，可以粘贴到粤政易或微信群。")
            set_tone(self.said, "good")

    # --- sending --------------------------------------------------------------------------------

    def _go(self) -> None:
        sending = self.choice.sending
        if sending is None or self._writing is not None:
            return
        folder = Path(self.folder.text().strip())
        if not folder.is_dir():
            self._say("存放位置不存在，请选择已有的文件夹。")
            return
        remember_folder(self._window.memory, _FOLDER, folder)
        self._writing = FormWriting(
            self._window, sending, folder, notice=self.notice.isChecked(), parent=self
        )
        self._writing.stepped.connect(self._step)
        self._writing.ended.connect(self._end)
        self.progress.setRange(0, len(sending.forms))
        self.progress.setValue(0)
        self.progress.show()
        self.stop.setText("停止")
        self._set_busy(True)
        self._writing.start()

    def _step(self, done: int, total: int) -> None:
        self.progress.setValue(done)
        self.said.setText(f"正在写出填报表：第 {done} 份，共 {total} 份。")

    def _end(self, record: int, words: str) -> None:
        self._writing = None
        self._set_busy(False)
        self.progress.hide()
        self.stop.setText("取消")
        if not record:
            self._say(words)
            return
        self.choice.remember()
        folder = Path(self.folder.text().strip())
        self._window.say(words, offers=[("打开文件夹", partial(open_path, folder))])
        self.sent.emit(record)
        self.accept()

    def _set_busy(self, busy: bool) -> None:
        for one in (self.ledger, self.period, self.mode, self.tabs, self.folder, self.go, self.copy):
            one.setEnabled(not busy)

    def _say(self, words: str) -> None:
        self.said.setText(words)
        set_tone(self.said, "error")

    def reject(self) -> None:
        """While forms are written, stop that; else leave."""
        if self._writing is not None:
            self._writing.stop()
        else:
            super().reject()
