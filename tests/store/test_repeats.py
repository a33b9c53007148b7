"""Texts that no two records may share, found by the database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers import BOND_RESERVE, KEY_PROJECT, RESPONSIBLE_UNIT
from fgj_desktop.store.rows import Twin
from fgj_desktop.store.store import Store
from fgj_desktop.store.view import View
from tests.store.support import AUGUST, SEPTEMBER, add_project, new_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_store(tmp_path) as opened:
        yield opened


def learnt(store: Store) -> View:
    view = store.view(KEY_PROJECT, SEPTEMBER)
    view.ids()
    assert view.repeats.learn()
    return view


def repeats(view: View) -> dict[int, dict[str, Twin]]:
    return {row.id: row.repeats for row in view.rows() if row.repeats}


def test_names_are_the_same_without_blanks_signs_and_width(store: Store) -> None:
    first = add_project(store, "乐园镇小学扩建（一期）")
    second = add_project(store, "乐园镇 小学扩建(一期)")
    add_project(store, "乐园镇小学扩建（二期）")
    assert repeats(learnt(store)) == {
        first: {"name": Twin(second, "乐园镇 小学扩建(一期)")},
        second: {"name": Twin(first, "乐园镇小学扩建（一期）")},
    }


def test_nothing_is_told_before_every_name_was_read(store: Store) -> None:
    records = [add_project(store, "同名") for _ in range(5)]
    view = store.view(KEY_PROJECT, SEPTEMBER)
    assert not repeats(view)
    assert not view.repeats.learn(3)
    assert not repeats(view)
    assert view.repeats.learn(3)
    assert repeats(view).keys() == set(records)


def test_an_edit_ends_and_begins_a_repetition(store: Store) -> None:
    first, second = add_project(store, "甲"), add_project(store, "乙")
    view = learnt(store)
    assert not repeats(view)
    with store.action("更名") as writes:
        writes.set(KEY_PROJECT, second, "name", SEPTEMBER, "甲")
    assert repeats(view).keys() == {first, second}
    assert view.repeats.sharing([second]) == {first}
    store.undo()
    assert not repeats(view)
    third = add_project(store, "乙")
    assert repeats(view).keys() == {second, third}
    with store.action("删除") as writes:
        writes.delete(KEY_PROJECT, [third])
    assert not repeats(view)


def test_a_record_that_is_not_in_the_month_shares_nothing(store: Store) -> None:
    first = add_project(store, "甲", AUGUST)
    add_project(store, "甲", SEPTEMBER.next)
    assert not repeats(learnt(store))
    october = store.view(KEY_PROJECT, SEPTEMBER.next)
    assert first in repeats(october)


def test_looking_at_a_record_in_another_month_reads_no_keys(store: Store) -> None:
    records = [add_project(store, "同名") for _ in range(2)]
    learnt(store)
    october = store.view(KEY_PROJECT, SEPTEMBER.next)
    assert not october.rows(records)[0].repeats
    tables = store.connection.execute("SELECT name FROM sqlite_temp_schema WHERE name LIKE '%2021-10'")
    assert not tables.fetchall()


def test_a_transaction_given_up_leaves_no_trace(store: Store) -> None:
    first, second = add_project(store, "甲"), add_project(store, "乙")
    learnt(store)
    with store.rehearsal() as writes:
        writes.set(KEY_PROJECT, second, "name", SEPTEMBER, "甲")
        assert repeats(learnt(store)).keys() == {first, second}
    assert not repeats(learnt(store))


def test_an_alias_of_one_unit_is_no_name_of_another(store: Store) -> None:
    with store.action("登记") as writes:
        health = writes.insert(
            RESPONSIBLE_UNIT,
            {"name": "区卫生健康局", "short_name": "区卫健局", "aliases": "卫健局、区卫计局"},
        )
        other = writes.insert(RESPONSIBLE_UNIT, {"name": "区卫计局", "short_name": "区卫计局"})
    view = store.view(RESPONSIBLE_UNIT, SEPTEMBER)
    view.ids()
    view.repeats.learn()
    found = repeats(view)
    assert found[health] == {"aliases": Twin(other, "区卫计局")}
    assert found[other].keys() == {"name", "short_name"}


def test_codes_are_compared_without_their_hyphens(store: Store) -> None:
    codes = ("2104-440204-47-03-813776", "210444020447 03813776")
    with store.action("登记") as writes:
        records = [
            writes.insert(BOND_RESERVE, {"name": f"储备{code}", "code": code}, SEPTEMBER) for code in codes
        ]
    view = store.view(BOND_RESERVE, SEPTEMBER)
    view.ids()
    view.repeats.learn()
    assert repeats(view).keys() == set(records)


def test_a_refused_action_and_a_rehearsal_leave_the_shared_names_known(store: Store) -> None:
    first, second = add_project(store, "同名"), add_project(store, "同名")
    other = add_project(store, "另名")
    view = learnt(store)
    before = repeats(view)
    assert set(before) == {first, second}
    with store.action("修改") as writes:
        unit = writes.insert(RESPONSIBLE_UNIT, {"name": "区水务局"})
        writes.put(KEY_PROJECT, first, SEPTEMBER, {"responsible_unit": unit})
    with pytest.raises(UserError), store.action("删除") as writes:
        writes.delete(RESPONSIBLE_UNIT, [unit])
    with store.rehearsal() as writes:
        writes.put(KEY_PROJECT, other, SEPTEMBER, {"name": "同名"})
        tried = store.view(KEY_PROJECT, SEPTEMBER)
        assert set(repeats(tried)) == {first, second, other}
    view = store.view(KEY_PROJECT, SEPTEMBER)
    assert {row.id: row.repeats for row in view.rows([first, second, other]) if row.repeats} == before
