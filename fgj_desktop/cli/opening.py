"""Opening ledger files for commands: for reading beside a window, for writing only with the lock."""

from __future__ import annotations

import datetime
import json
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import apsw

from fgj_desktop.errors import EnvironmentProblem, FgjError
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules import RULES
from fgj_desktop.store.backup import default_folder, make_backup, thin_backups
from fgj_desktop.store.lock import FileLock
from fgj_desktop.store.sqlite_errors import translate
from fgj_desktop.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def reading(path: Path) -> Iterator[Store]:
    """The file, for reading; another program may have it open."""
    with _damage_told(path), Store.open(path, RULES, read_only=True) as store:
        yield store


@contextmanager
def writing(path: Path) -> Iterator[Store]:
    """The file, with its lock. Raises EnvironmentProblem, saying who has it, when another program does."""
    with (
        _damage_told(path),
        Store.open(path, RULES, before_migration=lambda source: _back_up(source, path)) as store,
    ):
        if store.read_only:
            raise EnvironmentProblem(_who_has(path))
        yield store


@contextmanager
def _damage_told(path: Path) -> Iterator[None]:
    """What SQLite meets only while reading is said like what it meets at opening.

    Errors of the system are left alone: they may be about another file, which a command writes.
    """
    try:
        yield
    except apsw.Error as error:
        told = translate(error, path, "读取台账")
        if told is None:
            raise
        raise told from error


def _who_has(path: Path) -> str:
    owner = FileLock(path).owner()
    if owner is None:
        return f"“{path.name}”或所在文件夹是只读的，未作任何改动。请复制到本机可写的文件夹后再试。"
    since = f"{owner.since.month}月{owner.since.day}日 {owner.since:%H:%M}"
    user = f"（用户 {owner.user}）" if owner.user else ""
    return f"{owner.host}{user}自{since}起正在使用此台账，未作任何改动。请关闭该窗口后重试。"


def back_up_before(store: Store) -> None:
    """A backup before a large change; without one the change is still made, for it can be undone."""
    try:
        _back_up(store.connection, store.path)
    except FgjError as problem:
        print(f"未能先行备份：{problem}", file=sys.stderr)


def _back_up(connection: apsw.Connection, path: Path) -> None:
    now = datetime.datetime.now()
    folder = default_folder(path)
    made = make_backup(connection, folder, path.stem, now)
    thin_backups(folder, path.stem, now, spared=(made.path,))


def month_for(store: Store, asked: Month | None, today: datetime.date | None = None) -> Month:
    """The month asked for; else the last complete one with data, else the last complete one."""
    if asked is not None:
        return asked
    complete = Month.closed_on(today or store.clock().date())
    months = [
        month for ledger in store.ledgers.values() for month in store.months(ledger) if month <= complete
    ]
    return max(months, default=complete)


def print_json(document: dict[str, Any]) -> None:
    """One JSON object on stdout."""
    print(json.dumps(document, ensure_ascii=False, indent=1))
