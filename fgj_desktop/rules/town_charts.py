"""镇办考核 as charts tell it: what each town's points are made of, and the results of a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.numbers import quantity_text
from fgj_desktop.ledgers.town_assessment import BONUS, DEDUCTION, VETO
from fgj_desktop.rules.assessment import EXCELLENT, GOOD, ORDINARY, score_sheet
from fgj_desktop.rules.chart_query import Pick
from fgj_desktop.rules.stacks import TONES, Part, Stack, Stacks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.rules.assessment import ScoreSheet, TownTotal
    from fgj_desktop.rules.chart_query import ChartQuery
    from fgj_desktop.store.rows import Row

_INDICATORS, _UNITS = "town_assessment", "responsible_unit"
_OTHERS = "未分类"
_UNRANKED = 1_000_000
_GRADES = (Part(EXCELLENT, "green"), Part(GOOD, "accent"), Part(ORDINARY, "amber"), Part("未定等次", "grey"))


def town_scores(query: ChartQuery) -> Stacks | None:
    """The points of each town by category of indicators, the first in rank on top; of the newest year with scores."""
    scores = query.view.rows(query.view.ids(query.filters))
    year = _newest_year(scores, query.month.year)
    if year is None:
        return None
    indicators, units = (
        query.store.view(ledger_named(name), query.month).rows() for name in (_INDICATORS, _UNITS)
    )
    sheet = score_sheet(year, indicators, scores, units)
    towns = sorted(
        (one for one in sheet.totals if any(key[1] == one.town for key in sheet.cells)),
        key=lambda one: one.rank,
    )
    categories = list(
        dict.fromkeys(_category(row) for row in sheet.indicators if row.values.get("kind") != VETO)
    )
    parts = tuple(Part(name, TONES[place % len(TONES)]) for place, name in enumerate(categories))
    stacks = tuple(_town(query, sheet, one, categories) for one in towns)
    if not stacks:
        return None
    notes = (f"{year}年", "条形为各类指标得分，右侧为折算后总分，扣分已减去")
    return Stacks(parts, stacks, "points", "分", notes)


def _town(query: ChartQuery, sheet: ScoreSheet, total: TownTotal, categories: Sequence[str]) -> Stack:
    """One town's points; what is deducted is no part of a bar, its total tells."""
    amounts = dict.fromkeys(categories, 0)
    records = []
    for row in sheet.indicators:
        cell = sheet.cells.get((str(row.values.get("name") or ""), total.town))
        if cell is None:
            continue
        if cell.record is not None:
            records.append(cell.record)
        if row.values.get("kind") in {DEDUCTION, VETO} or cell.not_applicable:
            continue
        score, cap = cell.score or 0, row.values.get("bonus_cap")
        capped = min(score, int(cap)) if row.values.get("kind") == BONUS and cap is not None else score
        amounts[_category(row)] += capped
    marks = ["一票否决"] if total.vetoed else []
    marks += [f"{len(total.missing)}项未评"] if total.missing else []
    label = f"{total.name}（{'，'.join(marks)}）" if marks else total.name
    said = f"{quantity_text(total.total / 100)}　第{total.rank}名"
    pick = Pick(total.name, query.ledger.name, tuple(records), "town", total.town)
    return Stack(label, tuple(amounts.values()), pick, said)


def _category(row: Row) -> str:
    return str(row.values.get("category") or _OTHERS)


def town_results(query: ChartQuery) -> Stacks | None:
    """The totals of the newest year's results by grade, in order of rank."""
    rows = query.view.rows(query.view.ids(query.filters))
    year = _newest_year(rows, query.month.year)
    if year is None:
        return None
    own = [row for row in rows if row.values.get("year") == year and row.values.get("total") is not None]
    own.sort(key=lambda row: (int(row.values.get("rank") or _UNRANKED), -int(row.values["total"] or 0)))
    grades = [part.name for part in _GRADES]
    stacks = []
    for row in own:
        grade = str(row.values.get("grade") or grades[-1])
        place = grades.index(grade) if grade in grades else len(grades) - 1
        total = int(row.values["total"] or 0)
        amounts = tuple(total if number == place else 0 for number in range(len(grades)))
        name = str(row.values.get("name") or "")
        stacks.append(Stack(name, amounts, Pick(name, query.ledger.name, (row.id,))))
    return Stacks(_GRADES, tuple(stacks), "points", "分", (f"{year}年",)) if stacks else None


def _newest_year(rows: Sequence[Row], latest: int) -> int | None:
    years = {int(row.values["year"] or 0) for row in rows if row.values.get("year") is not None}
    return max((year for year in years if year <= latest), default=None)
