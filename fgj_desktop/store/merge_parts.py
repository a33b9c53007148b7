"""What merging another file would do, and what the clerk decides about it, as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from fgj_desktop.store.merge_rows import Translation

if TYPE_CHECKING:
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.store.cell_state import CellState
    from fgj_desktop.store.merge_past import Row, RowKey
    from fgj_desktop.store.merge_rows import LedgerRows

Aspect = Literal["content", "note", "colour", "entry"]
Place = tuple[str, int, str, str, str]
"""Ledger, record, key of the entry, column and aspect of what is merged."""


@dataclass(frozen=True, slots=True)
class MergeCell:
    """A cell, what is put on it, or a whole empty entry, that the files hold differently."""

    ledger: str
    record: int
    label: str
    key: str
    column: str
    aspect: Aspect
    ours: CellState
    theirs: CellState

    @property
    def place(self) -> Place:
        """Where it is."""
        return self.ledger, self.record, self.key, self.column, self.aspect


@dataclass(frozen=True, slots=True)
class MergeRecord:
    """A record that only one of the files holds."""

    ledger: str
    record: int
    label: str
    changed: bool = False
    """The file that still holds it changed it since the other one deleted it."""
    owner: str = ""
    """The ledger of the record that it belongs to."""


@dataclass(slots=True)
class LedgerMerge:
    """What merging one ledger would do."""

    ledger: Ledger
    added: list[MergeRecord] = field(default_factory=list)
    taken: list[MergeCell] = field(default_factory=list)
    conflicts: list[MergeCell] = field(default_factory=list)
    deleted: list[MergeRecord] = field(default_factory=list)
    """They deleted it; what we changed since stays in any case."""
    revived: list[MergeRecord] = field(default_factory=list)
    """We deleted it, they changed it since."""
    gone: list[MergeRecord] = field(default_factory=list)
    """We deleted it, they did not change it: it comes back only when something that is merged names it."""
    alike: int = 0
    """Records that both hold alike."""
    only_ours: int = 0

    @property
    def does_something(self) -> bool:
        """Whether there is anything to merge, ask or offer."""
        return bool(self.added or self.taken or self.conflicts or self.deleted or self.revived)


@dataclass(slots=True)
class Merge:
    """What merging another file would do; filled by ``compare``."""

    name: str
    """The other file's name without its suffix."""
    parts: dict[str, LedgerMerge] = field(default_factory=dict)
    rows: dict[str, LedgerRows] = field(default_factory=dict)
    translation: Translation = field(default_factory=lambda: Translation({}, {}))
    actions: int = 0
    """How many actions our file had when it was compared."""
    common: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in the other file that ours lacks."""
        return not any(one.does_something for one in self.parts.values())


@dataclass(slots=True)
class MergeChoice:
    """What the clerk decided; without her word everything of ours stays."""

    ledgers: frozenset[str] | None = None
    """The ledgers merged; None for all. What belongs to a record goes with the ledger of that record."""
    theirs: set[Place] = field(default_factory=set)
    """The conflicts in which theirs is taken."""
    deletions: set[tuple[str, int]] = field(default_factory=set)
    """What they deleted that is to go here too."""
    revivals: set[tuple[str, int]] = field(default_factory=set)
    """What we deleted that is to come back as they have it."""


@dataclass(slots=True)
class MergeRows:
    """What a merge would write."""

    added: list[MergeRecord] = field(default_factory=list)
    changed: list[MergeCell] = field(default_factory=list)
    deleted: list[MergeRecord] = field(default_factory=list)
    in_use: list[MergeRecord] = field(default_factory=list)
    """What was to be deleted and stays, because something else names it."""
    attached: list[MergeRecord] = field(default_factory=list)
    """Added records that belong to another record."""
    closed: list[str] = field(default_factory=list)
    """The records of which something stays out, because the period is closed here."""
    closed_in: set[str] = field(default_factory=set)
    """Their ledgers, which have not met by this merge."""
    rows: dict[RowKey, tuple[Row | None, Row | None]] = field(default_factory=dict)
    """Every row written: as it is, and as it will be."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be written."""
        return all(before == after for before, after in self.rows.values())

    @property
    def summary(self) -> str:
        """「新增 3 项，修改 12 处」."""
        parts = [f"新增 {len(self.added):,} 项", f"修改 {len(self.changed):,} 处"]
        if self.attached:
            parts.append(f"附件 {len(self.attached):,} 个")
        if self.deleted:
            parts.append(f"删除 {len(self.deleted):,} 项")
        return "，".join(parts)
