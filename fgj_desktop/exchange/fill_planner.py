"""Plans how a blank is filled from a ledger; nothing is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.exchange.cells import is_blank, text_of
from fgj_desktop.exchange.fill_blank import BlankTable, no_table, table_of, tables_for
from fgj_desktop.exchange.fill_cells import CellFiller
from fgj_desktop.exchange.fill_columns import columns_of
from fgj_desktop.exchange.fill_placing import Placing
from fgj_desktop.exchange.fill_plan import FillOptions, FillPlan
from fgj_desktop.exchange.fill_rows import SlotReader
from fgj_desktop.exchange.groups import GroupReader
from fgj_desktop.exchange.mapping import ColumnMapping, Mapping
from fgj_desktop.exchange.matching import Identity, Matcher
from fgj_desktop.exchange.project_names import district_of, read_name
from fgj_desktop.exchange.rows import TableRow, read_rows
from fgj_desktop.ledgers.values import UNIT_TITLES, WAN, Misfit
from fgj_desktop.rules.ledger_sheet import ledger_sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.exchange.fill_blank import Blank
    from fgj_desktop.exchange.fill_columns import FillColumn
    from fgj_desktop.exchange.fill_rows import NamedRow
    from fgj_desktop.exchange.fill_spread import Spread
    from fgj_desktop.exchange.matching import Similar
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.ledgers.values import Parsed
    from fgj_desktop.store.rows import Row
    from fgj_desktop.store.store import Store


def plan_fill(
    store: Store, blank: Blank, ledger: Ledger, month: Month, options: FillOptions | None = None
) -> FillPlan:
    """What of the ledger as of a month goes where in the blank.

    Raises UserError when the blank asks for nothing of the ledger.
    """
    asked = options or FillOptions()
    table = _table(store, blank, ledger, month, asked.sheet)
    columns, notices = columns_of(table.header, ledger, month, store)
    columns = tuple(asked.columns.get(table.sheet.name, columns))
    plan = FillPlan(
        blank, table, ledger, month, asked, columns, base=store.action_count(), notices=list(notices)
    )
    _Planner(store, plan).run()
    return plan


def _table(store: Store, blank: Blank, ledger: Ledger, month: Month, sheet: str | None) -> BlankTable:
    found = (
        [one for one in (table_of(blank, blank.sheet(sheet), ledger, store, month),) if one is not None]
        if sheet is not None
        else tables_for(blank, ledger, store, month)
    )
    if not found:
        raise no_table(blank, ledger)
    return found[0]


@dataclass(slots=True)
class _Planner:
    """Goes through one table of a blank."""

    store: Store
    plan: FillPlan
    groups: GroupReader = field(init=False)
    rows: list[TableRow] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.groups = GroupReader(
            self.plan.ledger, lambda text: self.store.links().find("responsible_unit", text)
        )

    def run(self) -> None:
        """Find the rows, give each its record, fill the cells."""
        plan = self.plan
        if plan.table.spread is not None:
            self._fill_spread(plan.table.spread)
            return
        name = self._column(plan.ledger.name_column)
        if name is None:
            raise no_table(plan.blank, plan.ledger)
        xml = plan.blank.xml(plan.table.sheet.name)
        self.rows = read_rows(plan.table.sheet, plan.table.header, self._mapping(), self.groups.words())
        serial = self._column(plan.ledger.serial_column or "")
        reader = SlotReader(
            plan.table.sheet,
            xml,
            plan.blank.formats,
            plan.table.header.body,
            name.index,
            serial.index if serial is not None else -1,
        )
        slots = reader.read(self.rows)
        self._say_what_is_odd()
        plan.names_records = bool(slots.named)
        records = self._records()
        everyone = self._everyone(records) if slots.named else records
        self._match(slots.named, everyone)
        Placing(plan, xml, self.groups, slots, reader.serial).place(records)
        CellFiller(self.store, plan, xml, everyone, {one.row for one in slots.named}).fill()

    def _fill_spread(self, spread: Spread) -> None:
        """A sheet that spreads one figure over columns: each of its cells says what it asks for."""
        plan = self.plan
        self._say_what_is_odd()
        plan.notices += spread.notices
        plan.names_records = True
        rows = self.store.view(plan.ledger, plan.month).rows()
        xml = plan.blank.xml(plan.table.sheet.name)
        CellFiller(self.store, plan, xml, rows, frozenset()).fill_asked(spread.cells)

    def _column(self, name: str) -> FillColumn | None:
        return next((one for one in self.plan.columns if one.field == name and one.month is None), None)

    def _mapping(self) -> Mapping:
        """The columns as the importer's reader of rows knows them."""
        ledger = self.plan.ledger
        return Mapping(
            ledger,
            tuple(
                ColumnMapping(
                    one.index,
                    one.title,
                    ledger.fields_by_name.get(one.field or ""),
                    one.month,
                    one.money_unit,
                )
                for one in self.plan.columns
            ),
        )

    def _say_what_is_odd(self) -> None:
        plan, facts = self.plan, self.plan.table.facts
        if facts.month is not None and facts.month != plan.month and plan.ledger.has_years:
            plan.notices.append(
                f"表中写的是{facts.month.title}，按{plan.month.title}填，请核对表内标题和日期。"
            )
        asked = plan.table.spread.cells if plan.table.spread is not None else plan.filled_columns
        money = [one for one in asked if self._is_money(one.field)]
        if facts.money_unit is None and any(one.money_unit is None for one in money):
            plan.notices.append(f"表中没有写明金额单位，按{UNIT_TITLES[WAN]}填。")
        if plan.blank.is_signed:
            plan.notices.append("原表带有数字签名，填后签名失效。")
        if plan.blank.has_macros:
            plan.notices.append("表中的宏原样保留。")
        others = [
            one.sheet.name
            for one in (
                tables_for(plan.blank, plan.ledger, self.store, plan.month)
                if plan.options.sheet is None
                else ()
            )
            if one.sheet.name != plan.table.sheet.name and one.sheet.visible
        ]
        if others:
            listed = "、".join(f"“{one}”" for one in others)
            plan.notices.append(f"填的是工作表“{plan.table.sheet.name}”；{listed}也像此台账，未填。")

    def _is_money(self, field: str | None) -> bool:
        found = self.plan.ledger.fields_by_name.get(field or "")
        return found is not None and found.column.kind.editor == "money"

    # records

    def _records(self) -> list[Row]:
        """The records in the order in which they are seen; those that do not count only when asked for."""
        plan = self.plan
        sheet = ledger_sheet(
            self.store,
            plan.ledger,
            plan.month,
            fields=[],
            filters=plan.options.filters,
            order=plan.options.order,
            group_by=plan.options.group_by,
        )
        return list(sheet.rows)

    def _everyone(self, records: list[Row]) -> list[Row]:
        """All records of the month: rows that name theirs are filled whatever is seen."""
        if not self.plan.options.filters:
            return records
        return list(
            ledger_sheet(self.store, self.plan.ledger, self.plan.month, fields=[], group_by=None).rows
        )

    def _match(self, named_rows: Sequence[NamedRow], records: Sequence[Row]) -> None:
        """Give the rows that name a record theirs."""
        if not named_rows:
            return
        ledger = self.plan.ledger
        matcher = Matcher(self._district())
        matcher.add(self._identity(row) for row in records)
        taken: set[int] = set()
        for one in named_rows:
            name, code = read_name(one.name), self._cell_text(one.row, ledger.code_column or "")
            apart = self._apart(one.row)
            found = matcher.by_code(name.name, code, taken, apart) or matcher.by_name(
                name.name, code, name.former, (), taken, apart
            )
            if found is None:
                found = self._similar(one, matcher.similar(name.name, code, None, taken, apart))
            if found is None:
                continue
            taken.add(found)
            self.plan.rows[found] = one.row

    def _similar(self, one: NamedRow, near: Similar | None) -> int | None:
        """A name that differs only in 「项目」 or 「工程」 at its end is taken, and told; others when asked for."""
        if near is not None and (near.score >= 1 or self.plan.options.similar):
            self.plan.notices.append(f"第 {one.row + 1} 行“{one.name}”按台账中“{near.name}”填，请核对。")
            return near.id
        self.plan.unmatched.append((one.row, one.name, near.name if near is not None else ""))
        return None

    def _identity(self, row: Row) -> Identity:
        ledger, values = self.plan.ledger, row.values
        aliases = [str(values[one]) for one in ledger.alias_columns if values.get(one)]
        code = values.get(ledger.code_column or "")
        apart = tuple(values.get(name) for name in ledger.identity)
        return Identity(
            row.id,
            str(values.get(ledger.name_column) or ""),
            str(code) if code else None,
            "\n".join(aliases) or None,
            None,
            apart,
        )

    def _cell_text(self, row: int, field: str) -> str | None:
        column = self._column(field)
        text = text_of(self.plan.table.sheet.value(row, column.index)) if column is not None else ""
        return text or None

    def _apart(self, row: int) -> tuple[object, ...]:
        """What a row of the blank says of the columns that tell records of one name apart."""
        from fgj_desktop.exchange.matching import UNSAID

        context = self.store.context(self.plan.month)
        found: list[object] = []
        for name in self.plan.ledger.identity:
            column = self._column(name)
            cell = self.plan.table.sheet.value(row, column.index) if column is not None else None
            read: Parsed | object = UNSAID
            if not is_blank(cell):
                read = self.plan.ledger.by_name[name].kind.from_cell(cell, context)
            found.append(UNSAID if isinstance(read, Misfit) else read)
        return tuple(found)

    def _district(self) -> str:
        return district_of(str(self.store.settings.get("office", "") or self.plan.table.facts.office or ""))
