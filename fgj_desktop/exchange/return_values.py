"""The values that a return puts into one record: the unit's own text beside the adopted one, and how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.exchange.return_cells import is_nothing
from fgj_desktop.exchange.return_columns import rekeyed
from fgj_desktop.ledgers.declaration import HALVES
from fgj_desktop.ledgers.half_month_texts import ADOPTED_TEXT, ORIGINAL, REPORT_STATE, REPORTED_ON
from fgj_desktop.ledgers.kinds import LongText
from fgj_desktop.rules.adopted_text import follows_original, written_behind
from fgj_desktop.rules.rounds import MISSING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.exchange.return_plan import ReturnCell
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.report_period import ReportPeriod
    from fgj_desktop.ledgers.values import Parsed
    from fgj_desktop.store.rows import Row


def record_values(
    ledger: Ledger, row: Row | None, cells: Sequence[ReturnCell], period: ReportPeriod
) -> dict[str, Parsed]:
    """What cells write. 报送原文 becomes the 采用稿 as well, unless the clerk has edited that one."""
    values: dict[str, Parsed] = {}
    for cell in cells:
        name = rekeyed(cell.field, period)
        values[name] = cell.value
        base, _, half = name.partition(":")
        adopted = f"{ADOPTED_TEXT}:{half}"
        if base != ORIGINAL or half not in HALVES or adopted not in ledger.fields_by_name:
            continue
        if isinstance(cell.value, str) and not is_nothing(cell) and not _is_edited(row, name, adopted):
            values[adopted] = cell.value
    return values


def _is_edited(row: Row | None, original: str, adopted: str) -> bool:
    """Whether the 采用稿 is the clerk's own words."""
    return row is not None and not follows_original(row.values.get(adopted), row.values.get(original))


def state_values(ledger: Ledger, state: str, day: str | None, period: ReportPeriod) -> dict[str, Parsed]:
    """How a record stands with the half month, where its ledger keeps that."""
    if not period.half or f"{REPORT_STATE}:{period.half}" not in ledger.fields_by_name:
        return {}
    values: dict[str, Parsed] = {f"{REPORT_STATE}:{period.half}": state}
    if day is not None and f"{REPORTED_ON}:{period.half}" in ledger.fields_by_name:
        values[f"{REPORTED_ON}:{period.half}"] = day
    return values


def written_ahead(
    ledger: Ledger, row: Row | None, values: dict[str, Parsed], reported: ReportPeriod
) -> dict[str, Parsed]:
    """计入下期: the words wait in the next period, which is still to be reported, and say where they come from."""
    told: dict[str, Parsed] = {}
    period = reported.next
    for name, value in values.items():
        base = name.partition(":")[0]
        if base == ADOPTED_TEXT or not isinstance(value, str) or not _is_text(ledger, name):
            if base != ADOPTED_TEXT:
                told[name] = value
            continue
        former = row.values.get(name) if row is not None and base == ORIGINAL else None
        told[name] = written_behind(reported, former, value)
    state = f"{REPORT_STATE}:{period.half}"
    if told and period.half and state in ledger.fields_by_name:
        told[state] = str(row.values.get(state) or MISSING) if row is not None else MISSING
    return told


def _is_text(ledger: Ledger, name: str) -> bool:
    return isinstance(ledger.fields_by_name[name].column.kind, LongText)
