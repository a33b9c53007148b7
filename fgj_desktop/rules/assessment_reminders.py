"""Reminders of 镇办考核: detailed plans not handed in, and scores still missing when the year is over."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.dates import date_bounds
from fgj_desktop.rules.assessment import score_sheet
from fgj_desktop.rules.reminder import Kind, Reminder, Urgency, day_text, names_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fgj_desktop.ledgers.values import Value
    from fgj_desktop.rules.basis import Basis
    from fgj_desktop.store.rows import Row

INDICATORS, SCORES, RESULTS = "town_assessment", "town_score", "town_result"
_SOON = datetime.timedelta(days=15)


def assessment_reminders(basis: Basis, today: datetime.date) -> Iterator[Reminder]:
    """What scoring units still owe."""
    yield from _plans(basis, today)
    yield from _scores(basis, today)


def _plans(basis: Basis, today: datetime.date) -> Iterator[Reminder]:
    """One reminder for each scoring unit and day by which its 细化方案 is due."""
    waiting: dict[tuple[str, int | None], list[Row]] = {}
    published = _published(basis)
    for row in basis.rows(INDICATORS):
        due = row.values.get("plan_due")
        if due and row.values.get("year") not in published and row.values.get("detailed_plan") != "已报":
            unit = row.values.get("scoring_unit")
            key = (date_bounds(str(due))[1], None if unit is None else int(unit))
            waiting.setdefault(key, []).append(row)
    for (day_key, unit), rows in sorted(waiting.items(), key=lambda one: one[0][0]):
        day = datetime.date.fromisoformat(day_key)
        if day <= today + _SOON:
            yield Reminder(
                Kind.ASSESSMENT,
                Urgency.HIGH if day <= today else Urgency.MIDDLE,
                f"{basis.unit_name(unit)}细化考核方案未报 {len(rows)} 项",
                f"应于{day_text(day)}前报送：{names_of(rows)}。",
                INDICATORS,
                rows[0].id,
                tuple(row.id for row in rows),
                f"{Kind.ASSESSMENT.name}:plan:{unit or ''}:{day_key}",
                day,
            )


def _scores(basis: Basis, today: datetime.date) -> Iterator[Reminder]:
    """Missing scores of years that are over and whose result is not published."""
    years = {int(year) for row in basis.rows(INDICATORS) if (year := row.values.get("year")) is not None}
    published = _published(basis)
    for year in sorted(years):
        if year >= today.year or year in published:
            continue
        units = basis.rows("responsible_unit")
        sheet = score_sheet(year, basis.rows(INDICATORS), basis.rows(SCORES), units)
        missing: dict[int | None, set[str]] = {}
        by_name = {str(row.values.get("name") or ""): row for row in sheet.indicators}
        for name in {name for one in sheet.totals for name in one.missing}:
            unit = by_name[name].values.get("scoring_unit")
            missing.setdefault(None if unit is None else int(unit), set()).add(name)
        for unit, names in sorted(missing.items(), key=lambda one: basis.unit_name(one[0])):
            rows = [row for row in sheet.indicators if row.values.get("name") in names]
            yield Reminder(
                Kind.ASSESSMENT,
                Urgency.MIDDLE,
                f"{basis.unit_name(unit)}有 {len(rows)} 项考核指标未评完",
                f"{year}年镇办考核：{names_of(rows)}。请按评分细则完成评分。",
                INDICATORS,
                rows[0].id,
                tuple(row.id for row in rows),
                f"{Kind.ASSESSMENT.name}:score:{year}:{unit or ''}",
            )


def _published(basis: Basis) -> set[Value]:
    """The years whose result is published: nothing is owed of them."""
    return {row.values.get("year") for row in basis.rows(RESULTS) if row.values.get("published_on")}
