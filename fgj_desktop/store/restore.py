"""A backup put in the place of a ledger.

A restore can be cut short at any point. The backup is first copied beside the ledger and checked;
giving that copy its name `x.fgj.restoring-<time>` is the decision. From then on `resume_restore`
leads to the new file however often it is interrupted; before, the old one is untouched.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import apsw

from fgj_desktop.errors import UserError
from fgj_desktop.store.backup import check_copy, require_space
from fgj_desktop.store.ledger_file import (
    APPLICATION_ID,
    SIDE_SUFFIXES,
    beside,
    is_open_here,
    read_header,
    sync_file,
    sync_folder,
)
from fgj_desktop.store.lock import FileLock, LockState
from fgj_desktop.store.recovery import (
    RESTORING,
    Condition,
    inspect,
    read_only_uri,
    restoring_copy,
)
from fgj_desktop.store.sqlite_errors import Cause, StorageProblem, storage_problem, translated

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

_UNFINISHED_COPY = ".restoring.part"
_STAMP = "%Y-%m-%d-%H.%M.%S"
_COPY_STEP = 1000


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """The restored ledger, and where the files it replaced are now."""

    target: Path
    aside: tuple[Path, ...]
    resumed: bool = False


def restore(
    backup: Path,
    target: Path,
    *,
    schema_version: int,
    now: datetime,
    lock: FileLock | None = None,
    damaged: bool = True,
) -> RestoreReport:
    """Put `backup` in the place of `target`, which moves aside with all that belongs to it.

    Nothing is deleted: the old files are kept as 名称.损坏-时间.fgj, or 名称.还原前-时间.fgj when
    not `damaged`.

    Args:
        backup: a ledger file; only read.
        target: the ledger, which may be missing; no connection of this process may have it open.
        schema_version: the newest version this program can open.
        now: the local time for the names.
        lock: the lock of `target` if the caller holds it, else it is taken for the time needed.
        damaged: why the old files move aside.

    Raises:
        UserError: the backup is damaged, newer or not a ledger; nothing was touched.
        StorageProblem: locked, disk full, no permission; the old ledger is where it was.
        RuntimeError: a connection of this process has `target` open.
    """
    real = target.resolve()
    _require_closed(real)
    _require_good_backup(backup, real, schema_version)
    with _locked(real, lock), translated(target, "还原备份"):
        copy = beside(real, _UNFINISHED_COPY)
        try:
            _remove(copy)
            require_space(real.parent, read_header(backup).size, "还原备份")
            _copy_database(backup, copy)
            check_copy(copy, application_id=APPLICATION_ID)
            sync_file(copy)
            label = "损坏" if damaged else "还原前"
            # After a restore cut short, its name is kept: parts of the old ledger may bear it already.
            decided = restoring_copy(real) or beside(real, f"{RESTORING}{label}-{now.strftime(_STAMP)}")
            copy.replace(decided)
            sync_folder(real.parent)
        finally:
            _remove(copy)
        return RestoreReport(real, _put_in_place(real, decided))


def resume_restore(target: Path, *, lock: FileLock | None = None) -> RestoreReport | None:
    """Finish a restore that was cut short; None when there is none.

    Raises:
        StorageProblem: locked, no permission, I/O error; it can be resumed again.
        RuntimeError: a connection of this process has `target` open.
    """
    real = target.resolve()
    copy = beside(real, _UNFINISHED_COPY)
    with translated(target, "还原备份"):
        if restoring_copy(real) is None and not copy.exists():
            return None
    _require_closed(real)
    with _locked(real, lock), translated(target, "还原备份"):
        _remove(copy)
        decided = restoring_copy(real)
        return None if decided is None else RestoreReport(real, _put_in_place(real, decided), resumed=True)


def _put_in_place(target: Path, decided: Path) -> tuple[Path, ...]:
    """Move the old files aside together, then give the checked copy their name.

    Raises:
        OSError: a file could not be moved; those moved are back.
        DamagedLedger: what arrived is not what was copied; the drive is failing.
    """
    aside = _aside_name(target, decided.name.removeprefix(target.name + RESTORING))
    moves = [(beside(target, suffix), beside(aside, suffix)) for suffix in ("", *SIDE_SUFFIXES)]
    done: list[tuple[Path, Path]] = []
    try:
        for old, new in moves:
            if old.exists():
                old.rename(new)
                done.append((old, new))
        # On the disk before the copy comes: an old -wal must never be met by the restored file.
        sync_folder(target.parent)
        decided.replace(target)
    except OSError:
        for old, new in reversed(done):
            new.rename(old)
        if target.exists():
            decided.unlink()
        raise
    sync_folder(target.parent)
    check_copy(target, application_id=APPLICATION_ID)
    return tuple(new for _, new in moves if new.exists())


def _aside_name(target: Path, mark: str) -> Path:
    """A name under which none of the files to move would meet another."""
    present = [suffix for suffix in ("", *SIDE_SUFFIXES) if beside(target, suffix).exists()]
    aside, number = target.with_name(f"{target.stem}.{mark}{target.suffix}"), 1
    while any(beside(aside, suffix).exists() for suffix in present):
        number += 1
        aside = target.with_name(f"{target.stem}.{mark}-{number}{target.suffix}")
    return aside


def _remove(copy: Path) -> None:
    for suffix in ("", *SIDE_SUFFIXES):
        beside(copy, suffix).unlink(missing_ok=True)


def _copy_database(source: Path, target: Path) -> None:
    """Copy page by page through SQLite, with what a -wal of `source` holds, into one file."""
    flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
    reading = apsw.Connection(read_only_uri(source), flags=flags)
    try:
        writing = apsw.Connection(str(target))
        try:
            with writing.backup("main", reading, "main") as copying:
                while not copying.done:
                    copying.step(_COPY_STEP)
            writing.pragma("journal_mode", "delete")
        finally:
            writing.close()
    finally:
        reading.close()


def _require_closed(target: Path) -> None:
    if is_open_here(target):
        raise RuntimeError(f"{target} must be closed before it is replaced")


def _require_good_backup(backup: Path, target: Path, schema_version: int) -> None:
    """Refuse what cannot become a ledger.

    Raises:
        UserError: with the reason.
    """
    if backup.resolve() == target:
        raise UserError("所选文件就是当前台账，请选择备份文件。")
    state = inspect(backup, schema_version, thorough=True)
    if state.condition in {Condition.OK, Condition.READ_ONLY_MEDIA}:
        return
    reasons = {
        Condition.MISSING: "已不在原处",
        Condition.NOT_A_LEDGER: "不是本软件的台账文件",
        Condition.NEWER: "由更高版本建立",
        Condition.EMPTY: "是空的",
    }
    reason = reasons.get(state.condition, "已损坏")
    raise UserError(f"备份“{backup.name}”{reason}，未还原，台账未作任何改动。请选择其他备份。")


@contextmanager
def _locked(target: Path, lock: FileLock | None) -> Iterator[None]:
    """Hold the lock of `target` for the block: the caller's, or one of our own."""
    if lock is not None:
        if not lock.held or lock.ledger != target:
            raise ValueError(f"the lock given does not hold {target}")
        yield
        return
    with FileLock(target) as own:
        state = own.acquire()
        if state is LockState.READ_ONLY_MEDIA:
            raise storage_problem(Cause.READ_ONLY, target, "还原备份")
        if state is LockState.HELD_BY_OTHER:
            owner = own.owner()
            host = owner.host if owner else "其他电脑"
            raise StorageProblem(
                Cause.BUSY, f"{host} 正在使用此台账，未还原，未作任何改动。请关闭该台账后重试。"
            )
        yield
