"""Ledger files for the tests of locking, backing up and restoring: a few tables, no declarations."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import apsw
import pytest

from fgj_desktop.store.ledger_file import APPLICATION_ID

MakeLedger = Callable[..., Path]
StartProcess = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def make_ledger() -> MakeLedger:
    """Make a small closed ledger in WAL mode: three STRICT tables, 2,000 rows, two indexes."""

    def make(path: Path, *, version: int = 1, rows: int = 2000) -> Path:
        connection = apsw.Connection(str(path))
        connection.pragma("journal_mode", "wal")
        connection.pragma("synchronous", "full")
        with connection:
            connection.pragma("application_id", APPLICATION_ID)
            connection.pragma("user_version", version)
            connection.execute(
                "CREATE TABLE project(id INTEGER PRIMARY KEY, name TEXT UNIQUE, total INTEGER) STRICT"
            )
            connection.execute("CREATE TABLE unit(id INTEGER PRIMARY KEY, name TEXT) STRICT")
            connection.execute(
                "CREATE TABLE project_month(project INTEGER, month TEXT, done INTEGER,"
                " PRIMARY KEY(project, month)) STRICT, WITHOUT ROWID"
            )
            connection.execute("CREATE INDEX project_total ON project(total)")
            connection.executemany(
                "INSERT INTO project VALUES(?, ?, ?)",
                ((n, f"第{n}号道路改造项目", n * 100) for n in range(rows)),
            )
            connection.execute("INSERT INTO unit VALUES(1, '区住建局')")
            connection.executemany(
                "INSERT INTO project_month VALUES(?, '2021-09', ?)", ((n, n) for n in range(rows))
            )
        connection.close()
        return path

    return make


@pytest.fixture
def start_process() -> Iterator[StartProcess]:
    """Start Python on a piece of code, wait for its first line; it is killed after the test."""
    started: list[subprocess.Popen[str]] = []

    def start(code: str, *arguments: object) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", code, *map(str, arguments)], stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        assert process.stdout is not None
        process.first_line = process.stdout.readline().strip()  # type: ignore[attr-defined]
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


@pytest.fixture
def read_only_folder() -> Iterator[Callable[[Path], None]]:
    """Make a folder one in which nothing can be written, for root too, until the test ends.

    Root may write anywhere, so the test goes on as an ordinary login.
    """
    if sys.platform == "win32":
        pytest.skip("folders of Windows take access lists, which no portable call sets")
    changed: list[Path] = []
    root = os.geteuid() == 0

    def make(folder: Path) -> None:
        for above in folder.parents:
            if (
                above.stat().st_uid == os.getuid()
                and above != Path(tempfile.gettempdir())
                and above != Path("/")
            ):
                above.chmod(above.stat().st_mode | 0o555)
        folder.chmod(0o555)
        changed.append(folder)
        if root:
            os.seteuid(65534)

    yield make
    if root:
        os.seteuid(0)
    for folder in changed:
        folder.chmod(0o755)
