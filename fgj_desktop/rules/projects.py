"""What is asked of one project or of several: amounts, flags, levels, and how far they are against the schedule."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from fgj_desktop.store.rows import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.ledgers.period import Month

Rows = tuple[Row, ...]


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
