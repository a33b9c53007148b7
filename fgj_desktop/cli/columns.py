"""Columns named on the command line, by their names or titles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers.kinds import LinkList, linked_ids
from fgj_desktop.ledgers.values import Dash, Misfit
from fgj_desktop.rules.ledger_sheet import OWN_GROUPS
from fgj_desktop.store.filters import ColumnFilter

if TYPE_CHECKING:
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.store.store import Store


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


def rows_named(store: Store, ledger: Ledger, month: Month, text: str) -> ColumnFilter:
    """The filter of 「责任单位=区水务局」: rows that have a value in a column, or among several there.

    Raises UserError for a column or a value that the ledger does not have.
    """
    name, sign, said = (part.strip() for part in text.partition("="))
    field = next(
        (
            one
            for one in ledger.fields
            if name in {one.name, one.title_for(month), one.title_for(month, short=True)}
        ),
        None,
    )
    if field is None or not sign:
        raise UserError(f"“{text}”不能作为范围，请写成 列=内容，如 责任单位=区水务局。")
    if not said:
        return ColumnFilter(field.name, "blank")
    value = field.column.kind.parse(said, store.context(month))
    if isinstance(value, Misfit | Dash):
        reason = f"：{value.reason}" if isinstance(value, Misfit) else ""
        raise UserError(f"{field.title_for(month, short=True)}没有“{said}”{reason}。")
    listed = linked_ids(value) if isinstance(field.column.kind, LinkList) else [value]
    return ColumnFilter(field.name, "picked", tuple(listed))
