"""The figures of bonds: of the reserve, of its rank in the city, and of what has been issued."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.rules.figure import FigureRule, count, money_sum

if TYPE_CHECKING:
    from fgj_desktop.rules.basis import Basis
    from fgj_desktop.rules.projects import Rows

RESERVE = "bond_reserve"


def _reserve(basis: Basis) -> Rows:
    return basis.rows(RESERVE)


FIGURES: tuple[FigureRule, ...] = (
    count("bond_count", "专项债储备项目", "在册储备项目数", _reserve, RESERVE),
    money_sum(
        "bond_total",
        "储备项目总投资",
        "在册储备项目总投资之和",
        _reserve,
        "total_investment",
        RESERVE,
    ),
    money_sum(
        "bond_gap",
        "债券资金缺口",
        "在册储备项目债券资金总需求与已安排债券之差的和",
        _reserve,
        "bond_gap",
        RESERVE,
    ),
)
