"""A ledger as CSV (opens in Excel and WPS) and as JSON (for other programs)."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

from fgj_desktop.exchange.formula_guard import guarded
from fgj_desktop.ledgers.kinds import Kind, Money
from fgj_desktop.ledgers.numbers import cell_text
from fgj_desktop.ledgers.values import DASH
from fgj_desktop.rules.sheet_words import field_title

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from fgj_desktop.ledgers import Field, Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.ledgers.values import Context, Value
    from fgj_desktop.rules.ledger_sheet import LedgerSheet
    from fgj_desktop.store.rows import Mark, Row


def write_csv(sheet: LedgerSheet, path: Path) -> None:
    """One row of titles and one for each record; UTF-8 with a mark by which Excel knows it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(field_title(field, sheet.month) for field in sheet.fields)
        writer.writerows([_csv_cell(sheet, row, field) for field in sheet.fields] for row in sheet.rows)


def _csv_cell(sheet: LedgerSheet, row: Row, field: Field) -> str:
    mark = row.marks.get(field.name)
    if mark is not None and mark.misfit is not None:
        return guarded(mark.misfit)
    if mark is not None and mark.dash:
        return DASH.value
    return _csv_value(field.column.kind, row.values.get(field.name), sheet.context)


def _csv_value(kind: Kind, value: Value, context: Context) -> str:
    if not isinstance(kind, Money):
        return guarded(kind.text(value, context))
    cell = kind.to_cell(value, context)
    return cell_text(cell) if isinstance(cell, int | float) else ""


def write_json(
    ledger: Ledger, month: Month, fields: Sequence[Field], rows: Sequence[Row], context: Context, path: Path
) -> None:
    """``{"rows": [{column: value}]}``; what does not fit its column is null there and told under ``marks``."""
    document = json_document(ledger, month, fields, rows, context)
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def json_document(
    ledger: Ledger, month: Month, fields: Sequence[Field], rows: Sequence[Row], context: Context
) -> dict[str, Any]:
    """The content of the JSON file. Money is 元 with two places as text, dates are ISO."""
    document: dict[str, Any] = {
        "ledger": ledger.name,
        "as_of": month.last_day.isoformat(),
        "rows": [
            {field.name: field.column.kind.to_json(row.values.get(field.name), context) for field in fields}
            for row in rows
        ],
    }
    wanted = {field.name for field in fields}
    marks = [
        {"row": position, "column": name, **_json_mark(mark)}
        for position, row in enumerate(rows)
        for name, mark in row.marks.items()
        if name in wanted
    ]
    return {**document, "marks": marks} if marks else document


def _json_mark(mark: Mark) -> dict[str, str]:
    parts = {
        "misfit": mark.misfit,
        "reason": mark.reason,
        "dash": DASH.value if mark.dash else None,
        "note": mark.note,
        "colour": mark.colour,
    }
    return {name: text for name, text in parts.items() if text}
