"""One record as a sheet (一项一档), as plain data: what a page says, before it is laid out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from fgj_desktop.documents.print_table import PrintTable


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value. A ``wide`` one takes the whole width; ``light`` is the colour of a light."""

    label: str
    text: str
    wide: bool = False
    light: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts in two columns under a heading."""

    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """A table under a heading; of the table only columns and rows are printed."""

    title: str
    table: PrintTable


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo: its file (None when it is not there), its name, and what is said of it."""

    path: Path | None
    name: str
    caption: str


@dataclass(frozen=True, slots=True)
class Photos:
    """Photos side by side under a heading, and a line that says how many are left out."""

    title: str
    photos: tuple[Photo, ...]
    more: str = ""


Part = Facts | Rows | Photos


@dataclass(frozen=True, slots=True)
class RecordSheet:
    """Everything the sheet of one record says, from title to signature.

    ``left_line``, ``middle_line`` and ``right_line`` stand in one line under the title; ``name`` and
    ``right_line`` above what goes on on another page.
    """

    title: str
    name: str
    left_line: str
    middle_line: str
    right_line: str
    parts: tuple[Part, ...]
    notes: tuple[str, ...] = ()
    signature: str = ""

    def numbered_notes(self) -> tuple[str, ...]:
        """The notes with their numbers; the first begins with 注：, a single one has no number."""
        if len(self.notes) == 1:
            return (f"注：{self.notes[0]}",)
        return tuple(
            f"{'注：' if number == 1 else ''}{number}.{text}" for number, text in enumerate(self.notes, 1)
        )


def put_first(facts: list[Fact], first: str) -> list[Fact]:
    """The facts with the one of that label before all others, over the whole width."""
    return [
        *(replace(one, wide=True) for one in facts if one.label == first),
        *(one for one in facts if one.label != first),
    ]
