from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import TYPE_CHECKING

import apsw
import pytest

from fgj_desktop.store import lock as lock_module
from fgj_desktop.store.lock import FileLock, LockState, login_name
from fgj_desktop.store.sqlite_errors import StorageProblem

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    StartProcess = Callable[..., subprocess.Popen[str]]
    MakeReadOnly = Callable[[Path], None]


HOLD = """
import sys, time, pathlib
from fgj_desktop.store.lock import FileLock
lock = FileLock(pathlib.Path(sys.argv[1]))
print(lock.acquire("clerk"), flush=True)
time.sleep(60)
"""
TAKE_AND_GIVE = """
import sys, pathlib
from fgj_desktop.store.lock import FileLock, LockState
counter = pathlib.Path(sys.argv[2])
print("ready", flush=True)
taken = 0
while taken < 30:
    lock = FileLock(pathlib.Path(sys.argv[1]))
    if lock.acquire() is LockState.HELD:
        assert not counter.exists(), "two owners"
        counter.touch()
        taken += 1
        counter.unlink()
        lock.release()
"""


def test_the_first_gets_the_lock_and_the_second_sees_who_has_it(tmp_path: Path) -> None:
    first, second = FileLock(tmp_path / "台账.fgj"), FileLock(tmp_path / "台账.fgj")
    assert first.acquire("clerk") is LockState.HELD
    assert first.held
    assert second.acquire("other") is LockState.HELD_BY_OTHER
    assert not second.held
    owner = second.owner()
    assert owner is not None
    assert (owner.host, owner.user, owner.pid) == (platform.node(), "clerk", os.getpid())
    assert owner.since.tzinfo is not None
    assert first.owner() == owner
    first.release()


def test_another_process_sees_the_owner_and_gets_the_lock_when_that_one_is_killed(
    tmp_path: Path, start_process: StartProcess
) -> None:
    process = start_process(HOLD, tmp_path / "台账.fgj")
    assert process.first_line == LockState.HELD
    lock = FileLock(tmp_path / "台账.fgj")
    assert lock.acquire() is LockState.HELD_BY_OTHER
    owner = lock.owner()
    assert owner is not None
    assert (owner.user, owner.pid) == ("clerk", process.pid)
    process.kill()
    process.wait()
    assert lock.acquire("next") is LockState.HELD
    owner = lock.owner()
    assert owner is not None
    assert (owner.user, owner.pid) == ("next", os.getpid())
    lock.release()


def test_giving_back_leaves_no_file_and_lets_the_next_in(tmp_path: Path) -> None:
    with FileLock(tmp_path / "a.fgj") as first:
        first.acquire()
        assert first.path.exists()
    assert list(tmp_path.iterdir()) == []
    second = FileLock(tmp_path / "a.fgj")
    assert second.acquire() is LockState.HELD
    second.release()
    second.release()
    assert second.owner() is None


def test_taking_what_one_holds_already_is_no_fault(tmp_path: Path) -> None:
    with FileLock(tmp_path / "a.fgj") as lock:
        assert lock.acquire() is LockState.HELD
        assert lock.acquire() is LockState.HELD


def test_processes_that_compete_never_hold_the_lock_together(
    tmp_path: Path, start_process: StartProcess
) -> None:
    both = [start_process(TAKE_AND_GIVE, tmp_path / "a.fgj", tmp_path / "counter") for _ in range(2)]
    assert [process.wait(60) for process in both] == [0, 0]
    assert list(tmp_path.iterdir()) == []


def test_whoever_opened_the_file_before_it_was_removed_starts_again_with_a_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = FileLock(tmp_path / "a.fgj"), FileLock(tmp_path / "a.fgj")
    first.acquire()
    opened: list[apsw.Connection] = []
    plain = apsw.Connection

    def connect(name: str) -> apsw.Connection:
        opened.append(plain(name))
        if len(opened) == 1:
            opened[0].execute("SELECT count(*) FROM owner").fetchall()
            first.release()
        return opened[-1]

    monkeypatch.setattr("fgj_desktop.store.lock.apsw.Connection", connect)
    assert second.acquire() is LockState.HELD
    assert len(opened) == 2
    monkeypatch.undo()
    assert FileLock(tmp_path / "a.fgj").acquire() is LockState.HELD_BY_OTHER
    second.release()


@pytest.mark.parametrize("is_removed", [True, False])
def test_a_file_removed_while_it_is_locked_is_tried_again_and_a_failing_disk_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_removed: bool
) -> None:
    lock, take = FileLock(tmp_path / "a.fgj"), lock_module._take
    calls: list[int] = []

    def fail_once(connection: apsw.Connection, row: tuple[str, str, str, int, str]) -> None:
        calls.append(1)
        if len(calls) == 1:
            if is_removed:
                lock.path.unlink()
            raise apsw.IOError("disk I/O error")
        take(connection, row)

    monkeypatch.setattr(lock_module, "_take", fail_once)
    if is_removed:
        assert lock.acquire() is LockState.HELD
    else:
        with pytest.raises(StorageProblem):
            lock.acquire()
    lock.release()


def test_a_lock_file_full_of_rubbish_does_not_shut_the_clerk_out(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "a.fgj")
    lock.path.write_bytes(b"rubbish" * 100)
    assert lock.owner() is None
    assert lock.acquire() is LockState.HELD
    lock.release()


def test_in_a_folder_where_nothing_can_be_written_nobody_can_lock(
    tmp_path: Path, read_only_folder: MakeReadOnly
) -> None:
    read_only_folder(tmp_path)
    lock = FileLock(tmp_path / "a.fgj")
    assert lock.acquire() is LockState.READ_ONLY_MEDIA
    assert not lock.held


def test_a_lock_file_that_may_not_be_written_means_read_only_too(
    tmp_path: Path, read_only_folder: MakeReadOnly
) -> None:
    held = FileLock(tmp_path / "a.fgj")
    held.path.write_bytes(b"")
    read_only_folder(tmp_path)
    assert held.acquire() is LockState.READ_ONLY_MEDIA


def test_a_missing_folder_is_said_in_chinese(tmp_path: Path) -> None:
    with pytest.raises(StorageProblem, match="锁定台账未能完成"):
        FileLock(tmp_path / "missing" / "a.fgj").acquire()


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_a_link_and_its_ledger_share_one_lock(tmp_path: Path) -> None:
    (tmp_path / "a.fgj").touch()
    (tmp_path / "link.fgj").symlink_to(tmp_path / "a.fgj")
    with FileLock(tmp_path / "link.fgj") as lock:
        lock.acquire()
        assert FileLock(tmp_path / "a.fgj").acquire() is LockState.HELD_BY_OTHER


def test_an_account_without_a_name_can_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> str:
        raise OSError

    monkeypatch.setattr("fgj_desktop.store.lock.getpass.getuser", nameless)
    assert login_name() == ""
    with FileLock(Path(tmp_path / "a.fgj")) as lock:
        assert lock.acquire() is LockState.HELD
