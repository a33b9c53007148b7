"""The figures of what is put forward for next year: of the province and of the city, which are never added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.rules.basis import of_coming_year
from fgj_desktop.rules.figure import FigureRule, Select, count, money_sum

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fgj_desktop.rules.basis import Basis
    from fgj_desktop.rules.projects import Rows

LEDGER = "application"
FORMAL, PREPARATORY = "正式项目", "前期预备项目"


def _of(level: str, kind: str | None = None) -> Select:
    """The applications of a level and a kind for the coming year."""

    def select(basis: Basis) -> Rows:
        rows = of_coming_year(basis, LEDGER, "plan_year")
        return tuple(
            row for row in rows if row.values.get("level") == level and kind in (None, row.values.get("kind"))
        )

    return select


def _level(name: str, level: str) -> Iterator[FigureRule]:
    """The figures of one level."""
    title = f"{level}重点申报"
    what = f"{{next_year}}{level}重点申报"
    formal, preparatory = _of(level, FORMAL), _of(level, PREPARATORY)
    yield count(name, what, f"{what}中的正式项目和前期预备项目数，不含未列入、调出", _of(level), LEDGER)
    yield count(f"{name}_formal", f"{title}正式项目", f"{what}中的正式项目数", formal, LEDGER)
    yield money_sum(
        f"{name}_formal_total",
        f"{title}正式项目总投资",
        f"{title}正式项目总投资之和",
        formal,
        "total_investment",
        LEDGER,
    )
    yield money_sum(
        f"{name}_formal_plan",
        f"{title}正式项目年度计划投资",
        f"{title}正式项目申报年度计划投资之和",
        formal,
        "annual_plan",
        LEDGER,
    )
    yield count(
        f"{name}_preparatory", f"{title}前期预备项目", f"{what}中的前期预备项目数", preparatory, LEDGER
    )
    yield money_sum(
        f"{name}_preparatory_total",
        f"{title}前期预备项目估算总投资",
        f"{title}前期预备项目估算总投资之和",
        preparatory,
        "total_investment",
        LEDGER,
    )


FIGURES: tuple[FigureRule, ...] = (*_level("application_province", "省"), *_level("application_city", "市"))
