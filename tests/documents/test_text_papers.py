"""Lists of problems, papers for meetings, tables of applications."""

from __future__ import annotations

import datetime

import pytest

from fgj_desktop.documents.text_applications import application_tables
from fgj_desktop.documents.text_letters import LetterOptions
from fgj_desktop.documents.text_meeting import BY_UNIT, meeting_pack
from fgj_desktop.documents.text_problems import CITY, DISTRICT, problem_report
from fgj_desktop.documents.word_content import (
    Attachment,
    Table,
    WordDocument,
    every_block,
    in_sections,
    plain_text,
    text_lines,
)
from fgj_desktop.errors import UserError
from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.values import WAN
from fgj_desktop.rules.asked_matters import asked_matters
from fgj_desktop.rules.basis import Basis
from fgj_desktop.rules.telling import Telling
from fgj_desktop.store.store import Store
from tests.sample_store import SEPTEMBER, clock, empty_store, store

__all__ = ["clock", "empty_store", "store"]
DAY = datetime.date(2021, 10, 8)
OPTIONS = LetterOptions(DAY)


def telling(store: Store) -> Telling:
    return Telling(Basis.of(store, SEPTEMBER), office="浈江区发展和改革局")


def rows_of(document: WordDocument) -> list[list[str]]:
    tables = [one for one in every_block(document.blocks) if isinstance(one, Table)]
    return [[plain_text(cell) for cell in row] for table in tables for row in table.rows]


def raise_problems(store: Store) -> list[int]:
    projects = store.view(ledger_named("key_project"), SEPTEMBER).ids()
    with store.action("登记问题") as writes:
        for name, level, category, project, state in (
            ("用地手续未完善", "市级", "征地拆迁", projects[1], "协调中"),
            ("施工许可未办理", "区级", "施工许可", projects[2], "未解决"),
            ("配套资金未到位", "区级", None, None, "未解决"),
            ("备案证已变更", "区级", "业主变更", projects[3], "已销号"),
            ("报省审批", "省级", "上级部门审批", None, "未解决"),
            ("没有层级", None, "其他", None, "未解决"),
        ):
            writes.insert(
                ledger_named("problem"),
                {
                    "name": name,
                    "solve_level": level,
                    "category": category,
                    "key_project": project,
                    "state": state,
                    "raised_on": "2021-06-10",
                },
                SEPTEMBER,
            )
    return projects


def test_the_district_is_asked_for_its_own_and_the_rest_is_counted(store: Store) -> None:
    raise_problems(store)
    document = problem_report(telling(store), OPTIONS, DISTRICT)
    assert [row[2] for row in rows_of(document)] == ["施工许可未办理", "配套资金未到位"]
    lines = text_lines(document)
    assert (
        "截至9月底，全区重点项目尚未解决的问题共4条，其中需区级层面协调解决2条，需市级层面协调解决2条。"
        in lines
    )
    assert "施工许可类问题1条。涉及犁市镇污水处理设施及管网。" in lines
    assert "未分类的问题1条。配套资金未到位。" in lines
    assert document.addressee == "区委、区政府："
    assert document.head is None
    assert "特此报告。" in lines


def test_the_city_is_asked_by_letter_and_for_the_province_too(store: Store) -> None:
    raise_problems(store)
    document = problem_report(telling(store), OPTIONS, CITY)
    assert [row[2] for row in rows_of(document)] == ["用地手续未完善", "报省审批"]
    assert document.head is not None
    assert "特此函告。" in text_lines(document)


def test_a_project_s_own_problem_is_asked_unless_the_list_has_settled_it(store: Store) -> None:
    projects = raise_problems(store)
    with store.action("填问题") as writes:
        for record in projects[3:5]:
            writes.put(
                ledger_named("key_project"), record, SEPTEMBER, {"problem": "用地未批", "solve_level": "区级"}
            )
    asked = asked_matters(Basis.of(store, SEPTEMBER))
    assert [one.project for one in asked if one.ledger == "key_project"] == ["乐园镇农贸市场提升"]


def test_nothing_to_ask_is_said(empty_store: Store) -> None:
    with pytest.raises(UserError, match="没有需市级层面协调解决的问题。"):
        problem_report(telling(empty_store), OPTIONS, CITY)


def decide(store: Store) -> None:
    projects = store.view(ledger_named("key_project"), SEPTEMBER).ids()
    with store.action("登记议定事项") as writes:
        meeting = writes.insert(
            ledger_named("meeting"), {"name": "二季度调度会", "held_on": "2021-07-15"}, SEPTEMBER
        )
        for name, project, deadline, state in (
            ("完成图审", projects[1], "2021-08-31", "推进中"),
            ("签署合同", projects[2], "2021-10-31", "推进中"),
            ("报市局", None, "2021-08-15", "已销号"),
        ):
            writes.insert(
                ledger_named("decision"),
                {
                    "name": name,
                    "meeting": meeting,
                    "key_project": project,
                    "deadline": deadline,
                    "state": state,
                },
                SEPTEMBER,
            )


def lead(store: Store) -> None:
    projects = store.view(ledger_named("key_project"), SEPTEMBER).ids()
    with store.action("挂点") as writes:
        first, second = (
            writes.insert(ledger_named("leader"), {"serial": number, "name": name})
            for number, name in enumerate(("常务副区长", "分管副区长"), 1)
        )
        for record in projects[:2]:
            writes.put(ledger_named("key_project"), record, SEPTEMBER, {"leader": f",{first},"})
        writes.put(ledger_named("key_project"), projects[2], SEPTEMBER, {"leader": f",{second},"})


def test_the_meeting_begins_with_what_was_decided_before(store: Store) -> None:
    decide(store)
    document = meeting_pack(telling(store))
    assert "以往会议议定事项共3项，已落实1项，尚未落实2项，其中逾期1项。" in text_lines(document)
    [table] = [one for one in in_sections(document)["议定事项表"] if isinstance(one, Table)]
    rows = [[plain_text(cell) for cell in row] for row in table.rows]
    assert [(row[1], row[5]) for row in rows] == [
        ("完成图审", "推进中（逾期）"),
        ("签署合同", "推进中"),
        ("报市局", "已销号"),
    ]


def test_each_leader_has_papers_and_the_furthest_behind_is_first(store: Store) -> None:
    lead(store)
    decide(store)
    raise_problems(store)
    attachments = [
        one for one in every_block(meeting_pack(telling(store)).blocks) if isinstance(one, Attachment)
    ]
    assert [(one.number, one.title) for one in attachments] == [
        (1, "常务副区长挂点重点项目情况"),
        (2, "分管副区长挂点重点项目情况"),
        (3, "未明确挂点领导的重点项目情况"),
    ]
    words = "\n".join(
        plain_text(cell)
        for table in attachments[1].blocks
        if isinstance(table, Table)
        for row in table.rows
        for cell in row
    )
    assert "施工许可未办理" in words
    assert "签署合同" in words
    assert "完成图审" not in words


def test_the_papers_can_be_made_unit_by_unit(store: Store) -> None:
    attachments = [
        one
        for one in every_block(meeting_pack(telling(store), by=BY_UNIT).blocks)
        if isinstance(one, Attachment)
    ]
    assert attachments[0].title == "区住建局重点项目情况"
    assert len(attachments) == 4


def test_a_meeting_without_projects_says_so(empty_store: Store) -> None:
    lines = text_lines(meeting_pack(telling(empty_store)))
    assert "没有以往会议议定事项。" in lines
    assert "没有提请协调的事项。" in lines
    assert "（区市重点项目台账没有项目，请补充。）" in lines


def put_forward(store: Store) -> None:
    with store.action("申报") as writes:
        for name, level, kind, whole, plan in (
            ("甲", "省", "正式项目", 30_000, 8_000),
            ("乙", "省", "正式项目", 20_000, 2_000),
            ("丙", "市", "前期预备项目", 50_000, None),
        ):
            writes.insert(
                ledger_named("application"),
                {
                    "name": name,
                    "level": level,
                    "kind": kind,
                    "plan_year": 2022,
                    "total_investment": whole * WAN,
                    "annual_plan": None if plan is None else plan * WAN,
                },
                SEPTEMBER,
            )


def test_each_kind_of_application_has_a_table_with_its_sum(store: Store) -> None:
    put_forward(store)
    document = application_tables(telling(store), DAY)
    attachments = [one for one in every_block(document.blocks) if isinstance(one, Attachment)]
    assert [one.title.replace("\n", "") for one in attachments] == [
        "2022年省重点建设项目计划申报表（正式项目）",
        "2022年市重点建设项目计划申报表（前期预备项目）",
    ]
    rows = rows_of(document)
    assert [cell for cell in rows[0] if cell] == ["合计（2个）", "50,000", "10,000"]
    assert [cell for cell in rows[3] if cell] == ["合计（1个）", "50,000"]
    assert "省、市重点申报项目有重叠，不相加。" in text_lines(document)


def test_nothing_put_forward_makes_no_table(empty_store: Store) -> None:
    document = application_tables(telling(empty_store), DAY)
    assert not rows_of(document)
    assert "（省市重点申报没有2021年1—9月的省重点申报项目，请补充。）" in text_lines(document)
