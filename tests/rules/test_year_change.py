"""结转到下年度: who goes on, what goes along, and that the old year stays what it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers import BOND_RESERVE, KEY_PROJECT
from fgj_desktop.ledgers.declaration import Axis
from fgj_desktop.ledgers.kinds import Flag, Money
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules.figures import figures
from fgj_desktop.rules.ledger_sheet import ledger_sheet
from fgj_desktop.rules.register_change import rename
from fgj_desktop.rules.year_change import YearPlan, apply_year_change, plan_year_change
from tests.store.support import WAN, add_project, add_unit, new_store

if TYPE_CHECKING:
    from pathlib import Path

    from fgj_desktop.ledgers.values import Value
    from fgj_desktop.store.store import Store

MARCH, DECEMBER, JANUARY = Month(2021, 3), Month(2021, 12), Month(2022, 1)


def changed(store: Store, plan: YearPlan) -> None:
    with store.action(plan.label) as writes:
        apply_year_change(writes, plan)


def values(store: Store, record: int, month: Month = JANUARY) -> dict[str, Value]:
    (row,) = store.view(KEY_PROJECT, month).rows([record])
    return row.values


def test_begun_projects_are_carried_on_as_such_and_others_stay_with_a_reason(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        unit = add_unit(store, "浈江区水务局", "区水务局", 1)
        begun = add_project(
            store, "甲项目", MARCH, nature="新开工", started=1, level="市、区", responsible_unit=unit,
            annual_plan=90 * WAN, invested_before_year=5 * WAN, invested_to_date=40 * WAN,
        )  # fmt: skip
        waiting = add_project(store, "乙项目", MARCH, nature="新开工", started=0)
        coming = add_project(store, "丙项目", MARCH, nature="前期预备")
        plan = plan_year_change(store, KEY_PROJECT, 2022)
        steps = {one.record: one for one in plan.steps}
        assert (steps[begun].after["nature"], steps[begun].note) == ("续建", "")
        assert steps[begun].amount == 45 * WAN
        assert (steps[waiting].after["nature"], steps[waiting].note) == ("新开工", "未开工，仍为新开工")
        assert plan.label == "结转到2022年度：续建 1 项，新开工 1 项，前期预备 1 项"
        changed(store, plan)
        found = values(store, begun)
        assert (found["nature"], found["level"], found["responsible_unit"]) == ("续建", "市、区", unit)
        assert (found["annual_plan"], found["invested_to_date"]) == (None, None)
        assert found["invested_before_year"] == 45 * WAN
        assert values(store, begun, DECEMBER)["nature"] == "新开工"
        assert set(store.view(KEY_PROJECT, JANUARY).ids()) == {begun, waiting, coming}
        store.undo()
        assert store.view(KEY_PROJECT, JANUARY).ids() == []


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"register_state": "调出"}, "已调出"),
        ({"finished": 1}, "已完工"),
        ({"physical_progress": "已通过竣工验收"}, "形象进度为“已通过竣工验收”"),
        ({"physical_progress": "主体已完工，正在装修"}, ""),
        ({"finished": 0}, ""),
    ],
)
def test_who_has_left_or_is_finished_does_not_go_on(
    tmp_path: Path, fields: dict[str, Value], reason: str
) -> None:
    with new_store(tmp_path) as store:
        record = add_project(store, "甲项目", MARCH, nature="续建")
        with store.action("修改") as writes:
            writes.put(KEY_PROJECT, record, Month(2021, 11), fields)  # type: ignore[arg-type]
        (step,) = plan_year_change(store, KEY_PROJECT, 2022).steps
        assert (step.goes_on, step.note) == (not reason, reason)


def test_a_project_that_came_in_during_the_year_is_an_ordinary_one_of_the_next(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        record = add_project(store, "甲项目", MARCH, register_state="调入", register_basis="区委会议纪要")
        changed(store, plan_year_change(store, KEY_PROJECT, 2022))
        assert values(store, record, DECEMBER)["register_state"] == "调入"
        assert values(store, record)["register_state"] == "在册"


def test_a_second_run_offers_only_what_is_missing(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        first = add_project(store, "甲项目", MARCH, nature="续建")
        changed(store, plan_year_change(store, KEY_PROJECT, 2022))
        with store.action("级别") as writes:
            writes.set(KEY_PROJECT, first, "level", JANUARY, "省、市、区")
        second = add_project(store, "乙项目", DECEMBER, nature="续建")
        plan = plan_year_change(store, KEY_PROJECT, 2022)
        assert ([one.record for one in plan.steps], plan.present) == ([second], 1)
        changed(store, plan)
        assert values(store, first)["level"] == "省、市、区"
        assert plan_year_change(store, KEY_PROJECT, 2022).steps == ()


def test_a_ledger_without_years_and_a_year_without_projects_are_refused(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        with pytest.raises(UserError, match="不分年度"):
            plan_year_change(store, BOND_RESERVE, 2022)
        with pytest.raises(UserError, match="2021年度没有项目，不能结转到2022年度"):
            plan_year_change(store, KEY_PROJECT, 2022)


_DATED = [
    column
    for column in KEY_PROJECT.columns
    if column.computed is None and isinstance(column.per, Axis) and isinstance(column.kind, Flag | Money)
]


def _state(store: Store) -> tuple[object, ...]:
    view = store.view(KEY_PROJECT, DECEMBER)
    flat = {KEY_PROJECT.name_column, *KEY_PROJECT.alias_columns}
    rows = [
        (row.id, {name: value for name, value in row.values.items() if name not in flat}, row.counted)
        for row in view.rows()
    ]
    sheet = ledger_sheet(store, KEY_PROJECT, DECEMBER, fields=[field.name for field in KEY_PROJECT.fields])
    texts = [[sheet.text(row, field) for field in sheet.fields] for row in sheet.rows]
    return rows, texts, sheet.notes, view.totals(), view.counts("state"), figures(store, DECEMBER)


@given(st.data())
def test_nothing_done_in_the_new_year_changes_the_old_one(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    amounts = st.one_of(st.none(), st.integers(-10 * WAN, 10**12))
    with new_store(tmp_path_factory.mktemp("turn")) as store:
        records = [
            add_project(
                store, f"项目{i}", MARCH, annual_plan=i * 100 * WAN, invested_to_date=i * WAN, nature="新开工"
            )
            for i in range(3)
        ]
        before = _state(store)
        changed(store, plan_year_change(store, KEY_PROJECT, 2022))
        for _ in range(data.draw(st.integers(0, 6))):
            column = data.draw(st.sampled_from(_DATED))
            month = Month(2022, data.draw(st.integers(1, 12)))
            value = data.draw(st.integers(0, 1) if isinstance(column.kind, Flag) else amounts)
            state = data.draw(st.sampled_from(("在册", "调出")))
            record = data.draw(st.sampled_from(records))
            (row,) = store.view(KEY_PROJECT, month).rows([record])
            with store.action("次年") as writes:
                if data.draw(st.booleans()):
                    package = data.draw(st.sampled_from([None, *records]))
                    more = {"register_state": state, "package": package}
                    writes.put(KEY_PROJECT, record, month, {column.name: value, **more})
                elif data.draw(st.booleans()):
                    rename(writes, KEY_PROJECT, row, data.draw(st.sampled_from(("甲", "乙"))), month, "纪要")
                else:
                    writes.insert(KEY_PROJECT, {"name": "新项目", column.name: value}, month)
        assert _state(store) == before
