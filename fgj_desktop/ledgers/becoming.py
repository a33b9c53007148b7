"""How a record of one ledger becomes one of another in a later year (转为重点项目), as plain data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Becoming:
    """A record of ``ledger`` is made of one of this ledger, or an existing one is linked by ``link``.

    ``year`` names the column with the year that it is put forward for. ``copied`` pairs columns of this ledger with
    those of the other. ``added`` is the column whose options are joined to what the other record has (级别), each with
    the options it brings. ``turned`` is the column that decides what a new record is (正式项目 → 新开工). ``plan`` is the
    amount of the year: it becomes ``issued`` where ``state`` says that the list is decided, else ``proposed``.
    """

    ledger: str
    link: str
    year: str
    copied: tuple[tuple[str, str], ...]
    added: tuple[str, str, tuple[tuple[str, str], ...]]
    turned: tuple[str, str, tuple[tuple[str, str], ...]]
    plan: str
    issued: str
    proposed: str
    state: tuple[str, str]
