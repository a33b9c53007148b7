"""Opens a ledger file as far as the first rows, without Qt: it runs while Qt is being imported."""

from __future__ import annotations

import datetime
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.errors import FgjError
from fgj_desktop.ledgers import NAVIGATION, ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.models.periods import working_period
from fgj_desktop.rules import RULES
from fgj_desktop.store.ledger_file import beside
from fgj_desktop.store.location import require_safe_place
from fgj_desktop.store.lock import FileLock, LockState
from fgj_desktop.store.recovery import Condition, FileState, inspect
from fgj_desktop.store.schema import SCHEMA_VERSION
from fgj_desktop.store.sqlite_errors import DATABASE_ERROR, DamagedLedger, translated
from fgj_desktop.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from typing import Any

    from fgj_desktop.store.rows import Row


FIRST_ROWS = 64
_READABLE = (Condition.OK, Condition.READ_ONLY_MEDIA)


@dataclass(slots=True)
class Opened:
    """What came of opening ``path``: a store with the first rows asked for, or why there is none."""

    path: Path
    store: Store | None = None
    month: Month | None = None
    ledger: str = NAVIGATION[0].name
    ids: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    """The first of them, read."""
    owner: str = ""
    """Who keeps us from writing, as the status line says it; empty when we may write."""
    state: FileState | None = None
    """What the file turned out to be, when it was looked at."""
    problem: str = ""
    """Why it was not opened, as a sentence for the clerk."""
    bug: Exception | None = None
    """What went wrong that nobody could foresee; whoever takes this over raises it."""


def open_ledger(path: Path, remembered: Mapping[str, Any]) -> Opened:
    """Look at a file and open it; ``remembered`` are the ledger and month it was left with.

    Never raises, so that it can run in a thread.
    """
    opened = Opened(path)
    try:
        require_safe_place(path)
        with translated(path, "打开台账"):
            _open(opened, remembered)
    except FgjError as problem:
        opened.problem = str(problem)
        if isinstance(problem, DamagedLedger):
            # Met only while reading: large files are not checked whole at every opening.
            opened.state = FileState(path, Condition.DAMAGED, detail=str(problem.__cause__))
        _give_up(opened)
    except Exception as bug:  # noqa: BLE001  raised again in the thread of the window
        opened.bug = bug
        _give_up(opened)
    return opened


def _give_up(opened: Opened) -> None:
    """Close what was opened before something went wrong."""
    store, opened.store = opened.store, None
    if store is not None:
        with suppress(DATABASE_ERROR):
            store.close()


def _open(opened: Opened, remembered: Mapping[str, Any]) -> None:
    path = opened.path
    state = _inspect(path)
    if state.condition is Condition.RESTORE_UNFINISHED:
        from fgj_desktop.store.restore import resume_restore

        resume_restore(path)
        state = _inspect(path)
    opened.state = state
    if state.condition not in _READABLE:
        opened.problem = state.message()
        return
    store = Store.open(path, RULES, before_migration=_backing_up(path))
    opened.store = store
    if store.read_only:
        opened.owner = _owner(path, state.condition)
    opened.month = _month(remembered.get("month")) or working_period(store)
    if remembered.get("ledger") in store.ledgers:
        opened.ledger = str(remembered["ledger"])
    view = store.view(ledger_named(opened.ledger), opened.month)
    # The model takes these over as they are: nothing is read twice.
    opened.ids = view.ids()
    opened.rows = view.rows(opened.ids[:FIRST_ROWS])


def _inspect(path: Path) -> FileState:
    """Look at the file; when another process works on it, its -wal is no sign of a crash."""
    in_use = False
    if beside(path.resolve(), ".lock").exists():
        lock = FileLock(path)
        in_use = lock.acquire() is LockState.HELD_BY_OTHER
        lock.release()
    return inspect(path, SCHEMA_VERSION, in_use=in_use)


def _owner(path: Path, condition: Condition) -> str:
    if condition is Condition.READ_ONLY_MEDIA:
        return "只读：文件或所在文件夹不能写入"
    owner = FileLock(path).owner()
    return f"只读：{owner.host} 正在使用" if owner is not None else "只读：正被其他窗口使用"


def _month(text: object) -> Month | None:
    try:
        return Month.parse(text) if isinstance(text, str) else None
    except FgjError:
        return None


def _backing_up(path: Path) -> Callable[[Any], None]:
    """What backs the file up over a connection, before its tables change."""

    def back_up(connection: Any) -> None:  # noqa: ANN401  the store's own
        from fgj_desktop.store.backup import default_folder, make_backup

        make_backup(connection, default_folder(path), path.stem, datetime.datetime.now())

    return back_up
