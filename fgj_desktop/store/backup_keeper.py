"""Keeps a ledger's backups: knows when one is due, makes it beside the writer, thins out the old ones."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fgj_desktop.store.backup import BackupInfo, default_folder, list_backups, make_backup, thin_backups
from fgj_desktop.store.backup_schedule import BackupMoment, BackupSchedule
from fgj_desktop.store.connection import connect_read_only
from fgj_desktop.store.sqlite_errors import StorageProblem, translated

if TYPE_CHECKING:
    import datetime

    from fgj_desktop.store.store import Store

SECOND_PLACE = "second_backup_folder"
_BACKED_UP = "backed_up_actions"


@dataclass(frozen=True, slots=True)
class BackupTask:
    """One backup to make, in any thread: it opens a connection of its own."""

    ledger: Path
    folder: Path
    second: Path | None
    now: datetime.datetime
    actions: int

    def run(self) -> BackupInfo:
        """Make it and thin out the older ones.

        Raises:
            FgjError: why there is no backup; the ledger is untouched.
        """
        with translated(self.ledger, "备份"):
            connection = connect_read_only(self.ledger)
        try:
            made = make_backup(connection, self.folder, self.ledger.stem, self.now, second=self.second)
        finally:
            connection.close()
        thin_backups(self.folder, self.ledger.stem, self.now, spared=[made.path])
        if self.second is not None and made.second is not None:
            thin_backups(self.second, self.ledger.stem, self.now, spared=[made.second])
        return made


class BackupKeeper:
    """The backups of one open ledger; made in the user's data folder and in an optional second place."""

    def __init__(self, store: Store, folder: Path | None = None) -> None:
        """``folder`` is where backups are kept, by default among the user's data."""
        self._store = store
        self._schedule = BackupSchedule()
        self.folder = folder if folder is not None else default_folder(store.path)

    def backups(self) -> tuple[BackupInfo, ...]:
        """The backups there are, newest first."""
        return list_backups(self.folder, self._store.path.stem)

    def last(self) -> datetime.datetime | None:
        """When the newest backup was made."""
        backups = self.backups()
        return backups[0].time if backups else None

    def is_due(self, moment: BackupMoment) -> bool:
        """Whether a backup is due now; never for a file open for reading only."""
        if self._store.read_only:
            return False
        actions = self._store.action_count()
        changed = actions > 0 and actions != self._store.settings.get(_BACKED_UP)
        return self._schedule.due(moment, changed=changed, last=self.last(), now=self._store.clock())

    def task(self) -> BackupTask:
        """A backup of what is committed now; run it in any thread, then call ``made``."""
        second = self._store.settings.get(SECOND_PLACE)
        return BackupTask(
            self._store.path,
            self.folder,
            Path(second) if second else None,
            self._store.clock(),
            self._store.action_count(),
        )

    def made(self, task: BackupTask) -> None:
        """Remember that everything up to the task is backed up."""
        # On a full disk the backup, which lies elsewhere, is made all the same; at worst it is made twice.
        with suppress(StorageProblem):
            self._store.settings.set(_BACKED_UP, task.actions)

    def back_up(self) -> BackupInfo:
        """Make a backup now and wait for it."""
        task = self.task()
        info = task.run()
        self.made(task)
        return info

    def back_up_if_due(self, moment: BackupMoment) -> BackupInfo | None:
        """Make a backup when one is due, and wait for it."""
        return self.back_up() if self.is_due(moment) else None
