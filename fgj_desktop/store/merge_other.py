"""The colleague's file: opened for reading only, or refused in words that say which file is meant."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers.text import comparison_key
from fgj_desktop.store.backup import require_sound
from fgj_desktop.store.recovery import inspect
from fgj_desktop.store.schema import SCHEMA_VERSION
from fgj_desktop.store.sqlite_errors import DamagedLedger, NewerLedger, NotALedger, translated
from fgj_desktop.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BUREAU = (("office", "单位"), ("region", "行政区划代码"))
"""The settings that say whose file it is, and what they are called."""


def open_other(store: Store, path: Path) -> Store:
    """Another file to merge into ``store``: read as it is at this moment, one of an older version extended in memory.

    Raises:
        UserError: it is the very file that is open, another program's, or of a newer version.
        EnvironmentProblem: it is missing, damaged, or cannot be read.
    """
    _refuse_itself(store, path)
    with _named(path), translated(path, "读取对方的台账文件"):
        # Another process may be writing: its -wal is no sign of a crash, and nothing is repaired from here.
        inspect(path, SCHEMA_VERSION, in_use=True).require_usable()
        ledgers = tuple(store.ledgers.values())
        other = Store.open(path, store.rules, read_only=True, ledgers=ledgers, clock=store.clock)
        try:
            require_sound(other.connection, "quick_check")
            # What is read from now on is one state, whatever its owner goes on typing.
            other.connection.execute("BEGIN")
            other.connection.execute("SELECT count(*) FROM action").fetchone()
        except BaseException:
            other.close()
            raise
    return other


def _refuse_itself(store: Store, path: Path) -> None:
    try:
        is_same = path.samefile(store.path)
    except OSError:
        return
    if is_same:
        raise UserError(f"“{path.name}”就是当前打开的台账文件，未并入。请选择同事的台账文件。")


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Say of which of the two files the words are."""
    try:
        yield
    except NotALedger as problem:
        raise NotALedger(f"“{path.name}”不是本软件的台账文件，未并入。") from problem
    except NewerLedger as problem:
        raise NewerLedger(f"“{path.name}”由更高版本建立，未并入。请先升级本机的软件。") from problem
    except DamagedLedger as problem:
        raise DamagedLedger(
            f"“{path.name}”已损坏，未并入，本文件未作任何改动。请对方检查数据文件或还原备份后再试。"
        ) from problem


def other_bureau(store: Store, other: Store) -> str:
    """What differs when the other file is of another bureau, as a sentence; else empty."""
    for name, title in _BUREAU:
        ours, theirs = (str(one.settings.get(name, "") or "").strip() for one in (store, other))
        if ours and theirs and comparison_key(ours) != comparison_key(theirs):
            return f"对方文件的{title}是“{theirs}”，本文件是“{ours}”，可能不是本局的台账。"
    return ""
