"""The table 开工 × 入库 × 投资: where each project stands, so that counts which overlap are seen to fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.rules.projects import amount, has_actual_investment, is_listed, is_started

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
