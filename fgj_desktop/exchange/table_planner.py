"""Plans the import of one table: which records its rows are, and which cells would change."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.exchange.comparing import Comparer
from fgj_desktop.exchange.current import Current, State, stored_fields
from fgj_desktop.exchange.groups import GroupReader
from fgj_desktop.exchange.incoming import Incoming, RowReader
from fgj_desktop.exchange.matching import Matcher, duplicates
from fgj_desktop.exchange.plan import (
    AbsentRecord,
    ImportOptions,
    ImportPlan,
    Refused,
    SheetPlace,
)
from fgj_desktop.exchange.project_names import DEFAULT_LEGEND, level_of, name_key
from fgj_desktop.exchange.reconcile import Reconciler, counted_rows
from fgj_desktop.exchange.record_writer import Newer, RecordWriter, writer_month
from fgj_desktop.exchange.rows import RowKind, TableRow, read_rows
from fgj_desktop.exchange.tables import Table, fills_of
from fgj_desktop.ledgers.numbers import split_list
from fgj_desktop.ledgers.values import Context, Misfit

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
    newer: Newer
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
        incoming = reader.read_all([row for row in self._rows if row.kind is RowKind.RECORD])
        incoming = self._with_names(incoming)
        self._refuse_rows()
        repeated = self._join_repeated(incoming)
        self._complete(incoming, groups)
        current = self._current()
        self._write(incoming, repeated, current, self._writer(context))
        self._reconcile(incoming, repeated, context)
        self._list_misfits(incoming, reader)
        self._list_absent(current)
        return len(incoming) - len(repeated)

    def _writer(self, context: Context) -> RecordWriter:
        return RecordWriter(
            self.ledger,
            writer_month(self.ledger, self.month),
            self.mapping,
            self.plan,
            self.recorder,
            self.asker,
            self.links,
            SheetPlace(self.table.file, self.table.sheet.name, context),
            self.district,
            self.first_month is not None and self.month > self.first_month,
            self.table.exported is not None,
            self.newer,
        )

    # rows

    def _refuse_rows(self) -> None:
        for row in self._rows:
            if (reason := _REASONS.get(row.kind)) is not None:
                self._refuse(row.index, row.label, reason)

    def _refuse(self, index: int, label: str, reason: str) -> None:
        place = SheetPlace(self.table.file, self.table.sheet.name, Context()).place(index, None)
        message = f"{self.table.sheet.name}第 {index + 1} 行“{label}”未导入：{reason}。"
        self.plan.refused.append(Refused(place, label, label, reason, message, index + 1, is_row=True))

    def _with_names(self, incoming: Sequence[Incoming]) -> list[Incoming]:
        """The rows whose name fits; a row without one could never be found again."""
        kind = self.ledger.by_name[self.ledger.name_column].kind
        kept: list[Incoming] = []
        for one in incoming:
            name = kind.parse(one.name.name, Context())
            if isinstance(name, str):
                kept.append(one)
            else:
                reason = f"名称{name.reason}" if isinstance(name, Misfit) else "没有名称"
                self._refuse(one.row, one.name.name[:20], reason)
        return kept

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
        exported = self.table.exported is not None
        for one in incoming:
            # Groups of our own export are made of the very columns that they would fill.
            for name, value in groups.values(() if exported else one.groups).items():
                if one.values.get(name) is None:
                    one.values[name] = value
            if has_levels and (one.name.marks if exported else marks_used or not self._knows_levels()):
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
        """The ledger as of the month, with the fields that the table writes or compares."""
        ledger = self.ledger
        names = {column.field.name for column in self.mapping.columns if column.field is not None}
        names |= {"level", "nature", "reserve_year", "supporting_units"}
        names |= {name for name in (ledger.sector_column, ledger.unit_column) if name}
        return Current(self.store, ledger, self.month, stored_fields(ledger, names), self.added)

    def _write(
        self,
        incoming: Sequence[Incoming],
        repeated: dict[int, int],
        current: Current,
        writer: RecordWriter,
    ) -> None:
        matcher = Matcher(self.district)
        matcher.add(current.identities())
        records = self._find(incoming, repeated, matcher)
        taken = {record for record in records.values() if record is not None}
        comparer = Comparer(self.store, self.mapping, self.month, self.table.money_unit)
        for position, one in enumerate(incoming):
            if position in repeated:
                continue
            record = records[position]
            if record is None:
                record = self._ask_similar(one, matcher, taken, writer.sheet)
            if record is None:
                record, state = writer.insert(one), _NOTHING
                self.added.append(record)
            else:
                taken.add(record)
                state = current.state(record)
                comparer.look_for_jumps(one, state)
                writer.update(one, state)
            self._matched[record] = one.row
            comparer.compare(one, state)
        self.plan.warnings += comparer.warnings(self.table.sheet.name)
        if writer.outdated:
            name, title = writer.outdated[0]
            self.plan.notices.append(
                f"{self.table.sheet.name}有 {len(writer.outdated)} 处与较新一期不同（如“{name}”的{title}），"
                "不随月份变化的内容以较新一期为准，未改。"
            )

    def _find(
        self, incoming: Sequence[Incoming], repeated: dict[int, int], matcher: Matcher
    ) -> dict[int, int | None]:
        """The record of each row: all rows by code first, then the rest by name."""
        rows = [position for position in range(len(incoming)) if position not in repeated]
        shared = self._shared_codes([incoming[position] for position in rows])
        records: dict[int, int | None] = dict.fromkeys(rows)
        taken: set[int] = set()
        for position in rows:
            one = incoming[position]
            if one.code is not None and one.code not in shared:
                found = matcher.by_code(one.name.name, one.code, taken)
                if found is not None:
                    records[position] = found
                    taken.add(found)
        for position in rows:
            one = incoming[position]
            if records[position] is None:
                code = None if one.code in shared else one.code
                found = matcher.by_name(one.name.name, code, one.name.former, self._other_names(one), taken)
                if found is not None:
                    records[position] = found
                    taken.add(found)
        return records

    def _shared_codes(self, incoming: Sequence[Incoming]) -> set[str]:
        """Codes that two projects of one sheet have: one of them must be wrong, so names decide."""
        first: dict[str, Incoming] = {}
        shared: set[str] = set()
        for one in incoming:
            if one.code is None:
                continue
            other = first.setdefault(one.code, one)
            if other is not one:
                shared.add(one.code)
                self.plan.warnings.append(
                    f"{self.table.sheet.name}第 {other.row + 1} 行“{other.name.name}”与第 {one.row + 1} 行"
                    f"“{one.name.name}”的项目代码相同，请核对。"
                )
        return shared

    def _other_names(self, one: Incoming) -> list[str]:
        """The short name and the other names of a unit."""
        if self.ledger.label_column is None:
            return []
        texts = [one.values.get(name) for name in (self.ledger.label_column, *self.ledger.alias_columns)]
        return [word for text in texts if isinstance(text, str) for word in split_list(text)]

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
            near.id,
        )
        return near.id if answer == SAME else None

    # findings

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
            month = writer_month(self.ledger, self.month)
            self.plan.absent.append(AbsentRecord(self.ledger.name, record, label, month))


def _predicate(misfit: Misfit) -> str:
    return misfit.reason if misfit.reason.startswith(("不是", "应为", "超过")) else f"：{misfit.reason}"
