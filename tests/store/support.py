"""What the store's tests share: a small file, and its rows as plain data."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from fgj_desktop.ledgers import KEY_PROJECT, RESPONSIBLE_UNIT
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules import RULES
from fgj_desktop.store.schema import recorded_tables
from fgj_desktop.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from fgj_desktop.ledgers.values import Value

AUGUST = Month(2021, 8)
SEPTEMBER = Month(2021, 9)
NOW = datetime.datetime(2021, 10, 8, 9, 30, 0)
WAN = 1_000_000


def new_store(folder: Path, name: str = "台账.fgj") -> Store:
    """An empty file whose clock stands still."""
    return Store.create(folder / name, RULES, clock=lambda: NOW)


def reopen(store: Store) -> Store:
    """Close the file and open it again."""
    store.close()
    return Store.open(store.path, RULES, clock=lambda: NOW)


def contents(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every recorded table."""
    return {
        table: sorted(store.connection.execute(f'SELECT * FROM "{table}"').fetchall(), key=repr)
        for table in recorded_tables(list(store.ledgers.values()))
    }


def add_project(store: Store, name: str, month: Month = AUGUST, **values: Value) -> int:
    """Add a key project; amounts in 分."""
    with store.action(f"新增 {name}") as writes:
        return writes.insert(KEY_PROJECT, {"name": name, **values}, month)  # type: ignore[dict-item]


def add_unit(store: Store, name: str, short_name: str, serial: int) -> int:
    """Add a unit."""
    with store.action(f"新增 {name}") as writes:
        return writes.insert(RESPONSIBLE_UNIT, {"name": name, "short_name": short_name, "serial": serial})
