from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.values import WAN, Parsed
from fgj_desktop.rules import RULES
from fgj_desktop.rules.figures import figures
from fgj_desktop.rules.subsets import subset_choices, subset_fields, subset_said
from fgj_desktop.store.store import Store

PROJECTS, UNITS = ledger_named("key_project"), ledger_named("responsible_unit")
LEADERS = ledger_named("leader")
MARCH = Month(2021, 3)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Four projects of two units and two leaders, one of them by both."""
    with Store.create(tmp_path / "a.fgj", RULES) as opened:
        with opened.action("示例") as writes:
            water = writes.insert(UNITS, {"serial": 1, "name": "浈江区水务局", "short_name": "区水务局"})
            school = writes.insert(UNITS, {"serial": 2, "name": "浈江区教育局", "short_name": "区教育局"})
            first = writes.insert(LEADERS, {"serial": 1, "name": "区长"})
            second = writes.insert(LEADERS, {"serial": 2, "name": "副区长"})
            for name, unit, leader, tags, level, plan in (
                ("甲", water, f",{first},{second},", "专项债、产业园", "省、市、区", 100),
                ("乙", water, f",{second},", "专项债", "区", 200),
                ("丙", school, None, None, None, 400),
                ("丁", None, f",{first},", "涉农资金", "市、区", 800),
            ):
                values: dict[str, Parsed] = {"name": name, "responsible_unit": unit, "leader": leader}
                values |= {"funding_tags": tags, "level": level, "annual_plan": plan * WAN}
                values["started"] = int(name == "甲")
                writes.insert(PROJECTS, values, Month(2021, 1))
        yield opened


def names(store: Store, said: str) -> tuple[str, ...]:
    return figures(store, MARCH, subset_said(store, MARCH, said))["district_count"].names


def test_a_subset_is_named_by_title_or_column_and_by_any_name_of_its_value(store: Store) -> None:
    assert names(store, "责任单位=区水务局") == names(store, "responsible_unit=浈江区水务局") == ("甲", "乙")
    assert names(store, "责任单位=未填") == names(store, "责任单位=") == ("丁",)
    assert names(store, "是否开工=是") == ("甲",)


def test_subsets_of_units_and_leaders_add_up_to_the_whole(store: Store) -> None:
    for field in subset_fields():
        if field.name in {"responsible_unit", "leader", "state", "started"}:
            found = [
                name
                for label in subset_choices(store, MARCH, field)
                for name in names(store, f"{field.name}={label}")
            ]
            assert sorted(found) == ["丁", "丙", "乙", "甲"], field.name


def test_a_project_of_several_tags_is_in_each(store: Store) -> None:
    assert names(store, "资金标签=专项债") == ("甲", "乙")
    assert names(store, "资金标签=产业园") == ("甲",)
    assert names(store, "级别=市") == ("甲", "丁")


def test_only_figures_of_key_projects_are_told_of_a_subset(store: Store) -> None:
    made = figures(store, MARCH, subset_said(store, MARCH, "资金标签=专项债"))
    assert made["district_plan"].value == 300 * WAN
    assert {figure.ledger for figure in made.values()} == {"key_project"}


@pytest.mark.parametrize("said", ["责任单位=区卫健局", "天气=晴", "责任单位", "级别=县"])
def test_what_is_unknown_is_refused_with_what_there_is(store: Store, said: str) -> None:
    with pytest.raises(UserError) as told:
        subset_said(store, MARCH, said)
    assert "级别" in str(told.value) or "区教育局" in str(told.value) or "省" in str(told.value)
