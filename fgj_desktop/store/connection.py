"""How the ledger file is opened: WAL, every commit on the disk before it counts as done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import apsw

from fgj_desktop.store.recovery import read_only_uri

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_BUSY_MILLISECONDS = 3000
_CACHE_KIBIBYTES = 32_768


def connect(path: Path, *, create: bool = False) -> apsw.Connection:
    """The writer connection of a ledger file."""
    flags = apsw.SQLITE_OPEN_READWRITE | (apsw.SQLITE_OPEN_CREATE if create else 0)
    connection = apsw.Connection(str(path), flags=flags)
    try:
        connection.set_busy_timeout(_BUSY_MILLISECONDS)
        connection.pragma("journal_mode", "wal")
        connection.pragma("synchronous", "full")
        _common(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def connect_read_only(path: Path) -> apsw.Connection:
    """A connection that only reads: beside another process' writer, or on read-only media."""
    try:
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
        connection.set_busy_timeout(_BUSY_MILLISECONDS)
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except (apsw.CantOpenError, apsw.ReadOnlyError):
        connection = apsw.Connection(
            read_only_uri(path), flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
        )
    _common(connection)
    return connection


def connect_extended_copy(path: Path, extend: Callable[[apsw.Connection], None]) -> apsw.Connection:
    """A copy in memory of a file of an older version that may only be read, brought to this version."""
    source = connect_read_only(path)
    try:
        copy = apsw.Connection(":memory:")
        with copy.backup("main", source, "main") as backup:
            backup.step()
    finally:
        source.close()
    with copy:
        extend(copy)
    _common(copy)
    return copy


def _common(connection: apsw.Connection) -> None:
    connection.pragma("foreign_keys", 1)
    connection.pragma("temp_store", 2)
    connection.pragma("cache_size", -_CACHE_KIBIBYTES)
