"""What of an import lies within a closed period: left out, and listed with where it stands in the sheet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fgj_desktop.exchange.plan import Refused
from fgj_desktop.exchange.recorder import Annotate, Insert, Put
from fgj_desktop.ledgers.kinds import Link, LinkList, link_list, linked_ids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fgj_desktop.exchange.plan import AddedRecord, CellChange, ImportPlan
    from fgj_desktop.exchange.recorder import Operation
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.ledgers.values import Parsed
    from fgj_desktop.store.closing import Closing
    from fgj_desktop.store.store import Store

_Cell = tuple[str, int, str, "Month | None"]


def leave_out_closed(store: Store, plan: ImportPlan) -> None:
    """Take what closed periods keep out of a plan, and say so."""
    locked = store.locks.now()
    if not locked:
        return
    sieve = _Sieve(store, locked)
    plan.operations = list(sieve.sifted(plan.operations))
    if not sieve.cells and not sieve.records:
        return
    plan.refused += [_refused_cell(one, period) for one, period in _of(plan.changes, sieve)]
    plan.changes = [one for one in plan.changes if _place(one) not in sieve.cells]
    gone = [one for one in plan.added if one.record in sieve.records]
    plan.refused += [_refused_row(one, sieve.records[one.record]) for one in gone if one.place is not None]
    plan.added = [one for one in plan.added if one.record not in sieve.records]
    rows = f"{len(sieve.records)} 行" if sieve.records else ""
    cells = f"{len(sieve.cells)} 处" if sieve.cells else ""
    counted = "、".join(part for part in (rows, cells) if part)
    titles = "、".join(dict.fromkeys(sieve.titles))
    plan.notices.append(
        f"本期已锁定（{titles}），{counted}未导入。如需改动，请用“解锁更正”，更正会单独列示。"
    )


class _Sieve:
    def __init__(self, store: Store, locked: tuple[Closing, ...]) -> None:
        self._locks, self._locked = store.locks, locked
        self.cells: dict[_Cell, str] = {}
        """What is left out of records that stay, with the period that is closed."""
        self.records: dict[int, str] = {}
        """New records that are left out whole: half a record would be worse than none."""
        self.titles: list[str] = []

    def sifted(self, operations: list[Operation]) -> Iterator[Operation]:
        """What is left to do."""
        for one in operations:
            if one.record in self.records:
                continue
            if isinstance(one, Annotate):
                yield one
                continue
            values = {name: self._rid(one.ledger, name, value) for name, value in one.values.items()}
            found = {name: closing for name in values if (closing := self._closing(one, name)) is not None}
            if isinstance(one, Insert):
                if found:
                    self.records[one.record] = self._title(one.ledger, next(iter(found.values())))
                else:
                    yield replace(one, values=values)
                continue
            for name, closing in found.items():
                place = (one.ledger.name, one.record, name, one.month)
                self.cells[place] = self._title(one.ledger, closing)
            left = {name: value for name, value in values.items() if name not in found}
            if left or (one.enters_year and not found):
                yield replace(one, values=left)

    def _closing(self, one: Insert | Put, name: str) -> Closing | None:
        field = one.ledger.fields_by_name[name]
        return self._locks.holding(self._locked, one.ledger, one.record, field, one.month)

    def _title(self, ledger: Ledger, closing: Closing) -> str:
        title = f"{ledger.title}，{closing.period.title}"
        self.titles.append(title)
        return closing.period.title

    def _rid(self, ledger: Ledger, name: str, value: Parsed) -> Parsed:
        """A link without the records that are left out."""
        kind = ledger.fields_by_name[name].column.kind
        if isinstance(kind, Link) and value in self.records:
            return None
        if isinstance(kind, LinkList) and isinstance(value, str):
            return link_list([one for one in linked_ids(value) if one not in self.records]) or None
        return value


def _place(one: CellChange) -> _Cell:
    return (one.ledger.name, one.record, one.field, one.month)


def _of(changes: list[CellChange], sieve: _Sieve) -> Iterator[tuple[CellChange, str]]:
    for one in changes:
        if (period := sieve.cells.get(_place(one))) is not None:
            yield one, period


def _refused_cell(one: CellChange, period: str) -> Refused:
    reason = f"{period}已锁定，未导入"
    row = one.row + 1
    message = f"第 {row} 行“{one.label}”{one.title}“{one.after or '空白'}”：{reason}。"
    return Refused(one.place, one.label, one.after, reason, message, row, is_row=False, is_closed=True)


def _refused_row(one: AddedRecord, period: str) -> Refused:
    assert one.place is not None
    reason = f"{period}已锁定"
    digits = "".join(sign for sign in one.place.address if sign.isdigit())
    row = int(digits or 0)
    message = f"{one.place.sheet}第 {row} 行“{one.label}”未导入：{reason}。"
    return Refused(one.place, one.label, one.label, reason, message, row, is_row=True)
