"""One writer per ledger: a lock that dies with its process and names its owner.

`x.fgj.lock` is a tiny SQLite database beside the ledger. Its owner writes a row, then holds a write
transaction for as long as it works. The system ends that transaction with the process, also after
kill -9 or a power cut, so that no stale lock is ever left; others can still read the row.
"""

from __future__ import annotations

import getpass
import os
import platform
import secrets
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Self

import apsw

from fgj_desktop.store.ledger_file import beside, database_uri, folder_is_writable
from fgj_desktop.store.sqlite_errors import translated

if TYPE_CHECKING:
    from pathlib import Path

_ATTEMPTS = 20
_COMMIT_PATIENCE = 2000
"""Milliseconds to wait for a reader of the owner's row; it needs less than one."""
_CREATE = (
    "CREATE TABLE IF NOT EXISTS owner"
    " (id INTEGER PRIMARY KEY, token TEXT, host TEXT, user TEXT, pid INTEGER, since TEXT) STRICT"
)


class LockState(StrEnum):
    """What came of trying to lock a ledger."""

    HELD = "held"
    """This process may write."""
    HELD_BY_OTHER = "held by other"
    """Another window or PC writes; `FileLock.owner` tells which."""
    READ_ONLY_MEDIA = "read-only media"
    """Nothing can be written beside the ledger, so nobody can lock it: open it for reading."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Who holds a lock: the PC, the login, the process and the local time of locking."""

    host: str
    user: str
    pid: int
    since: datetime


def login_name() -> str:
    """The login of the system, empty when it has none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # An account without a name, or no `pwd` on Windows.
        return ""


class FileLock:
    """The lock of the ledger at `ledger`; links are followed, so that two names have one lock."""

    def __init__(self, ledger: Path) -> None:
        self.ledger = ledger.resolve()
        self.path = beside(self.ledger, ".lock")
        self._connection: apsw.Connection | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._connection is not None

    def acquire(self, owner: str = "") -> LockState:
        """Try once, without waiting; `owner` is the login to show to others (default: our own).

        Raises:
            StorageProblem: disk full, no such folder, an I/O error.
        """
        if self.held:
            return LockState.HELD
        row = (secrets.token_hex(8), platform.node(), owner or login_name(), os.getpid(), _now())
        with translated(self.path, "锁定台账"):
            for _ in range(_ATTEMPTS):
                state = self._attempt(row)
                if state is not None:
                    return state
        return LockState.HELD_BY_OTHER

    def _attempt(self, row: tuple[str, str, str, int, str]) -> LockState | None:
        """One try; None when the lock file was replaced or broken under us and a new try is due."""
        connection: apsw.Connection | None = None
        file = None
        try:
            connection = apsw.Connection(str(self.path))
            file = _identity(self.path)
            _take(connection, row)
        except apsw.BusyError:
            state: LockState | None = LockState.HELD_BY_OTHER
        except (apsw.ReadOnlyError, apsw.CantOpenError) as error:
            # The last owner may have removed the file between our opening and our writing.
            moved = getattr(error, "extendedresult", 0) == apsw.SQLITE_READONLY_DBMOVED
            folder = self.path.parent
            if isinstance(error, apsw.CantOpenError) and (not folder.is_dir() or folder_is_writable(folder)):
                raise
            state = None if moved else LockState.READ_ONLY_MEDIA
        except apsw.IOError:
            # Removed by the last owner while we were committing: no fault of the disk.
            if file == _identity(self.path):
                raise
            state = None
        except (apsw.NotADBError, apsw.CorruptError):
            self.path.unlink(missing_ok=True)
            state = None
        else:
            self._connection, connection = connection, None
            return LockState.HELD
        finally:
            if connection is not None:
                connection.close()
        return state

    def owner(self) -> Owner | None:
        """Who locked the ledger last; who holds it, if `acquire` has just been refused.

        None when there is no lock file, or it cannot be read.
        """
        with suppress(apsw.Error):
            if self._connection is not None:
                return _read_owner(self._connection)
            flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
            connection = apsw.Connection(database_uri(self.path), flags=flags)
            try:
                connection.set_busy_timeout(_COMMIT_PATIENCE)
                return _read_owner(connection)
            finally:
                connection.close()
        return None

    def release(self) -> None:
        """Give the lock back and remove its file; harmless when not held."""
        connection, self._connection = self._connection, None
        if connection is None:
            return
        if sys.platform == "win32":
            # Windows removes a file only when nobody has it open: the next owner keeps it.
            connection.close()
            with suppress(OSError):
                self.path.unlink()
            return
        # Removed while still locked: whoever opened it meanwhile sees at its first write that
        # the file has gone, and starts again with a new one.
        with suppress(OSError):
            self.path.unlink()
        connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file there is at a path; None for none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _take(connection: apsw.Connection, row: tuple[str, str, str, int, str]) -> None:
    """Write the owner's row and begin the transaction that is the lock.

    Committing lets go for a moment. Whoever slips in writes its own row, so after locking again
    the row tells whether it is still ours.

    Raises:
        apsw.BusyError: another process has the lock.
    """
    connection.execute("BEGIN IMMEDIATE")
    connection.set_busy_timeout(_COMMIT_PATIENCE)
    for _ in range(_ATTEMPTS):
        connection.execute(_CREATE)
        if _read_token(connection) == row[0]:
            connection.set_busy_timeout(0)
            return
        connection.execute("INSERT OR REPLACE INTO owner VALUES (1, ?, ?, ?, ?, ?)", row)
        connection.execute("COMMIT")
        connection.set_busy_timeout(0)
        connection.execute("BEGIN IMMEDIATE")
        connection.set_busy_timeout(_COMMIT_PATIENCE)
    raise apsw.BusyError


def _read_token(connection: apsw.Connection) -> str | None:
    found = connection.execute("SELECT token FROM owner WHERE id = 1").fetchone()
    return None if found is None else str(found[0])


def _read_owner(connection: apsw.Connection) -> Owner | None:
    found = connection.execute("SELECT host, user, pid, since FROM owner WHERE id = 1").fetchone()
    if found is None:
        return None
    host, user, pid, since = found
    return Owner(str(host), str(user), int(pid), datetime.fromisoformat(str(since)))
