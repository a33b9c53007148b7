"""The form of 镇办考核: one row an indicator, one column a town, for the unit that scores the indicator (评分单位)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers import TOWN_ASSESSMENT, TOWN_SCORE
from fgj_desktop.ledgers.values import DASH
from fgj_desktop.rules.assessment import ScoreSheet, applies
from fgj_desktop.rules.cell_text import cell_text
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
from fgj_desktop.rules.reporters import UNITS, first_unit
from fgj_desktop.rules.town_results import assessed_years, sheet_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.ledgers.report_period import ReportPeriod
    from fgj_desktop.ledgers.values import Context, Parsed
    from fgj_desktop.store.rows import Row
    from fgj_desktop.store.store import Store
    from fgj_desktop.store.writes import Writes

_FACTS = ("serial", "category", "name", "weight", "scoring_unit", "rule")
_ENTRIES = ("score", "reason")
_TITLES = {"score": "{town}得分", "reason": "{town}扣分原因"}


def is_scored(ledger: Ledger) -> bool:
    """Whether a ledger's form has towns in columns."""
    return ledger.name == TOWN_SCORE.name


def score_form(
    store: Store,
    period: ReportPeriod,
    *,
    head: FormHead | None = None,
    entries: Sequence[str] | None = None,
) -> FormSpec:
    """The form of the newest year that has indicators, up to the period's; ``entries`` may be the score alone.

    Raises UserError when no year has any.
    """
    year = _year(store, period.month)
    sheet = sheet_of(store, period.month, year)
    wanted = [name for name in _ENTRIES if entries is None or name in entries]
    columns = tuple(_columns(store, sheet, wanted, period.month))
    context = store.context(period.month)
    rows = tuple(_row(sheet, one, columns, context) for one in sheet.indicators)
    units = units_in_order(rows, store.links().labels(UNITS))
    made = head or FormHead()
    if made.title in {"", TOWN_SCORE.title}:
        made = replace(made, title=f"{year}年镇办考核评分")
    office = str(store.settings.get(OFFICE, ""))
    return FormSpec(
        TOWN_SCORE, period, columns, rows, units, made, office, rows_ledger=TOWN_ASSESSMENT, year=year
    )


def _year(store: Store, month: Month) -> int:
    known = [year for year in assessed_years(store, month) if year <= month.year]
    if not known:
        raise UserError("还没有考核指标，不能发放评分表。请先填写“指标与分值”。")
    return known[0]


def _columns(store: Store, sheet: ScoreSheet, entries: Sequence[str], month: Month) -> Iterator[FormColumn]:
    for name in _FACTS:
        one = TOWN_ASSESSMENT.fields_by_name[name]
        yield FormColumn(one.name, one.title_for(month), Part.FACT, one)
    labels = store.links().labels(UNITS)
    for name in entries:
        one = TOWN_SCORE.fields_by_name[name]
        for town in sheet.towns:
            title = _TITLES[name].format(town=labels.get(town.id, ""))
            yield FormColumn(f"{name}@{town.id}", title, Part.ENTRY, one, town.id)


def _row(sheet: ScoreSheet, indicator: Row, columns: Sequence[FormColumn], context: Context) -> FormRow:
    towns = {row.id: row for row in sheet.towns}
    cells = {
        one.key: _score(sheet, indicator, towns[one.town], one, context)
        if one.town
        else _fact(indicator, one, context)
        for one in columns
    }
    unit = first_unit(indicator.values.get("scoring_unit"))
    return FormRow(indicator.id, unit, str(indicator.values.get("name") or ""), cells)


def _fact(indicator: Row, column: FormColumn, context: Context) -> FormCell:
    assert column.field is not None
    text = cell_text(column.field, indicator, context)
    content = column.field.column.kind.to_cell(indicator.values.get(column.field.name), context)
    return FormCell(text, content, indicator.id)


def _score(sheet: ScoreSheet, indicator: Row, town: Row, column: FormColumn, context: Context) -> FormCell:
    cell = sheet.cell(indicator, town)
    record = cell.record or 0
    if not applies(indicator, town) and not record:
        return FormCell(is_closed=True)
    assert column.field is not None
    if column.field.name == "reason":
        return FormCell(cell.reason, cell.reason or None, record)
    if cell.not_applicable or cell.misfit:
        text = cell.misfit or DASH.value
        return FormCell(text, text, record)
    kind = column.field.column.kind
    return FormCell(kind.text(cell.score, context), kind.to_cell(cell.score, context), record)


def write_scores(writes: Writes, spec: FormSpec, row: FormRow, values: Mapping[str, Parsed]) -> None:
    """Store entries of one indicator, by the columns' keys: in the town's record, which is added where there is none."""
    towns: dict[int, dict[str, Parsed]] = {}
    records: dict[int, int] = {}
    for column in spec.columns:
        if column.town and column.key in values and column.field is not None:
            towns.setdefault(column.town, {})[column.field.name] = values[column.key]
        if column.town and row.cell(column).record:
            records[column.town] = row.cell(column).record
    for town, told in towns.items():
        said = {**told, "not_applicable": 1} if told.get("score") is DASH else told
        if town in records:
            writes.put(TOWN_SCORE, records[town], spec.period.month, said)
        elif any(value is not None for value in told.values()):
            identity: dict[str, Parsed] = {"name": row.name, "town": town, "year": spec.year}
            writes.insert(TOWN_SCORE, {**identity, **said}, spec.period.month)
