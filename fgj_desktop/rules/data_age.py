"""Whether the month that a document tells of was filled in at all: what accumulates stands on from the month before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers import KEY_PROJECT

if TYPE_CHECKING:
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.store.store import Store


def older_data_note(store: Store, month: Month) -> str:
    """What to tell when the key projects have no entries of a month, and older ones of its year are told instead."""
    known = [one for one in store.months(KEY_PROJECT) if one.year == month.year and one <= month]
    if not known or known[-1] == month:
        return ""
    newest = known[-1]
    return (
        f"“{KEY_PROJECT.title}”没有{month.year}年{month.number}月的填报数据，"
        f"文中的累计数是{newest.year}年{newest.number}月的。"
    )
