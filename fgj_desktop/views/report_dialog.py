"""写公文: which document, of which period, signed when; for letters to whom. It is written by the clerk's template."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QDialog, QLineEdit, QVBoxLayout

from fgj_desktop.documents.reports import REPORTS, corrections_of
from fgj_desktop.documents.text_letters import CHASE, LetterOptions
from fgj_desktop.documents.word_content import HeadStyle
from fgj_desktop.errors import FgjError
from fgj_desktop.models.report_writing import (
    LETTER_COMMAND,
    ReportChoice,
    periods_for,
    proposed_name,
    write_document,
)
from fgj_desktop.rules.as_reported import MARK
from fgj_desktop.rules.letters import answer_by
from fgj_desktop.rules.urban_report import BY_UNIT
from fgj_desktop.views.file_dialogs import (
    ask_folder,
    ask_open,
    remember_folder,
    remembered_folder,
)
from fgj_desktop.views.parts import Form, fit, label, plain, primary, quiet, row, set_tone
from fgj_desktop.views.photo_preparing import prepared_photo
from fgj_desktop.views.theme import space
from fgj_desktop.views.waiting import waiting
from fgj_desktop.views.word_fonts import machine_word_fonts

if TYPE_CHECKING:
    from fgj_desktop.documents.reports import ReportKind
    from fgj_desktop.ledgers.report_period import ReportPeriod
    from fgj_desktop.models.report_writing import Written
    from fgj_desktop.views.main_window import MainWindow

DOCUMENTS = "Word 文档 (*.docx)"
_FOLDER = "reports"
_WITH_DAY = frozenset({"urbanization", "bulletin", LETTER_COMMAND, "problems", "applications"})
_WITH_UNITS = {"urbanization": "按牵头单位写各项任务", "meeting": "按责任单位分材料"}


class ReportDialog(QDialog):
    """Nothing is written before the button is pressed."""

    written = Signal(object)
    """models.report_writing.Written"""

    def __init__(self, window: MainWindow, kind: ReportKind, period: ReportPeriod) -> None:
        super().__init__(window)
        self.setWindowTitle("写公文")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window, self._document = window, window.document
        self._around = period
        self.kind, self.period, self.unit, self.head = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        self.day, self.reply_due = _day_edit(), _day_edit()
        self.number, self.name, self.folder = QLineEdit(), QLineEdit(), QLineEdit()
        self.number.setPlaceholderText("如 浈发改函〔2021〕12号，可留空")
        self.by_unit, self.sealed = QCheckBox(), QCheckBox("加盖印章")
        self.sealed.setChecked(True)
        self.sources = QCheckBox("同时写出数据来源")
        self.as_reported = QCheckBox(MARK)
        self.register = QCheckBox("登记到来文和函件")
        self.register.setChecked(not self._document.read_only)
        self.register.setEnabled(not self._document.read_only)
        self.previous = QLineEdit()
        self.previous.setPlaceholderText("不沿用；选上期文稿后，没有数字的段落用上期的文字")
        self.previous.setClearButtonEnabled(True)
        self.said = label("", "muted")
        self.go = primary("写出", self.write)
        self._lay_out()
        for one in REPORTS:
            self.kind.addItem(one.title, one)
        for style in HeadStyle:
            self.head.addItem(style.value, style)
        self.unit.addItem("全部有关单位", "")
        for text in self._document.store.links().labels("responsible_unit").values():
            self.unit.addItem(text, text)
        self.folder.setText(str(remembered_folder(window.memory, _FOLDER, self._document.store.path.parent)))
        self.kind.setCurrentText(kind.title)
        self._set_days(self._document.today())
        self._take_kind()
        self.kind.currentIndexChanged.connect(lambda _index: self._take_kind())
        self.period.currentIndexChanged.connect(lambda _index: self._show())
        self.day.dateChanged.connect(lambda _day: self._set_days(self._signed_on()))
        fit(self, 46, 26)

    def _lay_out(self) -> None:
        form, self.letter_form, where = Form(), Form(), Form()
        form.add("文种(&K)", self.kind)
        form.add("报告期(&P)", self.period, self.as_reported, None)
        form.add("落款日期(&D)", self.day, self.by_unit, None)
        self.letter_form.add("收文单位(&U)", self.unit)
        self.letter_form.add("文号(&N)", self.number)
        self.letter_form.add("版头(&H)", self.head, self.sealed, None)
        self.letter_form.add("回复时限(&R)", self.reply_due, self.register, None)
        where.add("沿用上期(&L)", self.previous, plain("选择…", self._choose_previous), stretch=0)
        where.add("文件名(&F)", self.name)
        where.add("存放在(&S)", self.folder, plain("选择…", self._choose_folder), stretch=0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(1), space(0.8), space(1), space(0.8))
        layout.setSpacing(space(0.6))
        for one in (form, self.letter_form, where):
            layout.addLayout(one)
        layout.addLayout(row(self.sources, None))
        layout.addWidget(self.said)
        layout.addStretch(1)
        layout.addLayout(
            row(quiet("公文模板…", self._show_templates), None, plain("取消", self.reject), self.go)
        )

    # --- choosing -------------------------------------------------------------------------------

    def kind_now(self) -> ReportKind:
        """The kind chosen."""
        kind: ReportKind = self.kind.currentData()
        return kind

    def _take_kind(self) -> None:
        kind = self.kind_now()
        periods = periods_for(kind, self._around)
        self.period.blockSignals(True)
        self.period.clear()
        for one in periods:
            self.period.addItem(one.title if one.half else one.month.title, one)
        wanted = self._around if self._around in periods else periods[min(1, len(periods) - 1)]
        self.period.setCurrentIndex(periods.index(wanted))
        self.period.blockSignals(False)
        to_units = kind.command == LETTER_COMMAND
        is_letter = kind.is_letter or to_units
        for field in (self.number, self.head):
            field.setEnabled(is_letter)
        for part in (self.unit, self.reply_due):
            part.setEnabled(to_units)
        self.register.setEnabled(to_units and not self._document.read_only)
        self.sealed.setEnabled(kind.command in _WITH_DAY - {"urbanization"})
        self.day.setEnabled(kind.command in _WITH_DAY)
        self.by_unit.setVisible(kind.command in _WITH_UNITS)
        self.by_unit.setText(_WITH_UNITS.get(kind.command, ""))
        self.previous.setEnabled(not is_letter)
        self._show()

    def _show(self) -> None:
        kind, period = self.kind_now(), self.period.currentData()
        self.name.setText(proposed_name(kind, period))
        count = corrections_of(self._document.store, kind, period)
        # Nothing is to be chosen while what was reported is what the ledger holds.
        self.as_reported.setVisible(count > 0)
        self.as_reported.setChecked(False)
        said = f"本期已定稿，报后更正 {count} 处，默认按更正后的数字写。" if count else ""
        self._say(said or _about(kind), "warning" if count else "muted")

    def _set_days(self, day: datetime.date) -> None:
        self.day.blockSignals(True)
        self.day.setDate(QDate(day.year, day.month, day.day))
        self.day.blockSignals(False)
        due = answer_by(day)
        self.reply_due.setDate(QDate(due.year, due.month, due.day))

    def _signed_on(self) -> datetime.date:
        return _date(self.day)

    def _choose_folder(self) -> None:
        start = Path(self.folder.text()) if Path(self.folder.text()).is_dir() else Path.home()
        ask_folder(self, "文档存放在", start, lambda path: self.folder.setText(str(path)))

    def _choose_previous(self) -> None:
        start = Path(self.folder.text()) if Path(self.folder.text()).is_dir() else Path.home()
        ask_open(self, "选择上期文稿", start, DOCUMENTS, lambda path: self.previous.setText(str(path)))

    def _show_templates(self) -> None:
        from fgj_desktop.views.template_dialog import TemplateDialog

        TemplateDialog(self._window, self).open()

    # --- writing --------------------------------------------------------------------------------

    def choice(self) -> ReportChoice:
        """What is chosen."""
        kind = self.kind_now()
        unit, previous = str(self.unit.currentData() or ""), self.previous.text().strip()
        letter = LetterOptions(
            self._signed_on(),
            _date(self.reply_due),
            self.number.text().strip(),
            self.head.currentData(),
            sealed=self.sealed.isChecked(),
        )
        return ReportChoice(
            kind,
            self.period.currentData(),
            letter,
            Path(self.folder.text().strip()) / _file_name(self.name.text(), kind),
            (unit,) if unit and kind.command == LETTER_COMMAND else (),
            BY_UNIT if self.by_unit.isChecked() and self.by_unit.isVisible() else "",
            Path(previous) if previous and self.previous.isEnabled() else None,
            sources=self.sources.isChecked(),
            register=self.register.isChecked() and self.register.isEnabled(),
            as_reported=self.as_reported.isChecked() and not self.as_reported.isHidden(),
        )

    def write(self) -> None:
        """Write the document; what keeps it from being written is said here."""
        if not Path(self.folder.text().strip()).is_dir():
            self._say("存放位置不存在，请选择已有的文件夹。", "error")
            return
        choice = self.choice()
        try:
            with waiting():
                made: Written = write_document(self._document, choice, machine_word_fonts(), prepared_photo)
        except FgjError as problem:
            self._say(str(problem), "error")
            return
        remember_folder(self._window.memory, _FOLDER, made.path)
        self.written.emit(made)
        self.accept()

    def _say(self, words: str, tone: str) -> None:
        self.said.setText(words)
        set_tone(self.said, tone)  # type: ignore[arg-type]


def _about(kind: ReportKind) -> str:
    if kind.title == CHASE:
        return "写给本轮尚未报送的单位，以本轮的发文名义。"
    if kind.command == LETTER_COMMAND:
        return "不选单位时写给全部有关单位；没有需要发函的内容时不写。"
    return "按“公文模板”文件夹中的模板写出，模板可自行修改；已改动过的文档不会被覆盖。"


def _file_name(text: str, kind: ReportKind) -> str:
    plain_name = "".join("－" if sign in '\\/:*?"<>|' else sign for sign in text.strip())
    name = plain_name.removesuffix(".docx") or kind.title
    return f"{name}.docx"


def _day_edit() -> QDateEdit:
    made = QDateEdit()
    made.setDisplayFormat("yyyy年M月d日")
    made.setCalendarPopup(True)
    return made


def _date(edit: QDateEdit) -> datetime.date:
    day = edit.date()
    return datetime.date(day.year(), day.month(), day.day())
