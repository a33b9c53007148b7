"""Plans an import of several tables, oldest period first, as one action."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError
from fgj_desktop.exchange.absent import Absences
from fgj_desktop.exchange.asking import Asker
from fgj_desktop.exchange.choosing import Chooser, Chosen
from fgj_desktop.exchange.closed_cells import leave_out_closed
from fgj_desktop.exchange.mapping import Mapping as ColumnsMapping
from fgj_desktop.exchange.mapping import map_columns, natures_in_their_column
from fgj_desktop.exchange.notices import notices_of
from fgj_desktop.exchange.plan import ImportOptions, ImportPlan, TablePlan
from fgj_desktop.exchange.project_names import district_of, name_key, read_name
from fgj_desktop.exchange.record_writer import Newer
from fgj_desktop.exchange.recorder import Recorder
from fgj_desktop.exchange.table_planner import TablePlanner
from fgj_desktop.exchange.tables import Table, needs_month
from fgj_desktop.exchange.units import LinkReader
from fgj_desktop.ledgers import LEDGERS, Ledger

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.store.store import Store
    from fgj_desktop.store.writes import Writes

MAPPINGS = "import_mappings"


@dataclass(slots=True)
class Planner:
    """Makes one plan."""

    store: Store
    tables: Sequence[Table]
    options: ImportOptions
    ledger: Ledger | None = None
    month: Month | None = None
    sheet: str | None = None
    _asker: Asker = field(default_factory=Asker)
    _listed: dict[str, frozenset[str]] = field(default_factory=dict)
    """The names that a table lists, by its id."""

    def run(self) -> ImportPlan:
        """Make the plan; raises UserError when no table is one of the ledgers."""
        self._asker = Asker(self.options.answers)
        plan = ImportPlan(self._label(), sources=self.tables, options=self.options)
        plan.ledger, plan.month, plan.sheet = self.ledger, self.month, self.sheet
        plan.base = self.store.action_count()
        chooser = Chooser(
            self.store, self.tables, self.options, self._asker, self.ledger, self.month, self.sheet
        )
        chosen = chooser.choose(plan)
        if not chosen:
            raise UserError(_nothing(self.tables, plan))
        # Later tables must see what earlier ones write; a single one needs no rehearsal.
        with self.store.rehearsal() if len(chosen) > 1 else nullcontext() as writes:
            self._plan_tables(chosen, plan, writes)
        plan.questions = self._asker.questions
        leave_out_closed(self.store, plan)
        return plan

    def _label(self) -> str:
        files = list(dict.fromkeys(PurePath(table.file).stem for table in self.tables))
        return f"导入《{files[0]}》" if len(files) == 1 else f"导入《{files[0]}》等 {len(files)} 个文件"

    # what they write

    def _plan_tables(self, chosen: Sequence[Chosen], plan: ImportPlan, writes: Writes | None) -> None:
        recorder = Recorder(writes)
        links = LinkReader(self.store, recorder, self._asker, chosen[0].month)
        added: dict[str, list[int]] = {ledger.name: [] for ledger in LEDGERS}
        first: dict[tuple[str, int], Month] = self._first_months(chosen)
        mappings = {one.table.id: self._mapping(one) for one in chosen}
        absences = Absences()
        read: set[tuple[str, Month]] = set()
        for one in chosen:
            mapping = mappings[one.table.id]
            if writes is not None and (one.ledger.name, one.month) in read:
                self.store.look_again()
            read.add((one.ledger.name, one.month))
            planner = TablePlanner(
                self.store,
                one.table,
                one.ledger,
                one.month,
                mapping,
                self.options,
                plan,
                recorder,
                self._asker,
                links,
                self._district(one.table),
                added[one.ledger.name],
                first.get((one.ledger.name, one.month.year)),
                self._newer(one, chosen, mappings),
                absences,
            )
            rows = planner.run()
            first.setdefault((one.ledger.name, one.month.year), one.month)
            month = one.month if needs_month(one.ledger) else None
            # The parts of one sheet have the same to say: it is said once.
            said = {text for other in plan.tables if _is_same_sheet(other, one) for text in other.notices}
            found = (*one.notices, *notices_of(one.table, mapping))
            notices = tuple(text for text in found if text not in said)
            plan.tables.append(
                TablePlan(
                    one.table.id,
                    one.table.file,
                    one.table.sheet.name,
                    one.ledger,
                    month,
                    rows,
                    one.table.money_unit,
                    mapping,
                    notices,
                    # A header may name the month alone; the year then stands in the title.
                    part="" if one.table.facts.period.key.endswith(one.table.part) else one.table.part,
                )
            )
        plan.added[:0] = links.added
        plan.absent = absences.found()
        plan.operations = recorder.operations

    def _newer(self, one: Chosen, chosen: Sequence[Chosen], mappings: Mapping[str, ColumnsMapping]) -> Newer:
        """What later months say: those in the file, and the later sheets of this import."""
        if not needs_month(one.ledger):
            return Newer()
        known = [month for month in self.store.months(one.ledger) if month > one.month]
        later = [other for other in chosen if other.ledger is one.ledger and other.month > one.month]
        listed = {other.table.id: self._names(other, mappings[other.table.id]) for other in later}
        same_year = [listed[other.table.id] for other in later if other.month.year == one.month.year]
        # Months that this very import has written are no later ones: it goes from old to new.
        return Newer(
            any(month.year == one.month.year for month in known),
            bool(known),
            frozenset().union(*same_year),
            frozenset().union(*listed.values()),
        )

    def _names(self, one: Chosen, mapping: ColumnsMapping) -> frozenset[str]:
        if one.table.id not in self._listed:
            column = mapping.column_of(one.ledger.name_column)
            body = one.table.header.body if one.table.header is not None else 0
            cells = (line[column.index] for line in one.table.sheet.rows[body:]) if column is not None else ()
            district = self._district(one.table)
            self._listed[one.table.id] = frozenset(
                name_key(read_name(cell).name, district) for cell in cells if isinstance(cell, str)
            )
        return self._listed[one.table.id]

    def _first_months(self, chosen: Sequence[Chosen]) -> dict[tuple[str, int], Month]:
        """The first month of each year's ledger that the file already has."""
        first: dict[tuple[str, int], Month] = {}
        for ledger in {one.ledger.name: one.ledger for one in chosen}.values():
            for month in self.store.months(ledger):
                first.setdefault((ledger.name, month.year), month)
        return first

    def _mapping(self, one: Chosen) -> ColumnsMapping:
        given = self.options.mappings.get(one.table.id)
        if given is not None and given.ledger is one.ledger:
            return given
        assert one.table.header is not None
        mapping = map_columns(one.table.header, one.ledger, one.month, self._remembered(one))
        return natures_in_their_column(mapping, one.table.sheet.rows[one.table.header.body :])

    def _remembered(self, one: Chosen) -> Mapping[str, str | None]:
        assert one.table.header is not None
        known = self.store.settings.get(MAPPINGS, {}).get(one.table.header.signature, {})
        return known.get(one.ledger.name, {}) if isinstance(known, dict) else {}

    def _district(self, table: Table) -> str:
        return district_of(str(self.store.settings.get("office", "") or table.facts.office or ""))


def remember(store: Store, table: Table, mapping: ColumnsMapping) -> None:
    """Keep a corrected mapping for the next table with this header; outside undo."""
    if table.header is None:
        return
    known = dict(store.settings.get(MAPPINGS, {}))
    of_header = dict(known.get(table.header.signature, {}))
    of_header[mapping.ledger.name] = mapping.corrections
    known[table.header.signature] = of_header
    store.settings.set(MAPPINGS, known)


def _is_same_sheet(plan: TablePlan, one: Chosen) -> bool:
    return (plan.file, plan.sheet) == (one.table.file, one.table.sheet.name) and bool(one.table.part)


def _nothing(tables: Sequence[Table], plan: ImportPlan) -> str:
    files = list(dict.fromkeys(table.file for table in tables))
    name = f"“{files[0]}”" if len(files) == 1 else "所选文件"
    place = "“{0.sheet}”" if len(files) == 1 else "“{0.file}”的“{0.sheet}”"
    reasons = "；".join(place.format(one) + one.skipped for one in plan.tables) or "没有工作表"
    return f"{name}中没有可以导入的台账：{reasons}。台账未作改动。"
