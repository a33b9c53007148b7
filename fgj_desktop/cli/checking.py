"""The command that lists what the checks find in a file (数据核查)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fgj_desktop.cli.opening import month_for, print_json, reading
from fgj_desktop.ledgers import NAVIGATION, Ledger
from fgj_desktop.ledgers.declaration import Severity
from fgj_desktop.rules.checks import Finding, findings

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.store.rows import Row
    from fgj_desktop.store.store import Store

_WORDS = {Severity.ERROR: "错误", Severity.WARNING: "待核实", Severity.INFO: "提示"}
_PAGE = 1_000


def list_findings(options: Namespace) -> int:
    """Everything to look at as of a month, ledger by ledger; what is answered says so."""
    with reading(options.file) as store:
        month = month_for(store, options.as_of)
        found = [
            _told(ledger, row, one, month)
            for ledger in NAVIGATION
            for row, some in _found(store, ledger, month)
            for one in some
        ]
    if options.json:
        print_json({"as_of": month.last_day.isoformat(), "findings": found})
        return 0
    for one in found:
        answer = f"已说明：{one['answer']}" if one["answer"] else ""
        print(f"【{one['severity_title']}】{one['name']}　{one['column']}\n　{one['message']}{answer}")
    waiting = sum(1 for one in found if not one["answer"] and one["severity"] != Severity.INFO.value)
    print(f"共 {len(found)} 条，其中未处理 {waiting} 条（报告期 {month.title}）")
    return 0


def _found(store: Store, ledger: Ledger, month: Month) -> Iterator[tuple[Row, list[Finding]]]:
    view, context = store.view(ledger, month), store.context(month)
    view.repeats.learn()
    view.faults.learn_all(view)
    ids = view.ids()
    for start in range(0, len(ids), _PAGE):
        for row in view.rows(ids[start : start + _PAGE]):
            yield row, findings(ledger, row, context, month)


def _told(ledger: Ledger, row: Row, one: Finding, month: Month) -> dict[str, Any]:
    return {
        "ledger": ledger.name,
        "record": str(row.id),
        "name": str(row.values.get(ledger.name_column) or ""),
        "field": one.field,
        "column": ledger.fields_by_name[one.field].title_for(month, short=True),
        "severity": one.severity.value,
        "severity_title": _WORDS[one.severity],
        "title": one.title,
        "message": one.message,
        "answer": one.answer,
    }
