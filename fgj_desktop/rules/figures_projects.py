"""The figures of all key projects together, whatever their level: what documents tell of one unit or one leader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.rules.basis import PROJECTS
from fgj_desktop.rules.figure import FigureRule, count, money_sum, where
from fgj_desktop.rules.projects import completion_of, gap_of, is_listed, is_started, total
from fgj_desktop.rules.schedule import BEHIND, NO_INVESTMENT, ON_SCHEDULE

if TYPE_CHECKING:
    from fgj_desktop.rules.basis import Basis
    from fgj_desktop.rules.figure import Select
    from fgj_desktop.rules.projects import Rows


def _projects(basis: Basis) -> Rows:
    return basis.rows(PROJECTS)


def _in_state(state: str) -> Select:
    return where(_projects, lambda row: row.values.get("state") == state)


def _district(basis: Basis) -> Rows:
    return basis.district


PROJECT_FIGURES: tuple[FigureRule, ...] = (
    money_sum(
        "district_in_month",
        "区重点当月完成",
        "区重点项目当月完成投资（累计－上月累计）之和",
        _district,
        "invested_in_month",
    ),
    count("projects_count", "重点项目", "在册正式项目的项目数，不分级别", _projects),
    money_sum(
        "projects_plan", "重点项目年度计划投资", "重点项目现行年度计划投资之和", _projects, "current_plan"
    ),
    money_sum(
        "projects_invested",
        "重点项目累计完成",
        "重点项目累计完成投资（纳统）之和",
        _projects,
        "invested_to_date",
    ),
    FigureRule(
        "projects_done",
        "重点项目累计完成",
        "亿元",
        "重点项目累计完成投资（纳统）之和，都未填报的为0",
        _projects,
        lambda basis: total(_projects(basis), "invested_to_date") or 0,
        adds="invested_to_date",
    ),
    FigureRule(
        "projects_completion",
        "重点项目占年度计划",
        "%",
        "重点项目累计完成÷重点项目年度计划投资",
        _projects,
        lambda basis: completion_of(_projects(basis)),
    ),
    FigureRule(
        "projects_gap_points",
        "重点项目较时间进度",
        "百分点",
        "重点项目占年度计划－时间进度（报告期月数÷12）",
        _projects,
        lambda basis: gap_of(_projects(basis), basis.month),
    ),
    count("projects_started", "重点项目已开工", "重点项目中已开工的项目数", where(_projects, is_started)),
    count(
        "projects_not_started",
        "重点项目未开工",
        "重点项目数－已开工项目数",
        where(_projects, lambda row: not is_started(row)),
    ),
    count(
        "projects_listed", "重点项目已统计入库", "重点项目中已统计入库的项目数", where(_projects, is_listed)
    ),
    count(
        "projects_on_schedule",
        "重点项目达到时间进度",
        "重点项目中累计完成÷年度计划不低于时间进度的项目数",
        _in_state(ON_SCHEDULE),
    ),
    count(
        "projects_behind",
        "重点项目落后时间进度",
        "重点项目中有累计完成而低于时间进度的项目数",
        _in_state(BEHIND),
    ),
    count(
        "projects_no_investment",
        "重点项目未产生投资",
        "重点项目中累计完成投资（纳统）为空或不大于0的项目数",
        _in_state(NO_INVESTMENT),
    ),
)
"""They are called by their names alone: the list of figures (``FIGURES``) tells the city's and the district's apart."""
