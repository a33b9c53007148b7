"""Record ids: 63 bits, ordered by time, random at the end: unique across PCs, never reused."""

from __future__ import annotations

import random
import threading
import time

_EPOCH_MILLISECONDS = 1_577_836_800_000
_RANDOM_BITS = 22
_random = random.SystemRandom()


class _Source:
    """Gives ids, each larger than the one before."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0

    def next(self) -> int:
        moment = int(time.time() * 1000) - _EPOCH_MILLISECONDS
        candidate = (moment << _RANDOM_BITS) | _random.getrandbits(_RANDOM_BITS)
        with self._lock:
            self._last = candidate if candidate > self._last else self._last + 1 + _random.getrandbits(8)
            return self._last


_source = _Source()


def new_id() -> int:
    """A new id, larger than any this process gave before."""
    return _source.next()
