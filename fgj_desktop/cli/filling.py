"""The command that fills a blank workbook from a ledger (套表填报)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.cli.opening import month_for, print_json, reading

if TYPE_CHECKING:
    from argparse import Namespace

    from fgj_desktop.exchange.fill_plan import FillPlan

_MOST_LINES = 40


def fill(options: Namespace) -> int:
    """Fill a blank as of a month; a dry run makes the same plan and stops there."""
    from fgj_desktop.cli.columns import group_named, rows_named
    from fgj_desktop.exchange.fill_blank import read_blank, require_place
    from fgj_desktop.exchange.fill_plan import FillOptions
    from fgj_desktop.exchange.fill_planner import plan_fill
    from fgj_desktop.exchange.fill_workbook import fill_blank

    blank = read_blank(options.blank)
    require_place(blank, options.out)
    with reading(options.file) as store:
        month = month_for(store, options.as_of)
        group = group_named(options.ledger, month, options.group) if options.group else None
        asked = FillOptions(
            options.sheet,
            tuple(rows_named(store, options.ledger, month, text) for text in options.only),
            group_by=group,
            uncounted=options.uncounted,
            missing=options.missing,
            similar=options.similar,
        )
        plan = plan_fill(store, blank, options.ledger, month, asked)
        if not options.dry_run:
            plan = fill_blank(store, plan, options.out)
    if options.json:
        print_json({"dry_run": options.dry_run, "out": str(options.out), **plan.json()})
    else:
        print("\n".join(_lines(plan, options)))
    return 0


def _lines(plan: FillPlan, options: Namespace) -> list[str]:
    message = plan.message.replace("已填", "将填", 1) if options.dry_run else f"{plan.message}{options.out}"
    lines = plan.lines()
    rest = len(lines) - _MOST_LINES
    return [message, *lines[:_MOST_LINES], *([f"……另有 {rest} 条"] if rest > 0 else [])]
