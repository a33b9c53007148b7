"""Facts are dated: what a month showed stays what it showed."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.ledgers import BOND_RESERVE, KEY_PROJECT
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.values import DASH, Dash, Misfit
from fgj_desktop.store.filters import Counted, Order, Search, equals
from tests.store.support import AUGUST, SEPTEMBER, WAN, add_project, add_unit, new_store

if TYPE_CHECKING:
    from pathlib import Path

    from fgj_desktop.store.changes import Change
    from fgj_desktop.store.rows import Row
    from fgj_desktop.store.store import Store


def row(store: Store, record: int, month: Month) -> Row:
    (found,) = store.view(KEY_PROJECT, month).rows([record])
    return found


def test_a_cumulative_amount_carries_within_the_year_and_not_across(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        record = add_project(store, "乐园镇供水管网", annual_plan=100 * WAN, invested_to_date=40 * WAN)
        september = row(store, record, SEPTEMBER)
        assert september.values["invested_to_date"] == 40 * WAN
        assert "invested_to_date" in september.carried
        with store.action("进入 2022 年") as writes:
            writes.enter_year(KEY_PROJECT, record, Month(2022, 1))
        assert row(store, record, Month(2022, 1)).values["invested_to_date"] is None


def test_typing_progress_alone_keeps_the_cumulative_showing(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        record = add_project(store, "乐园镇供水管网", invested_to_date=40 * WAN)
        with store.action("修改") as writes:
            writes.set(KEY_PROJECT, record, "physical_progress", SEPTEMBER, "主体施工")
        september = row(store, record, SEPTEMBER)
        assert september.values["invested_to_date"] == 40 * WAN
        assert september.values["physical_progress"] == "主体施工"
        assert september.reported


def test_an_entry_without_values_is_no_report(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        record = add_project(store, "乐园镇供水管网", invested_to_date=40 * WAN)
        with store.action("备注") as writes:
            writes.set(KEY_PROJECT, record, "remark", SEPTEMBER, "项目收尾")
        assert not row(store, record, SEPTEMBER).reported
        assert row(store, record, AUGUST).reported


def test_the_months_amount_is_the_difference_and_typing_it_writes_the_cumulative(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        record = add_project(store, "乐园镇供水管网", invested_to_date=40 * WAN)
        with store.action("修改") as writes:
            writes.set(KEY_PROJECT, record, "invested_in_month", SEPTEMBER, 25 * WAN)
        assert row(store, record, SEPTEMBER).values["invested_to_date"] == 65 * WAN
        with store.action("更正8月") as writes:
            writes.set(KEY_PROJECT, record, "invested_to_date", AUGUST, 50 * WAN)
        september = row(store, record, SEPTEMBER)
        assert september.values["invested_in_month"] == 15 * WAN
        assert september.values["invested_to_date"] == 65 * WAN


def test_a_project_is_in_the_ledger_from_its_registration_on(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        old = add_project(store, "乐园镇供水管网", AUGUST)
        new = add_project(store, "正威新材料科技示范城项目", SEPTEMBER)
        assert store.view(KEY_PROJECT, AUGUST).ids() == [old]
        assert store.view(KEY_PROJECT, SEPTEMBER).ids() == [old, new]
        assert store.view(KEY_PROJECT, Month(2022, 1)).ids() == []


def test_dropped_and_preparatory_projects_are_shown_but_not_counted(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        add_project(store, "甲项目", annual_plan=100 * WAN)
        add_project(store, "乙项目", annual_plan=50 * WAN, nature="前期预备")
        dropped = add_project(store, "丙项目", annual_plan=30 * WAN)
        with store.action("调出") as writes:
            writes.set(KEY_PROJECT, dropped, "register_state", SEPTEMBER, "调出")
        totals = store.view(KEY_PROJECT, SEPTEMBER).totals()
        assert (totals[""], totals["annual_plan"]) == (1, 100 * WAN)
        assert store.view(KEY_PROJECT, AUGUST).totals()[""] == 2
        assert len(store.view(KEY_PROJECT, SEPTEMBER).ids()) == 3
        assert len(store.view(KEY_PROJECT, SEPTEMBER).ids([Counted()])) == 1


@pytest.mark.parametrize("stands", [Misfit("在", "不在选项中"), DASH])
def test_a_register_state_that_does_not_fit_takes_no_project_out_of_the_ledger(
    tmp_path: Path, stands: Misfit | Dash
) -> None:
    with new_store(tmp_path) as store:
        old = add_project(store, "正邦生猪养殖项目", AUGUST)
        new = add_project(store, "正威新材料科技示范城项目", SEPTEMBER)
        view = store.view(KEY_PROJECT, SEPTEMBER)
        assert view.ids() == [old, new]
        with store.action("修改") as writes:
            for record in (old, new):
                writes.set(KEY_PROJECT, record, "register_state", SEPTEMBER, stands)
        assert view.ids() == store.view(KEY_PROJECT, Month(2021, 10)).ids() == [old, new]
        assert store.view(KEY_PROJECT, AUGUST).ids() == [old]
        assert view.totals()[""] == 2
        store.undo()
        assert view.ids() == [old, new]


def test_an_adjusted_plan_counts_from_the_month_it_was_entered_for(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        record = add_project(store, "甲项目", Month(2021, 6), annual_plan=100 * WAN)
        with store.action("调整计划") as writes:
            writes.set(KEY_PROJECT, record, "adjusted_plan", SEPTEMBER, 80 * WAN)
        assert row(store, record, Month(2021, 6)).values["current_plan"] == 100 * WAN
        assert row(store, record, SEPTEMBER).values["current_plan"] == 80 * WAN


def test_empty_zero_and_dash_are_three_things(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        empty = add_project(store, "甲项目")
        zero = add_project(store, "乙项目", invested_to_date=0)
        with store.action("新增") as writes:
            dash = writes.insert(KEY_PROJECT, {"name": "丙项目", "invested_to_date": DASH}, AUGUST)
        assert row(store, empty, AUGUST).values["invested_to_date"] is None
        assert row(store, zero, AUGUST).values["invested_to_date"] == 0
        assert row(store, dash, AUGUST).values["invested_to_date"] is None
        assert row(store, dash, AUGUST).marks["invested_to_date"].dash
        assert not row(store, empty, AUGUST).marks


def test_text_that_does_not_fit_is_kept_until_a_value_takes_its_place(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        record = add_project(store, "甲项目")
        with store.action("修改") as writes:
            writes.set(KEY_PROJECT, record, "annual_plan", AUGUST, Misfit("约3000", "不是数值"))
        mark = row(store, record, AUGUST).marks["annual_plan"]
        assert (mark.misfit, mark.reason) == ("约3000", "不是数值")
        with store.action("修改") as writes:
            writes.set(KEY_PROJECT, record, "annual_plan", AUGUST, 3000 * WAN)
        assert row(store, record, AUGUST).marks == {}
        assert row(store, record, AUGUST).values["annual_plan"] == 3000 * WAN


@pytest.mark.parametrize("mark", [DASH, Misfit("约5000", "不是数值")])
def test_a_mark_stands_for_its_month_and_nothing_is_carried_past_it(
    tmp_path: Path, mark: Misfit | Dash
) -> None:
    with new_store(tmp_path) as store:
        record = add_project(store, "甲项目", annual_plan=100 * WAN, invested_to_date=40 * WAN)
        view = store.view(KEY_PROJECT, SEPTEMBER)
        assert view.totals()["invested_to_date"] == 40 * WAN
        with store.action("修改") as writes:
            writes.set(KEY_PROJECT, record, "invested_to_date", SEPTEMBER, mark)
        assert row(store, record, SEPTEMBER).values["invested_to_date"] is None
        assert view.totals()["invested_to_date"] is None
        assert view.counts("state") == {"未产生投资": 1}
        assert row(store, record, SEPTEMBER.next).values["invested_to_date"] == 40 * WAN
        store.undo()
        assert view.totals()["invested_to_date"] == 40 * WAN


def test_notes_and_colours_live_beside_values(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        record = add_project(store, "甲项目", annual_plan=100 * WAN)
        with store.action("批注") as writes:
            writes.annotate(KEY_PROJECT, record, "annual_plan", AUGUST, note="待核", colour="red")
        with store.action("修改") as writes:
            writes.set(KEY_PROJECT, record, "annual_plan", AUGUST, 90 * WAN)
        mark = row(store, record, AUGUST).marks["annual_plan"]
        assert (mark.note, mark.colour, mark.misfit) == ("待核", "red", None)
        with store.action("去掉批注") as writes:
            writes.annotate(KEY_PROJECT, record, "annual_plan", AUGUST, note="", colour="")
        assert row(store, record, AUGUST).marks == {}


def test_search_finds_by_name_code_unit_and_pinyin_initials(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        unit = add_unit(store, "浈江区水务局", "区水务局", 1)
        record = add_project(
            store, "乐园镇供水管网改造", code="2101-440204-48-01-326598", responsible_unit=unit
        )
        add_project(store, "正威新材料科技示范城项目")
        view = store.view(KEY_PROJECT, SEPTEMBER)
        for text in ("供水", "lyz", "326598", "水务", "qswj"):
            assert view.ids([Search(text)]) == [record], text
        with store.action("更名") as writes:
            writes.set(KEY_PROJECT, record, "name", SEPTEMBER, "犁市镇供水管网改造")
        assert view.ids([Search("lyz")]) == []
        assert view.ids([Search("lsz")]) == [record]


def test_units_sort_by_their_own_order_never_by_sound(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        second = add_unit(store, "浈江区财政局", "区财政局", 2)
        first = add_unit(store, "浈江区水务局", "区水务局", 1)
        one = add_project(store, "甲项目", responsible_unit=second)
        two = add_project(store, "乙项目", responsible_unit=first)
        none = add_project(store, "丙项目")
        view = store.view(KEY_PROJECT, SEPTEMBER)
        assert view.ids(order=[Order("responsible_unit")]) == [two, one, none]
        assert view.ids(order=[Order("responsible_unit", descending=True)]) == [one, two, none]


def test_ratios_of_totals_come_from_the_sums(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        add_project(store, "甲项目", annual_plan=100 * WAN, invested_to_date=90 * WAN)
        add_project(store, "乙项目", annual_plan=300 * WAN, invested_to_date=30 * WAN)
        totals = store.view(KEY_PROJECT, AUGUST).totals()
        assert totals["completion"] == Fraction(120, 400)
        filtered = store.view(KEY_PROJECT, AUGUST).totals([Search("甲")])
        assert filtered["completion"] == Fraction(90, 100)


def test_a_bond_project_shows_its_approval_items_and_gap(tmp_path: Path) -> None:
    with new_store(tmp_path) as store, store.action("新增") as writes:
        record = writes.insert(
            BOND_RESERVE,
            {
                "name": "灌区改造",
                "bond_demand": 80 * WAN,
                "bond_allocated": 20 * WAN,
                "approval_state:立项": "已办结",
            },
            SEPTEMBER,
        )
        (found,) = store.view(BOND_RESERVE, SEPTEMBER).rows([record])
        assert found.values["bond_gap"] == 60 * WAN
        assert found.values["approval_state:立项"] == "已办结"
        assert found.values["approval_state:环评"] is None


months = st.builds(Month, st.integers(2021, 2022), st.integers(1, 12))
amounts = st.one_of(st.none(), st.integers(-10 * WAN, 10**12))
entered = st.one_of(amounts, st.just(DASH))


@given(
    st.lists(st.tuples(st.integers(0, 2), months, entered, st.sampled_from(("是", "否", ""))), max_size=12),
    months,
)
def test_the_database_sorts_and_adds_what_the_rows_show(
    tmp_path_factory: pytest.TempPathFactory,
    edits: list[tuple[int, Month, int | Dash | None, str]],
    month: Month,
) -> None:
    with new_store(tmp_path_factory.mktemp("asof")) as store:
        records = [
            add_project(store, f"项目{i}", Month(2021, 1), annual_plan=(i + 1) * 100 * WAN) for i in range(3)
        ]
        with store.action("次年") as writes:
            for record in records:
                writes.enter_year(KEY_PROJECT, record, Month(2022, 1))
        for which, when, amount, started in edits:
            with store.action("修改") as writes:
                flag = None if not started else int(started == "是")
                writes.put(KEY_PROJECT, records[which], when, {"invested_to_date": amount, "started": flag})
        view = store.view(KEY_PROJECT, month)
        rows = view.rows()
        totals = view.totals()
        assert (totals["invested_to_date"] or 0) == sum(int(r.values["invested_to_date"] or 0) for r in rows)
        assert (totals["invested_in_month"] or 0) == sum(
            int(r.values["invested_in_month"] or 0) for r in rows
        )
        states = {str(r.values["state"]) for r in rows}
        for state in states:
            expected = [r.id for r in rows if r.values["state"] == state]
            assert view.ids([equals("state", state)]) == expected
        assert view.counts("started") == {
            value: sum(r.values["started"] == value for r in rows)
            for value in {r.values["started"] for r in rows}
        }


def test_what_was_invested_before_the_year_follows_later_corrections_of_december(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        record = add_project(
            store, "甲项目", Month(2021, 3), invested_before_year=100 * WAN, invested_to_date=10 * WAN
        )
        with store.action("以后两年") as writes:
            for year, amount in ((2021, 40 * WAN), (2022, 7 * WAN)):
                writes.enter_year(KEY_PROJECT, record, Month(year + 1, 1))
                writes.set(KEY_PROJECT, record, "invested_to_date", Month(year, 11), amount)
        next_year, year_after = Month(2022, 2), Month(2023, 1)
        assert row(store, record, next_year).values["invested_before_year"] == 140 * WAN
        assert "invested_before_year" in row(store, record, next_year).carried
        assert row(store, record, year_after).values["invested_before_year"] == 147 * WAN
        view = store.view(KEY_PROJECT, year_after)
        assert view.totals()["invested_before_year"] == 147 * WAN
        with store.action("年报更正") as writes:
            writes.set(KEY_PROJECT, record, "invested_to_date", Month(2021, 12), 45 * WAN)
        assert view.totals()["invested_before_year"] == 152 * WAN
        with store.action("填写") as writes:
            writes.set(KEY_PROJECT, record, "invested_before_year", next_year, 150 * WAN)
        entered = row(store, record, next_year)
        assert entered.values["invested_before_year"] == 150 * WAN
        assert "invested_before_year" not in entered.carried
        assert entered.values["before_year_difference"] == 5 * WAN
        assert view.totals()["invested_before_year"] == 157 * WAN
        with store.action("清除") as writes:
            writes.set(KEY_PROJECT, record, "invested_before_year", next_year, None)
        assert row(store, record, next_year).values["invested_before_year"] == 145 * WAN
        with store.action("不填") as writes:
            writes.set(KEY_PROJECT, record, "invested_before_year", year_after, DASH)
        assert row(store, record, year_after).values["invested_before_year"] is None
        assert view.totals()["invested_before_year"] is None


def test_the_first_year_of_a_project_has_nothing_invested_before_it(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        record = add_project(store, "甲项目", invested_to_date=40 * WAN)
        assert row(store, record, SEPTEMBER).values["invested_before_year"] is None
        assert store.view(KEY_PROJECT, SEPTEMBER).totals()["invested_before_year"] is None


@given(
    st.lists(
        st.tuples(
            st.integers(0, 1),
            st.builds(Month, st.integers(2019, 2023), st.integers(1, 12)),
            st.sampled_from(("invested_to_date", "invested_before_year")),
            entered,
        ),
        max_size=14,
    ),
    st.builds(Month, st.integers(2019, 2024), st.integers(1, 12)),
)
def test_the_database_and_the_rows_agree_on_what_was_invested_before_the_year(
    tmp_path_factory: pytest.TempPathFactory,
    edits: list[tuple[int, Month, str, int | Dash | None]],
    month: Month,
) -> None:
    names = ("invested_before_year", "before_year_difference", "share_of_total")
    with new_store(tmp_path_factory.mktemp("years")) as store:
        records = [add_project(store, f"项目{i}", Month(2019, 1), total_investment=WAN) for i in range(2)]
        with store.action("各年") as writes:
            for record in records:
                for year in range(2020, 2025):
                    writes.enter_year(KEY_PROJECT, record, Month(year, 1))
        view = store.view(KEY_PROJECT, month)
        view.values(names)
        for which, when, field, amount in edits:
            with store.action("修改") as writes:
                writes.set(KEY_PROJECT, records[which], field, when, amount)
        found = view.values(names)
        for one in view.rows():
            shown, difference, share = (one.values[name] for name in names)
            assert found[one.id][:2] == (shown, difference)
            assert found[one.id][2] == (None if share is None else pytest.approx(float(share)))


@given(st.data())
def test_nothing_done_for_a_later_month_changes_an_earlier_one(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    fields = (
        "invested_to_date",
        "actual_invested_to_date",
        "total_investment",
        "started",
        "listed",
        "serial",
    )
    with new_store(tmp_path_factory.mktemp("later")) as store:
        records = [
            add_project(
                store, f"项目{i}", Month(2021, 3), annual_plan=(i + 1) * 100 * WAN, invested_to_date=i * WAN
            )
            for i in range(3)
        ]
        june = store.view(KEY_PROJECT, Month(2021, 6))
        before = [(r.id, dict(r.values), r.counted) for r in june.rows()], june.totals(), june.counts("state")
        for _ in range(data.draw(st.integers(1, 6))):
            month = Month(2021, data.draw(st.integers(7, 12)))
            field = data.draw(st.sampled_from(fields))
            value = data.draw(st.integers(0, 1) if field in {"started", "listed"} else amounts)
            with store.action("修改") as writes:
                if data.draw(st.booleans()):
                    writes.set(KEY_PROJECT, data.draw(st.sampled_from(records)), field, month, value)
                else:
                    writes.insert(
                        KEY_PROJECT, {"name": "新项目", "annual_plan": 5 * WAN, field: value}, month
                    )
        after = [(r.id, dict(r.values), r.counted) for r in june.rows()], june.totals(), june.counts("state")
        assert after == before


def test_a_view_in_use_follows_actions_though_many_others_were_opened_since(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        record = add_project(store, "甲项目", annual_plan=100 * WAN)
        held = store.view(KEY_PROJECT, SEPTEMBER)
        assert held.totals()["annual_plan"] == 100 * WAN
        for year in range(1950, 2050):
            store.view(KEY_PROJECT, Month(year, 9)).totals()
        assert store.view(KEY_PROJECT, SEPTEMBER) is held
        with store.action("修改") as writes:
            writes.set(KEY_PROJECT, record, "annual_plan", AUGUST, 90 * WAN)
        assert held.totals()["annual_plan"] == 90 * WAN
        tables = store.connection.execute(
            "SELECT count(*) FROM sqlite_temp_schema WHERE type = 'table'"
        ).fetchone()
        assert int(tables[0]) <= 66


def test_the_light_rule_chosen_last_is_the_one_in_force(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        add_project(store, "甲项目", annual_plan=1200 * WAN, invested_to_date=700 * WAN)
        seen = []
        for method in ("ratio", "month_task", "ratio"):
            store.settings.set("light_method", method)
            seen.append(store.view(KEY_PROJECT, AUGUST).counts("light"))
        assert seen[0] == seen[2] == {"黄": 1}


def test_a_total_gap_does_not_mix_projects_with_and_without_an_own_plan(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        add_project(
            store, "甲项目", annual_plan=120 * WAN, invested_to_date=80 * WAN, planned_to_date=20 * WAN
        )
        add_project(store, "乙项目", annual_plan=120 * WAN, invested_to_date=80 * WAN)
        assert store.view(KEY_PROJECT, AUGUST).totals()["gap_points"] == 0


def test_columns_asked_for_later_are_as_of_the_month_too(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        unit = add_unit(store, "浈江区水务局", "区水务局", 1)
        first = add_project(store, "甲", sector="产业", started=1, responsible_unit=unit)
        second = add_project(store, "乙", annual_plan=5, invested_to_date=3)
        view = store.view(KEY_PROJECT, SEPTEMBER)
        stored = [field.name for field in KEY_PROJECT.fields if field.column.computed is None]
        for typed in (Misfit("大概", "不是数值"), DASH, 7):
            with store.action("修改") as writes:
                writes.put(KEY_PROJECT, second, SEPTEMBER, {"invested_to_date": typed})
                writes.put(KEY_PROJECT, first, SEPTEMBER, {"sector": "民生", "remark": str(typed)})
            view.close()
            for name in stored:
                found = view.values([name])
                assert found == {one.id: (one.values[name],) for one in view.rows()}, name
            with store.action("修改") as writes:
                writes.put(KEY_PROJECT, first, SEPTEMBER, {"started": None, "scope": str(typed)})
            assert view.values(stored) == {
                one.id: tuple(one.values[name] for name in stored) for one in view.rows()
            }


def test_until_one_project_has_a_plan_the_year_s_plan_is_not_issued_and_proposed_ones_stand_in(
    tmp_path: Path,
) -> None:
    with new_store(tmp_path) as store:
        first = add_project(store, "甲项目", invested_to_date=40 * WAN)
        second = add_project(store, "乙项目", invested_to_date=40 * WAN, proposed_plan=100 * WAN)
        view = store.view(KEY_PROJECT, SEPTEMBER)
        assert view.counts("state") == {"年度计划未下达": 1, "落后时间进度": 1}
        assert view.counts("plan_basis") == {"未下达": 1, "拟定计划": 1}
        assert row(store, first, SEPTEMBER).values["light"] is None
        assert view.counts("light") == {None: 1, "红": 1}
        assert row(store, second, SEPTEMBER).values["current_plan"] == 100 * WAN
        changes: list[Change] = []
        store.on_change.append(changes.append)
        with store.action("计划下达") as writes:
            writes.set(KEY_PROJECT, first, "annual_plan", SEPTEMBER, 50 * WAN)
        assert changes[-1].whole == {"key_project"}
        assert view.counts("state") == {"达到时间进度": 1, "不计进度": 1}
        assert row(store, second, SEPTEMBER).values["state"] == "不计进度"
        assert row(store, second, SEPTEMBER).values["current_plan"] is None
        with store.action("计划下达") as writes:
            writes.set(KEY_PROJECT, second, "annual_plan", SEPTEMBER, 50 * WAN)
        assert changes[-1].whole == frozenset()
        store.undo()
        store.undo()
        assert changes[-1].whole == {"key_project"}
        assert view.counts("state") == {"年度计划未下达": 1, "落后时间进度": 1}


def test_the_plan_of_one_year_says_nothing_of_another(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        record = add_project(store, "甲项目", annual_plan=100 * WAN)
        with store.action("次年") as writes:
            writes.enter_year(KEY_PROJECT, record, Month(2022, 1))
        assert row(store, record, Month(2022, 1)).values["state"] == "年度计划未下达"
        assert row(store, record, SEPTEMBER).values["state"] == "未产生投资"
