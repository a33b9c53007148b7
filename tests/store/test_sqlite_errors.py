from __future__ import annotations

import errno
from pathlib import Path

import apsw
import pytest

from fgj_desktop.errors import EnvironmentProblem, UserError
from fgj_desktop.store.sqlite_errors import (
    Cause,
    DamagedLedger,
    StorageProblem,
    UnreadableLedger,
    cause_of,
    damaged_message,
    translated,
)

PLACE = Path("/data/台账.fgj")


def short_read() -> apsw.IOError:
    error = apsw.IOError("disk I/O error")
    error.extendedresult = apsw.SQLITE_IOERR_SHORT_READ
    return error


def windows_error(number: int) -> OSError:
    error = PermissionError(errno.EACCES, "in use")
    error.winerror = number
    return error


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (apsw.FullError(), Cause.DISK_FULL),
        (apsw.ReadOnlyError(), Cause.READ_ONLY),
        (apsw.BusyError(), Cause.BUSY),
        (apsw.LockedError(), Cause.BUSY),
        (apsw.IOError(), Cause.INPUT_OUTPUT),
        (apsw.CantOpenError(), Cause.CANNOT_OPEN),
        (apsw.PermissionsError(), Cause.NO_PERMISSION),
        (OSError(errno.ENOSPC, "full"), Cause.DISK_FULL),
        (OSError(errno.EROFS, "read-only"), Cause.READ_ONLY),
        (OSError(errno.EIO, "broken"), Cause.INPUT_OUTPUT),
        (PermissionError(errno.EACCES, "no"), Cause.NO_PERMISSION),
        (FileNotFoundError(errno.ENOENT, "gone"), Cause.CANNOT_OPEN),
        (windows_error(32), Cause.BUSY),
        (windows_error(112), Cause.DISK_FULL),
    ],
)
def test_what_the_machine_reports_becomes_a_sentence_with_its_cause(
    error: OSError | apsw.Error, cause: Cause
) -> None:
    with pytest.raises(StorageProblem) as raised, translated(PLACE, "备份"):
        raise error
    assert raised.value.cause is cause
    assert isinstance(raised.value, EnvironmentProblem)
    message = str(raised.value)
    assert "备份未能完成" in message
    assert message.endswith("。")
    assert not any("a" <= letter <= "z" for letter in message.replace("台账.fgj", ""))
    assert not {"!", "！", "您", "你", ","} & set(message)
    assert raised.value.__cause__ is error


def test_a_full_disk_is_said_first_and_that_earlier_work_is_safe() -> None:
    with (
        pytest.raises(StorageProblem, match="^磁盘空间不足，保存未能完成，此前已保存的内容不受影响。"),
        translated(PLACE, "保存"),
    ):
        raise apsw.FullError


@pytest.mark.parametrize("error", [apsw.CorruptError(), short_read()])
def test_pages_that_do_not_fit_together_are_damage(error: OSError | apsw.Error) -> None:
    with (
        pytest.raises(DamagedLedger, match="台账文件已损坏，未作任何改动。可从备份中选择还原。"),
        translated(PLACE),
    ):
        raise error


def test_what_sqlite_cannot_read_may_be_another_file_encrypted_or_damaged() -> None:
    with pytest.raises(UnreadableLedger, match="或已加密、已损坏") as raised, translated(PLACE):
        raise apsw.NotADBError
    assert isinstance(raised.value, UserError)


@pytest.mark.parametrize("bug", [apsw.ConstraintError("unique"), apsw.SQLError("syntax"), KeyError("x")])
def test_bugs_pass_through(bug: Exception) -> None:
    with pytest.raises(type(bug)), translated(PLACE):
        raise bug


def test_a_sentence_already_said_is_not_said_again() -> None:
    with pytest.raises(UserError, match="^好$"), translated(PLACE):
        raise UserError("好")


def test_a_ledger_that_has_no_room_for_the_memory_it_shares_meets_a_full_disk() -> None:
    error = apsw.IOError()
    error.extendedresult = apsw.SQLITE_IOERR_SHMSIZE
    assert cause_of(error) is Cause.DISK_FULL


def test_errors_of_another_sort_have_no_cause() -> None:
    assert cause_of(apsw.CorruptError()) is None
    assert cause_of(short_read()) is None


def test_the_number_of_backups_is_named() -> None:
    assert damaged_message(6) == "台账文件已损坏，未作任何改动。可从 6 个备份中选择还原。"
    assert "没有找到备份" in damaged_message(0)


def test_real_errors_of_sqlite_are_understood(tmp_path: Path) -> None:
    path = tmp_path / "台账.fgj"
    connection = apsw.Connection(str(path))
    connection.execute("CREATE TABLE t(x)")
    connection.pragma("max_page_count", 4)
    with pytest.raises(StorageProblem) as full, translated(path, "保存"), connection:
        connection.execute("INSERT INTO t VALUES(zeroblob(100000))")
    assert full.value.cause is Cause.DISK_FULL
    other = apsw.Connection(str(path))
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageProblem) as busy, translated(path, "保存"):
        connection.execute("BEGIN IMMEDIATE")
    assert busy.value.cause is Cause.BUSY
    other.close()
    connection.close()
    reader = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    with pytest.raises(StorageProblem) as read_only, translated(path, "保存"):
        reader.execute("INSERT INTO t VALUES(1)")
    assert read_only.value.cause is Cause.READ_ONLY
    reader.close()
    with pytest.raises(StorageProblem) as missing, translated(path, "打开"):
        apsw.Connection(str(tmp_path / "none.fgj"), flags=apsw.SQLITE_OPEN_READONLY)
    assert missing.value.cause is Cause.CANNOT_OPEN
