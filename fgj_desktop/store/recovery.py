"""A ledger file looked at before it is opened: whole, damaged, or something else altogether.

Only damage leads to restoring. A drive that does not answer or a missing permission says nothing
about the ledger and raises `StorageProblem` instead: a restore then would throw away good work.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import apsw

from fgj_desktop.store.backup import require_sound
from fgj_desktop.store.ledger_file import (
    APPLICATION_ID,
    Header,
    beside,
    database_uri,
    ended_uncleanly,
    folder_is_writable,
    has_content,
    read_header,
)
from fgj_desktop.store.sqlite_errors import (
    ENCRYPTED_OR_DAMAGED,
    NEWER,
    NOT_A_LEDGER,
    Cause,
    DamagedLedger,
    NewerLedger,
    NotALedger,
    StorageProblem,
    UnreadableLedger,
    cause_of,
    damaged_message,
    storage_problem,
    translated,
)

if TYPE_CHECKING:
    from pathlib import Path

    from fgj_desktop.errors import FgjError

WHOLE_CHECK_LIMIT = 8 * 1024**2
"""Files up to so many bytes are checked whole whenever they are opened; it takes milliseconds."""
RESTORING = ".restoring-"
"""Between the name of a ledger and the mark of a restore that has been decided."""

_PATIENCE = 1000
"""Milliseconds to wait for another program to let go of the file."""
_DAMAGED_MARKS = 4
"""So many of the 20 bytes that mark a ledger may be wrong before the file counts as another's."""


class Condition(StrEnum):
    """What a file turned out to be."""

    OK = "ok"
    MISSING = "missing"
    EMPTY = "empty"
    """No tables at all: a file of no bytes, or one whose making was cut short."""
    NOT_A_LEDGER = "not a ledger"
    NEWER = "newer"
    ENCRYPTED = "encrypted or damaged"
    DAMAGED = "damaged"
    READ_ONLY_MEDIA = "read-only media"
    """A good ledger that can only be read: the file or its folder cannot be written."""
    RESTORE_UNFINISHED = "restore unfinished"
    """`resume_restore` has to run first."""


_MESSAGES = {
    Condition.EMPTY: "此文件是空的，没有台账内容。",
    Condition.NOT_A_LEDGER: NOT_A_LEDGER,
    Condition.NEWER: NEWER,
    Condition.ENCRYPTED: ENCRYPTED_OR_DAMAGED,
    Condition.READ_ONLY_MEDIA: "台账文件或所在文件夹是只读的，只能查看，不能修改。",
    Condition.RESTORE_UNFINISHED: "上次还原备份未完成，将继续还原。",
}

_ERRORS: dict[Condition, type[FgjError]] = {
    Condition.EMPTY: NotALedger,
    Condition.NOT_A_LEDGER: NotALedger,
    Condition.NEWER: NewerLedger,
    Condition.ENCRYPTED: UnreadableLedger,
    Condition.DAMAGED: DamagedLedger,
    Condition.RESTORE_UNFINISHED: DamagedLedger,
}


@dataclass(frozen=True, slots=True)
class FileState:
    """What `inspect` found; `detail` is for the log, `version` the schema version when readable."""

    path: Path
    condition: Condition
    version: int | None = None
    unclean: bool = False
    """A crash, or a process still at work, left changes in a -wal or -journal."""
    detail: str = ""

    def message(self, backups: int | None = None) -> str:
        """The sentence for the user, empty for OK; `backups` counts the good ones of a damaged file."""
        if self.condition is Condition.DAMAGED:
            return damaged_message(backups)
        if self.condition is Condition.MISSING:
            return f"找不到台账文件“{self.path.name}”。请确认文件仍在原处。"
        return _MESSAGES.get(self.condition, "")

    def require_usable(self, backups: int | None = None) -> None:
        """Pass for a good ledger, also one on read-only media.

        Raises:
            NotALedger, NewerLedger, UnreadableLedger: the user chose another sort of file.
            DamagedLedger: also for a restore to be resumed; the recovery page is next.
            StorageProblem: the file is missing.
        """
        if self.condition in {Condition.OK, Condition.READ_ONLY_MEDIA}:
            return
        message = self.message(backups)
        if self.condition is Condition.MISSING:
            raise StorageProblem(Cause.CANNOT_OPEN, message)
        raise _ERRORS[self.condition](message)


def read_only_uri(path: Path) -> str:
    """The URI under which `path` opens for reading (with SQLITE_OPEN_URI and _READONLY).

    A database in WAL mode in a folder where nothing can be written opens only as immutable. SQLite
    then ignores its -wal, so that is allowed only when there is none with content.

    Raises:
        StorageProblem: it lies where nothing can be written and has a -wal with content.
    """
    if folder_is_writable(path.parent):
        return database_uri(path, mode="ro")
    with translated(path, "打开台账"):
        if not ended_uncleanly(path):
            return database_uri(path, mode="ro", immutable="1")
        if has_content(beside(path, "-shm")):
            return database_uri(path, mode="ro")
    raise storage_problem(Cause.READ_ONLY, path, "读取未写完的改动")


def inspect(path: Path, schema_version: int, *, thorough: bool = False, in_use: bool = False) -> FileState:
    """Tell what the file is, without changing it. Locks held by this process stay.

    Args:
        path: the file to open next.
        schema_version: the newest version this program can open.
        thorough: check every page and index, whatever the size; done anyway after a crash.
        in_use: another process has the lock: its -wal means nothing, and nothing is checked whole.

    Raises:
        StorageProblem: the file cannot be read for now, which says nothing about its content.
    """
    real = path.resolve()
    with translated(path, "打开台账"):
        if restoring_copy(real) is not None:
            return FileState(path, Condition.RESTORE_UNFINISHED)
        if not real.exists():
            return FileState(path, Condition.MISSING)
        if real.is_dir():
            return FileState(path, Condition.NOT_A_LEDGER, detail="a folder")
        header = read_header(real)
        unclean = ended_uncleanly(real) and not in_use
        condition = _by_header(header, unclean=unclean)
        if condition is not None:
            return FileState(path, condition, unclean=unclean, detail="header")
        writable = header.writable and folder_is_writable(real.parent)
        if unclean and not writable:
            return FileState(path, Condition.READ_ONLY_MEDIA, unclean=True, detail="not checked")
        check = _check_for(header, thorough=thorough or unclean, in_use=in_use)
        found = _by_content(real, header, check, schema_version, quiet=unclean or in_use or not writable)
    condition, version, detail = found
    if condition is Condition.OK and not writable:
        condition = Condition.READ_ONLY_MEDIA
    return FileState(path, condition, version, unclean, detail)


def _by_header(header: Header, *, unclean: bool) -> Condition | None:
    """What the first bytes alone tell; None when SQLite has to look."""
    if header.size == 0:
        # SQLite would throw the -wal of an empty file away, and all work with it.
        return Condition.DAMAGED if unclean else Condition.EMPTY
    if header.is_sqlite:
        return None
    if header.wrong_marks <= _DAMAGED_MARKS:
        return Condition.DAMAGED
    return Condition.ENCRYPTED if header.may_be_encrypted else Condition.NOT_A_LEDGER


def _check_for(header: Header, *, thorough: bool, in_use: bool) -> str:
    if in_use:
        return ""
    if thorough:
        return "integrity_check"
    return "quick_check" if header.size <= WHOLE_CHECK_LIMIT else ""


def _by_content(
    path: Path, header: Header, check: str, schema_version: int, *, quiet: bool
) -> tuple[Condition, int | None, str]:
    """Open the file and look; the errors of a damaged one count as damage, those of a drive are raised."""
    try:
        connection = _open_to_look(path, quiet=quiet)
        try:
            return _judge(connection, check, schema_version)
        finally:
            connection.close()
    except DamagedLedger as error:
        return Condition.DAMAGED, None, str(error.__cause__ or check)
    except (apsw.Error, UnicodeDecodeError) as error:
        if isinstance(error, apsw.Error) and cause_of(error) is not None:
            raise
        ours = _wrong_bytes(header.application_id) < _DAMAGED_MARKS
        condition = Condition.DAMAGED if ours else Condition.NOT_A_LEDGER
        return condition, None, f"{type(error).__name__}: {error}"


def _open_to_look(path: Path, *, quiet: bool) -> apsw.Connection:
    """A connection that leaves a -wal as it is.

    A quiet one only reads. Otherwise nothing waits in a -wal, and one that may write removes the
    empty -wal and -shm it makes. A journal is rolled back first, which needs writing.
    """
    if not quiet or has_content(beside(path, "-journal")):
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
    else:
        flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
        connection = apsw.Connection(read_only_uri(path), flags=flags)
    connection.set_busy_timeout(_PATIENCE)
    if quiet:
        connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
    return connection


def _judge(connection: apsw.Connection, check: str, schema_version: int) -> tuple[Condition, int | None, str]:
    application_id = int(connection.pragma("application_id"))
    version = int(connection.pragma("user_version"))
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if tables is not None and tables[0] == 0 and application_id in {0, APPLICATION_ID}:
        return Condition.EMPTY, None, "no tables"
    wrong = _wrong_bytes(application_id)
    if wrong >= _DAMAGED_MARKS:
        return Condition.NOT_A_LEDGER, None, f"application_id {application_id:#x}"
    if wrong or version < 1:
        return Condition.DAMAGED, version, f"application_id {application_id:#x}, version {version}"
    if version > schema_version:
        return Condition.NEWER, version, ""
    if check:
        require_sound(connection, check)
    return Condition.OK, version, check


def _wrong_bytes(application_id: int) -> int:
    difference = (application_id & 0xFFFFFFFF) ^ APPLICATION_ID
    return sum(byte != 0 for byte in difference.to_bytes(4, "big"))


def restoring_copy(target: Path) -> Path | None:
    """The checked copy of a restore of `target` that was decided and not finished.

    Raises:
        OSError: the folder cannot be read.
    """
    if not target.parent.is_dir():
        return None
    start = target.name + RESTORING
    return next((path for path in target.parent.iterdir() if path.name.startswith(start)), None)
