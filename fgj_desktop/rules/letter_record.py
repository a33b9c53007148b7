"""A letter that was written, as the record of 来文和函件 by which its answer is followed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.kinds import link_list
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules.basis import PROJECTS
from fgj_desktop.rules.letters import lagging_groups, lagging_rows, supervised_matters

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from fgj_desktop.ledgers.values import Parsed
    from fgj_desktop.rules.basis import Basis
    from fgj_desktop.store.store import Store

LETTERS = "letter"
OUTGOING = "发文"


@dataclass(frozen=True, slots=True)
class SentLetter:
    """What a letter says of itself."""

    kind: str
    """提醒函, 督办函 or 催报函."""
    title: str
    units: tuple[str, ...]
    sender: str
    number: str
    day: datetime.date
    reply_due: datetime.date
    requirement: str
    projects: tuple[int, ...] = ()


def projects_of(basis: Basis, kind: str, units: Sequence[str]) -> tuple[int, ...]:
    """The key projects that a letter of a kind is about."""
    if kind == "提醒函":
        return tuple(row.id for group in lagging_groups(basis, units) for row in lagging_rows(group))
    if kind == "督办函":
        return tuple(one.record for one in supervised_matters(basis, units) if one.ledger == PROJECTS)
    return ()


def letter_values(basis: Basis, sent: SentLetter) -> dict[str, Parsed]:
    """The record of a letter; a unit that the file does not know is named in the remark."""
    found = [(name, basis.named("responsible_unit", name)) for name in sent.units]
    unknown = [name for name, unit in found if unit is None]
    return {
        "direction": OUTGOING,
        "kind": sent.kind,
        "name": sent.title,
        "document_number": sent.number or None,
        "issued_on": sent.day.isoformat(),
        "sender": sent.sender,
        "addressees": link_list([unit for _, unit in found if unit is not None]),
        "basis": basis.month.title,
        "projects": link_list(list(sent.projects)),
        "requirement": sent.requirement,
        "reply_due": sent.reply_due.isoformat(),
        "closed": 0,
        "remark": f"另发：{'、'.join(unknown)}" if unknown else None,
    }


def register_letter(store: Store, basis: Basis, sent: SentLetter) -> int:
    """Write the letter down in 来文和函件, as one step; a letter of the same day, title and units is not written twice."""
    ledger = ledger_named(LETTERS)
    values = letter_values(basis, sent)
    same = ("name", "issued_on", "addressees", "document_number")
    month = Month(sent.day.year, sent.day.month)
    for row in basis.at(month).rows(LETTERS):
        if all(row.values.get(column) == values[column] for column in same):
            return row.id
    with store.action(f"登记发文：{sent.title}") as writes:
        return writes.insert(ledger, values, month)
