"""The lists of a merge: ledgers to tick, conflicts to decide, and what is added, changed and deleted, folded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.models.merge_words import part_counts
from fgj_desktop.views.fold import Fold, ListModel, ListView
from fgj_desktop.views.pick_list import PickList, PickModel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from fgj_desktop.store.merge_parts import MergeCell, MergeRecord
    from fgj_desktop.views.merge_session import MergeSession

OURS, THEIRS = 3, 4
"""The columns of the conflicts that hold the two values, when the ledger is told before them."""
_COUNTS = ("新增", "修改", "冲突", "对方已删除", "相同")
_OFFERED = "打勾的随对方删除；不打勾的保留在本文件中。"
_KEPT = "本文件其后有修改，予以保留"
_REVIVED = "本文件已删除，对方其后又有修改。打勾的按对方的内容恢复。"


def ledger_list(session: MergeSession) -> PickList:
    """One row a ledger, ticked when it is merged."""

    def row(at: int) -> Sequence[str]:
        part = session.parts[at]
        goes_along = "（随所属记录）" if part.ledger.belongs_to is not None else ""
        return (f"{part.ledger.title}{goes_along}", *(f"{count:,}" for count in part_counts(part)))

    model = PickModel(
        ("台账", *_COUNTS),
        len(session.parts),
        row,
        lambda at, column: session.is_included(session.parts[at]) if column == 0 else None,
        lambda at, _column: session.include(session.parts[at]),
    )
    made = PickList(model, 0)
    made.setAccessibleName("要并入的台账")
    return made


def conflict_list(session: MergeSession) -> PickList:
    """One row a cell, the value that stays ticked."""
    cells = session.conflicts
    # The ledger is told when there are several.
    first = int(len({one.ledger for one in cells}) == 1)
    ours, theirs = OURS - first, THEIRS - first

    def row(at: int) -> Sequence[str]:
        words = session.words(cells[at])
        place = f"{words.column}（{words.period}）" if words.period else words.column
        return (words.ledger, words.record, place, words.ours, words.theirs)[first:]

    def ticked(at: int, column: int) -> bool | None:
        if column not in (ours, theirs):
            return None
        return session.takes_theirs(cells[at]) == (column == theirs)

    model = PickModel(
        ("台账", "名称", "列", "本文件", "对方")[first:],
        len(cells),
        row,
        ticked,
        lambda at, column: session.take(cells[at], theirs=column == theirs),
    )
    made = PickList(model, ours)
    made.setAccessibleName("冲突")
    return made


def merge_folds(session: MergeSession, picked: Callable[[], object]) -> list[tuple[str, Fold]]:
    """One fold for each sort of change that there is; ``picked`` hears of what is ticked in them."""
    folds = [
        ("added", _records(f"新增 {len(session.added):,} 项", session, session.added)),
        ("taken", _cells(session, session.taken)),
        (
            "deleted",
            _picks(f"对方已删除 {len(session.deleted):,} 项", session, session.deleted, picked, _OFFERED),
        ),
        (
            "revived",
            _picks(
                f"本文件已删除、对方有修改 {len(session.revived):,} 项",
                session,
                session.revived,
                picked,
                _REVIVED,
            ),
        ),
    ]
    return [(name, fold) for name, fold in folds if fold is not None]


def _records(title: str, session: MergeSession, found: Sequence[MergeRecord]) -> Fold | None:
    def make() -> QWidget:
        return ListView(ListModel(("台账", "名称"), len(found), lambda at: _texts(session, found[at])), 1)

    return Fold(title, make) if found else None


def _texts(session: MergeSession, one: MergeRecord) -> tuple[str, str]:
    return session.title(one.ledger), one.label or "（未填名称）"


def _cells(session: MergeSession, found: Sequence[MergeCell]) -> Fold | None:
    def row(at: int) -> Sequence[str]:
        words = session.words(found[at])
        return (words.record, words.column, words.period, words.ours, words.theirs)

    def make() -> QWidget:
        return ListView(ListModel(("名称", "列", "期别", "本文件", "对方"), len(found), row), 0)

    return Fold(f"修改 {len(found):,} 处", make) if found else None


def _picks(
    title: str, session: MergeSession, found: Sequence[MergeRecord], picked: Callable[[], object], note: str
) -> Fold | None:
    def row(at: int) -> Sequence[str]:
        return (*_texts(session, found[at]), _KEPT if session.follows(found[at]) is None else "")

    def make() -> QWidget:
        model = PickModel(
            ("台账", "名称", "说明"),
            len(found),
            row,
            lambda at, column: session.follows(found[at]) if column == 0 else None,
            lambda at, _column: session.follow(found[at]),
        )
        model.picked.connect(picked)
        return PickList(model, 1)

    return Fold(title, make, note=note) if found else None
