"""Settings kept in the file, outside undo: the office's name, the light rule, remembered mappings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fgj_desktop.store.sqlite_errors import translated

if TYPE_CHECKING:
    import apsw


class Settings:
    """Named JSON values; writes commit at once."""

    def __init__(self, connection: apsw.Connection, *, read_only: bool) -> None:
        """Read all settings once."""
        self._connection = connection
        self._read_only = read_only
        self._values: dict[str, Any] = {}
        self.reload()

    def reload(self) -> None:
        """Read the settings again (another process may have written them)."""
        rows = self._connection.execute("SELECT name, value FROM setting")
        self._values = {str(name): json.loads(str(value)) for name, value in rows}

    def get(self, name: str, default: Any = None) -> Any:  # noqa: ANN401  JSON may be anything
        """The value of a setting."""
        return self._values.get(name, default)

    def set(self, name: str, value: Any) -> None:  # noqa: ANN401  JSON may be anything
        """Keep a value; in a file open for reading only it lasts until closing.

        Raises:
            StorageProblem: it could not be written (disk full, drive gone); the former value stays.
        """
        if self._values.get(name) == value and name in self._values:
            return
        if not self._read_only:
            with translated(Path(self._connection.filename), "保存设置"):
                self._connection.execute(
                    "INSERT INTO setting VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
                    (name, json.dumps(value, ensure_ascii=False)),
                )
        self._values[name] = value
