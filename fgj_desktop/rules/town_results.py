"""公布结果: a year's totals, places and grades as they are published, and what became of them since.

Published results are records of their own (结果): scores that change later do not change them.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.dates import date_text
from fgj_desktop.ledgers.numbers import quantity_text
from fgj_desktop.rules.assessment import DEFAULT_QUOTAS, EXCELLENT, GOOD, ScoreSheet, TownTotal, score_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.ledgers.values import Parsed
    from fgj_desktop.store.rows import Row
    from fgj_desktop.store.store import Store
    from fgj_desktop.store.writes import Writes

INDICATORS, SCORES, RESULTS, UNITS = "town_assessment", "town_score", "town_result", "responsible_unit"
_MOST_TOLD = 3
SETTING = "assessment_quotas"
"""The shares of 优秀 and 良好 in percent, kept with the file."""


@dataclass(frozen=True, slots=True)
class Published:
    """What was published of a year: when, by which document, and the rows of 结果."""

    year: int
    day: str
    document_number: str
    rows: tuple[Row, ...]

    @property
    def words(self) -> str:
        """「已公布（2021年3月12日，韶浈发改〔2021〕8号）」."""
        inside = "，".join(part for part in (date_text(self.day), self.document_number) if part)
        return f"已公布（{inside}）" if inside else "已公布"


def quotas_of(kept: object) -> dict[str, Fraction]:
    """The shares of 优秀 and 良好 from the file's setting; the usual ones where it says nothing fitting."""
    told = kept if isinstance(kept, dict) else {}
    found = dict(DEFAULT_QUOTAS)
    for grade in found:
        percent = told.get(grade)
        if isinstance(percent, int) and 0 <= percent <= 100:
            found[grade] = Fraction(percent, 100)
    return found


def kept_quotas(excellent: int, good: int) -> dict[str, int]:
    """The setting for these percents."""
    return {EXCELLENT: excellent, GOOD: good}


def assessed_years(store: Store, month: Month) -> list[int]:
    """The years that have indicators, the newest first."""
    rows = store.view(ledger_named(INDICATORS), month).rows()
    return sorted({int(year) for row in rows if (year := row.values.get("year")) is not None}, reverse=True)


def sheet_of(store: Store, month: Month, year: int) -> ScoreSheet:
    """评分表 of a year as the file has it, graded by the file's quotas."""
    indicators, scores, units = (
        store.view(ledger_named(name), month).rows() for name in (INDICATORS, SCORES, UNITS)
    )
    return score_sheet(year, indicators, scores, units, quotas_of(store.settings.get(SETTING)))


def published_of(store: Store, month: Month, year: int) -> Published | None:
    """What was published of a year; None before that."""
    every = store.view(ledger_named(RESULTS), month).rows()
    rows = tuple(row for row in every if row.values.get("year") == year)
    if not rows:
        return None
    days = [str(day) for row in rows if (day := row.values.get("published_on"))]
    numbers = [str(one) for row in rows if (one := row.values.get("document_number"))]
    return Published(year, max(days, default=""), numbers[0] if numbers else "", rows)


def points(hundredths: Fraction | int) -> str:
    """Points as they are read: at most two decimals, rounded half up."""
    return quantity_text(Fraction(hundredths) / 100)


def rounded(total: Fraction) -> int:
    """A total in whole hundredths of a point, as it is published: rounded half up."""
    return int((abs(total) + Fraction(1, 2)) // 1) * (1 if total >= 0 else -1)


def differences(sheet: ScoreSheet, published: Published) -> list[str]:
    """What the scores of today make of published results, a line a town: 「乐园镇：总分 87.45→88.45，名次 4→3」."""
    by_town, by_name = _published_rows(published.rows)
    lines, told = [], set()
    for one, town in zip(sheet.totals, sheet.towns, strict=True):
        names = (one.name, str(town.values.get("name") or ""))
        row = by_town.get(one.town) or next((by_name[name] for name in names if name in by_name), None)
        if row is None:
            lines.append(f"{one.name}：公布的结果中没有")
            continue
        told.add(row.id)
        if changes := _changes(one, row):
            lines.append(f"{one.name}：{'，'.join(changes)}")
    lines += [f"{row.values.get('name')}：评分表中没有" for row in published.rows if row.id not in told]
    return lines


def _published_rows(rows: Iterable[Row]) -> tuple[dict[int, Row], dict[str, Row]]:
    by_town, by_name = {}, {}
    for row in rows:
        if (town := row.values.get("town")) is not None:
            by_town[int(town)] = row
        by_name[str(row.values.get("name") or "")] = row
    return by_town, by_name


def _changes(one: TownTotal, row: Row) -> list[str]:
    found = []
    total = row.values.get("total")
    if total is None or int(total) != rounded(one.total):
        found.append(f"总分 {'空' if total is None else points(int(total))}→{points(one.total)}")
    for title, before, now in (
        ("名次", row.values.get("rank"), one.rank),
        ("等次", row.values.get("grade"), one.grade),
    ):
        if before is not None and before != now:
            found.append(f"{title} {before}→{now}")
    return found


def missing_words(totals: Sequence[TownTotal]) -> str:
    """「尚有 54 处未评：新韶镇 6、乐园镇 6…」; empty when every applicable indicator is scored."""
    missing = [(one.name, len(one.missing)) for one in totals if one.missing]
    if not missing:
        return ""
    return f"尚有 {sum(count for _, count in missing)} 处未评：" + "、".join(
        f"{name} {count}" for name, count in missing
    )


def standing(sheet: ScoreSheet, published: Published | None) -> tuple[str, bool]:
    """How a year stands, in sentences, and whether something is to be looked at: changed since, or counted nowhere."""
    changed = [] if published is None else differences(sheet, published)
    parts = ["未公布" if published is None else f"{published.words}，与现在的得分一致"]
    if published is not None and changed:
        more = f" 等 {len(changed)} 处" if len(changed) > _MOST_TOLD else ""
        parts = [f"{published.words}，公布后有变化：{'；'.join(changed[:_MOST_TOLD])}{more}"]
    parts.append(missing_words(sheet.totals))
    if sheet.strangers:
        parts.append(f"另有 {len(sheet.strangers)} 条得分的指标或镇办不在本年度评分表中，未计入")
    return "".join(f"{part}。" for part in parts if part), bool(changed or sheet.strangers)


def result_values(sheet: ScoreSheet, day: str, document_number: str) -> list[dict[str, Parsed]]:
    """The rows of 结果 that publishing a sheet on a day (ISO) writes, in the order of the towns."""
    return [
        {
            "serial": number,
            "year": sheet.year,
            "name": one.name,
            "town": one.town,
            "total": rounded(one.total),
            "rank": one.rank,
            "group_rank": one.group_rank,
            "grade": one.grade,
            "vetoed": int(one.vetoed),
            "explanation": one.explanation or None,
            "published_on": day,
            "document_number": document_number.strip() or None,
        }
        for number, one in enumerate(sheet.totals, 1)
    ]


def publish_label(year: int) -> str:
    """What the history calls it."""
    return f"公布{year}年镇办考核结果"


def publish(
    writes: Writes, sheet: ScoreSheet, former: Published | None, month: Month, values: Mapping[str, str]
) -> None:
    """Write the year's results in the place of former ones; ``values`` are day (ISO) and document_number."""
    ledger = ledger_named(RESULTS)
    if former is not None:
        writes.delete(ledger, [row.id for row in former.rows])
    for one in result_values(sheet, values["day"], values["document_number"]):
        writes.insert(ledger, one, month)
