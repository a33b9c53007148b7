"""The figures of energy and safety: inspections, publicity, drills, and power users put forward."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers.dates import date_bounds
from fgj_desktop.ledgers.kinds import linked_ids
from fgj_desktop.rules.figure import FigureRule, Select, count, number_sum, where

if TYPE_CHECKING:
    from fgj_desktop.rules.basis import Basis
    from fgj_desktop.rules.projects import Rows
    from fgj_desktop.store.rows import Row

INSPECTIONS, PUBLICITY, POWER_USERS = "safety_inspection", "publicity", "power_user"
JOINT, DRILL = "联合整治", "应急演练"


def _rows(ledger: str) -> Select:
    return lambda basis: basis.rows(ledger)


def _is_counted(row: Row) -> bool:
    """计入次数: empty is yes."""
    return row.values.get("included") != 0


def _is_drill(row: Row) -> bool:
    return row.values.get("kind") == DRILL


def _towns(basis: Basis) -> int:
    return len({town for row in _publicity(basis) for town in linked_ids(row.values.get("towns"))})


def _submitted(basis: Basis) -> Rows:
    """The users put forward to the city this year, up to the end of the month."""
    first, last = f"{basis.month.year_key}-01-01", basis.month.last_day.isoformat()

    def is_submitted(row: Row) -> bool:
        day = row.values.get("submitted_on")
        return bool(day) and first <= date_bounds(str(day))[0] <= last

    return tuple(row for row in basis.rows(POWER_USERS) if is_submitted(row))


_inspections = where(_rows(INSPECTIONS), _is_counted)
_publicity = where(_rows(PUBLICITY), lambda row: not _is_drill(row) and bool(row.values.get("copies")))
FIGURES: tuple[FigureRule, ...] = (
    count(
        "inspections",
        "安全生产检查",
        "本年安全生产检查中计入次数的记录数，截至报告期末",
        _inspections,
        INSPECTIONS,
        "次",
    ),
    number_sum(
        "inspection_vehicles",
        "出动车辆",
        "车次",
        "计入次数的检查出动车辆之和",
        _inspections,
        "vehicles",
        INSPECTIONS,
    ),
    number_sum(
        "inspection_people", "检查人员", "人次", "计入次数的检查人员之和", _inspections, "people", INSPECTIONS
    ),
    count(
        "joint_actions",
        "成品油联合整治",
        "本年安全生产检查中行业为成品油、类型为联合整治的记录数，不论是否计入次数",
        where(
            _rows(INSPECTIONS),
            lambda row: row.values.get("kind") == JOINT and row.values.get("field") == "成品油",
        ),
        INSPECTIONS,
        "次",
    ),
    number_sum(
        "publicity_copies",
        "安全用电宣传资料",
        "份",
        "本年宣传活动发放的宣传资料之和；标为约数的按所填数计",
        _publicity,
        "copies",
        PUBLICITY,
    ),
    FigureRule(
        "publicity_towns", "覆盖镇办", "个", "本年发放宣传资料覆盖的不同镇办数", _publicity, _towns, PUBLICITY
    ),
    count(
        "drills",
        "联合演练",
        "本年宣传演练中的应急演练次数",
        where(_rows(PUBLICITY), _is_drill),
        PUBLICITY,
        "次",
    ),
    count(
        "power_users",
        "一般电力用户申报",
        "本年已上报市发改局的企业数，截至报告期末",
        _submitted,
        POWER_USERS,
        "家",
    ),
)
