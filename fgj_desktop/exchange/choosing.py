"""Chooses which tables of the files are imported: as which ledger, for which month, and which of two copies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.exchange.form_marks import MARKS_SHEET, SIGN
from fgj_desktop.exchange.grid import Kind, Workbook
from fgj_desktop.exchange.plan import TablePlan
from fgj_desktop.exchange.tables import Table, needs_month, tables_of
from fgj_desktop.ledgers import LEDGERS, Ledger
from fgj_desktop.ledgers.period import Month

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from fgj_desktop.exchange.asking import Asker
    from fgj_desktop.exchange.plan import ImportOptions, ImportPlan
    from fgj_desktop.store.store import Store

_NO_MONTH = Month(1900, 1)
IS_FORM = "是发放给单位的填报表，请用“报送”菜单的“收表汇总”读取"
"""Imported as a table it would give last period's texts and the clerk's own figures back, and no 报送登记."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A table to import: as which ledger, for which month."""

    table: Table
    ledger: Ledger
    month: Month
    notices: tuple[str, ...]


@dataclass(slots=True)
class Chooser:
    """Goes through the tables of one import; what is left out goes into the plan with its reason."""

    store: Store
    tables: Sequence[Table]
    options: ImportOptions
    asker: Asker
    ledger: Ledger | None
    month: Month | None
    sheet: str | None

    def choose(self, plan: ImportPlan) -> list[Chosen]:
        """The tables to import, ledger by ledger, the oldest period first."""
        chosen: list[Chosen] = []
        forms = {table.file for table in self.tables if _is_mark_of_form(table)}
        for table in self._read_as_asked():
            found = self._as_ledger(table)
            is_asked = self.sheet is not None or table.id in self.options.mappings
            if not isinstance(found, str) and table.file in forms and not is_asked:
                found = IS_FORM
            if isinstance(found, str):
                plan.tables.append(_skipped(table, found))
                continue
            month, notices = self._month_of(*found)
            chosen.append(Chosen(found[0], found[1], month, notices))
        order = {ledger.name: position for position, ledger in enumerate(LEDGERS)}
        newest = _newest_months(chosen)
        # Of two workbooks that report one month the newer one has the last word.
        chosen.sort(key=lambda one: (order[one.ledger.name], _month_key(one), newest[one.table.sheet_id]))
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
            answer = self.asker.ask(
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

    def _without_copies(self, chosen: list[Chosen], plan: ImportPlan) -> list[Chosen]:
        """Two sheets of one file for one month are usually a table and its copy: one of them goes in."""
        groups: dict[tuple[str, ...], list[Chosen]] = {}
        for one in chosen:
            key = one.month.key if needs_month(one.ledger) else ""
            told = (
                key,
                one.table.part,
                *(str(two) for two in one.table.said if two[0] in one.ledger.identity),
            )
            groups.setdefault((one.table.file, one.ledger.name, *told), []).append(one)
        dropped: set[str] = set()
        for same in groups.values():
            if len(same) > 1 and _overlap(same):
                kept = self.asker.ask(
                    f"sheet:{same[0].table.sheet_id}",
                    "sheet",
                    f"{'、'.join(f'“{one.table.sheet.name}”' for one in same)}是同一期的同一张表。导入哪一张？",
                    [(one.table.sheet_id, f"“{one.table.sheet.name}”") for one in same],
                    same[-1].table.sheet_id,
                )
                dropped |= {one.table.id for one in same if one.table.sheet_id != kept}
        for one in chosen:
            if one.table.id in dropped:
                plan.tables.append(_skipped(one.table, "与另一张表是同一期，未导入"))
        return [one for one in chosen if one.table.id not in dropped]


def _is_mark_of_form(table: Table) -> bool:
    """Whether a table is the hidden sheet of a form (填报表)."""
    rows = table.sheet.rows
    return table.sheet.name == MARKS_SHEET and bool(rows) and SIGN in rows[0][:1]


def _month_key(one: Chosen) -> Month:
    return one.month if needs_month(one.ledger) else _NO_MONTH


def _newest_months(chosen: Sequence[Chosen]) -> dict[str, Month]:
    """The newest month that each sheet holds."""
    found: dict[str, Month] = {}
    for one in chosen:
        known = found.get(one.table.sheet_id, _NO_MONTH)
        found[one.table.sheet_id] = max(known, _month_key(one))
    return found


def _states_month(table: Table) -> bool:
    return table.facts.period.month is not None


def _of_filling_day(day: datetime.date | None) -> Month | None:
    return Month.closed_on(day) if day is not None else None


def _overlap(same: Sequence[Chosen]) -> bool:
    """Whether the tables list the same records for the most part."""
    names = [_first_texts(one.table) for one in same]
    shared = set.intersection(*names)
    return 2 * len(shared) > min(len(one) for one in names)


def _first_texts(table: Table) -> set[str]:
    body = table.header.body if table.header is not None else 0
    return {next((cell for cell in row if isinstance(cell, str)), "") for row in table.sheet.rows[body:]} - {
        ""
    }


def _skipped(table: Table, reason: str) -> TablePlan:
    return TablePlan(
        table.id, table.file, table.sheet.name, None, None, 0, table.money_unit, None, (), skipped=reason
    )
