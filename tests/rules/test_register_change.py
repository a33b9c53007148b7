"""调入, 调出, 更名: each holds from its month on, and an import still knows the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.documents.ledger_print import ledger_table
from fgj_desktop.exchange.importer import apply, import_files
from fgj_desktop.ledgers import BOND_RESERVE, KEY_PROJECT, RESPONSIBLE_UNIT
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules.figures import figures
from fgj_desktop.rules.register_change import basis_text, can_be_renamed, join, leave, rename
from fgj_desktop.rules.year_change import plan_year_change
from tests.store.support import AUGUST, SEPTEMBER, WAN, add_project, new_store
from tests.views.dialog_tools import workbook

if TYPE_CHECKING:
    from pathlib import Path

    from fgj_desktop.store.store import Store

OCTOBER = Month(2021, 10)


def printed(store: Store, month: Month) -> list[tuple[str, ...]]:
    every = [field.name for field in KEY_PROJECT.fields]
    return [row.cells for row in ledger_table(store, KEY_PROJECT, month, fields=every).rows]


def test_a_basis_has_a_day_a_ground_or_both() -> None:
    assert basis_text("2021年9月10日", " 区委常委会\n会议纪要 ") == "2021年9月10日，区委常委会 会议纪要"
    assert (basis_text("", "纪要"), basis_text("2021年9月", ""), basis_text(" ", "")) == (
        "纪要",
        "2021年9月",
        None,
    )


def test_a_project_that_joins_and_one_that_leaves_change_no_month_before(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        first = add_project(store, "甲项目", annual_plan=100 * WAN, invested_to_date=40 * WAN)
        before = printed(store, AUGUST), figures(store, AUGUST)
        with store.action("调入") as writes:
            new = join(
                writes, KEY_PROJECT, None, SEPTEMBER, "会议纪要", {"name": "乙项目", "annual_plan": WAN}
            )
        with store.action("调出") as writes:
            leave(writes, KEY_PROJECT, [first], OCTOBER, "2021年10月8日")
        assert (printed(store, AUGUST), figures(store, AUGUST)) == before
        counts = {
            month: figures(store, month)["district_count"].value for month in (AUGUST, SEPTEMBER, OCTOBER)
        }
        assert counts == {AUGUST: 1, SEPTEMBER: 2, OCTOBER: 1}
        rows = {row.id: row for row in store.view(KEY_PROJECT, OCTOBER).rows()}
        assert rows[new].values["register_basis"] == "会议纪要"
        assert (rows[first].values["register_state"], rows[first].values["register_basis"]) == (
            "调出",
            "2021年10月8日",
        )
        assert not rows[first].counted


def test_a_project_of_another_year_or_one_that_left_joins_as_the_same_record(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        record = add_project(store, "甲项目")
        with store.action("调出") as writes:
            leave(writes, KEY_PROJECT, [record], SEPTEMBER, None)
        with store.action("次年调入") as writes:
            assert join(writes, KEY_PROJECT, record, Month(2022, 5), "纪要", {}) == record
        assert store.view(KEY_PROJECT, Month(2022, 4)).totals()[""] == 0
        assert store.view(KEY_PROJECT, Month(2022, 5)).totals()[""] == 1
        assert store.view(KEY_PROJECT, OCTOBER).totals()[""] == 0


def test_a_project_of_another_year_that_joins_changes_no_month_before(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        of_year_before, left = (add_project(store, name, Month(2020, 5), annual_plan=WAN) for name in "甲乙")
        add_project(store, "丙", annual_plan=WAN)
        with store.action("调出") as writes:
            leave(writes, KEY_PROJECT, [left], Month(2020, 12), None)
        months = (Month(2020, 12), Month(2021, 1), AUGUST)
        before = [(printed(store, month), figures(store, month)) for month in months]
        with store.action("调入") as writes:
            for record in (of_year_before, left):
                join(writes, KEY_PROJECT, record, SEPTEMBER, "纪要", {})
        assert [(printed(store, month), figures(store, month)) for month in months] == before
        for month in (SEPTEMBER, OCTOBER):
            assert store.view(KEY_PROJECT, month).totals()[""] == 3
        assert store.view(KEY_PROJECT, Month(2022, 1)).ids() == []


def test_a_project_taken_in_again_is_not_carried_over_once_more(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        record, other = (add_project(store, name, Month(2020, 5), nature="新开工") for name in "甲乙")
        with store.action("调入") as writes:
            join(writes, KEY_PROJECT, record, SEPTEMBER, "纪要", {"planned_start": "2021-10"})
        plan = plan_year_change(store, KEY_PROJECT, 2021)
        assert ([step.record for step in plan.steps], plan.present) == ([other], 1)


def test_an_earlier_month_that_has_the_project_too_takes_it_in_from_there(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        record = add_project(store, "甲项目", Month(2020, 5))
        with store.action("调入") as writes:
            join(writes, KEY_PROJECT, record, SEPTEMBER, "纪要", {})
        with store.action("导入8月") as writes:
            assert not writes.enter_year(KEY_PROJECT, record, AUGUST)
        assert store.view(KEY_PROJECT, AUGUST).ids() == [record]
        assert store.view(KEY_PROJECT, AUGUST.previous).ids() == []
        store.undo()
        assert store.view(KEY_PROJECT, AUGUST).ids() == []


def test_months_before_a_renaming_are_printed_with_the_old_name(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        record = add_project(store, "甲项目", level="市、区", annual_plan=100 * WAN)
        before = printed(store, AUGUST), figures(store, AUGUST)
        (row,) = store.view(KEY_PROJECT, OCTOBER).rows([record])
        with store.action("更名") as writes:
            rename(writes, KEY_PROJECT, row, "乙项目", SEPTEMBER, "区发改〔2021〕9号")
        assert (printed(store, AUGUST), figures(store, AUGUST)) == before
        assert any("乙项目" in cell for row in printed(store, SEPTEMBER) for cell in row)
        assert figures(store, SEPTEMBER)["largest_plan"].title == "乙项目年度计划投资"
        (row,) = store.view(KEY_PROJECT, AUGUST).rows([record])
        assert row.values["former_names"] == "甲项目（2021年9月更名：区发改〔2021〕9号）"


def test_an_import_finds_a_renamed_project_by_both_names(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        record = add_project(store, "乐园镇小学扩建")
        (row,) = store.view(KEY_PROJECT, SEPTEMBER).rows([record])
        with store.action("更名") as writes:
            rename(writes, KEY_PROJECT, row, "乐园镇中心学校扩建工程", SEPTEMBER, "区发改〔2021〕9号、纪要")
        for name, invested in (("乐园镇小学扩建", 800), ("乐园镇中心学校扩建工程", 900)):
            book = workbook(
                tmp_path / f"{name}.xlsx", [(1, name, None, 3000, 1000, invested, "区教育局", "2021.3")]
            )
            apply(store, import_files(store, [book]))
            (row,) = store.view(KEY_PROJECT, SEPTEMBER).rows()
            assert (row.id, row.values["invested_to_date"]) == (record, invested * WAN)
            assert row.values["name"] == "乐园镇中心学校扩建工程"
            assert row.values["former_names"] == "乐园镇小学扩建（2021年9月更名：区发改〔2021〕9号、纪要）"


def test_which_ledgers_keep_former_names() -> None:
    assert can_be_renamed(KEY_PROJECT)
    assert can_be_renamed(BOND_RESERVE)
    assert can_be_renamed(RESPONSIBLE_UNIT)
