"""The clerk's own row beside a question, and the ledger's record it may be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.exchange.cells import text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.exchange.mapping import ColumnMapping
    from fgj_desktop.exchange.plan import Place, Question, TablePlan
    from fgj_desktop.views.import_session import ImportSession

_COLUMNS = 5
_LONGEST = 40
_ROW = re.compile(r"第 (\d+) 行")
_WANTED = ("code", "town", "responsible_unit", "owner_unit", "total_investment", "annual_plan")
"""What tells projects apart, besides number and name."""


@dataclass(frozen=True, slots=True)
class Example:
    """A few cells under their titles; each line has a name before it."""

    titles: tuple[str, ...]
    lines: tuple[tuple[str, tuple[str, ...]], ...]
    marked: int = -1
    """The column that the question is about; -1 for none."""


def example_of(session: ImportSession, question: Question) -> Example | None:
    """The row that a question is about; None for questions about a whole sheet."""
    found = _row_of(session, question.place) if question.place is not None else None
    if found is None:
        return None
    part, index, asked = found
    assert part.mapping is not None
    table = session.table(part.id)
    if not 0 <= index < len(table.sheet.rows):
        return None
    columns = _columns(part.mapping.columns, part, asked)
    fields = [one.field for one in columns]
    cells = tuple(_shown(table.sheet.value(index, one.index)) for one in columns)
    lines = [("表中", cells)]
    known = _record(question, session, part)
    if known is not None:
        lines.append(("台账中", tuple(known.get(field.name, "") if field else "" for field in fields)))
    marked = next((at for at, one in enumerate(columns) if one.index == asked), -1)
    return Example(tuple(one.title for one in columns), tuple(lines), marked)


def _row_of(session: ImportSession, place: Place) -> tuple[TablePlan, int, int | None] | None:
    """The table that holds the place, the row, and the column when the place is a cell."""
    for part in session.parts:
        if (part.file, part.sheet) != (place.file, place.sheet) or part.mapping is None:
            continue
        if row := _ROW.fullmatch(place.address):
            return part, int(row[1]) - 1, None
        if (cell := session.table(part.id).sheet.find(place.address)) is not None:
            return part, *cell
    return None


def _columns(columns: Sequence[ColumnMapping], part: TablePlan, column: int | None) -> list[ColumnMapping]:
    """Number, name, the cell asked about, then what tells records apart; in the order of the sheet."""
    ledger = part.ledger
    assert ledger is not None
    wanted = [ledger.serial_column, ledger.name_column]
    first = [one for one in columns if one.field is not None and one.field.name in wanted]
    asked = [one for one in columns if one.index == column]
    rest = [one for one in columns if one.field is not None and one.field.name in _WANTED]
    chosen = list({one.index: one for one in (*first, *asked, *rest)}.values())[:_COLUMNS]
    return sorted(chosen, key=lambda one: one.index)


def _record(question: Question, session: ImportSession, part: TablePlan) -> dict[str, str] | None:
    """The cells of the record that the row may be, as the ledger shows them."""
    if question.kind != "record" or part.ledger is None:
        return None
    found = next((one.value for one in question.choices if one.value.lstrip("-").isdigit()), None)
    if found is None:
        return None
    month = part.month or session.month
    rows = session.store.view(part.ledger, month).rows([int(found)])
    if not rows:
        return None
    context = session.store.context(month, part.money_unit)
    fields = part.ledger.fields_by_name
    return {
        name: _short(fields[name].column.kind.text(value, context))
        for name, value in rows[0].values.items()
        if name in fields and value is not None
    }


def _shown(value: object) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:,}"
    return _short(text_of(value))  # type: ignore[arg-type]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
