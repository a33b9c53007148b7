"""A part of the key projects within a name: ``区重点.完成投资（责任单位：区水务局）``.

The columns are those by which figures can be asked for (``rules/subsets.py``). Here a project of several leaders is
each one's, as it is in the papers for a meeting; one without a level is the district's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.kinds import Choices, Flag, Link, LinkList, linked_ids
from fgj_desktop.rules.basis import PROJECTS
from fgj_desktop.rules.project_groups import LEVEL, NO_LEADER, NO_UNIT
from fgj_desktop.rules.projects import levels
from fgj_desktop.rules.subsets import UNFILLED, subset_fields

if TYPE_CHECKING:
    from collections.abc import Callable

    from fgj_desktop.ledgers import Field
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.rules.basis import Basis
    from fgj_desktop.store.rows import Row

_PART = re.compile(r"([^（）]+)(（([^（）：]+)：(.+)）)")
_NOBODY = frozenset({UNFILLED, NO_UNIT, NO_LEADER})
_FLAGS = {"是": 1, "否": 0}


@dataclass(frozen=True, slots=True)
class PartName:
    """A name with a part: the figure's own name, the part as it is written, its column and its value."""

    name: str
    said: str
    column: str
    value: str


@dataclass(frozen=True, slots=True)
class ProjectPart:
    """The key projects that have a value in a column."""

    condition: str
    """「只计责任单位为“区水务局”的项目」."""
    holds: Callable[[Row], bool]


def part_name(name: str) -> PartName | None:
    """A name with a part taken apart; None for one without."""
    found = _PART.fullmatch(name)
    return None if found is None else PartName(found[1], found[2], found[3], found[4])


def part_of(basis: Basis, asked: PartName) -> ProjectPart | None:
    """The part that a name means; None for a column or a value that nobody knows."""
    field = _columns(basis.month).get(asked.column)
    holds = None if field is None else _holds(basis, field, asked.value)
    if field is None or holds is None:
        return None
    each = "，由几位共同负责的项目每位各计一次" if isinstance(field.column.kind, LinkList) else ""
    return ProjectPart(f"只计{asked.column}为“{asked.value}”的项目{each}", holds)


def part_values(basis: Basis, column: str) -> list[str]:
    """The values that a column may be asked for; none for a column that nobody knows."""
    field = _columns(basis.month).get(column)
    if field is None:
        return []
    kind = field.column.kind
    if isinstance(kind, Link | LinkList):
        return [*basis.labels(kind.ledger).values(), UNFILLED]
    if isinstance(kind, Flag):
        return [*_FLAGS, UNFILLED]
    return _choices(basis, field)


def part_columns(month: Month) -> tuple[str, ...]:
    """The columns by which a name may narrow a figure."""
    return tuple(_columns(month))


def _columns(month: Month) -> dict[str, Field]:
    return {one.title_for(month, short=True): one for one in subset_fields()}


def _holds(basis: Basis, field: Field, value: str) -> Callable[[Row], bool] | None:
    column, kind = field.name, field.column.kind
    if column == LEVEL:
        return (lambda row: value in levels(row)) if value in _choices(basis, field) else None
    if value in _NOBODY:
        return lambda row: row.values.get(column) in (None, "")
    if isinstance(kind, Link | LinkList):
        record = basis.named(kind.ledger, value)
        return None if record is None else lambda row: record in linked_ids(row.values.get(column))
    if isinstance(kind, Flag):
        flag = _FLAGS.get(value)
        return None if flag is None else lambda row: row.values.get(column) == flag
    if value not in _choices(basis, field):
        return None
    if isinstance(kind, Choices):
        return lambda row: value in str(row.values.get(column) or "").split("、")
    return lambda row: row.values.get(column) == value


def _choices(basis: Basis, field: Field) -> list[str]:
    """What may be chosen in a column, and what stands there besides."""
    options: tuple[str, ...] = getattr(field.column.kind, "options", ())
    found = {
        word for row in basis.rows(PROJECTS) for word in str(row.values.get(field.name) or "").split("、")
    }
    return list(dict.fromkeys([*options, *sorted(found - {""})]))
