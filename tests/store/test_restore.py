from __future__ import annotations

import os
import shutil
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import apsw
import pytest

from fgj_desktop.errors import UserError
from fgj_desktop.store import restore as restoring
from fgj_desktop.store.backup import make_backup
from fgj_desktop.store.ledger_file import SIDE_SUFFIXES, beside
from fgj_desktop.store.lock import FileLock
from fgj_desktop.store.recovery import Condition, inspect
from fgj_desktop.store.restore import RestoreReport, restore, resume_restore
from fgj_desktop.store.sqlite_errors import Cause, DamagedLedger, StorageProblem

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    MakeLedger = Callable[..., Path]
    StartProcess = Callable[..., subprocess.Popen[str]]
    MakeReadOnly = Callable[[Path], None]

NOW = datetime(2021, 9, 30, 14, 5, 9)
WRITE_AND_WAIT = """
import apsw, sys, time
connection = apsw.Connection(sys.argv[1])
connection.pragma("wal_autocheckpoint", 0)
connection.pragma("synchronous", "off")
for number in range(2, 30):
    connection.execute("INSERT INTO unit VALUES(?, '后来')", (number,))
connection.execute("DELETE FROM project WHERE id > 5")
print("written", flush=True)
time.sleep(60)
"""
HOLD_LOCK = """
import sys, time, pathlib
from fgj_desktop.store.lock import FileLock
lock = FileLock(pathlib.Path(sys.argv[1]))
print(lock.acquire("clerk"), flush=True)
time.sleep(60)
"""
RESTORE_FOR_EVER = """
import datetime, pathlib, sys
from fgj_desktop.store.restore import restore, resume_restore
backup, target = map(pathlib.Path, sys.argv[1:])
print("ready", flush=True)
for second in range(10**6):
    resume_restore(target)
    pathlib.Path(str(target) + "-wal").write_bytes(b"stale" * 1000)
    restore(backup, target, schema_version=1, now=datetime.datetime(2021, 9, 30) + datetime.timedelta(seconds=second))
"""


class PowerCut(BaseException):
    """Ends the program at one point, without any clean-up of ours having a say."""


@pytest.fixture
def ledger(tmp_path: Path, make_ledger: MakeLedger) -> Path:
    """A ledger of 2,000 projects in a folder of its own."""
    (tmp_path / "台账").mkdir()
    return make_ledger(tmp_path / "台账" / "重点项目.fgj")


@pytest.fixture
def good(tmp_path: Path, ledger: Path) -> Path:
    """Its backup."""
    connection = apsw.Connection(str(ledger))
    made = make_backup(connection, tmp_path / "备份", "重点项目", NOW)
    connection.close()
    return made.path


@pytest.fixture
def crashed(ledger: Path, good: Path, start_process: StartProcess) -> Path:
    """The ledger after a crash: 6 projects left, which only its -wal knows."""
    process = start_process(WRITE_AND_WAIT, ledger)
    process.kill()
    process.wait()
    return ledger


def projects(path: Path) -> int:
    connection = apsw.Connection(str(path))
    try:
        assert connection.pragma("integrity_check") == "ok"
        return int(connection.execute("SELECT count(*) FROM project").fetchone()[0])
    finally:
        connection.close()


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def put_back(backup: Path, target: Path) -> RestoreReport:
    return restore(backup, target, schema_version=1, now=NOW)


def damage(path: Path) -> bytes:
    data = bytearray(path.read_bytes())
    data[4096:12288] = b"\xff" * 8192
    path.write_bytes(data)
    return bytes(data)


def test_a_damaged_ledger_is_replaced_and_kept_aside(ledger: Path, good: Path) -> None:
    broken = damage(ledger)
    assert inspect(ledger, 1).condition is Condition.DAMAGED
    report = put_back(good, ledger)
    assert report == RestoreReport(ledger, (ledger.with_name("重点项目.损坏-2021-09-30-14.05.09.fgj"),))
    assert report.aside[0].read_bytes() == broken
    assert names(ledger.parent) == {ledger.name, report.aside[0].name}
    assert inspect(ledger, 1, thorough=True).condition is Condition.OK
    assert projects(ledger) == 2000


def test_a_stale_log_moves_aside_with_its_ledger_and_is_never_replayed(crashed: Path, good: Path) -> None:
    parts = {suffix: beside(crashed, suffix).read_bytes() for suffix in ("", "-wal", "-shm")}
    report = put_back(good, crashed)
    aside = crashed.with_name("重点项目.损坏-2021-09-30-14.05.09.fgj")
    assert report.aside == tuple(beside(aside, suffix) for suffix in ("", "-wal", "-shm"))
    assert {suffix: beside(aside, suffix).read_bytes() for suffix in parts} == parts
    assert projects(crashed) == 2000
    assert projects(aside) == 6


def test_a_stale_log_without_its_ledger_is_not_replayed_either(crashed: Path, good: Path) -> None:
    crashed.unlink()
    report = put_back(good, crashed)
    assert [path.name[-4:] for path in report.aside] == ["-wal", "-shm"]
    assert projects(crashed) == 2000


def test_a_missing_ledger_is_restored(ledger: Path, good: Path) -> None:
    ledger.unlink()
    assert put_back(good, ledger).aside == ()
    assert projects(ledger) == 2000


def test_a_good_ledger_replaced_by_choice_is_not_called_damaged(ledger: Path, good: Path) -> None:
    report = restore(good, ledger, schema_version=1, now=NOW, damaged=False)
    assert report.aside[0].name == "重点项目.还原前-2021-09-30-14.05.09.fgj"
    again = restore(good, ledger, schema_version=1, now=NOW, damaged=False)
    assert again.aside[0].name == "重点项目.还原前-2021-09-30-14.05.09-2.fgj"
    assert [projects(path) for path in (*report.aside, *again.aside)] == [2000, 2000]


def test_a_backup_with_changes_in_its_own_log_is_restored_with_them(crashed: Path, tmp_path: Path) -> None:
    target = tmp_path / "新.fgj"
    put_back(crashed, target)
    assert projects(target) == 6


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (damage, "已损坏"),
        (lambda path: path.write_bytes(b"PK" * 999), "不是本软件的台账文件"),
        (lambda path: path.write_bytes(b""), "是空的"),
        (lambda path: path.unlink(), "已不在原处"),
    ],
)
def test_a_backup_that_is_damaged_too_is_refused_and_nothing_is_touched(
    crashed: Path, good: Path, spoil: Callable[[Path], object], reason: str
) -> None:
    spoil(good)
    before = names(crashed.parent)
    with pytest.raises(UserError, match=f"{reason}，未还原，台账未作任何改动"):
        put_back(good, crashed)
    assert names(crashed.parent) == before
    assert projects(crashed) == 6


def test_a_backup_of_a_later_version_is_refused(
    tmp_path: Path, ledger: Path, make_ledger: MakeLedger
) -> None:
    with pytest.raises(UserError, match="由更高版本建立"):
        put_back(make_ledger(tmp_path / "new.fgj", version=2), ledger)


def test_the_ledger_itself_is_not_its_backup(ledger: Path) -> None:
    with pytest.raises(UserError, match="就是当前台账"):
        put_back(ledger, ledger)


def test_a_ledger_this_process_has_open_is_not_pulled_away_under_it(ledger: Path, good: Path) -> None:
    connection = apsw.Connection(str(ledger))
    with pytest.raises(RuntimeError, match="closed"):
        put_back(good, ledger)
    connection.close()


def test_a_ledger_in_use_elsewhere_is_not_replaced(
    ledger: Path, good: Path, start_process: StartProcess
) -> None:
    start_process(HOLD_LOCK, ledger)
    with pytest.raises(StorageProblem, match="正在使用此台账，未还原") as raised:
        put_back(good, ledger)
    assert raised.value.cause is Cause.BUSY
    assert names(ledger.parent) == {ledger.name, ledger.name + ".lock"}


def test_whoever_holds_the_lock_may_restore_under_it(ledger: Path, good: Path) -> None:
    with FileLock(ledger) as lock:
        with pytest.raises(ValueError, match="lock"):
            restore(good, ledger, schema_version=1, now=NOW, lock=lock)
        lock.acquire()
        restore(good, ledger, schema_version=1, now=NOW, lock=lock)
        assert lock.held


def test_a_full_disk_leaves_the_old_ledger(
    crashed: Path, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = names(crashed.parent)

    def full(*_: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(restoring, "_copy_database", full)
    with pytest.raises(StorageProblem, match="磁盘空间不足，还原备份未能完成"):
        put_back(good, crashed)
    assert names(crashed.parent) == before
    assert projects(crashed) == 6


def test_a_copy_that_fails_its_check_leaves_the_old_ledger(
    crashed: Path, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = names(crashed.parent)
    plain = restoring._copy_database

    def spoiled(source: Path, target: Path) -> None:
        plain(source, target)
        damage(target)

    monkeypatch.setattr(restoring, "_copy_database", spoiled)
    with pytest.raises(DamagedLedger, match="已损坏"):
        put_back(good, crashed)
    assert names(crashed.parent) == before
    assert projects(crashed) == 6


@pytest.mark.parametrize("refused", [0, 1, 2, 3])
def test_a_file_that_cannot_be_moved_brings_all_of_them_back(
    crashed: Path, good: Path, monkeypatch: pytest.MonkeyPatch, refused: int
) -> None:
    before = names(crashed.parent)
    calls = iter(range(100))
    plain = {"rename": Path.rename, "replace": Path.replace}

    def failing(name: str) -> Callable[[Path, Path], Path]:
        def move(path: Path, target: Path) -> Path:
            if not path.name.endswith(".part") and next(calls) == refused:
                raise PermissionError(13, "in use")
            return plain[name](path, target)

        return move

    for name in plain:
        monkeypatch.setattr(Path, name, failing(name))
    with pytest.raises(StorageProblem) as raised:
        put_back(good, crashed)
    assert raised.value.cause is Cause.NO_PERMISSION
    assert names(crashed.parent) == before
    assert projects(crashed) == 6


def cut_power_at(monkeypatch: pytest.MonkeyPatch, step: int, *, after: bool) -> None:
    """End the program before or after the `step`th file is renamed."""
    calls = iter(range(100))
    plain = {"rename": Path.rename, "replace": Path.replace}

    def failing(name: str) -> Callable[[Path, Path], Path]:
        def move(path: Path, target: Path) -> Path:
            now = next(calls) == step
            if now and not after:
                raise PowerCut
            plain[name](path, target)
            if now:
                raise PowerCut
            return target

        return move

    for name in plain:
        monkeypatch.setattr(Path, name, failing(name))


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("step", [0, 1, 2, 3, 4])
def test_a_restore_cut_short_leaves_the_old_ledger_or_leads_to_the_new_one(
    crashed: Path, good: Path, monkeypatch: pytest.MonkeyPatch, step: int, after: bool
) -> None:
    with monkeypatch.context() as cut:
        cut_power_at(cut, step, after=after)
        with pytest.raises(PowerCut):
            put_back(good, crashed)
    decided = (step, after) >= (0, True)
    finished = (step, after) == (4, True)
    expected = Condition.RESTORE_UNFINISHED if decided and not finished else Condition.OK
    assert inspect(crashed, 1).condition is expected
    report = resume_restore(crashed)
    assert (report is not None) == (decided and not finished)
    assert resume_restore(crashed) is None
    assert projects(crashed) == (2000 if decided else 6)
    aside = crashed.with_name("重点项目.损坏-2021-09-30-14.05.09.fgj")
    if decided:
        assert projects(aside) == 6
    assert not any(".restoring" in name for name in names(crashed.parent))
    assert not any(beside(crashed, suffix).exists() for suffix in SIDE_SUFFIXES)


@pytest.mark.parametrize("step", [0, 1, 2, 3])
def test_a_resumed_restore_may_be_cut_short_again(
    crashed: Path, good: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    with monkeypatch.context() as cut:
        cut_power_at(cut, 0, after=True)
        with pytest.raises(PowerCut):
            put_back(good, crashed)
    with monkeypatch.context() as cut:
        cut_power_at(cut, step, after=False)
        with pytest.raises(PowerCut):
            resume_restore(crashed)
    report = resume_restore(crashed)
    assert report is not None
    assert report.resumed
    assert projects(crashed) == 2000
    assert projects(crashed.with_name("重点项目.损坏-2021-09-30-14.05.09.fgj")) == 6


def test_another_backup_chosen_after_a_cut_counts_and_the_old_parts_stay_together(
    tmp_path: Path, crashed: Path, good: Path, make_ledger: MakeLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as cut:
        cut_power_at(cut, 1, after=True)
        with pytest.raises(PowerCut):
            put_back(good, crashed)
    assert not crashed.exists()
    other = make_ledger(tmp_path / "other.fgj", rows=7)
    restore(other, crashed, schema_version=1, now=datetime(2021, 10, 1))
    assert projects(crashed) == 7
    assert projects(crashed.with_name("重点项目.损坏-2021-09-30-14.05.09.fgj")) == 6
    assert resume_restore(crashed) is None


def test_the_rest_of_a_copy_cut_short_is_removed(ledger: Path) -> None:
    beside(ledger, ".restoring.part").write_bytes(b"half")
    beside(ledger, ".restoring.part-journal").write_bytes(b"half")
    assert inspect(ledger, 1).condition is Condition.OK
    assert resume_restore(ledger) is None
    assert names(ledger.parent) == {ledger.name}


def test_a_resumed_restore_that_is_refused_can_be_resumed_later(
    crashed: Path, good: Path, monkeypatch: pytest.MonkeyPatch, start_process: StartProcess
) -> None:
    with monkeypatch.context() as cut:
        cut_power_at(cut, 2, after=True)
        with pytest.raises(PowerCut):
            put_back(good, crashed)
    process = start_process(HOLD_LOCK, crashed)
    with pytest.raises(StorageProblem, match="正在使用"):
        resume_restore(crashed)
    process.kill()
    process.wait()
    assert resume_restore(crashed) is not None
    assert projects(crashed) == 2000


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_through_a_link_the_real_ledger_is_restored_and_the_link_stays(
    tmp_path: Path, ledger: Path, good: Path
) -> None:
    link = tmp_path / "桌面.fgj"
    link.symlink_to(ledger)
    damage(ledger)
    assert inspect(link, 1).condition is Condition.DAMAGED
    report = put_back(good, link)
    assert report.target == ledger
    assert link.is_symlink()
    assert projects(link) == 2000


def test_the_backup_is_only_read(ledger: Path, good: Path, read_only_folder: MakeReadOnly) -> None:
    before = good.read_bytes()
    damage(ledger)
    for path in (ledger, ledger.parent):
        path.chmod(0o777)
    shutil.copy(good, good.with_name("copy"))
    good.parent.chmod(0o755)
    read_only_folder(good.parent)
    put_back(good, ledger)
    assert good.read_bytes() == before
    assert names(good.parent) == {good.name, "copy"}


def test_where_nothing_can_be_written_nothing_is_restored(
    ledger: Path, good: Path, read_only_folder: MakeReadOnly
) -> None:
    read_only_folder(ledger.parent)
    with pytest.raises(StorageProblem) as raised:
        put_back(good, ledger)
    assert raised.value.cause is Cause.READ_ONLY


@pytest.mark.skipif(os.name == "nt", reason="kill -9")
@pytest.mark.parametrize("milliseconds", [3, 9, 17, 26, 38, 55])
def test_killed_amid_restoring_a_whole_ledger_is_there_after_resuming(
    ledger: Path, good: Path, start_process: StartProcess, milliseconds: int
) -> None:
    process = start_process(RESTORE_FOR_EVER, good, ledger)
    time.sleep(milliseconds / 1000)
    process.kill()
    process.wait()
    if inspect(ledger, 1).condition is Condition.RESTORE_UNFINISHED:
        assert resume_restore(ledger) is not None
    else:
        assert ledger.exists()
        # Written by the process itself, to be moved aside by the restore it did not come to.
        beside(ledger, "-wal").unlink(missing_ok=True)
    assert projects(ledger) == 2000
    assert resume_restore(ledger) is None
    assert not any(".restoring" in name for name in names(ledger.parent))
