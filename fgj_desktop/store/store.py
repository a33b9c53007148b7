"""The file: opened once, read through views, changed through actions alone."""

from __future__ import annotations

import datetime
from collections import deque
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, Self
from weakref import WeakValueDictionary, finalize

from fgj_desktop.errors import EnvironmentProblem, UserError
from fgj_desktop.ledgers import LEDGERS
from fgj_desktop.ledgers.declaration import Axis
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.values import WAN, Context, Value
from fgj_desktop.store.asof import quote
from fgj_desktop.store.connection import connect, connect_extended_copy, connect_read_only
from fgj_desktop.store.journal import Journal, OtherShapeError, apply_exactly
from fgj_desktop.store.keys import register_rules
from fgj_desktop.store.ledger_file import remove_unfinished
from fgj_desktop.store.link_table import StoreLinks
from fgj_desktop.store.location import require_safe_place
from fgj_desktop.store.lock import FileLock, LockState
from fgj_desktop.store.reading_history import ReadsHistory
from fgj_desktop.store.recovery import inspect
from fgj_desktop.store.repeats import Repeats
from fgj_desktop.store.restore import resume_restore
from fgj_desktop.store.revert import Planner, Revert
from fgj_desktop.store.schema import SCHEMA_VERSION, create_or_extend, differences
from fgj_desktop.store.settings import Settings
from fgj_desktop.store.sqlite_errors import DamagedLedger, damaged_message, translated
from fgj_desktop.store.view import Beside, View
from fgj_desktop.store.writes import Writes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    import apsw

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.store.changes import Change
    from fgj_desktop.store.closing import Locks
    from fgj_desktop.store.ledger_faults import LedgerRule

_VIEWS_KEPT = 64
"""Views kept though nobody holds them: the months of a chart and the ledgers looked at."""
LIGHT_METHOD = "light_method"
DEFAULT_LIGHT_METHOD = "ratio"


class Rules(Protocol):
    """The bureau's rules, by the names that the declarations use."""

    @property
    def functions(self) -> Mapping[str, Callable[..., Value]]:
        """Computed values and checks."""
        ...

    @property
    def ledger_functions(self) -> Mapping[str, LedgerRule]:
        """Checks of all rows of a ledger together."""
        ...


class Store(ReadsHistory):
    """One open ledger file. ``on_change`` hears of every action, undo and redo, after it is committed."""

    def __init__(
        self,
        path: Path,
        connection: apsw.Connection,
        rules: Rules,
        *,
        lock: FileLock | None,
        ledgers: Sequence[Ledger] = LEDGERS,
        clock: Callable[[], datetime.datetime] = datetime.datetime.now,
    ) -> None:
        """Made by ``create`` and ``open``."""
        self.path = path
        self.rules = rules
        self.read_only = lock is None
        self.is_open = True
        self.on_change: list[Callable[[Change], None]] = []
        self.changes_seen = 0
        """Grows with every change that is heard of: what is read once for a state of the file asks for it."""
        self.ledgers = {ledger.name: ledger for ledger in ledgers}
        self.settings = Settings(connection, read_only=self.read_only)
        self.clock = clock
        self._connection = connection
        self._lock = lock
        self._journal = Journal(connection, ledgers, clock)
        self._views: WeakValueDictionary[tuple[str, str, str], View] = WeakValueDictionary()
        self._repeats: dict[str, Repeats] = {}
        self._recent: deque[View] = deque(maxlen=_VIEWS_KEPT)
        self._left_tables: list[str] = []
        self._links = StoreLinks(connection, self.ledgers)
        self._data_version = self._read_data_version()
        register_rules(connection, rules.functions)

    # opening and closing

    @classmethod
    def create(
        cls,
        path: Path,
        rules: Rules,
        *,
        ledgers: Sequence[Ledger] = LEDGERS,
        clock: Callable[[], datetime.datetime] = datetime.datetime.now,
    ) -> Self:
        """A new, empty ledger file; raises UserError when the file exists."""
        if not path.parent.is_dir():
            raise UserError(f"文件夹“{path.parent}”不存在，请先建立。")
        require_safe_place(path)
        _require_free(path)
        lock = _locked(path)
        connection = None
        try:
            # Again: what another program made until we had the lock must not be touched.
            _require_free(path)
        except UserError:
            lock.release()
            raise
        try:
            with translated(path, "新建台账"):
                connection = connect(path, create=True)
                with connection:
                    create_or_extend(connection, ledgers)
        except BaseException:
            if connection is not None:
                connection.close()
            remove_unfinished(path)
            lock.release()
            raise
        return cls(path, connection, rules, lock=lock, ledgers=ledgers, clock=clock)

    @classmethod
    def open(
        cls,
        path: Path,
        rules: Rules,
        *,
        read_only: bool = False,
        ledgers: Sequence[Ledger] = LEDGERS,
        clock: Callable[[], datetime.datetime] = datetime.datetime.now,
        before_migration: Callable[[apsw.Connection], None] | None = None,
    ) -> Self:
        """Open a ledger file; for reading only when another process holds it or nothing can be written there.

        Raises:
            FgjError: the file is missing, damaged, newer, no ledger, or lies on a network drive; the message
                says so. ``recovery.inspect`` tells which, without opening.
        """
        if not read_only:
            require_safe_place(path)
        resume_restore(path)
        lock = None if read_only else FileLock(path)
        if lock is not None and lock.acquire() is not LockState.HELD:
            lock = None
        connection: apsw.Connection | None = None
        try:
            inspect(path, SCHEMA_VERSION, in_use=lock is None).require_usable()
            with translated(path, "打开台账"):
                connection = connect(path) if lock is not None else connect_read_only(path)
                if _version(connection) < SCHEMA_VERSION:
                    connection = _migrated(path, connection, ledgers, lock, before_migration)
                _require_tables(connection, ledgers)
        except BaseException:
            if connection is not None:
                connection.close()
            if lock is not None:
                lock.release()
            raise
        return cls(path, connection, rules, lock=lock, ledgers=ledgers, clock=clock)

    def close(self) -> None:
        """Close the file; the write-ahead log is folded in and the lock freed."""
        self.is_open = False
        self._forget()
        self._recent.clear()
        try:
            self._connection.close()
        finally:
            if self._lock is not None:
                self._lock.release()

    def __enter__(self) -> Self:
        """Use as a context manager closes the file."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()

    @property
    def connection(self) -> apsw.Connection:
        """The connection, for backups and checks within the store layer."""
        return self._connection

    # reading

    def view(self, ledger: Ledger, month: Month) -> View:
        """The ledger as of a month; kept and refreshed while in use."""
        parameters = self.parameters(month)
        key = (ledger.name, month.key, str(parameters["@light_method"]))
        view = self._views.get(key)
        if view is None:
            repeats = self._repeats.setdefault(ledger.name, Repeats(self._connection, ledger))
            beside = Beside(self.ledgers, repeats, lambda name: self.view(self.ledgers[name], month))
            view = View(self._connection, ledger, month, parameters, self.rules, beside)
            if not any(name == ledger.name for name, *_ in self._views):
                # Nobody told of names that changed since the last view of the ledger was left.
                view.forget_names()
            self._views[key] = view
            self._drop_left_tables()
            finalize(view, self._left_tables.append, view.key_table)
        if view in self._recent:
            self._recent.remove(view)
        self._recent.append(view)
        return view

    def parameters(self, month: Month) -> dict[str, str | int]:
        """What rules ask for besides the values of a record."""
        method = str(self.settings.get(LIGHT_METHOD, DEFAULT_LIGHT_METHOD))
        return {"@year": month.year, "@month": month.number, "@light_method": method}

    def _drop_left_tables(self) -> None:
        """Drop the keys of views that nobody holds any more."""
        while self._left_tables:
            self._connection.execute(f"DROP TABLE IF EXISTS {self._left_tables.pop()}")

    @property
    def locks(self) -> Locks:
        """What closed periods keep from being changed."""
        return self._journal.locks

    def links(self) -> StoreLinks:
        """What link columns may name, as of now."""
        return self._links

    def context(self, month: Month | None = None, money_unit: int = WAN) -> Context:
        """How text is read and written now."""
        return Context(
            money_unit=money_unit,
            links=self.links(),
            today=lambda: self.clock().date(),
            year=month.year if month is not None else None,
        )

    def months(self, ledger: Ledger) -> list[Month]:
        """The months that have entries, oldest first; one of a half is one of its month."""
        months: set[str] = set()
        for axis in (Axis.MONTH, Axis.HALF_MONTH):
            if axis not in ledger.axes:
                continue
            table = quote(ledger.table(axis))
            # From one month to the next that has a key: the index is not read through. 「~」 is behind every half.
            rows = self._connection.execute(
                f"WITH RECURSIVE found (key) AS (SELECT substr(min(key), 1, 7) FROM {table} UNION ALL "
                f"SELECT (SELECT substr(min(key), 1, 7) FROM {table} WHERE key > found.key || '~') "
                "FROM found WHERE found.key IS NOT NULL) SELECT key FROM found WHERE key IS NOT NULL"
            )
            months.update(str(row[0]) for row in rows)
        return [Month.parse(key) for key in sorted(months)]

    def size(self, ledger: Ledger) -> int:
        """How many records the ledger holds, of all years."""
        row = self._connection.execute(f"SELECT count(*) FROM {quote(ledger.name)}").fetchone()
        return int(str(row[0])) if row else 0

    def changed_elsewhere(self) -> bool:
        """Whether another process wrote since the last call; then everything is read anew."""
        version = self._read_data_version()
        if version == self._data_version:
            return False
        self._data_version = version
        self.changes_seen += 1
        self._forget()
        for view in list(self._views.values()):
            view.forget_names()
            view.faults.forget(self.ledgers)
        for repeats in self._repeats.values():
            repeats.clear()
        self.settings.reload()
        return True

    def _read_data_version(self) -> object:
        return self._connection.pragma("data_version")

    def look_again(self) -> None:
        """Within a rehearsal: views asked for from now on show what was written up to here."""
        self._forget()

    def _forget(self) -> None:
        for view in list(self._views.values()):
            view.close()
        self._links.forget(list(self.ledgers))

    def _read_shared_again(self, ledger: str, record: int) -> None:
        if ledger in self._repeats:
            self._repeats[ledger].forget((record,))

    def _take_back(self) -> None:
        """Forget what was read inside a transaction that was given up."""
        self._forget()
        for repeats in self._repeats.values():
            repeats.taken_back()

    # changing

    @contextmanager
    def action(self, label: str, *, kind: str = "edit") -> Iterator[Writes]:
        """One gesture: one transaction, one history entry, one undo step. Nothing is kept if it raises."""
        self._require_writable()
        writes = Writes(self._connection, self.ledgers)
        try:
            with translated(self.path, f"“{label}”"), self._journal.recording(label, kind) as outcome:
                yield writes
        except BaseException:
            # Keys built inside the transaction went with it.
            self._take_back()
            raise
        writes.change = outcome.change
        self._announce(outcome.change)

    @contextmanager
    def rehearsal(self) -> Iterator[Writes]:
        """The same path as ``action``, taken back at the end: what is read inside shows what would be."""
        self._require_writable()
        # Views made before know nothing of what is written here: they are read anew.
        self._forget()
        with self._journal.rehearsing():
            try:
                yield Writes(self._connection, self.ledgers, self._read_shared_again)
            finally:
                self._take_back()
        self._forget()

    def undo(self) -> Change | None:
        """Take back the newest action not undone; None when there is none."""
        action = self._journal.next_undo()
        return None if action is None else self._turn(self._journal.undo, action, action, undone=True)

    def redo(self) -> Change | None:
        """Do again what was undone last; None when there is nothing."""
        found = self._journal.next_redo()
        return None if found is None else self._turn(self._journal.redo, *found, undone=False)

    def _turn(
        self, step: Callable[[], Change | None], entry: int, action: int, *, undone: bool
    ) -> Change | None:
        self._require_writable()
        with translated(self.path, "撤销"):
            try:
                change = step()
            except OtherShapeError:
                change = self._turn_by_plan(entry, action, undone=undone)
        self._announce(change)
        return change

    def _turn_by_plan(self, entry: int, action: int, *, undone: bool) -> Change | None:
        """Undo or redo what was recorded when the tables had other columns."""
        plan = self.plan_revert(entry)
        label = self._journal.label(action)
        with self._journal.recording(label, "undo" if undone else "redo", target=action) as outcome:
            if plan.changeset:
                apply_exactly(self._connection, plan.changeset)
            self._connection.execute("UPDATE action SET undone = ? WHERE id = ?", (int(undone), action))
        return outcome.change

    def undo_label(self) -> str | None:
        """What Ctrl+Z would take back."""
        action = self._journal.next_undo()
        return None if action is None else self._journal.label(action)

    def redo_label(self) -> str | None:
        """What Ctrl+Y would do again."""
        found = self._journal.next_redo()
        return None if found is None else self._journal.label(found[1])

    def plan_revert(self, action: int) -> Revert:
        """What reverting an action would do; nothing is written."""
        changeset = self._journal.changeset(action)
        return Planner(self._connection, self._journal.map).plan(
            action, self._journal.label(action), changeset
        )

    def revert(self, action: int) -> Revert:
        """Revert an action cell by cell, as a new action; what was edited since is kept and listed."""
        self._require_writable()
        if action == self._journal.next_undo():
            plan = self.plan_revert(action)
            plan.change = self.undo()
            return plan
        with translated(self.path, "撤销此操作"):
            revert = self._revert(action)
        self._announce(revert.change)
        return revert

    def _revert(self, action: int) -> Revert:
        revert = self.plan_revert(action)
        with self._journal.recording(f"撤销：{revert.label}", "revert", target=action) as outcome:
            if revert.changeset:
                apply_exactly(self._connection, revert.changeset)
            if not revert.kept and not revert.failed:
                self._connection.execute("UPDATE action SET undone = 1 WHERE id = ?", (action,))
        revert.change = outcome.change
        return revert

    def _require_writable(self) -> None:
        if self.read_only:
            raise EnvironmentProblem(
                "台账以只读方式打开，不能修改。请先关闭正在使用它的窗口，或复制到本机后再打开。"
            )

    def _announce(self, change: Change | None) -> None:
        if change is None:
            return
        self.changes_seen += 1
        self._links.forget(change.records)
        for name, repeats in self._repeats.items():
            repeats.forget(change.records.get(name, ()))
        whole = set()
        for key, view in list(self._views.items()):
            view.faults.forget(change.records)
            records = change.records.get(key[0])
            if records and view.refresh(records):
                whole.add(key[0])
        if whole:
            change = replace(change, whole=frozenset(whole))
        for listener in list(self.on_change):
            listener(change)


def _require_free(path: Path) -> None:
    if path.exists():
        raise UserError(f"“{path.name}”已存在，未作改动。请换一个名称。")


def _locked(path: Path) -> FileLock:
    lock = FileLock(path)
    state = lock.acquire()
    if state is LockState.READ_ONLY_MEDIA:
        raise EnvironmentProblem(f"“{path.parent}”是只读的，无法在此新建台账。请选择本机可写的文件夹。")
    if state is not LockState.HELD:
        raise EnvironmentProblem(f"“{path.name}”正被其他窗口使用，未作改动。")
    return lock


def _version(connection: apsw.Connection) -> int:
    return int(str(connection.pragma("user_version")))


def _require_tables(connection: apsw.Connection, ledgers: Sequence[Ledger]) -> None:
    """Refuse a file whose tables are not those of its version: values would go into wrong columns."""
    if _version(connection) == SCHEMA_VERSION and differences(connection, ledgers):
        raise DamagedLedger(damaged_message())


def _migrated(
    path: Path,
    connection: apsw.Connection,
    ledgers: Sequence[Ledger],
    lock: FileLock | None,
    before: Callable[[apsw.Connection], None] | None,
) -> apsw.Connection:
    """A connection to tables of this version: the file's own, or a copy of them when it may only be read."""
    if lock is None:
        connection.close()
        return connect_extended_copy(path, lambda copy: create_or_extend(copy, ledgers))
    if before is not None:
        before(connection)
    with connection:
        create_or_extend(connection, ledgers)
    return connection
