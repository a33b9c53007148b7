"""What SQLite and the system report, said in Chinese with the one who can help named.

SQLite's own words ("disk I/O error") tell a clerk nothing. `translated` turns the errors that come
from the machine or from the file into `EnvironmentProblem` and `UserError`; every other error is a
bug of ours and passes through.
"""

from __future__ import annotations

import errno
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING

import apsw

from fgj_desktop.errors import EnvironmentProblem, FgjError, UserError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Cause(StrEnum):
    """Why a file could not be read or written, for callers that word the message themselves."""

    DISK_FULL = "disk full"
    READ_ONLY = "read-only"
    BUSY = "busy"
    INPUT_OUTPUT = "input or output error"
    CANNOT_OPEN = "cannot open"
    NO_PERMISSION = "no permission"


class StorageProblem(EnvironmentProblem):
    """The disk, the drive or another program kept us from reading or writing."""

    def __init__(self, cause: Cause, message: str) -> None:
        super().__init__(message)
        self.cause = cause


class DamagedLedger(EnvironmentProblem):
    """The file is a ledger whose pages no longer fit together; backups can replace it."""


class NotALedger(UserError):
    """The file was made by another program."""


class NewerLedger(UserError):
    """The file was made by a later version of this program."""


class UnreadableLedger(UserError):
    """The file is encrypted or damaged: from outside nobody can tell which."""


NOT_A_LEDGER = "此文件不是本软件的台账文件。"
NEWER = "台账文件由更高版本建立，请升级后再打开。"
ENCRYPTED_OR_DAMAGED = "台账文件已加密或已损坏，无法读取，未作任何改动。如不是加密文件，可从备份中选择还原。"
NOT_A_LEDGER_OR_DAMAGED = "此文件不是本软件的台账文件，或已加密、已损坏，未作任何改动。"

DATABASE_ERROR = apsw.Error
"""Whatever SQLite reports; for layers that know nothing of SQLite."""


def sqlite_version() -> str:
    """The version of SQLite in use."""
    return apsw.sqlite_lib_version()


_SENTENCES = {
    Cause.DISK_FULL: "磁盘空间不足，{doing}未能完成，此前已保存的内容不受影响。清理磁盘后请重试。",
    Cause.READ_ONLY: (
        "“{name}”或所在文件夹是只读的，{doing}未能完成。请取消只读，或复制到本机可写的文件夹后再打开。"
    ),
    Cause.BUSY: "“{name}”正被其他程序使用，{doing}未能完成，此前已保存的内容不受影响。请关闭该程序后重试。",
    Cause.INPUT_OUTPUT: "读写“{name}”时出错，{doing}未能完成。请检查硬盘、U盘或网络是否正常，再重新打开台账。",
    Cause.CANNOT_OPEN: "无法打开“{name}”，{doing}未能完成。请确认文件及所在文件夹仍在原处，且可以读写。",
    Cause.NO_PERMISSION: "没有读写“{name}”的权限，{doing}未能完成。请把文件放到本人可读写的文件夹，或联系管理员。",
}

_FULL_NUMBERS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_PERMISSION_NUMBERS = frozenset({errno.EACCES, errno.EPERM})
_MISSING_NUMBERS = frozenset({errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG})
_WINDOWS_IN_USE = frozenset({32, 33})
"""ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION: Python reports both as PermissionError."""
_WINDOWS_FULL = frozenset({39, 112})

_FULL_RESULTS = frozenset({apsw.SQLITE_IOERR_SHMSIZE})
"""Input and output errors that a full disk alone brings about: the -shm of a ledger could not grow."""

_CAUSES: tuple[tuple[type[apsw.Error], Cause], ...] = (
    (apsw.FullError, Cause.DISK_FULL),
    (apsw.ReadOnlyError, Cause.READ_ONLY),
    (apsw.BusyError, Cause.BUSY),
    (apsw.LockedError, Cause.BUSY),
    (apsw.ProtocolError, Cause.BUSY),
    (apsw.PermissionsError, Cause.NO_PERMISSION),
    (apsw.CantOpenError, Cause.CANNOT_OPEN),
    (apsw.IOError, Cause.INPUT_OUTPUT),
)

TRANSLATABLE: tuple[type[OSError] | type[apsw.Error], ...] = (
    OSError,
    apsw.CorruptError,
    apsw.NotADBError,
    *(kind for kind, _ in _CAUSES),
)
"""The errors `translated` turns into Chinese; all others pass."""


def storage_problem(cause: Cause, path: Path, doing: str = "操作") -> StorageProblem:
    """The ready sentence for `cause`; `doing` is a Chinese noun or verb phrase such as 备份."""
    return StorageProblem(cause, _SENTENCES[cause].format(name=path.name, doing=doing))


def damaged_message(backups: int | None = None) -> str:
    """The sentence on a damaged ledger; `backups` is the number of good ones, None when not counted."""
    if backups is None:
        return "台账文件已损坏，未作任何改动。可从备份中选择还原。"
    if backups == 0:
        return "台账文件已损坏，未作任何改动。没有找到备份，请保留此文件。"
    return f"台账文件已损坏，未作任何改动。可从 {backups} 个备份中选择还原。"


def cause_of(error: OSError | apsw.Error) -> Cause | None:
    """The cause of an error of the machine; None when the error is of another sort."""
    if isinstance(error, OSError):
        return _cause_of_system_error(error)
    if is_short_read(error):
        return None
    if getattr(error, "extendedresult", 0) in _FULL_RESULTS:
        return Cause.DISK_FULL
    return next((cause for kind, cause in _CAUSES if isinstance(error, kind)), None)


def is_short_read(error: BaseException) -> bool:
    """Whether SQLite met the end of a file inside a page: damage, although it is called an I/O error."""
    return (
        isinstance(error, apsw.IOError)
        and getattr(error, "extendedresult", 0) == apsw.SQLITE_IOERR_SHORT_READ
    )


def _cause_of_system_error(error: OSError) -> Cause:
    windows = getattr(error, "winerror", None)
    if error.errno in _FULL_NUMBERS or windows in _WINDOWS_FULL:
        return Cause.DISK_FULL
    if windows in _WINDOWS_IN_USE:
        return Cause.BUSY
    if error.errno == errno.EROFS:
        return Cause.READ_ONLY
    if error.errno in _PERMISSION_NUMBERS:
        return Cause.NO_PERMISSION
    if error.errno in _MISSING_NUMBERS:
        return Cause.CANNOT_OPEN
    return Cause.INPUT_OUTPUT


def translate(error: OSError | apsw.Error, path: Path, doing: str = "操作") -> FgjError | None:
    """The exception to raise instead of `error`, or None when `error` is a bug of ours.

    A file that SQLite does not take for a database may belong to another program, be encrypted or
    be damaged; `recovery.inspect` looks closer.
    """
    if isinstance(error, apsw.NotADBError):
        return UnreadableLedger(NOT_A_LEDGER_OR_DAMAGED)
    if isinstance(error, apsw.CorruptError) or is_short_read(error):
        return DamagedLedger(damaged_message())
    cause = cause_of(error)
    return None if cause is None else storage_problem(cause, path, doing)


@contextmanager
def translated(path: Path, doing: str = "操作") -> Iterator[None]:
    """Say the errors of this block in Chinese.

    Args:
        path: the file worked on; its name goes into the message.
        doing: what was being done, a Chinese phrase that reads well before 未能完成.

    Raises:
        StorageProblem: disk full, read-only, busy, unreadable.
        DamagedLedger: SQLite found pages that do not fit together.
        UnreadableLedger: the file is not a database SQLite can read.
    """
    try:
        yield
    except TRANSLATABLE as error:
        told = translate(error, path, doing)
        if told is None:
            raise
        raise told from error
    except apsw.SQLError as error:
        # On a full disk SQLite ends the transaction itself; `with connection:` then fails to roll
        # back ("no transaction is active"), and that error hides the one that matters.
        first = error.__context__
        if not isinstance(first, TRANSLATABLE):
            raise
        told = translate(first, path, doing)
        if told is None:
            raise
        raise told from first
