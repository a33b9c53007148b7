"""Closed periods (定稿并锁定): what of a ledger may not change any more.

Every recorded change is held against them, whatever made it: typing, an import, a merge, undo or a revert. A closed
period covers the dated entries up to its end, and of the records it lists their entries of years and themselves.
Facts of a record that are kept for no period (项目代码) stay open: they are told apart by comparing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers.closed_period import CLOSED_PERIOD, LOCKED
from fgj_desktop.ledgers.declaration import Axis, entry_key
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.store.cell_state import changed_marks
from fgj_desktop.store.changes import NO_CHANGE, row_changes
from fgj_desktop.store.schema import CELL_TABLE
from fgj_desktop.store.snapshot import Snapshot, records_in, snapshot_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import apsw

    from fgj_desktop.ledgers import Column, Field, Ledger
    from fgj_desktop.ledgers.declaration import Items
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.store.changes import RowChange, TableMap
    from fgj_desktop.store.store import Store

_COLUMNS = "id, ledger_name, period, state, closed_on, unlocked_on, reason"
"""Those that stand before the long text of what was reported: reading them does not touch it."""
_CONTENT = ("misfit", "dash")
_ENTRY_KEYS = 2
CLOSES = "close"
"""The kind of the actions that close periods and open them again."""
_MAY_CLOSE = (CLOSES, "undo", "redo", "merge")
"""Undo takes back what was done just now; reverting a closing of long ago would open the period without a reason."""
_BY_HAND = ("serial", "remark")
"""What the clerk may write into a line of 定稿记录 herself."""


class ClosedPeriodError(UserError):
    """Something of a closed period was to be changed."""

    def __init__(self, ledger: Ledger, period: ReportPeriod) -> None:
        """Message 14, with what is closed."""
        super().__init__(
            f"本期已锁定（{ledger.title}，{period.title}），未作改动。如需改动，请用“解锁更正”，更正会单独列示。"
        )


@dataclass(frozen=True, slots=True)
class Closing:
    """One closed period of a ledger, without what was reported."""

    record: int
    ledger: str
    period: ReportPeriod
    is_locked: bool
    closed_on: str = ""
    unlocked_on: str = ""
    reason: str = ""
    """Why it was unlocked, a line for each time, each beginning with its day."""

    @property
    def reasons(self) -> tuple[tuple[str, str], ...]:
        """Each time it was opened: the day as it is written, and why."""
        parts = (line.partition("　") for line in self.reason.splitlines())
        return tuple((day, why) for day, _, why in parts)

    @property
    def closed_on_words(self) -> str:
        """「2021年10月8日」; empty when it is not known."""
        parts = self.closed_on.split("-")
        return f"{parts[0]}年{int(parts[1])}月{int(parts[2])}日" if len(parts) == len("ymd") else ""

    def reaches(self, axis: Axis | Items | None, key: str) -> bool:
        """Whether an entry of a month or half month lies within it."""
        if axis is Axis.HALF_MONTH:
            return key <= f"{self.period.month.key}-{self.period.half or 'H2'}"
        if axis is Axis.MONTH:
            month = self.period.month
            return key <= (month.previous if self.period.half == "H1" else month).key
        return False


def closings(store: Store, ledger: str = "") -> list[Closing]:
    """The closed periods of a file, or of one ledger, oldest period first; of one closed twice the newest."""
    if CLOSED_PERIOD.name not in store.ledgers:
        return []
    found = {
        (one.ledger, one.period): one for one in _read(store.connection) if not ledger or one.ledger == ledger
    }
    return sorted(found.values(), key=lambda one: (one.ledger, one.period))


def reported(store: Store, closing: Closing) -> Snapshot:
    """What was reported when a period was closed."""
    return snapshot_of(_reported_text(store.connection, closing.record))


def remark_of(store: Store, closing: Closing) -> str:
    """What the clerk and the program noted of a closing."""
    sql = f"SELECT remark FROM {CLOSED_PERIOD.name} WHERE id = ?"
    row = store.connection.execute(sql, (closing.record,)).fetchone()
    return str(row[0] or "") if row is not None else ""


def _read(connection: apsw.Connection, condition: str = "") -> list[Closing]:
    rows = connection.execute(f"SELECT {_COLUMNS} FROM {CLOSED_PERIOD.name} {condition} ORDER BY id")
    found = []
    for record, ledger, period, state, *texts in rows:
        try:
            read = ReportPeriod.parse(str(period or ""))
        except UserError:
            # A line that the clerk wrote herself closes nothing.
            continue
        found.append(
            Closing(
                int(str(record)),
                str(ledger or ""),
                read,
                state == LOCKED,
                *(str(text or "") for text in texts),
            )
        )
    return found


def _reported_text(connection: apsw.Connection, record: int) -> str:
    row = connection.execute(f"SELECT reported FROM {CLOSED_PERIOD.name} WHERE id = ?", (record,)).fetchone()
    return str(row[0] or "") if row is not None else ""


def is_open_in_year(column: Column) -> bool:
    """Whether a yearly column may change though months of the year are closed.

    Who answers for a project changes in the course of a year, and that corrects no report of before.
    """
    return column.per is Axis.YEAR and column.is_link


def _only_links(change: RowChange, ledger: Ledger) -> bool:
    """Whether nothing but links of a yearly entry was changed."""
    assert change.new is not None
    touched = [
        column
        for column, value in zip(ledger.stored(Axis.YEAR), change.new[_ENTRY_KEYS:], strict=False)
        if value is not NO_CHANGE
    ]
    return all(is_open_in_year(column) for column in touched)


class Locks:
    """The locked periods of a file as they are now, and what they cover."""

    def __init__(self, connection: apsw.Connection, tables: TableMap) -> None:
        """Nothing is read yet."""
        self._connection = connection
        self._tables = tables
        self._is_kept = CLOSED_PERIOD.name in tables.ledgers

    def now(self) -> tuple[Closing, ...]:
        """The periods locked at this moment."""
        if not self._is_kept:
            return ()
        return tuple(_read(self._connection, f"WHERE state = '{LOCKED}'"))

    def refuse(self, before: Sequence[Closing], changeset: bytes, kind: str) -> None:
        """Raise ClosedPeriodError when a change lies within a period that was locked before and still is.

        So closing a period may write into it, and undoing that may take it back.
        """
        if not before:
            return
        after = {one.record for one in self.now()}
        locked = [one for one in before if one.record in after]
        for change in row_changes(changeset):
            ledger, record = self._tables.record_of(change)
            if change.table == CLOSED_PERIOD.name and kind not in _MAY_CLOSE and self._is_told(change):
                raise UserError("定稿记录由程序登记，未作改动。锁定请用“定稿并锁定”，更正请用“解锁更正”。")
            mine = [one for one in locked if one.ledger == ledger]
            found = self._hit(change, ledger, record, mine) if mine else None
            if found is not None:
                raise ClosedPeriodError(self._tables.ledgers[ledger], found.period)

    def _hit(self, change: RowChange, ledger: str, record: int, locked: Sequence[Closing]) -> Closing | None:
        if change.table == CELL_TABLE:
            marks = changed_marks(change)
            column = self._tables.ledgers[ledger].by_name.get(str(change.key[3]))
            if (
                column is None
                or is_open_in_year(column)
                or all(marks[0].get(one) == marks[1].get(one) for one in _CONTENT)
            ):
                return None
            return self.covering(locked, column.per, str(change.key[2]), record)
        place = self._tables.find(change.table)
        if place is None:
            return None
        if place[1] is None:
            return self._listing(locked, record) if change.operation == "DELETE" else None
        if place[1] is Axis.YEAR and change.operation == "UPDATE" and _only_links(change, place[0]):
            return None
        return self.covering(locked, place[1], str(change.key[1]), record)

    def _is_told(self, change: RowChange) -> bool:
        """Whether more of a closing is touched than what the clerk may write herself."""
        if change.operation == "INSERT":
            return False
        if change.operation == "DELETE":
            return True
        assert change.new is not None
        columns = CLOSED_PERIOD.stored(None)
        return any(
            value is not NO_CHANGE and place > 0 and columns[place - 1].name not in _BY_HAND
            for place, value in enumerate(change.new)
        )

    def covering(
        self, locked: Sequence[Closing], axis: Axis | Items | None, key: str, record: int
    ) -> Closing | None:
        """The locked period that an entry of a record lies within."""
        if axis is Axis.YEAR:
            return self._listing([one for one in locked if key <= one.period.month.year_key], record)
        return next((one for one in locked if one.reaches(axis, key)), None)

    def holding(
        self, locked: Sequence[Closing], ledger: Ledger, record: int, field: Field, month: Month | None
    ) -> Closing | None:
        """The locked period that writing a field as of a month would change; typing 当月 writes 累计."""
        column = field.column
        if column.computed is not None:
            column = ledger.by_name[column.computed.writes or column.name]
        mine = [one for one in locked if one.ledger == ledger.name]
        if not mine or month is None or not isinstance(column.per, Axis) or is_open_in_year(column):
            return None
        return self.covering(mine, column.per, entry_key(column.per, month, field.item), record)

    def _listing(self, locked: Sequence[Closing], record: int) -> Closing | None:
        return next((one for one in locked if self.lists(one, record)), None)

    def lists(self, closing: Closing, record: int) -> bool:
        """Whether a record is part of what was reported."""
        return record in records_in(_reported_text(self._connection, closing.record))
