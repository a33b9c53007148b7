"""The parts that one record is shown in, on the 项目卡片 and on its printed page: read off the declaration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers.declaration import FACTS, PERIOD, Items

if TYPE_CHECKING:
    from collections.abc import Callable

    from fgj_desktop.ledgers.declaration import Field, Ledger

LIGHT_FUNCTION = "light"
COMPLETION = "completion"
"""The rule that divides what is done by what was planned."""


def is_light(field: Field) -> bool:
    """Whether the column shows a light instead of its word."""
    computed = field.column.computed
    return computed is not None and computed.function == LIGHT_FUNCTION


def sections_of(ledger: Ledger, is_wanted: Callable[[Field], bool]) -> dict[str, list[Field]]:
    """The wanted fields under their sections, in order; those of item axes have tables of their own."""
    sections: dict[str, list[Field]] = {FACTS: [], PERIOD: []}
    for field in ledger.fields:
        if not isinstance(field.column.per, Items) and is_wanted(field):
            sections.setdefault(field.column.card_section, []).append(field)
    return {title: fields for title, fields in sections.items() if fields}


def period_fields(ledger: Ledger) -> tuple[Field, ...]:
    """What is reported month by month, and what is typed through to it (当月)."""
    reported = {column.name for column in ledger.columns if column.reported}
    return tuple(
        field
        for field in ledger.fields
        if field.column.reported
        or (field.column.computed is not None and field.column.computed.writes in reported)
    )
