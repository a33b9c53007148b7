"""What becomes of forms on the way: sorted, widened, stripped of their marks, retyped, renamed, of another round."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from fgj_desktop.exchange.form_marks import FORM_SHEET, MARKS_SHEET
from fgj_desktop.exchange.form_writer import write_form
from fgj_desktop.exchange.return_applier import apply_returns
from fgj_desktop.exchange.return_plan import Decisions, FileState, Kind
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.rules.form_making import form_spec
from fgj_desktop.rules.form_spec import FormSpec
from fgj_desktop.rules.rounds import RoundInfo, round_with_id
from fgj_desktop.store.store import Store
from tests.exchange.return_tools import (
    SECOND,
    SEPTEMBER,
    TASKS,
    UNITS,
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
HEAD = ("序号", "工作任务", "牵头单位", "累计完成", "9月下半月进展", "存在问题")


@pytest.fixture
def sent(store: Store, tmp_path: Path) -> Sent:
    add_tasks(store)
    one, spec, paths = send(store, TASKS, SECOND, tmp_path / "发放")
    return one, spec, paths[0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "收到"
    place.mkdir()
    return place


def test_sorting_that_leaves_the_hidden_ids_behind_does_no_harm(
    store: Store, sent: Sent, folder: Path
) -> None:
    one, _spec, form = sent
    with filled(form, folder / "教育局.xlsx") as sheet:
        sheet.put("放宽落户条件", TEXT, "甲。")
        first, last = sheet.row("放宽落户条件"), sheet.row("建设特色小镇")
        columns = range(2, sheet.sheet.max_column + 1)
        rows = [[sheet.sheet.cell(row, column).value for column in columns] for row in range(first, last + 1)]
        for row, values in zip(range(first, last + 1), reversed(rows), strict=True):
            for column, value in zip(columns, values, strict=True):
                sheet.sheet.cell(row, column).value = value
    plan = collected(store, one, folder)
    assert plan.exceptions == []
    assert changes_of(result_of(store, plan, "区教育局")) == {("放宽落户条件", TEXT): "甲。"}


def test_an_inserted_column_is_told_and_the_rest_is_read(store: Store, sent: Sent, folder: Path) -> None:
    one, _spec, form = sent
    with filled(form, folder / "教育局.xlsx") as sheet:
        sheet.put("放宽落户条件", TEXT, "甲。")
        at = sheet.columns["name"] + 1
        sheet.sheet.insert_cols(at)
        sheet.sheet.cell(sheet.top + 1, at).value = "经办人意见"
        sheet.sheet.cell(sheet.top + 2, at).value = "同意"
    plan = collected(store, one, folder)
    assert plan.exceptions == []
    assert changes_of(result_of(store, plan, "区教育局")) == {("放宽落户条件", TEXT): "甲。"}
    assert plan.files[0].notices == ("多出的列：经办人意见（1 格有内容），未读取。",)


def test_words_under_a_title_of_the_units_own_are_told_and_not_called_empty(
    store: Store, sent: Sent, folder: Path
) -> None:
    one, _spec, form = sent
    with filled(form, folder / "教育局.xlsx") as sheet:
        sheet.put("放宽落户条件", TEXT, "甲。")
        sheet.sheet.cell(sheet.top + 1, sheet.columns[TEXT]).value = "办理详情"
        del sheet.book[MARKS_SHEET]
        sheet.sheet.delete_rows(sheet.top)
        sheet.sheet.delete_cols(1)
    plan = collected(store, one, folder)
    assert plan.files[0].notices == ("多出的列：办理详情（1 格有内容），未读取。",)
    asked = one_exception(plan, lambda each: True)
    assert (asked.kind, "列“办理详情”对不上，请打开核对" in asked.text) == (Kind.BLANK, True)


def test_what_stands_outside_the_rows_is_named(store: Store, sent: Sent, folder: Path) -> None:
    from openpyxl.comments import Comment

    one, _spec, form = sent
    with filled(form, folder / "教育局.xlsx") as sheet:
        sheet.put("放宽落户条件", TEXT, "甲。")
        sheet.cell("放宽落户条件", TEXT).comment = Comment("待局务会审定", "科员")
        row = sheet.row("放宽落户条件") + 1
        sheet.sheet.insert_rows(row)
        sheet.sheet.cell(row, sheet.columns[TEXT]).value = "接上行：乙。"
        below = sheet.sheet.max_row + 2
        sheet.sheet.cell(below, 3).value = "注：另有两项工作未列入"
        sheet.sheet.cell(below + 1, sheet.columns[TEXT]).value = "表外的话"
    plan = collected(store, one, folder)
    assert changes_of(result_of(store, plan, "区教育局")) == {("放宽落户条件", TEXT): "甲。"}
    assert plan.files[0].notices == (
        f"第 {row} 行没有名称，未读取：“接上行：乙。”。",
        "表外的文字未读取：“注：另有两项工作未列入”、“表外的话”。",
        "批注未读取：“待局务会审定”。",
    )


def test_a_form_without_its_head_is_known_by_its_marks(store: Store, sent: Sent, folder: Path) -> None:
    one, _spec, form = sent
    with filled(form, folder / "教育局.xlsx") as sheet:
        sheet.put("放宽落户条件", TEXT, "甲。")
        sheet.sheet.delete_rows(1, sheet.top + 1)
    plan = collected(store, one, folder)
    assert "表头已被删除" in plan.files[0].reason


def test_a_formula_without_a_result_is_not_written(store: Store, sent: Sent, folder: Path) -> None:
    one, _spec, form = sent
    with filled(form, folder / "教育局.xlsx") as sheet:
        sheet.put("放宽落户条件", DONE, "=1+1")
        sheet.put("扩建中小学校", DONE, "约三所")
    plan = collected(store, one, folder)
    assert [(each.kind, each.default, len(each.cells)) for each in plan.exceptions] == [
        (Kind.CHECK, "take", 1),
        (Kind.CHECK, "keep", 1),
    ]
    apply_returns(store, plan, Decisions())
    rows = store.view(TASKS, SEPTEMBER).rows(
        [records_of(store)[one] for one in ("放宽落户条件", "扩建中小学校")]
    )
    assert [bool(row.marks.get(DONE)) for row in rows] == [False, True]


def test_a_form_without_its_hidden_parts_is_matched_by_what_it_says(
    store: Store, sent: Sent, folder: Path
) -> None:
    one, _spec, form = sent
    with filled(form, folder / "区教育局（最终）.xlsx") as sheet:
        sheet.put("放宽落户条件", TEXT, "甲。")
        sheet.put("扩建中小学校", "deadline_text", "2022年6月底前")
        del sheet.book[MARKS_SHEET]
        sheet.sheet.delete_rows(sheet.top)
        sheet.sheet.delete_cols(1)
        sheet.sheet.title = "Sheet1"
    plan = collected(store, one, folder)
    assert changes_of(result_of(store, plan, "区教育局")) == {("放宽落户条件", TEXT): "甲。"}
    asked = one_exception(plan, lambda each: True)
    assert (asked.kind, [cell.after for cell in asked.cells]) == (Kind.LOCKED, ["2022年6月底前"])


def test_a_row_that_was_added_is_asked_about(store: Store, sent: Sent, folder: Path) -> None:
    one, _spec, form = sent
    with filled(form, folder / "教育局.xlsx") as sheet:
        sheet.put("放宽落户条件", TEXT, "甲。")
        row = sheet.free_row
        for key, value in (("name", "新增托育机构"), (TEXT, "已选址。"), ("lead_unit", "区教育局")):
            sheet.sheet.cell(row, sheet.columns[key]).value = value
    plan = collected(store, one, folder)
    asked = one_exception(plan, lambda each: each.kind is Kind.ADDED_ROW)
    assert "增加了任务“新增托育机构”，台账中没有，默认不新增。" in asked.text
    apply_returns(store, plan, Decisions())
    assert "新增托育机构" not in records_of(store)
    store.undo()
    apply_returns(store, plan, Decisions({asked.id: "add"}))
    record = records_of(store)["新增托育机构"]
    row_now = store.view(TASKS, SEPTEMBER).rows([record])[0]
    assert row_now.values[TEXT] == "已选址。"
    assert row_now.values["lead_unit"] == units_of(store)["区教育局"]
    assert row_now.values["serial"] == 6


def test_a_row_whose_name_was_retyped_is_offered_as_the_one_it_is_like(
    store: Store, sent: Sent, folder: Path
) -> None:
    one, _spec, _form = sent
    rows = [HEAD, (4, "完善供水管网建设", "区水务局", None, "已完成二公里。", None)]
    rows.append((3, "改造老旧小区", "区住建局", None, "已开工。", None))
    with (folder / "汇总.csv").open("w", encoding="gb18030", newline="") as stream:
        csv.writer(stream).writerows(rows)
    plan = collected(store, one, folder)
    asked = one_exception(plan, lambda each: each.kind is Kind.UNKNOWN_ROW)
    assert "“完善供水管网建设”与台账中“完善供水管网”相近" in asked.text
    again = collected(store, one, folder, answers={asked.id: "take"})
    assert changes_of(result_of(store, again, "区水务局")) == {("完善供水管网", TEXT): "已完成二公里。"}
    apply_returns(store, plan, Decisions({asked.id: "take"}))
    record = records_of(store)["完善供水管网"]
    assert store.view(TASKS, SEPTEMBER).rows([record])[0].values[TEXT] == "已完成二公里。"


def test_the_form_of_the_last_period_is_adopted_or_sent_back(
    store: Store, sent: Sent, folder: Path, tmp_path: Path
) -> None:
    one, _spec, _form = sent
    _first, _sent, paths = send(store, TASKS, ReportPeriod.parse("2021-09-H1"), tmp_path / "上期")
    with filled(paths[0], folder / "水务局.xlsx") as sheet:
        sheet.put("完善供水管网", "original:H1", "本期已完工。")
    plan = collected(store, one, folder)
    asked = one_exception(plan, lambda each: True)
    assert asked.text == "区水务局交来的是2021年9月上半月的表，可作为本期采用或退回。"
    assert plan.message == "收到 1 个文件：非本期 1。"
    assert result_of(store, plan, "区水务局").standing == "未报"
    assert apply_returns(store, plan, Decisions()).change is None
    again = collected(store, one, folder, answers={asked.id: "take"})
    assert changes_of(result_of(store, again, "区水务局")) == {("完善供水管网", TEXT): "本期已完工。"}
    apply_returns(store, plan, Decisions({asked.id: "back"}))
    record = records_of(store)["完善供水管网"]
    assert store.view(TASKS, SEPTEMBER).rows([record])[0].values["report_state:H2"] == "退回修改"


def test_a_form_of_another_year_cannot_be_adopted(store: Store, sent: Sent, folder: Path) -> None:
    one, _spec, _form = sent
    spec = form_spec(store, TASKS, ReportPeriod.parse("2020-09-H2"))
    if not spec.rows:
        pytest.skip("the ledger has no rows in that year")
    write_form(spec, folder / "水务局.xlsx")
    plan = collected(store, one, folder)
    asked = one_exception(plan, lambda each: True)
    assert "2020年9月下半月的表，不能作为本期采用" in asked.text


def test_a_form_that_went_out_before_the_newest_is_compared_with_its_own(
    store: Store, sent: Sent, folder: Path, tmp_path: Path
) -> None:
    one, _spec, form = sent
    record = records_of(store)["放宽落户条件"]
    with store.action("改时限") as writes:
        writes.put(TASKS, record, SEPTEMBER, {"deadline_text": "2021年11月底前"})
    send(store, TASKS, SECOND, tmp_path / "再发", version=2)
    again = round_with_id(store, one.id)
    assert again is not None
    with filled(form, folder / "教育局.xlsx") as sheet:
        sheet.put("放宽落户条件", TEXT, "甲。")
    plan = collected(store, again, folder)
    asked = one_exception(plan, lambda each: True)
    assert (asked.kind, "第 1 次发放的填报表" in asked.text) == (Kind.OTHER_VERSION, True)
    assert changes_of(result_of(store, plan, "区教育局")) == {("放宽落户条件", TEXT): "甲。"}


def test_forms_that_went_out_again_to_others_only_make_no_form_an_old_one(
    store: Store, tmp_path: Path, folder: Path
) -> None:
    add_tasks(store)
    _one, _spec, forms = send(store, TASKS, SECOND, tmp_path / "发放", by_unit=True)
    with store.action("改时限") as writes:
        writes.put(TASKS, records_of(store)["完善供水管网"], SEPTEMBER, {"deadline_text": "2021年11月底前"})
    one, _spec, _forms = send(store, TASKS, SECOND, tmp_path / "再发", by_unit=True, version=2)
    for name, task in (("区教育局", "放宽落户条件"), ("区水务局", "完善供水管网")):
        form = next(each for each in forms if name in each.name)
        with filled(form, folder / f"{name}.xlsx") as sheet:
            sheet.put(task, TEXT, "有进展。")
    plan = collected(store, one, folder)
    asked = one_exception(plan, lambda each: True)
    assert (asked.kind, asked.unit) == (Kind.OTHER_VERSION, units_of(store)["区水务局"])
    assert len(changes_of(result_of(store, plan, "区教育局"))) == 1


def test_a_form_or_table_of_another_ledger_is_named(store: Store, sent: Sent, folder: Path) -> None:
    from tests.bad_workbooks import BRIDGE, HEADER, ROAD, TITLE, workbook

    one, _spec, _form = sent
    from fgj_desktop.ledgers import ledger_named

    other = form_spec(store, ledger_named("key_project"), ReportPeriod(SEPTEMBER))
    write_form(other, folder / "a.xlsx")
    workbook(folder / "b.xlsx", TITLE, HEADER, ROAD, BRIDGE)
    workbook(folder / "c.xlsx", ("姓名", "电话"), ("甲", 1))
    plan = collected(store, one, folder)
    assert [each.state for each in plan.files] == [FileState.UNRECOGNISED] * 3
    reasons = [each.reason for each in plan.files]
    assert reasons[0].startswith("是《")
    assert reasons[0].endswith("的填报表，不是《任务清单》的。")
    assert reasons[1].startswith("看起来是《")
    assert reasons[2] == "没有找到《任务清单》的表格。"
    assert plan.exceptions == []


def test_marks_that_were_touched_are_not_believed(store: Store, sent: Sent, folder: Path) -> None:
    one, _spec, form = sent
    with filled(form, folder / "教育局.xlsx") as sheet:
        sheet.put("放宽落户条件", TEXT, "甲。")
        sheet.put("放宽落户条件", "deadline_text", "2022年6月底前")
        marks = sheet.book[MARKS_SHEET]
        for row in marks.iter_rows():
            for cell in row:
                if cell.value == "2021年12月底前":
                    cell.value = "2022年6月底前"
    plan = collected(store, one, folder)
    assert one_exception(plan, lambda each: True).kind is Kind.LOCKED
    assert "隐藏的核对信息被改动过" in plan.files[0].notices[0]


def test_a_name_that_two_units_have_is_asked_about(store: Store, sent: Sent, folder: Path) -> None:
    one, _spec, form = sent
    units = units_of(store)
    with store.action("登记单位") as writes:
        writes.put(UNITS, units["区教育局"], None, {"aliases": "综合科"})
        writes.put(UNITS, units["区水务局"], None, {"aliases": "综合科"})
    with filled(form, folder / "综合科.xlsx"):
        pass
    plan = collected(store, one, folder)
    asked = one_exception(plan, lambda each: True)
    assert asked.text == "“综合科.xlsx”中的“综合科”可能是区教育局、区水务局，请选择是哪个单位报送的。"
    assert plan.files[0].state is FileState.UNRECOGNISED
    with filled(form, folder / "综合科.xlsx") as sheet:
        sheet.put("完善供水管网", TEXT, "甲。")
    plan = collected(store, one, folder)
    assert plan.exceptions == []
    assert result_of(store, plan, "区水务局").standing == "已报"


def test_forms_of_single_units_know_whose_they_are_under_any_name(
    store: Store, tmp_path: Path, folder: Path
) -> None:
    add_tasks(store)
    one, _spec, paths = send(store, TASKS, SECOND, tmp_path / "发放", by_unit=True)
    with filled(paths[0], folder / "新建 Microsoft Excel 工作表.xlsx") as sheet:
        sheet.put("放宽落户条件", TEXT, "甲。")
    with filled(paths[1], folder / "2.xlsx") as sheet:
        for row in range(1, sheet.top):
            for column in range(2, sheet.sheet.max_column + 1):
                cell = sheet.sheet.cell(row, column)
                if cell.protection.locked is False:
                    cell.value = "√"
    plan = collected(store, one, folder)
    assert plan.exceptions == []
    assert result_of(store, plan, "区教育局").standing == "已报"
    assert result_of(store, plan, "区住建局").standing == "零报告"


def test_the_same_file_twice_is_one_return(store: Store, sent: Sent, folder: Path) -> None:
    import shutil

    one, _spec, form = sent
    with filled(form, folder / "教育局.xlsx") as sheet:
        sheet.put("放宽落户条件", TEXT, "甲。")
    shutil.copy(folder / "教育局.xlsx", folder / "教育局(1).xlsx")
    with filled(form, folder / "教育局最终.xlsx") as sheet:
        sheet.put("放宽落户条件", TEXT, "甲。")
        sheet.book.properties.title = "另存"
    plan = collected(store, one, folder)
    assert plan.exceptions == []
    assert plan.message == "收到 3 个文件：已报 1，重复 2。"
    apply_returns(store, plan, Decisions())
    again = collected(store, one, folder)
    assert {each.state for each in again.files} == {FileState.KNOWN}


def test_what_was_typed_into_the_column_of_the_last_period_is_not_lost(
    store: Store, sent: Sent, folder: Path
) -> None:
    one, _spec, form = sent
    with filled(form, folder / "教育局.xlsx") as sheet:
        key = next(key for key in sheet.columns if key.startswith("former:original"))
        sheet.put("放宽落户条件", key, "写错了栏。")
    plan = collected(store, one, folder)
    asked = one_exception(plan, lambda each: each.kind is Kind.LOCKED)
    assert "（上期）" in asked.text
    apply_returns(store, plan, Decisions({asked.id: "take"}))
    record = records_of(store)["放宽落户条件"]
    assert store.view(TASKS, SEPTEMBER).rows([record])[0].values[TEXT] == "写错了栏。"


def test_a_sheet_copied_into_a_book_of_the_units_own_is_found(store: Store, sent: Sent, folder: Path) -> None:
    one, _spec, form = sent
    with filled(form, folder / "水务局汇总.xlsx") as sheet:
        sheet.put("完善供水管网", TEXT, "甲。")
        sheet.book.create_sheet("通讯录", 0).append(("姓名", "电话"))
        sheet.book[FORM_SHEET].title = "勿动"
    plan = collected(store, one, folder)
    assert changes_of(result_of(store, plan, "区水务局")) == {("完善供水管网", TEXT): "甲。"}


def test_the_table_that_went_through_all_hands_is_everybodys_under_any_name(
    store: Store, sent: Sent, folder: Path
) -> None:
    one, _spec, form = sent
    with filled(form, folder / "乐园镇汇总.xlsx") as sheet:
        for name in ("放宽落户条件", "改造老旧小区"):
            sheet.put(name, TEXT, f"{name}有进展。")
    plan = collected(store, one, folder)
    assert plan.exceptions == []
    assert [each.name for each in plan.clean] == ["区教育局", "区住建局"]
    assert result_of(store, plan, "乐园镇").standing == "未报"


def test_of_an_added_row_of_nobody_only_what_can_be_done_is_offered(
    store: Store, sent: Sent, folder: Path
) -> None:
    one, _spec, form = sent
    with filled(form, folder / "群里的.xlsx") as sheet:
        for name in ("放宽落户条件", "改造老旧小区"):
            sheet.put(name, TEXT, "有进展。")
        sheet.sheet.cell(sheet.free_row, sheet.columns["name"]).value = "新增托育机构"
        row = sheet.row("新增托育机构")
        sheet.sheet.cell(row, sheet.columns[TEXT]).value = "已选址。"
    plan = collected(store, one, folder)
    asked = one_exception(plan, lambda each: each.kind is Kind.ADDED_ROW)
    assert {each.value for each in asked.choices} <= {"leave", "add"}
    assert (asked.unit is None) == ({each.value for each in asked.choices} == {"leave"})


def test_a_file_that_is_no_return_is_looked_into_once(store: Store, sent: Sent, folder: Path) -> None:
    from fgj_desktop.exchange.return_planner import replan
    from tests.bad_workbooks import BRIDGE, HEADER, ROAD, TITLE, workbook

    one, _spec, _form = sent
    workbook(folder / "b.xlsx", TITLE, HEADER, ROAD, BRIDGE)
    plan = collected(store, one, folder)
    assert len(plan.reasons) == 1
    assert replan(store, plan, {}).files == plan.files


def test_a_row_that_was_copied_fills_gaps_and_what_differs_is_told(
    store: Store, sent: Sent, folder: Path
) -> None:
    one, _spec, form = sent
    with filled(form, folder / "教育局.xlsx") as sheet:
        sheet.put("放宽落户条件", TEXT, "甲。")
        row, free = sheet.row("放宽落户条件"), sheet.free_row
        for column in range(1, sheet.sheet.max_column + 1):
            sheet.sheet.cell(free, column).value = sheet.sheet.cell(row, column).value
        sheet.sheet.cell(free, sheet.columns[TEXT]).value = "乙。"
        sheet.sheet.cell(free, sheet.columns["problem"]).value = "缺人。"
    plan = collected(store, one, folder)
    assert plan.exceptions == []
    assert changes_of(result_of(store, plan, "区教育局")) == {
        ("放宽落户条件", TEXT): "甲。",
        ("放宽落户条件", "problem"): "缺人。",
    }
    assert [each for each in plan.files[0].notices if "9月下半月进展“乙。”未采用" in each]


def test_a_return_that_was_sent_back_comes_again_in_the_form_that_went_with_it(
    store: Store, sent: Sent, folder: Path, tmp_path: Path
) -> None:
    from fgj_desktop.exchange.form_returned import Fault, SentBack, write_returned
    from fgj_desktop.rules.rounds import standings

    one, spec, form = sent
    with filled(form, folder / "教育局.xlsx") as sheet:
        sheet.put("放宽落户条件", TEXT, "甲。")
        sheet.put("放宽落户条件", DONE, 400)
    plan = collected(store, one, folder)
    unit, record = units_of(store)["区教育局"], records_of(store)["放宽落户条件"]
    asked = one_exception(plan, lambda each: each.kind is Kind.CHECK)
    apply_returns(store, plan, Decisions({asked.id: "back"}))
    told = {(record, TEXT): "甲。"}
    back = SentBack(asked.text, (Fault(record, DONE, "400", asked.kind.value),), told)
    write_returned(spec.of_unit(unit), back, tmp_path / "退回.xlsx")
    with filled(tmp_path / "退回.xlsx", folder / "教育局改.xlsx") as sheet:
        sheet.put("放宽落户条件", DONE, 40)
    again = collected(store, one, folder)
    assert again.exceptions == []
    assert changes_of(result_of(store, again, "区教育局")) == {
        ("放宽落户条件", TEXT): "甲。",
        ("放宽落户条件", DONE): "40",
    }
    apply_returns(store, again, Decisions())
    assert {each.name: each.state for each in standings(store, one)}["区教育局"] == "已报"


def test_a_late_return_of_a_closed_period_waits_for_the_next_one(
    store: Store, sent: Sent, folder: Path
) -> None:
    from fgj_desktop.errors import UserError
    from fgj_desktop.rules.closing import apply_closing, plan_closing
    from fgj_desktop.store.closing import CLOSES
    from tests.exchange.return_tools import TOO_LATE

    one, _spec, form = sent
    with filled(form, folder / "教育局.xlsx") as sheet:
        sheet.put("放宽落户条件", TEXT, "甲。")
    closing = plan_closing(store, TASKS, SECOND)
    with store.action("定稿并锁定", kind=CLOSES) as writes:
        apply_closing(writes, closing)
    closed = round_with_id(store, one.id)
    assert closed is not None
    in_time = one_exception(collected(store, closed, folder), lambda each: each.kind is Kind.LATE)
    assert (in_time.default, "的报表没有及时汇总，本轮已定稿" in in_time.text) == ("next", True)
    plan = collected(store, closed, folder, received=TOO_LATE)
    asked = one_exception(plan, lambda each: each.kind is Kind.LATE)
    assert asked.default == "next"
    record = records_of(store)["放宽落户条件"]
    apply_returns(store, plan, Decisions())
    (row,) = store.view(TASKS, SEPTEMBER.next).rows([record])
    assert row.values["original:H1"] == "（9月下半月迟报，计入本期）甲。"
    store.undo()
    with pytest.raises(UserError, match="锁定"):
        apply_returns(store, plan, Decisions({asked.id: "now"}))


def test_without_a_form_sent_what_the_ledger_holds_is_never_written_over_unasked(
    store: Store, folder: Path
) -> None:
    from fgj_desktop.ledgers import REPORT_ROUND
    from fgj_desktop.rules.rounds import proposed_round, round_of
    from tests.bad_workbooks import workbook

    add_tasks(store)
    with store.action("开始报送") as writes:
        writes.insert(REPORT_ROUND, {**proposed_round(store, TASKS, SECOND), "deadline": "2021-10-01"})
    one = round_of(store, TASKS, SECOND)
    assert one is not None
    known = records_of(store)
    with store.action("修改") as writes:
        writes.put(TASKS, known["扩建中小学校"], SEPTEMBER, {TEXT: "台账里的话。"})
        writes.put(TASKS, known["完善供水管网"], SEPTEMBER, {TEXT: "水务局的话。"})
    rows = [
        (1, "放宽落户条件", "区教育局", 3, "甲。", None),
        (2, "扩建中小学校", "区教育局", None, "乙。", None),
        (4, "完善供水管网", "区水务局", None, "水务局的话。", None),
    ]
    workbook(folder / "群里的.xlsx", HEAD, *rows)
    plan = collected(store, one, folder)
    asked = one_exception(plan, lambda each: True)
    assert (asked.kind, [cell.label for cell in asked.cells]) == (Kind.CONFLICT, ["扩建中小学校"])
    assert changes_of(result_of(store, plan, "区教育局")) == {
        ("放宽落户条件", TEXT): "甲。",
        ("放宽落户条件", DONE): "3",
    }
    assert not result_of(store, plan, "区水务局").has_return


def test_an_empty_form_after_a_good_return_asks_nothing(store: Store, sent: Sent, folder: Path) -> None:
    one, _spec, form = sent
    with filled(form, folder / "教育局.xlsx") as sheet:
        sheet.put("放宽落户条件", TEXT, "甲。")
    apply_returns(store, collected(store, one, folder), Decisions())
    with filled(form, folder / "教育局(1).xlsx"):
        pass
    plan = collected(store, one, folder)
    assert plan.exceptions == []
    assert plan.files[0].reason == "没有比已采用的更多的内容。"
    assert result_of(store, plan, "区教育局").standing == "已报"
    assert apply_returns(store, plan, Decisions()).change is None
