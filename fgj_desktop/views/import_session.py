"""One import from the files read to the action done: what was chosen so far, and the plan that follows.

No Qt. Every choice makes the plan anew, so that what is shown is what will be done.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError
from fgj_desktop.exchange.importer import ImportResult, apply, plan_import
from fgj_desktop.exchange.periods import PeriodText
from fgj_desktop.exchange.plan import ImportOptions, ImportPlan, Question, TablePlan
from fgj_desktop.exchange.planner import remember
from fgj_desktop.exchange.tables import Table, needs_month
from fgj_desktop.ledgers.kinds import Money
from fgj_desktop.ledgers.values import UNIT_TITLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.exchange.mapping import Mapping
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.store.store import Store
    from fgj_desktop.views.import_work import ReadFile


@dataclass(slots=True)
class ImportSession:
    """``month`` is the report period of the window: for tables that state none, and asked about others."""

    store: Store
    month: Month
    files: Sequence[ReadFile]
    plan: ImportPlan | None = None
    problem: str = ""
    """Why there is no plan; empty when there is one."""
    _tables: list[Table] = field(default_factory=list)
    _left_out: set[str] = field(default_factory=set)
    _chosen_month: Month | None = None
    _options: ImportOptions = field(default_factory=ImportOptions)
    _corrected: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Plan with what the files say."""
        taken: set[str] = set()
        for table in (table for file in self.files for table in file.tables):
            # Two files of one name from two folders must not share answers and mappings.
            identifier = table.id
            while identifier in taken:
                identifier += "'"
            taken.add(identifier)
            self._tables.append(replace(table, id=identifier) if identifier != table.id else table)
        self.make_plan()

    # --- the plan -------------------------------------------------------------------------------

    def make_plan(self) -> None:
        """Plan anew; ``problem`` says why when that is not possible."""
        self.plan, self.problem = None, ""
        tables = [table for table in self._tables if table.id not in self._left_out]
        failed = self.failures
        if not self._tables and failed:
            self.problem = "\n".join(failed)
            return
        try:
            self.plan = plan_import(
                self.store, tables, month=self._wanted_month(tables), options=self._options
            )
        except UserError as problem:
            self.problem = "\n".join([str(problem), *failed])

    def _wanted_month(self, tables: Sequence[Table]) -> Month | None:
        """None lets each table speak for itself: nothing in the ledger yet that could be meant instead."""
        if self._chosen_month is not None:
            return self._chosen_month
        dated = [table for table in tables if table.ledger is not None and needs_month(table.ledger)]
        silent = any(table.facts.month is None for table in dated)
        known = any(self.store.months(table.ledger) for table in dated if table.ledger is not None)
        return self.month if silent or known else None

    def apply(self) -> ImportResult:
        """Do what the plan says and remember corrected columns; raises FgjError when nothing was done."""
        assert self.plan is not None
        result = apply(self.store, self.plan)
        for table in self._tables:
            if table.id in self._corrected and table.id in self._options.mappings:
                remember(self.store, table, self._options.mappings[table.id])
        return result

    # --- what is imported -----------------------------------------------------------------------

    @property
    def parts(self) -> list[TablePlan]:
        """The sheets that are imported, in their order."""
        return [one for one in self.plan.tables if not one.skipped] if self.plan is not None else []

    @property
    def skipped(self) -> list[TablePlan]:
        """The sheets that are not."""
        return [one for one in self.plan.tables if one.skipped] if self.plan is not None else []

    def table(self, identifier: str) -> Table:
        """The table of a part."""
        return next(table for table in self._tables if table.id == identifier)

    def tables(self) -> list[Table]:
        """Every table that may be imported, in the order of the files."""
        return [table for table in self._tables if table.ledger is not None and table.sheet.visible]

    def is_included(self, identifier: str) -> bool:
        """Whether the clerk wants that table."""
        return identifier not in self._left_out

    def include(self, identifier: str, wanted: bool) -> None:
        """Import a table, or leave it out."""
        (self._left_out.discard if wanted else self._left_out.add)(identifier)
        self.make_plan()

    @property
    def headline(self) -> str:
        """What the files are, in one sentence."""
        parts = self.parts
        if not parts:
            return ""
        if len(parts) == 1:
            return self.table(parts[0].id).text.replace("， ", "，").strip()
        ledgers = list({one.ledger.name: one.ledger for one in parts if one.ledger}.values())
        if len(ledgers) > 1:
            counts = [f"{one.title} {self._count(one)} 张" for one in ledgers]
            return f"{self.count_of_tables}：{'、'.join(counts)}"
        months = self.months()
        title = self.table(parts[-1].id).text.partition("》")[0] + "》"
        period = f" {months[0].title} 至 {months[-1].title}" if len(months) > 1 else ""
        unit = self.money_unit()
        return f"{title}{period}，{self.count_of_tables}" + (f"，单位{UNIT_TITLES[unit]}" if unit else "")

    @property
    def count_of_tables(self) -> str:
        """「8 张表」; of a sheet that holds a table for each month 「1 张表、8 期」, for each town 「1 张表、9 份」."""
        sheets, parts = len({(one.file, one.sheet) for one in self.parts}), len(self.parts)
        measure = "期" if len(self.months()) == parts else "份"
        return f"{sheets} 张表" + (f"、{parts} {measure}" if parts > sheets else "")

    def _count(self, ledger: Ledger) -> int:
        return len({(one.file, one.sheet) for one in self.parts if one.ledger is ledger})

    def months(self) -> list[Month]:
        """The periods imported, oldest first."""
        return sorted({one.month for one in self.parts if one.month is not None})

    # --- period and unit ------------------------------------------------------------------------

    def set_month(self, month: Month) -> None:
        """Import the one period there is as that of another month."""
        self._chosen_month = month
        period = PeriodText(month.year, 1, month.number)
        self._change_facts(period=period)

    def money_unit(self) -> int | None:
        """分 in one unit of the amounts; None when there are none, or the tables differ."""
        units = {one.money_unit for one in self.parts if _has_amounts(one.mapping)}
        return units.pop() if len(units) == 1 else None

    def set_money_unit(self, unit: int) -> None:
        """Read the amounts in another unit; columns whose title names their unit keep it."""
        self._change_facts(money_unit=unit)

    def _change_facts(self, **facts: object) -> None:
        wanted = {one.id for one in self.parts}
        self._tables = [
            replace(table, facts=replace(table.facts, **facts)) if table.id in wanted else table  # type: ignore[arg-type]
            for table in self._tables
        ]
        # Titles of columns are read against the period.
        kept = {name: one for name, one in self._options.mappings.items() if name not in wanted}
        self._options = replace(self._options, mappings=kept)
        self.make_plan()

    # --- questions ------------------------------------------------------------------------------

    @property
    def questions(self) -> list[Question]:
        """Every question, answered or not."""
        return list(self.plan.questions) if self.plan is not None else []

    @property
    def open_questions(self) -> list[Question]:
        """Those without an answer yet."""
        return [one for one in self.questions if one.answer is None]

    def answer(self, question: str, value: str) -> None:
        """Answer a question."""
        self._options = self._options.answered({question: value})
        self.make_plan()

    def accept_proposals(self) -> None:
        """Answer the open questions as proposed; answering may raise no more than a few rounds of others."""
        for _ in range(5):
            still_open = self.open_questions
            if not still_open:
                return
            self._options = self._options.answered({one.id: one.default for one in still_open})
            self.make_plan()

    # --- columns and options --------------------------------------------------------------------

    def correct(self, table: str, column: int, field_name: str | None) -> None:
        """Send one column of a table to another column of the ledger, or nowhere."""
        part = next(one for one in self.parts if one.id == table)
        assert part.mapping is not None
        mapping = part.mapping.with_column(column, field_name)
        self._options = replace(self._options, mappings={**self._options.mappings, table: mapping})
        self._corrected.add(table)
        self.make_plan()

    @property
    def clears_empty(self) -> bool:
        """Whether an empty cell clears the ledger's."""
        return self._options.clear_empty

    def set_clears_empty(self, wanted: bool) -> None:
        """Let empty cells clear the ledger's, or leave them as they are."""
        self._options = replace(self._options, clear_empty=wanted)
        self.make_plan()

    @property
    def star_means_city_too(self) -> bool:
        """Whether a ★ project is a city project too."""
        return self._options.star_means_city_too

    def set_star_means_city_too(self, wanted: bool) -> None:
        """Count ★ projects as city projects too, or not."""
        self._options = replace(self._options, star_means_city_too=wanted)
        self.make_plan()

    # --- words ----------------------------------------------------------------------------------

    @property
    def summary(self) -> str:
        """What the import would do, in one sentence."""
        plan = self.plan
        if plan is None:
            return ""
        if plan.is_empty:
            return plan.message
        parts = [f"新增 {len(plan.listed):,} 项"]
        if plan.filled:
            parts.append(f"填入 {len(plan.filled):,} 格")
        parts.append(f"修改 {len(plan.replaced):,} 处")
        if plan.unchanged:
            parts.append(f"不变 {plan.unchanged:,} 行")
        if plan.refused_rows:
            parts.append(f"未导入 {len(plan.refused_rows):,} 行")
        if plan.named:
            parts.append(f"另登记单位和领导职务 {len(plan.named):,} 个")
        return f"将{'，'.join(parts)}。"

    @property
    def notices(self) -> list[str]:
        """What the clerk should know; of several sheets each with its name."""
        if self.plan is None:
            return []
        several = len(self.parts) > 1
        found = [
            f"{one.sheet}：{text}" if several and f"“{one.sheet}”" not in text else text
            for one in self.parts
            for text in one.notices
        ]
        return list(dict.fromkeys([*found, *self.plan.notices]))

    @property
    def failures(self) -> list[str]:
        """Files that could not be read, and why; of several each with its name."""
        several = len(self.files) > 1
        return [
            f"“{file.name}”：{file.problem}" if several and file.name not in file.problem else file.problem
            for file in self.files
            if file.problem
        ]


def _has_amounts(mapping: Mapping | None) -> bool:
    return mapping is not None and any(
        one.field is not None and isinstance(one.field.column.kind, Money) for one in mapping.written
    )
