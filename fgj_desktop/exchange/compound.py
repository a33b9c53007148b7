"""The compound file (OLE) that .xls, .et, .doc and encrypted workbooks are wrapped in."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END_OF_CHAIN = 0xFFFFFFFA
"""Sector numbers from here on have a special meaning."""


class BrokenCompound(ValueError):
    """The file's own tables contradict each other."""


@dataclass(frozen=True, slots=True)
class Stream:
    """Where a stream begins and how many bytes it has."""

    start: int
    size: int


class Compound:
    """The streams of a compound file. Raises BrokenCompound for bytes that are none."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or not data.startswith(SIGNATURE):
            raise BrokenCompound("no compound file")
        self._data = data
        sector_shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if sector_shift not in (9, 12) or mini_shift != 6:
            raise BrokenCompound("unusual sector size")
        self._sector = 1 << sector_shift
        directory_start, self._mini_limit, mini_table_start = struct.unpack_from("<I4xII", data, 48)
        self._table = self._allocation_table()
        self._mini_table = self._numbers(self._chain(mini_table_start))
        entries = self._chain(directory_start)
        self._root = Stream(*struct.unpack_from("<II", entries, 116)) if len(entries) >= 128 else Stream(0, 0)
        self.streams: Mapping[str, Stream] = self._directory(entries)

    def read(self, name: str) -> bytes:
        """The bytes of a stream. Raises KeyError, BrokenCompound."""
        stream = self.streams[name]
        if stream.size >= self._mini_limit:
            return self._chain(stream.start)[: stream.size]
        return self._mini_chain(stream)[: stream.size]

    @staticmethod
    def _numbers(data: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

    def _at(self, sector: int) -> bytes:
        begin = (sector + 1) * self._sector
        return self._data[begin : begin + self._sector]

    def _allocation_table(self) -> tuple[int, ...]:
        sectors = [number for number in struct.unpack_from("<109I", self._data, 76) if number < _END_OF_CHAIN]
        following, seen = struct.unpack_from("<I", self._data, 68)[0], 0
        while following < _END_OF_CHAIN:
            block = self._numbers(self._at(following))
            seen += 1
            if not block or seen * self._sector > len(self._data):
                raise BrokenCompound("allocation list runs in a circle")
            sectors += [number for number in block[:-1] if number < _END_OF_CHAIN]
            following = block[-1]
        return self._numbers(b"".join(self._at(number) for number in sectors))

    def _chain(self, sector: int) -> bytes:
        pieces: list[bytes] = []
        while sector < _END_OF_CHAIN:
            if sector >= len(self._table) or len(pieces) * self._sector > len(self._data):
                raise BrokenCompound("sector chain leads out of the file")
            pieces.append(self._at(sector))
            sector = self._table[sector]
        return b"".join(pieces)

    def _mini_chain(self, stream: Stream) -> bytes:
        container, sector = self._chain(self._root.start), stream.start
        pieces: list[bytes] = []
        while sector < _END_OF_CHAIN and len(pieces) * 64 < stream.size:
            if sector >= len(self._mini_table):
                raise BrokenCompound("small sector chain leads out of the file")
            pieces.append(container[sector * 64 : sector * 64 + 64])
            sector = self._mini_table[sector]
        return b"".join(pieces)

    @staticmethod
    def _directory(entries: bytes) -> dict[str, Stream]:
        streams: dict[str, Stream] = {}
        for begin in range(0, len(entries) - 127, 128):
            length, kind = struct.unpack_from("<HB", entries, begin + 64)
            if kind == 2 and 2 <= length <= 64:
                name = entries[begin : begin + length - 2].decode("utf-16-le", "replace")
                streams.setdefault(name, Stream(*struct.unpack_from("<II", entries, begin + 116)))
        return streams
