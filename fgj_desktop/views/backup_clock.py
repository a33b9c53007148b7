"""Backups while the window is open: looked at every minute, made in a thread, told in the status line."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from fgj_desktop.errors import FgjError
from fgj_desktop.store.backup_keeper import BackupKeeper, BackupTask
from fgj_desktop.store.backup_schedule import BackupMoment

if TYPE_CHECKING:
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.store.backup import BackupInfo

_LOOK_EVERY = 60_000


class BackupClock(QObject):
    """Makes the backups that fall due; ``keeper`` makes one at once when asked."""

    made = Signal(object)
    """BackupInfo of a finished backup."""
    failed = Signal(str)
    """Why a backup could not be made."""
    _finished = Signal(object, object)

    def __init__(self, document: LedgerDocument, parent: QObject) -> None:
        super().__init__(parent)
        self.keeper = BackupKeeper(document.store)
        self._thread: threading.Thread | None = None
        self._timer = QTimer(self, interval=_LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        self._finished.connect(self._take)

    def start(self) -> None:
        """Begin to look."""
        self._timer.start()

    def look(self, moment: BackupMoment = BackupMoment.TIMER) -> None:
        """Begin a backup when one is due and none is being made."""
        if self._thread is None and self.keeper.is_due(moment):
            task = self.keeper.task()
            self._thread = threading.Thread(target=self._run, args=(task,), name="backup")
            self._thread.start()

    def now(self) -> BackupInfo | None:
        """Make a backup at once and wait for it; None when it failed, and then ``failed`` has said why."""
        self._wait()
        try:
            info = self.keeper.back_up()
        except FgjError as problem:
            self.failed.emit(str(problem))
            return None
        self.made.emit(info)
        return info

    def before(self, moment: BackupMoment) -> None:
        """Make the backup due before a large change; that it failed is said, and keeps nobody from going on."""
        self._wait()
        if self.keeper.is_due(moment):
            self.now()

    def stop(self) -> None:
        """Make the backup due at close, and look no more."""
        self._timer.stop()
        self._wait()
        if self.keeper.is_due(BackupMoment.CLOSE):
            self.now()

    def _wait(self) -> None:
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self, task: BackupTask) -> None:
        try:
            self._finished.emit(task, task.run())
        except FgjError as problem:
            self._finished.emit(task, problem)

    def _take(self, task: BackupTask, outcome: BackupInfo | FgjError) -> None:
        self._wait()
        if isinstance(outcome, FgjError):
            self.failed.emit(str(outcome))
            return
        self.keeper.made(task)
        self.made.emit(outcome)
