"""Exports a ledger: what is seen, to a workbook, CSV or JSON, by the ending of the name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError
from fgj_desktop.exchange.export_file import write_whole
from fgj_desktop.exchange.export_text import write_csv, write_json
from fgj_desktop.exchange.export_xlsx import write_xlsx
from fgj_desktop.ledgers.values import WAN
from fgj_desktop.rules.ledger_sheet import OWN_GROUPS, ledger_sheet
from fgj_desktop.rules.print_setup import AS_SEEN, USUAL, PrintSetup, dressed

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence
    from pathlib import Path

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.store.filters import Filter, Order
    from fgj_desktop.store.store import Store

ENDINGS = (".xlsx", ".csv", ".json")
_ALWAYS_SO = "在册"


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What was written."""

    path: Path
    rows: int
    columns: int

    @property
    def message(self) -> str:
        """The result in one sentence."""
        return f"已导出 {self.rows} 行、{self.columns} 列：{self.path}"


def export_ledger(  # noqa: PLR0913  what is seen in a window has as many sides
    store: Store,
    ledger: Ledger,
    month: Month,
    path: Path,
    *,
    fields: Sequence[str] | None = None,
    ids: Sequence[int] | None = None,
    filters: Sequence[Filter] = (),
    order: Sequence[Order] = (),
    money_unit: int = WAN,
    group_by: str | None = OWN_GROUPS,
    plain: bool = False,
    setup: PrintSetup = USUAL,
    filled_on: datetime.date | None = None,
    narrowed: str = "",
    as_reported: bool = False,
) -> ExportResult:
    """Write a ledger as of a month to ``path`` (.xlsx, .csv or .json).

    ``fields``, ``ids``, ``filters``, ``order``, ``money_unit``, ``group_by``, ``narrowed`` and ``as_reported`` are
    those of ``rules.ledger_sheet``; JSON takes every column when ``fields`` is None. ``plain`` writes a workbook
    without 合计 and groups. What ``setup`` says of columns, order and groups stands above them, and a
    workbook is set up to be printed on its paper.

    Raises:
        UserError: another ending, or no such folder.
        EnvironmentProblem: open elsewhere, disk full, no permission; an older file is as it was.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise UserError(f"只能导出为 .xlsx、.csv 或 .json 文件，“{path.name}”未导出。")
    if ending == ".json" and fields is None:
        fields = [field.name for field in ledger.fields]
    fields = fields if setup.columns is None else setup.columns
    order = order if setup.order is None else setup.order
    group_by = group_by if setup.group == AS_SEEN else setup.group
    has_headings = ending == ".xlsx" and not plain
    sheet = ledger_sheet(
        store,
        ledger,
        month,
        fields=fields,
        ids=ids,
        filters=filters,
        order=order,
        money_unit=money_unit,
        # Without headings, groups that were asked for still order the rows as they are seen.
        group_by=group_by if has_headings or group_by != OWN_GROUPS else None,
        filled_on=filled_on,
        narrowed=narrowed,
        as_reported=as_reported,
    )
    if ending == ".xlsx":
        write_xlsx(dressed(sheet, setup), path, on=setup.sheet, plain=plain)
    elif ending == ".csv":
        write_whole(path, lambda part: write_csv(sheet, part))
    else:
        write_whole(
            path,
            lambda part: write_json(ledger, month, sheet.fields, sheet.rows, sheet.context, part),
        )
    return ExportResult(path, len(sheet.rows), len(sheet.fields))


def fields_with_content(store: Store, ledger: Ledger, month: Month) -> list[str]:
    """The columns shown and, in their declared places, the hidden ones that hold something.

    For an export that nothing entered must be missing from. Computed columns that are hidden are left out,
    and so is 在册状态 where it says 在册 throughout.
    """
    from fgj_desktop.rules.ledger_sheet import chosen_fields
    from fgj_desktop.rules.register_change import as_then_called

    rows = store.view(ledger, month).rows()
    as_then_called(ledger, rows, month)
    shown = [field.name for field in chosen_fields(ledger, None)]

    def holds(name: str) -> bool:
        if name == ledger.register:
            return any(row.values.get(name) != _ALWAYS_SO for row in rows)
        return any(row.values.get(name) is not None or name in row.marks for row in rows)

    more = [
        field.name
        for field in ledger.fields
        if field.name not in shown and field.column.computed is None and holds(field.name)
    ]
    declared = [field.name for field in ledger.fields]
    for name in more:
        after = [one for one in shown if declared.index(one) < declared.index(name)]
        shown.insert(shown.index(after[-1]) + 1 if after else 0, name)
    return shown
