"""What a cell of a record says, wherever it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers.values import DASH

if TYPE_CHECKING:
    from fgj_desktop.ledgers import Field
    from fgj_desktop.ledgers.values import Context
    from fgj_desktop.store.rows import Row


def cell_text(field: Field, row: Row, context: Context) -> str:
    """The text of a cell: its value, the text that does not fit, or 「—」."""
    mark = row.marks.get(field.name)
    if mark is not None:
        if mark.misfit is not None:
            return mark.misfit
        if mark.dash:
            return DASH.value
    return field.column.kind.text(row.values.get(field.name), context)
