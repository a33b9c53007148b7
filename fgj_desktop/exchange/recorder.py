"""The writes of an import, recorded so that what was shown is exactly what is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.kinds import Link, LinkList, link_list, linked_ids

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.ledgers.values import Parsed
    from fgj_desktop.store.writes import Writes


@dataclass(frozen=True, slots=True)
class Insert:
    """A new record; ``record`` is the id it has within the plan."""

    ledger: Ledger
    record: int
    month: Month | None
    values: Mapping[str, Parsed]


@dataclass(frozen=True, slots=True)
class Put:
    """Values of a record as of a month; ``enters_year`` makes it part of that year's ledger."""

    ledger: Ledger
    record: int
    month: Month | None
    values: Mapping[str, Parsed]
    enters_year: bool = False


@dataclass(frozen=True, slots=True)
class Annotate:
    """A note or colour of a cell."""

    ledger: Ledger
    record: int
    field: str
    month: Month | None
    note: str | None
    colour: str | None


Operation = Insert | Put | Annotate


@dataclass(slots=True)
class Recorder:
    """Records operations; with ``writes`` it also does them at once, so that later tables see them."""

    writes: Writes | None = None
    operations: list[Operation] = field(default_factory=list)
    _next: int = -1

    def insert(self, ledger: Ledger, values: Mapping[str, Parsed], month: Month | None) -> int:
        """Add a record; gives the id it has within the plan."""
        if self.writes is not None:
            record = self.writes.insert(ledger, values, month)
        else:
            record, self._next = self._next, self._next - 1
        self.operations.append(Insert(ledger, record, month, values))
        return record

    def put(
        self,
        ledger: Ledger,
        record: int,
        month: Month | None,
        values: Mapping[str, Parsed],
        *,
        enters_year: bool = False,
    ) -> None:
        """Write values of a record."""
        self._do(Put(ledger, record, month, values, enters_year))

    def annotate(
        self,
        ledger: Ledger,
        record: int,
        field: str,
        month: Month | None,
        *,
        note: str | None = None,
        colour: str | None = None,
    ) -> None:
        """Keep a note or a colour on a cell."""
        self._do(Annotate(ledger, record, field, month, note, colour))

    def _do(self, operation: Put | Annotate) -> None:
        self.operations.append(operation)
        if self.writes is not None:
            _perform(operation, operation.record, self.writes)


def replay(operations: Sequence[Operation], writes: Writes) -> dict[int, int]:
    """Do recorded operations; gives the ids that new records got, by their ids within the plan."""
    ids: dict[int, int] = {}
    for operation in operations:
        values = (
            {} if isinstance(operation, Annotate) else _renumbered(operation.ledger, operation.values, ids)
        )
        match operation:
            case Insert(ledger, record, month, _):
                ids[record] = writes.insert(ledger, values, month)
            case Put(ledger, record, month, _, enters_year):
                _perform(Put(ledger, record, month, values, enters_year), ids.get(record, record), writes)
            case Annotate():
                _perform(operation, ids.get(operation.record, operation.record), writes)
    return ids


def _perform(operation: Put | Annotate, record: int, writes: Writes) -> None:
    if isinstance(operation, Annotate):
        writes.annotate(
            operation.ledger,
            record,
            operation.field,
            operation.month,
            note=operation.note,
            colour=operation.colour,
        )
        return
    if operation.enters_year and operation.month is not None:
        writes.enter_year(operation.ledger, record, operation.month)
    if operation.values:
        writes.put(operation.ledger, record, operation.month, operation.values)


def _renumbered(ledger: Ledger, values: Mapping[str, Parsed], ids: Mapping[int, int]) -> Mapping[str, Parsed]:
    """The values with links to new records by the ids these really got."""
    if not ids:
        return values
    changed = dict(values)
    for name, value in values.items():
        kind = ledger.fields_by_name[name].column.kind
        if isinstance(kind, Link) and isinstance(value, int):
            changed[name] = ids.get(value, value)
        elif isinstance(kind, LinkList) and isinstance(value, str):
            changed[name] = link_list([ids.get(one, one) for one in linked_ids(value)])
    return changed
