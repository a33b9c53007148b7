"""A ledger taken apart for those it is handed to: the records of each unit, of each leader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.kinds import Link, LinkList
from fgj_desktop.store.grouping import NO_SERIAL, Grouping, Key, Place, first_place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.ledgers import Field, Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.ledgers.values import Value
    from fgj_desktop.store.store import Store

UNIT, LEADER = "unit", "leader"
_LEDGERS = {UNIT: "responsible_unit", LEADER: "leader"}


@dataclass(frozen=True, slots=True)
class Part:
    """The records handed to one; ``name`` is who, ``line`` how the sheet says it: 「挂点领导：区长」."""

    name: str
    line: str
    field: str
    """The column by which it was parted."""
    ids: tuple[int, ...]


def field_for(ledger: Ledger, each: str) -> Field | None:
    """The column by which a ledger is taken apart for each unit or each leader; None for a ledger without one."""
    linked = [one for one in ledger.group_fields if _links_to(one, _LEDGERS[each])]
    own = [one for one in linked if one.name == ledger.unit_column]
    return next(iter((*own, *linked)), None)


def parts_of(
    store: Store, ledger: Ledger, month: Month, field: Field, ids: Sequence[int]
) -> tuple[Part, ...]:
    """The records parted by a column, in the order of units and leaders, what is not filled last.

    Of several units the first (牵头) decides, as in groups, so that no amount is handed out twice.
    """
    by = Grouping(field, month, store.links())
    places: dict[Value, Place] = {}
    members: dict[Key, list[int]] = {}
    for row in store.view(ledger, month).rows(ids):
        value = row.values.get(field.name)
        serial = row.values.get(ledger.serial_column or "")
        place = (NO_SERIAL if serial is None else int(serial), row.id)
        places[value] = first_place(places.get(value), place)
        members.setdefault(by.key(value), []).append(row.id)
    title = field.title_for(month, short=True)
    # A unit confirms its sheet with its seal; a leader only reads it.
    seal = "（盖章）" if _links_to(field, _LEDGERS[UNIT]) else ""
    made = []
    for one in by.arrange(places):
        line = one.title if one.key is None else f"{title}{seal}：{one.title}"
        made.append(Part(one.title, line, field.name, tuple(members[one.key])))
    return tuple(made)


def _links_to(field: Field, ledger: str) -> bool:
    kind = field.column.kind
    return isinstance(kind, Link | LinkList) and kind.ledger == ledger
