"""Checks a whole ledger file, part by part, and says what was looked at: 检查数据文件."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.declaration import Axis, Column
from fgj_desktop.ledgers.kinds import Link, LinkList, linked_ids
from fgj_desktop.store.asof import quote
from fgj_desktop.store.attachments import attachment_count, attachment_faults
from fgj_desktop.store.schema import CELL_TABLE, differences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.store.store import Store

_MOST_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Checked:
    """One part that was looked at: what it is, how much of it there is, and what is wrong with it."""

    title: str
    faults: tuple[str, ...]

    @property
    def text(self) -> str:
        """The part and its result in a line."""
        return f"{self.title}：{'正常' if not self.faults else '；'.join(self.faults)}"


def check_contents(store: Store) -> list[Checked]:
    """Look at every page, reference, table, action and cell of an open file; nothing is changed."""
    whole = [
        _checked(store, "数据页和索引", _pages),
        _checked(store, "各表的关联", _references),
        _checked(store, "表结构与本版本一致", _schema),
    ]
    if whole[-1].faults:
        # What follows reads the tables as this version knows them.
        return whole
    counted = sum(store.size(ledger) for ledger in store.ledgers.values())
    return [
        *whole,
        _checked(store, f"记录 {counted:,} 条，名称引用", _links),
        _checked(store, "各期数据的期别", _keys),
        _checked(store, "原文、批注和“—”所在的单元格", _marks),
        _checked(store, f"附件 {attachment_count(store):,} 个，文件齐全且未改动", attachment_faults),
        _checked(store, f"操作历史 {store.action_count():,} 条，均可读取", _actions),
    ]


def _checked(store: Store, title: str, check: Callable[[Store], Iterator[str]]) -> Checked:
    return Checked(title, _first(check(store)))


def _first(faults: Iterator[str]) -> tuple[str, ...]:
    """The first faults; a file with one may have thousands."""
    found: list[str] = []
    for fault in faults:
        if len(found) == _MOST_FAULTS:
            return (*found, "其余未列")
        found.append(fault)
    return tuple(found)


def _pages(store: Store) -> Iterator[str]:
    for (answer,) in store.connection.execute(f"PRAGMA integrity_check({_MOST_FAULTS})"):
        if answer != "ok":
            yield str(answer)


def _references(store: Store) -> Iterator[str]:
    for table, *_ in store.connection.execute("PRAGMA foreign_key_check"):
        yield f"{table} 中有数据不属于任何记录"


def _schema(store: Store) -> Iterator[str]:
    for fault in differences(store.connection, list(store.ledgers.values())):
        yield f"表 {fault.partition(':')[0]} 的列与本版本不同"


def _links(store: Store) -> Iterator[str]:
    """Ids that name no record."""
    known: dict[str, set[int]] = {}
    for ledger in store.ledgers.values():
        for column in ledger.columns:
            if isinstance(column.kind, Link | LinkList) and column.computed is None:
                target = column.kind.ledger
                if target not in known:
                    rows = store.connection.execute(f"SELECT id FROM {quote(target)}")
                    known[target] = {int(str(row[0])) for row in rows}
                yield from _broken(store, ledger, column, known[target])


def _broken(store: Store, ledger: Ledger, column: Column, known: set[int]) -> Iterator[str]:
    sql = f"SELECT DISTINCT {quote(column.name)} FROM {quote(ledger.table(column.per))}"
    for (value,) in store.connection.execute(f"{sql} WHERE {quote(column.name)} IS NOT NULL"):
        if any(one not in known for one in linked_ids(value)):
            yield f"《{ledger.title}》的“{column.title}”中有已不存在的名称"
            return


def _keys(store: Store) -> Iterator[str]:
    month = "[0-9][0-9][0-9][0-9]-[0-1][0-9]"
    forms = {Axis.YEAR: "[0-9][0-9][0-9][0-9]", Axis.MONTH: month, Axis.HALF_MONTH: f"{month}-H[12]"}
    for ledger in store.ledgers.values():
        for axis in ledger.axes:
            if isinstance(axis, Axis):
                table = quote(ledger.table(axis))
                rows = store.connection.execute(
                    f"SELECT DISTINCT key FROM {table} WHERE key NOT GLOB ?", (forms[axis],)
                )
                yield from (f"《{ledger.title}》有期别“{row[0]}”" for row in rows)


def _marks(store: Store) -> Iterator[str]:
    for (name,) in store.connection.execute(f"SELECT DISTINCT ledger FROM {quote(CELL_TABLE)}"):
        ledger = store.ledgers.get(str(name))
        if ledger is None:
            yield f"有“{name}”的单元格，没有这个台账"
            continue
        orphans = store.connection.execute(
            f"SELECT count(*) FROM {quote(CELL_TABLE)} WHERE ledger = ? "
            f"AND record NOT IN (SELECT id FROM {quote(ledger.name)})",
            (ledger.name,),
        ).fetchone()
        if orphans is not None and orphans[0]:
            yield f"《{ledger.title}》有 {orphans[0]} 处不属于任何记录"


def _actions(store: Store) -> Iterator[str]:
    before: int | None = None
    while entries := store.history(500, before=before):
        for entry in entries:
            try:
                store.cells(entry.id, limit=1)
            except Exception as problem:  # noqa: BLE001  whatever a spoilt changeset raises is the answer
                yield f"第 {entry.id} 条“{entry.label}”不能读取（{type(problem).__name__}）"
        before = entries[-1].id
