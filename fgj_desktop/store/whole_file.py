"""Writing a produced file whole or not at all: what stood there before stays until the new one is complete."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole_bytes(path: Path, content: bytes) -> None:
    """Write ``content`` beside ``path``, bring it to the disk and give it that name.

    Raises:
        OSError: the place cannot be written, the disk is full, the file is open elsewhere; an older file
            is as it was, and nothing is left beside it.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.stem[:40]}-", suffix=path.suffix, dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        open_to_others(part)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def open_to_others(part: Path) -> None:
    """Let others read a file that was made under a passing name, as the user's own files are."""
    mask = os.umask(0)
    os.umask(mask)
    part.chmod(0o666 & ~mask)
