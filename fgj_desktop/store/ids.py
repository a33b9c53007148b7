"""Record ids: 63 bits, ordered by time, random at the end: unique across PCs, never reused."""

from __future__ import annotations

import random
import threading
import time

_EPOCH_MILLISECONDS = 1_577_836_800_000
_RANDOM_BITS = 22
_lock = threading.Lock()
_last = 0
_random = random.SystemRandom()


def new_id() -> int:
    """A new id, larger than any this process gave before."""
    global _last  # noqa: PLW0603  one counter for the process is the point
    moment = int(time.time() * 1000) - _EPOCH_MILLISECONDS
    candidate = (moment << _RANDOM_BITS) | _random.getrandbits(_RANDOM_BITS)
    with _lock:
        _last = candidate if candidate > _last else _last + 1 + _random.getrandbits(8)
        return _last
