"""Two copies of one ledger file, edited apart and merged."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fgj_desktop.exchange.merging import MergeResult, Merging
from fgj_desktop.rules import RULES
from fgj_desktop.store.merge_parts import Merge, MergeChoice
from fgj_desktop.store.store import Store
from tests.store.support import NOW


def copy_of(store: Store, name: str) -> Store:
    """Another clerk's copy, opened for writing."""
    path = store.path.with_name(name)
    store.connection.execute("VACUUM INTO ?", (str(path),))
    return Store.open(path, RULES, clock=lambda: NOW)


@contextmanager
def comparing(store: Store, other: Store | Path) -> Iterator[Merging]:
    """The other file compared as it is on the disk: its own window is closed for that time."""
    path = other.path if isinstance(other, Store) else other
    copy = path.with_name(f"{path.stem}的台账.fgj")
    if isinstance(other, Store):
        copy.unlink(missing_ok=True)
        other.connection.execute("VACUUM INTO ?", (str(copy),))
        folder = path.with_name(f"{path.stem}_附件")
        if folder.is_dir():
            shutil.copytree(folder, copy.with_name(f"{copy.stem}_附件"), dirs_exist_ok=True)
    merging = Merging(store, copy if isinstance(other, Store) else path)
    try:
        for _ in merging.compare():
            pass
        yield merging
    finally:
        merging.close()


def merge_of(merging: Merging) -> Merge:
    assert merging.merge is not None
    return merging.merge


def everything_theirs(merging: Merging) -> MergeChoice:
    """Theirs in every conflict, and every deletion followed."""
    parts = merge_of(merging).parts.values()
    return MergeChoice(
        theirs={one.place for part in parts for one in part.conflicts},
        deletions={(one.ledger, one.record) for part in parts for one in part.deleted},
    )


def merge_in(store: Store, other: Store | Path, *, theirs: bool = False) -> MergeResult:
    """Merge with what stands without the clerk's word, or with theirs throughout."""
    with comparing(store, other) as merging:
        return merging.apply(everything_theirs(merging) if theirs else MergeChoice())
