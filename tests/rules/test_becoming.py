"""转为重点项目: made anew or linked, with level and plan; nothing that stands is overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers import APPLICATION, KEY_PROJECT, PROBLEM
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules.becoming import BecomingPlan, apply_becoming, plan_becoming, waiting_words
from fgj_desktop.rules.year_change import apply_year_change, plan_year_change
from tests.store.support import SEPTEMBER, WAN, add_project, add_unit, new_store

if TYPE_CHECKING:
    from pathlib import Path

    from fgj_desktop.ledgers.values import Value
    from fgj_desktop.store.store import Store

JANUARY = Month(2022, 1)


def put_forward(store: Store, name: str, level: str = "市", **values: Value) -> int:
    filled = {"name": name, "level": level, "plan_year": 2022, "kind": "正式项目", **values}
    with store.action("申报") as writes:
        return writes.insert(APPLICATION, filled, SEPTEMBER)  # type: ignore[arg-type]


def planned(store: Store, *records: int) -> BecomingPlan:
    return plan_becoming(store, APPLICATION, SEPTEMBER, records)


def done(store: Store, *records: int) -> dict[int, dict[str, Value]]:
    plan = planned(store, *records)
    with store.action(plan.label) as writes:
        apply_becoming(writes, plan, SEPTEMBER)
    return {row.id: row.values for row in store.view(KEY_PROJECT, JANUARY).rows()}


def links(store: Store) -> list[Value]:
    return [row.values["key_project"] for row in store.view(APPLICATION, SEPTEMBER).rows()]


def test_a_new_project_is_made_with_its_plan_and_linked(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        unit = add_unit(store, "浈江区水务局", "区水务局", 1)
        one = put_forward(
            store, "灌区改造", total_investment=900 * WAN, annual_plan=300 * WAN, responsible_unit=unit,
            code="2109-440204-05-01-123456", construction_period="2022-2023",
        )  # fmt: skip
        coming = put_forward(store, "二期", kind="前期预备项目", total_investment=WAN)
        plan = planned(store, one, coming)
        assert plan.label == "转为2022年度重点项目：新增 2 项"
        assert [step.note for step in plan.steps] == ["新增", "新增"]
        made = done(store, one, coming)
        (record, values), (second, other) = made.items()
        assert (values["nature"], values["level"], values["serial"]) == ("新开工", "市、区", 1)
        assert (values["responsible_unit"], values["total_investment"]) == (unit, 900 * WAN)
        assert (values["proposed_plan"], values["annual_plan"]) == (300 * WAN, None)
        assert (values["register_state"], values["plan_basis"]) == ("在册", "拟定计划")
        assert (other["nature"], other["serial"]) == ("前期预备", 2)
        assert links(store) == [record, second]
        assert store.view(KEY_PROJECT, Month(2021, 12)).ids() == []
        store.undo()
        assert (store.size(KEY_PROJECT), links(store)) == (0, [None, None])


def test_new_projects_stand_behind_those_that_are_still_to_be_carried_over(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        add_project(store, "老项目", serial=48)
        ((_, values),) = done(store, put_forward(store, "灌区改造")).items()
        assert values["serial"] == 49


def test_a_decided_list_brings_the_year_s_plan(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        one = put_forward(store, "灌区改造", annual_plan=300 * WAN, state="列入")
        assert planned(store, one).asked == ("nature", "level", "annual_plan")
        ((_, values),) = done(store, one).items()
        assert (values["annual_plan"], values["proposed_plan"]) == (300 * WAN, None)


@pytest.mark.parametrize("known_by", ["code", "name", "former"])
def test_a_known_project_is_linked_and_given_the_level(tmp_path: Path, known_by: str) -> None:
    with new_store(tmp_path) as store:
        unit = add_unit(store, "浈江区水务局", "区水务局", 1)
        code = "2109-440204-05-01-123456"
        record = add_project(
            store, "灌区改造工程", level="区", nature="新开工", started=1, responsible_unit=unit,
            code=code, former_names="灌区（一期）", total_investment=500 * WAN, invested_to_date=20 * WAN,
        )  # fmt: skip
        called = {"code": "另一名称", "name": "灌区改造工程", "former": "灌区(一期)"}[known_by]
        more: dict[str, Value] = {"code": code} if known_by == "code" else {}
        one = put_forward(store, called, "省", annual_plan=300 * WAN, total_investment=900 * WAN, **more)
        plan = planned(store, one)
        same = known_by == "name"
        assert plan.steps[0].note == ("对应已有" if same else "对应已有“灌区改造工程”")
        assert plan.label == "转为2022年度重点项目：对应已有 1 项"
        ((found, values),) = done(store, one).items()
        assert (found, links(store)) == (record, [record])
        assert (values["level"], values["nature"], values["responsible_unit"]) == ("省、市、区", "续建", unit)
        assert (values["total_investment"], values["proposed_plan"]) == (500 * WAN, 300 * WAN)
        assert values["invested_before_year"] == 20 * WAN
        (old,) = store.view(KEY_PROJECT, Month(2021, 12)).rows()
        assert (old.values["level"], old.values["nature"], old.values["proposed_plan"]) == (
            "区",
            "新开工",
            None,
        )
        assert plan_year_change(store, KEY_PROJECT, 2022).steps == ()


def test_what_stands_in_the_new_year_is_not_overwritten(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        record = add_project(store, "灌区改造工程", level="区", nature="续建")
        change = plan_year_change(store, KEY_PROJECT, 2022)
        with store.action(change.label) as writes:
            apply_year_change(writes, change)
            writes.put(KEY_PROJECT, record, JANUARY, {"annual_plan": 70 * WAN, "nature": "前期预备"})
        one = put_forward(store, "灌区改造工程", annual_plan=300 * WAN)
        ((_, values),) = done(store, one).items()
        assert (values["annual_plan"], values["nature"]) == (70 * WAN, "前期预备")
        assert (values["proposed_plan"], values["level"]) == (None, "市、区")
        (step,) = planned(store, one).steps
        assert (step.goes_on, step.note) == (False, "已转入，没有变化")


def test_an_application_of_each_level_makes_one_project(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        city = put_forward(store, "灌区改造", "市", annual_plan=300 * WAN)
        province = put_forward(store, "灌区改造", "省", annual_plan=200 * WAN)
        (step,) = planned(store, city, province).steps
        assert step.note == "新增；各层级申报的年度计划不同，取第一个"
        ((record, values),) = done(store, city, province).items()
        assert (values["level"], values["proposed_plan"]) == ("省、市、区", 300 * WAN)
        assert links(store) == [record, record]


def test_what_is_put_forward_and_not_made_yet_is_told_at_the_year_change(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        one = put_forward(store, "甲")
        put_forward(store, "乙", kind="前期预备项目")
        put_forward(store, "丙", plan_year=2023)
        put_forward(store, "丁", state="未列入")
        said = "另有2022年度“正式项目”申报 1 个未转入，可在“省市重点申报”中转为重点项目。"
        assert waiting_words(store, KEY_PROJECT, JANUARY) == said
        done(store, one)
        assert waiting_words(store, KEY_PROJECT, JANUARY) == ""


def test_several_years_and_other_ledgers_are_refused(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        one, other = put_forward(store, "甲"), put_forward(store, "乙", plan_year=2023)
        with pytest.raises(UserError, match="2 个年度"):
            planned(store, one, other)
        with pytest.raises(UserError, match="不能转为重点项目"):
            plan_becoming(store, PROBLEM, SEPTEMBER, [one])
