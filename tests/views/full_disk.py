"""A disk that is full when asked to be: SQLite's own writes fail, as they do on a real one."""

from __future__ import annotations

from collections.abc import Iterator

import apsw
import pytest

_NAME = "full-disk"


class FullDisk(apsw.VFS):
    """Every file SQLite opens lies on it while it is registered; ``is_full`` makes writing fail."""

    def __init__(self) -> None:
        self.is_full = False
        self._base = apsw.vfs_names()[0]
        super().__init__(_NAME, self._base, makedefault=True)

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        """Open a file on this disk."""
        return _File(self, self._base, name, flags)

    def leave(self) -> None:
        """Let SQLite use the real disk again."""
        apsw.set_default_vfs(self._base)
        self.unregister()


class _File(apsw.VFSFile):
    def __init__(
        self, disk: FullDisk, base: str, name: str | apsw.URIFilename | None, flags: list[int]
    ) -> None:
        super().__init__(base, name, flags)
        self._disk = disk

    def xWrite(self, data: bytes, offset: int) -> None:
        """Fail when the disk is full."""
        if self._disk.is_full:
            raise apsw.FullError("database or disk is full")
        super().xWrite(data, offset)


@pytest.fixture
def disk() -> Iterator[FullDisk]:
    """A disk for every ledger opened from here on."""
    made = FullDisk()
    yield made
    made.leave()
