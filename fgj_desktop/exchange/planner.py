"""Plans an import of several tables, oldest period first, as one action."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError
from fgj_desktop.exchange.absent import Absences
from fgj_desktop.exchange.asking import Asker
from fgj_desktop.exchange.grid import Kind, Workbook
from fgj_desktop.exchange.mapping import Mapping as ColumnsMapping
from fgj_desktop.exchange.mapping import map_columns, natures_in_their_column
from fgj_desktop.exchange.notices import notices_of
from fgj_desktop.exchange.plan import ImportOptions, ImportPlan, TablePlan
from fgj_desktop.exchange.project_names import district_of, name_key, read_name
from fgj_desktop.exchange.record_writer import Newer
from fgj_desktop.exchange.recorder import Recorder
from fgj_desktop.exchange.table_planner import TablePlanner
from fgj_desktop.exchange.tables import Table, needs_month, tables_of
from fgj_desktop.exchange.units import LinkReader
from fgj_desktop.ledgers import LEDGERS, Ledger
from fgj_desktop.ledgers.period import Month

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

    from fgj_desktop.store.store import Store
    from fgj_desktop.store.writes import Writes

MAPPINGS = "import_mappings"


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A table to import: as which ledger, for which month."""

    table: Table
    ledger: Ledger
    month: Month
    notices: tuple[str, ...]


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
        chosen = self._choose(plan)
        if not chosen:
            raise UserError(_nothing(self.tables, plan))
        # Later tables must see what earlier ones write; a single one needs no rehearsal.
        with self.store.rehearsal() if len(chosen) > 1 else nullcontext() as writes:
            self._plan_tables(chosen, plan, writes)
        plan.questions = self._asker.questions
        return plan

    def _label(self) -> str:
        files = list(dict.fromkeys(PurePath(table.file).stem for table in self.tables))
        return f"导入《{files[0]}》" if len(files) == 1 else f"导入《{files[0]}》等 {len(files)} 个文件"

    # which tables

    def _choose(self, plan: ImportPlan) -> list[_Chosen]:
        chosen: list[_Chosen] = []
        for table in self._read_as_asked():
            found = self._as_ledger(table)
            if isinstance(found, str):
                plan.tables.append(_skipped(table, found))
                continue
            month, notices = self._month_of(*found)
            chosen.append(_Chosen(found[0], found[1], month, notices))
        order = {ledger.name: position for position, ledger in enumerate(LEDGERS)}
        chosen.sort(
            key=lambda one: (order[one.ledger.name], one.month if needs_month(one.ledger) else _NO_MONTH)
        )
        return self._without_copies(chosen, plan)

    def _read_as_asked(self) -> list[Table]:
        """The tables; a sheet chosen together with a ledger is read as that ledger's, whatever it looks like."""
        if self.ledger is None or self.sheet is None:
            return list(self.tables)
        found: dict[str, Table] = {}
        for table in self.tables:
            if table.sheet.name != self.sheet or self.ledger.name in table.ledgers[:1]:
                found[table.id] = table
                continue
            book = Workbook(table.file, Kind.XLSX, (table.whole,))
            found |= {one.id: one for one in tables_of(book, table.whole, self.ledger)}
        return list(found.values())

    def _as_ledger(self, table: Table) -> tuple[Table, Ledger] | str:
        """The table with its ledger, or why it is not imported."""
        if self.sheet is not None and table.sheet.name != self.sheet:
            return "未选择此表"
        if self.sheet is None and not table.sheet.visible:
            return "是隐藏的工作表，未导入"
        mapping = self.options.mappings.get(table.id)
        ledger = mapping.ledger if mapping is not None else table.ledger
        if ledger is None:
            return table.reason
        if self.ledger is not None and ledger is not self.ledger:
            return f"是《{ledger.title}》，不是《{self.ledger.title}》"
        return table, ledger

    def _month_of(self, table: Table, ledger: Ledger) -> tuple[Month, tuple[str, ...]]:
        """The month the table goes into, and what is to be said of it."""
        today = self.store.clock().date()
        if not needs_month(ledger):
            return self.month or Month.closed_on(today), ()
        stated = table.facts.month if ledger.has_years or _states_month(table) else None
        if table.exported is not None:
            stated = table.exported.month
        if (
            stated is not None
            and self.month is not None
            and stated != self.month
            and not table.part
            and not self._is_series(ledger)
        ):
            answer = self._asker.ask(
                f"period:{table.id}",
                "period",
                f"“{table.sheet.name}”的报告期是{stated.title}，与所选的{self.month.title}不同。按哪一期导入？",
                [(stated.key, f"按表中的{stated.title}"), (self.month.key, f"按所选的{self.month.title}")],
                stated.key,
            )
            month = Month.parse(answer)
            return month, (f"“{table.sheet.name}”写的是{stated.title}，按{month.title}导入。",)
        if stated is not None:
            return stated, ()
        month = self.month or _of_filling_day(table.facts.filling_day) or self._usual_month(today)
        return month, (f"“{table.sheet.name}”没有写明报告期，按{month.title}导入。",)

    def _usual_month(self, today: datetime.date) -> Month:
        """Where nothing tells the month: the newest complete one in the file, else the last complete one."""
        complete = Month.closed_on(today)
        ledgers = self.store.ledgers.values()
        known = (month for ledger in ledgers for month in self.store.months(ledger) if month <= complete)
        return max(known, default=complete)

    def _is_series(self, ledger: Ledger) -> bool:
        """Whether tables of several months come together: then each is for the month it states."""
        months = {
            table.facts.month for table in self.tables if table.ledger is ledger and table.sheet.visible
        }
        return len(months - {None}) > 1 and self.sheet is None

    def _without_copies(self, chosen: list[_Chosen], plan: ImportPlan) -> list[_Chosen]:
        """Two sheets of one file for one month are usually a table and its copy: one of them goes in."""
        groups: dict[tuple[str, ...], list[_Chosen]] = {}
        for one in chosen:
            key = one.month.key if needs_month(one.ledger) else ""
            told = (key, one.table.part, *map(str, one.table.said))
            groups.setdefault((one.table.file, one.ledger.name, *told), []).append(one)
        dropped: set[str] = set()
        for same in groups.values():
            if len(same) > 1 and _overlap(same):
                kept = self._asker.ask(
                    f"sheet:{same[0].table.id}",
                    "sheet",
                    f"{'、'.join(f'“{one.table.sheet.name}”' for one in same)}是同一期的同一张表。导入哪一张？",
                    [(one.table.id, f"“{one.table.sheet.name}”") for one in same],
                    same[-1].table.id,
                )
                dropped |= {one.table.id for one in same if one.table.id != kept}
        for one in chosen:
            if one.table.id in dropped:
                plan.tables.append(_skipped(one.table, "与另一张表是同一期，未导入"))
        return [one for one in chosen if one.table.id not in dropped]

    # what they write

    def _plan_tables(self, chosen: Sequence[_Chosen], plan: ImportPlan, writes: Writes | None) -> None:
        recorder = Recorder(writes)
        links = LinkReader(self.store, recorder, self._asker, chosen[0].month)
        added: dict[str, list[int]] = {ledger.name: [] for ledger in LEDGERS}
        first: dict[tuple[str, int], Month] = self._first_months(chosen)
        mappings = {one.table.id: self._mapping(one) for one in chosen}
        absences = Absences()
        for one in chosen:
            mapping = mappings[one.table.id]
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
                    part="" if one.table.facts.period.key == one.table.part else one.table.part,
                )
            )
        plan.added[:0] = links.added
        plan.absent = absences.found()
        plan.operations = recorder.operations

    def _newer(
        self, one: _Chosen, chosen: Sequence[_Chosen], mappings: Mapping[str, ColumnsMapping]
    ) -> Newer:
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

    def _names(self, one: _Chosen, mapping: ColumnsMapping) -> frozenset[str]:
        if one.table.id not in self._listed:
            column = mapping.column_of(one.ledger.name_column)
            body = one.table.header.body if one.table.header is not None else 0
            cells = (line[column.index] for line in one.table.sheet.rows[body:]) if column is not None else ()
            district = self._district(one.table)
            self._listed[one.table.id] = frozenset(
                name_key(read_name(cell).name, district) for cell in cells if isinstance(cell, str)
            )
        return self._listed[one.table.id]

    def _first_months(self, chosen: Sequence[_Chosen]) -> dict[tuple[str, int], Month]:
        """The first month of each year's ledger that the file already has."""
        first: dict[tuple[str, int], Month] = {}
        for ledger in {one.ledger.name: one.ledger for one in chosen}.values():
            for month in self.store.months(ledger):
                first.setdefault((ledger.name, month.year), month)
        return first

    def _mapping(self, one: _Chosen) -> ColumnsMapping:
        given = self.options.mappings.get(one.table.id)
        if given is not None and given.ledger is one.ledger:
            return given
        assert one.table.header is not None
        mapping = map_columns(one.table.header, one.ledger, one.month, self._remembered(one))
        return natures_in_their_column(mapping, one.table.sheet.rows[one.table.header.body :])

    def _remembered(self, one: _Chosen) -> Mapping[str, str | None]:
        assert one.table.header is not None
        known = self.store.settings.get(MAPPINGS, {}).get(one.table.header.signature, {})
        return known.get(one.ledger.name, {}) if isinstance(known, dict) else {}

    def _district(self, table: Table) -> str:
        return district_of(str(self.store.settings.get("office", "") or table.facts.office or ""))


_NO_MONTH = Month(1900, 1)


def remember(store: Store, table: Table, mapping: ColumnsMapping) -> None:
    """Keep a corrected mapping for the next table with this header; outside undo."""
    if table.header is None:
        return
    known = dict(store.settings.get(MAPPINGS, {}))
    of_header = dict(known.get(table.header.signature, {}))
    of_header[mapping.ledger.name] = mapping.corrections
    known[table.header.signature] = of_header
    store.settings.set(MAPPINGS, known)


def _states_month(table: Table) -> bool:
    return table.facts.period.month is not None


def _of_filling_day(day: datetime.date | None) -> Month | None:
    return Month.closed_on(day) if day is not None else None


def _overlap(same: Sequence[_Chosen]) -> bool:
    """Whether the tables list the same records for the most part."""
    names = [_first_texts(one.table) for one in same]
    shared = set.intersection(*names)
    return 2 * len(shared) > min(len(one) for one in names)


def _first_texts(table: Table) -> set[str]:
    body = table.header.body if table.header is not None else 0
    return {next((cell for cell in row if isinstance(cell, str)), "") for row in table.sheet.rows[body:]} - {
        ""
    }


def _is_same_sheet(plan: TablePlan, one: _Chosen) -> bool:
    return (plan.file, plan.sheet) == (one.table.file, one.table.sheet.name) and bool(one.table.part)


def _skipped(table: Table, reason: str) -> TablePlan:
    return TablePlan(
        table.id, table.file, table.sheet.name, None, None, 0, table.money_unit, None, (), skipped=reason
    )


def _nothing(tables: Sequence[Table], plan: ImportPlan) -> str:
    files = list(dict.fromkeys(table.file for table in tables))
    name = f"“{files[0]}”" if len(files) == 1 else "所选文件"
    place = "“{0.sheet}”" if len(files) == 1 else "“{0.file}”的“{0.sheet}”"
    reasons = "；".join(place.format(one) + one.skipped for one in plan.tables) or "没有工作表"
    return f"{name}中没有可以导入的台账：{reasons}。台账未作改动。"
