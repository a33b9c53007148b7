"""What the reading process does for an import. No Qt: the process need not load it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fgj_desktop.errors import FgjError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fgj_desktop.exchange.tables import Table
    from fgj_desktop.exchange.workbook import Progress


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One file: its tables, or why it could not be read."""

    path: str
    tables: tuple[Table, ...] = ()
    problem: str = ""

    @property
    def name(self) -> str:
        """The file's name."""
        return Path(self.path).name


@dataclass(frozen=True, slots=True)
class Step:
    """How far the reading is: which file of how many, which sheet of how many."""

    file: int
    files: int
    name: str
    sheet: int = 0
    sheets: int = 0

    @property
    def share(self) -> float:
        """From 0 to 1."""
        inside = self.sheet / self.sheets if self.sheets else 0.0
        return min(1.0, (self.file + inside) / max(1, self.files))


def read_each(paths: Sequence[str], progress: Callable[[Step], None]) -> list[ReadFile]:
    """Read files one by one; a file that cannot be read does not keep the others out."""
    from fgj_desktop.exchange.importer import inspect

    read: list[ReadFile] = []
    for number, path in enumerate(paths):
        name = Path(path).name
        progress(Step(number, len(paths), name))

        def report(step: Progress, number: int = number, name: str = name) -> None:
            progress(Step(number, len(paths), name, step.done, step.total))

        try:
            read.append(ReadFile(path, inspect(path, report).tables))
        except FgjError as problem:
            read.append(ReadFile(path, problem=str(problem)))
    return read
