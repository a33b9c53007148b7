"""Makes the form of a ledger and a period from the file: its rows, what they say now, and what was said last."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.declaration import Axis
from fgj_desktop.ledgers.values import WAN
from fgj_desktop.rules.basis import Basis
from fgj_desktop.rules.cell_text import cell_text
from fgj_desktop.rules.deadlines import DONE
from fgj_desktop.rules.form_columns import form_columns, former_names, require_period, stands
from fgj_desktop.rules.form_spec import (
    FormCell,
    FormColumn,
    FormHead,
    FormRow,
    FormSpec,
    Part,
    units_in_order,
)
from fgj_desktop.rules.ledger_sheet import OFFICE
from fgj_desktop.rules.register_change import as_then_called
from fgj_desktop.rules.reporters import UNITS, reporter_of
from fgj_desktop.rules.score_form import is_scored, score_form
from fgj_desktop.rules.sheet_words import unit_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fgj_desktop.ledgers import Field, Ledger
    from fgj_desktop.ledgers.report_period import ReportPeriod
    from fgj_desktop.ledgers.values import Context
    from fgj_desktop.store.rows import Row
    from fgj_desktop.store.store import Store

_NO_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
"""What no spreadsheet can hold: it would come back as another text."""
_TASK_STATE = "task_state"


def form_spec(
    store: Store,
    ledger: Ledger,
    period: ReportPeriod,
    *,
    head: FormHead | None = None,
    entries: Sequence[str] | None = None,
    version: int = 1,
    with_finished: bool = False,
) -> FormSpec:
    """The form that goes to all units (整表一份); ``by_unit`` of it are those of each.

    ``entries`` are the fields that it opens, the usual ones when None. ``with_finished`` keeps the records that are
    finished by now, which no new form asks about.

    Raises:
        UserError: units fill nothing of the ledger, or not of this kind of period.
    """
    if is_scored(ledger):
        require_period(ledger, period)
        return replace(score_form(store, period, head=head, entries=entries), version=version)
    columns = form_columns(ledger, period, entries)
    rows = _open_rows(store, ledger, period, with_finished=with_finished)
    unit_of = reporter_of(Basis.of(store, period.month), ledger)
    reader = _Reader(store, ledger, period)
    made = tuple(reader.row(row, unit_of(row), columns) for row in rows)
    fields = [one.field for one in columns if one.field is not None]
    return FormSpec(
        ledger,
        period,
        columns,
        made,
        units_in_order(made, store.links().labels(UNITS)),
        head or FormHead(ledger.title),
        str(store.settings.get(OFFICE, "")),
        unit_line(fields, WAN),
        version,
    )


def _open_rows(store: Store, ledger: Ledger, period: ReportPeriod, *, with_finished: bool) -> list[Row]:
    """The records that are reported on: those that count and are not finished, in the clerk's order."""
    rows = [row for row in store.view(ledger, period.month).rows() if row.counted]
    as_then_called(ledger, rows, period.month)
    return [row for row in rows if with_finished or row.values.get(_TASK_STATE) != DONE]


class _Reader:
    """Reads the cells of rows, now and in the period before."""

    def __init__(self, store: Store, ledger: Ledger, period: ReportPeriod) -> None:
        self._ledger = ledger
        self._period = period
        self._context = store.context(period.month, WAN)
        before = period.previous.month if period.half else period.month.previous
        self._former_context = store.context(before, WAN)
        halves = store.view(ledger, before).rows()
        self._halves = {row.id: row for row in halves}
        same = before == period.month.previous
        months = halves if same else store.view(ledger, period.month.previous).rows()
        self._months = {row.id: row for row in months}

    def row(self, row: Row, unit: int | None, columns: Sequence[FormColumn]) -> FormRow:
        cells = {one.key: self._cell(row, one) for one in columns}
        return FormRow(row.id, unit, str(row.values.get(self._ledger.name_column) or ""), cells)

    def _cell(self, row: Row, column: FormColumn) -> FormCell:
        if column.field is None:
            return FormCell(record=row.id)
        if column.part is Part.FORMER:
            return self._former(row, column.field)
        own = column.part is Part.ENTRY and not stands(column.field)
        if own and column.field.name in row.carried:
            return FormCell(record=row.id)
        return _cell_of(row, column.field, self._context)

    def _former(self, row: Row, one: Field) -> FormCell:
        rows: Mapping[int, Row] = self._halves if one.column.per is Axis.HALF_MONTH else self._months
        before = rows.get(row.id)
        for name in former_names(one, self._period) if before is not None else ():
            assert before is not None
            cell = _cell_of(before, self._ledger.fields_by_name[name], self._former_context)
            if cell.text:
                return cell
        return FormCell(record=row.id)


def _cell_of(row: Row, one: Field, context: Context) -> FormCell:
    """A cell with the text that is read and the value a spreadsheet holds; text that does not fit stays text."""
    text = _NO_CONTROLS.sub("", cell_text(one, row, context))
    mark = row.marks.get(one.name)
    is_text = mark is not None and (mark.dash or mark.misfit is not None)
    content = text or None if is_text else one.column.kind.to_cell(row.values.get(one.name), context)
    return FormCell(text, content, row.id)
