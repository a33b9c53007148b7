"""Backups: made by the program, checked before they count, thinned like an album of old photos.

A copy of a live file is torn; `VACUUM INTO` writes a whole, compact one that also opens from a
read-only medium. It is written under a passing name, opened and checked, and only then gets a
name that `list_backups` knows. A damaged ledger never replaces or thins out a good backup.
"""

from __future__ import annotations

import itertools
import os
import re
import shutil
import time
import zlib
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import apsw

from fgj_desktop.errors import FgjError
from fgj_desktop.store.backup_schedule import to_keep
from fgj_desktop.store.ledger_file import (
    beside,
    copy_bytes,
    database_uri,
    sync_file,
    sync_folder,
)
from fgj_desktop.store.sqlite_errors import (
    Cause,
    DamagedLedger,
    damaged_message,
    storage_problem,
    translated,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

SIZE_CAP = 2 * 1024**3
"""Bytes all backups of one ledger in one folder may take."""
ALWAYS_KEPT = 5
"""So many newest backups stay even above the size cap."""

_STAMP = "%Y-%m-%d-%H.%M.%S"
_SPARE_SPACE = 4 * 1024**2
_STALE_SECONDS = 3600
_numbers = itertools.count()


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """One backup: its file, local time, number within that second, size in bytes.

    `second` is its copy in the second place; `second_problem` says in Chinese why there is none.
    """

    path: Path
    time: datetime
    sequence: int
    size: int
    second: Path | None = None
    second_problem: str = ""


def default_folder(ledger: Path) -> Path:
    """The folder for backups of `ledger` among the user's data, one for each ledger file.

    Two ledgers of one name in different folders must not thin out each other's backups.
    """
    import platformdirs

    real = ledger.resolve()
    mark = zlib.crc32(os.path.normcase(real).encode("utf-8", "surrogatepass"))
    data = Path(platformdirs.user_data_dir("FGJDesktop", appauthor=False))
    return data / "backups" / f"{real.stem}-{mark:08x}"


def make_backup(
    connection: apsw.Connection,
    folder: Path,
    stem: str,
    now: datetime,
    *,
    second: Path | None = None,
) -> BackupInfo:
    """Back up the ledger of `connection` (outside a transaction) as `stem-time.fgj` in `folder`.

    Nothing that exists is overwritten, also when two backups fall into one second. What goes wrong
    in the second place is told in the result: the backup itself is good.

    Raises:
        DamagedLedger: the ledger, or the copy made of it, fails its check; no backup is kept.
        StorageProblem: disk full, read-only, I/O error; no backup is kept.
    """
    source = Path(connection.filename)
    with translated(source, "备份"):
        require_sound(connection, "quick_check")
    with translated(folder, "备份"):
        folder.mkdir(parents=True, exist_ok=True)
        _remove_stale(folder, stem)
        require_space(folder, _size_of(connection), "备份")
        target, sequence = _free_name(folder, stem, now)
        with _passing_name(target) as passing:
            connection.execute("VACUUM INTO ?", (str(passing.absolute()),))
            check_copy(
                passing,
                application_id=int(connection.pragma("application_id")),
                user_version=int(connection.pragma("user_version")),
            )
            sync_file(passing)
            passing.replace(target)
        sync_folder(folder)
        size = target.stat().st_size
    moment = now.replace(microsecond=0, tzinfo=None)
    if second is None:
        return BackupInfo(target, moment, sequence, size)
    copy, problem = _copy_to_second(target, second, stem, now)
    return BackupInfo(target, moment, sequence, size, copy, problem)


def _copy_to_second(backup: Path, folder: Path, stem: str, now: datetime) -> tuple[Path | None, str]:
    """Copy a finished backup to the second place; the reason in Chinese when that fails."""
    try:
        with translated(folder, "复制备份"):
            # Never made: an absent drive's empty mount point would take copies that vanish under it.
            if not folder.is_dir():
                return None, f"备份的第二存放位置“{folder}”不可用，本次未复制到该处。"
            require_space(folder, backup.stat().st_size, "复制备份")
            target, _ = _free_name(folder, stem, now)
            with _passing_name(target) as passing:
                copy_bytes(backup, passing)
                check_copy(passing)
                passing.replace(target)
            sync_folder(folder)
    except FgjError as error:
        return None, str(error)
    return target, ""


def check_copy(path: Path, *, application_id: int | None = None, user_version: int | None = None) -> None:
    """Check a closed copy that nobody else has open.

    Raises:
        DamagedLedger: it is not whole, or not the same ledger.
        apsw.Error: it cannot be read.
    """
    flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
    connection = apsw.Connection(database_uri(path, immutable="1"), flags=flags)
    try:
        require_sound(connection, "integrity_check")
        for name, expected in (("application_id", application_id), ("user_version", user_version)):
            if expected is not None and connection.pragma(name) != expected:
                raise DamagedLedger(damaged_message())
    finally:
        connection.close()


def require_sound(connection: apsw.Connection, check: str) -> None:
    """Run `integrity_check` or `quick_check`.

    Raises:
        DamagedLedger: it found a fault.
    """
    found = connection.execute(f"PRAGMA {check}(1)").fetchone()
    if found is None or found[0] != "ok":
        raise DamagedLedger(damaged_message())


def require_space(folder: Path, size: int, doing: str) -> None:
    """Make sure that `size` bytes and a little more are free.

    Raises:
        StorageProblem: they are not.
    """
    if shutil.disk_usage(folder).free < size + _SPARE_SPACE:
        raise storage_problem(Cause.DISK_FULL, folder, doing)


def _size_of(connection: apsw.Connection) -> int:
    """Bytes the copy may take: a page more or less, since the copy holds no free pages."""
    pages = connection.pragma("page_count") - connection.pragma("freelist_count")
    return int(pages) * int(connection.pragma("page_size"))


def _free_name(folder: Path, stem: str, now: datetime) -> tuple[Path, int]:
    stem = f"{stem}-{now.strftime(_STAMP)}"
    target, sequence = folder / f"{stem}.fgj", 1
    while target.exists():
        sequence += 1
        target = folder / f"{stem}-{sequence}.fgj"
    return target, sequence


@contextmanager
def _passing_name(target: Path) -> Iterator[Path]:
    """A name for the time of writing; whatever still bears it afterwards is removed."""
    passing = beside(target, f".{os.getpid()}-{next(_numbers)}.part")
    try:
        yield passing
    finally:
        for leftover in (passing, beside(passing, "-journal")):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)


def _remove_stale(folder: Path, stem: str) -> None:
    """Remove what a killed backup left; a recent file may belong to one still running."""
    for path in folder.glob("*.part*"):
        if _parsed(re.sub(r"\.\d+-\d+\.part(-journal)?$", "", path.name), stem) is None:
            continue
        with suppress(OSError):
            if abs(time.time() - path.stat().st_mtime) > _STALE_SECONDS:
                path.unlink()


def list_backups(folder: Path, stem: str) -> tuple[BackupInfo, ...]:
    """The backups of `stem` in `folder`, newest first by the time in their names.

    A missing folder has none.

    Raises:
        StorageProblem: the folder cannot be read.
    """
    found: list[BackupInfo] = []
    with translated(folder, "读取备份列表"):
        if not folder.is_dir():
            return ()
        for path in folder.iterdir():
            parsed = _parsed(path.name, stem)
            if parsed is not None:
                found.append(BackupInfo(path, *parsed, path.stat().st_size))
    return tuple(sorted(found, key=lambda backup: (backup.time, backup.sequence), reverse=True))


def _parsed(name: str, stem: str) -> tuple[datetime, int] | None:
    match = re.fullmatch(
        rf"{re.escape(stem)}-(\d{{4}}-\d\d-\d\d-\d\d\.\d\d\.\d\d)(?:-([1-9]\d*))?\.fgj", name
    )
    if match is None:
        return None
    try:
        return datetime.strptime(match[1], _STAMP), int(match[2] or 1)
    except ValueError:
        return None


def thin_backups(
    folder: Path,
    stem: str,
    now: datetime,
    *,
    size_cap: int = SIZE_CAP,
    spared: Collection[Path] = (),
) -> tuple[Path, ...]:
    """Remove the backups `to_keep` does not name, then the oldest above `size_cap` bytes.

    The newest `ALWAYS_KEPT` stay whatever they weigh, and so do those `spared`: the one just made
    is not the newest by name after the clock was set back. A file in use stays.

    Returns:
        The files removed.

    Raises:
        StorageProblem: the folder cannot be read.
    """
    backups = list_backups(folder, stem)
    kept = to_keep((backup.time for backup in backups), now)
    removed: list[Path] = []
    total = 0
    for position, backup in enumerate(backups):
        wanted = backup.time in kept and total + backup.size <= size_cap
        if wanted or position < ALWAYS_KEPT or backup.path in spared:
            total += backup.size
            continue
        with suppress(OSError):
            backup.path.unlink()
            removed.append(backup.path)
    return tuple(removed)
