from __future__ import annotations

import datetime

import pytest

from fgj_desktop.documents.text_urban import NOT_ADOPTED, own_sources, urban_progress
from fgj_desktop.documents.word_content import (
    Attachment,
    FigureRun,
    Paragraph,
    Table,
    WordDocument,
    every_block,
    every_run,
    in_sections,
    plain_text,
    text_lines,
)
from fgj_desktop.documents.word_sources import sources_document
from fgj_desktop.ledgers import UNIT_RETURN, URBAN_TASK, ledger_named
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.rules.basis import Basis
from fgj_desktop.rules.rounds import proposed_round
from fgj_desktop.rules.telling import Telling
from fgj_desktop.rules.urban_report import BY_UNIT, urban_report, without_number
from fgj_desktop.store.store import Store
from tests.sample_store import SEPTEMBER, clock, empty_store, store

__all__ = ["clock", "empty_store", "store"]
PERIOD = ReportPeriod.parse("2021-09-H2")
TASKS = (
    # Clause, task, unit, adopted, original, problem
    (
        "一、户籍制度改革",
        "简化落户手续,落实“一站式”办理",
        "区教育局",
        "已印发实施方案",
        "已印发",
        "人员力量不足。",
    ),
    ("一、户籍制度改革", "迁入城镇", "区住建局", None, "已完成迁入20人,完成率10%", "人员力量不足"),
    ("二、基本公共服务", "完善住房保障", "区水务局", None, "无更新", None),
    ("二、基本公共服务", "随迁子女入学", "乐园镇", None, None, None),
)


def fill_tasks(store: Store) -> dict[str, int]:
    units = {
        store.links().label("responsible_unit", one): one for one in store.links().labels("responsible_unit")
    }
    with store.action("录入任务") as writes:
        for number, (clause, name, unit, adopted, original, problem) in enumerate(TASKS, 1):
            writes.insert(
                URBAN_TASK,
                {
                    "serial": number,
                    "section": clause,
                    "name": name,
                    "lead_unit": units[unit],
                    "deadline_text": "2021年12月底前",
                    "progress:H2": adopted,
                    "original:H2": original,
                    "problem": problem,
                },
                SEPTEMBER,
            )
    return units


def document_of(store: Store, **options: str) -> WordDocument:
    telling = Telling(Basis.of(store, SEPTEMBER), office="浈江区发展和改革局")
    return urban_progress(telling, urban_report(store, PERIOD), datetime.date(2021, 10, 8), **options)


def test_units_are_counted_by_how_they_stand(store: Store) -> None:
    fill_tasks(store)
    text = "\n".join(text_lines(document_of(store)))
    assert "应报单位4个，已报3个（其中零报告1个：区水务局），未报1个：乐园镇。" in text


def test_what_was_registered_of_a_round_decides(store: Store) -> None:
    units = fill_tasks(store)
    with store.action("登记") as writes:
        one = writes.insert(
            ledger_named("report_round"),
            {**proposed_round(store, URBAN_TASK, PERIOD), "issuing_name": "领导小组办公室"},
        )
        for unit, state in (("乐园镇", "迟报"), ("区教育局", "退回修改")):
            writes.insert(UNIT_RETURN, {"name": unit, "round": one, "unit": units[unit], "state": state})
    lines = text_lines(document_of(store))
    assert (
        "应报单位4个，已报3个（其中迟报1个：乐园镇；零报告1个：区水务局），退回修改1个：区教育局。" in lines
    )
    assert "领导小组办公室（代章）" in lines


def test_the_adopted_words_are_told_and_a_unit_s_own_are_marked(store: Store) -> None:
    fill_tasks(store)
    paragraphs = [one for one in in_sections(document_of(store))["任务进展"] if isinstance(one, Paragraph)]
    told = {plain_text(one.runs): one.note for one in paragraphs}
    assert told == {
        "简化落户手续，落实“一站式”办理（区教育局）。已印发实施方案。": "",
        "迁入城镇（区住建局）。已完成迁入20人，完成率10%。": NOT_ADOPTED,
        "本期无新进展的任务1项：完善住房保障（区水务局）。": "",
        "本期未报送进展的任务1项：随迁子女入学（乐园镇）。": "",
    }


def test_a_problem_told_by_several_units_stands_once(store: Store) -> None:
    fill_tasks(store)
    assert "人员力量不足（区教育局、区住建局）。" in text_lines(document_of(store))


def test_clauses_are_numbered_anew(store: Store) -> None:
    fill_tasks(store)
    lines = text_lines(document_of(store))
    assert "（一）户籍制度改革" in lines
    assert "（二）基本公共服务" in lines
    assert [without_number(one) for one in ("第三条 就业", "（二）住房", "3.教育", "三农")] == [
        "就业",
        "住房",
        "教育",
        "三农",
    ]


def test_the_tasks_can_be_told_unit_by_unit(store: Store) -> None:
    fill_tasks(store)
    lines = text_lines(document_of(store, by=BY_UNIT))
    assert lines.index("（一）区教育局") < lines.index("（二）区住建局") < lines.index("（四）乐园镇")
    assert "迁入城镇。已完成迁入20人，完成率10%。" in "\n".join(lines)


def test_every_task_is_in_the_table(store: Store) -> None:
    fill_tasks(store)
    [attachment] = [
        one for one in in_sections(document_of(store))["任务进展一览表"] if isinstance(one, Attachment)
    ]
    [table] = [one for one in attachment.blocks if isinstance(one, Table)]
    assert len(table.rows) == len(TASKS)
    assert attachment.wide


def test_without_tasks_the_report_says_so(empty_store: Store) -> None:
    text = "\n".join(text_lines(document_of(empty_store)))
    assert "（任务清单没有2021年9月下半月应报送的单位，请补充。）" in text
    assert "0个" not in text


@pytest.mark.parametrize("half", ["H1", "H2"])
def test_each_half_tells_its_own(store: Store, half: str) -> None:
    fill_tasks(store)
    report = urban_report(store, ReportPeriod(SEPTEMBER, half))
    assert any(one.progress for one in report.tasks) is (half == "H2")


def test_the_counts_are_figures_of_the_report_s_own(store: Store) -> None:
    fill_tasks(store)
    document = document_of(store)
    told = {run.name: run.text for run in every_run(document.blocks) if isinstance(run, FigureRun)}
    assert told == {
        "报送.应报": "4",
        "报送.已报": "3",
        "报送.零报告": "1",
        "报送.未报": "1",
        "任务.总数": "4",
        "任务.未启动": "4",
    }


def test_the_source_page_tells_which_units_and_tasks_were_counted(store: Store) -> None:
    fill_tasks(store)
    figures = [run.name for run in every_run(document_of(store).blocks) if isinstance(run, FigureRun)]
    telling = Telling(Basis.of(store, SEPTEMBER))
    page = sources_document("进展", figures, telling, own=own_sources(urban_report(store, PERIOD)))
    overview, records = (block for block in every_block(page.blocks) if isinstance(block, Table))
    rows = {plain_text(row[1]): [plain_text(one) for one in row[2:]] for row in overview.rows}
    assert list(rows) == list(dict.fromkeys(figures))
    assert rows["报送.未报"] == ["1", "2021年9月下半月报送情况为未报的单位数", "任务清单、报送登记", "1"]
    told = {plain_text(row[0]): plain_text(row[1]) for row in records.rows}
    assert told["报送.未报"] == "共 1 条：乐园镇"
    assert told["任务.未启动"].startswith("共 4 条：")


def test_a_half_of_which_nothing_came_says_so(store: Store) -> None:
    fill_tasks(store)
    telling = Telling(Basis.of(store, SEPTEMBER))
    document = urban_progress(telling, urban_report(store, ReportPeriod(SEPTEMBER, "H1")), None)
    assert "应报单位4个，均未报送：区教育局、区住建局、区水务局、乐园镇。" in text_lines(document)
