"""The figures of the key projects: of the city's, of the district's, and what holds them back."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.rules.figure import FigureRule, Select, count, money_sum, where
from fgj_desktop.rules.packages import by_package
from fgj_desktop.rules.projects import (
    Rows,
    completion_of,
    gap_of,
    is_invested_not_listed,
    is_listed,
    is_started,
    needed_per_month,
    short_of_schedule,
    total,
)
from fgj_desktop.rules.schedule import BEHIND, NO_INVESTMENT, NOT_ASSESSED, NOT_DUE, ON_SCHEDULE, PLAN_PENDING

if TYPE_CHECKING:
    from fgj_desktop.rules.basis import Basis
    from fgj_desktop.rules.shown import Exact
    from fgj_desktop.store.rows import Row


def _district(basis: Basis) -> Rows:
    return basis.district


def _city(basis: Basis) -> Rows:
    return basis.city


def _packed(select: Select) -> Select:
    return lambda basis: tuple(by_package(KEY_PROJECT, select(basis)))


def _in_state(state: str) -> Select:
    return where(_district, lambda row: row.values.get("state") == state)


def _is_not_started(row: Row) -> bool:
    return not is_started(row)


def _completion(name: str, title: str, formula: str, select: Select) -> FigureRule:
    return FigureRule(name, title, "%", formula, select, lambda basis: completion_of(select(basis)))


def _share_of(whole: Select, name: str, title: str, formula: str, select: Select) -> FigureRule:
    def value(basis: Basis) -> Exact:
        count = len(whole(basis))
        return Fraction(len(select(basis)), count) if count else None

    return FigureRule(name, title, "%", formula, select, value)


def _largest_share(basis: Basis) -> Exact:
    plan = total(basis.city, "current_plan")
    largest = total(basis.largest_rows, "current_plan")
    return Fraction(largest, plan) if plan and largest is not None else None


def _state_figures(name: str, state: str, formula: str) -> tuple[FigureRule, FigureRule]:
    select = _in_state(state)
    return (
        count(name, state, formula, select),
        _share_of(_district, f"{name}_share", f"{state}占比", f"{state}的项目数÷区重点项目数", select),
    )


FIGURES: tuple[FigureRule, ...] = (
    count("city_count", "市重点项目", "在册正式项目中级别含“市”的项目数", _city),
    count(
        "city_count_packed",
        "市重点项目（按打包）",
        "在册正式项目中级别含“市”的项目数，同一打包项目的各单个项目合计一个",
        _packed(_city),
    ),
    money_sum("city_plan", "市重点年度计划投资", "市重点项目现行年度计划投资之和", _city, "current_plan"),
    count("city_started", "市重点已开工", "市重点项目中已开工的项目数", where(_city, is_started)),
    _share_of(
        _city, "city_started_share", "市重点开工率", "市重点已开工÷市重点项目数", where(_city, is_started)
    ),
    count(
        "city_not_started",
        "市重点未开工",
        "市重点项目数－市重点已开工项目数",
        where(_city, _is_not_started),
    ),
    money_sum(
        "city_invested",
        "市重点累计完成",
        "市重点项目累计完成投资（纳统）之和",
        _city,
        "invested_to_date",
    ),
    _completion("city_completion", "市重点占年度计划", "市重点累计完成÷市重点年度计划投资", _city),
    FigureRule(
        "city_gap_points",
        "市重点较时间进度",
        "百分点",
        "市重点占年度计划－时间进度（报告期月数÷12）",
        _city,
        lambda basis: gap_of(basis.city, basis.month),
    ),
    FigureRule(
        "city_short_of_schedule",
        "市重点距时间进度差额",
        "亿元",
        "市重点年度计划投资×时间进度－市重点累计完成，已达到的为0",
        _city,
        lambda basis: short_of_schedule(basis.city, basis.month),
    ),
    money_sum(
        "largest_plan",
        "{largest}年度计划投资",
        "市重点项目中现行年度计划投资最大的项目",
        lambda basis: basis.largest_rows,
        "current_plan",
    ),
    FigureRule(
        "largest_share",
        "{largest}占市重点计划",
        "%",
        "市重点项目中最大的年度计划投资÷市重点年度计划投资",
        lambda basis: basis.largest_rows,
        _largest_share,
    ),
    _completion(
        "city_completion_without_largest",
        "剔除{largest}后市重点占年度计划",
        "市重点累计完成÷剔除年度计划投资最大的项目后的市重点年度计划投资，均不含该项目",
        lambda basis: basis.city_without_largest,
    ),
    count("district_count", "区重点项目", "在册正式项目中级别含“区”或未填级别的项目数", _district),
    count(
        "district_count_packed",
        "区重点项目（按打包）",
        "在册正式项目中级别含“区”或未填级别的项目数，同一打包项目的各单个项目合计一个",
        _packed(_district),
    ),
    money_sum(
        "district_plan", "区重点年度计划投资", "区重点项目现行年度计划投资之和", _district, "current_plan"
    ),
    money_sum(
        "district_invested",
        "区重点累计完成",
        "区重点项目累计完成投资（纳统）之和",
        _district,
        "invested_to_date",
    ),
    _completion("district_completion", "区重点占年度计划", "区重点累计完成÷区重点年度计划投资", _district),
    FigureRule(
        "district_gap_points",
        "区重点较时间进度",
        "百分点",
        "区重点占年度计划－时间进度（报告期月数÷12）",
        _district,
        lambda basis: gap_of(basis.district, basis.month),
    ),
    FigureRule(
        "district_short_of_schedule",
        "区重点距时间进度差额",
        "亿元",
        "区重点年度计划投资×时间进度－区重点累计完成，已达到的为0",
        _district,
        lambda basis: short_of_schedule(basis.district, basis.month),
    ),
    FigureRule(
        "district_needed_per_month",
        "区重点{rest}月均需完成",
        "亿元",
        "（区重点年度计划投资－区重点累计完成）÷本年剩余月数，为测算数；12月不计",
        _district,
        lambda basis: needed_per_month(basis.district, basis.month),
    ),
    count("district_started", "已开工", "区重点项目中已开工的项目数", where(_district, is_started)),
    _share_of(
        _district,
        "district_started_share",
        "区重点开工率",
        "已开工÷区重点项目数",
        where(_district, is_started),
    ),
    count(
        "district_not_started",
        "未开工",
        "区重点项目数－已开工项目数",
        where(_district, _is_not_started),
    ),
    count(
        "district_started_not_listed",
        "已开工未入库",
        "区重点项目中已开工而未统计入库的项目数",
        where(_district, lambda row: is_started(row) and not is_listed(row)),
    ),
    *_state_figures("on_schedule", ON_SCHEDULE, "区重点项目中累计完成÷年度计划不低于时间进度的项目数"),
    *_state_figures("behind", BEHIND, "区重点项目中有累计完成而低于时间进度的项目数"),
    *_state_figures("no_investment", NO_INVESTMENT, "区重点项目中累计完成投资（纳统）为空或不大于0的项目数"),
    count(
        "not_due",
        NOT_DUE,
        "区重点项目中未到计划开工月份、有累计完成而低于时间进度的项目数",
        _in_state(NOT_DUE),
    ),
    count("not_assessed", NOT_ASSESSED, "区重点项目中年度计划为空或0的项目数", _in_state(NOT_ASSESSED)),
    count(
        "plan_pending",
        PLAN_PENDING,
        "区重点项目中没有年度计划、全部项目都还没有下达本年度计划的项目数",
        _in_state(PLAN_PENDING),
    ),
    count(
        "invested_not_listed",
        "有投资未入库",
        "区重点项目中实际完成投资大于0而未统计入库的项目数",
        where(_district, is_invested_not_listed),
    ),
)
