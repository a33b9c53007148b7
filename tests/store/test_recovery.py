from __future__ import annotations

import os
import random
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import apsw
import pytest

from fgj_desktop.store import recovery
from fgj_desktop.store.ledger_file import APPLICATION_ID, beside
from fgj_desktop.store.recovery import Condition, FileState, inspect, read_only_uri
from fgj_desktop.store.sqlite_errors import (
    Cause,
    DamagedLedger,
    NewerLedger,
    NotALedger,
    StorageProblem,
    UnreadableLedger,
)

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    MakeLedger = Callable[..., Path]
    StartProcess = Callable[..., subprocess.Popen[str]]
    MakeReadOnly = Callable[[Path], None]


WRITE_AND_WAIT = """
import apsw, sys, time
connection = apsw.Connection(sys.argv[1])
connection.pragma("synchronous", "off")
connection.pragma("wal_autocheckpoint", 0)
for number in range(2, 62):
    connection.execute("INSERT INTO unit VALUES(?, '单位')", (number,))
print("written", flush=True)
time.sleep(60)
"""
FLAGS = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI


@pytest.fixture
def ledger(tmp_path: Path, make_ledger: MakeLedger) -> Path:
    return make_ledger(tmp_path / "台账.fgj")


@pytest.fixture
def crashed(ledger: Path, start_process: StartProcess) -> Path:
    """A ledger whose process was killed: the last changes are only in the -wal."""
    process = start_process(WRITE_AND_WAIT, ledger)
    process.kill()
    process.wait()
    assert beside(ledger, "-wal").stat().st_size > 100_000
    return ledger


def overwrite(path: Path, offset: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(data)


def snapshot(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.endswith("-shm")}


def test_a_good_ledger_is_good_and_nothing_is_left_beside_it(ledger: Path) -> None:
    before = snapshot(ledger.parent)
    for thorough in (False, True):
        state = inspect(ledger, 1, thorough=thorough)
        assert (state.condition, state.version, state.unclean) == (Condition.OK, 1, False)
        assert state.message() == ""
    assert snapshot(ledger.parent) == before
    assert list(ledger.parent.iterdir()) == [ledger]


def test_a_missing_file_is_missing(tmp_path: Path) -> None:
    state = inspect(tmp_path / "台账.fgj", 1)
    assert state.condition is Condition.MISSING
    assert "找不到" in state.message()
    assert inspect(tmp_path / "none" / "台账.fgj", 1).condition is Condition.MISSING


def test_a_file_of_no_bytes_is_empty_but_damaged_when_work_waits_in_its_log(tmp_path: Path) -> None:
    path = tmp_path / "台账.fgj"
    path.touch()
    assert inspect(path, 1).condition is Condition.EMPTY
    beside(path, "-wal").write_bytes(b"x" * 5000)
    assert inspect(path, 1).condition is Condition.DAMAGED
    assert beside(path, "-wal").stat().st_size == 5000


def test_a_ledger_whose_making_was_cut_short_is_empty(tmp_path: Path) -> None:
    connection = apsw.Connection(str(tmp_path / "台账.fgj"))
    connection.pragma("journal_mode", "wal")
    connection.pragma("application_id", APPLICATION_ID)
    connection.close()
    assert inspect(tmp_path / "台账.fgj", 1).condition is Condition.EMPTY


@pytest.mark.parametrize(
    "content",
    [b"\x89PNG\r\n\x1a\n" + b"x" * 500, "项目名称,总投资\n".encode("gb18030"), b"PK\x03\x04" * 99, b"a"],
)
def test_a_file_of_another_program_is_not_a_ledger(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "台账.fgj"
    path.write_bytes(content)
    state = inspect(path, 1)
    assert state.condition is Condition.NOT_A_LEDGER
    assert state.message() == "此文件不是本软件的台账文件。"
    assert path.read_bytes() == content


@pytest.mark.parametrize("application_id", [0, 0x47504B47])
def test_a_database_of_another_program_is_not_a_ledger(tmp_path: Path, application_id: int) -> None:
    connection = apsw.Connection(str(tmp_path / "places.sqlite"))
    connection.execute("CREATE TABLE t(x)")
    connection.pragma("application_id", application_id)
    connection.close()
    assert inspect(tmp_path / "places.sqlite", 1).condition is Condition.NOT_A_LEDGER
    assert inspect(tmp_path, 1).condition is Condition.NOT_A_LEDGER


def test_a_ledger_of_a_later_version_is_newer(tmp_path: Path, make_ledger: MakeLedger) -> None:
    path = make_ledger(tmp_path / "台账.fgj", version=7)
    state = inspect(path, 6)
    assert (state.condition, state.version) == (Condition.NEWER, 7)
    assert state.message() == "台账文件由更高版本建立，请升级后再打开。"
    assert inspect(path, 7).condition is Condition.OK


def test_an_encrypted_ledger_is_said_to_be_encrypted_or_damaged(tmp_path: Path) -> None:
    connection = apsw.Connection(str(tmp_path / "台账.fgj"))
    connection.pragma("key", "口令")
    connection.execute("CREATE TABLE t(x)")
    connection.close()
    state = inspect(tmp_path / "台账.fgj", 1)
    assert state.condition is Condition.ENCRYPTED
    assert "已加密或已损坏" in state.message()


def test_after_a_crash_the_whole_file_is_checked_and_its_log_left_alone(crashed: Path) -> None:
    before = snapshot(crashed.parent)
    state = inspect(crashed, 1)
    assert (state.condition, state.unclean, state.detail) == (Condition.OK, True, "integrity_check")
    assert snapshot(crashed.parent) == before


def test_after_a_crash_damage_that_only_the_full_check_sees_is_seen(crashed: Path) -> None:
    connection = apsw.Connection(str(crashed), flags=apsw.SQLITE_OPEN_READONLY)
    connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
    root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'project_total'").fetchone()[0]
    connection.close()
    data = crashed.read_bytes()
    page = data[(root - 1) * 4096 : root * 4096]
    # Two index entries change places: every page is still well formed.
    overwrite(crashed, (root - 1) * 4096 + 12, page[14:16] + page[12:14])
    assert inspect(crashed, 1).condition is Condition.DAMAGED
    before = snapshot(crashed.parent)
    inspect(crashed, 1)
    assert snapshot(crashed.parent) == before


def test_a_new_ledger_killed_before_its_first_checkpoint_is_a_ledger(
    tmp_path: Path, start_process: StartProcess
) -> None:
    code = f"""
import apsw, sys, time
connection = apsw.Connection(sys.argv[1])
connection.pragma("journal_mode", "wal")
with connection:
    connection.pragma("application_id", {APPLICATION_ID})
    connection.pragma("user_version", 1)
    connection.execute("CREATE TABLE t(x)")
print("made", flush=True)
time.sleep(60)
"""
    process = start_process(code, tmp_path / "台账.fgj")
    process.kill()
    process.wait()
    assert inspect(tmp_path / "台账.fgj", 1).condition is Condition.OK


def test_while_another_process_works_its_log_means_nothing(ledger: Path, start_process: StartProcess) -> None:
    start_process(WRITE_AND_WAIT, ledger)
    state = inspect(ledger, 1, in_use=True)
    assert (state.condition, state.unclean, state.detail) == (Condition.OK, False, "")


def test_looking_does_not_disturb_a_connection_of_this_process(ledger: Path) -> None:
    connection = apsw.Connection(str(ledger))
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO unit VALUES(2, 'x')")
    assert inspect(ledger, 1).condition is Condition.OK
    connection.execute("COMMIT")
    connection.close()


def test_a_journal_left_by_a_crash_is_rolled_back(ledger: Path, start_process: StartProcess) -> None:
    code = """
import apsw, sys, time
connection = apsw.Connection(sys.argv[1])
connection.pragma("journal_mode", "delete")
connection.pragma("cache_size", 5)
connection.execute("BEGIN")
connection.execute("UPDATE project SET total = total + 1")
print("half", flush=True)
time.sleep(60)
"""
    process = start_process(code, ledger)
    process.kill()
    process.wait()
    assert beside(ledger, "-journal").stat().st_size > 0
    state = inspect(ledger, 1)
    assert (state.condition, state.unclean) == (Condition.OK, True)
    connection = apsw.Connection(str(ledger))
    assert connection.execute("SELECT total FROM project WHERE id = 10").fetchone() == (1000,)
    connection.close()


def read_everything(path: Path) -> int:
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        return sum(
            len(connection.execute(f"SELECT * FROM {table}").fetchall())
            for table in ("project", "unit", "project_month")
        )
    finally:
        connection.close()


@pytest.mark.parametrize("log", [False, True])
def test_flipped_bits_are_damage_or_do_not_matter(
    tmp_path: Path, make_ledger: MakeLedger, log: bool, start_process: StartProcess
) -> None:
    source = make_ledger(tmp_path / "台账.fgj")
    rows = 4001
    if log:
        process = start_process(WRITE_AND_WAIT, source)
        process.kill()
        process.wait()
        rows += 60
    size = source.stat().st_size
    chance = random.Random(20210930)
    header = [0, 15, 16, 18, 20, 21, 24, 28, 44, 47, 52, 56, 68, 71, 92, 96, 100, 105]
    seen: set[Condition] = set()
    for offset in header + [chance.randrange(size) for _ in range(60)]:
        broken = tmp_path / "broken" / "台账.fgj"
        broken.parent.mkdir()
        for suffix in ("", "-wal"):
            if beside(source, suffix).exists():
                shutil.copy(beside(source, suffix), beside(broken, suffix))
        byte = source.read_bytes()[offset]
        overwrite(broken, offset, bytes([byte ^ (1 << chance.randrange(8))]))
        condition = inspect(broken, 1, thorough=True).condition
        seen.add(condition)
        assert condition in {Condition.OK, Condition.DAMAGED}, offset
        if condition is Condition.OK:
            assert read_everything(broken) == rows, offset
        shutil.rmtree(broken.parent)
    assert seen == {Condition.OK, Condition.DAMAGED}


@pytest.mark.parametrize("thorough", [False, True])
def test_a_truncated_ledger_is_damaged(tmp_path: Path, make_ledger: MakeLedger, thorough: bool) -> None:
    whole = make_ledger(tmp_path / "whole.fgj").read_bytes()
    chance = random.Random(1)
    for length in [1, 15, 16, 99, 100, 511, 512, 4095, 4096, 4097] + [
        chance.randrange(5000, len(whole)) for _ in range(40)
    ]:
        path = tmp_path / "台账.fgj"
        path.write_bytes(whole[:length])
        condition = inspect(path, 1, thorough=thorough).condition
        if length < 100:
            assert condition in {Condition.DAMAGED, Condition.NOT_A_LEDGER}
        else:
            assert condition is Condition.DAMAGED, length


def test_pages_of_rubbish_are_damage(tmp_path: Path, make_ledger: MakeLedger) -> None:
    chance = random.Random(2)
    whole = make_ledger(tmp_path / "whole.fgj").read_bytes()
    for number in range(1, len(whole) // 4096):
        path = tmp_path / "台账.fgj"
        path.write_bytes(whole)
        overwrite(path, number * 4096, chance.choice([bytes(4096), chance.randbytes(4096)]))
        assert inspect(path, 1).condition is Condition.DAMAGED, number


def test_a_large_file_is_not_read_whole_at_every_opening(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recovery, "WHOLE_CHECK_LIMIT", 1000)
    assert inspect(ledger, 1).detail == ""
    assert inspect(ledger, 1, thorough=True).detail == "integrity_check"


class BrokenDrive(apsw.VFS):
    def __init__(self) -> None:
        super().__init__("broken", "", makedefault=True)

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        return BrokenFile(name, flags)


class BrokenFile(apsw.VFSFile):
    def __init__(self, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        super().__init__("multipleciphers-unix", name, flags)

    def xRead(self, amount: int, offset: int) -> bytes:
        if offset > 0 or amount > 100:
            raise apsw.IOError
        return super().xRead(amount, offset)


@pytest.mark.skipif(os.name == "nt", reason="named after the file layer of Unix")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_drive_that_does_not_answer_is_no_damage(ledger: Path) -> None:
    drive = BrokenDrive()
    try:
        with pytest.raises(StorageProblem) as raised:
            inspect(ledger, 1)
    finally:
        drive.unregister()
        apsw.set_default_vfs("multipleciphers-unix")
    assert raised.value.cause is Cause.INPUT_OUTPUT


def test_a_missing_permission_is_no_damage(ledger: Path, read_only_folder: MakeReadOnly) -> None:
    ledger.chmod(0)
    read_only_folder(ledger.parent)
    with pytest.raises(StorageProblem) as raised:
        inspect(ledger, 1)
    assert raised.value.cause in {Cause.CANNOT_OPEN, Cause.NO_PERMISSION}
    assert beside(ledger, "-wal").exists() is False


def test_a_file_locked_by_another_program_is_no_damage(ledger: Path, start_process: StartProcess) -> None:
    code = """
import apsw, sys, time
connection = apsw.Connection(sys.argv[1])
connection.pragma("journal_mode", "delete")
connection.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
time.sleep(60)
"""
    start_process(code, ledger)
    with pytest.raises(StorageProblem) as raised:
        inspect(ledger, 1)
    assert raised.value.cause is Cause.BUSY


def test_a_good_ledger_on_read_only_media_opens_for_reading(
    ledger: Path, read_only_folder: MakeReadOnly
) -> None:
    assert "immutable" not in read_only_uri(ledger)
    read_only_folder(ledger.parent)
    state = inspect(ledger, 1)
    assert (state.condition, state.version) == (Condition.READ_ONLY_MEDIA, 1)
    assert "只读" in state.message()
    uri = read_only_uri(ledger)
    assert "immutable=1" in uri
    connection = apsw.Connection(uri, flags=FLAGS)
    assert connection.execute("SELECT count(*) FROM project").fetchone() == (2000,)
    connection.close()


def test_a_write_protected_file_is_for_reading(
    ledger: Path, read_only_folder: MakeReadOnly, tmp_path: Path
) -> None:
    ledger.chmod(0o444)
    (tmp_path / "away").mkdir()
    tmp_path.chmod(0o777)
    read_only_folder(tmp_path / "away")
    assert inspect(ledger, 1).condition is Condition.READ_ONLY_MEDIA


def test_changes_waiting_in_a_log_forbid_reading_past_them(
    crashed: Path, read_only_folder: MakeReadOnly
) -> None:
    beside(crashed, "-shm").unlink()
    crashed.chmod(0o644)
    read_only_folder(crashed.parent)
    with pytest.raises(StorageProblem) as raised:
        read_only_uri(crashed)
    assert raised.value.cause is Cause.READ_ONLY
    state = inspect(crashed, 1)
    assert (state.condition, state.unclean) == (Condition.READ_ONLY_MEDIA, True)


def test_the_number_of_backups_is_told(tmp_path: Path, ledger: Path) -> None:
    overwrite(ledger, 4096, b"\xff" * 4096)
    assert inspect(ledger, 1).message(6) == "台账文件已损坏，未作任何改动。可从 6 个备份中选择还原。"


@pytest.mark.parametrize(
    ("condition", "error"),
    [
        (Condition.MISSING, StorageProblem),
        (Condition.EMPTY, NotALedger),
        (Condition.NOT_A_LEDGER, NotALedger),
        (Condition.NEWER, NewerLedger),
        (Condition.ENCRYPTED, UnreadableLedger),
        (Condition.DAMAGED, DamagedLedger),
        (Condition.RESTORE_UNFINISHED, DamagedLedger),
    ],
)
def test_what_cannot_be_opened_is_refused_in_its_own_words(
    condition: Condition, error: type[Exception]
) -> None:
    state = FileState(Path("台账.fgj"), condition)
    with pytest.raises(error) as raised:
        state.require_usable()
    assert str(raised.value) == state.message() != ""


@pytest.mark.parametrize("condition", [Condition.OK, Condition.READ_ONLY_MEDIA])
def test_a_good_ledger_is_not_refused(condition: Condition) -> None:
    FileState(Path("台账.fgj"), condition).require_usable()
