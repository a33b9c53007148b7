"""The command that carries a year's ledger over to the next one (结转到下年度)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fgj_desktop.cli.opening import back_up_before, print_json, reading, writing
from fgj_desktop.rules.becoming import waiting_words
from fgj_desktop.rules.year_change import YearPlan, YearStep, apply_year_change, plan_year_change

if TYPE_CHECKING:
    from argparse import Namespace

    from fgj_desktop.ledgers.values import Context


def change_year(options: Namespace) -> int:
    """Carry over what is missing in the new year; a dry run makes the same plan and stops there."""
    opening = reading if options.dry_run else writing
    with opening(options.file) as store:
        plan = plan_year_change(store, options.ledger, options.to)
        if plan.going_on and not options.dry_run:
            back_up_before(store)
            with store.action(plan.label) as writes:
                apply_year_change(writes, plan)
        context = store.context(plan.month)
        waiting = waiting_words(store, options.ledger, plan.month)
        if options.json:
            print_json(plan_json(plan, context, dry_run=options.dry_run))
        else:
            lines = plan_lines(plan, context, dry_run=options.dry_run)
            print("\n".join([*lines, *([waiting] if waiting else [])]))
    return 0


def plan_json(plan: YearPlan, context: Context, *, dry_run: bool) -> dict[str, Any]:
    """The plan as the command prints it; values as texts."""
    return {
        "ledger": plan.ledger.name,
        "to": plan.month.year,
        "dry_run": dry_run,
        "label": plan.label,
        "going_on": len(plan.going_on),
        "leaving": len(plan.leaving),
        "present": plan.present,
        "records": [_step_json(plan, one, context) for one in plan.steps],
    }


def plan_lines(plan: YearPlan, context: Context, *, dry_run: bool) -> list[str]:
    """The plan in words, the result first; then each record that leaves, changes or has a reason to stay."""
    unit, year = plan.ledger.measure_word, plan.month.year
    if not plan.steps:
        return [f"{year}年度没有需要结转的{plan.ledger.record_title}，已有 {plan.present} {unit}。"]
    lines = [f"{'将' if dry_run else '已'}{plan.label}。"]
    if plan.present:
        lines.append(f"{year}年度已有 {plan.present} {unit}，未作改动。")
    for one in plan.steps:
        words = "；".join(filter(None, (*_changes(plan, one, context), one.note)))
        if words:
            lines.append(f"　{'结转' if one.goes_on else '不结转'}　{one.name}：{words}")
    return lines


def _changes(plan: YearPlan, step: YearStep, context: Context) -> list[str]:
    if not step.goes_on:
        return []
    changed = [name for name, value in step.after.items() if value != step.before.get(name)]
    words = []
    for name in changed:
        column = plan.ledger.by_name[name]
        before = column.kind.text(step.before.get(name), context) or "空"
        words.append(f"{column.timeless_title} {before} → {column.kind.text(step.after[name], context)}")
    return words


def _step_json(plan: YearPlan, step: YearStep, context: Context) -> dict[str, Any]:
    amount = plan.ledger.by_name.get(plan.ledger.year_change.amount) if plan.ledger.year_change else None

    def texts(values: dict[str, Any]) -> dict[str, str]:
        kinds = {name: plan.ledger.by_name[name].kind for name in values}
        return {name: kinds[name].text(value, context) for name, value in values.items()}

    return {
        "record": str(step.record),
        "name": step.name,
        "goes_on": step.goes_on,
        "note": step.note,
        "before": texts(dict(step.before)),
        "after": texts(dict(step.after)),
        **({amount.name: amount.kind.to_json(step.amount, context)} if amount is not None else {}),
    }
