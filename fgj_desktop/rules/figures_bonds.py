"""The figures of bonds: of the reserve, of its rank in the city, and of what has been issued."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.dates import date_bounds
from fgj_desktop.rules.amounts import ratio
from fgj_desktop.rules.basis import of_coming_year
from fgj_desktop.rules.figure import FigureRule, count, money_sum, where
from fgj_desktop.rules.projects import Rows, amount, is_started, total

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from fgj_desktop.rules.basis import Basis
    from fgj_desktop.rules.shown import Exact
    from fgj_desktop.store.rows import Row

RESERVE, RANKING, ISSUED = "bond_reserve", "city_ranking", "bond_project"
DEMAND = "债券资金总需求"


def _reserve(basis: Basis) -> Rows:
    return of_coming_year(basis, RESERVE, "reserve_year")


def ranking(basis: Basis) -> Rows:
    """The newest ranking of the reserve's demand for bonds."""
    found = [row for row in basis.rows(RANKING) if DEMAND in str(row.values.get("name") or "")]
    return (max(found, key=_period_of),) if found else ()


def _period_of(row: Row) -> tuple[str, str]:
    """The last and the first day of what a ranking is of: a quarter's is newer than that of a month before its end."""
    first, last = date_bounds(str(row.values.get("period") or "1900"))
    return last, first


def _ranked(column: str) -> Callable[[Basis], Exact]:
    def value(basis: Basis) -> Exact:
        rows = ranking(basis)
        return amount(rows[0], column) if rows else None

    return value


def _ranked_as_of(basis: Basis) -> datetime.date:
    """The end of the period that the ranking is of."""
    for row in ranking(basis):
        period = row.values.get("period")
        if period:
            return datetime.date.fromisoformat(date_bounds(str(period))[1])
    return basis.month.last_day


def _issued(basis: Basis) -> Rows:
    return basis.rows(ISSUED)


def _of_year(basis: Basis) -> Rows:
    return tuple(row for row in _issued(basis) if row.values.get("bond_year") == basis.month.year)


def not_started(basis: Basis) -> Rows:
    """The projects with bonds of the year that have not begun."""
    return tuple(row for row in _of_year(basis) if not is_started(row))


def _share(part: str, whole: str) -> Callable[[Basis], Fraction | None]:
    def value(basis: Basis) -> Fraction | None:
        paid, of = total(_of_year(basis), part), total(_of_year(basis), whole)
        return ratio(paid, of)

    return value


FIGURES: tuple[FigureRule, ...] = (
    count(
        "bond_count",
        "{next_year}专项债储备项目",
        "在册储备项目数（下一年度；没有的取最近年度）",
        _reserve,
        RESERVE,
    ),
    money_sum(
        "bond_total", "储备项目总投资", "在册储备项目总投资之和", _reserve, "total_investment", RESERVE
    ),
    money_sum(
        "bond_gap",
        "债券资金缺口",
        "在册储备项目债券资金总需求与已安排债券之差的和",
        _reserve,
        "bond_gap",
        RESERVE,
    ),
    count(
        "bond_both_passed",
        "双通过的储备项目",
        "国家重大库和财政系统都审核通过的储备项目数",
        where(_reserve, lambda row: row.values.get("both_passed") == 1),
        RESERVE,
    ),
    FigureRule(
        "bond_rank",
        "储备项目债券资金总需求全市排名",
        "名",
        "全市排名中“债券资金总需求”指标最近一期的名次",
        ranking,
        _ranked("rank"),
        RANKING,
        as_of=_ranked_as_of,
    ),
    FigureRule(
        "bond_rank_of",
        "参评地区",
        "个",
        "同一排名的参评地区数",
        ranking,
        _ranked("ranked_areas"),
        RANKING,
        as_of=_ranked_as_of,
    ),
    count(
        "bond_2021_not_started",
        "{year}专项债尚未开工",
        "已发行项目中债券年度为{year}而未开工的项目数",
        not_started,
        ISSUED,
    ),
    FigureRule(
        "bond_payment_share",
        "{year}专项债支出进度",
        "%",
        "债券年度为{year}的已发行项目实际支出÷债券净额度",
        _of_year,
        _share("paid", "net_amount"),
        ISSUED,
    ),
    FigureRule(
        "bond_handing_share",
        "{year}专项债拨付率",
        "%",
        "债券年度为{year}的已发行项目已拨付至项目单位÷到账资金",
        _of_year,
        _share("handed_on", "received"),
        ISSUED,
    ),
)
