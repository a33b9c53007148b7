"""What is wrong with a row, in words: the checks its ledger declares, and text that does not fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.declaration import Check, Ledger, Severity
from fgj_desktop.rules.registry import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.ledgers.values import Context, Value
    from fgj_desktop.store.rows import Mark, Row

_QUOTE_LIMIT = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at in a row: the field it is shown at, the sentence, how much it matters."""

    field: str
    message: str
    severity: Severity


def findings(ledger: Ledger, row: Row, context: Context, month: Month) -> list[Finding]:
    """Everything to look at in a row as of a month, misfits first, then the checks in declared order.

    A check is not asked at a cell that holds a misfit (it is reported already) or a 「—」 (the clerk has
    looked and there is nothing to state).
    """
    found = [
        Finding(name, _misfit_message(ledger, name, mark, month), Severity.ERROR)
        for name, mark in row.marks.items()
        if mark.misfit is not None and name in ledger.fields_by_name
    ]
    settled = {name for name, mark in row.marks.items() if mark.dash or mark.misfit is not None}
    found.extend(
        Finding(check.column, _message(ledger, check, row, context, month), check.severity)
        for check in ledger.checks
        if check.column not in settled and _fails(check, row.values, month)
    )
    return found


def findings_by_record(
    ledger: Ledger, rows: list[Row], context: Context, month: Month
) -> dict[int, list[Finding]]:
    """The findings of many rows, only of those that have some, in the order of the rows."""
    found = ((row.id, findings(ledger, row, context, month)) for row in rows)
    return {record: some for record, some in found if some}


def _fails(check: Check, values: Mapping[str, Value], month: Month) -> bool:
    arguments = (_argument(name, values, month) for name in check.arguments)
    return bool(RULES.functions[check.function](*arguments))


def _argument(name: str, values: Mapping[str, Value], month: Month) -> Value:
    if name == "@year":
        return month.year
    if name == "@month":
        return month.number
    return values.get(name)


def _message(ledger: Ledger, check: Check, row: Row, context: Context, month: Month) -> str:
    return check.message.format(*_texts(ledger, check, row, context, month))


def _texts(ledger: Ledger, check: Check, row: Row, context: Context, month: Month) -> Iterator[str]:
    """The arguments as their columns show them."""
    for name in check.arguments:
        value = _argument(name, row.values, month)
        field = ledger.fields_by_name.get(name.partition("@")[0])
        yield str(value) if field is None else field.column.kind.text(value, context)


def _misfit_message(ledger: Ledger, name: str, mark: Mark, month: Month) -> str:
    """Say which column holds text that does not fit, quote the text, and give the reason."""
    title = ledger.fields_by_name[name].title_for(month, short=True)
    text = " ".join((mark.misfit or "").split())
    if len(text) > _QUOTE_LIMIT:
        text = text[:_QUOTE_LIMIT] + "…"
    quote = "" if mark.reason.startswith("“") else f"“{text}”"
    return f"{title}{quote}{mark.reason}，已保留原文并标出。"
