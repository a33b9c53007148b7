"""The page for a ledger that cannot be opened because it is damaged: what is safe, and the way back."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fgj_desktop.errors import FgjError
from fgj_desktop.store.backup import default_folder, list_backups
from fgj_desktop.store.restore import RestoreReport, restore
from fgj_desktop.store.schema import SCHEMA_VERSION
from fgj_desktop.store.sqlite_errors import damaged_message
from fgj_desktop.views.backup_list import BackupList, moment_text
from fgj_desktop.views.file_dialogs import LEDGER_FILES, ask_open
from fgj_desktop.views.icons import pixmap
from fgj_desktop.views.parts import fit, heading, label, plain, primary, row
from fgj_desktop.views.theme import colours, space
from fgj_desktop.views.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fgj_desktop.store.backup import BackupInfo

_ASIDE = "还原时，损坏的文件改名为“{stem}.损坏-时间.fgj”保留在原文件夹，不会删除。"
_DAMAGED = damaged_message().partition("。")[0]
_NONE = "没有找到完好的备份。请保留此文件和所在文件夹，可从其他位置（如 U 盘、第二存放位置）选择备份。"


def restore_ledger(backup: Path, ledger: Path, *, damaged: bool) -> RestoreReport:
    """Put a backup in the place of a closed ledger, which is kept under another name.

    Raises:
        FgjError: why nothing was restored; the ledger is where it was.
    """
    with waiting():
        now = datetime.datetime.now()
        return restore(backup, ledger, schema_version=SCHEMA_VERSION, now=now, damaged=damaged)


def restored_message(report: RestoreReport) -> str:
    """What to say of a restore that is done."""
    kept = "、".join(f"“{path.name}”" for path in report.aside if path.suffix == report.target.suffix)
    return f"已还原。原文件改名保留为{kept}。" if kept else "已还原。"


class RecoveryPage(QWidget):
    """A window of its own while no ledger is open.

    ``message`` is the reason, by default that the file is damaged; ``folder`` is where its backups are.
    """

    restored = Signal(Path, str)
    """The ledger is whole again and can be opened; a sentence to say once it is."""
    open_requested = Signal(Path)
    """Another ledger file to open instead."""

    def __init__(
        self,
        path: Path,
        message: str = "",
        *,
        folder: Path | None = None,
        clock: Callable[[], datetime.datetime] = datetime.datetime.now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("page", True)
        self.setWindowTitle(f"{path.name} — 还原备份")
        self.path = path
        # Of a damaged file the page says itself how many backups are good.
        self._given = "" if message.startswith(_DAMAGED) else message
        self.list = BackupList()
        self._message = heading("")
        self._problem = label("", "error")
        self.restore_button = primary("还原所选备份(&R)", self._restore_selected)
        self._arrange()
        self._problem.hide()
        self.list.chosen.connect(lambda backup: self.restore_from(backup.path))
        self.list.itemSelectionChanged.connect(self._show_state)
        self.list.checked.connect(self._counted)
        self._fill(folder or default_folder(path), clock())
        fit(self, 46, 34)

    def message(self) -> str:
        """What has happened."""
        return self._message.text()

    def problem(self) -> str:
        """Why the last restore was refused; empty when none was."""
        return self._problem.text()

    def _arrange(self) -> None:
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(space(1.2), space(1.1), space(1.2), space(1))
        inside.setSpacing(space(0.6))
        inside.addLayout(self._head())
        inside.addWidget(label("备份（已逐个检查，可放心还原检查结果为“完好”的备份）：", "muted"))
        inside.addWidget(self.list, 1)
        inside.addWidget(label(_ASIDE.format(stem=self.path.stem), "muted"))
        inside.addWidget(self._problem)
        elsewhere = plain("从其他位置选择备份…", self._choose_backup)
        other = plain("打开其他文件…", self._choose_ledger)
        folder = plain("打开所在文件夹", self._open_folder)
        inside.addLayout(row(elsewhere, folder, None, other, self.restore_button))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(1), space(1), space(1), space(1))
        layout.addWidget(card)

    def _head(self) -> QHBoxLayout:
        size = space(2)
        sign = QLabel()
        sign.setPixmap(pixmap("warning", colours().warning.name(), size, self.devicePixelRatioF()))
        sign.setFixedSize(QSize(size, size))
        words = QVBoxLayout()
        words.setSpacing(space(0.25))
        words.addWidget(self._message)
        words.addWidget(label(f"文件：{self.path}", "muted"))
        line = QHBoxLayout()
        line.setSpacing(space(0.8))
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        return line

    def _fill(self, folder: Path, now: datetime.datetime) -> None:
        backups: Sequence[BackupInfo] = ()
        try:
            backups = list_backups(folder, self.path.resolve().stem)
        except FgjError as problem:
            self._show_problem(str(problem))
        self._message.setText(self._given or damaged_message(len(backups)))
        self.list.fill(backups, now)
        self._show_state()

    def _counted(self) -> None:
        good = self.list.good()
        if not self._given:
            self._message.setText(damaged_message(len(good)))
        if not good:
            self._show_problem(_NONE)
        self._show_state()

    def _show_state(self) -> None:
        backup = self.list.selected()
        self.restore_button.setEnabled(backup is not None)
        self.restore_button.setToolTip(f"还原到 {moment_text(backup.time)}" if backup is not None else "")

    def _show_problem(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    def _restore_selected(self) -> None:
        backup = self.list.selected()
        if backup is not None:
            self.restore_from(backup.path)

    def restore_from(self, backup: Path) -> None:
        """Put a backup in the ledger's place; a refusal is shown here and leaves all as it was."""
        self.list.stop()
        try:
            report = restore_ledger(backup, self.path, damaged=True)
        except FgjError as problem:
            self._show_problem(str(problem))
            return
        self._show_problem("")
        self.restored.emit(self.path, restored_message(report))

    def _choose_backup(self) -> None:
        ask_open(self, "选择要还原的备份", self.path.parent, LEDGER_FILES, self.restore_from)

    def _choose_ledger(self) -> None:
        ask_open(self, "打开台账文件", self.path.parent, LEDGER_FILES, self.open_requested.emit)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.path.parent)))
