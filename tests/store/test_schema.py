"""The tables follow the declarations; a file only ever grows, at the end."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import apsw

from fgj_desktop.ledgers import KEY_PROJECT, LEDGERS
from fgj_desktop.ledgers.declaration import Axis, Column
from fgj_desktop.ledgers.kinds import Money, Text
from fgj_desktop.store.schema import SCHEMA_VERSION, create_or_extend, differences
from tests.store.support import AUGUST, WAN, add_project, new_store

if TYPE_CHECKING:
    from pathlib import Path

NEW_COLUMNS = (
    Column(name="fresh_text", title="新列", kind=Text(), since=SCHEMA_VERSION + 1),
    Column(name="fresh_amount", title="新金额", kind=Money(), per=Axis.MONTH, since=SCHEMA_VERSION + 1),
)


def grown() -> list[object]:
    columns = (NEW_COLUMNS[0], *KEY_PROJECT.columns, NEW_COLUMNS[1])
    larger = dataclasses.replace(KEY_PROJECT, columns=columns)
    return [larger if ledger is KEY_PROJECT else ledger for ledger in LEDGERS]


def test_an_extended_file_equals_a_fresh_one_order_of_columns_included() -> None:
    old, fresh = apsw.Connection(":memory:"), apsw.Connection(":memory:")
    create_or_extend(old, LEDGERS)
    create_or_extend(old, grown())  # type: ignore[arg-type]
    create_or_extend(fresh, grown())  # type: ignore[arg-type]
    assert differences(old, grown()) == []  # type: ignore[arg-type]
    assert differences(fresh, grown()) == []  # type: ignore[arg-type]


def test_every_table_is_strict_and_has_a_key_and_no_trigger(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        tables = store.connection.execute(
            "SELECT name, strict FROM pragma_table_list WHERE schema = 'main'"
        ).fetchall()
        assert all(strict for name, strict in tables if not name.startswith("sqlite_"))
        assert store.connection.execute(
            "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchone() == (0,)


def test_an_action_older_than_a_new_column_is_undone_without_losing_later_work(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        record = add_project(store, "甲项目", annual_plan=100 * WAN)
        with store.action("修改") as writes:
            writes.set(KEY_PROJECT, record, "annual_plan", AUGUST, 90 * WAN)
        store.connection.execute("ALTER TABLE key_project ADD COLUMN later TEXT")
        store.connection.execute("ALTER TABLE key_project_year ADD COLUMN later TEXT")
        store.undo()
        (row,) = store.view(KEY_PROJECT, AUGUST).rows()
        assert row.values["annual_plan"] == 100 * WAN
        store.connection.execute("UPDATE key_project SET later = '后填' WHERE id = ?", (record,))
        store.undo()
        assert store.connection.execute("SELECT later FROM key_project").fetchall() == [("后填",)]
