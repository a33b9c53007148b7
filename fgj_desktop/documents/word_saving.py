"""Where a document may be written: never over one that somebody has worked on since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.documents.word_open import read_word
from fgj_desktop.documents.word_stamp import is_edited
from fgj_desktop.documents.word_update import Moved, moved_between, moved_words
from fgj_desktop.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

_MOST = 99


@dataclass(frozen=True, slots=True)
class SavePlan:
    """Where a document is written, and how it differs from the one that stands under the name asked for."""

    path: Path
    moved: tuple[Moved, ...] = ()
    kept: Path | None = None
    """The document that was worked on and stays."""

    @property
    def words(self) -> str:
        """What to tell of it; empty for a new file."""
        kept = f"“{self.kept.name}”已改动过，予以保留，新报告另存为“{self.path.name}”。" if self.kept else ""
        return kept + moved_words(self.moved)


def plan_saving(path: Path, content: bytes) -> SavePlan:
    """Where to write a document that was asked for under a name.

    One that the program wrote and nobody changed is written over; else the new one gets a number behind its name.
    """
    if not path.exists():
        return SavePlan(path)
    existing = _existing(path)
    moved = tuple(moved_between(existing, content, path.name)) if existing is not None else ()
    if existing is not None and not is_edited(existing, path.name):
        return SavePlan(path, moved)
    return SavePlan(_free(path), moved, path)


def _existing(path: Path) -> bytes | None:
    """The document under a name; None for a file that is no readable one."""
    try:
        content = read_word(path)
        moved_between(content, content, path.name)
    except UserError:
        return None
    return content


def _free(path: Path) -> Path:
    """「…（2）」, or the first number under which nobody's work stands."""
    for number in range(2, _MOST):
        other = path.with_name(f"{path.stem}（{number}）{path.suffix}")
        if not other.exists():
            return other
        content = _existing(other)
        if content is not None and not is_edited(content, other.name):
            return other
    raise UserError(f"“{path.name}”已有太多版本，请清理文件夹或另取文件名。")
