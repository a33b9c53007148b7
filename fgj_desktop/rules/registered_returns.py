"""What was registered of a round by hand or by collecting: a unit that answered by telephone has reported too."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.dates import date_bounds
from fgj_desktop.ledgers.kinds import linked_ids

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.values import Value
    from fgj_desktop.rules.basis import Basis
    from fgj_desktop.store.rows import Row

NOT_IN = frozenset({"未报", "退回修改"})
"""The states of a return that leave the unit's report missing."""


@dataclass(frozen=True, slots=True)
class Registered:
    """The newest state of each unit in 报送登记, and the round's own deadline."""

    states: Mapping[int, str] = field(default_factory=dict)
    deadline: datetime.date | None = None

    def is_in(self, unit: int | None) -> bool | None:
        """Whether a unit's report is in; None where nothing was registered of it."""
        state = self.states.get(unit) if unit is not None else None
        return None if state is None else state not in NOT_IN


def registered(basis: Basis, ledger: str, period: str) -> Registered:
    """What is registered of the rounds of a ledger and period (``2021-09-H2``); nothing when there is no round."""
    rounds = {
        row.id: row
        for row in basis.rows("report_round")
        if (row.values.get("ledger_name"), row.values.get("period")) == (ledger, period)
    }
    if not rounds:
        return Registered()
    states: dict[int, str] = {}
    for row in sorted(basis.rows("unit_return"), key=lambda row: row.id):
        unit, state = row.values.get("unit"), row.values.get("state")
        if row.values.get("round") in rounds and unit is not None and state:
            states[int(unit)] = str(state)
    return Registered(states, exact_day(rounds[max(rounds)].values.get("deadline")))


def without_registered(rows: Sequence[Row], ledger: Ledger, found: Registered) -> list[Row]:
    """The rows of units whose report was not registered as here."""
    column = ledger.unit_column or ""
    return [row for row in rows if not found.is_in(next(iter(linked_ids(row.values.get(column))), None))]


def exact_day(value: Value) -> datetime.date | None:
    """The day of a date that is known to the day; None for another."""
    first, last = date_bounds(str(value)) if value else ("", "")
    return datetime.date.fromisoformat(first) if first and first == last else None
