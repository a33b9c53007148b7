"""The ledger file seen from outside: its header, the files beside it, copying and syncing.

On Linux, closing any handle on a file drops every lock this process holds on it; `open(ledger)`
beside a live connection therefore unlocks the ledger without a word. What is read here is read
through SQLite's own file layer, which keeps such locks, so that callers cannot get it wrong.
"""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import apsw

if TYPE_CHECKING:
    from collections.abc import Iterator

APPLICATION_ID = 0x46474A31
"""`PRAGMA application_id` of every ledger: FGJ1."""
SIDE_SUFFIXES = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database; they belong to it and move with it."""

_MAGIC = b"SQLite format 3\x00"
_HEADER_SIZE = 100
_COPY_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Header:
    """The first 100 bytes of a file, its size in bytes and whether it may be written."""

    raw: bytes
    size: int
    writable: bool

    @property
    def is_sqlite(self) -> bool:
        """Whether the file begins as every plain SQLite database does."""
        return self.raw.startswith(_MAGIC)

    @property
    def application_id(self) -> int:
        """The owner of the database as written in the header (a -wal may hold a newer one)."""
        return int.from_bytes(self.raw[68:72], "big")

    @property
    def wrong_marks(self) -> int:
        """How many of the 20 bytes that mark a ledger differ; a few mean damage, many another file."""
        expected = _MAGIC + APPLICATION_ID.to_bytes(4, "big")
        found = (self.raw[:16] + self.raw[68:72]).ljust(20, b"\x00")
        return sum(one != other for one, other in zip(expected, found, strict=True))

    @property
    def may_be_encrypted(self) -> bool:
        """Whether bytes 16 to 23, which SQLite3 Multiple Ciphers leaves readable, are a database's."""
        if self.is_sqlite or len(self.raw) < 24:
            return False
        page_size = int.from_bytes(self.raw[16:18], "big")
        sensible_page = page_size == 1 or (page_size >= 512 and page_size & (page_size - 1) == 0)
        return sensible_page and {*self.raw[18:20]} <= {1, 2} and self.raw[21:24] == b"\x40\x20\x20"


def read_header(path: Path) -> Header:
    """Read the header without disturbing locks held by this process.

    Raises:
        apsw.CantOpenError, apsw.IOError: as SQLite reports them.
    """
    with _raw_file(path, writing=True) as (file, writable):
        size = path.stat().st_size  # SQLite calls the size of a file of one byte nought.
        return Header(file.xRead(min(size, _HEADER_SIZE), 0) if size else b"", size, writable)


@contextmanager
def _raw_file(path: Path, *, writing: bool = False) -> Iterator[tuple[apsw.VFSFile, bool]]:
    wanted = apsw.SQLITE_OPEN_READWRITE if writing else apsw.SQLITE_OPEN_READONLY
    flags = [apsw.SQLITE_OPEN_MAIN_DB | wanted, 0]
    file = apsw.VFSFile("", str(path.absolute()), flags)
    try:
        # SQLite falls back to reading where writing is not allowed, and says so in the second flag.
        yield file, bool(flags[1] & apsw.SQLITE_OPEN_READWRITE)
    finally:
        file.xClose()


def beside(path: Path, suffix: str) -> Path:
    """The file `suffix` (such as -wal) names beside `path`."""
    return path.with_name(path.name + suffix)


def has_content(path: Path) -> bool:
    """Whether the file is there and not empty.

    Raises:
        OSError: the folder cannot be read.
    """
    try:
        return path.stat().st_size > 0
    except FileNotFoundError:
        return False


def remove_unfinished(path: Path) -> None:
    """Remove a closed file whose making failed, with what SQLite left beside it on a full disk."""
    for suffix in (*SIDE_SUFFIXES, ""):
        beside(path, suffix).unlink(missing_ok=True)


def ended_uncleanly(path: Path) -> bool:
    """Whether a -wal or -journal with content is left, by a crash or by a process still at work."""
    return any(has_content(beside(path, suffix)) for suffix in ("-wal", "-journal"))


def is_open_here(path: Path) -> bool:
    """Whether a connection of this process has the file open."""
    return any(
        name and Path(name).exists() and path.exists() and path.samefile(name)
        for name in (connection.filename for connection in apsw.connections())
    )


def folder_is_writable(folder: Path) -> bool:
    """Whether a file can be made in `folder`, found out by making one that vanishes.

    Attributes and access lists say little on Windows, and nothing to an administrator.
    """
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def database_uri(path: Path, **parameters: str) -> str:
    """`path` as an SQLite URI, safe for Chinese, spaces, %, ? and #, drive letters and shares."""
    plain = path.absolute().as_posix()
    # Two slashes, then a path that begins with one: SQLite takes anything else for a host name.
    start = "file://" if plain.startswith("/") else "file:///"
    query = "&".join(f"{key}={value}" for key, value in parameters.items())
    return start + quote(plain) + (f"?{query}" if query else "")


def copy_bytes(source: Path, target: Path) -> None:
    """Copy a closed database as it is to a new file, down to the disk.

    Raises:
        apsw.Error, OSError: as reported; an unfinished `target` stays for the caller to remove.
    """
    with _raw_file(source) as (file, _), target.open("xb") as out:
        size = file.xFileSize()
        for offset in range(0, size, _COPY_CHUNK):
            out.write(file.xRead(min(_COPY_CHUNK, size - offset), offset))
        out.flush()
        os.fsync(out.fileno())


def sync_file(path: Path) -> None:
    """Wait until the content of a file that no connection has open is on the disk."""
    with path.open("r+b") as file:  # Windows syncs only handles that may write.
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until names made or changed in `folder` are on the disk; Windows has no such call."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
