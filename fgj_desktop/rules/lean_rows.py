"""The counted rows of a ledger whose values are read column by column, when a rule first asks for them.

Reading whole records of many months takes ten times as long as the few columns that figures look at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from fgj_desktop.ledgers.kinds import Percent, Points, Quantity
from fgj_desktop.rules.register_change import FORMER, called, can_be_renamed
from fgj_desktop.store.filters import Counted
from fgj_desktop.store.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.values import Value
    from fgj_desktop.store.rows import Mark
    from fgj_desktop.store.view import View

_FRACTIONS = (Percent, Points, Quantity)
_asked: dict[str, dict[str, None]] = {}
"""The columns of each ledger that rules have asked for: the next reading takes them in one go."""


def lean_rows(view: View) -> list[Row]:
    """The counted rows of a view in its order; they know nothing of what is carried."""
    table = _Table(view)
    return [
        Row(record, _Values(table, record), frozenset(), _Marks(table, record))
        for record in view.ids([Counted()])
    ]


class _Table:
    """The columns of a view that were asked for, by record."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._columns: dict[str, Mapping[int, Value]] = {}
        self._marks: Mapping[int, Mapping[str, Mark]] | None = None

    def mark(self, record: int, name: str) -> Mark | None:
        """What a cell holds besides its value."""
        if self._marks is None:
            self._marks = self._view.marks(self._view.ids([Counted()]))
        return self._marks.get(record, {}).get(name)

    def value(self, record: int, name: str) -> Value:
        """The value of a field, also ``name@own``; None for a column that the ledger does not have."""
        if name not in self._columns:
            self._read(name)
        return self._columns[name].get(record)

    def _read(self, name: str) -> None:
        ledger = self._view.ledger
        field = ledger.fields_by_name.get(name.partition("@")[0])
        if field is None:
            self._columns[name] = {}
        elif name == ledger.name_column and can_be_renamed(ledger):
            # As in print, a month before a renaming has the old name.
            found, month = self._view.values([name, FORMER]), self._view.month
            self._columns[name] = {
                record: called(now, former, month) for record, (now, former) in found.items()
            }
        elif field.column.computed is not None and isinstance(field.column.kind, _FRACTIONS):
            # The database holds fractions a little differently; whole rows have them exact.
            self._columns[name] = {row.id: row.values.get(name) for row in self._view.rows()}
        else:
            self._read_together(ledger, name)

    def _read_together(self, ledger: Ledger, name: str) -> None:
        asked = _asked.setdefault(ledger.name, {})
        asked[name] = None
        names = [one for one in asked if one not in self._columns]
        found = self._view.values(names)
        for place, one in enumerate(names):
            self._columns[one] = {record: values[place] for record, values in found.items()}


class _Values(dict[str, "Value"]):
    """The values of one row, asked of its table."""

    def __init__(self, table: _Table, record: int) -> None:
        super().__init__()
        self._table = table
        self._record = record

    def __getitem__(self, name: str) -> Value:
        """The value of a field; None for a column that the ledger does not have."""
        return self._table.value(self._record, name)

    @overload
    def get(self, name: str, default: None = None, /) -> Value: ...
    @overload
    def get(self, name: str, default: Any, /) -> Any: ...  # noqa: ANN401  as dict has it
    def get(self, name: str, default: Any = None, /) -> Any:
        """The value of a field, the default where it is empty."""
        value = self._table.value(self._record, name)
        return default if value is None else value


class _Marks(dict[str, "Mark"]):
    """The marks of one row, asked of its table."""

    def __init__(self, table: _Table, record: int) -> None:
        super().__init__()
        self._table = table
        self._record = record

    @overload
    def get(self, name: str, default: None = None, /) -> Mark | None: ...
    @overload
    def get(self, name: str, default: Any, /) -> Any: ...  # noqa: ANN401  as dict has it
    def get(self, name: str, default: Any = None, /) -> Any:
        """The mark of a field, the default where it has none."""
        mark = self._table.mark(self._record, name)
        return default if mark is None else mark
