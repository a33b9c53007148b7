from __future__ import annotations

import os
import signal
import sqlite3
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import apsw
import pytest

from fgj_desktop.store import backup
from fgj_desktop.store.backup import default_folder, list_backups, make_backup, thin_backups
from fgj_desktop.store.ledger_file import APPLICATION_ID
from fgj_desktop.store.sqlite_errors import Cause, DamagedLedger, StorageProblem

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator

    MakeLedger = Callable[..., Path]
    StartProcess = Callable[..., subprocess.Popen[str]]
    MakeReadOnly = Callable[[Path], None]


NOW = datetime(2021, 9, 30, 14, 5, 9)
BACK_UP_FOR_EVER = """
import sys, pathlib, datetime, apsw
from fgj_desktop.store.backup import make_backup
path, folder = map(pathlib.Path, sys.argv[1:])
connection = apsw.Connection(str(path))
connection.pragma("synchronous", "full")
print("ready", flush=True)
for number in range(10**6):
    connection.execute("INSERT INTO unit VALUES(?, '单位')", (number + 2,))
    print(number, flush=True)
    make_backup(connection, folder, "台账", datetime.datetime(2021, 9, 30) + datetime.timedelta(seconds=number))
"""


@pytest.fixture
def ledger(tmp_path: Path, make_ledger: MakeLedger) -> Iterator[apsw.Connection]:
    connection = apsw.Connection(str(make_ledger(tmp_path / "台账.fgj", version=3)))
    yield connection
    connection.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "备份 100%"


def contents(path: Path) -> list[tuple[object, ...]]:
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        return connection.execute("SELECT * FROM project").fetchall()
    finally:
        connection.close()


def test_a_backup_is_named_by_its_time_and_holds_everything(ledger: apsw.Connection, folder: Path) -> None:
    made = make_backup(ledger, folder, "台账", NOW)
    assert made.path == folder / "台账-2021-09-30-14.05.09.fgj"
    assert (made.time, made.sequence, made.size) == (NOW, 1, made.path.stat().st_size)
    assert contents(made.path) == ledger.execute("SELECT * FROM project").fetchall()
    assert list(folder.iterdir()) == [made.path]


def test_a_backup_knows_whose_it_is_and_opens_where_nothing_can_be_written(
    ledger: apsw.Connection, folder: Path, read_only_folder: MakeReadOnly
) -> None:
    made = make_backup(ledger, folder, "台账", NOW)
    read_only_folder(folder)
    connection = apsw.Connection(str(made.path), flags=apsw.SQLITE_OPEN_READONLY)
    assert connection.pragma("application_id") == APPLICATION_ID
    assert connection.pragma("user_version") == 3
    assert connection.pragma("journal_mode") == "delete"
    assert connection.execute("SELECT count(*) FROM project").fetchone() == (2000,)
    connection.close()


def test_changes_still_in_the_log_are_in_the_backup_and_a_reader_can_make_it(
    ledger: apsw.Connection, folder: Path
) -> None:
    ledger.execute("INSERT INTO unit VALUES(2, '区水务局')")
    reader = apsw.Connection(ledger.filename, flags=apsw.SQLITE_OPEN_READONLY)
    made = make_backup(reader, folder, "台账", NOW)
    reader.close()
    copy = apsw.Connection(str(made.path))
    assert copy.execute("SELECT name FROM unit WHERE id = 2").fetchone() == ("区水务局",)
    copy.close()


def test_two_backups_in_one_second_get_numbers(ledger: apsw.Connection, folder: Path) -> None:
    made = [make_backup(ledger, folder, "台账", NOW) for _ in range(3)]
    assert [one.path.name for one in made] == [
        "台账-2021-09-30-14.05.09.fgj",
        "台账-2021-09-30-14.05.09-2.fgj",
        "台账-2021-09-30-14.05.09-3.fgj",
    ]
    assert [one.sequence for one in list_backups(folder, "台账")] == [3, 2, 1]


def test_the_clock_set_back_overwrites_and_loses_nothing(ledger: apsw.Connection, folder: Path) -> None:
    make_backup(ledger, folder, "台账", NOW)
    before = make_backup(ledger, folder, "台账", NOW - timedelta(days=900))
    make_backup(ledger, folder, "台账", NOW)
    thin_backups(folder, "台账", NOW - timedelta(days=900), spared=[before.path])
    assert len(list_backups(folder, "台账")) == 3


def test_only_backups_of_this_ledger_are_listed_newest_first(folder: Path) -> None:
    folder.mkdir()
    names = [
        "台账-2021-09-30-14.05.09.fgj",
        "台账-2021-10-01-08.00.00.fgj",
        "台账-2-2021-10-02-08.00.00.fgj",
        "台账-2021-13-01-08.00.00.fgj",
        "台账-2021-10-03-08.00.00.fgj.12-0.part",
        "台账.fgj",
    ]
    for name in names:
        (folder / name).touch()
    assert [one.path.name for one in list_backups(folder, "台账")] == [names[1], names[0]]
    assert [one.path.name for one in list_backups(folder, "台账-2")] == [names[2]]
    assert list_backups(folder / "missing", "台账") == ()


def test_a_damaged_ledger_makes_no_backup_and_harms_none(
    tmp_path: Path, make_ledger: MakeLedger, folder: Path
) -> None:
    path = make_ledger(tmp_path / "台账.fgj")
    connection = apsw.Connection(str(path))
    good = make_backup(connection, folder, "台账", NOW)
    root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'project'").fetchone()[0]
    connection.close()
    kept = good.path.read_bytes()
    with path.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xff" * 2000)
    connection = apsw.Connection(str(path))
    with pytest.raises(DamagedLedger):
        make_backup(connection, folder, "台账", NOW + timedelta(hours=1))
    connection.close()
    assert list(folder.iterdir()) == [good.path]
    assert good.path.read_bytes() == kept


def test_a_copy_that_fails_its_check_does_not_become_a_backup(
    ledger: apsw.Connection, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoil(path: Path, **_: object) -> None:
        raise DamagedLedger("x")

    monkeypatch.setattr(backup, "check_copy", spoil)
    with pytest.raises(DamagedLedger):
        make_backup(ledger, folder, "台账", NOW)
    assert list(folder.iterdir()) == []


def test_a_full_disk_is_noticed_before_writing(
    ledger: apsw.Connection, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = type("Usage", (), {"free": 1000})
    monkeypatch.setattr(backup.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(StorageProblem, match="磁盘空间不足，备份未能完成") as raised:
        make_backup(ledger, folder, "台账", NOW)
    assert raised.value.cause is Cause.DISK_FULL
    assert list(folder.iterdir()) == []


class FullAfter(apsw.VFS):
    """A drive that is full as soon as a backup has been begun."""

    def __init__(self) -> None:
        super().__init__("fills-up", "")

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        return FullFile(name, flags)


class FullFile(apsw.VFSFile):
    def __init__(self, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self.fills = bool(path) and ".part" in path
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        if self.fills and offset > 40_000:
            raise apsw.FullError
        super().xWrite(data, offset)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_disk_that_fills_while_writing_leaves_the_older_backups_and_no_rest(
    ledger: apsw.Connection, folder: Path
) -> None:
    good = make_backup(ledger, folder, "台账", NOW)
    drive = FullAfter()
    connection = apsw.Connection(ledger.filename, vfs="fills-up", flags=apsw.SQLITE_OPEN_READONLY)
    with pytest.raises(StorageProblem) as raised:
        make_backup(connection, folder, "台账", NOW + timedelta(hours=1))
    connection.close()
    drive.unregister()
    assert raised.value.cause is Cause.DISK_FULL
    assert list(folder.iterdir()) == [good.path]
    assert ledger.pragma("integrity_check") == "ok"


def test_a_copy_goes_to_the_second_place(ledger: apsw.Connection, folder: Path, tmp_path: Path) -> None:
    second = tmp_path / "第二处"
    second.mkdir()
    made = make_backup(ledger, folder, "台账", NOW, second=second)
    assert made.second == second / made.path.name
    assert made.second.read_bytes() == made.path.read_bytes()
    assert made.second_problem == ""
    again = make_backup(ledger, tmp_path / "other", "台账", NOW, second=second)
    assert again.second == second / "台账-2021-09-30-14.05.09-2.fgj"


def test_a_second_place_that_is_not_there_is_told_and_not_made(
    ledger: apsw.Connection, folder: Path, tmp_path: Path
) -> None:
    made = make_backup(ledger, folder, "台账", NOW, second=tmp_path / "U盘")
    assert made.path.exists()
    assert made.second is None
    assert "第二存放位置" in made.second_problem
    assert not (tmp_path / "U盘").exists()


def test_a_second_place_that_refuses_is_told(
    ledger: apsw.Connection, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = tmp_path / "第二处"
    second.mkdir()

    def refuse(*_: object) -> None:
        raise OSError(5, "gone")

    monkeypatch.setattr(backup, "copy_bytes", refuse)
    made = make_backup(ledger, folder, "台账", NOW, second=second)
    assert "复制备份未能完成" in made.second_problem
    assert list(second.iterdir()) == []


def test_what_a_killed_backup_left_is_removed_later_but_not_at_once(
    ledger: apsw.Connection, folder: Path
) -> None:
    folder.mkdir()
    rests = [folder / f"台账-2021-09-01-08.00.00.fgj.77-{n}.part" for n in range(2)]
    rests.append(folder / "台账-2021-09-01-08.00.00.fgj.77-1.part-journal")
    other = folder / "别的-2021-09-01-08.00.00.fgj.77-1.part"
    for path in (*rests, other):
        path.touch()
    for path in (*rests[1:], other):
        os.utime(path, (time.time() - 7200,) * 2)
    made = make_backup(ledger, folder, "台账", NOW)
    assert set(folder.iterdir()) == {made.path, rests[0], other}


def test_thinning_removes_what_is_not_to_be_kept(ledger: apsw.Connection, folder: Path) -> None:
    made = [make_backup(ledger, folder, "台账", NOW - timedelta(days=40, hours=n)) for n in range(8)]
    removed = thin_backups(folder, "台账", NOW)
    assert set(removed) == {one.path for one in made[5:] if one.time.date() == made[0].time.date()}
    assert made[0].path.exists()
    assert {one.path for one in list_backups(folder, "台账")} == {one.path for one in made} - set(removed)


def test_above_the_size_cap_the_oldest_go_but_five_stay(ledger: apsw.Connection, folder: Path) -> None:
    made = [make_backup(ledger, folder, "台账", NOW - timedelta(hours=n)) for n in range(8)]
    removed = thin_backups(folder, "台账", NOW, size_cap=made[0].size * 7)
    assert removed == (made[7].path,)
    assert set(thin_backups(folder, "台账", NOW, size_cap=1)) == {made[5].path, made[6].path}
    assert len(list_backups(folder, "台账")) == 5


def test_ledgers_of_one_name_in_two_folders_have_backup_folders_of_their_own(tmp_path: Path) -> None:
    one, other = default_folder(tmp_path / "a" / "台账.fgj"), default_folder(tmp_path / "b" / "台账.fgj")
    assert one != other
    assert one.parent == other.parent
    assert one.parent.name == "backups"
    assert "FGJDesktop" in one.parts
    assert one.name.startswith("台账-")
    assert not one.parent.exists()


@pytest.mark.skipif(os.name == "nt", reason="kill -9")
@pytest.mark.parametrize("milliseconds", [5, 12, 23, 41, 60])
def test_killed_amid_backups_the_ledger_and_every_backup_are_whole(
    tmp_path: Path, make_ledger: MakeLedger, folder: Path, start_process: StartProcess, milliseconds: int
) -> None:
    path = make_ledger(tmp_path / "台账.fgj", rows=5000)
    process = start_process(BACK_UP_FOR_EVER, path, folder)
    first = process.stdout.readline()
    time.sleep(milliseconds / 1000)
    process.send_signal(signal.SIGKILL)
    acknowledged = [int(line) for line in [first, *process.stdout.read().split()]]
    process.wait()
    found = list_backups(folder, "台账")
    for file in [path, *(one.path for one in found)]:
        connection = sqlite3.connect(file)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM project").fetchone() == (5000,)
        connection.close()
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT max(id) FROM unit").fetchone()[0] >= acknowledged[-1] + 2
    connection.close()
    assert len(found) >= acknowledged[-1]
