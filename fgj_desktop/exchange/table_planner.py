"""Plans the import of one table: which records its rows are, and which cells would change."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.exchange.comparing import Comparer, far_from_before
from fgj_desktop.exchange.current import Current, State
from fgj_desktop.exchange.groups import GroupReader
from fgj_desktop.exchange.incoming import Incoming, RowReader
from fgj_desktop.exchange.matching import Matcher, duplicates
from fgj_desktop.exchange.plan import (
    AbsentRecord,
    AddedRecord,
    CellChange,
    ImportOptions,
    ImportPlan,
    Refused,
    SheetPlace,
)
from fgj_desktop.exchange.project_names import DEFAULT_LEGEND, level_of, name_key
from fgj_desktop.exchange.reconcile import Reconciler, counted_rows
from fgj_desktop.exchange.rows import RowKind, TableRow, read_rows
from fgj_desktop.exchange.tables import Table, fills_of, needs_month
from fgj_desktop.ledgers.kinds import Money
from fgj_desktop.ledgers.values import Context, Misfit, Parsed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.exchange.asking import Asker
    from fgj_desktop.exchange.mapping import Mapping
    from fgj_desktop.exchange.recorder import Recorder
    from fgj_desktop.exchange.units import LinkReader
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.store.store import Store

NEW, SAME = "new", "same"
_NOTHING = State(0, {}, {}, reported=False, member=False)
_RESERVE_YEAR = re.compile(r"(20\d{2})年[^，。]{0,20}储备")
_REASONS = {
    RowKind.NAMELESS: "没有名称",
    RowKind.UNCLEAR: "只有一格文字，未能判断是项目还是分组",
    RowKind.EXAMPLE: "示例行",
}


@dataclass(slots=True)
class TablePlanner:
    """Plans one table; writes go to the recorder, findings to the plan."""

    store: Store
    table: Table
    ledger: Ledger
    month: Month
    mapping: Mapping
    options: ImportOptions
    plan: ImportPlan
    recorder: Recorder
    asker: Asker
    links: LinkReader
    district: str
    added: list[int]
    """Records of this ledger that the import added before; this table's are appended."""
    first_month: Month | None
    """The first month of this year's ledger."""
    _rows: list[TableRow] = field(default_factory=list)
    _matched: dict[int, int] = field(default_factory=dict)
    """Record → row that it was matched with."""

    def run(self) -> int:
        """Plan the table; gives how many records it lists."""
        groups = GroupReader(self.ledger, lambda text: self.links.find("responsible_unit", text))
        self._rows = read_rows(self.table.sheet, self.table.header, self.mapping, groups.words())  # type: ignore[arg-type]
        context = Context(self.table.money_unit, self.links, year=self.month.year)
        reader = RowReader(
            self.table.sheet,
            self.mapping,
            context,
            self.links,
            self.asker,
            self.table.file,
            self.table.id,
            self.options.clear_empty,
            fills_of(self.table),
        )
        incoming = [reader.read(row) for row in self._rows if row.kind is RowKind.RECORD]
        self._refuse_rows()
        repeated = self._join_repeated(incoming)
        self._complete(incoming, groups)
        current = self._current()
        self._write(incoming, repeated, current, SheetPlace(self.table.file, self.table.sheet.name, context))
        self._reconcile(incoming, repeated, context)
        self._list_misfits(incoming, reader)
        self._list_absent(current)
        return len(incoming) - len(repeated)

    # rows

    def _refuse_rows(self) -> None:
        for row in self._rows:
            reason = _REASONS.get(row.kind)
            if reason is None:
                continue
            place = SheetPlace(self.table.file, self.table.sheet.name, Context()).place(row.index, None)
            message = f"{self.table.sheet.name}第 {row.index + 1} 行“{row.label}”未导入：{reason}。"
            self.plan.refused.append(
                Refused(place, row.label, row.label, reason, message, row.index + 1, is_row=True)
            )

    def _join_repeated(self, incoming: Sequence[Incoming]) -> dict[int, int]:
        """A project listed twice is counted once; the later row fills what the first leaves empty."""
        keys = [(name_key(one.name.name, self.district), one.code) for one in incoming]
        repeated = duplicates(keys)
        for later, first in repeated.items():
            one, other = incoming[later], incoming[first]
            other.name = type(other.name)(
                other.name.name, tuple(dict.fromkeys((*other.name.marks, *one.name.marks))), other.name.former
            )
            differing = [
                name
                for name, value in one.values.items()
                if name != self.ledger.serial_column and other.values.setdefault(name, value) != value
            ]
            other.groups = tuple(dict.fromkeys((*other.groups, *one.groups)))
            text = f"{self.table.sheet.name}第 {other.row + 1} 行与第 {one.row + 1} 行是同一项目“{one.name.name}”，只计一次"
            titles = "、".join(self._title(name) for name in differing)
            self.plan.notices.append(f"{text}，{titles}不同，取前一行的。" if differing else f"{text}。")
        return repeated

    def _title(self, name: str) -> str:
        return f"“{self.ledger.fields_by_name[name].title_for(self.month, short=True)}”"

    def _complete(self, incoming: Sequence[Incoming], groups: GroupReader) -> None:
        """Fill in what stands beside the rows: groups, marks before names, the year in the title."""
        marks_used = bool(self.table.facts.legend) or any(one.name.marks for one in incoming)
        legend = self.table.facts.legend or DEFAULT_LEGEND
        reserve_year = self._reserve_year()
        has_levels = "level" in self.ledger.by_name and self.mapping.column_of("level") is None
        for one in incoming:
            for name, value in groups.values(one.groups).items():
                one.values.setdefault(name, value)
            if has_levels and (marks_used or not self._knows_levels()):
                level = level_of(one.name.marks, legend, star_means_city_too=self.options.star_means_city_too)
                earlier = one.values.get("level")
                if not isinstance(earlier, str) or len(earlier) < len(level):
                    one.values["level"] = level
            if reserve_year is not None:
                one.values.setdefault("reserve_year", reserve_year)

    def _knows_levels(self) -> bool:
        """Without any mark in the sheet, levels that the ledger knows are left as they are."""
        return self.first_month is not None

    def _reserve_year(self) -> int | None:
        if "reserve_year" not in self.ledger.by_name:
            return None
        for text in (self.table.facts.title, self.table.sheet.name, self.table.file):
            if found := _RESERVE_YEAR.search(text):
                return int(found[1])
        return None

    # records

    def _current(self) -> Current:
        names = {column.field.name for column in self.mapping.written if column.field is not None}
        for column in self.mapping.compared:
            assert column.field is not None
            computed = column.field.column.computed
            assert computed is not None
            names |= {one.partition("@")[0] for one in computed.arguments if not one.startswith("@")}
        names |= {"level", "nature", "reserve_year", "supporting_units", self.ledger.sector_column or ""}
        names |= {self.ledger.unit_column or ""}
        stored = [
            name
            for name in self.ledger.fields_by_name
            if name in names and self.ledger.fields_by_name[name].column.computed is None
        ]
        return Current(self.store, self.ledger, self.month, stored, self.added)

    def _write(
        self, incoming: Sequence[Incoming], repeated: dict[int, int], current: Current, sheet: SheetPlace
    ) -> None:
        matcher = Matcher(self.district)
        matcher.add(current.identities())
        records = self._find(incoming, repeated, matcher)
        taken = {record for record in records.values() if record is not None}
        jumps: list[str] = []
        amounts = [
            column.field.name
            for column in self.mapping.written
            if column.field is not None and isinstance(column.field.column.kind, Money)
        ]
        compared: dict[str, list[int]] = {}
        comparer = Comparer(self.store, self.mapping, self.month, self.table.money_unit)
        for position, one in enumerate(incoming):
            if position in repeated:
                continue
            record = records[position]
            if record is None:
                record = self._ask_similar(one, matcher, taken, sheet)
            if record is None:
                self._insert(one, sheet)
                state = _NOTHING
            else:
                taken.add(record)
                self._matched[record] = one.row
                state = current.state(record)
                far = far_from_before(one, state, amounts)
                jumps += [sheet.place(one.row, self._column(one, name)).text for name in far]
                self._update(one, state, sheet)
            for name in comparer.differing(one, state):
                compared.setdefault(name, []).append(one.row)
        self.plan.warnings += [
            f"{place}：该值约为上月的 10,000 倍，可能误用“元”，请核对。" for place in jumps
        ]
        self._say_compared(compared)

    def _find(
        self, incoming: Sequence[Incoming], repeated: dict[int, int], matcher: Matcher
    ) -> dict[int, int | None]:
        """The record of each row by code and name; a record found by two rows is the first one's."""
        records: dict[int, int | None] = {}
        taken: set[int] = set()
        for position, one in enumerate(incoming):
            if position in repeated:
                continue
            found = matcher.find(one.name.name, one.code, one.name.former)
            if found is not None and found in taken:
                self.plan.warnings.append(
                    f"{self.table.sheet.name}第 {one.row + 1} 行“{one.name.name}”与另一行的项目代码或名称相同，已作为新项目。"
                )
                found = None
            records[position] = found
            if found is not None:
                taken.add(found)
        return records

    def _ask_similar(self, one: Incoming, matcher: Matcher, taken: set[int], sheet: SheetPlace) -> int | None:
        """A close name is asked about; without an answer the row goes in as a new record and is listed."""
        near = matcher.similar(one.name.name, one.code, one.values.get("town"), taken)
        if near is None:
            return None
        title = self.ledger.record_title
        answer = self.asker.ask(
            f"record:{self.ledger.name}:{name_key(one.name.name, self.district)}:{near.name}",
            "record",
            f"{title}名称相近：“{one.name.name}”与台账中“{near.name}”。是否为同一{title}？",
            [(SAME, f"是同一{title}"), (NEW, f"不是，新增{title}")],
            NEW,
            sheet.place(one.row, None),
        )
        return near.id if answer == SAME else None

    def _insert(self, one: Incoming, sheet: SheetPlace) -> None:
        values: dict[str, Parsed] = {name: value for name, value in one.values.items() if value is not None}
        values[self.ledger.name_column] = self._name_value(one)
        if one.name.former and "former_names" in self.ledger.by_name:
            values["former_names"] = one.name.former
        if (
            self.ledger.register is not None
            and self.first_month is not None
            and self.month > self.first_month
        ):
            values.setdefault(self.ledger.register, "调入")
        month = self.month if needs_month(self.ledger) else None
        record = self.recorder.insert(self.ledger, values, month)
        self.added.append(record)
        self._matched[record] = one.row
        if not self.ledger.axes:
            names = [values.get(column) for column in (self.ledger.label, self.ledger.name_column)]
            self.links.register(self.ledger, record, [str(name) for name in names if name])
            self.links.used_serial(self.ledger, values.get(self.ledger.serial_column or ""))
        self._write_other_months(record, one)
        for name, note in one.notes.items():
            self.recorder.annotate(self.ledger, record, name, month, note=note)
        for name, colour in one.colours.items():
            self.recorder.annotate(self.ledger, record, name, month, colour=colour)
        label = one.name.name
        self.plan.added.append(
            AddedRecord(self.ledger.name, record, label, month, sheet.place(one.row, None))
        )

    def _name_value(self, one: Incoming) -> Parsed:
        kind = self.ledger.by_name[self.ledger.name_column].kind
        return kind.parse(one.name.name, Context())

    def _write_other_months(self, record: int, one: Incoming) -> None:
        for month, values in one.other_months.items():
            self.recorder.put(self.ledger, record, month, values)

    def _update(self, one: Incoming, state: State, sheet: SheetPlace) -> None:
        """Write the cells that differ; a month not reported yet gets its reported columns all."""
        values = dict(one.values)
        self._rename(one, state, values)
        writes: dict[str, Parsed] = {}
        by_name = self.ledger.fields_by_name
        held, reported = state.values, state.reported
        for name, value in values.items():
            is_same = held.get(name) == value if value.__class__ is int else state.holds(name, value)
            if is_same and (reported or value is None or not by_name[name].column.reported):
                continue
            if value is None and not state.has_own(name):
                continue
            writes[name] = value
        if not state.member:
            self._enter(writes)
        month = self.month if needs_month(self.ledger) else None
        for name, value in writes.items():
            self._change(one, state, sheet, name, value)
        if writes or not state.member:
            self.recorder.put(
                self.ledger, state.id, month, writes, enters_year=not state.member and self.ledger.has_years
            )
        noted = self._annotate(one, state)
        if not writes and not noted:
            self.plan.unchanged += 1
        self._write_other_months(state.id, one)

    def _change(self, one: Incoming, state: State, sheet: SheetPlace, name: str, value: Parsed) -> None:
        self.plan.changes.append(
            CellChange(
                self.ledger,
                state.id,
                one.name.name,
                name,
                self.month if needs_month(self.ledger) else None,
                state.values.get(name),
                state.marks.get(name),
                value,
                state.has_own(name) and not state.holds(name, value),
                sheet,
                one.row,
                self._column(one, name),
            )
        )

    def _enter(self, writes: dict[str, Parsed]) -> None:
        """A record of another year or of later months becomes part of this month's ledger."""
        register = self.ledger.register
        if register is None:
            return
        is_later = self.first_month is not None and self.month > self.first_month
        writes.setdefault(register, "调入" if is_later else "在册")

    def _rename(self, one: Incoming, state: State, values: dict[str, Parsed]) -> None:
        """A new name is taken and the old one kept as a former name; an old name in the sheet renames nothing."""
        name_column = self.ledger.name_column
        known = str(state.values.get(name_column) or "")
        former = str(state.values.get("former_names") or "")
        keys = {name_key(text, self.district) for text in former.split("、") if text}
        mine = name_key(one.name.name, self.district)
        olds = [one.name.former] if one.name.former else []
        if mine != name_key(known, self.district):
            if mine in keys or "former_names" not in self.ledger.by_name:
                if "former_names" in self.ledger.by_name:
                    self.plan.notices.append(f"“{one.name.name}”是“{known}”的曾用名，名称未改。")
            else:
                values[name_column] = self._name_value(one)
                olds.append(known)
        new = [old for old in olds if old and name_key(old, self.district) not in keys]
        if new and "former_names" in self.ledger.by_name:
            values["former_names"] = "、".join(filter(None, (former, *new)))

    def _annotate(self, one: Incoming, state: State) -> bool:
        month = self.month if needs_month(self.ledger) else None
        done = False
        for name, note in one.notes.items():
            mark = state.marks.get(name)
            known = mark.note if mark is not None and mark.note else ""
            if note not in known:
                self.recorder.annotate(
                    self.ledger, state.id, name, month, note="\n".join(filter(None, (known, note)))
                )
                done = True
        for name, colour in one.colours.items():
            mark = state.marks.get(name)
            if mark is None or mark.colour != colour:
                self.recorder.annotate(self.ledger, state.id, name, month, colour=colour)
                done = True
        return done

    def _column(self, one: Incoming, name: str) -> int | None:
        column = self.mapping.column_of(name)
        return one.columns.get(name, column.index if column is not None else None)

    # findings

    def _say_compared(self, compared: dict[str, list[int]]) -> None:
        for name, rows in compared.items():
            column = next(c for c in self.mapping.compared if c.field is not None and c.field.name == name)
            listed = "、".join(str(row + 1) for row in rows[:8]) + ("等" if len(rows) > 8 else "")
            self.plan.warnings.append(
                f"{self.table.sheet.name}“{column.title}”有 {len(rows)} 行与计算结果不同（第 {listed} 行）。此列由程序计算，未导入。"
            )

    def _reconcile(self, incoming: Sequence[Incoming], repeated: dict[int, int], context: Context) -> None:
        uncounted = self.ledger.uncounted
        rows = [
            (
                one,
                position in repeated,
                any(one.values.get(name) in values for name, values in uncounted.items()),
            )
            for position, one in enumerate(incoming)
        ]
        reconciler = Reconciler(
            self.table,
            self.mapping.written,
            self._rows,
            counted_rows(self.ledger, rows),
            context,
            self.ledger.measure_word,
        )
        self.plan.reconciliations += reconciler.check()
        self.plan.warnings += [f"{self.table.sheet.name}{text}" for text in reconciler.unread_totals()]

    def _list_misfits(self, incoming: Sequence[Incoming], reader: RowReader) -> None:
        for one in incoming:
            for column, name, misfit in one.misfits:
                title = self.ledger.fields_by_name[name].title_for(self.month, short=True)
                message = f"第 {one.row + 1} 行{title}“{misfit.text}”{_predicate(misfit)}，已保留原文并标出。"
                self.plan.refused.append(
                    Refused(
                        reader.place(one.row, column),
                        one.name.name,
                        misfit.text,
                        misfit.reason,
                        message,
                        one.row + 1,
                        is_row=False,
                    )
                )

    def _list_absent(self, current: Current) -> None:
        register = self.ledger.register
        for record in current.ids():
            if record in self._matched:
                continue
            if register is not None and current.value(record, register) in self.ledger.uncounted.get(
                register, ()
            ):
                continue
            label = str(current.value(record, self.ledger.name_column) or "")
            month = self.month if needs_month(self.ledger) else None
            self.plan.absent.append(AbsentRecord(self.ledger.name, record, label, month))


def _predicate(misfit: Misfit) -> str:
    return misfit.reason if misfit.reason.startswith(("不是", "应为", "超过")) else f"：{misfit.reason}"
