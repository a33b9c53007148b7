"""Groups of records by a column: to which group a value belongs, and in which order the groups stand.

The one implementation for the grid, where the database sorts, and for print and export, whose rows are at hand.
A record belongs to one group only, so that subtotals add up to the total: of several units or leaders the first
(牵头) decides, of several levels or tags the first in the order of the options, which is the highest level.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from fgj_desktop.ledgers.kinds import Choice, Choices, Flag, Link, LinkList, linked_ids
from fgj_desktop.store.asof import literal, quote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fgj_desktop.ledgers import Field, Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.ledgers.values import Value
    from fgj_desktop.store.link_table import StoreLinks

Key: TypeAlias = "int | str | None"
"""What the values of a group have in common: a linked record, an option, a flag; None for not filled."""
Place = tuple[int, int]
"""Where a value stands first in the ledger's own order: 序号 (large without one) and id."""
NO_SERIAL = 2**62


class Heading(NamedTuple):
    """A group: its key, its title, and the values of the column that belong to it."""

    key: Key
    title: str
    values: tuple[Value, ...]


class Group(NamedTuple):
    """A group with its records in order, those that do not count too."""

    key: Key
    title: str
    ids: list[int]
    counted: int
    """How many of its records count."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """Groups the records of a ledger by one field; titles are as of a month."""

    field: Field
    month: Month
    links: StoreLinks

    def key(self, value: Value) -> Key:
        """The group of a value."""
        kind = self.field.column.kind
        if value is None or value == "":
            return None
        if isinstance(kind, LinkList):
            return next((one for one in linked_ids(value) if self._label(one)), None)
        if isinstance(kind, Link):
            return int(value) if self._label(int(value)) else None
        if isinstance(kind, Choices):
            words = str(value).split("、")
            return next((option for option in kind.options if option in words), words[0])
        return int(value) if isinstance(kind, Flag) else str(value)

    def title(self, key: Key) -> str:
        """What a group is called: 区水务局, 是否开工：是, 未填责任单位."""
        kind, name = self.field.column.kind, self.field.title_for(self.month, short=True)
        if key is None:
            return f"未填{name}"
        if isinstance(kind, Flag):
            return f"{name}：{'是' if key else '否'}"
        return self._label(int(key)) if isinstance(kind, Link | LinkList) else str(key)

    def arrange(self, places: Mapping[Value, Place]) -> list[Heading]:
        """The groups of these values: as options and 排序号 have them, then the rest, then what is not filled.

        ``places`` tells for each value where it stands first: the rest keep the ledger's own order.
        """
        members: dict[Key, list[Value]] = {}
        for value in places:
            members.setdefault(self.key(value), []).append(value)
        declared = {key: number for number, key in enumerate(self._declared())}

        def rank(key: Key) -> tuple[bool, int, Place]:
            first = min(places[value] for value in members[key])
            return key is None, declared.get(key, len(declared)), first

        return [Heading(key, self.title(key), tuple(members[key])) for key in sorted(members, key=rank)]

    def _declared(self) -> Sequence[Key]:
        kind = self.field.column.kind
        if isinstance(kind, Choice | Choices):
            return kind.options
        if isinstance(kind, Link | LinkList):
            return list(self.links.labels(kind.ledger))
        return (1, 0)

    def _label(self, record: int) -> str:
        kind = self.field.column.kind
        assert isinstance(kind, Link | LinkList)
        return self.links.label(kind.ledger, record)


def first_place(known: Place | None, other: Place) -> Place:
    """The smaller 序号 and the smaller id of two places of a value, as the database finds them."""
    return other if known is None else (min(known[0], other[0]), min(known[1], other[1]))


def values_sql(field: str, serial: str | None, keys: str, where: str) -> str:
    """The values of a field, each with its first place, how often it stands and how often it counts."""
    first = f"coalesce(min({quote(serial)}), {NO_SERIAL})" if serial else str(NO_SERIAL)
    return (
        f"SELECT {quote(field)}, {first}, min(k.id), count(*), count(*) FILTER (WHERE counted) "
        f"FROM {keys} k{where} GROUP BY 1"
    )


def ids_sql(field: str, keys: str, where: str, order: str) -> str:
    """The ids group by group; the first binding is ``ranks``. What is not filled stands last."""
    return (
        "WITH ranks (value, rank) AS MATERIALIZED (SELECT value ->> 0, value ->> 1 FROM json_each(?)) "
        f"SELECT k.id FROM {keys} k LEFT JOIN ranks ON ranks.value = {quote(field)}{where} "
        f"ORDER BY ranks.rank NULLS LAST, {order}"
    )


def sums_sql(field: str, sums: str, keys: str, where: str) -> str:
    """``sums`` of the counted records by the values of a field."""
    return f"SELECT {quote(field)}, count(*){sums} FROM {keys} k{where} GROUP BY 1"


def own_list_sql(ledger: Ledger) -> list[str]:
    """By which of the ledger's lists a record stands in, in the order of the choices; none where it is one list."""
    if ledger.numbered_within is None:
        return []
    kind = ledger.by_name[ledger.numbered_within].kind
    assert isinstance(kind, Choice)
    places = "".join(f" WHEN {literal(one)} THEN {place}" for place, one in enumerate(kind.options))
    return [f"CASE {quote(ledger.numbered_within)}{places} ELSE {len(kind.options)} END"]


def ranks(headings: Sequence[Heading]) -> str:
    """Which value stands in which group, for ``ids_sql``."""
    pairs = [(value, rank) for rank, heading in enumerate(headings) for value in heading.values]
    return json.dumps([pair for pair in pairs if pair[0] is not None])


def parted(
    headings: Sequence[Heading], ids: Sequence[int], counts: Mapping[Value, tuple[int, int]]
) -> list[Group]:
    """The ids, which stand group by group, parted: ``counts`` are how often a value stands and how often it counts."""
    groups, start = [], 0
    for heading in headings:
        end = start + sum(counts[value][0] for value in heading.values)
        counted = sum(counts[value][1] for value in heading.values)
        groups.append(Group(heading.key, heading.title, list(ids[start:end]), counted))
        start = end
    return groups


def added(one: Sequence[Value], other: Sequence[Value]) -> list[Value]:
    """Two rows of sums added up; what neither has stays empty."""
    return [
        right if left is None else left if right is None else int(left) + int(right)
        for left, right in zip(one, other, strict=True)
    ]
