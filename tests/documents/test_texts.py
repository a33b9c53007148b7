"""What holds of every text that documents are made of: its language, its names, and that it can always be filled."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

import pytest

from fgj_desktop.documents.text_applications import application_tables
from fgj_desktop.documents.text_bulletin import bulletin
from fgj_desktop.documents.text_letters import (
    LetterOptions,
    chase_letter,
    reminder_letter,
    supervision_letter,
)
from fgj_desktop.documents.text_meeting import meeting_pack
from fgj_desktop.documents.text_problems import CITY, DISTRICT, problem_report
from fgj_desktop.documents.text_skeleton import skeleton, unfilled
from fgj_desktop.documents.text_summary import quarterly_summary
from fgj_desktop.documents.text_urban import urban_progress
from fgj_desktop.documents.word_content import Section, WordDocument, every_block, text_lines
from fgj_desktop.ledgers import URBAN_TASK, ledger_named
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.ledgers.values import WAN
from fgj_desktop.resources import resource_path
from fgj_desktop.rules.basis import Basis
from fgj_desktop.rules.rounds import RoundInfo
from fgj_desktop.rules.telling import Telling
from fgj_desktop.rules.urban_report import urban_report
from fgj_desktop.store.store import Store
from tests.sample_store import SEPTEMBER, clock, empty_store, store

__all__ = ["clock", "empty_store", "store"]
PERIOD = ReportPeriod.parse("2021-09-H2")
OPTIONS = LetterOptions(datetime.date(2021, 10, 8))
NAMES = sorted(path.stem for path in resource_path("texts").glob("*.txt"))
Make = Callable[[Telling, Store], WordDocument]
DOCUMENTS: dict[str, Make] = {
    "工作总结": lambda telling, _: quarterly_summary(telling),
    "新型城镇化工作进展情况": lambda telling, store: urban_progress(
        telling, urban_report(store, PERIOD), OPTIONS.day
    ),
    "重点项目建设进展情况通报": lambda telling, _: bulletin(telling, OPTIONS.day),
    "提醒函": lambda telling, _: reminder_letter(telling, OPTIONS),
    "督办函": lambda telling, _: supervision_letter(telling, OPTIONS),
    "催报函": lambda telling, _: chase_letter(
        telling, OPTIONS, RoundInfo(1, URBAN_TASK, PERIOD, {}), ["区教育局"]
    ),
    "问题清单报送件（区级）": lambda telling, _: problem_report(telling, OPTIONS, DISTRICT),
    "问题清单报送件（市级）": lambda telling, _: problem_report(telling, OPTIONS, CITY),
    "调度会材料": lambda telling, _: meeting_pack(telling),
    "申报汇总表": lambda telling, _: application_tables(telling, OPTIONS.day),
}
ALWAYS = (
    "工作总结",
    "新型城镇化工作进展情况",
    "重点项目建设进展情况通报",
    "催报函",
    "调度会材料",
    "申报汇总表",
)
"""Those that are written of an empty file too; the others say that there is nothing to write about."""


def many_projects(store: Store) -> None:
    projects, units = ledger_named("key_project"), store.links().labels("responsible_unit")
    with store.action("导入") as writes:
        for number in range(1, 301):
            writes.insert(
                projects,
                {
                    "serial": number + 10,
                    "name": f"第{number}个项目（一期）",
                    "level": ("区", "市、区", "省、市、区")[number % 3],
                    "nature": "续建",
                    "responsible_unit": list(units)[number % len(units)],
                    "annual_plan": number * 100 * WAN,
                    "invested_to_date": None if number % 4 == 0 else number * 25 * (number % 4) * WAN,
                    "started": number % 2,
                    "listed": number % 5 > 0,
                    "planned_start": "2021-03",
                    "problem": "用地手续未完善" if number % 3 else None,
                    "solve_level": ("区级", "市级")[number % 2],
                },
                SEPTEMBER,
            )


def telling(store: Store) -> Telling:
    return Telling(Basis.of(store, SEPTEMBER), office="浈江区发展和改革局")


def test_every_text_has_a_document() -> None:
    assert set(NAMES) <= set(DOCUMENTS) | {"填报通知"}
    assert set(DOCUMENTS) <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_text_is_written_as_official_chinese(name: str) -> None:
    text = re.sub(r"\{\{.*?\}\}|^[#>@!] ", "", skeleton(name), flags=re.MULTILINE)
    for wrong in ("截止9", "截止月", "您", "你", "！", "!", "1-9月"):
        assert wrong not in text, wrong
    assert not re.search(r"[\u4e00-\u9fff][,;:()?]|[,;:()?][\u4e00-\u9fff]", text)
    assert re.search(r"^# ", skeleton(name), re.MULTILINE)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_three_hundred_projects_fill_every_document(store: Store, name: str) -> None:
    many_projects(store)
    document = DOCUMENTS[name](telling(store), store)
    text = "\n".join(text_lines(document))
    for wrong in ("{", "}", "None", "—亿元", "。。", "，。", "；。", "nan"):
        assert wrong not in text, wrong


@pytest.mark.parametrize("name", ALWAYS)
def test_an_empty_file_fills_it_too(empty_store: Store, name: str) -> None:
    text = "\n".join(text_lines(DOCUMENTS[name](telling(empty_store), empty_store)))
    for wrong in ("{", "None", "—亿元", "0个", "0项"):
        assert wrong not in text, wrong


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_template_of_a_document_names_each_of_its_sections_once(store: Store, name: str) -> None:
    many_projects(store)
    sections = [
        one.name
        for one in every_block(DOCUMENTS[name](telling(store), store).blocks)
        if isinstance(one, Section)
    ]
    template = "\n".join(text_lines(unfilled(skeleton(name))))
    assert sections or name == "工作总结"
    assert all(template.count(f"{{{{{section}}}}}") == 1 for section in sections)
