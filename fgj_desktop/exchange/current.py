"""What the ledger holds now, as of a month: what incoming values are compared with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.exchange.matching import Identity
from fgj_desktop.ledgers.declaration import Axis
from fgj_desktop.ledgers.values import DASH, Misfit, Parsed, Value
from fgj_desktop.store.asof import looked_back

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.store.rows import Mark, Row
    from fgj_desktop.store.store import Store

OWN = "@own"
PREVIOUS = "@previous"
_NO_MARKS: dict[str, Mark] = {}


@dataclass(frozen=True, slots=True)
class State:
    """One record as of the month."""

    id: int
    values: Mapping[str, Value]
    marks: Mapping[str, Mark]
    reported: bool
    member: bool
    """Whether the record is in the ledger of that month."""

    def holds(self, name: str, value: Parsed) -> bool:
        """Whether the cell shows just that."""
        if value is DASH:
            return (mark := self.marks.get(name)) is not None and mark.dash
        if isinstance(value, Misfit):
            return (mark := self.marks.get(name)) is not None and mark.misfit == value.text
        if value is None:
            return self.values.get(name) is None and not self.is_marked(name)
        return self.values.get(name) == value

    def is_marked(self, name: str) -> bool:
        """Whether a dash or a text that does not fit stands in the cell."""
        mark = self.marks.get(name)
        return mark is not None and (mark.dash or mark.misfit is not None)

    def has_own(self, name: str) -> bool:
        """Whether something was entered in the cell for this very period."""
        own = self.values[name + OWN] if name + OWN in self.values else self.values.get(name)
        return own is not None or self.is_marked(name)


@dataclass(slots=True)
class Current:
    """The records of one ledger as of one month, read as needed."""

    store: Store
    ledger: Ledger
    month: Month
    fields: Sequence[str]
    added: Sequence[int] = ()
    """Records that this import added before."""
    _members: dict[int, tuple[Value, ...]] = field(default_factory=dict)
    _names: list[str] = field(default_factory=list)
    _marks: dict[int, dict[str, Mark]] = field(default_factory=dict)
    _others: dict[int, State] = field(default_factory=dict)
    _reported: list[int] = field(default_factory=list)
    _reported_names: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Read the members of the month; the fields asked for, and those that tell records apart."""
        ledger = self.ledger
        base = [ledger.name_column, ledger.code_column, ledger.register, *ledger.alias_columns]
        base += [name for name in ("town",) if name in ledger.by_name]
        stored = list(dict.fromkeys((*filter(None, base), *self.fields)))
        dated = [name for name in stored if isinstance(ledger.fields_by_name[name].column.per, Axis)]
        reported = [column.name for column in ledger.reported_columns]
        monthly = [name for name in dated if ledger.fields_by_name[name].column.per is Axis.MONTH]
        self._names = list(
            dict.fromkeys(
                (
                    *stored,
                    *(name + OWN for name in (*dated, *reported)),
                    *(name + PREVIOUS for name in monthly),
                    *(one for one in looked_back(ledger) if one.partition("@")[0] in monthly),
                )
            )
        )
        view = self.store.view(ledger, self.month)
        self._members = view.values(self._names)
        self._marks = view.marks(list(self._members))
        self._reported = [self._names.index(name + OWN) for name in reported]
        self._reported_names = frozenset(reported)

    def ids(self) -> list[int]:
        """Every record of the ledger as of the month."""
        return list(self._members)

    def value(self, record: int, name: str) -> Value:
        """One value of a member."""
        return self._members[record][self._names.index(name)]

    def state(self, record: int) -> State:
        """One record; also one that is not in the ledger of this month."""
        values = self._members.get(record)
        if values is None:
            return self._other(record)
        marks = self._marks.get(record, _NO_MARKS)
        reported = any(values[position] is not None for position in self._reported) or any(
            name in self._reported_names and (mark.dash or mark.misfit is not None)
            for name, mark in marks.items()
        )
        return State(record, dict(zip(self._names, values, strict=True)), marks, reported, member=True)

    def _other(self, record: int) -> State:
        if record not in self._others:
            self._read_others([record])
        return self._others.get(record) or State(record, {}, _NO_MARKS, reported=False, member=False)

    def _read_others(self, records: Sequence[int]) -> list[Row]:
        rows = self.store.view(self.ledger, self.month).rows(records)
        for row in rows:
            self._others[row.id] = State(row.id, row.values, row.marks, row.reported, member=False)
        return rows

    def identities(self) -> Iterable[Identity]:
        """What every record is known by, members first; records of other months and years too."""
        ledger = self.ledger
        wanted = [ledger.name_column, ledger.code_column or "", "town", *ledger.alias_columns]
        positions = [self._names.index(name) if name in self._names else -1 for name in wanted]
        telling = [(name, self._names.index(name)) for name in ledger.identity]
        for record, values in self._members.items():
            marks = self._marks.get(record, _NO_MARKS)
            apart = tuple(_telling(values[at], marks.get(name)) for name, at in telling)
            yield _identity(record, [values[at] if at >= 0 else None for at in positions], apart)
        known = dict.fromkeys((*self.store.links().labels(ledger.name), *self.added))
        rest = [one for one in known if one not in self._members]
        for row in self._read_others(rest):
            apart = tuple(_telling(row.values.get(name), row.marks.get(name)) for name in ledger.identity)
            yield _identity(row.id, [row.values.get(name) for name in wanted], apart)


def _telling(value: Value, mark: Mark | None) -> object:
    """What of a cell tells records apart: its value, or what stands in it instead."""
    if value is not None or mark is None:
        return value
    return DASH if mark.dash else mark.misfit


def _identity(record: int, values: Sequence[Value], apart: tuple[object, ...]) -> Identity:
    name, code, town, *aliases = values
    former = "\n".join(str(alias) for alias in aliases if alias)
    return Identity(record, str(name or ""), str(code) if code else None, former or None, town, apart)


def stored_fields(ledger: Ledger, names: Collection[str]) -> list[str]:
    """The stored fields behind these, computed ones followed to what they are computed from."""
    found: set[str] = set()
    waiting = [name for name in names if name in ledger.fields_by_name]
    while waiting:
        computed = ledger.fields_by_name[(name := waiting.pop())].column.computed
        if computed is None:
            found.add(name)
            revised_by = ledger.fields_by_name[name].column.revised_by
            if revised_by is not None:
                found.add(revised_by)
            continue
        needed = {argument.partition("@")[0] for argument in computed.arguments} - {""}
        waiting += needed | ({computed.writes} if computed.writes else set())
    return [name for name in ledger.fields_by_name if name in found]
