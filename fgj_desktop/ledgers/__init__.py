"""The declarations: column kinds, what a ledger is, and every ledger of the bureau."""

from __future__ import annotations

from fgj_desktop.ledgers.attachment import ATTACHMENT
from fgj_desktop.ledgers.basics import LEADER, RESPONSIBLE_UNIT
from fgj_desktop.ledgers.bond_reserve import BOND_RESERVE
from fgj_desktop.ledgers.declaration import Column, Field, Ledger
from fgj_desktop.ledgers.key_project import KEY_PROJECT

LEDGERS: tuple[Ledger, ...] = (RESPONSIBLE_UNIT, LEADER, KEY_PROJECT, BOND_RESERVE, ATTACHMENT)
"""Every ledger, those that others link to first: the order of their tables in the file."""

NAVIGATION: tuple[Ledger, ...] = (KEY_PROJECT, BOND_RESERVE, RESPONSIBLE_UNIT, LEADER)
"""The order in which the window lists them."""

IMPORTED: tuple[Ledger, ...] = tuple(ledger for ledger in LEDGERS if ledger.belongs_to is None)
"""Those that workbooks are imported into."""

_BY_NAME = {ledger.name: ledger for ledger in LEDGERS}


def ledger_named(name: str) -> Ledger:
    """The ledger of that identifier; raises KeyError."""
    return _BY_NAME[name]


__all__ = [
    "ATTACHMENT",
    "BOND_RESERVE",
    "IMPORTED",
    "KEY_PROJECT",
    "LEADER",
    "LEDGERS",
    "NAVIGATION",
    "RESPONSIBLE_UNIT",
    "Column",
    "Field",
    "Ledger",
    "ledger_named",
]
