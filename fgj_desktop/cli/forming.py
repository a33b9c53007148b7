"""The command that sends forms out (发放填报表)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fgj_desktop.cli.opening import print_json, reading, writing
from fgj_desktop.cli.round_arguments import MODES
from fgj_desktop.errors import UserError
from fgj_desktop.ledgers import REPORT_ROUND
from fgj_desktop.ledgers.dates import date_bounds
from fgj_desktop.ledgers.report_round import BY_UNIT
from fgj_desktop.ledgers.values import Misfit

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from fgj_desktop.exchange.form_sending import Sending
    from fgj_desktop.ledgers.values import Parsed
    from fgj_desktop.store.store import Store

_UNITS = "responsible_unit"


def forms(options: Namespace) -> int:
    """Write the forms of a round to a folder and register it; a dry run says which and stops there."""
    from fgj_desktop.exchange.form_sending import plan_sending, send
    from fgj_desktop.exchange.form_writer import file_names

    opening = reading if options.dry_run else writing
    with opening(options.file) as store:
        sending = plan_sending(
            store,
            options.ledger,
            options.period,
            mode=BY_UNIT if options.unit else MODES.get(options.mode or "", ""),
            entries=_columns(options) or None,
            units=_units(store, options.unit) if options.unit else None,
            changes=_changes(store, options),
        )
        if options.dry_run:
            message, names = _would(sending), file_names(sending.forms)
        else:
            made = send(store, sending, options.out)
            message, names = made.message, [path.name for path in made.paths]
    if options.json:
        print_json(_json(sending, message, names, dry_run=options.dry_run))
    else:
        print("\n".join([message, *(f"　{name}" for name in names)]))
    return 0


def _would(sending: Sending) -> str:
    return f"将发放填报表 {len(sending.forms)} 份（{sending.mode}）。{sending.left_out}"


def _columns(options: Namespace) -> list[str]:
    """The fields of the columns named, by name or title."""
    from fgj_desktop.rules.form_columns import entry_fields

    fields = entry_fields(options.ledger, options.period)
    found: list[str] = []
    for text in options.column:
        named = [
            one.name
            for one in fields
            if text in {one.name, one.column.name, one.column.title, one.title_for(options.period.month)}
        ]
        if not named:
            titles = "、".join(one.title_for(options.period.month) for one in fields)
            raise UserError(f"“{text}”不是由单位填报的列，可选：{titles}。")
        found += named
    return found


def _units(store: Store, names: Sequence[str]) -> set[int]:
    links = store.links()
    found = {name: links.find(_UNITS, name) for name in names}
    if missing := [name for name, unit in found.items() if unit is None]:
        raise UserError(f"没有责任单位“{missing[0]}”。")
    return {unit for unit in found.values() if unit is not None}


def _changes(store: Store, options: Namespace) -> dict[str, Parsed]:
    """What the round's record is to say, as far as it was told."""
    told = {"deadline": options.deadline, "contact": options.contact, "issuing_name": options.issuer}
    context = store.context(options.period.month)
    read = {
        name: REPORT_ROUND.by_name[name].kind.parse(text, context)
        for name, text in told.items()
        if text is not None
    }
    for value in read.values():
        if isinstance(value, Misfit):
            raise UserError(f"“{value.text}”{value.reason}。")
    deadline = read.get("deadline")
    if isinstance(deadline, str) and len(set(date_bounds(deadline))) > 1:
        raise UserError(f"截止日期“{told['deadline']}”没有写明是哪一天。")
    return read


def _json(sending: Sending, message: str, names: Sequence[str], *, dry_run: bool) -> dict[str, Any]:
    whole = sending.whole
    return {
        "message": message,
        "dry_run": dry_run,
        "ledger": whole.ledger.name,
        "period": whole.period.key,
        "mode": sending.mode,
        "version": whole.version,
        "columns": [{"key": one.key, "title": one.title, "open": one.is_open} for one in whole.columns],
        "units": [
            {"unit": name, "rows": sum(row.unit == unit for row in whole.rows)}
            for unit, name in whole.unit_names.items()
        ],
        "without_unit": [row.name for row in whole.without_unit],
        "files": list(names),
    }
