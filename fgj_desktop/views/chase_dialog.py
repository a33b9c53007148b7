"""登记催报: whom, when, by which way, with which words, and what they answered; the words can be copied first."""

from __future__ import annotations

import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, QTime, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTimeEdit,
    QVBoxLayout,
)

from fgj_desktop.ledgers.report_round import WAYS_OF_CHASING
from fgj_desktop.rules.round_register import record_chase
from fgj_desktop.rules.round_words import chase_words
from fgj_desktop.views.parts import Form, TextBox, fit, label, plain, primary, quiet, row
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from collections.abc import Collection

    from fgj_desktop.models.round_status import RoundStatus, UnitLine
    from fgj_desktop.views.main_window import MainWindow

_BY_LETTER = "催报函"


class ChaseDialog(QDialog):
    """Lists the missing units, all ticked; the words follow the ticks until they are edited."""

    recorded = Signal(str)
    """What was done, in words."""

    def __init__(self, window: MainWindow, status: RoundStatus, chosen: Collection[int] = ()) -> None:
        """``chosen`` are the units to begin with; none stands for all that are missing."""
        super().__init__(window)
        self.setWindowTitle("登记催报")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window, self._status = window, status
        now = window.document.store.clock()
        self.units = QListWidget()
        self.units.setAccessibleName("被催报单位")
        for line in status.to_chase:
            self._list(line, ticked=not chosen or line.unit in chosen)
        self.way = QComboBox()
        self.way.addItems(WAYS_OF_CHASING)
        self.way.setEditable(True)
        self.day = QDateEdit(QDate(now.year, now.month, now.day))
        self.day.setDisplayFormat("yyyy年M月d日")
        self.day.setCalendarPopup(True)
        self.time = QTimeEdit(QTime(now.hour, now.minute))
        self.time.setDisplayFormat("HH:mm")
        self.words, self.answer = TextBox("催报文字"), QLineEdit()
        self.answer.setPlaceholderText("单位答复，没有则不填")
        self.copy_button = plain("复制催报文字", self.copy)
        self.go = primary("登记", self.record)
        self.said = label("", "muted")
        self._follows = True
        self._lay_out()
        self.units.itemChanged.connect(lambda _item: self._follow())
        self.words.textChanged.connect(self._edited)
        self._follow()
        fit(self, 46, 30)

    def _list(self, line: UnitLine, *, ticked: bool) -> None:
        item = QListWidgetItem(
            f"{line.name}　{line.state}" + (f"　已催 {line.chased}" if line.chased else "")
        )
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        item.setData(Qt.ItemDataRole.UserRole, line)
        self.units.addItem(item)

    def _lay_out(self) -> None:
        form = Form()
        form.add("催报方式(&W)", self.way, label("时间", wrap=False), self.day, self.time, None)
        form.add("单位答复(&A)", self.answer)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(1), space(0.8), space(1), space(0.8))
        layout.setSpacing(space(0.6))
        layout.addWidget(label("被催报单位"))
        layout.addWidget(self.units, 3)
        layout.addLayout(row(label("催报文字", wrap=False), None, self.copy_button))
        layout.addWidget(self.words, 2)
        layout.addLayout(form)
        layout.addWidget(self.said)
        letter = quiet("写催报函…", self.write_letter)
        layout.addLayout(row(letter, None, plain("取消", self.reject), self.go))

    def chosen(self) -> list[UnitLine]:
        """The units ticked."""
        items = [self.units.item(place) for place in range(self.units.count())]
        return [
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        ]

    def _follow(self) -> None:
        """Write the words anew, unless the clerk has edited them."""
        names = [one.name for one in self.chosen()]
        if self._follows:
            self.words.blockSignals(True)
            now = self._window.document.store.clock()
            self.words.setPlainText(chase_words(self._status.info, names, now))
            self.words.blockSignals(False)
        self.said.setText(f"已选 {len(names)} 个单位。")
        self.go.setEnabled(bool(names) and not self._window.document.read_only)

    def _edited(self) -> None:
        self._follows = False

    def copy(self) -> None:
        """Put the words on the clipboard."""
        QGuiApplication.clipboard().setText(self.words.toPlainText())
        self.said.setText("已复制催报文字，可粘贴到工作群。")

    def write_letter(self) -> None:
        """The last resort: 催报函 as a Word document; calling is recorded when it has gone out."""
        from fgj_desktop.documents.reports import BY_TITLE
        from fgj_desktop.views.report_dialog import ReportDialog

        self.way.setCurrentText(_BY_LETTER)
        letter = ReportDialog(self._window, BY_TITLE[_BY_LETTER], self._status.info.period)
        letter.written.connect(lambda made: self.said.setText("".join(made.words)))
        letter.open()

    def record(self) -> None:
        """Keep that these units were asked again."""
        lines = self.chosen()
        units = [one.unit for one in lines if one.unit is not None]
        day, time = self.day.date(), self.time.time()
        at = datetime.datetime(day.year(), day.month(), day.day(), time.hour(), time.minute())
        way = self.way.currentText().strip() or WAYS_OF_CHASING[0]
        document = self._window.document
        done = document.act(
            f"登记催报：{len(lines)} 个单位",
            partial(
                record_chase,
                store=document.store,
                info=self._status.info,
                units=units,
                way=way,
                at=at,
                words=self.words.toPlainText().strip(),
                answer=self.answer.text().strip(),
            ),
        )
        if done:
            self.accept()
            self.recorded.emit(
                f"已登记催报：{at.hour}:{at.minute:02d} {way}，{len(lines)} 个单位。可按 Ctrl+Z 撤销。"
            )
