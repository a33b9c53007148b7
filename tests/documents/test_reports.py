"""Every document is written by its template, of an empty ledger and of many projects, and tells where its figures come from."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path

import pytest

from fgj_desktop.documents.reports import BY_TITLE, REPORTS, Report, ReportRequest, file_title, make_report
from fgj_desktop.documents.text_letters import LetterOptions
from fgj_desktop.documents.text_skeleton import unfilled
from fgj_desktop.documents.word_content import HeadStyle, Table, every_block, plain_text, text_lines
from fgj_desktop.documents.word_file import word_bytes
from fgj_desktop.documents.word_names import WordValues
from fgj_desktop.documents.word_open import open_word
from fgj_desktop.documents.word_sources import sources_document
from fgj_desktop.documents.word_stamp import KIND, PERIOD, is_edited, read_stamp
from fgj_desktop.documents.word_templates import (
    copy_templates,
    shipped_template,
    template_folder,
    template_of,
)
from fgj_desktop.documents.word_update import Moved, update_figures
from fgj_desktop.errors import UserError
from fgj_desktop.ledgers import KEY_PROJECT, URBAN_TASK, ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.resources import resource_path
from fgj_desktop.store.store import Store
from tests.documents.word_tools import lines
from tests.sample_store import SEPTEMBER, WAN, clock, empty_store, store

__all__ = ["clock", "empty_store", "store"]
DAY = datetime.date(2021, 10, 8)
PLAIN = [kind.title for kind in REPORTS if not kind.is_letter and kind.command != "problems"]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def request(store: Store, **given: object) -> ReportRequest:
    letter = LetterOptions(DAY, **given)  # type: ignore[arg-type]
    return ReportRequest(store, ReportPeriod(SEPTEMBER, "H2"), letter)


def made_by_template(store: Store, title: str, **given: object) -> Report:
    template = shipped_template(title)
    return make_report(BY_TITLE[title], request(store, **given), (template.read_bytes(), template.name))


def many_projects(store: Store) -> None:
    units = list(store.links().labels("responsible_unit"))
    with store.action("导入") as writes:
        for number in range(300):
            writes.insert(
                KEY_PROJECT,
                {
                    "serial": 100 + number,
                    "name": f"第{number}个项目<&>",
                    "level": "区",
                    "responsible_unit": units[number % len(units)],
                    "annual_plan": 1000 * WAN,
                    "invested_to_date": number * 3 * WAN,
                    "started": number % 2,
                },
                SEPTEMBER,
            )
        for number in range(60):
            writes.insert(URBAN_TASK, {"serial": number, "name": f"任务{number}"}, SEPTEMBER)


def test_the_templates_are_what_the_maker_makes_of_the_texts() -> None:
    texts = sorted(resource_path("texts").glob("*.txt"))
    assert {one.stem for one in texts} >= set(BY_TITLE)
    for text in texts:
        made = word_bytes(unfilled(text.read_text(encoding="utf-8")))
        with zipfile.ZipFile(io.BytesIO(made)) as new, zipfile.ZipFile(shipped_template(text.stem)) as old:
            assert new.namelist() == old.namelist()
            # Parts, not files: another zlib packs the same differently.
            assert all(new.read(name) == old.read(name) for name in new.namelist()), text.stem


@pytest.mark.parametrize("title", PLAIN)
def test_a_document_of_an_empty_ledger_is_whole(empty_store: Store, title: str) -> None:
    made = made_by_template(empty_store, title)
    assert not [line for line in lines(made.content) if "{{" in line]
    assert not is_edited(made.content)


@pytest.mark.parametrize("title", [*PLAIN, "提醒函"])
def test_a_document_of_300_projects_is_whole(store: Store, title: str) -> None:
    many_projects(store)
    made = made_by_template(store, title)
    text = lines(made.content)
    assert not [line for line in text if "{{" in line]
    document = open_word(made.content, "")
    numbers = [one.get(f"{W}val") for one in document.element.body.iter(f"{W}id")]
    assert len(numbers) == len(set(numbers))
    if title == "提醒函":
        assert any(line.startswith("第299个项目<&>") or "个项目<&>" in line for line in text)


@pytest.mark.parametrize("title", PLAIN)
def test_the_template_says_what_the_program_says_without_one(store: Store, title: str) -> None:
    by_template = made_by_template(store, title)
    direct = make_report(BY_TITLE[title], request(store))
    assert lines(by_template.content) == lines(direct.content)
    assert [(one.name, one.text) for one in by_template.figures] == [
        (one.name, one.text) for one in direct.figures
    ]


def test_a_document_notes_what_it_is_and_of_which_period(store: Store) -> None:
    half, month = made_by_template(store, "新型城镇化工作进展情况"), made_by_template(store, "工作总结")
    assert (read_stamp(half.content)[KIND], read_stamp(half.content)[PERIOD]) == (
        "新型城镇化工作进展情况",
        "2021-09-H2",
    )
    assert read_stamp(month.content)[PERIOD] == "2021-09"
    period = ReportPeriod(Month(2021, 9), "H2")
    assert file_title(half.kind, period) == "新型城镇化工作进展情况（2021年9月下半月）"
    assert file_title(month.kind, period) == "工作总结（2021年1—9月）"


@pytest.mark.parametrize("style", list(HeadStyle))
def test_a_letter_by_template_has_the_head_that_is_asked_for(store: Store, style: HeadStyle) -> None:
    store.settings.set("office", "浈江区发展和改革局")
    made = made_by_template(store, "提醒函", style=style, number="浈发改函〔2021〕12号")
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        header = archive.read("word/header1.xml").decode()
        main = archive.read("word/document.xml").decode()
    assert ("浈江区发展和改革局" in header) == (style is HeadStyle.FULL)
    assert ("w:pBdr" in header) == (style is HeadStyle.FULL)
    assert ("w:titlePg" in main) == (style is not HeadStyle.NONE)
    assert "浈发改函〔2021〕12号" in lines(made.content)


def test_a_letter_without_a_number_leaves_room_for_it(store: Store) -> None:
    assert "〔　　〕　　号" in lines(made_by_template(store, "提醒函").content)


def test_the_attachment_of_a_letter_is_the_last_page(store: Store) -> None:
    body = open_word(made_by_template(store, "提醒函").content, "").element.body
    sections = list(body.iter(f"{W}sectPr"))
    assert [one.find(f"{W}pgSz").get(f"{W}orient") for one in sections] == [None, "landscape"]
    assert sections[0].find(f"{W}titlePg") is not None
    assert sections[1].getparent() is body


def test_a_letter_that_nobody_needs_is_refused_in_words(empty_store: Store) -> None:
    with pytest.raises(UserError, match="无需发提醒函"):
        made_by_template(empty_store, "提醒函")
    with pytest.raises(UserError, match="还没有报送轮次"):
        made_by_template(empty_store, "催报函")


def test_templates_are_copied_once_and_what_the_clerk_made_of_them_stays(store: Store) -> None:
    assert {one.stem for one in copy_templates(store.path)} >= set(BY_TITLE)
    own = template_folder(store.path) / "工作总结.docx"
    own.write_bytes(word_bytes(unfilled("# 我的总结\n完成{{区重点.完成投资}}亿元。")))
    assert copy_templates(store.path) == []
    path, note = template_of(store.path, "工作总结")
    assert (path, note) == (own, "")
    made = make_report(BY_TITLE["工作总结"], request(store), (path.read_bytes(), path.name))
    assert lines(made.content)[:2] == ["我的总结", "完成0.82亿元。"]


def test_without_a_folder_to_write_to_the_shipped_template_is_used(store: Store, tmp_path: Path) -> None:
    (tmp_path / "公文模板").write_bytes(b"a file where the folder should be")
    path, note = template_of(store.path, "工作总结")
    assert path == shipped_template("工作总结")
    assert "本次使用自带模板" in note


def test_one_setting_changes_the_decimals_of_all_documents(store: Store) -> None:
    store.settings.set("document_decimals", {"places": 1, "zeros": True, "later": 1})
    assert any("0.8亿元" in line for line in lines(made_by_template(store, "工作总结").content))
    store.settings.set("document_decimals", "broken")
    assert any("0.82亿元" in line for line in lines(made_by_template(store, "工作总结").content))


def test_the_source_page_lists_each_figure_once_with_formula_records_and_sum(store: Store) -> None:
    made = made_by_template(store, "工作总结")
    moved = [Moved("区重点.完成投资", "0.8", "0.82")]
    document = sources_document("工作总结", [one.name for one in made.figures], request(store).telling, moved)
    tables = [block for block in every_block(document.blocks) if isinstance(block, Table)]
    names = [plain_text(row[1]) for row in tables[0].rows]
    assert len(names) == len(set(names))
    assert set(names) == {one.name for one in made.figures}
    invested = tables[0].rows[names.index("区重点.完成投资")]
    assert plain_text(invested[2]) == "0.82（上次0.8）"
    assert "区重点项目累计完成投资（纳统）之和" in plain_text(invested[3])
    assert plain_text(invested[4]) == "区市重点项目台账"
    assert plain_text(invested[5]) == "6"
    said = {plain_text(row[0]): plain_text(row[1]) for row in tables[1].rows}
    assert said["区重点.完成投资"] == (
        "共 6 条，单位：万元：乐园镇中心小学扩建项目 3,200；十里亭镇老旧小区改造 2,400；犁市镇污水处理设施及管网 2,250；"
        "新韶镇供水管网改造 —；乐园镇农贸市场提升 300；风采街道停车场建设 —。合计 0.82亿元"
    )
    assert "与上次不同的数字 1 个：区重点.完成投资：0.8→0.82。" in text_lines(document)
    word_bytes(document)


def test_the_source_page_of_300_projects_cuts_its_lists_into_rows(store: Store) -> None:
    many_projects(store)
    document = sources_document("通报", ["区重点.项目数"], request(store).telling)
    tables = [block for block in every_block(document.blocks) if isinstance(block, Table)]
    assert len(tables[1].rows) == 16
    assert plain_text(tables[1].rows[1][0]) == "（续）"


def test_a_report_brought_up_to_date_says_what_moved(store: Store) -> None:
    made = made_by_template(store, "重点项目建设进展情况通报")
    with store.action("修改") as writes:
        record = store.view(KEY_PROJECT, SEPTEMBER).ids()[0]
        writes.put(KEY_PROJECT, record, SEPTEMBER, {"invested_to_date": 4000 * WAN})
    updated = update_figures(made.content, "通报.docx", WordValues(request(store).telling))
    assert ("区重点.完成投资", "0.82", "0.9") in [(one.name, one.before, one.after) for one in updated.moved]
    assert updated.unknown == ()


def test_attachments_that_follow_each_other_stay_turned(store: Store) -> None:
    many_projects(store)
    store.settings.set("office", "浈江区发展和改革局")
    with store.action("挂点") as writes:
        leaders = [
            writes.insert(ledger_named("leader"), {"serial": number, "name": f"领导{number}"})
            for number in range(3)
        ]
        for number, record in enumerate(store.view(KEY_PROJECT, SEPTEMBER).ids()):
            writes.put(KEY_PROJECT, record, SEPTEMBER, {"leader": f",{leaders[number % 3]},"})
    body = open_word(made_by_template(store, "调度会材料").content, "").element.body
    turns = [one.find(f"{W}pgSz").get(f"{W}orient") for one in body.iter(f"{W}sectPr")]
    assert turns == [None, "landscape"], "no page between the attachments of three leaders"
