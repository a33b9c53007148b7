"""What the window remembers between two runs: a small JSON file in the user's configuration folder.

No Qt, so that the thread which opens the last ledger while Qt is being imported can read it.
"""

from __future__ import annotations

import json
import os
import sys
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

_RECENT = 8


def default_memory_path() -> Path:
    """Where the memory lies unless told otherwise."""
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return base / "FGJDesktop" / "window.json"


class WindowMemory:
    """Named values, some of the program, some of one ledger file; written when ``save`` is called.

    A memory that cannot be read is empty, one that cannot be written is forgotten: neither may keep
    the clerk from her work.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or default_memory_path()
        self._values: dict[str, Any] = {}
        with suppress(OSError, ValueError):
            read = json.loads(self.path.read_text(encoding="utf-8"))
            if isinstance(read, dict):
                self._values = read

    def get(self, name: str, default: Any = None) -> Any:  # noqa: ANN401
        """A value of the program."""
        return self._values.get(name, default)

    def set(self, name: str, value: Any) -> None:  # noqa: ANN401
        """Remember a JSON value of the program."""
        self._values[name] = value

    def of_file(self, path: Path) -> dict[str, Any]:
        """What is remembered of one ledger file: ledger, period, cell; to be read and written."""
        files: dict[str, dict[str, Any]] = self._values.setdefault("files", {})
        return files.setdefault(_mark(path), {})

    def recent(self) -> list[Path]:
        """The ledger files opened, the last one first."""
        return [Path(text) for text in self._values.get("recent", []) if isinstance(text, str)]

    def opened(self, path: Path) -> None:
        """Put a file at the head of the recent ones."""
        text = str(path.absolute())
        others = [str(one) for one in self.recent() if str(one) != text]
        self._values["recent"] = [text, *others][:_RECENT]

    def save(self) -> None:
        """Write everything, whole or not at all."""
        passing = self.path.with_name(self.path.name + ".new")
        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            passing.write_text(json.dumps(self._values, ensure_ascii=False, indent=1), encoding="utf-8")
            passing.replace(self.path)


def _mark(path: Path) -> str:
    return f"{zlib.crc32(os.path.normcase(path.absolute()).encode('utf-8', 'surrogatepass')):08x}"
