"""Imports workbooks: what a file is, what importing it would do, and doing it. Used by window and command line."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError
from fgj_desktop.exchange.plan import ImportOptions, ImportPlan
from fgj_desktop.exchange.planner import Planner
from fgj_desktop.exchange.recorder import replay
from fgj_desktop.exchange.tables import Table, read_tables
from fgj_desktop.exchange.workbook import Progress

if TYPE_CHECKING:
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.store.changes import Change
    from fgj_desktop.store.store import Store

Report = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a file is."""

    file: str
    tables: tuple[Table, ...]

    @property
    def text(self) -> str:
        """What it is, in a line: 《重点项目月度台账》 2021年1—9月，48 项，单位万元; of several months all of them."""
        found = [table for table in self.tables if table.ledger is not None and table.sheet.visible]
        if not found:
            reasons = "；".join(f"“{table.sheet.name}”{table.reason}" for table in self.tables)
            return f"没有可以导入的台账：{reasons or '没有工作表'}。"
        if len(found) == 1:
            return found[0].text
        last = max(found, key=lambda table: (table.facts.month is not None, table.facts.month or 0))
        sheets = len({table.sheet_id for table in found})
        # The towns of one sheet of scores are one table to the clerk.
        same = [one for one in found if (one.sheet_id, one.facts.month) == (last.sheet_id, last.facts.month)]
        text = replace(last, records=sum(one.records for one in same)).text
        return f"{text}；共 {sheets} 张表" if sheets > 1 else text


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did."""

    plan: ImportPlan
    change: Change | None

    @property
    def message(self) -> str:
        """The result in one sentence."""
        return self.plan.message


def inspect(path: str | Path, progress: Report | None = None) -> Inspection:
    """Say what a file is, without a ledger file; raises what ``read_workbook`` raises. Runs in any process."""
    return Inspection(Path(path).name, tuple(read_tables(path, progress)))


def read_files(paths: Iterable[str | Path], progress: Report | None = None) -> list[Table]:
    """Read several files, for planning where the ledger file is. Runs in any process."""
    return [table for path in paths for table in read_tables(path, progress)]


def plan_import(
    store: Store,
    tables: Sequence[Table],
    ledger: Ledger | None = None,
    month: Month | None = None,
    sheet: str | None = None,
    options: ImportOptions | None = None,
) -> ImportPlan:
    """Plan an import of tables that were read; nothing is written.

    ``ledger`` limits it to one ledger; ``month`` is for tables that state none; ``sheet`` names one sheet.
    Raises UserError when there is nothing to import, and for a ledger that no workbook is imported into.
    """
    if ledger is not None and ledger.kept_by_program:
        raise UserError(f"《{ledger.title}》由程序登记，不从工作簿导入。台账未作改动。")
    with _no_collection():
        return Planner(store, tables, options or ImportOptions(), ledger, month, sheet).run()


def replan(store: Store, plan: ImportPlan, options: ImportOptions) -> ImportPlan:
    """The plan again, with other options: answers to its questions, corrected columns."""
    return plan_import(store, plan.sources, plan.ledger, plan.month, plan.sheet, options)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the cyclic garbage collector still: a large plan makes no cycles, only many objects to walk."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def import_files(
    store: Store,
    paths: Sequence[str | Path],
    ledger: Ledger | None = None,
    month: Month | None = None,
    sheet: str | None = None,
    options: ImportOptions | None = None,
) -> ImportPlan:
    """Read files and plan their import in one go; ``apply`` does it."""
    return plan_import(store, read_files(paths), ledger, month, sheet, options)


def apply(store: Store, plan: ImportPlan) -> ImportResult:
    """Do just what the plan says, as one action; one undo takes it back.

    When the file has changed since the plan was made, the plan is made anew first.
    """
    if plan.base != store.action_count():
        plan = replan(store, plan, plan.options)
    if plan.is_empty:
        return ImportResult(plan, None)
    with _no_collection(), store.action(plan.label, kind="import") as writes:
        replay(plan.operations, writes)
    return ImportResult(plan, writes.change)
