"""Groups of records: their order, each record in one group, subtotals that add up to the total."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fgj_desktop.ledgers import BOND_RESERVE, KEY_PROJECT, LEADER, LEDGERS, RESPONSIBLE_UNIT, ledger_named
from fgj_desktop.ledgers.declaration import Total
from fgj_desktop.ledgers.kinds import Choice, Choices, Count, Flag, Link, LinkList, Text, link_list
from fgj_desktop.rules.sums import sums_of
from fgj_desktop.store.filters import Order, equals
from fgj_desktop.store.grouping import Grouping
from tests.store.support import SEPTEMBER, add_project, new_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fgj_desktop.ledgers.values import Value
    from fgj_desktop.store.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = new_store(tmp_path)
    yield made
    made.close()


def by(store: Store, field: str) -> Grouping:
    return Grouping(KEY_PROJECT.fields_by_name[field], SEPTEMBER, store.links())


def titles(store: Store, field: str) -> list[str]:
    return [group.title for group in store.view(KEY_PROJECT, SEPTEMBER).grouped(by(store, field))]


def named(store: Store, ids: list[int]) -> list[str]:
    return [str(row.values["name"]) for row in store.view(KEY_PROJECT, SEPTEMBER).rows(ids)]


def units(store: Store, *names: str) -> list[int]:
    """Units whose 排序号 is the other way round than their age."""
    with store.action("登记责任单位") as writes:
        return [
            writes.insert(RESPONSIBLE_UNIT, {"name": name, "short_name": name, "serial": -number})
            for number, name in enumerate(names)
        ]


def test_every_column_that_groups_is_of_a_kind_with_few_values() -> None:
    offered = {ledger.name: [field.name for field in ledger.group_fields] for ledger in LEDGERS}
    assert {"responsible_unit", "leader", "sector", "area", "town", "level", "funding_tags", "state"} <= set(
        offered[KEY_PROJECT.name]
    )
    assert {"department_unit", "field", "both_passed"} <= set(offered[BOND_RESERVE.name])
    for ledger in LEDGERS:
        for field in ledger.group_fields:
            kind = field.column.kind
            # Years (Count) and clauses (Text) are few as well, and their titles are the values themselves.
            assert isinstance(kind, Choice | Choices | Flag | Link | LinkList | Count | Text), field.name


def test_units_stand_in_the_order_of_their_serial_and_rows_without_one_last(store: Store) -> None:
    education, housing = units(store, "区教育局", "区住建局")
    add_project(store, "甲", responsible_unit=education)
    add_project(store, "乙")
    add_project(store, "丙", responsible_unit=housing)
    assert titles(store, "responsible_unit") == ["区住建局", "区教育局", "未填责任单位"]


def test_options_stand_as_declared_and_own_words_in_the_ledger_s_order(store: Store) -> None:
    for number, sector in enumerate(("文旅", "农林水利", "康养", "产业", None, "文旅")):
        add_project(store, f"项目{number}", serial=number, sector=sector)
    assert titles(store, "sector") == ["产业", "农林水利", "文旅", "康养", "未填行业类别"]


def test_lists_numbered_each_from_one_stand_one_after_the_other(store: Store) -> None:
    application = ledger_named("application")
    with store.action("录入") as writes:
        for name, level, serial in (
            ("甲", "市", 1),
            ("乙", "省", 1),
            ("丙", None, 1),
            ("丁", "省", 2),
            ("戊", "市", 2),
        ):
            writes.insert(application, {"name": name, "level": level, "serial": serial}, SEPTEMBER)
    view = store.view(application, SEPTEMBER)
    assert [row.values["name"] for row in view.rows(view.ids())] == ["乙", "丁", "甲", "戊", "丙"]


def test_flags_say_what_they_are_of(store: Store) -> None:
    add_project(store, "甲", started=0)
    add_project(store, "乙")
    add_project(store, "丙", started=1)
    assert titles(store, "started") == ["是否开工：是", "是否开工：否", "未填是否开工"]


def test_of_several_values_one_decides(store: Store) -> None:
    with store.action("登记领导") as writes:
        first, second = (writes.insert(LEADER, {"name": name, "serial": 1}) for name in ("张三", "李四"))
    add_project(
        store, "甲", level="省、市、区", leader=link_list([second, first]), funding_tags="涉农资金、房地产"
    )
    add_project(store, "乙", level="市、区", leader=link_list([first]), funding_tags="专项债、涉农资金")
    add_project(store, "丙", level="区", leader=link_list([second]), funding_tags="涉农资金")
    view = store.view(KEY_PROJECT, SEPTEMBER)

    def found(field: str) -> dict[str, list[str]]:
        return {group.title: named(store, group.ids) for group in view.grouped(by(store, field))}

    assert found("level") == {"省": ["甲"], "市": ["乙"], "区": ["丙"]}
    assert found("leader") == {"张三": ["乙"], "李四": ["甲", "丙"]}
    assert found("funding_tags") == {"专项债": ["乙"], "涉农资金": ["甲", "丙"]}


def test_rows_keep_their_order_and_filters_hold_within_groups(store: Store) -> None:
    for number, (sector, plan) in enumerate((("产业", 5), ("民生", 7), ("产业", 9), ("产业", None))):
        add_project(store, string.ascii_letters[number], serial=number, sector=sector, annual_plan=plan)
    view = store.view(KEY_PROJECT, SEPTEMBER)
    grouped = view.grouped(by(store, "sector"), (), [Order("annual_plan", descending=True)])
    assert [named(store, group.ids) for group in grouped] == [["c", "a", "d"], ["b"]]
    alone = view.grouped(by(store, "sector"), [equals("sector", "民生")])
    assert [(group.title, group.counted) for group in alone] == [("民生", 1)]


def test_what_does_not_count_is_listed_but_not_counted(store: Store) -> None:
    add_project(store, "甲", sector="产业", annual_plan=5)
    add_project(store, "乙", sector="产业", annual_plan=7, register_state="调出")
    view = store.view(KEY_PROJECT, SEPTEMBER)
    (group,) = view.grouped(by(store, "sector"))
    assert (len(group.ids), group.counted) == (2, 1)
    assert view.group_totals(by(store, "sector"))["产业"]["annual_plan"] == 5


PROJECT = st.fixed_dictionaries(
    {},
    optional={
        "sector": st.sampled_from(("产业", "民生", "文旅", "康养")),
        "level": st.sampled_from(("省、市、区", "市、区", "区", "省")),
        "started": st.sampled_from((0, 1)),
        "funding_tags": st.sampled_from(("专项债", "专项债、涉农资金", "房地产")),
        "register_state": st.sampled_from(("在册", "调出")),
        "annual_plan": st.integers(0, 10**9),
        "total_investment": st.integers(0, 10**9),
        "invested_to_date": st.integers(0, 10**9),
    },
)
FIELDS = st.sampled_from([field.name for field in KEY_PROJECT.group_fields])


@settings(max_examples=40)
@given(projects=st.lists(PROJECT, max_size=12), field=FIELDS)
def test_subtotals_add_up_to_the_total_and_each_record_stands_once(
    tmp_path_factory: pytest.TempPathFactory, projects: list[dict[str, Value]], field: str
) -> None:
    store = new_store(tmp_path_factory.mktemp("groups"))
    try:
        for number, values in enumerate(projects):
            add_project(store, f"项目{number}", SEPTEMBER, **values)
        view = store.view(KEY_PROJECT, SEPTEMBER)
        groups, sums = view.grouped(by(store, field)), view.group_totals(by(store, field))
        assert sorted(record for group in groups for record in group.ids) == sorted(view.ids())
        assert {group.key: group.counted for group in groups if group.counted} == {
            key: one[""] for key, one in sums.items()
        }
        totals = view.totals()
        for one in KEY_PROJECT.fields:
            if one.column.total is Total.SUM:
                added = [int(row[one.name]) for row in sums.values() if row[one.name] is not None]
                assert totals[one.name] == (sum(added) if added else None)
        for group in groups:
            if group.counted:
                assert sums[group.key] == sums_of(KEY_PROJECT, view.rows(group.ids), SEPTEMBER)
    finally:
        store.close()
