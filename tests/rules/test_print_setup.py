"""A ledger as a print set-up has it, whole and taken apart for units and leaders."""

from __future__ import annotations

from dataclasses import replace

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.rules.ledger_sheet import OWN_GROUPS, ledger_sheet
from fgj_desktop.rules.print_parts import LEADER, UNIT, field_for, parts_of
from fgj_desktop.rules.print_setup import (
    SHEETS,
    PrintSetup,
    Seen,
    parts_as_set_up,
    sheet_as_set_up,
    sheet_of_part,
)
from fgj_desktop.store.filters import Order, equals
from fgj_desktop.store.store import Store
from tests.sample_store import SEPTEMBER

KEY = ledger_named("key_project")
BY_PLAN = (Order("annual_plan", descending=True),)


def ids(store: Store) -> list[int]:
    return store.view(KEY, SEPTEMBER).ids()


def names(sheet: object) -> list[object]:
    return [row.values["name"] for row in sheet.rows]  # type: ignore[attr-defined]


def test_the_usual_set_up_prints_what_is_seen(store: Store) -> None:
    seen = Seen(
        ("serial", "name", "annual_plan"), filters=(equals("started", 1),), order=BY_PLAN, narrowed="已开工"
    )
    sheet = sheet_as_set_up(store, KEY, SEPTEMBER, PrintSetup(), seen)
    plain = ledger_sheet(
        store, KEY, SEPTEMBER, fields=seen.fields, filters=seen.filters, order=BY_PLAN, narrowed="已开工"
    )
    assert replace(sheet, context=plain.context) == plain


def test_columns_order_and_groups_of_a_set_up_stand_above_what_is_seen(store: Store) -> None:
    setup = PrintSetup(columns=("name", "annual_plan"), order=BY_PLAN, group="responsible_unit")
    seen = Seen(("serial", "name"), order=(Order("name"),), group="sector")
    sheet = sheet_as_set_up(store, KEY, SEPTEMBER, setup, seen)
    assert [one.name for one in sheet.fields] == ["name", "annual_plan"]
    assert sheet.sections[1].heading == "二、区住建局（2 项）"
    assert [row.values["name"] for row in sheet.sections[1].rows] == [
        "十里亭镇老旧小区改造",
        "风采街道停车场建设",
    ]
    assert not sheet_as_set_up(store, KEY, SEPTEMBER, replace(setup, group=None), seen).is_grouped


def test_what_groups_follows_the_grid_until_it_is_chosen() -> None:
    assert PrintSetup().group_by("leader") == "leader"
    assert PrintSetup().group_by(None) == OWN_GROUPS
    assert PrintSetup(group=None).group_by("leader") is None


def test_own_notes_signature_and_mark_are_added(store: Store) -> None:
    usual = sheet_as_set_up(store, KEY, SEPTEMBER, PrintSetup())
    setup = PrintSetup(notes=("本表为快报数。",), signature="制表：", mark="内部资料")
    sheet = sheet_as_set_up(store, KEY, SEPTEMBER, setup)
    assert sheet.notes == (*usual.notes, f"{len(usual.notes) + 1}.本表为快报数。")
    assert (sheet.signature, sheet.mark) == ("制表：", "内部资料")
    alone = sheet_as_set_up(store, KEY, SEPTEMBER, replace(setup, usual_notes=False, signature=""))
    assert alone.notes == ("注：1.本表为快报数。",)
    assert alone.signature == ""


def test_selected_records_are_printed_in_the_order_chosen(store: Store) -> None:
    chosen = tuple(ids(store)[2:0:-1])
    sheet = sheet_as_set_up(store, KEY, SEPTEMBER, PrintSetup(), Seen(ids=chosen, narrowed="所选 2 项"))
    assert names(sheet) == ["十里亭镇老旧小区改造", "犁市镇污水处理设施及管网"]
    assert sheet.total_label == "合计（筛选后 2 项）"


def test_each_unit_gets_its_own_records_in_the_order_of_the_units_and_every_record_goes_out_once(
    store: Store,
) -> None:
    field = field_for(KEY, UNIT)
    assert field is not None
    parts = parts_as_set_up(store, KEY, SEPTEMBER, PrintSetup(order=BY_PLAN), field)
    assert [one.name for one in parts] == ["区教育局", "区住建局", "区水务局", "乐园镇"]
    assert parts[0].line == "责任单位（盖章）：区教育局"
    assert sorted(record for one in parts for record in one.ids) == sorted(ids(store))
    sheet = sheet_of_part(store, KEY, SEPTEMBER, PrintSetup(order=BY_PLAN), parts[1])
    assert names(sheet) == ["十里亭镇老旧小区改造", "风采街道停车场建设"]
    assert sheet.part == "责任单位（盖章）：区住建局"
    whole = sheet_as_set_up(store, KEY, SEPTEMBER, PrintSetup())
    some = [sheet_of_part(store, KEY, SEPTEMBER, PrintSetup(), one) for one in parts]
    assert sum(int(one.sums["annual_plan"] or 0) for one in some) == whole.sums["annual_plan"]


def test_a_record_of_two_leaders_goes_to_the_first_and_the_sheet_says_so(store: Store) -> None:
    leaders = ledger_named("leader")
    record = ids(store)[0]
    with store.action("修改") as writes:
        mayor, deputy = (
            writes.insert(leaders, {"serial": number, "name": name})
            for number, name in enumerate(("区长", "副区长"), 1)
        )
        writes.put(KEY, record, SEPTEMBER, {"leader": f",{deputy},{mayor},"})
        writes.put(KEY, ids(store)[1], SEPTEMBER, {"leader": f",{mayor},"})
    field = field_for(KEY, LEADER)
    assert field is not None
    parts = parts_of(store, KEY, SEPTEMBER, field, ids(store))
    assert [(one.line, len(one.ids)) for one in parts] == [
        ("挂点领导：区长", 1),
        ("挂点领导：副区长", 1),
        ("未填挂点领导", 4),
    ]
    assert parts[1].ids == (record,)
    several = "有几个挂点领导的项目只列入第一个。"
    told = [sheet_of_part(store, KEY, SEPTEMBER, PrintSetup(), one).notes[-1] for one in parts]
    assert [one.endswith(several) for one in told] == [False, True, False]


def test_records_without_a_leader_are_a_part_of_their_own(store: Store) -> None:
    field = field_for(KEY, LEADER)
    assert field is not None
    (part,) = parts_of(store, KEY, SEPTEMBER, field, ids(store))
    assert (part.name, part.line) == ("未填挂点领导", "未填挂点领导")


def test_a_ledger_without_leaders_cannot_be_taken_apart_by_them() -> None:
    assert field_for(ledger_named("policy_document"), LEADER) is None


def test_every_sheet_has_a_title_of_its_own() -> None:
    titles = [one.title for one in SHEETS]
    assert len(set(titles)) == len(SHEETS)
    assert "A3 横向缩至 A4" in titles
    assert {one.printed_on for one in SHEETS if one.shrunk} == {"A4"}
