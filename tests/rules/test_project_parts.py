"""A name with a part of the key projects reads back to the figure of those projects."""

from __future__ import annotations

import pytest

from fgj_desktop.ledgers import KEY_PROJECT, ledger_named
from fgj_desktop.rules.basis import Basis
from fgj_desktop.rules.figures import figures
from fgj_desktop.rules.project_groups import NO_LEADER, NO_UNIT, by_leader, by_level, by_unit
from fgj_desktop.rules.project_parts import part_columns, part_name, part_of, part_values
from fgj_desktop.rules.subsets import subset_said
from fgj_desktop.rules.telling import Telling
from fgj_desktop.store.store import Store
from tests.sample_store import AUGUST, SEPTEMBER, clock, store

__all__ = ["clock", "store"]


def telling_of(store: Store) -> Telling:
    return Telling(Basis.of(store, SEPTEMBER))


def test_a_name_is_taken_apart() -> None:
    found = part_name("区重点.完成投资（责任单位：区水务局（本级））")
    assert found is not None
    assert (found.name, found.column, found.value) == ("区重点.完成投资", "责任单位", "区水务局（本级）")
    assert part_name("区重点.完成投资") is part_name("区重点.完成投资（区水务局）") is None


def test_the_figures_of_a_unit_are_those_of_the_subset(store: Store) -> None:
    telling = telling_of(store)
    for unit in by_unit(telling.basis):
        made = figures(store, SEPTEMBER, subset_said(store, SEPTEMBER, f"责任单位={unit.name}"))
        found = telling.named(f"区重点.完成投资{unit.part}")
        assert found is not None
        assert (found.figure.value, found.figure.rows) == (
            made["district_invested"].value,
            made["district_invested"].rows,
        )


def test_every_group_reads_back_to_its_own_projects(store: Store) -> None:
    with store.action("改") as writes:
        first, second, third = store.view(KEY_PROJECT, SEPTEMBER).ids()[:3]
        leaders = [
            writes.insert(ledger_named("leader"), {"serial": number, "name": f"{number}号副区长"})
            for number in (1, 2)
        ]
        writes.put(KEY_PROJECT, first, SEPTEMBER, {"leader": f",{leaders[0]},{leaders[1]},"})
        writes.put(KEY_PROJECT, second, SEPTEMBER, {"responsible_unit": None, "level": "市、区"})
        writes.put(KEY_PROJECT, third, SEPTEMBER, {"level": None})
    telling = telling_of(store)
    groups = [*by_unit(telling.basis), *by_leader(telling.basis), *by_level(telling.basis)]
    assert {NO_UNIT, NO_LEADER} <= {one.name for one in groups}
    for one in groups:
        found = telling.named(f"重点项目.项目数{one.part}")
        assert found is not None
        assert set(found.figure.rows) == {row.id for row in one.rows}, one.name


def test_every_column_and_value_on_offer_can_be_asked_for(store: Store) -> None:
    telling = telling_of(store)
    columns = part_columns(SEPTEMBER)
    assert {"责任单位", "挂点领导", "级别", "推进状态", "是否开工", "资金标签"} <= set(columns)
    for column in columns:
        for value in part_values(telling.basis, column):
            assert telling.named(f"重点项目.项目数（{column}：{value}）") is not None, (column, value)
    assert part_values(telling.basis, "没有") == []


def test_flags_and_states_narrow_a_figure(store: Store) -> None:
    telling = telling_of(store)
    started = telling.named("重点项目.项目数（是否开工：是）")
    assert started is not None
    assert started.text == str(telling.figure("projects_started").value)
    behind = telling.named("重点项目.项目数（推进状态：落后时间进度）")
    assert behind is not None
    assert behind.text == str(telling.figure("projects_behind").value)


@pytest.mark.parametrize(
    "name",
    [
        "区重点.完成投资（责任单位：火星）",
        "区重点.完成投资（没有的列：区教育局）",
        "没有.的数（责任单位：区教育局）",
        "固投.累计完成（责任单位：区教育局）",
        "重点项目.项目数（是否开工：也许）",
        "重点项目.项目数（级别：国）",
        "重点项目.项目数（推进状态：没有）",
    ],
)
def test_what_nobody_knows_is_no_figure(store: Store, name: str) -> None:
    telling = telling_of(store)
    assert telling.named(name) is None
    with pytest.raises(KeyError):
        telling.told(name)


def test_a_unit_without_projects_has_none_and_is_still_known(store: Store) -> None:
    with store.action("新单位") as writes:
        writes.insert(ledger_named("responsible_unit"), {"serial": 99, "name": "区新设局"})
    found = telling_of(store).named("重点项目.项目数（责任单位：区新设局）")
    assert found is not None
    assert (found.text, found.figure.rows) == ("0", ())


def test_a_narrowed_basis_tells_other_months_too(store: Store) -> None:
    basis = Basis.of(store, SEPTEMBER)
    asked = part_name("区重点.项目数（责任单位：区教育局）")
    assert asked is not None
    part = part_of(basis, asked)
    assert part is not None
    narrowed = basis.narrowed(part.holds)
    assert {row.id for row in narrowed.at(AUGUST).rows("key_project")} == {
        row.id for row in basis.at(AUGUST).rows("key_project") if part.holds(row)
    }
    assert narrowed.rows("responsible_unit") == basis.rows("responsible_unit")
