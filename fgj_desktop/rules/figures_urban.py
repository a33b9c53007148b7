"""The figures of urbanization: half-monthly reports, documents, villages, and staff by unit."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.dates import date_bounds
from fgj_desktop.rules.figure import FigureRule, Select, count, number_sum

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fgj_desktop.rules.basis import Basis
    from fgj_desktop.rules.projects import Rows

TASKS, DOCUMENTS = "urban_task", "policy_document"
VILLAGES, STAFF = "village_conversion", "staff_household_transfer"


def _staff(basis: Basis) -> Rows:
    return basis.rows(STAFF)


def _villages(basis: Basis) -> Rows:
    """The villages that are due within the year."""
    year = str(basis.month.year)
    return tuple(
        row for row in basis.rows(VILLAGES) if str(row.values.get("deadline") or "").startswith(year)
    )


def _village_words(basis: Basis) -> Mapping[str, str]:
    """「11月底前」 when that is when the last is due."""
    last = max((date_bounds(str(row.values["deadline"]))[1] for row in _villages(basis)), default="")
    if not last:
        return {"deadline": "本年内"}
    day = datetime.date.fromisoformat(last)
    is_end = (day + datetime.timedelta(days=1)).day == 1
    return {"deadline": f"{day.month}月底前" if is_end else f"{day.month}月{day.day}日前"}


def _in_stage(stage: str) -> Select:
    return lambda basis: tuple(row for row in basis.rows(DOCUMENTS) if row.values.get("stage") == stage)


FIGURES: tuple[FigureRule, ...] = (
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
        _villages,
        lambda basis: len(_villages(basis)),
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
