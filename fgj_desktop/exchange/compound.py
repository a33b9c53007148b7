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
_MINI_LIMIT = 4096
"""Streams below that many bytes lie in the container of small streams."""
_MINI_TABLE_SECTORS = 1000
"""More would mean millions of small streams."""


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
        self._check_header()
        self._table = self._allocation_table()
        directory_start, mini_table_start = struct.unpack_from("<I8xI", data, 48)
        entries = self._chain(directory_start)
        if len(entries) < 128:
            raise BrokenCompound("no directory")
        self.streams: Mapping[str, Stream] = self._directory(entries)
        self._mini_table = self._numbers(self._chain(mini_table_start))
        self._container = self._chain(struct.unpack_from("<I", entries, 116)[0])

    def _check_header(self) -> None:
        """Refuse table sizes the file has no room for: the fast reader reserves memory by them."""
        sector_shift, mini_shift = struct.unpack_from("<HH", self._data, 30)
        if sector_shift not in (9, 12) or mini_shift != 6:
            raise BrokenCompound("unusual sector size")
        self._sector = 1 << sector_shift
        table_sectors, mini_sectors = struct.unpack_from("<I16xI", self._data, 44)
        if table_sectors > len(self._data) // self._sector + 1 or mini_sectors > _MINI_TABLE_SECTORS:
            raise BrokenCompound("tables larger than the file")

    def read(self, name: str) -> bytes:
        """The bytes of a stream. Raises KeyError, BrokenCompound."""
        stream = self.streams[name]
        if stream.size >= _MINI_LIMIT:
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
        sector = stream.start
        pieces: list[bytes] = []
        while sector < _END_OF_CHAIN and len(pieces) * 64 < stream.size:
            if sector >= len(self._mini_table):
                raise BrokenCompound("small sector chain leads out of the file")
            pieces.append(self._container[sector * 64 : sector * 64 + 64])
            sector = self._mini_table[sector]
        return b"".join(pieces)

    def _directory(self, entries: bytes) -> dict[str, Stream]:
        streams: dict[str, Stream] = {}
        # Only the large format has sizes beyond 32 bits; in the small one those bytes may be rubbish.
        layout = "<II" if self._sector == 512 else "<IQ"
        for begin in range(0, len(entries) - 127, 128):
            # Ends at the first zero, whatever length is declared: so does the fast reader.
            name = entries[begin : begin + 64].decode("utf-16-le", "replace").partition("\0")[0]
            streams.setdefault(name, Stream(*struct.unpack_from(layout, entries, begin + 116)))
        return streams
