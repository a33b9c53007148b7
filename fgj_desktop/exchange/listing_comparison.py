"""入统比对: which key projects are in the statistics library, under which name and with which figure.

Two ledgers as of one month are held side by side: the key projects and the library (在库项目), into which the
statistics bureau's list is imported like any other workbook.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from fgj_desktop.exchange.matching import Identity, Matcher
from fgj_desktop.exchange.project_names import district_of, name_key
from fgj_desktop.ledgers import KEY_PROJECT, STATISTICS_PROJECT
from fgj_desktop.ledgers.former_names import former_words
from fgj_desktop.rules.projects import amount, has_actual_investment, is_listed, is_started

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.ledgers.values import Parsed
    from fgj_desktop.store.rows import Row
    from fgj_desktop.store.store import Store
    from fgj_desktop.store.writes import Writes


class Outcome(Enum):
    """What the comparison of one project comes to; the value is what is read, in the order of urgency."""

    STARTED_NOT_LISTED = "已开工未入库"
    INVESTED_NOT_LISTED = "有投资未入库"
    MARKED_NOT_FOUND = "标为已入库，名单中没有"
    FOUND_NOT_MARKED = "名单中有，未标为已入库"
    AMOUNT_DIFFERS = "投资数不一致"
    NAME_DIFFERS = "名称不一致"
    PAPERS_MISSING = "缺件"
    UNKNOWN = "名单中有，重点项目台账中没有"
    NOT_STARTED = "未开工未入库"
    AGREES = "一致"


URGENT = (
    Outcome.STARTED_NOT_LISTED,
    Outcome.INVESTED_NOT_LISTED,
    Outcome.MARKED_NOT_FOUND,
    Outcome.FOUND_NOT_MARKED,
    Outcome.AMOUNT_DIFFERS,
    Outcome.NAME_DIFFERS,
    Outcome.PAPERS_MISSING,
)
"""What somebody has to act on or to confirm."""


@dataclass(frozen=True, slots=True)
class Line:
    """One project; amounts in 分, of the year so far. ``project`` or ``listed`` is None where a side lacks it."""

    outcomes: tuple[Outcome, ...]
    project: Row | None
    listed: Row | None
    is_sure: bool = True
    """Whether the names are the same; else they are only alike and the clerk has to confirm."""

    @property
    def name(self) -> str:
        """The name in the key projects' ledger, else that of the library."""
        row = self.project or self.listed
        return "" if row is None else str(row.values.get("name") or "")

    @property
    def listed_name(self) -> str:
        """The name in the library, empty when it has none."""
        return "" if self.listed is None else str(self.listed.values.get("name") or "")

    @property
    def own_amount(self) -> int | None:
        """累计完成投资（纳统） of the key projects' ledger."""
        return None if self.project is None else amount(self.project, "invested_to_date")

    @property
    def listed_amount(self) -> int | None:
        """本年累计完成投资 of the library."""
        return None if self.listed is None else amount(self.listed, "invested_of_year")

    @property
    def missing_papers(self) -> str:
        """What is missing for the library, in the words of either ledger."""
        texts = [
            *((self.listed.values.get("missing_papers"),) if self.listed is not None else ()),
            *(
                (self.project.values.get("not_listed_reason"), self.project.values.get("listing_progress"))
                if self.project is not None
                else ()
            ),
        ]
        return "；".join(dict.fromkeys(str(text) for text in texts if text))


@dataclass(frozen=True, slots=True)
class ListingComparison:
    """Everything the comparison found, key projects first, in their ledger's order."""

    lines: tuple[Line, ...]

    def of(self, outcome: Outcome) -> tuple[Line, ...]:
        """The lines with one outcome."""
        return tuple(line for line in self.lines if outcome in line.outcomes)

    @property
    def would_add(self) -> int:
        """What listing would add (测算), in 分: actual investment of projects outside the library."""
        outside = {Outcome.STARTED_NOT_LISTED, Outcome.INVESTED_NOT_LISTED}
        rows = [one.project for one in self.lines if one.project is not None and outside & {*one.outcomes}]
        return sum(amount(row, "actual_invested_to_date") or 0 for row in rows)

    @property
    def matched(self) -> tuple[Line, ...]:
        """The projects that both sides have."""
        return tuple(line for line in self.lines if line.project is not None and line.listed is not None)


def compare_listing(store: Store, month: Month) -> ListingComparison:
    """Compare the two ledgers of a file as of a month."""
    district = district_of(str(store.settings.get("office", "") or ""))
    return compare_rows(
        store.view(KEY_PROJECT, month).rows(), store.view(STATISTICS_PROJECT, month).rows(), district
    )


def compare_rows(projects: Sequence[Row], library: Sequence[Row], district: str = "") -> ListingComparison:
    """Compare the rows of both ledgers; those that do not count are left out.

    ``district`` is the place that names may begin with (浈江区), which tells no two projects apart.
    """
    own = [row for row in projects if row.counted]
    listed = [row for row in library if row.counted]
    found, alike = _pairs(own, listed, district)
    lines = []
    for row in own:
        partner = found.get(row.id)
        lines.append(Line(_outcomes(row, partner, district), row, partner, row.id not in alike))
    taken = {row.id for row in found.values()}
    lines += [Line((Outcome.UNKNOWN,), None, row) for row in listed if row.id not in taken]
    return ListingComparison(tuple(lines))


def _pairs(projects: Sequence[Row], library: Sequence[Row], district: str) -> tuple[dict[int, Row], set[int]]:
    """The library's row of each project, and the projects that were found by likeness alone.

    A link the clerk made goes first, then code, name and former name; what is left is matched by likeness.
    """
    by_id = {row.id: row for row in library}
    found: dict[int, Row] = {}
    for row in library:
        link = row.values.get("key_project")
        if link is not None:
            found.setdefault(int(link), row)
    matcher = Matcher(district)
    matcher.add(_identity(row) for row in library)
    taken = {row.id for row in found.values()}
    rest = [row for row in projects if row.id not in found]
    for is_by_name in (True, False):
        for row in rest:
            if row.id in found:
                continue
            name, code = str(row.values.get("name") or ""), _text(row, "code")
            if is_by_name:
                others = former_words(_text(row, "former_names") or "")
                match = matcher.by_name(name, code, None, others, taken)
            else:
                near = matcher.similar(name, code, None, taken)
                match = None if near is None else near.id
            if match is not None:
                found[row.id] = by_id[match]
                taken.add(match)
    known = {row.id for row in projects}
    found = {project: row for project, row in found.items() if project in known}
    return found, {row.id for row in rest if row.id in found and _differs(row, found[row.id], district)}


def _identity(row: Row) -> Identity:
    return Identity(row.id, str(row.values.get("name") or ""), _text(row, "code"), _text(row, "former_names"))


def _text(row: Row, column: str) -> str | None:
    value = row.values.get(column)
    return str(value) if value else None


def _differs(project: Row, listed: Row, district: str) -> bool:
    names = (str(row.values.get("name") or "") for row in (project, listed))
    return len({name_key(name, district) for name in names}) > 1


def _outcomes(project: Row, listed: Row | None, district: str) -> tuple[Outcome, ...]:
    found = []
    if listed is None:
        if is_listed(project):
            found.append(Outcome.MARKED_NOT_FOUND)
        elif is_started(project):
            found.append(Outcome.STARTED_NOT_LISTED)
        if not is_listed(project) and has_actual_investment(project):
            found.append(Outcome.INVESTED_NOT_LISTED)
        if (is_started(project) or has_actual_investment(project)) and project.values.get(
            "not_listed_reason"
        ):
            found.append(Outcome.PAPERS_MISSING)
        return tuple(found) or (Outcome.NOT_STARTED,)
    if not is_listed(project):
        found.append(Outcome.FOUND_NOT_MARKED)
    own, theirs = amount(project, "invested_to_date"), amount(listed, "invested_of_year")
    if (own or 0) != (theirs or 0):
        found.append(Outcome.AMOUNT_DIFFERS)
    if _differs(project, listed, district):
        found.append(Outcome.NAME_DIFFERS)
    if listed.values.get("missing_papers"):
        found.append(Outcome.PAPERS_MISSING)
    return tuple(found) or (Outcome.AGREES,)


def adopt(writes: Writes, month: Month, lines: Sequence[Line], *, amounts: bool = False) -> None:
    """Take over what the library says of these projects.

    Links the library's row to the project and marks the project as listed on its day; with ``amounts`` also
    takes the library's figure for 累计完成投资（纳统）. Lines without a partner are left out.
    """
    for line in lines:
        project, listed = line.project, line.listed
        if project is None or listed is None:
            continue
        if listed.values.get("key_project") != project.id:
            writes.set(STATISTICS_PROJECT, listed.id, "key_project", None, project.id)
        values: dict[str, Parsed] = {}
        if not is_listed(project):
            day = listed.values.get("listed_on")
            values = {"listed": 1, "listed_on": None if day is None else str(day)}
        theirs = line.listed_amount
        if amounts and theirs is not None and theirs != line.own_amount:
            values["invested_to_date"] = theirs
        if values:
            writes.put(KEY_PROJECT, project.id, month, values)
