"""Commands for what comes in and goes out: import, export."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fgj_desktop.cli.opening import back_up_before, month_for, print_json, reading, writing
from fgj_desktop.rules import RULES
from fgj_desktop.store.ledger_file import remove_unfinished
from fgj_desktop.store.store import Store

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Sequence

    from fgj_desktop.exchange.plan import CellChange, ImportPlan, Question
    from fgj_desktop.exchange.tables import Table

_MOST_LINES = 20


def export(options: Namespace) -> int:
    """Write a ledger to a workbook, text or JSON: every column that is shown or holds something."""
    from fgj_desktop.cli.columns import group_named
    from fgj_desktop.cli.presets import preset_named
    from fgj_desktop.exchange.export import export_ledger, fields_with_content

    with reading(options.file) as store:
        month = month_for(store, options.as_of)
        group = group_named(options.ledger, month, options.group)
        is_json = options.out.suffix.lower() == ".json"
        fields = None if is_json else fields_with_content(store, options.ledger, month)
        setup = preset_named(store, options.ledger, options.preset)
        if options.group is not None:
            setup = replace(setup, group=group)
        result = export_ledger(
            store,
            options.ledger,
            month,
            options.out,
            fields=fields,
            group_by=group,
            setup=setup,
            as_reported=options.as_reported,
        )
    print(result.message)
    return 0


def import_workbook(options: Namespace) -> int:
    """Import a workbook, all its months as one action; a dry run makes the same plan and stops there."""
    from fgj_desktop.exchange.importer import apply, read_files

    tables = read_files([options.workbook])
    with ExitStack() as stack:
        store, is_new = _store_for(options, stack)
        plan = _plan(store, tables, options)
        if not options.dry_run:
            if not is_new and not plan.is_empty:
                back_up_before(store)
            plan = apply(store, plan).plan
    if options.json:
        print_json({"dry_run": options.dry_run, **plan_json(plan)})
    else:
        print("\n".join(plan_lines(plan, dry_run=options.dry_run)))
    return 0


def _store_for(options: Namespace, stack: ExitStack) -> tuple[Store, bool]:
    """The file to import into; a new one when it is missing, for a dry run one that vanishes."""
    if options.file.exists():
        return stack.enter_context(writing(options.file)), False
    path: Path = options.file
    if options.dry_run:
        path = Path(stack.enter_context(tempfile.TemporaryDirectory())) / options.file.name
    store = Store.create(path, RULES)
    stack.push(_removing_failed(path))
    return stack.enter_context(store), True


def _removing_failed(path: Path) -> Callable[[type[BaseException] | None, object, object], None]:
    """At the end of an import that was refused, the file made for it goes again."""

    def leave(kind: type[BaseException] | None, _error: object, _trace: object) -> None:
        if kind is not None:
            remove_unfinished(path)

    return leave


def _plan(store: Store, tables: Sequence[Table], options: Namespace) -> ImportPlan:
    from fgj_desktop.exchange.importer import plan_import

    return plan_import(store, tables, options.ledger, options.as_of, options.sheet)


def plan_lines(plan: ImportPlan, *, dry_run: bool) -> list[str]:
    """A plan in words, the result first."""
    message = plan.message.replace("已导入：", "将导入：").partition("可按")[0] if dry_run else plan.message
    lines = [message]
    for table in plan.tables:
        if table.skipped:
            lines.append(f"“{table.sheet}”{table.skipped}")
            continue
        assert table.ledger is not None
        month = f"{table.month.title}，" if table.month is not None else ""
        lines.append(f"“{table.name}”：{month}{table.rows} {table.ledger.measure_word}")
        lines += [f"　{notice}" for notice in table.notices]
    lines += _listed([one.message for one in plan.reconciliations if not one.agrees])
    lines += _listed(plan.warnings)
    lines += _listed(plan.notices)
    lines += _listed([one.message for one in plan.refused])
    lines += _listed([_change_line(one) for one in plan.replaced])
    lines += _listed([f"{one.text}按{_quoted(_answer(one))}处理。" for one in plan.open_questions])
    lines += _listed([f"台账中有而表中没有：{one.label}" for one in plan.absent])
    return lines


def _listed(lines: Sequence[str]) -> list[str]:
    """The first lines, and how many more there are."""
    rest = len(lines) - _MOST_LINES
    return [*lines[:_MOST_LINES], *([f"……另有 {rest} 条"] if rest > 0 else [])]


def _change_line(change: CellChange) -> str:
    month = f"（{change.month.title}）" if change.month is not None else ""
    return f"{change.label}{month} {change.title}：{change.before or '空'} → {change.after or '空'}"


def _quoted(text: str) -> str:
    return text if text.startswith("“") else f"“{text}”"


def _answer(question: Question) -> str:
    taken = question.answer if question.answer is not None else question.default
    return next((choice.text for choice in question.choices if choice.value == taken), taken)


def plan_json(plan: ImportPlan) -> dict[str, Any]:
    """A plan as a JSON object."""
    return {
        "message": plan.message,
        "tables": [
            {
                "sheet": table.sheet,
                "ledger": table.ledger.name if table.ledger is not None else None,
                "month": table.month.key if table.month is not None else None,
                "rows": table.rows,
                "skipped": table.skipped or None,
                "notices": list(table.notices),
            }
            for table in plan.tables
        ],
        "added": [
            {"ledger": one.ledger, "label": one.label, "month": one.month.key if one.month else None}
            for one in plan.added
        ],
        "changed": [_change_json(one) for one in plan.replaced],
        "filled": len(plan.filled),
        "unchanged": plan.unchanged,
        "refused": [
            {"place": one.place.text, "text": one.text, "reason": one.reason, "row_refused": one.is_row}
            for one in plan.refused
        ],
        "absent": [{"ledger": one.ledger, "label": one.label} for one in plan.absent],
        "reconciliations": [{"message": one.message, "agrees": one.agrees} for one in plan.reconciliations],
        "questions": [{"text": one.text, "taken": _answer(one)} for one in plan.questions],
        "warnings": [*plan.warnings, *plan.notices],
    }


def _change_json(change: CellChange) -> dict[str, Any]:
    return {
        "label": change.label,
        "column": change.field,
        "title": change.title,
        "month": change.month.key if change.month is not None else None,
        "before": change.before,
        "after": change.after,
        "place": change.place.text,
    }
