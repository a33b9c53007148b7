"""Writes a merge as one action: the rows that come of it as a changeset, which must fit exactly."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import apsw

from fgj_desktop.errors import FgjError, UserError
from fgj_desktop.store.changes import NO_CHANGE
from fgj_desktop.store.journal import apply_exactly
from fgj_desktop.store.merge_gather import Gathering
from fgj_desktop.store.merge_past import note_merge

if TYPE_CHECKING:
    from fgj_desktop.store.changes import Change
    from fgj_desktop.store.merge_parts import Merge, MergeChoice, MergeRows
    from fgj_desktop.store.merge_past import Row
    from fgj_desktop.store.store import Store

_CELL_KEYS = ("ledger", "record", "key", "column")


def rows_of(store: Store, merge: Merge, choice: MergeChoice) -> MergeRows:
    """What merging would write after what the clerk decided."""
    return Gathering(store, merge, choice).gather()


def apply_rows(
    store: Store, other: Store, merge: Merge, rows: MergeRows, choice: MergeChoice
) -> Change | None:
    """Write it as one action; None when there was nothing to write.

    Raises:
        UserError: our file was changed since it was compared.
    """
    if store.action_count() != merge.actions:
        raise UserError("比较之后本文件又有改动，未并入。请重新选择对方的文件。")
    if rows.is_empty:
        return None
    with store.action(f"并入“{merge.name}”：{rows.summary}", kind="merge") as writes:
        apply_exactly(store.connection, _changeset(store, rows))
    chosen = [
        name
        for name in store.ledgers
        if (choice.ledgers is None or name in choice.ledgers) and name not in rows.closed_in
    ]
    if writes.change is not None:
        # The merge is done; forgetting how far it went costs no more than questions asked again.
        with suppress(FgjError):
            note_merge(store, other, writes.change.action, chosen)
    return writes.change


def _changeset(store: Store, rows: MergeRows) -> bytes:
    builder = apsw.ChangesetBuilder()  # type: ignore[no-untyped-call]
    builder.schema(store.connection, "main")
    for (table, key), (before, after) in rows.rows.items():
        if before == after:
            continue
        if before is None and after is not None:
            builder.add_insert(table, False, after)
        elif before is not None and after is None:
            builder.add_delete(table, False, before)
        elif before is not None and after is not None:
            builder.add_update(table, False, *_update(before, after, len(key)))
    return builder.output()


def _update(before: Row, after: Row, keys: int) -> tuple[Row, Row]:
    old: list[Any] = [NO_CHANGE] * len(before)
    new: list[Any] = [NO_CHANGE] * len(before)
    old[:keys] = before[:keys]
    for place in range(keys, len(before)):
        if before[place] != after[place]:
            old[place], new[place] = before[place], after[place]
    return tuple(old), tuple(new)
