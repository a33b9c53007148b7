"""Importing workbooks: says what they are, shows only what needs the clerk, and does it as one action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QProgressBar,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fgj_desktop.errors import FgjError
from fgj_desktop.views.drops import FileDrop
from fgj_desktop.views.file_dialogs import (
    ALL_FILES,
    TABLE_FILES,
    ask_open_many,
    remember_folder,
    remembered_folder,
)
from fgj_desktop.views.import_example import example_of
from fgj_desktop.views.import_findings import ImportFindings
from fgj_desktop.views.import_head import ImportHead
from fgj_desktop.views.import_questions import QuestionPanel
from fgj_desktop.views.import_reading import Reading
from fgj_desktop.views.import_result import show_result
from fgj_desktop.views.import_session import ImportSession
from fgj_desktop.views.parts import fit, heading, label, plain, primary, quiet, row
from fgj_desktop.views.theme import space
from fgj_desktop.views.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent

    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.views.file_dialogs import Memory
    from fgj_desktop.views.import_work import ReadFile, Step

_STEPS = 1000
_READING, _REVIEW, _PROBLEM = range(3)


class ImportDialog(QDialog):
    """Stays beside the window, which can be used meanwhile; nothing is written before 导入.

    ``before_import`` is called just before writing (a backup that is due). After it, the result is
    told by a card over ``parent``.
    """

    imported = Signal(object)
    """exchange.importer.ImportResult of what was done, also when nothing had changed."""

    def __init__(
        self,
        document: LedgerDocument,
        memory: Memory,
        *,
        before_import: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("导入 Excel 台账")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._document = document
        self._memory = memory
        self._before_import = before_import
        self._writing = False
        self.session: ImportSession | None = None
        self.reading = Reading(self)
        self.head = ImportHead()
        self.questions = QuestionPanel()
        self.findings = ImportFindings()
        self._progress = QProgressBar()
        self._progress_text = heading("")
        self._problem = heading("")
        self._summary = label("")
        self._pages = QStackedWidget()
        self._scroll = QScrollArea()
        self.other_button = quiet("选择其他文件…", self.ask_for_files)
        self.cancel_button = plain("取消", self.reject)
        self.import_button = primary("导入", self.import_now)
        self._late = QTimer(self, singleShot=True, interval=300)
        self._arrange()
        self._connect()
        fit(self, 58, 39)

    def _arrange(self) -> None:
        for page in (self._reading_page(), self._review_page(), self._problem_page()):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(1), space(0.8), space(1), space(0.8))
        layout.setSpacing(space(0.6))
        layout.addWidget(self._pages, 1)
        buttons = row(self.other_button, self._summary, self.cancel_button, self.import_button, stretch=1)
        self._summary.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(buttons)

    def _reading_page(self) -> QWidget:
        page = QWidget()
        inside = QVBoxLayout(page)
        self._progress.setRange(0, _STEPS)
        self._progress.setTextVisible(False)
        inside.addStretch(1)
        inside.addWidget(self._progress_text)
        inside.addWidget(self._progress)
        inside.addWidget(label("读取期间可以继续使用台账窗口。此时还没有写入任何内容。", "muted"))
        inside.addStretch(2)
        return page

    def _review_page(self) -> QWidget:
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, space(0.4), 0)
        inside.setSpacing(space(0.6))
        for part in (self.head, self.questions, self.findings):
            inside.addWidget(part)
        inside.addStretch(1)
        self._scroll.setWidget(page)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return self._scroll

    def _problem_page(self) -> QWidget:
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.addStretch(1)
        inside.addWidget(self._problem)
        inside.addStretch(2)
        return page

    def _connect(self) -> None:
        self.reading.progressed.connect(self._show_progress)
        self.reading.finished.connect(self._take)
        self.reading.failed.connect(self._show_problem)
        self.head.month_chosen.connect(lambda month: self._change(lambda one: one.set_month(month)))
        self.head.unit_chosen.connect(lambda unit: self._change(lambda one: one.set_money_unit(unit)))
        self.head.included.connect(lambda table, wanted: self._change(lambda one: one.include(table, wanted)))
        self.questions.answered.connect(lambda key, value: self._change(lambda one: one.answer(key, value)))
        self.questions.rest_accepted.connect(lambda: self._change(ImportSession.accept_proposals))
        self.questions.shown.connect(self._show_example)
        self.findings.corrected.connect(
            lambda table, column, name: self._change(lambda one: one.correct(table, column, name))
        )
        self.findings.clearing_chosen.connect(
            lambda wanted: self._change(lambda one: one.set_clears_empty(wanted))
        )
        self.findings.star_chosen.connect(
            lambda wanted: self._change(lambda one: one.set_star_means_city_too(wanted))
        )
        # What is typed into the window meanwhile may change what the import would do.
        self._document.changed.connect(self._document_changed)
        drop = FileDrop(self)
        drop.tables_dropped.connect(self.start)
        self._late.timeout.connect(lambda: self._change(ImportSession.make_plan))

    # --- reading --------------------------------------------------------------------------------

    def start(self, paths: Sequence[Path]) -> None:
        """Show the dialog and read files."""
        self.session = None
        remember_folder(self._memory, "import", paths[0])
        self._progress.setValue(0)
        self._progress_text.setText(_reading_text(paths[0].name, 0, len(paths)))
        self._turn_to(_READING)
        self.reading.start(paths)
        self.show()

    def ask_for_files(self) -> None:
        """Ask for files and read them."""
        folder = remembered_folder(self._memory, "import")
        parent = self if self.isVisible() else self.parentWidget() or self
        kinds = f"{TABLE_FILES};;{ALL_FILES}"
        dialog = ask_open_many(parent, "选择 Excel 台账（可多选）", folder, kinds, self.start)
        if not self.isVisible():
            dialog.rejected.connect(self.deleteLater)

    def _show_progress(self, step: Step) -> None:
        self._progress.setValue(round(step.share * _STEPS))
        self._progress_text.setText(_reading_text(step.name, step.file, step.files))

    def _take(self, files: list[ReadFile]) -> None:
        try:
            with waiting():
                self.session = ImportSession(self._document.store, self._document.month, files)
        except FgjError as problem:
            self._show_problem(str(problem))
            return
        self._show_session()
        self._scroll.verticalScrollBar().setValue(0)
        if self.session.open_questions:
            self.questions.focus_choices()
        else:
            self.import_button.setFocus()

    def _show_problem(self, text: str) -> None:
        self._problem.setText(text)
        self._turn_to(_PROBLEM)

    # --- reviewing ------------------------------------------------------------------------------

    def _change(self, step: Callable[[ImportSession], object]) -> None:
        """Change the session and show what follows; in the next turn, for what announced it is rebuilt."""
        QTimer.singleShot(0, self, lambda: self._change_now(step))

    def _change_now(self, step: Callable[[ImportSession], object]) -> None:
        if self.session is None:
            return
        asked = bool(self.session.open_questions)
        try:
            with waiting():
                step(self.session)
        except FgjError as problem:
            self._show_problem(str(problem))
            return
        self._show_session()
        if self.session.open_questions:
            self.questions.focus_choices()
        elif asked:
            self.import_button.setFocus()

    def _show_session(self) -> None:
        session = self.session
        assert session is not None
        if session.plan is None and not session.tables():
            self._show_problem(session.problem)
            return
        place = self._scroll.verticalScrollBar().value()
        self.head.fill(session)
        self.questions.fill(session.questions)
        self.findings.fill(session)
        self._turn_to(_REVIEW)
        self._scroll.verticalScrollBar().setValue(place)

    def _show_example(self, identifier: str) -> None:
        session = self.session
        question = self.questions.current()
        if session is not None and question is not None and question.id == identifier:
            self.questions.show_example(example_of(session, question))

    def _turn_to(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        session = self.session if page == _REVIEW else None
        still = len(session.open_questions) if session is not None else 0
        does_something = session is not None and session.plan is not None and not session.plan.is_empty
        self.import_button.setVisible(page == _READING or does_something)
        self.import_button.setEnabled(does_something and not still)
        self.other_button.setVisible(page != _READING)
        self.cancel_button.setText("取消" if page == _READING or does_something else "关闭")
        self._summary.setText(_summary(session, still))
        onward = self.import_button if does_something else self.cancel_button
        (self.questions.confirm_button if still else onward).setDefault(True)

    # --- doing it -------------------------------------------------------------------------------

    def import_now(self) -> None:
        """Write what the plan says, as one action, and tell what was done."""
        session = self.session
        if session is None or session.plan is None or session.open_questions:
            return
        self._writing = True
        try:
            with waiting():
                if self._before_import is not None:
                    self._before_import()
                result = session.apply()
        except FgjError as problem:
            self._show_problem(str(problem))
            return
        finally:
            self._writing = False
        host = self.parentWidget()
        self.accept()
        self.imported.emit(result)
        if host is not None:
            show_result(host, self._document, result, self._memory)

    def _document_changed(self, _change: object) -> None:
        if not self._writing and self.session is not None:
            self._late.start()

    def month(self) -> Month | None:
        """The newest period of the import, for the window to go to."""
        months = self.session.months() if self.session is not None else []
        return months[-1] if months else None

    def done(self, result: int) -> None:
        """Closing in any way ends the reading."""
        self.reading.cancel()
        self._late.stop()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's × is 取消."""
        self.reading.cancel()
        super().closeEvent(event)


def _reading_text(name: str, at: int, count: int) -> str:
    return f"正在读取“{name}”" + (f"（第 {at + 1} 个，共 {count} 个）" if count > 1 else "")


def _summary(session: ImportSession | None, still: int) -> str:
    if session is None:
        return ""
    if session.plan is None:
        return session.problem
    if session.plan.is_empty:
        return "无需导入。"
    return f"还有 {still} 处待确认" if still else session.summary
