"""The figures of fixed-asset investment: as published, and as the statistics library explains them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.numbers import share_of
from fgj_desktop.ledgers.values import YI
from fgj_desktop.rules.basis import PROJECTS, quarter_start
from fgj_desktop.rules.figure import FigureRule, count, where
from fgj_desktop.rules.investment import PARK, REAL_ESTATE, WHOLE
from fgj_desktop.rules.investment import PROJECTS as INVESTMENT_PROJECTS
from fgj_desktop.rules.projects import Rows, amount, total

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable

    from fgj_desktop.rules.basis import Basis
    from fgj_desktop.rules.shown import Exact
    from fgj_desktop.store.rows import Row

LEDGER, LIBRARY = "fixed_asset_investment", "statistics_project"
_AMOUNTS = ("cumulative", "annual_task", "year_on_year", "rank")


def _of(scope: str) -> Callable[[Basis], Rows]:
    """The indicator of a scope that has something for the month: the first, if there are several."""

    def is_meant(row: Row) -> bool:
        return row.values.get("scope") == scope and any(row.values.get(one) is not None for one in _AMOUNTS)

    return lambda basis: tuple(row for row in basis.rows(LEDGER) if is_meant(row))[:1]


_whole = _of(WHOLE)


def invested_to_date(basis: Basis) -> int | None:
    """固定资产投资 to date in the year, 分; None when nothing is published."""
    return total(_whole(basis), "cumulative")


def task_of_year(basis: Basis) -> int | None:
    """市下达年度任务, 分."""
    return total(_whole(basis), "annual_task")


def _is_carried(row: Row) -> bool:
    """Whether the cumulative amount is that of an earlier month."""
    return row.values.get("cumulative") is not None and row.values.get("cumulative@own") is None


def _published_on(rows: Callable[[Basis], Rows]) -> Callable[[Basis], datetime.date]:
    """The end of the month of which the cumulative amount is: an earlier one where this one is not published."""

    def as_of(basis: Basis) -> datetime.date:
        month = basis.month
        while month.number > 1 and any(_is_carried(row) for row in rows(basis.at(month))):
            month = month.previous
        return month.last_day

    return as_of


def _growth(rows: Rows) -> Fraction | None:
    """同比 as published; the recomputed one only where none is."""
    for row in rows:
        published = row.values.get("year_on_year")
        if published is not None:
            return share_of(published)
        computed = row.values.get("calculated_year_on_year")
        return None if computed is None else share_of(computed)
    return None


def _month_on_month(basis: Basis) -> Exact:
    rows = _whole(basis)
    computed = rows[0].values.get("month_on_month") if rows else None
    return None if computed is None else share_of(computed)


def _of_quarter(basis: Basis) -> Exact:
    """The cumulative less that of the quarter before; of the first quarter the cumulative itself."""
    until, start = total(_published(basis), "cumulative"), quarter_start(basis.month)
    if until is None or start == 0:
        return until
    before = total(_published(basis.at(basis.month.months_before(basis.month.number - start))), "cumulative")
    return None if before is None else until - before


def _published(basis: Basis) -> Rows:
    return tuple(row for row in _whole(basis) if not _is_carried(row))


def _rank(basis: Basis) -> Exact:
    rows = _whole(basis)
    return amount(rows[0], "rank") if rows else None


def _plan_share(basis: Basis) -> Exact:
    plan, task = total(basis.district, "current_plan"), task_of_year(basis)
    return Fraction(plan, task) if plan is not None and task and task > 0 else None


def _listed(basis: Basis) -> Rows:
    return tuple(row for row in basis.rows(LIBRARY) if row.values.get("newly_listed"))


def _is_large(row: Row) -> bool:
    return (amount(row, "total_investment") or 0) > YI


def _scope(name: str, title: str, scope: str, remark: str = "") -> tuple[FigureRule, FigureRule]:
    """The cumulative amount of a scope and its growth."""
    rows, what = _of(scope), f"投资月报“{scope}”指标的"
    return (
        FigureRule(
            f"fai_{name}",
            f"{title}累计完成{remark}" if name == "total" else f"其中：{title}{remark}",
            "亿元",
            f"{what}{{range}}累计{remark}",
            rows,
            lambda basis: total(rows(basis), "cumulative"),
            LEDGER,
            as_of=_published_on(rows),
        ),
        FigureRule(
            f"fai_{name}_yoy",
            f"{title}同比",
            "%",
            f"{what}同比增长，以公布数为准；未公布的按累计÷上年同期累计－1测算",
            rows,
            lambda basis: _growth(rows(basis)),
            LEDGER,
            decimals=1,
        ),
    )


FIGURES: tuple[FigureRule, ...] = (
    *_scope("total", "固定资产投资", WHOLE),
    *_scope("projects", "投资项目", INVESTMENT_PROJECTS),
    *_scope("real_estate", "房地产", REAL_ESTATE),
    *_scope("park", "产业园", PARK, "（交叉口径，不另加）"),
    FigureRule(
        "fai_month",
        "{month}单月",
        "亿元",
        "固定资产投资{range}累计－上月累计；1—2月合并发布，没有当月数",
        _whole,
        lambda basis: total(_whole(basis), "month_amount"),
        LEDGER,
    ),
    FigureRule(
        "fai_month_mom",
        "{month}环比",
        "%",
        "{month}单月÷上月单月－1，非季节调整数；3月没有环比",
        _whole,
        _month_on_month,
        LEDGER,
    ),
    FigureRule(
        "fai_quarter",
        "{quarter}完成",
        "亿元",
        "固定资产投资{range}累计－上季度末累计",
        _published,
        _of_quarter,
        LEDGER,
    ),
    FigureRule(
        "fai_task",
        "市下达年度投资任务",
        "亿元",
        "投资月报“合计”指标的市下达年度任务",
        _whole,
        task_of_year,
        LEDGER,
    ),
    FigureRule(
        "fai_rank",
        "固定资产投资增速全市排名",
        "名",
        "投资月报“合计”指标的增速全市排名",
        _whole,
        _rank,
        LEDGER,
    ),
    count(
        "fai_new_listed", "{range}新增入库项目", "在库项目中入库时间在{year}{range}的项目数", _listed, LIBRARY
    ),
    count(
        "fai_new_listed_100m",
        "其中：总投资超1亿元",
        "新增入库项目中计划总投资大于1亿元的项目数",
        where(_listed, _is_large),
        LIBRARY,
    ),
    FigureRule(
        "plan_share_of_task",
        "区重点计划占市下达投资任务",
        "%",
        "区重点年度计划投资÷市下达年度投资任务；两者口径不同，只作比较",
        lambda basis: basis.district,
        _plan_share,
        PROJECTS,
        also=(LEDGER,),
    ),
)
