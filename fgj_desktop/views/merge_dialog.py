"""并入同事的台账: what the other file has is told ledger by ledger, conflicts are decided, and all is one action."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QProgressBar,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fgj_desktop.errors import FgjError
from fgj_desktop.store.backup_schedule import BackupMoment
from fgj_desktop.views.file_dialogs import LEDGER_FILES, ask_open, remember_folder, remembered_folder
from fgj_desktop.views.fold import FoldList
from fgj_desktop.views.merge_lists import conflict_list, ledger_list, merge_folds
from fgj_desktop.views.merge_reading import MergeReading
from fgj_desktop.views.merge_session import MergeSession
from fgj_desktop.views.parts import clear, fit, heading, label, panel, plain, primary, quiet, row
from fgj_desktop.views.theme import space
from fgj_desktop.views.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fgj_desktop.exchange.merging import Merging
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.views.file_dialogs import Memory
    from fgj_desktop.views.main_window import MainWindow
    from fgj_desktop.views.pick_list import PickList

_READING, _REVIEW, _PROBLEM = range(3)


class MergeDialog(QDialog):
    """Nothing is written before 并入. The window waits meanwhile: what is compared must not change."""

    merged = Signal(object)
    """exchange.merging.MergeResult of what was done, also when there was nothing to do."""

    def __init__(
        self,
        document: LedgerDocument,
        memory: Memory,
        *,
        before_merge: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``before_merge`` is called just before writing (a backup that is due)."""
        super().__init__(parent)
        self.setWindowTitle("并入同事的台账")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._document = document
        self._memory = memory
        self._before_merge = before_merge
        self.session: MergeSession | None = None
        self.ledgers: PickList | None = None
        self.conflicts: PickList | None = None
        self.folds = FoldList()
        self.bureau = QCheckBox("是本局的台账，仍要并入")
        self.reading = MergeReading(self)
        self._progress_text = heading("")
        self._problem = heading("")
        self._summary = label("")
        self._headline, self._past = heading(""), label("", "muted")
        self._bureau_panel, inside = panel("warning")
        self._bureau_text = label("")
        self._conflict_panel, self._conflict_body = panel("warning")
        self._ledger_body = QVBoxLayout()
        self._pages = QStackedWidget()
        self.other_button = quiet("选择其他文件…", self.ask_for_file)
        self.cancel_button = plain("取消", self.reject)
        self.merge_button = primary("并入", self.merge_now)
        inside.addWidget(self._bureau_text)
        inside.addWidget(self.bureau)
        self._arrange()
        self.reading.opened.connect(lambda: self._progress_text.setText("正在与本文件逐格比较…"))
        self.reading.finished.connect(self._take)
        self.reading.failed.connect(self._show_problem)
        self.bureau.toggled.connect(self._confirm_bureau)
        fit(self, 78, 40)

    def _arrange(self) -> None:
        for page in (self._reading_page(), self._review_page(), self._problem_page()):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(1), space(0.8), space(1), space(0.8))
        layout.setSpacing(space(0.6))
        layout.addWidget(self._pages, 1)
        self._summary.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(
            row(self.other_button, self._summary, self.cancel_button, self.merge_button, stretch=1)
        )

    def _reading_page(self) -> QWidget:
        page, bar = QWidget(), QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        inside = QVBoxLayout(page)
        inside.addStretch(1)
        inside.addWidget(self._progress_text)
        inside.addWidget(bar)
        inside.addWidget(label("对方的文件只读取，不改动。此时还没有写入任何内容。", "muted"))
        inside.addStretch(2)
        return page

    def _review_page(self) -> QWidget:
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, space(0.4), 0)
        inside.setSpacing(space(0.6))
        for part in (self._headline, self._past, self._bureau_panel):
            inside.addWidget(part)
        inside.addLayout(self._ledger_body)
        inside.addWidget(self._conflict_panel)
        inside.addWidget(self.folds)
        inside.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(page)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return scroll

    def _problem_page(self) -> QWidget:
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.addStretch(1)
        inside.addWidget(self._problem)
        inside.addStretch(2)
        return page

    # --- reading --------------------------------------------------------------------------------

    def ask_for_file(self) -> None:
        """Ask for the colleague's file and read it."""
        folder = remembered_folder(self._memory, "merge", self._document.store.path.parent)
        parent = self if self.isVisible() else self.parentWidget() or self
        dialog = ask_open(parent, "选择同事的台账文件", folder, LEDGER_FILES, self.start)
        if not self.isVisible():
            dialog.rejected.connect(self.deleteLater)

    def start(self, path: Path) -> None:
        """Show the dialog and read a file."""
        self._let_go()
        remember_folder(self._memory, "merge", path)
        self._progress_text.setText(f"正在打开“{path.name}”…")
        self._turn_to(_READING)
        self.reading.start(self._document.store, path)
        self.open()

    def _take(self, merging: Merging) -> None:
        self.session = session = MergeSession(merging)
        assert merging.merge is not None
        if merging.merge.is_empty:
            self._show_problem(f"没有变化：“{merging.other.path.name}”没有需要并入的内容。")
            return
        self._headline.setText(f"并入“{merging.other.path.name}”")
        self._past.setText(session.introduction)
        self._bureau_text.setText(merging.bureau_notice)
        self._bureau_panel.setVisible(bool(merging.bureau_notice))
        self.bureau.setChecked(False)
        clear(self._ledger_body)
        self.ledgers = ledger_list(session)
        self.ledgers.picks.picked.connect(self._fill)
        self._ledger_body.addWidget(self.ledgers)
        self._turn_to(_REVIEW)
        self._fill()
        (self.conflicts or self.merge_button).setFocus()

    def _show_problem(self, text: str) -> None:
        self._problem.setText(text)
        self._turn_to(_PROBLEM)

    # --- reviewing ------------------------------------------------------------------------------

    def _fill(self) -> None:
        """Show what is in the ledgers that are ticked."""
        session = self.session
        assert session is not None
        clear(self._conflict_body)
        self.conflicts = None
        count = len(session.conflicts)
        self._conflict_panel.setVisible(bool(count))
        if count:
            self.conflicts = conflict_list(session)
            self.conflicts.picks.picked.connect(self._show_state)
            ours = quiet("全部用本文件的", lambda: self._decide_all(theirs=False))
            theirs = quiet("全部用对方的", lambda: self._decide_all(theirs=True))
            self._conflict_body.addLayout(row(heading(f"冲突 {count:,} 处", "strong"), None, ours, theirs))
            self._conflict_body.addWidget(
                label("双方的内容不同，请选择采用哪一个；不选的用本文件的。", "muted")
            )
            self._conflict_body.addWidget(self.conflicts)
        self.folds.fill(merge_folds(session, self._show_state))
        self._show_state()

    def _decide_all(self, *, theirs: bool) -> None:
        if self.session is not None and self.conflicts is not None:
            self.session.take_all(theirs=theirs)
            self.conflicts.picks.show_again()
            self._show_state()

    def _confirm_bureau(self, confirmed: bool) -> None:
        if self.session is not None:
            self.session.is_our_bureau = confirmed or not self.session.merging.bureau_notice
            self._show_state()

    def _show_state(self) -> None:
        session = self.session
        assert session is not None
        self._summary.setText(session.summary)
        self.merge_button.setEnabled(session.is_our_bureau and session.does_something)

    def _turn_to(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        self._summary.setText("")
        self.merge_button.setVisible(page != _PROBLEM)
        self.merge_button.setEnabled(False)
        self.other_button.setVisible(page != _READING)
        self.cancel_button.setText("关闭" if page == _PROBLEM else "取消")
        (self.cancel_button if page == _PROBLEM else self.merge_button).setDefault(True)

    # --- doing it -------------------------------------------------------------------------------

    def merge_now(self) -> None:
        """Write what was decided, as one action, and tell what was done."""
        session = self.session
        if session is None or not session.is_our_bureau or not session.does_something:
            return
        try:
            with waiting():
                if self._before_merge is not None:
                    self._before_merge()
                result = session.apply()
        except FgjError as problem:
            self._show_problem(str(problem))
            return
        self.accept()
        self.merged.emit(result)

    def _let_go(self) -> None:
        self.reading.cancel()
        session, self.session = self.session, None
        if session is not None:
            session.merging.close()

    def done(self, result: int) -> None:
        """Closing in any way lets the other file go."""
        self._let_go()
        super().done(result)


def merge_colleague(window: MainWindow, path: Path | None = None) -> MergeDialog:
    """Compare a colleague's file with this one and merge it; asks for it when there is none."""
    window.pane.grid.finish_editing()
    dialog = MergeDialog(
        window.document,
        window.memory,
        before_merge=partial(window.backups.before, BackupMoment.IMPORT),
        parent=window,
    )
    dialog.merged.connect(lambda result: window.say(result.message))
    if path is not None:
        dialog.start(path)
    else:
        dialog.ask_for_file()
    return dialog
