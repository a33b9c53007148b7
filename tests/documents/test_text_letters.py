from __future__ import annotations

import datetime

import pytest

from fgj_desktop.documents.text_letters import (
    LetterOptions,
    chase_letter,
    reminder_letter,
    supervision_letter,
)
from fgj_desktop.documents.word_content import (
    Attachment,
    HeadStyle,
    Signature,
    Table,
    every_block,
    plain_text,
    text_lines,
)
from fgj_desktop.errors import UserError
from fgj_desktop.ledgers import URBAN_TASK, ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.rules.basis import Basis
from fgj_desktop.rules.letters import answer_by, supervised_matters
from fgj_desktop.rules.rounds import RoundInfo
from fgj_desktop.rules.telling import Telling
from fgj_desktop.store.store import Store
from tests.sample_store import SEPTEMBER, clock, empty_store, store

__all__ = ["clock", "empty_store", "store"]
DAY = datetime.date(2021, 10, 8)
OPTIONS = LetterOptions(DAY, number="浈发改函〔2021〕20号")


def telling(store: Store, month: Month = SEPTEMBER) -> Telling:
    return Telling(Basis.of(store, month), office="浈江区发展和改革局")


def rows_of(document: object) -> list[list[str]]:
    [table] = [one for one in every_block(document.blocks) if isinstance(one, Table)]  # type: ignore[attr-defined]
    return [[plain_text(cell) for cell in row] for row in table.rows]


def raise_problem(store: Store, unit: str, **values: object) -> None:
    links = store.links()
    with store.action("登记问题") as writes:
        writes.insert(
            ledger_named("problem"),
            {
                "name": "用地手续未完善",
                "responsible_unit": links.find("responsible_unit", unit),
                "raised_on": "2021-06-10",
                "state": "协调中",
                **values,
            },
            SEPTEMBER,
        )


def test_a_letter_has_its_head_its_addressee_and_its_end(store: Store) -> None:
    letter = reminder_letter(telling(store), OPTIONS, ["区住建局"])
    assert letter.head is not None
    assert (letter.head.office, letter.head.number) == ("浈江区发展和改革局", "浈发改函〔2021〕20号")
    assert letter.addressee == "区住建局："
    lines = text_lines(letter)
    assert "特此函告。" in lines
    assert any("请于2021年10月15日前将整改情况书面反馈我局。" in line for line in lines)
    assert not any("请批示" in line or "！" in line for line in lines)


def test_the_unit_s_own_projects_are_told_with_the_verdict(store: Store) -> None:
    lines = text_lines(reminder_letter(telling(store), OPTIONS, ["区住建局"]))
    assert (
        "截至9月底，区住建局负责的2个重点项目年度计划投资0.8亿元，累计完成投资0.24亿元，"
        "占年度计划30%（时间进度75%），严重滞后于时间进度。"
        "其中未开工项目1个，未产生投资项目1个，落后时间进度项目1个。"
    ) in lines


def test_without_a_name_all_units_that_lag_are_written_to(store: Store) -> None:
    letter = reminder_letter(telling(store), OPTIONS)
    assert letter.addressee == "区住建局、区水务局、乐园镇："
    assert [row[1] for row in rows_of(letter)] == [
        "风采街道停车场建设",
        "十里亭镇老旧小区改造",
        "新韶镇供水管网改造",
        "乐园镇农贸市场提升",
    ]


def test_a_unit_that_does_not_lag_gets_no_letter(store: Store) -> None:
    with pytest.raises(UserError, match="区教育局没有2021年1—9月进度滞后的项目，无需发提醒函。"):
        reminder_letter(telling(store), OPTIONS, ["区教育局"])


def test_what_is_supervised_is_told_once_and_by_unit(store: Store) -> None:
    raise_problem(store, "区水务局", supervised=1, deadline="2021-08-31", progress="已报市局,待批")
    raise_problem(store, "区教育局", deadline="2021-08-31")
    raise_problem(store, "区住建局", supervised=1, state="已销号")
    letter = supervision_letter(telling(store), OPTIONS)
    assert [(row[1], row[2], row[4], row[5]) for row in rows_of(letter)] == [
        ("区教育局", "逾期未解决的问题", "2021年8月31日", "未填写"),
        ("区水务局", "提请督办的问题", "2021年8月31日", "已报市局，待批"),
    ]
    assert "提请督办的问题1项（区水务局1项）。" in text_lines(letter)


def test_the_city_s_own_units_are_not_supervised(store: Store) -> None:
    with store.action("登记单位") as writes:
        writes.insert(
            ledger_named("responsible_unit"),
            {"serial": 9, "name": "市代建局", "short_name": "市代建局", "unit_type": "市直"},
        )
    raise_problem(store, "市代建局", supervised=1)
    assert supervised_matters(Basis.of(store, SEPTEMBER)) == []


def test_a_project_past_its_month_of_beginning_is_supervised(store: Store) -> None:
    ledger = ledger_named("key_project")
    with store.action("计划开工") as writes:
        for record, planned in zip(
            store.view(ledger, SEPTEMBER).ids()[3:], ("2021-06", "2021-06", "2021-11"), strict=True
        ):
            writes.put(ledger, record, SEPTEMBER, {"planned_start": planned})
    assert [(one.name, one.kind) for one in supervised_matters(Basis.of(store, SEPTEMBER))] == [
        ("新韶镇供水管网改造", "已过计划开工月份未开工")
    ]


def test_nothing_to_supervise_is_said(empty_store: Store) -> None:
    with pytest.raises(UserError, match="没有需要督办的事项"):
        supervision_letter(telling(empty_store), OPTIONS)
    with pytest.raises(UserError, match="无需发提醒函"):
        reminder_letter(telling(empty_store), OPTIONS)


def round_info(**values: str) -> RoundInfo:
    known = {
        "name": "新型城镇化半月进展（2021年9月下半月）",
        "rule_title": "新型城镇化半月进展",
        "issuing_name": "区新型城镇化领导小组办公室",
        "deadline": "2021-09-30",
        "deadline_time": "17:00",
        "telephone": "0751-0000000",
    }
    return RoundInfo(1, URBAN_TASK, ReportPeriod.parse("2021-09-H2"), {**known, **values})


def test_a_report_not_sent_is_asked_for_in_the_name_of_the_round(store: Store) -> None:
    letter = chase_letter(telling(store), OPTIONS, round_info(), ["区教育局", "乐园镇"])
    lines = text_lines(letter)
    assert letter.head is not None
    assert letter.head.office == "区新型城镇化领导小组办公室"
    assert letter.addressee == "区教育局、乐园镇："
    assert any(
        "应于2021年9月30日17:00前报送新型城镇化半月进展（2021年9月下半月）。" in line for line in lines
    )
    assert any(line.endswith("电话：0751-0000000。") for line in lines)
    assert "区新型城镇化领导小组办公室（代章）" in lines


def test_the_bureau_s_own_round_is_signed_without_a_borrowed_seal(store: Store) -> None:
    letter = chase_letter(telling(store), OPTIONS, round_info(issuing_name="浈江区发展和改革局"), ["乐园镇"])
    [signature] = [one for one in every_block(letter.blocks) if isinstance(one, Signature)]
    assert not signature.on_behalf


def test_a_round_that_is_complete_needs_no_letter(store: Store) -> None:
    with pytest.raises(UserError, match="没有未报的单位，无需发催报函。"):
        chase_letter(telling(store), OPTIONS, round_info(), [])


def test_an_answer_is_asked_for_on_a_workday() -> None:
    assert answer_by(datetime.date(2021, 9, 24)) == datetime.date(2021, 10, 8), "1 to 7 October are off"


def test_the_head_can_be_left_to_the_paper(store: Store) -> None:
    options = LetterOptions(DAY, style=HeadStyle.PREPRINTED)
    letter = reminder_letter(telling(store), options)
    assert letter.head is not None
    assert letter.head.style is HeadStyle.PREPRINTED
    assert next(one for one in every_block(letter.blocks) if isinstance(one, Attachment)).wide
