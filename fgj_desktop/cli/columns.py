"""Columns named on the command line, by their names or titles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError
from fgj_desktop.rules.ledger_sheet import OWN_GROUPS

if TYPE_CHECKING:
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month


def group_named(ledger: Ledger, month: Month, text: str | None) -> str:
    """The column to group by; the clerk's own way when none is named.

    Raises UserError, with the columns that group, for any other.
    """
    if text is None:
        return OWN_GROUPS
    for field in ledger.group_fields:
        if text in {field.name, field.title_for(month), field.title_for(month, short=True)}:
            return field.name
    titles = "、".join(field.title_for(month, short=True) for field in ledger.group_fields)
    raise UserError(f"不能按“{text}”分组，可选：{titles or '无'}。")
