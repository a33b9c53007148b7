"""Turns the row of a sheet into the writes of one record: a new record, or the cells that differ."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.exchange.plan import AddedRecord, CellChange, ImportPlan, SheetPlace
from fgj_desktop.exchange.project_names import name_key
from fgj_desktop.exchange.tables import needs_month
from fgj_desktop.ledgers.declaration import Axis, Carry
from fgj_desktop.ledgers.former_names import former_words
from fgj_desktop.ledgers.values import Context, Parsed

if TYPE_CHECKING:
    from fgj_desktop.exchange.asking import Asker
    from fgj_desktop.exchange.current import State
    from fgj_desktop.exchange.incoming import Incoming
    from fgj_desktop.exchange.mapping import Mapping
    from fgj_desktop.exchange.recorder import Recorder
    from fgj_desktop.exchange.units import LinkReader
    from fgj_desktop.ledgers import Column, Ledger
    from fgj_desktop.ledgers.declaration import Items
    from fgj_desktop.ledgers.period import Month

_FORMER = "former_names"
_LEFT, _ENTERED, _REGISTERED = "调出", "调入", "在册"
_STAYS = "keep"


@dataclass(frozen=True, slots=True)
class Newer:
    """What is known from later months: an older sheet fills gaps of facts that are not kept by month, no more.

    Otherwise importing August again would take September's 责任单位 and 建设内容 back.
    """

    in_year: bool = False
    """Whether the ledger has later months of this year."""
    at_all: bool = False
    """Whether it has later months."""
    names_in_year: frozenset[str] = frozenset()
    """Keys of the names that later sheets of this import list, of this year."""
    names: frozenset[str] = frozenset()

    def covers(self, per: Axis | Items | None, name: str) -> bool:
        """Whether a later month speaks for facts kept by ``per``, for the project of that name's key."""
        if per is Axis.MONTH:
            return False
        if per is Axis.YEAR:
            return self.in_year or name in self.names_in_year
        return self.at_all or name in self.names


@dataclass(slots=True)
class RecordWriter:
    """Writes the records of one table."""

    ledger: Ledger
    month: Month | None
    """None for ledgers that are not kept by period."""
    mapping: Mapping
    plan: ImportPlan
    recorder: Recorder
    asker: Asker
    links: LinkReader
    sheet: SheetPlace
    district: str
    is_later: bool
    """Whether the year's ledger began before this month: what is new now was 调入."""
    is_export: bool = False
    """Whether this program exported the sheet: a value that it repeats may be an earlier month's."""
    newer: Newer = field(default_factory=Newer)
    outdated: list[tuple[str, str]] = field(default_factory=list)
    """Project and column of facts that differ in an older sheet, and were left as they are."""
    _written_through: tuple[str, ...] = ()
    _revisions: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        """Know the columns that write another one."""
        self._written_through = tuple(
            one.field.name
            for one in self.mapping.written
            if one.field is not None and one.field.column.computed is not None
        )

        self._revisions = tuple(
            (column.name, column.revised_by)
            for column in self.ledger.columns
            if column.revised_by is not None
        )

    def insert(self, one: Incoming) -> int:
        """Add a record; gives its id within the plan."""
        ledger = self.ledger
        values: dict[str, Parsed] = {name: value for name, value in one.values.items() if value is not None}
        self._ask_leaving(one, values)
        self._through(values, None)
        values[ledger.name_column] = self._name_value(one)
        if one.name.former and _FORMER in ledger.by_name:
            values[_FORMER] = one.name.former
        if ledger.register is not None and self.is_later:
            values.setdefault(ledger.register, _ENTERED)
        record = self.recorder.insert(ledger, values, self.month)
        if not ledger.axes:
            names = [values.get(column) for column in (ledger.label, ledger.name_column)]
            self.links.register(ledger, record, [str(name) for name in names if name])
            self.links.used_serial(ledger, values.get(ledger.serial_column or ""))
        self._write_other_months(record, one)
        for name, note in one.notes.items():
            self.recorder.annotate(ledger, record, name, self.month, note=note)
        for name, colour in one.colours.items():
            self.recorder.annotate(ledger, record, name, self.month, colour=colour)
        place = self.sheet.place(one.row, None)
        self.plan.added.append(AddedRecord(ledger.name, record, one.name.name, self.month, place))
        return record

    def update(self, one: Incoming, state: State) -> None:
        """Write the cells that differ; a month not reported yet gets its reported columns all."""
        values = dict(one.values)
        self._rename(one, state, values)
        self._through(values, state)
        self._revise(values, state)
        if state.values.get(self.ledger.register or "") != _LEFT:
            self._ask_leaving(one, values)
        writes = self._differing(one, values, state)
        if not state.member and self.ledger.register is not None:
            writes.setdefault(self.ledger.register, _ENTERED if self.is_later else _REGISTERED)
        for name, value in writes.items():
            self._list_change(one, state, name, value)
        enters = not state.member and self.ledger.has_years
        if writes or enters:
            self.recorder.put(self.ledger, state.id, self.month, writes, enters_year=enters)
        if not self._annotate(one, state) and not writes:
            self.plan.unchanged += 1
        self._write_other_months(state.id, one)

    def _revise(self, values: dict[str, Parsed], state: State) -> None:
        """A plan of the year that a later month states differently is an adjustment from that month on."""
        for name, target in self._revisions:
            value, held = values.get(name), state.values.get(name)
            if not isinstance(value, int) or held is None or target in values:
                continue
            if value in {held, state.values.get(target)}:
                del values[name]
            elif state.values.get(f"{self.ledger.register}@previous") is not None and not self.newer.in_year:
                values[target] = values.pop(name)

    def column_of(self, name: str) -> int | None:
        """The sheet's column that gives a field."""
        column = self.mapping.column_of(name)
        if column is None:
            source = next((one for one, target in self._revisions if target == name), None)
            column = self.mapping.column_of(source) if source is not None else None
        return column.index if column is not None else None

    def _differing(self, one: Incoming, values: dict[str, Parsed], state: State) -> dict[str, Parsed]:
        writes: dict[str, Parsed] = {}
        held, reported, by_name = state.values, state.reported, self.ledger.fields_by_name
        if reported and values.items() <= held.items():
            return writes
        for name, value in values.items():
            is_same = held.get(name) == value if value.__class__ is int else state.holds(name, value)
            stays = reported or self.is_export or value is None or not _can_be_carried(by_name[name].column)
            if is_same and stays:
                continue
            has_own = state.has_own(name)
            if has_own and name != _FORMER and self._is_outdated(one, by_name[name].column):
                self.outdated.append((one.name.name, by_name[name].column.title.split("（")[0] or name))
            elif value is not None or has_own:
                writes[name] = value
        return writes

    def _is_outdated(self, one: Incoming, column: Column) -> bool:
        return self.newer.covers(column.per, self._key(one.name.name))

    def _through(self, values: dict[str, Parsed], state: State | None) -> None:
        """An amount of the month alone becomes the cumulative: the one of the month before, and the amount."""
        for name in self._written_through:
            if name not in values:
                continue
            computed = self.ledger.by_name[name].computed
            assert computed is not None
            assert computed.writes is not None
            value = values.pop(name)
            before = state.values.get(f"{computed.writes}@previous") if state is not None else None
            if isinstance(value, int):
                value += int(before or 0)
            values.setdefault(computed.writes, value)

    def _name_value(self, one: Incoming) -> Parsed:
        return self.ledger.by_name[self.ledger.name_column].kind.parse(one.name.name, Context())

    def _write_other_months(self, record: int, one: Incoming) -> None:
        for month, values in one.other_months.items():
            self.recorder.put(self.ledger, record, month, values)

    def _list_change(self, one: Incoming, state: State, name: str, value: Parsed) -> None:
        replaces = state.has_own(name) and not state.holds(name, value)
        self.plan.changes.append(
            CellChange(
                self.ledger,
                state.id,
                one.name.name,
                name,
                self.month,
                state.values.get(name),
                state.marks.get(name),
                value,
                replaces,
                self.sheet,
                one.row,
                self.column_of(name),
            )
        )

    def _ask_leaving(self, one: Incoming, values: dict[str, Parsed]) -> None:
        """A struck-out name often means 调出; only the clerk knows."""
        register = self.ledger.register
        if register is None or one.colours.get(self.ledger.name_column) != "strike":
            return
        answer = self.asker.ask(
            f"leaving:{self.sheet.file}|{self.sheet.sheet}:{one.row + 1}",
            "leaving",
            f"第 {one.row + 1} 行“{one.name.name}”的名称加了删除线。是否已调出？",
            [(_STAYS, "仍在册，只保留删除线标记"), (_LEFT, "已调出")],
            _STAYS,
            self.sheet.place(one.row, self.column_of(self.ledger.name_column)),
        )
        if answer == _LEFT:
            values[register] = _LEFT

    def _rename(self, one: Incoming, state: State, values: dict[str, Parsed]) -> None:
        """A new name is taken and the old one kept; an old name in the sheet renames nothing."""
        if _FORMER not in self.ledger.by_name:
            return
        known = str(state.values.get(self.ledger.name_column) or "")
        if one.name.former is None and known == one.name.name:
            return
        former = str(state.values.get(_FORMER) or "")
        texts = (
            [state.values.get(name) for name in self.ledger.alias_columns] if self.ledger.label_column else []
        )
        kept = {self._key(word) for text in (former, *texts) for word in former_words(str(text or ""))}
        mine, olds = self._key(one.name.name), [one.name.former] if one.name.former else []
        if mine in kept and self.ledger.label_column is None and mine != self._key(known):
            self.plan.notices.append(f"“{one.name.name}”是“{known}”的曾用名，名称未改。")
            mine = self._key(known)
        elif mine != self._key(known) and self._is_outdated(
            one, self.ledger.by_name[self.ledger.name_column]
        ):
            olds.append(one.name.name)
            mine = self._key(known)
        elif mine != self._key(known):
            values[self.ledger.name_column] = self._name_value(one)
            olds.append(known)
        new = [old for old in olds if self._key(old) not in kept and self._key(old) != mine]
        if new:
            distinct = {self._key(old): old for old in new}
            values[_FORMER] = "、".join(filter(None, (former, *distinct.values())))

    def _key(self, name: str) -> str:
        return name_key(name, self.district)

    def _annotate(self, one: Incoming, state: State) -> bool:
        done = False
        for name, note in one.notes.items():
            mark = state.marks.get(name)
            known = (mark.note or "") if mark is not None else ""
            if note not in known:
                text = "\n".join(filter(None, (known, note)))
                self.recorder.annotate(self.ledger, state.id, name, self.month, note=text)
                done = True
        for name, colour in one.colours.items():
            mark = state.marks.get(name)
            if mark is None or mark.colour != colour:
                self.recorder.annotate(self.ledger, state.id, name, self.month, colour=colour)
                done = True
        return done


def _can_be_carried(column: Column) -> bool:
    """Whether a reported value that is shown may be an earlier month's."""
    return column.reported and column.carries is not Carry.NONE


def writer_month(ledger: Ledger, month: Month) -> Month | None:
    """The month entries go to; None for a ledger that is not kept by period."""
    return month if needs_month(ledger) else None
