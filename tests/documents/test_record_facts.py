"""The sheet of a record says what the file holds, in the parts of the card, for any ledger."""

from __future__ import annotations

import pytest

from fgj_desktop.documents.record_facts import record_sheets
from fgj_desktop.documents.record_sheet import Fact, Facts, Photos, RecordSheet, Rows
from fgj_desktop.ledgers import ATTACHMENT, NAVIGATION, Ledger, ledger_named
from fgj_desktop.ledgers.record_parts import is_light
from fgj_desktop.ledgers.values import DASH, WAN
from fgj_desktop.rules.cell_text import cell_text
from fgj_desktop.store.attachments import attachment_folder, keep_content
from fgj_desktop.store.store import Store
from tests.sample_store import AUGUST, SEPTEMBER

KEY = ledger_named("key_project")


def first(store: Store, ledger: Ledger = KEY) -> int:
    return store.view(ledger, SEPTEMBER).ids()[0]


def sheet_of(store: Store, record: int, ledger: Ledger = KEY) -> RecordSheet:
    (sheet,) = record_sheets(store, ledger, [record], SEPTEMBER, WAN)
    return sheet


def facts_of(sheet: RecordSheet) -> dict[str, Fact]:
    return {fact.label: fact for part in sheet.parts if isinstance(part, Facts) for fact in part.facts}


def table_of(sheet: RecordSheet, title: str) -> list[tuple[str, ...]]:
    table = next(part.table for part in sheet.parts if isinstance(part, Rows) and part.title == title)
    return [tuple(column.title for column in table.columns), *(row.cells for row in table.rows)]


@pytest.mark.parametrize("ledger", NAVIGATION, ids=lambda ledger: ledger.name)
def test_every_filled_field_of_every_ledger_is_on_its_sheet(store: Store, ledger: Ledger) -> None:
    context = store.context(SEPTEMBER)
    for row in store.view(ledger, SEPTEMBER).rows():
        facts = facts_of(sheet_of(store, row.id, ledger))
        for field in ledger.fields:
            text = cell_text(field, row, context)
            if text and field.item is None and not is_light(field):
                assert facts[field.title_for(SEPTEMBER)].text == text


def test_the_head_says_whose_sheet_it_is_and_as_of_when(store: Store) -> None:
    store.settings.set("office", "浈江区发展和改革局")
    sheet = sheet_of(store, first(store))
    assert sheet.title == "乐园镇中心小学扩建项目一项一档"
    assert sheet.left_line == "填报单位（盖章）：浈江区发展和改革局"
    assert sheet.middle_line == "数据截至2021年9月30日"
    assert sheet.right_line == "单位：万元"
    assert sheet.signature.startswith("业主（签名）：")


def test_a_ledger_without_periods_has_no_date_and_no_months(store: Store) -> None:
    units = ledger_named("responsible_unit")
    sheet = sheet_of(store, first(store, units), units)
    assert sheet.middle_line == ""
    assert sheet.right_line == ""
    assert not [part for part in sheet.parts if isinstance(part, Rows)]
    assert "业主" not in sheet.signature


def test_the_months_of_the_year_show_what_each_reported(store: Store) -> None:
    head, august, september = table_of(sheet_of(store, first(store)), "2021年各月")
    assert head[:4] == ("月份", "当月完成投资", "累计完成投资", "占年度计划")
    place = head.index("形象进度")
    assert august[0] == "8月"
    assert august[place] == "主体施工"
    assert september[:4] == ("9月", "400", "3,200", "80.00%")
    assert september[place] == ""


def test_what_is_carried_from_before_is_said(store: Store) -> None:
    notes = sheet_of(store, first(store)).notes
    assert "本月未填，沿用以前的：形象进度（8月）、是否开工（8月）、是否统计入库（8月）。" in notes


def test_approvals_are_a_table_once_one_is_filled(store: Store) -> None:
    record = first(store)
    assert not [part for part in sheet_of(store, record).parts if part.title == "前期手续"]
    with store.action("填写") as writes:
        writes.set(KEY, record, "approval_state:立项", SEPTEMBER, "已办结")
        writes.set(KEY, record, "approval_document:立项", SEPTEMBER, "浈发改〔2021〕3号")
    head, filled, *others = table_of(sheet_of(store, record), "前期手续")
    assert head == ("事项", "办理状态", "文号", "办结日期")
    assert filled == ("立项", "已办结", "浈发改〔2021〕3号", "")
    assert len(others) == 8


def test_a_dash_stays_a_dash_and_an_empty_place_is_seen(store: Store) -> None:
    record = first(store)
    with store.action("填写") as writes:
        writes.set(KEY, record, "scope", SEPTEMBER, DASH)
    facts = facts_of(sheet_of(store, record))
    assert facts["建设内容及规模"].text == "—"
    assert facts["项目代码"].text == ""
    assert "曾用名" not in facts


def test_findings_and_their_answers_are_notes(store: Store) -> None:
    record = first(store)
    with store.action("填写") as writes:
        writes.set(KEY, record, "invested_to_date", SEPTEMBER, 2000 * WAN)
    assert any("累计数小于上月" in note for note in sheet_of(store, record).notes)
    with store.action("填写") as writes:
        writes.set(KEY, record, "reduction_note", SEPTEMBER, "审计核减。")
    (note,) = [note for note in sheet_of(store, record).notes if "累计数小于上月" in note]
    assert note.endswith("已说明：审计核减。")


def test_an_empty_record_has_a_sheet_to_be_filled_in(store: Store) -> None:
    with store.action("新增") as writes:
        record = writes.insert(KEY, {}, SEPTEMBER)
    sheet = sheet_of(store, record)
    assert sheet.title == "（未填项目名称）一项一档"
    assert facts_of(sheet)["项目名称"].text == ""


def test_several_records_come_in_the_order_asked_for_and_the_gone_are_left_out(store: Store) -> None:
    ids = store.view(KEY, SEPTEMBER).ids()
    sheets = record_sheets(store, KEY, [ids[2], 12345, ids[0]], SEPTEMBER, WAN)
    assert [sheet.name for sheet in sheets] == ["犁市镇污水处理设施及管网", "乐园镇中心小学扩建项目"]


def test_an_earlier_month_is_as_it_was(store: Store) -> None:
    (sheet,) = record_sheets(store, KEY, [first(store)], AUGUST, WAN)
    assert [line[0] for line in table_of(sheet, "2021年各月")] == ["月份", "8月"]
    assert facts_of(sheet)["1—8月累计完成投资（纳统）"].text == "2,800"


def attach(store: Store, record: int, name: str, **values: str) -> str:
    kept = keep_content(store.path, name, name.encode())
    with store.action("添加附件") as writes:
        writes.insert(
            ATTACHMENT,
            {"owner_ledger": KEY.name, "owner": record, "name": name, "category": kept.category}
            | {"digest": kept.digest, "size": kept.size}
            | values,
        )
    return kept.digest


def test_the_four_newest_photos_and_the_names_of_other_files_are_on_it(store: Store) -> None:
    record = first(store)
    for number in range(1, 7):
        attach(store, record, f"工地{number}.jpg", taken_on=f"2021-09-0{number}", note=f"第{number}次")
    attach(store, record, "批复.pdf", note="立项批复")
    sheet = sheet_of(store, record)
    (photos,) = [part for part in sheet.parts if isinstance(part, Photos)]
    assert [photo.caption for photo in photos.photos] == [
        f"第{number}次　2021年9月{number}日" for number in (3, 4, 5, 6)
    ]
    assert all(photo.path is not None and photo.path.is_file() for photo in photos.photos)
    assert photos.more == "另有较早的照片 2 张，未打印。"
    assert facts_of(sheet)["附件"].text == "批复.pdf（立项批复）"


def test_a_photo_whose_file_is_gone_has_no_path(store: Store) -> None:
    record = first(store)
    digest = attach(store, record, "工地.jpg")
    next(attachment_folder(store.path).glob(f"*/{digest}*")).unlink()
    (photos,) = [part for part in sheet_of(store, record).parts if isinstance(part, Photos)]
    assert photos.photos[0].path is None
    assert photos.photos[0].caption == "工地"
