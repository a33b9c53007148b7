"""The sample ledger: the bureau's own workbooks, brought in by the program's own importer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers import LEDGERS
from fgj_desktop.ledgers.period import Month
from fgj_desktop.resources import resource_path
from fgj_desktop.rules import RULES
from fgj_desktop.store.ledger_file import remove_unfinished
from fgj_desktop.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from fgj_desktop.exchange.tables import Table

OFFICE, REGION = "浈江区发展和改革局", "440204"
MONTH = Month(2021, 9)
_ENDINGS = frozenset({".xlsx", ".xls", ".csv"})


def build_sample(path: Path) -> str:
    """Make a new ledger file from the workbooks in ``resources/sample``; says what came of it.

    Each workbook is an action of its own, units first: a unit named in a project is then the known one.

    Raises UserError when the file exists; nothing is left behind when anything goes wrong.
    """
    store = Store.create(path, RULES)
    try:
        store.settings.set("office", OFFICE)
        store.settings.set("region", REGION)
        lines = _import_all(store)
    except BaseException:
        store.close()
        remove_unfinished(path)
        raise
    store.close()
    return "\n".join([f"已建立示例台账：{path}", *lines])


def _import_all(store: Store) -> list[str]:
    from fgj_desktop.exchange.importer import apply, plan_import, read_files

    found: dict[str, list[Table]] = {}
    for workbook in sorted(resource_path("sample").iterdir()):
        if workbook.suffix in _ENDINGS:
            tables = read_files([workbook])
            ledger = next(table.ledger for table in tables if table.ledger is not None)
            found.setdefault(ledger.name, []).extend(tables)
    lines = []
    for ledger in LEDGERS:
        if ledger.name in found:
            apply(store, plan_import(store, found[ledger.name], ledger, MONTH))
            lines.append(f"{ledger.title}：{store.size(ledger)} {ledger.measure_word}")
    return lines
