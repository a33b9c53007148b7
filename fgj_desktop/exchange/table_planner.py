"""Plans the import of one table: which records its rows are, and which cells would change."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.exchange.cells import text_of, told_twice
from fgj_desktop.exchange.comparing import Comparer
from fgj_desktop.exchange.current import Current, State, stored_fields
from fgj_desktop.exchange.finding import RowFinder
from fgj_desktop.exchange.groups import GroupReader
from fgj_desktop.exchange.incoming import Incoming, RowReader
from fgj_desktop.exchange.matching import duplicates
from fgj_desktop.exchange.notices import left_out_notes
from fgj_desktop.exchange.plan import ImportOptions, ImportPlan, Refused, SheetPlace
from fgj_desktop.exchange.project_names import DEFAULT_LEGEND, level_of
from fgj_desktop.exchange.reconcile import Reconciler, counted_rows
from fgj_desktop.exchange.record_writer import Newer, RecordWriter, writer_month
from fgj_desktop.exchange.rows import RowKind, TableRow, read_rows
from fgj_desktop.exchange.tables import Table, fills_of
from fgj_desktop.ledgers.kinds import Choices, Link, LinkList
from fgj_desktop.ledgers.values import Context, Misfit, Parsed
from fgj_desktop.store.counted import is_counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.exchange.absent import Absences
    from fgj_desktop.exchange.asking import Asker
    from fgj_desktop.exchange.mapping import Mapping
    from fgj_desktop.exchange.recorder import Recorder
    from fgj_desktop.exchange.units import LinkReader
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.store.store import Store

_NOTHING = State(0, {}, {}, reported=False, member=False)
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
    absences: Absences
    _rows: list[TableRow] = field(default_factory=list)
    _matched: dict[int, int] = field(default_factory=dict)
    """Record → row that it was matched with."""
    _said: dict[str, Parsed] = field(default_factory=dict)
    """What the sheet says of all its rows."""

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
        writer = self._writer(context)
        self._said = self._read_said(context)
        finder = self._finder(writer.sheet)
        self._identify(incoming, groups)
        repeated = self._join_repeated(incoming, finder)
        self._complete(incoming, groups)
        current = self._current()
        finder.matcher.add(current.identities())
        self._write(incoming, repeated, current, writer, finder)
        self._reconcile(incoming, repeated, context)
        self._list_misfits(incoming, reader)
        self.absences.add(
            self.ledger, writer_month(self.ledger, self.month), current, self._matched, self._said
        )
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
            SheetPlace(self.table.file, self.table.sheet.name, context, self.table.sheet.origins),
            self.district,
            self.first_month is not None and self.month > self.first_month,
            self.table.exported is not None,
            self.newer,
        )

    def _finder(self, sheet: SheetPlace) -> RowFinder:
        mapped = {one.field.name for one in self.mapping.written if one.field is not None}
        said = frozenset(mapped | self._said.keys())
        return RowFinder(self.ledger, self.district, said, sheet, self.plan, self.asker)

    # rows

    def _refuse_rows(self) -> None:
        for row in self._rows:
            if (reason := _REASONS.get(row.kind)) is not None:
                self._refuse(row.index, row.label, reason)
        # A sheet of our own has our own notes, which every print and export says anew.
        for note in left_out_notes(self._rows) if self.table.exported is None else ():
            said = f"表外说明“{note}”不属于任何一{self.ledger.measure_word}，未导入。"
            if said not in self.plan.notices:
                self.plan.notices.append(said)

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

    def _identify(self, incoming: Sequence[Incoming], groups: GroupReader) -> None:
        """Fill in what tells records of one name apart, where the title or a group says it."""
        if not self.ledger.identity:
            return
        for one in incoming:
            said = {**groups.values(one.groups), **self._said}
            for name in self.ledger.identity:
                if one.values.get(name) is None and name in said:
                    one.values[name] = said[name]

    def _join_repeated(self, incoming: Sequence[Incoming], finder: RowFinder) -> dict[int, int]:
        """A project listed twice is counted once; the later row fills what the first leaves empty."""
        keys = [(finder.row_key(one), one.code) for one in incoming]
        repeated = duplicates(keys)
        for later, first in repeated.items():
            one, other = incoming[later], incoming[first]
            other.name = type(other.name)(
                other.name.name, tuple(dict.fromkeys((*other.name.marks, *one.name.marks))), other.name.former
            )
            differing = self._differing(one, other)
            for name in differing:
                self._keep_other(one, other, name)
            other.values = {**one.values, **other.values}
            other.groups = tuple(dict.fromkeys((*other.groups, *one.groups)))
            text = f"{self.table.sheet.name}第 {other.row + 1} 行与第 {one.row + 1} 行是同一项目“{one.name.name}”，只计一次"
            titles = "、".join(self._title(name) for name in differing)
            self.plan.notices.append(f"{text}，{titles}不同，取前一行的。" if differing else f"{text}。")
        return repeated

    def _differing(self, one: Incoming, other: Incoming) -> list[str]:
        """The columns in which two rows contradict each other."""
        return [
            name
            for name, value in one.values.items()
            if name != self.ledger.serial_column and other.values.get(name, value) != value
        ]

    def _keep_other(self, one: Incoming, other: Incoming, name: str) -> None:
        """What a later row says otherwise of the same record is kept as a note."""
        column = self.mapping.column_of(name)
        if column is not None:
            text = text_of(self.table.sheet.value(one.row, column.index))
            other.add_note(name, told_twice(self.table.sheet.address(one.row, column.index), text))

    def _title(self, name: str) -> str:
        return f"“{self.ledger.fields_by_name[name].title_for(self.month, short=True)}”"

    def _complete(self, incoming: Sequence[Incoming], groups: GroupReader) -> None:
        """Fill in what stands beside the rows: groups, marks before names, what the title says."""
        marks_used = bool(self.table.facts.legend) or any(one.name.marks for one in incoming)
        legend = self.table.facts.legend or DEFAULT_LEGEND
        has_levels = self._has_levels()
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
            for name, value in self._said.items():
                if one.values.get(name) is None:
                    one.values[name] = value

    def _has_levels(self) -> bool:
        """Whether marks before names say 省, 市 and 区: the ledger lists several, and no column does."""
        column = self.ledger.by_name.get("level")
        is_list = column is not None and isinstance(column.kind, Choices)
        return is_list and self.mapping.column_of("level") is None

    def _knows_levels(self) -> bool:
        """Without any mark in the sheet, levels that the ledger knows are left as they are."""
        return self.first_month is not None

    def _read_said(self, context: Context) -> dict[str, Parsed]:
        """What the sheet says of all its rows, as values of the ledger."""
        found: dict[str, Parsed] = {}
        for name, text in self.table.said:
            kind = self.ledger.by_name[name].kind
            if isinstance(kind, Link | LinkList):
                found[name] = self.links.read(kind, text, None)[0]
            else:
                found[name] = kind.parse(text, context)
        return found

    # records

    def _current(self) -> Current:
        """The ledger as of the month, with the fields that the table writes or compares."""
        ledger = self.ledger
        names = {column.field.name for column in self.mapping.columns if column.field is not None}
        names |= {"level", "nature", "supporting_units", *self._said, *ledger.identity}
        names |= {name for name in (ledger.sector_column, ledger.unit_column) if name}
        return Current(self.store, ledger, self.month, stored_fields(ledger, names), self.added)

    def _write(
        self,
        incoming: Sequence[Incoming],
        repeated: dict[int, int],
        current: Current,
        writer: RecordWriter,
        finder: RowFinder,
    ) -> None:
        records = finder.find(incoming, repeated, current)
        taken = {record for record in records.values() if record is not None}
        comparer = Comparer(self.store, self.mapping, self.month, self.table)
        for position, one in enumerate(incoming):
            if position in repeated:
                continue
            record = records[position]
            if record is None:
                record = finder.ask_similar(one, taken)
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

    # findings

    def _reconcile(self, incoming: Sequence[Incoming], repeated: dict[int, int], context: Context) -> None:
        rows = [
            (one, position in repeated, not is_counted(self.ledger, one.values, self.month))  # type: ignore[arg-type]
            for position, one in enumerate(incoming)
        ]
        reconciler = Reconciler(
            self.table,
            self.mapping.written,
            self._rows,
            counted_rows(self.ledger, rows),
            context,
            self.ledger,
        )
        self.plan.reconciliations += reconciler.check()
        self.plan.warnings += [f"{self.table.sheet.name}{text}" for text in reconciler.unread_totals()]

    def _list_misfits(self, incoming: Sequence[Incoming], reader: RowReader) -> None:
        for one in incoming:
            for column, name, misfit in one.misfits:
                title = self.ledger.fields_by_name[name].title_for(self.month, short=True)
                row = self.table.sheet.origin(one.row, column)[0] + 1
                message = f"第 {row} 行{title}“{misfit.text}”{_predicate(misfit)}，已保留原文并标出。"
                self.plan.refused.append(
                    Refused(
                        reader.place(one.row, column),
                        one.name.name,
                        misfit.text,
                        misfit.reason,
                        message,
                        row,
                        is_row=False,
                    )
                )


def _predicate(misfit: Misfit) -> str:
    return misfit.reason if misfit.reason.startswith(("不是", "应为", "超过")) else f"：{misfit.reason}"
