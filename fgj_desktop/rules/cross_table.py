"""The table 开工 × 入库 × 投资: where each project stands, so that counts which overlap are seen to fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.rules.projects import (
    amount,
    has_actual_investment,
    is_invested_not_listed,
    is_listed,
    is_started,
)
from fgj_desktop.rules.schedule import STATES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fgj_desktop.store.rows import Row

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


def cross_words(rows: Sequence[Row]) -> tuple[str, ...]:
    """How the counts that are told of the same projects fit together, with their numbers."""
    counted = [row for row in rows if row.counted]
    started = [row for row in counted if is_started(row)]
    begun, not_begun = len(started), len(counted) - len(started)
    unlisted = sum(not is_listed(row) for row in started)
    invested = [row for row in counted if is_invested_not_listed(row)]
    of_started = sum(is_started(row) for row in invested)
    states = [(state, sum(row.values.get("state") == state for row in counted)) for state in STATES]
    parts = "＋".join(f"{state} {count}" for state, count in states if count)
    lines = (
        f"{len(counted)} 个＝已开工 {begun}＋未开工 {not_begun}；已开工未入库 {unlisted} 个含在已开工中，不另相加。",
        f"{len(counted)} 个＝{parts}。" if parts else "",
        f"有投资未入库 {len(invested)} 个：其中已开工 {of_started}、未开工 {len(invested) - of_started}。",
    )
    return tuple(line for line in lines if line)
