"""Two states of a ledger beside each other: what was added, left, changed and stayed, cell by cell."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers import KEY_PROJECT, RESPONSIBLE_UNIT, URBAN_TASK
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.ledgers.values import DASH, YI
from fgj_desktop.rules.comparison import Comparison, Fate, compare
from fgj_desktop.rules.comparison_sides import Moment, compared
from fgj_desktop.rules.comparison_words import counts_sentence, sentences
from fgj_desktop.store.store import Store
from tests.sample_store import AUGUST, SEPTEMBER, WAN

OCTOBER = Month(2021, 10)


def between(store: Store, before: str, after: str, unit: int = WAN) -> Comparison:
    shown = ReportPeriod(SEPTEMBER)
    moments = (Moment.parse(text, shown) for text in (before, after))
    return compared(store, KEY_PROJECT, *moments, unit)


def record(store: Store, name: str) -> int:
    rows = store.view(KEY_PROJECT, SEPTEMBER).rows()
    return next(row.id for row in rows if row.values["name"] == name)


def put(store: Store, month: Month, name: str, **values: object) -> None:
    with store.action("修改") as writes:
        writes.put(KEY_PROJECT, record(store, name), month, values)  # type: ignore[arg-type]


def test_two_months_tell_each_amount_that_rose_and_by_how_much(store: Store) -> None:
    found = between(store, "2021-08", "2021-09")
    school = next(one for one in found.records if one.name == "乐园镇中心小学扩建项目")
    invested = next(cell for cell in school.cells if cell.name == "invested_to_date")
    assert (invested.before, invested.after, invested.difference) == ("2,800", "3,200", "+400")
    assert invested.title == "累计完成投资"
    assert counts_sentence(found).startswith("2021年9月与2021年8月相比：新增 0 项，减少 0 项，有变动 ")
    assert "累计完成投资由2,800万元增至3,200万元（增加400万元）" in "\n".join(sentences(found))


def test_amounts_are_told_in_the_unit_asked_for_from_whole_cents(store: Store) -> None:
    found = between(store, "2021-08", "2021-09", YI)
    school = next(one for one in found.records if one.name == "乐园镇中心小学扩建项目")
    assert next(cell for cell in school.cells if cell.name == "invested_to_date").difference == "+0.04"


def test_a_period_beside_itself_has_no_changes(store: Store) -> None:
    found = between(store, "2021-09", "2021-09")
    assert found.is_same
    assert sentences(found) == ["2021年9月与2021年9月相比没有变化（6 项）。"]


def test_who_came_and_who_left_is_told_with_the_ground(store: Store) -> None:
    put(
        store,
        OCTOBER,
        "风采街道停车场建设",
        register_state="调出",
        register_basis="2021年10月9日，区政府常务会议",
    )
    with store.action("新增") as writes:
        writes.insert(KEY_PROJECT, {"name": "新调入项目", "register_state": "调入"}, OCTOBER)
    found = between(store, "2021-09", "2021-10")
    assert [one.name for one in found.of(Fate.ADDED)] == ["新调入项目"]
    assert [one.name for one in found.of(Fate.LEFT)] == ["风采街道停车场建设"]
    said = "\n".join(sentences(found))
    assert "新增 1 项：新调入项目（调入）。" in said
    assert "减少 1 项：风采街道停车场建设（调出：2021年10月9日，区政府常务会议）。" in said


def test_blank_nought_and_dash_are_three_things(store: Store) -> None:
    name = "新韶镇供水管网改造"
    put(store, AUGUST, name, actual_invested_to_date=None, problem=None)
    put(store, SEPTEMBER, name, actual_invested_to_date=0, problem=DASH)
    [one] = [one for one in between(store, "2021-08", "2021-09").records if one.name == name]
    told = {cell.name: (cell.before, cell.after) for cell in one.cells}
    assert told["problem"] == ("", "—")
    assert told["actual_invested_to_date"] == ("", "0")


def test_halves_of_a_monthly_ledger_and_days_to_come_are_refused(store: Store) -> None:
    half, month = Moment(ReportPeriod(SEPTEMBER, "H1")), Moment(ReportPeriod(SEPTEMBER))
    with pytest.raises(UserError, match="不按半月填报，请按月比较，如 2021-09"):
        compared(store, KEY_PROJECT, half, half, WAN)
    to_come = Moment.parse("2999-01-01", ReportPeriod(SEPTEMBER))
    with pytest.raises(UserError, match="2999年1月1日还没有到"):
        compared(store, KEY_PROJECT, month, to_come, WAN)


def test_halves_of_a_month_are_compared_each_with_its_own_column(store: Store) -> None:
    with store.action("任务") as writes:
        writes.insert(
            URBAN_TASK, {"name": "建设租赁住房", "progress:H1": "已选址", "progress:H2": "已开工"}, SEPTEMBER
        )
    first, second = (Moment(ReportPeriod(SEPTEMBER, half)) for half in ("H1", "H2"))
    found = compared(store, URBAN_TASK, first, second, WAN)
    [one] = found.records
    [cell] = [cell for cell in one.cells if cell.field.column.name == "progress"]
    assert (cell.before, cell.after) == ("已选址", "已开工")
    with pytest.raises(UserError, match="一个是整月、一个是半月"):
        compared(store, URBAN_TASK, first, Moment(ReportPeriod(SEPTEMBER)), WAN)


def test_a_day_of_work_shows_the_ledger_as_it_stood_then(store: Store) -> None:
    day = datetime.datetime(2021, 10, 12, 9, 30)
    store.clock = lambda: day
    store._journal._clock = lambda: day
    name = "乐园镇中心小学扩建项目"
    unit = store.links().find("responsible_unit", "区水务局")
    put(store, SEPTEMBER, name, invested_to_date=3_300 * WAN, responsible_unit=unit)
    with store.action("简称") as writes:
        writes.set(RESPONSIBLE_UNIT, int(unit or 0), "short_name", None, "区水务中心")
    with store.action("删除") as writes:
        writes.delete(KEY_PROJECT, [record(store, "风采街道停车场建设")])
    first = next(iter(store.connection.execute("SELECT min(substr(at, 1, 10)) FROM action")))[0]
    found = between(store, str(first), "2021-10-12")
    assert [one.name for one in found.of(Fate.ADDED)] == []
    assert [one.name for one in found.of(Fate.LEFT)] == ["风采街道停车场建设"]
    [one] = [one for one in found.of(Fate.CHANGED) if one.name == name]
    told = {cell.name: (cell.before, cell.after) for cell in one.cells}
    assert told["invested_to_date"] == ("3,200", "3,300")
    assert told["responsible_unit"] == ("区教育局", "区水务中心")


def test_a_day_before_the_file_and_words_that_are_no_moment_are_refused(store: Store) -> None:
    with pytest.raises(UserError, match="2019年1月1日本文件还没有数据"):
        between(store, "2019-01-01", "2021-09")
    with pytest.raises(UserError, match="不是有效的日期"):
        between(store, "2021-02-30", "2021-09")
    with pytest.raises(UserError, match="不是报送时期"):
        between(store, "上个月", "2021-09")
    with pytest.raises(UserError, match="2021年9月还没有定稿"):
        between(store, "定稿:2021-09", "2021-09")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(
    edits=st.lists(
        st.tuples(st.integers(0, 5), st.sampled_from((AUGUST, SEPTEMBER)), st.integers(0, 9999)), max_size=5
    )
)
def test_the_state_told_back_is_the_state_that_was(store: Store, edits: list[tuple[int, Month, int]]) -> None:
    from fgj_desktop.store.past_file import as_it_stood

    sides = [compared(store, KEY_PROJECT, *(Moment(ReportPeriod(SEPTEMBER)),) * 2, WAN).after]
    marks = [store.action_count()]
    ids = store.view(KEY_PROJECT, SEPTEMBER).ids()
    for place, month, amount in edits:
        with store.action("改") as writes:
            writes.put(KEY_PROJECT, ids[place], month, {"invested_to_date": amount, "problem": DASH})
        if amount % 3 == 0:
            store.undo()
        sides.append(compared(store, KEY_PROJECT, *(Moment(ReportPeriod(SEPTEMBER)),) * 2, WAN).after)
        marks.append(store.action_count())
    for side, mark in zip(sides, marks, strict=True):
        with as_it_stood(store, mark) as past:
            then = compared(past, KEY_PROJECT, *(Moment(ReportPeriod(SEPTEMBER)),) * 2, WAN).after
        assert compare(KEY_PROJECT, side, then).is_same
        assert [row.id for row in side.rows] == [row.id for row in then.rows]
