from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import apsw
import pytest

from fgj_desktop.store.ledger_file import (
    APPLICATION_ID,
    beside,
    copy_bytes,
    database_uri,
    ended_uncleanly,
    folder_is_writable,
    is_open_here,
    read_header,
    sync_file,
    sync_folder,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    MakeLedger = Callable[..., Path]
    MakeReadOnly = Callable[[Path], None]


TRY_TO_WRITE = """
import apsw, sys
try:
    apsw.Connection(sys.argv[1]).execute("BEGIN IMMEDIATE")
except apsw.BusyError:
    print("busy")
else:
    print("free")
"""


def another_process_finds(path: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", TRY_TO_WRITE, str(path)], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.mark.parametrize("mode", ["wal", "delete"])
def test_reading_the_header_and_copying_keep_the_locks_of_this_process(
    tmp_path: Path, make_ledger: MakeLedger, mode: str
) -> None:
    path = make_ledger(tmp_path / "台账.fgj")
    connection = apsw.Connection(str(path))
    connection.pragma("journal_mode", mode)
    connection.execute("BEGIN IMMEDIATE")
    assert read_header(path).application_id == APPLICATION_ID
    copy_bytes(path, tmp_path / "copy")
    assert another_process_finds(path) == "busy"
    connection.execute("ROLLBACK")
    connection.close()
    assert another_process_finds(path) == "free"


def test_the_header_tells_a_ledger_from_other_files(tmp_path: Path, make_ledger: MakeLedger) -> None:
    header = read_header(make_ledger(tmp_path / "a.fgj"))
    assert header.is_sqlite
    assert header.wrong_marks == 0
    assert header.writable
    assert not header.may_be_encrypted
    (tmp_path / "text").write_bytes(b"hello")
    other = read_header(tmp_path / "text")
    assert not other.is_sqlite
    assert other.wrong_marks > 10
    assert not other.may_be_encrypted
    (tmp_path / "nothing").touch()
    assert read_header(tmp_path / "nothing").size == 0
    plain = apsw.Connection(str(tmp_path / "plain.db"))
    plain.execute("CREATE TABLE t(x)")
    plain.close()
    assert read_header(tmp_path / "plain.db").wrong_marks == 4


def test_bytes_16_to_23_tell_an_encrypted_database_from_other_files(tmp_path: Path) -> None:
    path = tmp_path / "secret.fgj"
    connection = apsw.Connection(str(path))
    connection.pragma("key", "口令")
    connection.execute("CREATE TABLE t(x)")
    connection.close()
    assert read_header(path).may_be_encrypted


@pytest.mark.parametrize("name", ["台账 2021.fgj", "100%.fgj", "a#b?c.fgj", "a&mode=memory.fgj"])
def test_a_uri_leads_to_the_file_whatever_its_name(
    tmp_path: Path, make_ledger: MakeLedger, name: str
) -> None:
    path = make_ledger(tmp_path / name, rows=3)
    flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
    connection = apsw.Connection(database_uri(path, mode="ro"), flags=flags)
    assert connection.execute("SELECT count(*) FROM project").fetchone() == (3,)
    connection.close()


def test_a_copy_is_the_same_to_the_byte_and_never_replaces_a_file(
    tmp_path: Path, make_ledger: MakeLedger
) -> None:
    path = make_ledger(tmp_path / "a.fgj")
    copy_bytes(path, tmp_path / "b")
    sync_file(tmp_path / "b")
    sync_folder(tmp_path)
    assert (tmp_path / "b").read_bytes() == path.read_bytes()
    with pytest.raises(FileExistsError):
        copy_bytes(path, tmp_path / "b")


def test_it_is_known_what_this_process_has_open(tmp_path: Path, make_ledger: MakeLedger) -> None:
    path = make_ledger(tmp_path / "a.fgj")
    assert not is_open_here(path)
    connection = apsw.Connection(str(path))
    assert is_open_here(path)
    assert not is_open_here(tmp_path / "missing")
    connection.close()
    assert not is_open_here(path)


def test_a_log_with_content_is_an_unclean_end(tmp_path: Path, make_ledger: MakeLedger) -> None:
    path = make_ledger(tmp_path / "a.fgj")
    assert not ended_uncleanly(path)
    beside(path, "-wal").touch()
    assert not ended_uncleanly(path)
    beside(path, "-wal").write_bytes(b"x")
    assert ended_uncleanly(path)


def test_a_folder_is_tried_not_asked(tmp_path: Path, read_only_folder: MakeReadOnly) -> None:
    assert folder_is_writable(tmp_path)
    assert list(tmp_path.iterdir()) == []
    read_only_folder(tmp_path)
    assert not folder_is_writable(tmp_path)
