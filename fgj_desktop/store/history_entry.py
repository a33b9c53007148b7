"""One action as the history tells it, which actions are wanted, and how they are read."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.store.asof import quote
from fgj_desktop.store.changeset_rows import cell_mark, table_mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.store.changes import TableMap

_STATES = {0: "done", 1: "undone"}
ENTRY_COLUMNS = (
    "action.id, action.at, action.user, action.label, action.kind, action.undone, EXISTS (SELECT 1 FROM action r "
    "WHERE r.kind = 'revert' AND r.target = action.id AND r.undone = 0)"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One action in the history."""

    id: int
    at: str
    user: str
    label: str
    kind: str
    state: str
    """``done`` or ``undone``."""
    reverted: bool
    """Whether a later action reverted it."""


def entry_of(row: Sequence[object]) -> Entry:
    """The entry of a row of ``ENTRY_COLUMNS``."""
    number, at, user, label, kind, undone, reverted = row
    return Entry(
        int(str(number)), str(at), str(user), str(label), str(kind), _STATES[int(str(undone))], bool(reverted)
    )


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of action (导入, 粘贴 …): by its kind, or by how its label begins."""

    title: str
    kinds: tuple[str, ...] = ()
    beginnings: tuple[str, ...] = ()


IMPORTS = Sort("导入", ("import",))
MERGES = Sort("并入", ("merge",))
PASTES = Sort("粘贴和填充", ("paste", "fill"))
ADDITIONS = Sort("新增", (), ("新增", "插入"))
DELETIONS = Sort("删除", (), ("删除",))
REVERTS = Sort("撤销和恢复", ("revert", "restore"))
_SPECIAL = (IMPORTS, MERGES, PASTES, ADDITIONS, DELETIONS, REVERTS)
ENTRIES = Sort("录入和修改")
SORTS = (ENTRIES, PASTES, IMPORTS, MERGES, ADDITIONS, DELETIONS, REVERTS)
"""All sorts; 录入和修改 is what belongs to no other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which actions are looked for. A text is looked for in labels and in the names of the records touched."""

    text: str = ""
    record: int | None = None
    ledger: str = ""
    user: str | None = None
    sort: Sort | None = None
    first: datetime.date | None = None
    last: datetime.date | None = None


def wanted_sql(wanted: Wanted, tables: TableMap) -> tuple[list[str], list[str | int | bytes]]:
    """Conditions on ``action``, and what is bound to them."""
    where = ["action.kind NOT IN ('undo', 'redo')"]
    bound: list[str | int | bytes] = []

    def add(condition: str, *values: str | int | bytes) -> None:
        where.append(condition)
        bound.extend(values)

    if wanted.record is not None:
        add("action.id IN (SELECT action FROM action_row WHERE record = ?)", wanted.record)
    if wanted.user is not None:
        add("action.user = ?", wanted.user)
    if wanted.first is not None:
        add("action.at >= ?", wanted.first.isoformat())
    if wanted.last is not None:
        add("action.at < ?", (wanted.last + datetime.timedelta(days=1)).isoformat())
    if wanted.sort is not None:
        add(*_sort_sql(wanted.sort))
    if wanted.text:
        named, texts = _named_sql(wanted.text, wanted.ledger, tables)
        add(f"(instr(lower(action.label), ?) > 0 OR {named})", wanted.text.lower(), *texts)
    if wanted.ledger:
        marks = ledger_marks(wanted.ledger, tables)
        plain = " OR ".join("instr(action.changeset, ?) > 0" for _ in marks)
        inside = "packed_touches(action.changeset, ?)"
        add(f"CASE action.compressed WHEN 0 THEN {plain} ELSE {inside} END", *marks, wanted.ledger)
    return where, bound


def ledger_marks(ledger: str, tables: TableMap) -> list[bytes]:
    """Bytes one of which stands in every changeset that touches a ledger."""
    declared = tables.ledgers[ledger]
    return [*(table_mark(declared.table(axis)) for axis in (None, *declared.axes)), cell_mark(ledger)]


def _named_sql(text: str, ledger: str, tables: TableMap) -> tuple[str, list[str]]:
    """Actions on records whose name holds the text."""
    ledgers = [one for one in tables.ledgers.values() if not ledger or one.name == ledger]
    names = " UNION ALL ".join(
        f"SELECT id FROM {quote(one.name)} WHERE instr(lower({quote(one.name_column)}), ?) > 0"
        for one in ledgers
    )
    sql = f"action.id IN (SELECT action FROM action_row WHERE record IN ({names}))"
    return sql, [text.lower()] * len(ledgers)


def _sort_sql(sort: Sort) -> tuple[str, ...]:
    if sort is ENTRIES:
        pieces = [_sort_sql(one) for one in _SPECIAL]
        return " AND ".join(f"NOT {one[0]}" for one in pieces), *(text for one in pieces for text in one[1:])
    kinds = ", ".join("?" for _ in sort.kinds)
    begins = [f"substr(action.label, 1, {len(one)}) = ?" for one in sort.beginnings]
    conditions = [*([f"action.kind IN ({kinds})"] if sort.kinds else []), *begins]
    return f"({' OR '.join(conditions)})", *sort.kinds, *sort.beginnings
