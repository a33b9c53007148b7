"""备份与还原: back up now, see what there is, choose one to go back to, name a second place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from fgj_desktop.errors import FgjError
from fgj_desktop.store.backup_keeper import SECOND_PLACE
from fgj_desktop.views.backup_list import BackupList, moment_text
from fgj_desktop.views.file_dialogs import LEDGER_FILES, ask_folder, ask_open, documents_folder
from fgj_desktop.views.parts import fit, label, plain, primary, row, set_tone
from fgj_desktop.views.question_box import confirm
from fgj_desktop.views.theme import space
from fgj_desktop.views.waiting import waiting

if TYPE_CHECKING:
    from fgj_desktop.store.backup import BackupInfo
    from fgj_desktop.store.backup_keeper import BackupKeeper
    from fgj_desktop.store.store import Store

_WHAT_HAPPENS = "还原后，现在的台账改名保留在原文件夹，不会删除。"


class BackupDialog(QDialog):
    """Over an open ledger. Restoring needs the file closed, so the window that owns it is asked to."""

    restore_requested = Signal(Path)
    """The backup to put in the ledger's place: close the store, `restore_ledger`, open it again."""
    backed_up = Signal(object)
    """BackupInfo of a backup just made."""

    def __init__(self, store: Store, keeper: BackupKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("备份与还原")
        self._store = store
        self._keeper = keeper
        self._said = label("", "good")
        self._second = label("", "muted")
        self.list = BackupList()
        self.back_up_button = plain("立即备份(&B)", self.back_up)
        self.second_button = plain("选择…", self._choose_second)
        self.no_second_button = plain("不使用", lambda: self.set_second(None))
        self.restore_button = primary("还原所选备份…(&R)", self._ask_to_restore)
        self._arrange()
        self.list.chosen.connect(lambda _backup: self._ask_to_restore())
        self.list.itemSelectionChanged.connect(self._show_state)
        self.list.checked.connect(self._show_state)
        self.refresh()
        fit(self, 42, 30)

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setSpacing(space(0.6))
        layout.addLayout(row(self.back_up_button, self._said, stretch=1))
        layout.addWidget(self.list, 1)
        folder = row(
            label("存放在：", "muted", wrap=False), label(str(self._keeper.folder), "muted"), stretch=1
        )
        folder.addWidget(plain("打开", self._open_folder), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(folder)
        second = row(label("第二存放位置：", "muted", wrap=False), self._second, stretch=1)
        second.addWidget(self.second_button)
        second.addWidget(self.no_second_button)
        layout.addLayout(second)
        layout.addWidget(label(_WHAT_HAPPENS, "muted"))
        other = plain("从其他位置选择…", self._choose_other)
        layout.addLayout(row(other, None, plain("关闭", self.reject), self.restore_button))

    def refresh(self) -> None:
        """Read the list anew."""
        try:
            backups = self._keeper.backups()
        except FgjError as problem:
            backups = ()
            self._say(str(problem), good=False)
        self.list.fill(backups, self._store.clock())
        if not backups and not self._said.text():
            self._say("还没有备份。改动后每 30 分钟、关闭时、导入前自动备份。", good=True)
        second = self._store.settings.get(SECOND_PLACE)
        self._second.setText(str(second) if second else "未设置")
        self._show_state()

    def back_up(self) -> None:
        """Make a backup now, and say what came of it."""
        try:
            with waiting():
                made = self._keeper.back_up()
        except FgjError as problem:
            self._say(str(problem), good=False)
            return
        copied = "，并已复制到第二存放位置" if made.second is not None else ""
        text = f"已备份：{moment_text(made.time)}{copied}。"
        self._say(text + made.second_problem, good=not made.second_problem)
        self.refresh()
        self.backed_up.emit(made)

    def set_second(self, folder: Path | None) -> None:
        """Name the second place, or none."""
        self._store.settings.set(SECOND_PLACE, str(folder) if folder else None)
        self.refresh()

    def said(self) -> str:
        """What came of the last backup."""
        return self._said.text()

    def _say(self, text: str, *, good: bool) -> None:
        self._said.setText(text)
        set_tone(self._said, "good" if good else "error")

    def _show_state(self) -> None:
        read_only = self._store.read_only
        self.restore_button.setEnabled(not read_only and self.list.selected() is not None)
        self.back_up_button.setEnabled(not read_only)
        self.second_button.setEnabled(not read_only)
        self.no_second_button.setEnabled(not read_only and self._second.text() != "未设置")

    def _choose_second(self) -> None:
        second = self._store.settings.get(SECOND_PLACE)
        start = Path(str(second)) if second else documents_folder()
        ask_folder(self, "选择备份的第二存放位置", start, self.set_second)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._keeper.folder)))

    def _choose_other(self) -> None:
        ask_open(self, "选择要还原的备份", documents_folder(), LEDGER_FILES, self._confirm)

    def _ask_to_restore(self) -> None:
        backup: BackupInfo | None = self.list.selected()
        if backup is not None:
            self._confirm(backup.path, moment_text(backup.time))

    def _confirm(self, path: Path, moment: str = "") -> None:
        name = f"{moment} 的备份" if moment else f"“{path.name}”"
        confirm(
            self,
            f"还原到{name}？",
            "还原",
            lambda: self._restore(path),
            title="还原备份",
            detail=f"此后的改动将不在台账中。{_WHAT_HAPPENS}",
        )

    def _restore(self, path: Path) -> None:
        self.list.stop()
        self.accept()
        self.restore_requested.emit(path)
