"""Returns of a half month: every edit is found and nothing else, and each mischief is asked about."""

from __future__ import annotations

from pathlib import Path

import pytest

from fgj_desktop.exchange.return_applier import apply_returns
from fgj_desktop.exchange.return_plan import Decisions, FileState, Kind
from fgj_desktop.rules.form_spec import FormSpec
from fgj_desktop.rules.rounds import RoundInfo, standings
from fgj_desktop.store.store import Store
from tests.exchange.return_tools import (
    SECOND,
    SEPTEMBER,
    TASKS,
    TOO_LATE,
    add_tasks,
    changes_of,
    collected,
    filled,
    one_exception,
    records_of,
    result_of,
    send,
    units_of,
)
from tests.sample_store import clock, store

__all__ = ["clock", "store"]
TEXT, DONE = "original:H2", "done_number"
Sent = tuple[RoundInfo, FormSpec, Path]


@pytest.fixture
def sent(store: Store, tmp_path: Path) -> Sent:
    """The whole table, sent to all."""
    add_tasks(store)
    one, spec, paths = send(store, TASKS, SECOND, tmp_path / "发放")
    return one, spec, paths[0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "收到"
    place.mkdir()
    return place


def test_every_edit_is_found_and_nothing_else(store: Store, sent: Sent, folder: Path) -> None:
    one, _spec, form = sent
    with filled(form, folder / "教育局.xlsx") as sheet:
        sheet.put("放宽落户条件", TEXT, "已印发方案。")
        sheet.put("放宽落户条件", DONE, 40)
    plan = collected(store, one, folder)
    assert plan.exceptions == []
    result = result_of(store, plan, "区教育局")
    assert changes_of(result) == {
        ("放宽落户条件", TEXT): "已印发方案。",
        ("放宽落户条件", DONE): "40",
    }
    assert (result.standing, result.is_clean, result.filled) == ("已报", True, 1)
    others = [each for each in plan.units if each.unit != result.unit]
    assert {each.standing for each in others} == {"未报"}
    assert all(not each.changes for each in others)


def test_adopting_writes_text_state_and_register_in_one_step(store: Store, sent: Sent, folder: Path) -> None:
    one, _spec, form = sent
    with filled(form, folder / "教育局.xlsx") as sheet:
        sheet.put("放宽落户条件", TEXT, "已印发方案。")
    plan = collected(store, one, folder)
    before = store.action_count()
    outcome = apply_returns(store, plan, Decisions())
    assert store.action_count() == before + 1
    assert outcome.message == "已采用 1 个单位的报表，共 1 处。可按 Ctrl+Z 全部撤回。"
    row = store.view(TASKS, SEPTEMBER).rows([records_of(store)["放宽落户条件"]])[0]
    assert row.values[TEXT] == row.values["progress:H2"] == "已印发方案。"
    assert (row.values["report_state:H2"], row.values["reported_on:H2"]) == ("已报", "2021-09-30")
    states = {each.name: each.state for each in standings(store, one)}
    assert states["区教育局"] == "已报"
    assert states["区水务局"] == "未报"
    store.undo()
    row = store.view(TASKS, SEPTEMBER).rows([row.id])[0]
    assert row.values[TEXT] is None
    assert {each.state for each in standings(store, one)} == {"未报"}


def test_the_clerks_own_words_are_never_overwritten(store: Store, sent: Sent, folder: Path) -> None:
    one, _spec, form = sent
    record = records_of(store)["放宽落户条件"]
    with store.action("修改") as writes:
        writes.put(TASKS, record, SEPTEMBER, {"progress:H2": "局里改过的话。"})
    with filled(form, folder / "教育局.xlsx") as sheet:
        sheet.put("放宽落户条件", TEXT, "已印发方案。")
    apply_returns(store, collected(store, one, folder), Decisions())
    row = store.view(TASKS, SEPTEMBER).rows([record])[0]
    assert (row.values[TEXT], row.values["progress:H2"]) == ("已印发方案。", "局里改过的话。")


def test_a_locked_column_that_was_touched_is_asked_about(store: Store, sent: Sent, folder: Path) -> None:
    one, _spec, form = sent
    with filled(form, folder / "教育局.xlsx") as sheet:
        sheet.put("放宽落户条件", TEXT, "已印发方案。")
        sheet.put("放宽落户条件", "deadline_text", "2022年6月底前")
    plan = collected(store, one, folder)
    asked = one_exception(plan, lambda each: each.kind is Kind.LOCKED)
    assert "区教育局改动了锁定列“完成时限”" in asked.text
    assert not result_of(store, plan, "区教育局").is_clean
    record = records_of(store)["放宽落户条件"]
    apply_returns(store, plan, Decisions())
    assert store.view(TASKS, SEPTEMBER).rows([record])[0].values["deadline_text"] == "2021年12月底前"
    store.undo()
    apply_returns(store, plan, Decisions({asked.id: "take"}))
    assert store.view(TASKS, SEPTEMBER).rows([record])[0].values["deadline_text"] == "2022年6月底前"


def test_a_check_that_fails_is_asked_about(store: Store, sent: Sent, folder: Path) -> None:
    one, _spec, form = sent
    with filled(form, folder / "教育局.xlsx") as sheet:
        sheet.put("放宽落户条件", DONE, 400)
        sheet.put("扩建中小学校", DONE, "约5所")
        sheet.put("扩建中小学校", TEXT, "已开工 5 所。")
    plan = collected(store, one, folder)
    asked = one_exception(plan, lambda each: each.kind is Kind.CHECK)
    assert "累计完成大于目标值" in asked.text
    assert {(cell.label, cell.after) for cell in asked.cells} == {
        ("放宽落户条件", "400"),
        ("扩建中小学校", "约5所"),
    }
    assert changes_of(result_of(store, plan, "区教育局")) == {("扩建中小学校", TEXT): "已开工 5 所。"}


def test_two_versions_are_chosen_between(store: Store, sent: Sent, folder: Path) -> None:
    import os

    one, _spec, form = sent
    for number, (name, text) in enumerate((("教育局最终.xlsx", "甲。"), ("教育局最终2.xlsx", "乙。"))):
        with filled(form, folder / name) as sheet:
            sheet.put("放宽落户条件", TEXT, text)
        os.utime(folder / name, (1_632_000_000 + number,) * 2)
    plan = collected(store, one, folder)
    asked = one_exception(plan, lambda each: each.kind is Kind.VERSIONS)
    assert [each.text for each in asked.choices] == ["采用“教育局最终.xlsx”", "采用“教育局最终2.xlsx”"]
    assert changes_of(result_of(store, plan, "区教育局")) == {("放宽落户条件", TEXT): "乙。"}
    outcome = apply_returns(store, plan, Decisions({asked.id: "0"}))
    record = records_of(store)["放宽落户条件"]
    assert store.view(TASKS, SEPTEMBER).rows([record])[0].values[TEXT] == "甲。"
    assert outcome.cells == 1
    again = collected(store, one, folder)
    assert [each.state for each in again.files] == [FileState.KNOWN, FileState.KNOWN]


def test_two_sections_of_one_unit_are_joined(store: Store, sent: Sent, folder: Path) -> None:
    one, _spec, form = sent
    with filled(form, folder / "教育局基教股.xlsx") as sheet:
        sheet.put("放宽落户条件", TEXT, "甲。")
    with filled(form, folder / "教育局人事股.xlsx") as sheet:
        sheet.put("扩建中小学校", TEXT, "乙。")
    plan = collected(store, one, folder)
    assert plan.exceptions == []
    assert len(changes_of(result_of(store, plan, "区教育局"))) == 2


def test_the_same_cell_changed_here_and_there_is_asked_about(store: Store, sent: Sent, folder: Path) -> None:
    one, _spec, form = sent
    record = records_of(store)["放宽落户条件"]
    with store.action("修改") as writes:
        writes.put(TASKS, record, SEPTEMBER, {DONE: 33})
    with filled(form, folder / "教育局.xlsx") as sheet:
        sheet.put("放宽落户条件", DONE, 44)
    plan = collected(store, one, folder)
    asked = one_exception(plan, lambda each: each.kind is Kind.CONFLICT)
    (cell,) = asked.cells
    assert (cell.sent, cell.before, cell.after) == ("", "33", "44")
    apply_returns(store, plan, Decisions())
    assert store.view(TASKS, SEPTEMBER).rows([record])[0].values[DONE] == 33
    store.undo()
    apply_returns(store, plan, Decisions({asked.id: "take"}))
    assert store.view(TASKS, SEPTEMBER).rows([record])[0].values[DONE] == 44


def test_nothing_new_by_tick_and_by_words(store: Store, sent: Sent, folder: Path) -> None:
    one, _spec, form = sent
    with filled(form, folder / "a.xlsx") as sheet:
        for name in ("放宽落户条件", "扩建中小学校"):
            sheet.put(name, "nothing_new", "√")
    with filled(form, folder / "b.xlsx") as sheet:
        sheet.put("改造老旧小区", TEXT, "无更新")
    plan = collected(store, one, folder)
    assert plan.exceptions == []
    assert result_of(store, plan, "区教育局").standing == "零报告"
    assert result_of(store, plan, "区住建局").standing == "零报告"
    apply_returns(store, plan, Decisions())
    rows = {str(row.values["name"]): row.values for row in store.view(TASKS, SEPTEMBER).rows()}
    assert rows["改造老旧小区"][TEXT] == "无更新"
    assert rows["改造老旧小区"]["progress:H2"] is None
    assert rows["放宽落户条件"]["report_state:H2"] == "零报告"


def test_a_form_that_came_back_as_it_went_out_is_asked_about(store: Store, sent: Sent, folder: Path) -> None:
    one, _spec, form = sent
    with filled(form, folder / "区水务局.xlsx"):
        pass
    with filled(form, folder / "填报表.xlsx"):
        pass
    plan = collected(store, one, folder)
    blank = one_exception(plan, lambda each: each.kind is Kind.BLANK)
    assert result_of(store, plan, "区水务局").standing == "未报"
    answered = collected(store, one, folder, answers={blank.id: "zero"})
    assert result_of(store, answered, "区水务局").standing == "零报告"
    apply_returns(store, plan, Decisions({blank.id: "zero"}))
    assert {each.name: each.state for each in standings(store, one)}["区水务局"] == "零报告"


def test_whose_a_return_is_that_says_nothing_is_asked(store: Store, sent: Sent, folder: Path) -> None:
    one, _spec, form = sent
    with filled(form, folder / "填报表(1).xlsx"):
        pass
    plan = collected(store, one, folder)
    asked = one_exception(plan, lambda each: each.kind is Kind.NO_UNIT)
    assert plan.files[0].state is FileState.UNRECOGNISED
    unit = units_of(store)["乐园镇"]
    plan = collected(store, one, folder, answers={asked.id: str(unit)})
    assert one_exception(plan, lambda each: each.kind is Kind.BLANK).unit == unit


def test_rows_of_others_are_asked_about_unless_they_say_so_themselves(
    store: Store, sent: Sent, folder: Path
) -> None:
    one, _spec, form = sent
    with filled(form, folder / "教育局.xlsx") as sheet:
        sheet.put("放宽落户条件", TEXT, "甲。")
        sheet.put("完善供水管网", TEXT, "替水务局填的。")
        sheet.put("改造老旧小区", TEXT, "旧的。")
    with filled(form, folder / "住建局.xlsx") as sheet:
        sheet.put("改造老旧小区", TEXT, "丙。")
    plan = collected(store, one, folder)
    asked = one_exception(plan, lambda each: each.kind is Kind.OTHERS_ROWS)
    assert [cell.label for cell in asked.cells] == ["完善供水管网"]
    assert changes_of(result_of(store, plan, "区住建局")) == {("改造老旧小区", TEXT): "丙。"}
    assert result_of(store, plan, "区水务局").standing == "未报"


def test_a_late_return_is_marked_and_asked_about_once_the_round_is_past_collecting(
    store: Store, sent: Sent, folder: Path
) -> None:
    from fgj_desktop.ledgers import REPORT_ROUND
    from fgj_desktop.rules.rounds import round_with_id

    one, _spec, form = sent
    with filled(form, folder / "教育局.xlsx") as sheet:
        sheet.put("放宽落户条件", TEXT, "甲。")
    plan = collected(store, one, folder, received=TOO_LATE)
    assert plan.exceptions == []
    assert result_of(store, plan, "区教育局").standing == "迟报"
    with store.action("汇总") as writes:
        writes.put(REPORT_ROUND, one.id, None, {"state": "已汇总"})
    again = round_with_id(store, one.id)
    assert again is not None
    plan = collected(store, again, folder, received=TOO_LATE)
    asked = one_exception(plan, lambda each: each.kind is Kind.LATE)
    assert "可补入本期（标为迟报），或计入10月上半月" in asked.text
    apply_returns(store, plan, Decisions({asked.id: "next"}))
    record = records_of(store)["放宽落户条件"]
    assert store.view(TASKS, SEPTEMBER).rows([record])[0].values[TEXT] is None
    october = store.view(TASKS, SEPTEMBER.next).rows([record])[0]
    assert october.values["original:H1"] == "（9月下半月迟报，计入本期）甲。"
    assert october.values["report_state:H1"] == "未报"


def test_the_round_is_over_when_no_unit_is_missing(store: Store, sent: Sent, folder: Path) -> None:
    from fgj_desktop.rules.rounds import round_with_id

    one, _spec, form = sent
    with filled(form, folder / "群里的表.xlsx") as sheet:
        for name in ("放宽落户条件", "扩建中小学校", "改造老旧小区", "完善供水管网", "建设特色小镇"):
            sheet.put(name, TEXT, f"{name}有进展。")
    plan = collected(store, one, folder)
    assert plan.message == "收到 1 个文件：已报 4。"
    apply_returns(store, plan, Decisions())
    again = round_with_id(store, one.id)
    assert again is not None
    assert again.state == "已汇总"


def test_a_unit_that_is_not_chosen_is_left_for_the_next_time(store: Store, sent: Sent, folder: Path) -> None:
    one, _spec, form = sent
    for name, task in (("教育局.xlsx", "放宽落户条件"), ("水务局.xlsx", "完善供水管网")):
        with filled(form, folder / name) as sheet:
            sheet.put(task, TEXT, "甲。")
    plan = collected(store, one, folder)
    apply_returns(store, plan, Decisions(units=frozenset({units_of(store)["区教育局"]})))
    again = collected(store, one, folder)
    assert [each.state for each in again.files] == [FileState.KNOWN, FileState.TAKEN]


def test_a_return_can_be_sent_back_with_reasons(store: Store, sent: Sent, folder: Path) -> None:
    one, _spec, form = sent
    with filled(form, folder / "教育局.xlsx") as sheet:
        sheet.put("放宽落户条件", TEXT, "甲。")
    plan = collected(store, one, folder)
    unit = units_of(store)["区教育局"]
    outcome = apply_returns(store, plan, Decisions(back={unit: "请写明数量。"}))
    assert outcome.sent_back == [unit]
    found = next(each for each in standings(store, one) if each.unit == unit)
    assert (found.state, found.returns[0].text("reasons")) == ("退回修改", "请写明数量。")
    record = records_of(store)["放宽落户条件"]
    assert store.view(TASKS, SEPTEMBER).rows([record])[0].values[TEXT] is None
