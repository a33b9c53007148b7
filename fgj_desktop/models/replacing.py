"""What replacing a text would do, cell by cell, tried out before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.values import Misfit
from fgj_desktop.models.block_edit import write_cells
from fgj_desktop.models.cells import is_typable
from fgj_desktop.models.finding import is_grouped
from fgj_desktop.models.labels import cells_label
from fgj_desktop.rules.cell_text import cell_text
from fgj_desktop.rules.checks import findings_by_record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fgj_desktop.ledgers.values import Parsed
    from fgj_desktop.models.finding import Place
    from fgj_desktop.models.ledger_table import LedgerTable
    from fgj_desktop.models.sought import Sought
    from fgj_desktop.rules.checks import Finding
    from fgj_desktop.store.rows import Row


MOST_CELLS, MOST_RECORDS = 20_000, 5_000
"""What can be tried out while the clerk waits."""


@dataclass(slots=True)
class Replacement:
    """One cell that would change."""

    record: int
    field: str
    name: str
    """The record's own name."""
    title: str
    before: str
    after: str
    value: Parsed
    problem: str = ""
    """Why 数据核查 would not pass then; empty when it would."""
    wanted: bool = True


@dataclass(slots=True)
class Plan:
    """All cells that would change, and how many are left alone."""

    cells: list[Replacement] = field(default_factory=list)
    computed: int = 0

    @property
    def wanted(self) -> list[Replacement]:
        """The cells that are ticked."""
        return [one for one in self.cells if one.wanted]

    def sentence(self) -> str:
        """Message 19, with what is left alone."""
        wanted = self.wanted
        bad = sum(bool(one.problem) for one in wanted)
        if not self.cells:
            said = "没有可替换的内容。"
        elif bad:
            said = f"将替换 {len(wanted):,} 处，其中 {bad:,} 处会使数据核查不通过，请确认。"
        else:
            said = f"将替换 {len(wanted):,} 处，请确认。"
        return said + (f"另有 {self.computed:,} 处为计算列，不会改动。" if self.computed else "")


def is_too_much(places: Sequence[Place]) -> bool:
    """Whether there are more places than can be tried out at once."""
    return len(places) > MOST_CELLS or len({place.row for place in places}) > MOST_RECORDS


def plan_replacing(table: LedgerTable, places: Sequence[Place], sought: Sought, by: str) -> Plan:
    """What replacing would do at these places; tried out in the file and taken back."""
    plan, rows = Plan(), _rows_at(table, places)
    context = table.document.context()
    for place in places:
        row, target = rows.get(table.record(place.row)), table.fields[place.column]
        if row is None:
            continue
        before = cell_text(target, row, context)
        after = sought.replaced(before, by, grouped=is_grouped(target))
        if not is_typable(target):
            plan.computed += 1
        elif after != before:
            plan.cells.append(
                Replacement(
                    row.id,
                    target.name,
                    str(row.values.get(table.ledger.name_column) or ""),
                    target.title_for(table.document.month, short=True),
                    before,
                    after,
                    target.column.kind.parse(after, context),
                )
            )
    if plan.cells:
        _try_out(table, plan, rows)
    return plan


def _rows_at(table: LedgerTable, places: Sequence[Place]) -> dict[int, Row]:
    records = list(dict.fromkeys(table.record(place.row) for place in places))
    with table.document.reading():
        return {row.id: row for row in table.document.view(table.ledger).rows(records)}


def _try_out(table: LedgerTable, plan: Plan, rows: Mapping[int, Row]) -> None:
    """Say at each cell what would fail that does not fail now."""
    document, ledger, month = table.document, table.ledger, table.document.month
    cells: dict[int, list[Replacement]] = {}
    for one in plan.cells:
        cells.setdefault(one.record, []).append(one)
    before = findings_by_record(ledger, [rows[record] for record in cells], document.context(), month)
    with document.store.rehearsal() as writes:
        for record, some in cells.items():
            writes.put(ledger, record, month, {one.field: one.value for one in some})
        tried = document.view(ledger).rows(list(cells))
        after = findings_by_record(ledger, tried, document.context(), month)
    for record, some in cells.items():
        known = {_fault(one) for one in before.get(record, ())}
        for finding in after.get(record, ()):
            if finding.is_open and _fault(finding) not in known:
                _note(some, finding)
        for one in some:
            if isinstance(one.value, Misfit) and not one.problem:
                one.problem = f"{one.value.reason}，将保留原文并标出。"


def _fault(finding: Finding) -> tuple[str, str]:
    """What is wrong where, whatever the figures in the sentence."""
    return finding.field, finding.title or finding.message


def _note(cells: Sequence[Replacement], finding: Finding) -> None:
    """At the cell it is shown at, else at the first of the record."""
    cell = next((one for one in cells if one.field == finding.field), cells[0])
    cell.problem = cell.problem or finding.message


def replace_cells(table: LedgerTable, plan: Plan) -> int:
    """Write the ticked cells as one action; how many were written."""
    wanted, month = plan.wanted, table.document.month
    cells: dict[int, dict[str, Parsed]] = {}
    for one in wanted:
        cells.setdefault(one.record, {})[one.field] = one.value
    label = cells_label("替换", table.ledger, month, [one.field for one in wanted])
    return len(wanted) if wanted and write_cells(table, label, cells) else 0
