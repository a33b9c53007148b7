"""打包项目: counted by their parts, in the database as in the rows, and only from their month on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.ledgers.period import Month
from fgj_desktop.store.filters import Counted
from tests.store.support import AUGUST, SEPTEMBER, WAN, add_project, new_store, reopen

if TYPE_CHECKING:
    from pathlib import Path

    from fgj_desktop.store.changes import Change


def test_a_record_with_parts_is_their_summary_from_their_month_on(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        whole = add_project(store, "老旧小区改造（打包）", annual_plan=90 * WAN)
        parts = [add_project(store, f"{name}小区", annual_plan=40 * WAN) for name in "甲乙"]
        view = store.view(KEY_PROJECT, SEPTEMBER)
        assert view.totals()["annual_plan"] == 170 * WAN
        changes: list[Change] = []
        store.on_change.append(changes.append)
        with store.action("打包") as writes:
            for part in parts:
                writes.set(KEY_PROJECT, part, "package", SEPTEMBER, whole)
        assert changes[-1].whole == {"key_project"}
        assert (view.totals()[""], view.totals()["annual_plan"]) == (2, 80 * WAN)
        assert [row.counted for row in view.rows()] == [False, True, True]
        assert view.ids([Counted()]) == parts
        assert store.view(KEY_PROJECT, AUGUST).totals()[""] == 3
        assert [row.counted for row in store.view(KEY_PROJECT, AUGUST).rows()] == [True] * 3
        with pytest.raises(UserError, match="所属打包项目"), store.action("删除") as writes:
            writes.delete(KEY_PROJECT, [whole])
        for part in parts:
            with store.action("拆开") as writes:
                writes.set(KEY_PROJECT, part, "package", SEPTEMBER.next, None)
                writes.set(KEY_PROJECT, part, "register_state", SEPTEMBER.next, "调出")
        store.undo()
        store.undo()
        store.undo()
        assert view.totals()[""] == 3
        assert changes[-1].whole == {"key_project"}


def test_parts_of_another_year_make_no_summary(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        whole, part = add_project(store, "打包"), add_project(store, "甲小区")
        with store.action("打包") as writes:
            writes.set(KEY_PROJECT, part, "package", SEPTEMBER, whole)
            writes.enter_year(KEY_PROJECT, whole, Month(2022, 1))
        assert store.view(KEY_PROJECT, Month(2022, 1)).totals()[""] == 1
        (row,) = store.view(KEY_PROJECT, Month(2022, 1)).rows()
        assert row.counted


def test_a_file_is_asked_by_an_index_whether_it_has_packages(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        plan = store.connection.execute(
            "EXPLAIN QUERY PLAN SELECT EXISTS (SELECT 1 FROM key_project_month WHERE package IS NOT NULL)"
        ).fetchall()
        assert any("key_project_month_by_package" in str(line) for line in plan)


months = st.builds(Month, st.just(2021), st.integers(8, 12))


@given(
    st.lists(
        st.tuples(st.integers(0, 3), months, st.sampled_from((0, 1, 2, 3, None)), st.booleans()), max_size=10
    ),
    months,
)
def test_the_database_counts_what_the_rows_say(
    tmp_path_factory: pytest.TempPathFactory,
    edits: list[tuple[int, Month, int | None, bool]],
    month: Month,
) -> None:
    with new_store(tmp_path_factory.mktemp("packages")) as store:
        records = [add_project(store, f"项目{i}", annual_plan=10**i * WAN) for i in range(4)]
        view = store.view(KEY_PROJECT, month)
        view.totals()
        for which, when, package, leaves in edits:
            with store.action("修改") as writes:
                values = {
                    "package": None if package is None else records[package],
                    "register_state": "调出" if leaves else "在册",
                }
                writes.put(KEY_PROJECT, records[which], when, values)
        rows = view.rows()
        counted = [row.id for row in rows if row.counted]
        assert view.ids([Counted()]) == counted
        assert view.totals()[""] == len(counted)
        assert (view.totals()["annual_plan"] or 0) == sum(
            int(row.values["annual_plan"] or 0) for row in rows if row.counted
        )
        packages = {row.values["package"] for row in rows if row.values["package"] != row.id}
        assert [row.id for row in rows if row.counted] == [
            row.id for row in rows if row.id not in packages and row.values["register_state"] != "调出"
        ]


def test_packages_are_known_again_after_reopening(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    whole, part = add_project(store, "打包"), add_project(store, "甲小区")
    with store.action("打包") as writes:
        writes.set(KEY_PROJECT, part, "package", SEPTEMBER, whole)
    with reopen(store) as again:
        assert again.view(KEY_PROJECT, SEPTEMBER).totals()[""] == 1
