"""The figures of urbanization: half-monthly reports, documents, villages, and staff by unit."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.dates import date_bounds
from fgj_desktop.ledgers.half_month_texts import ADOPTED_TEXT, ORIGINAL, REPORTED_ON
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules.figure import FigureRule, Select, count, number_sum

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fgj_desktop.rules.basis import Basis
    from fgj_desktop.rules.projects import Rows
    from fgj_desktop.store.rows import Row

TASKS, DOCUMENTS = "urban_task", "policy_document"
VILLAGES, STAFF = "village_conversion", "staff_household_transfer"


def _staff(basis: Basis) -> Rows:
    return basis.rows(STAFF)


def due_villages(basis: Basis) -> Rows:
    """The villages that are due within the year."""
    year = str(basis.month.year)
    return tuple(
        row for row in basis.rows(VILLAGES) if str(row.values.get("deadline") or "").startswith(year)
    )


def village_deadline(basis: Basis) -> str:
    """「11月底前」 when that is when the last is due."""
    last = max((date_bounds(str(row.values["deadline"]))[1] for row in due_villages(basis)), default="")
    if not last:
        return "本年内"
    day = datetime.date.fromisoformat(last)
    is_end = (day + datetime.timedelta(days=1)).day == 1
    return f"{day.month}月底前" if is_end else f"{day.month}月{day.day}日前"


def _village_words(basis: Basis) -> Mapping[str, str]:
    return {"deadline": village_deadline(basis)}


def _collected(basis: Basis) -> dict[datetime.date, list[Row]]:
    """The half-months of the year for which tasks have progress, each by the day on which it is collected.

    The first half is collected on the 15th, the second on the first of the next month. What was reported after
    the end of the report period is not among it.
    """
    found: dict[datetime.date, list[Row]] = {}
    end = basis.month.last_day.isoformat()
    for number in range(1, basis.month.number + 1):
        month = Month(basis.month.year, number)
        for half, day in (
            ("H1", datetime.date(month.year, month.number, 15)),
            ("H2", month.last_day + datetime.timedelta(days=1)),
        ):
            rows = [row for row in basis.at(month).rows(TASKS) if _has_progress(row, half, end)]
            if rows:
                found[day] = rows
    return found


def collection_days(basis: Basis) -> list[datetime.date]:
    """The days of the year on which the progress of half-months was collected."""
    return list(_collected(basis))


def _has_progress(row: Row, half: str, end: str) -> bool:
    texts = (row.values.get(f"{one}:{half}") for one in (ADOPTED_TEXT, ORIGINAL))
    day = row.values.get(f"{REPORTED_ON}:{half}")
    return any(texts) and (not day or date_bounds(str(day))[0] <= end)


def _tasks_collected(basis: Basis) -> Rows:
    return tuple({row.id: row for rows in _collected(basis).values() for row in rows}.values())


def _collection_words(basis: Basis) -> Mapping[str, str]:
    days = "、".join(f"{day.month}月{day.day}日" for day in _collected(basis))
    return {"days": f"（{days}）" if days else ""}


def _in_stage(stage: str) -> Select:
    return lambda basis: tuple(row for row in basis.rows(DOCUMENTS) if row.values.get("stage") == stage)


FIGURES: tuple[FigureRule, ...] = (
    FigureRule(
        "urban_collections",
        "半月进展已收集次数{days}",
        "次",
        "本年任务清单中有进展的半月数；上半月的于15日、下半月的于次月1日收集，报送日期在报告期后的不计",
        _tasks_collected,
        lambda basis: len(_collected(basis)),
        TASKS,
        own_words=_collection_words,
    ),
    count(
        "policy_issued",
        "已印发城镇化方案",
        "政策文件中办理阶段为“已印发”的文件数",
        _in_stage("已印发"),
        DOCUMENTS,
    ),
    count(
        "policy_in_process",
        "走印发流程",
        "政策文件中办理阶段为“印发流程中”的文件数",
        _in_stage("印发流程中"),
        DOCUMENTS,
    ),
    count(
        "policy_consulting",
        "征求意见",
        "政策文件中办理阶段为“征求意见”的文件数",
        _in_stage("征求意见"),
        DOCUMENTS,
    ),
    FigureRule(
        "villages",
        "{deadline}完成村改居",
        "个",
        "村改居台账中完成时限在本年内的村数",
        due_villages,
        lambda basis: len(due_villages(basis)),
        VILLAGES,
        own_words=_village_words,
    ),
    number_sum(
        "staff_to_transfer",
        "户籍仍在农村的公职人员",
        "人",
        "各单位户籍仍在农村人数之和，只统计人数",
        _staff,
        "rural",
        STAFF,
    ),
)
