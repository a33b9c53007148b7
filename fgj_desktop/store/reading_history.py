"""What an open file tells of its past: the part of the store that reads the history."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from fgj_desktop.store.asof import quote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import apsw

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.store.cell_changes import CellChange
    from fgj_desktop.store.cell_history import CellHistory, CellVersion
    from fgj_desktop.store.history import History
    from fgj_desktop.store.history_entry import Entry, Wanted
    from fgj_desktop.store.journal import Journal

_QUICK = 2_000_000
"""Bytes of compressed imports that are unpacked in a few hundredths of a second."""


class ReadsHistory:
    """Reads what was done to the file; ``Store`` is one. What it takes is imported when first asked for."""

    _connection: apsw.Connection
    _journal: Journal

    @cached_property
    def _history(self) -> History:
        from fgj_desktop.store.history import History

        return History(self._connection, self._journal)

    @cached_property
    def _cell_history(self) -> CellHistory:
        from fgj_desktop.store.cell_history import CellHistory

        return CellHistory(self._connection, self._journal)

    def history(
        self,
        limit: int = 200,
        *,
        before: int | None = None,
        after: int | None = None,
        record: int | None = None,
        text: str = "",
        wanted: Wanted | None = None,
    ) -> list[Entry]:
        """The newest actions first: all, or those wanted (``record`` and ``text`` are short for it)."""
        from fgj_desktop.store.history_entry import Wanted

        wanted = wanted or Wanted(record=record, text=text)
        return self._history.entries(limit, before=before, after=after, wanted=wanted)

    def holding(
        self,
        wanted: Wanted,
        tells: Callable[[CellChange], bool],
        *,
        after: int,
        before: int,
        judge: Callable[[bytes], bool | None],
    ) -> list[Entry]:
        """The actions between two numbers that hold what is looked for; see ``History.holding``."""
        return self._history.holding(wanted, tells, after=after, before=before, judge=judge)

    def turned_back(self, action: int) -> int | None:
        """The action that an undo, redo or revert was about."""
        row = self._connection.execute("SELECT target FROM action WHERE id = ?", (action,)).fetchone()
        return None if row is None or row[0] is None else int(str(row[0]))

    def users(self) -> list[str]:
        """Everybody who did something in this file."""
        return self._history.users()

    def cells(self, action: int, limit: int = 5000) -> list[CellChange]:
        """The cells of an action, before and after."""
        return self._history.cells(action, limit)

    def cells_of(self, action: int) -> Iterator[CellChange]:
        """The same, one by one, however many."""
        return self._history.cells_of(action)

    def story(
        self, ledger: Ledger, record: int, limit: int = 100, *, before: int | None = None
    ) -> list[tuple[Entry, list[CellChange]]]:
        """The newest actions that touched a record, with its cells in each."""
        return self._history.story(ledger, record, limit, before)

    def has_record(self, ledger: Ledger, record: int) -> bool:
        """Whether a record is there today, in whatever period."""
        sql = f"SELECT 1 FROM {quote(ledger.name)} WHERE id = ?"
        return self._connection.execute(sql, (record,)).fetchone() is not None

    def cell_history(self, ledger: Ledger, record: int, field: str, month: Month | None) -> list[CellVersion]:
        """Every change of a cell, entry by entry, oldest first: of this period, and of earlier ones.

        A value that is typed into another column (当月 writes 累计) has that column's history; one that is
        only computed has none.
        """
        return self._cell_history.of(ledger, record, field, month)

    def last_cell_change(
        self, ledger: Ledger, record: int, field: str, month: Month | None
    ) -> CellVersion | None:
        """The newest change of a cell's own entry; None also when finding it would take long."""
        return self._cell_history.newest_of(ledger, record, field, month, _QUICK)

    def action_count(self) -> int:
        """How many actions were ever recorded, undo and redo included; grows with every change."""
        row = self._connection.execute("SELECT coalesce(max(id), 0) FROM action").fetchone()
        return int(str(row[0])) if row else 0
