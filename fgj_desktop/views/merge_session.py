"""One merge from the files compared to the action done: what the clerk has decided so far. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from fgj_desktop.models.merge_words import merge_context, merge_words, past_words
from fgj_desktop.store.merge_parts import MergeChoice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fgj_desktop.exchange.merging import MergeResult, Merging
    from fgj_desktop.ledgers.values import Context
    from fgj_desktop.models.merge_words import MergeWords
    from fgj_desktop.store.merge_parts import LedgerMerge, MergeCell, MergeRecord, Place


@dataclass(slots=False)
class MergeSession:
    """``merging`` has compared the files."""

    merging: Merging
    is_our_bureau: bool = True
    """False while the clerk has not said that the file is the bureau's own."""
    _left_out: set[str] = field(default_factory=set)
    _theirs: set[Place] = field(default_factory=set)
    _followed: set[tuple[str, int]] = field(default_factory=set)
    """Deletions of theirs that are followed, and deletions of ours that are taken back."""

    def __post_init__(self) -> None:
        """Ask when the file may be another bureau's."""
        self.is_our_bureau = not self.merging.bureau_notice

    @cached_property
    def parts(self) -> list[LedgerMerge]:
        """The ledgers in which there is anything to merge, ask or offer."""
        assert self.merging.merge is not None
        return [part for part in self.merging.merge.parts.values() if part.does_something]

    @property
    def introduction(self) -> str:
        """How the files were compared, and how many ledgers need nothing."""
        assert self.merging.merge is not None
        rest = sum(bool(part.alike) for part in self.merging.merge.parts.values() if not part.does_something)
        return past_words(self.merging) + (f"另有 {rest} 个台账没有差别。" if rest else "")

    @cached_property
    def _context(self) -> Context:
        return merge_context(self.merging)

    # --- what is chosen -------------------------------------------------------------------------

    def is_included(self, part: LedgerMerge) -> bool | None:
        """Whether a ledger is merged; None for what goes with the ledgers of its owners."""
        return None if part.ledger.belongs_to is not None else part.ledger.name not in self._left_out

    def include(self, part: LedgerMerge) -> None:
        """Merge a ledger, or leave it out."""
        self._left_out ^= {part.ledger.name}

    def takes_theirs(self, cell: MergeCell) -> bool:
        """Whether theirs is taken in a conflict."""
        return cell.place in self._theirs

    def take(self, cell: MergeCell, *, theirs: bool) -> None:
        """Decide a conflict."""
        (self._theirs.add if theirs else self._theirs.discard)(cell.place)

    def take_all(self, *, theirs: bool) -> None:
        """Decide every conflict alike."""
        for cell in self.conflicts:
            self.take(cell, theirs=theirs)

    def follows(self, one: MergeRecord) -> bool | None:
        """Whether their deletion is followed, or ours taken back; None where nothing is offered."""
        return None if one in self.kept_deleted else (one.ledger, one.record) in self._followed

    def follow(self, one: MergeRecord) -> None:
        """Follow a deletion, or leave things as they are here."""
        self._followed ^= {(one.ledger, one.record)}

    def choice(self) -> MergeChoice:
        """All that was decided."""
        every = self.merging.store.ledgers
        chosen = frozenset(every) - self._left_out
        return MergeChoice(
            chosen if self._left_out else None, set(self._theirs), set(self._followed), set(self._followed)
        )

    def apply(self) -> MergeResult:
        """Do it; raises FgjError when nothing was done."""
        return self.merging.apply(self.choice())

    # --- what there is --------------------------------------------------------------------------

    def _included(self) -> Iterator[LedgerMerge]:
        return (part for part in self.parts if self.is_included(part) is not False)

    def _of_included(self, records: list[MergeRecord]) -> list[MergeRecord]:
        """Without what belongs to records of a ledger that is left out."""
        return [one for one in records if one.owner not in self._left_out]

    @property
    def conflicts(self) -> list[MergeCell]:
        """Cells that both changed, of the ledgers merged."""
        return [cell for part in self._included() for cell in part.conflicts]

    @property
    def added(self) -> list[MergeRecord]:
        """Records only there."""
        return self._of_included([one for part in self._included() for one in part.added])

    @property
    def taken(self) -> list[MergeCell]:
        """Cells that only they changed."""
        return [cell for part in self._included() for cell in part.taken]

    @property
    def deleted(self) -> list[MergeRecord]:
        """Records that they deleted."""
        return self._of_included([one for part in self._included() for one in part.deleted])

    @property
    def kept_deleted(self) -> list[MergeRecord]:
        """Those of them that we changed since, and that stay in any case."""
        return [one for one in self.deleted if one.changed]

    @property
    def revived(self) -> list[MergeRecord]:
        """Records that we deleted and they changed since."""
        return [one for part in self._included() for one in part.revived]

    @property
    def does_something(self) -> bool:
        """Whether merging now would write anything."""
        return bool(self.added or self.taken or self._theirs_of_included() or self._followed_of_included())

    def _theirs_of_included(self) -> list[MergeCell]:
        return [cell for cell in self.conflicts if self.takes_theirs(cell)]

    def _followed_of_included(self) -> list[MergeRecord]:
        return [one for one in (*self.deleted, *self.revived) if self.follows(one)]

    # --- words ----------------------------------------------------------------------------------

    def words(self, cell: MergeCell) -> MergeWords:
        """A cell in the words of the grid."""
        return merge_words(cell, self.merging, self._context)

    def title(self, ledger: str) -> str:
        """A ledger's title."""
        return self.merging.store.ledgers[ledger].title

    @property
    def summary(self) -> str:
        """What merging now would do, in one sentence."""
        if not self.is_our_bureau:
            return "请先确认是本局的台账"
        theirs, followed = self._theirs_of_included(), self._followed_of_included()
        revived = [one for one in followed if one in self.revived]
        attached = [one for one in self.added if one.owner]
        parts = [
            f"新增 {len(self.added) + len(revived) - len(attached):,} 项",
            f"修改 {len(self.taken) + len(theirs):,} 处",
        ]
        if attached:
            parts.append(f"附件 {len(attached):,} 个")
        if len(followed) > len(revived):
            parts.append(f"删除 {len(followed) - len(revived):,} 项")
        if kept := len(self.conflicts) - len(theirs):
            parts.append(f"冲突 {kept:,} 处用本文件的")
        return f"将{'，'.join(parts)}。"
