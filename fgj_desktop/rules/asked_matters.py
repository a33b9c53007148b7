"""What the district or the city is asked to settle: open problems, and key projects' own words that stand in no list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.dates import date_text
from fgj_desktop.rules.basis import PROJECTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fgj_desktop.rules.basis import Basis
    from fgj_desktop.store.rows import Row

PROBLEMS = "problem"
SETTLED = ("已解决", "已销号")
ASKED_LEVELS = ("省级", "市级", "区级")
"""The levels that can be asked, in the order in which they are listed; what is under no level is not asked yet."""
_LINKS = ("key_project", "statistics_project", "bond_reserve")


@dataclass(frozen=True, slots=True)
class AskedMatter:
    """One matter that a level is asked to settle."""

    level: str
    ledger: str
    record: int
    project: str
    """「—」 where it is of no project."""
    key_project: int | None
    problem: str
    category: str
    measure: str
    unit: str
    deadline: str
    progress: str


def asked_matters(basis: Basis) -> list[AskedMatter]:
    """Every open matter with a level, the list of problems first."""
    return [one for one in _matters(basis) if one.level in ASKED_LEVELS]


def _matters(basis: Basis) -> Iterator[AskedMatter]:
    found = basis.rows(PROBLEMS)
    for row in found:
        if _text(row, "state") not in SETTLED:
            names = (basis.text(PROBLEMS, column, row) for column in _LINKS)
            project = next((text for text in names if text), "—")
            key = row.values.get("key_project")
            yield _matter(basis, row, PROBLEMS, project, None if key is None else int(key))
    # A settled problem settles the project's own words too: only projects without any entry speak for themselves.
    known = {row.values.get("key_project") for row in found}
    for row in basis.rows(PROJECTS):
        if row.id not in known and _text(row, "problem"):
            yield _matter(basis, row, PROJECTS, _text(row, "name"), row.id)


def _matter(basis: Basis, row: Row, ledger: str, project: str, key_project: int | None) -> AskedMatter:
    is_listed = ledger == PROBLEMS
    deadline = row.values.get("deadline") if is_listed else None
    return AskedMatter(
        level=_text(row, "solve_level"),
        ledger=ledger,
        record=row.id,
        project=project,
        key_project=key_project,
        problem=_text(row, "name" if is_listed else "problem"),
        category=_text(row, "category" if is_listed else "problem_category"),
        measure=_text(row, "measure"),
        unit=basis.text(ledger, "responsible_unit", row),
        deadline=date_text(str(deadline)) if deadline else "",
        progress=_text(row, "progress") if is_listed else "",
    )


def _text(row: Row, column: str) -> str:
    return " ".join(str(row.values.get(column) or "").split())
