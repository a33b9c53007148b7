"""镇办考核: which indicators apply to a town, what its scores add up to, and its place among the others.

Exact: scores are hundredths of a point, totals fractions. 空 is 未评; 不适用 is not 0: its weight is left out
and the rest scaled up to the town's full weight (不适用折算).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.kinds import linked_ids
from fgj_desktop.ledgers.town_assessment import BASIC, BONUS, DEDUCTION, VETO

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fgj_desktop.store.rows import Row

TOWN_TYPES = ("镇", "街道", "办事处")
FULL_WEIGHT = 10_000
"""100 points, in hundredths."""
EXCELLENT, GOOD, ORDINARY = "优秀", "良好", "一般"
DEFAULT_QUOTAS: Mapping[str, Fraction] = {EXCELLENT: Fraction(1, 4), GOOD: Fraction(1, 2)}
"""The share of the towns that may be 优秀 and 良好, rounded down; the others are 一般."""


@dataclass(frozen=True, slots=True)
class ScoreCell:
    """The score of one indicator for one town. ``score`` is in hundredths, None while not given."""

    score: int | None = None
    not_applicable: bool = False
    reason: str = ""
    record: int | None = None
    """The record in 得分明细; None where there is none yet."""
    misfit: str = ""
    """What was written in the place of a number; it counts as 未评."""


@dataclass(slots=True)
class TownTotal:
    """What one town comes to; amounts in hundredths of a point."""

    town: int
    name: str
    group: str
    weight: int = 0
    """The weights of its applicable basic indicators together."""
    scored_weight: int = 0
    """Of those, the weights that count: without 不适用."""
    basic: int = 0
    bonus: int = 0
    deduction: int = 0
    missing: list[str] = field(default_factory=list)
    """Applicable basic indicators without a score."""
    vetoed: bool = False
    rank: int = 0
    group_rank: int = 0
    grade: str = ""

    @property
    def total(self) -> Fraction:
        """总分: the basic score, scaled where indicators do not apply, with bonus and deduction."""
        scale = Fraction(self.weight, self.scored_weight) if self.scored_weight else Fraction(0)
        return self.basic * scale + self.bonus - self.deduction

    @property
    def explanation(self) -> str:
        """折算说明 in words; empty when nothing was scaled."""
        if self.scored_weight == self.weight or not self.scored_weight:
            return ""
        left_out = Fraction(self.weight - self.scored_weight, 100)
        return f"不适用 {float(left_out):g} 分，按适用部分折算"


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """评分表 of a year: indicators × towns."""

    year: int
    indicators: tuple[Row, ...]
    towns: tuple[Row, ...]
    cells: Mapping[tuple[str, int], ScoreCell]
    totals: tuple[TownTotal, ...]
    strangers: tuple[Row, ...]
    """Scores of an indicator or a town that the year's sheet does not have."""
    twice: frozenset[tuple[str, int]] = frozenset()
    """Where an indicator and a town have several scores; the last of them counts."""

    def cell(self, indicator: Row, town: Row) -> ScoreCell:
        """What stands where an indicator meets a town."""
        return self.cells.get((str(indicator.values.get("name") or ""), town.id), ScoreCell())


def towns_of(units: Iterable[Row]) -> tuple[Row, ...]:
    """The towns among the units, in their order."""
    return tuple(row for row in units if row.values.get("unit_type") in TOWN_TYPES)


def applies(indicator: Row, town: Row) -> bool:
    """Whether an indicator is meant for a town: the towns named, else its scope."""
    named = linked_ids(indicator.values.get("towns"))
    if named:
        return town.id in named
    scope = indicator.values.get("scope")
    is_town = town.values.get("unit_type") == "镇"
    return scope not in {"镇", "街道和办事处"} or (scope == "镇") == is_town


def is_basic(indicator: Row) -> bool:
    """Whether an indicator's weight counts towards the 100 points: no bonus, deduction or veto."""
    return indicator.values.get("kind") in {BASIC, None}


def weight_of(indicators: Iterable[Row], town: Row) -> int:
    """The weights of a town's applicable basic indicators together, in hundredths: 10,000 when right."""
    return sum(
        int(row.values.get("weight") or 0) for row in indicators if is_basic(row) and applies(row, town)
    )


def score_sheet(
    year: int,
    indicators: Iterable[Row],
    scores: Iterable[Row],
    units: Iterable[Row],
    quotas: Mapping[str, Fraction] = DEFAULT_QUOTAS,
) -> ScoreSheet:
    """The sheet of a year from the rows of 指标与分值, 得分明细 and 责任单位."""
    own = tuple(row for row in indicators if row.values.get("year") == year)
    towns = towns_of(units)
    names, ids = {str(row.values.get("name") or "") for row in own}, {row.id for row in towns}
    cells: dict[tuple[str, int], ScoreCell] = {}
    strangers, twice = [], set()
    for row in scores:
        if row.values.get("year") != year:
            continue
        key = (str(row.values.get("name") or ""), int(row.values.get("town") or 0))
        if key[0] not in names or key[1] not in ids:
            strangers.append(row)
            continue
        if key in cells:
            twice.add(key)
        cells[key] = _cell(row)
    totals = tuple(_total(own, town, cells) for town in towns)
    _rank(totals)
    _grade(totals, quotas)
    return ScoreSheet(year, own, towns, cells, totals, tuple(strangers), frozenset(twice))


def _cell(row: Row) -> ScoreCell:
    """A score as its record has it; a dash in its place says 不适用 too."""
    mark = row.marks.get("score")
    return ScoreCell(
        None if row.values.get("score") is None else int(row.values["score"] or 0),
        row.values.get("not_applicable") == 1 or (mark is not None and mark.dash),
        str(row.values.get("reason") or ""),
        row.id,
        "" if mark is None else mark.misfit or "",
    )


def _total(indicators: Sequence[Row], town: Row, cells: Mapping[tuple[str, int], ScoreCell]) -> TownTotal:
    name = str(town.values.get("short_name") or town.values.get("name") or "")
    group = "镇" if town.values.get("unit_type") == "镇" else "街道和办事处"
    made = TownTotal(town.id, name, group)
    for row in indicators:
        if applies(row, town):
            _count(made, row, cells.get((str(row.values.get("name") or ""), town.id), ScoreCell()))
    return made


def _count(made: TownTotal, indicator: Row, cell: ScoreCell) -> None:
    weight, score = int(indicator.values.get("weight") or 0), cell.score or 0
    match indicator.values.get("kind"):
        case kind if kind == BONUS:
            cap = indicator.values.get("bonus_cap")
            made.bonus += score if cap is None else min(score, int(cap))
        case kind if kind == DEDUCTION:
            made.deduction += abs(score)
        case kind if kind == VETO:
            made.vetoed = made.vetoed or bool(cell.score)
        case _:
            made.weight += weight
            if cell.not_applicable:
                return
            made.scored_weight += weight
            made.basic += score
            if cell.score is None:
                made.missing.append(str(indicator.values.get("name") or ""))


def _rank(totals: Sequence[TownTotal]) -> None:
    """Ties share a place and the next one is skipped."""
    reached = [one.total for one in totals]
    groups = [one.group for one in totals]
    for one, own in zip(totals, reached, strict=True):
        one.rank = 1 + sum(other > own for other in reached)
        rivals = (other for other, group in zip(reached, groups, strict=True) if group == one.group)
        one.group_rank = 1 + sum(other > own for other in rivals)


def _grade(totals: Sequence[TownTotal], quotas: Mapping[str, Fraction]) -> None:
    """等次 by place and quota; a vetoed town cannot be 优秀 and leaves its seat to the next. Ties above the quota all wait."""
    left = {grade: int(len(totals) * share) for grade, share in quotas.items()}
    for rank in sorted({one.rank for one in totals}):
        tied = [one for one in totals if one.rank == rank]
        for one in tied:
            one.grade = ORDINARY
        for grade in quotas:
            fitting = [
                one for one in tied if one.grade == ORDINARY and not (grade == EXCELLENT and one.vetoed)
            ]
            if fitting and len(fitting) <= left[grade]:
                left[grade] -= len(fitting)
                for one in fitting:
                    one.grade = grade
