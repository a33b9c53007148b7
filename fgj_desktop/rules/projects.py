"""The counted rows of both ledgers, parted the ways in which the figures look at them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Self

from fgj_desktop.store.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fgj_desktop.ledgers.period import Month

Rows = tuple[Row, ...]

_NUMERALS = ("", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十", "十一")


def amount(row: Row, column: str) -> int | None:
    """A stored or computed amount in 分."""
    value = row.values.get(column)
    return None if value is None else int(value)


def total(rows: Sequence[Row], column: str) -> int | None:
    """The sum of a column's amounts in 分; None when not one of them is filled."""
    amounts = [value for row in rows if (value := amount(row, column)) is not None]
    return sum(amounts) if amounts else None


def is_started(row: Row) -> bool:
    """Whether 是否开工 says yes; not filled counts as not begun."""
    return row.values.get("started") == 1


def is_listed(row: Row) -> bool:
    """Whether 是否统计入库 says yes; not filled counts as not listed."""
    return row.values.get("listed") == 1


def has_actual_investment(row: Row) -> bool:
    """Whether the unit reports actual investment (实际完成投资) above 0."""
    return (amount(row, "actual_invested_to_date") or 0) > 0


def is_invested_not_listed(row: Row) -> bool:
    """有投资未入库: actual investment, yet not in the statistics library."""
    return has_actual_investment(row) and not is_listed(row)


def levels(row: Row) -> list[str]:
    """The levels of a project; one without any is the district's, whose ledger this is."""
    return str(row.values.get("level") or "区").split("、")


@dataclass(frozen=True, slots=True)
class Projects:
    """What the figures are computed from."""

    month: Month
    district: Rows
    city: Rows
    bonds: Rows
    largest: Row | None
    """The city's key project with the largest plan above 0, the first of several."""

    @classmethod
    def of(cls, projects: Sequence[Row], bonds: Sequence[Row], month: Month) -> Self:
        """Part the rows of both ledgers; rows that do not count are left out."""
        counted = [row for row in projects if row.counted]
        city = tuple(row for row in counted if "市" in levels(row))
        planned = [row for row in city if (amount(row, "current_plan") or 0) > 0]
        return cls(
            month=month,
            district=tuple(row for row in counted if "区" in levels(row)),
            city=city,
            bonds=tuple(row for row in bonds if row.counted),
            largest=max(planned, key=lambda row: amount(row, "current_plan") or 0, default=None),
        )

    @property
    def city_without_largest(self) -> Rows:
        """The city's key projects except the one with the largest plan."""
        return tuple(row for row in self.city if row is not self.largest)

    @property
    def largest_rows(self) -> Rows:
        """The project with the largest plan, if there is one."""
        return () if self.largest is None else (self.largest,)

    @property
    def largest_name(self) -> str:
        """Its name for titles."""
        return "最大项目" if self.largest is None else str(self.largest.values.get("name") or "")

    @property
    def rest_text(self) -> str:
        """「后三个月」: the months of the year still to come; empty in December."""
        rest = 12 - self.month.number
        return f"后{_NUMERALS[rest]}个月" if rest else ""


def completion_of(rows: Sequence[Row]) -> Fraction | None:
    """Invested over planned, of the sums; None without a plan."""
    plan = total(rows, "current_plan")
    return Fraction(total(rows, "invested_to_date") or 0, plan) if plan and plan > 0 else None


def gap_of(rows: Sequence[Row], month: Month) -> Fraction | None:
    """Completion of the sums less N/12."""
    share = completion_of(rows)
    return None if share is None else share - Fraction(month.number, 12)


def short_of_schedule(rows: Sequence[Row], month: Month) -> Fraction | None:
    """What is lacking to N/12 of the plan, in 分; 0 when nothing is."""
    plan = total(rows, "current_plan")
    if plan is None:
        return None
    return max(Fraction(0), Fraction(plan * month.number, 12) - (total(rows, "invested_to_date") or 0))


def needed_per_month(rows: Sequence[Row], month: Month) -> Fraction | None:
    """What each remaining month must bring to fulfil the plan, in 分; None in December."""
    plan = total(rows, "current_plan")
    if plan is None or month.number == 12:
        return None
    return max(Fraction(0), Fraction(plan - (total(rows, "invested_to_date") or 0), 12 - month.number))


INVESTMENTS: tuple[tuple[str, Callable[[Row], bool]], ...] = (
    ("有纳统投资", lambda row: (amount(row, "invested_to_date") or 0) > 0),
    ("仅有实际投资", has_actual_investment),
    ("无投资", lambda _row: True),
)
"""The kinds of investment, the first that holds."""


@dataclass(frozen=True, slots=True)
class CrossCell:
    """One cell of the table 开工 × 入库 × 投资 with the records in it."""

    started: bool
    listed: bool
    investment: str
    records: tuple[int, ...]


def cross_table(rows: Sequence[Row]) -> list[CrossCell]:
    """The counted projects by 是否开工, 是否统计入库 and kind of investment: twelve cells, some empty."""
    found: dict[tuple[bool, bool, str], list[int]] = {
        (started, listed, kind): []
        for started in (True, False)
        for listed in (True, False)
        for kind, _ in INVESTMENTS
    }
    for row in rows:
        if row.counted:
            kind = next(kind for kind, holds in INVESTMENTS if holds(row))
            found[is_started(row), is_listed(row), kind].append(row.id)
    return [CrossCell(*key, tuple(records)) for key, records in found.items()]
