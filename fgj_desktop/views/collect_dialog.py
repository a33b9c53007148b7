"""收表汇总: a folder is read, units stand in a list with what each sent, only exceptions ask; all is one action."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QDialog, QProgressBar, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from fgj_desktop.errors import FgjError
from fgj_desktop.rules.round_words import chase_words
from fgj_desktop.rules.rounds import MISSING
from fgj_desktop.views.collect_detail import CollectDetail
from fgj_desktop.views.collect_reading import ReturnReading
from fgj_desktop.views.collect_session import CollectSession
from fgj_desktop.views.collect_units import CollectUnits
from fgj_desktop.views.file_dialogs import ask_folder, ask_open_many, remember_folder, remembered_folder
from fgj_desktop.views.parts import fit, heading, label, plain, primary, quiet, row
from fgj_desktop.views.theme import space
from fgj_desktop.views.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from fgj_desktop.exchange.return_reader import ReturnSource
    from fgj_desktop.exchange.workbook import Progress
    from fgj_desktop.rules.rounds import RoundInfo
    from fgj_desktop.views.main_window import MainWindow

_ASKING, _READING, _REVIEW, _PROBLEM = range(4)
_KINDS = "报表 (*.xlsx *.xlsm *.xls *.ods *.csv *.docx *.htm *.html);;所有文件 (*)"
_HOW = (
    "把各单位交来的文件放在一个文件夹里，拖到这里或点“选择文件夹”。"
    "文件改过名、有“(1)”“最终2”、是 .xls 或 Word 表格都可以；只读取，不改动这些文件。"
)


class CollectDialog(QDialog):
    """Nothing is written before 采用."""

    collected = Signal(object, str)
    """exchange.return_applier.ReturnsOutcome, and what was left for later in words."""
    register_wanted = Signal(object)
    """Path of a file that holds no table, and is to be registered by hand."""

    def __init__(self, window: MainWindow, info: RoundInfo) -> None:
        super().__init__(window)
        self.setWindowTitle(f"收表汇总：{info.name}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self._window, self._info = window, info
        self.session: CollectSession | None = None
        self.reading = ReturnReading(self)
        self.units, self.detail = CollectUnits(), CollectDetail()
        self._message, self._missing = heading(""), label("", "warning")
        self._progress_text, self._bar = heading(""), QProgressBar()
        self._problem, self._summary = heading(""), label("")
        self.chase = quiet("复制催报文字", self.copy_chase)
        self.rest = quiet("其余按建议处理", self.accept_rest)
        self.other = quiet("选择其他文件夹…", self.ask_for_folder)
        self.close_button = plain("取消", self.reject)
        self.go = primary("采用", self.adopt)
        self._pages = QStackedWidget()
        self._arrange()
        self.reading.progressed.connect(self._show_progress)
        self.reading.finished.connect(self.take)
        self.reading.failed.connect(self.show_problem)
        self.units.chosen.connect(self._show_unit)
        self.units.toggled.connect(self._show_state)
        self.units.register_wanted.connect(self.register_wanted)
        self.detail.answered.connect(self._refill)
        self._turn_to(_ASKING)
        fit(self, 96, 46)

    def _arrange(self) -> None:
        for page in (self._asking_page(), self._reading_page(), self._review_page(), self._problem_page()):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(1), space(0.8), space(1), space(0.8))
        layout.setSpacing(space(0.6))
        layout.addWidget(self._pages, 1)
        self._summary.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        buttons = (self.other, self.rest, self._summary, self.close_button, self.go)
        layout.addLayout(row(*buttons, stretch=2))

    def _asking_page(self) -> QWidget:
        folder, files = plain("选择文件夹…", self.ask_for_folder), plain("选择文件…", self.ask_for_files)
        return _middle(heading("收表汇总", "title"), label(_HOW), row(folder, files, None))

    def _reading_page(self) -> QWidget:
        self._bar.setTextVisible(False)
        note = label("各单位的文件只读取，不改动。此时还没有写入任何内容。", "muted")
        return _middle(self._progress_text, self._bar, note)

    def _problem_page(self) -> QWidget:
        return _middle(self._problem)

    def _review_page(self) -> QWidget:
        page, split = QWidget(), QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.units)
        split.addWidget(self.detail)
        split.setStretchFactor(0, 5)
        split.setStretchFactor(1, 6)
        split.setSizes([space(42), space(50)])
        split.setChildrenCollapsible(False)
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(space(0.4))
        inside.addWidget(self._message)
        inside.addLayout(row(self._missing, self.chase, stretch=0))
        inside.addWidget(split, 1)
        return page

    # --- reading --------------------------------------------------------------------------------

    def ask_for_folder(self) -> None:
        """Ask for the folder that the returns lie in."""
        folder = remembered_folder(self._window.memory, "returns", self._window.document.store.path.parent)
        ask_folder(self, "选择各单位交来文件所在的文件夹", folder, lambda path: self.start([path]))

    def ask_for_files(self) -> None:
        """Ask for single files: a late return."""
        folder = remembered_folder(self._window.memory, "returns", self._window.document.store.path.parent)
        ask_open_many(self, "选择各单位交来的文件", folder, _KINDS, self.start)

    def start(self, paths: Sequence[Path]) -> None:
        """Read a folder or files."""
        if not paths:
            return
        remember_folder(self._window.memory, "returns", paths[0])
        self._progress_text.setText("正在读取…")
        self._bar.setRange(0, 0)
        self._turn_to(_READING)
        self.reading.start(paths)

    def _show_progress(self, step: Progress) -> None:
        self._bar.setRange(0, max(1, step.total))
        self._bar.setValue(step.done)
        self._progress_text.setText(f"正在读取 {step.done}／{step.total}　{step.text}")

    def take(self, sources: Sequence[ReturnSource]) -> None:
        """Plan with what was read, and show it."""
        from fgj_desktop.exchange.return_planner import plan_returns

        try:
            with waiting():
                plan = plan_returns(self._window.document.store, self._info, sources)
        except FgjError as problem:
            self.show_problem(str(problem))
            return
        if not plan.files:
            self.show_problem("这个文件夹里没有文件。")
            return
        self.session = CollectSession(self._window.document.store, plan)
        self._turn_to(_REVIEW)
        self.units.show_session(self.session)
        self.units.table.setFocus()
        self._show_state()

    def show_problem(self, text: str) -> None:
        """Say why there is nothing to review."""
        self._problem.setText(text)
        self._turn_to(_PROBLEM)

    # --- reviewing ------------------------------------------------------------------------------

    def _refill(self) -> None:
        """An answer was given: everything may be another now; the unit in hand stays in hand."""
        QTimer.singleShot(0, self, self._refill_now)

    def _refill_now(self) -> None:
        if self.session is not None:
            self.units.show_session(self.session)
            self._show_state()

    def _show_unit(self) -> None:
        session = self.session
        if session is not None:
            self.detail.show_unit(session, self.units.current(), self.units.current_title())

    def _show_state(self) -> None:
        session = self.session
        if session is None:
            return
        self._message.setText(session.plan.message)
        self._missing.setText(session.plan.missing_message)
        self.chase.setVisible(bool(session.plan.missing_message))
        self._summary.setText(session.summary)
        self.rest.setVisible(session.open_count > 0)
        self.rest.setText(f"待确认的 {session.open_count} 处都按建议处理")
        count = len(session.adopted)
        self.go.setText(f"全部采用（{count} 个单位）" if count else "采用")
        self.go.setEnabled(bool(count) and not self._window.document.read_only)

    def accept_rest(self) -> None:
        """Take what is proposed for every open question."""
        if self.session is not None:
            self.session.accept_proposals(every=True)
            self._refill_now()

    def say_registered(self, words: str) -> None:
        """A file was registered by hand: what is missing is less now."""
        session = self.session
        if session is not None:
            session.plan_anew()
            self._refill_now()
            self._message.setText(f"{session.plan.message}{words}")

    def copy_chase(self) -> None:
        """Put the words for the missing units on the clipboard."""
        session = self.session
        if session is None:
            return
        names = [one.name for one in session.plan.units if one.standing == MISSING]
        now = self._window.document.store.clock()
        QGuiApplication.clipboard().setText(chase_words(self._info, names, now))
        self._missing.setText(f"{session.plan.missing_message}已复制催报文字。")

    def _turn_to(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        self._summary.setText("")
        self.go.setVisible(page in (_READING, _REVIEW))
        self.go.setEnabled(False)
        self.rest.hide()
        self.other.setVisible(page in (_REVIEW, _PROBLEM))
        self.close_button.setText("关闭" if page in (_ASKING, _PROBLEM) else "取消")

    # --- doing it -------------------------------------------------------------------------------

    def adopt(self) -> None:
        """Write what was decided, as one action, and tell what was done."""
        from fgj_desktop.exchange.return_applier import apply_returns

        session = self.session
        if session is None or not session.adopted:
            return
        try:
            with waiting():
                self._before()
                outcome = apply_returns(self._window.document.store, session.plan, session.decisions())
        except FgjError as problem:
            self.show_problem(str(problem))
            return
        self.accept()
        left = f"{len(session.waiting)} 个单位待确认，未采用。" if session.waiting else ""
        self.collected.emit(outcome, left)

    def _before(self) -> None:
        """A backup that is due comes before many cells are written."""
        from fgj_desktop.store.backup_schedule import BackupMoment

        self._window.backups.before(BackupMoment.IMPORT)

    def done(self, result: int) -> None:
        """Closing in any way ends the reading."""
        self.reading.cancel()
        super().done(result)

    # --- dropping -------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take folders and files."""
        if dropped_paths(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what was dropped."""
        paths = dropped_paths(event)
        if paths:
            event.acceptProposedAction()
            # The program that the files came from waits until the drop has returned.
            QTimer.singleShot(0, self, partial(self.start, paths))


def dropped_paths(event: QDropEvent) -> list[Path]:
    """The folders and files of this machine in a drag."""
    from pathlib import Path

    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def _middle(*parts: object) -> QWidget:
    """A page whose parts stand in the middle."""
    page = QWidget()
    inside = QVBoxLayout(page)
    inside.addStretch(1)
    for part in parts:
        if isinstance(part, QWidget):
            inside.addWidget(part)
        else:
            inside.addLayout(part)  # type: ignore[arg-type]
    inside.addStretch(2)
    return page
