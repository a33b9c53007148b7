"""What of a unit's return is adopted, by the decisions: its clean cells, and those that were asked about."""

from __future__ import annotations

from fgj_desktop.exchange.return_plan import BACK, TAKE, Decisions, Kind, ReturnCell, ReturnsPlan, UnitResult

_OF_CELLS = frozenset({Kind.LOCKED, Kind.CONFLICT, Kind.CLEARED, Kind.CHECK, Kind.OTHERS_ROWS})
"""Kinds whose cells are written when the answer is 采用."""


def adopted(plan: ReturnsPlan, one: UnitResult, decisions: Decisions) -> list[ReturnCell]:
    """The cells that go into the ledger."""
    found = list(one.changes)
    for exception in plan.exceptions_of(one.unit):
        if exception.kind in _OF_CELLS:
            found += [cell for cell in exception.cells if decisions.of(exception, cell) == TAKE]
    return list({(cell.record, cell.field): cell for cell in found}.values())


def is_sent_back(plan: ReturnsPlan, one: UnitResult, decisions: Decisions) -> bool:
    """Whether the unit's return goes back to it: as a whole, or by the answer to one of its exceptions."""
    return one.unit in decisions.back or any(
        decisions.of(exception) == BACK for exception in plan.exceptions_of(one.unit)
    )


def reasons_of(plan: ReturnsPlan, one: UnitResult) -> str:
    """Why a return is sent back, in the words of what was asked about it."""
    return "\n".join(exception.text for exception in plan.exceptions_of(one.unit))
