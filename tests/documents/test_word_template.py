"""A clerk's template becomes a document: names, passages, conditions, and mistakes told by paragraph."""

from __future__ import annotations

import io

import docx
import pytest
from docx.shared import Pt
from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.documents.text_skeleton import skeleton, unfilled
from fgj_desktop.documents.text_summary import quarterly_summary
from fgj_desktop.documents.word_content import Attachment, Heading, Paragraph, Table, TableColumn, runs
from fgj_desktop.documents.word_content import FigureRun as Figure
from fgj_desktop.documents.word_file import word_bytes
from fgj_desktop.documents.word_open import open_word, saved
from fgj_desktop.documents.word_paragraphs import PARAGRAPH, elements_of, located, put_in_place, text_of
from fgj_desktop.documents.word_template import render_template
from fgj_desktop.errors import UserError
from fgj_desktop.rules.basis import Basis
from fgj_desktop.rules.telling import Telling
from fgj_desktop.store.store import Store
from tests.documents.word_tools import bytes_of, clerks, lines, values_of, with_footnote
from tests.sample_store import SEPTEMBER, clock, empty_store, store

__all__ = ["clock", "empty_store", "store"]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BLOCKS = (
    Heading(1, runs("情况")),
    Paragraph(runs("完成", Figure("区重点.完成投资", "0.82"), "亿元。")),
    Table((TableColumn("单位"), TableColumn("个数")), ((runs("区教育局"), runs("1")),)),
)


def render(store: Store, paragraphs: list[str | list[str]], **given: object) -> list[str]:
    return lines(render_template(clerks(paragraphs), "模板.docx", values_of(store, **given)).content)  # type: ignore[arg-type]


def test_names_are_replaced_by_what_they_stand_for(store: Store) -> None:
    assert render(
        store, ["截至{{截至日}}，{{区重点.项目数}}个区重点项目完成投资{{ 区重点.完成投资 }}亿元。"]
    ) == ["截至9月30日，6个区重点项目完成投资0.82亿元。"]


def test_a_name_that_word_cut_into_runs_is_found(store: Store) -> None:
    assert render(store, [["完成{", "{区重", "点.完成", "投资}}亿", "元，计划{{区重点.计划投资}}亿元"]]) == [
        "完成0.82亿元，计划1.8亿元"
    ]


def test_full_width_braces_and_stops_are_understood(store: Store) -> None:
    assert render(store, ["完成｛｛区重点．完成投资｝｝亿元"]) == ["完成0.82亿元"]


def test_what_is_written_has_the_look_of_the_name(store: Store) -> None:
    document = docx.Document()
    run = document.add_paragraph("完成").add_run("{{区重点.完成投资}}")
    run.bold, run.font.size = True, Pt(22)
    made = open_word(render_template(bytes_of(document), "模板.docx", values_of(store)).content, "")
    control = next(made.element.body.iter(f"{W}sdt"))
    look = control.find(f"{W}sdtContent/{W}r/{W}rPr")
    assert look.find(f"{W}b") is not None
    assert look.find(f"{W}sz").get(f"{W}val") == "44"


def test_a_figure_is_marked_with_its_name(store: Store) -> None:
    made = render_template(clerks(["完成{{区重点.完成投资}}亿元，{{报告期}}"]), "模板.docx", values_of(store))
    assert [(one.name, one.text) for one in made.figures] == [("区重点.完成投资", "0.82")]
    controls = list(open_word(made.content, "").element.body.iter(f"{W}sdt"))
    assert [one.find(f"{W}sdtPr/{W}alias").get(f"{W}val") for one in controls] == ["区重点.完成投资"]


def test_headers_tables_and_text_boxes_are_filled_too(store: Store) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{局名}}"
    table = document.add_table(1, 1)
    table.cell(0, 0).text = "{{区重点.项目数}}个"
    made = render_template(bytes_of(document), "模板.docx", values_of(store))
    assert lines(made.content) == ["6个", "浈江区发展和改革局"]


def test_names_in_a_footnote_are_filled_and_unknown_ones_told(store: Store) -> None:
    noted = with_footnote(clerks(["正文"]), "注：完成{{区重点.完成投资}}亿元")
    assert lines(render_template(noted, "模板.docx", values_of(store)).content) == [
        "正文",
        "注：完成0.82亿元",
    ]
    with pytest.raises(UserError, match="位于脚注"):
        render_template(with_footnote(clerks(["正文"]), "{{没有.这项}}"), "模板.docx", values_of(store))


def test_a_footnote_outlives_conditions_and_loops(store: Store) -> None:
    texts = ["{% if 区重点.未开工 > 0 %}有未开工{% endif %}"]
    noted = with_footnote(clerks(texts), "注：{{区重点.完成投资}}{% if 区重点.未开工 %}，未开工{% endif %}")
    made = render_template(noted, "模板.docx", values_of(store))
    assert lines(made.content) == ["有未开工", "注：0.82，未开工"]


def test_an_unknown_name_is_told_by_its_paragraph_with_the_one_meant(store: Store) -> None:
    with pytest.raises(UserError) as told:
        render(store, ["标题", "", "完成{{区重点.完成投资}}亿元", "占{{区重点.完成额}}，{{无此项}}"])
    assert str(told.value).splitlines() == [
        "模板中“{{区重点.完成额}}”无此数据项，位于第 3 段。是否应为“{{区重点.完成投资}}”？",
        "模板中“{{无此项}}”无此数据项，位于第 3 段。",
    ]


def test_braces_without_their_other_half_are_told(store: Store) -> None:
    with pytest.raises(UserError, match="不成对，位于第 2 段"):
        render(store, ["甲", "{{区重点.完成投资"])


def test_a_section_stands_where_its_name_stood(store: Store) -> None:
    made = render_template(
        clerks(["前", "{{情况段}}", "后"]), "模板.docx", values_of(store, sections={"情况段": BLOCKS})
    )
    assert lines(made.content) == ["前", "情况", "完成0.82亿元。", "单位", "个数", "区教育局", "1", "后"]
    document = open_word(made.content, "")
    # A document of somebody else gets the styles and the list that a passage needs.
    styles = {one.get(f"{W}styleId") for one in document.styles.element.iter(f"{W}style")}
    assert {"FgjBody", "FgjHeading1"} <= styles
    lists = {one.get(f"{W}numId") for one in document.part.numbering_part.element.iter(f"{W}num")}
    assert "77" in lists


def test_a_section_named_within_a_sentence_gives_its_words(store: Store) -> None:
    made = render_template(
        clerks(["见{{情况段}}。"]), "模板.docx", values_of(store, sections={"情况段": BLOCKS[1:2]})
    )
    assert lines(made.content) == ["见完成0.82亿元。。"]


def test_a_wide_attachment_turns_its_page_and_no_other(store: Store) -> None:
    template = word_bytes(unfilled("# 题\n{{附表}}\n完"))
    sections = {"附表": (Attachment(1, "附表", BLOCKS[2:], wide=True),)}
    made = render_template(template, "模板.docx", values_of(store, sections=sections))
    turned = [
        one.find(f"{W}pgSz").get(f"{W}orient")
        for one in open_word(made.content, "").element.body.iter(f"{W}sectPr")
    ]
    assert turned == [None, "landscape", None]
    first = next(open_word(made.content, "").element.body.iter(f"{W}sectPr"))
    assert len(first.findall(f"{W}footerReference")) == 2


def test_conditions_and_loops_are_carried_out(store: Store) -> None:
    assert render(
        store,
        [
            "{%p if 区重点.未开工 > 0 %}",
            "未开工{{区重点.未开工}}个：{% for 项目 in 区重点.未开工名单 %}{{项目}}；{% endfor %}",
            "{%p else %}",
            "全部开工。",
            "{%p endif %}",
        ],
    ) == ["未开工2个：新韶镇供水管网改造；风采街道停车场建设；"]


@pytest.mark.parametrize(
    ("paragraph", "message"),
    [
        (
            "{% for 项目 in 区重点.未开工单 %}{{项目}}{% endfor %}",
            "“区重点.未开工单”无此数据项，位于第 2 段。是否应为",
        ),
        ("{% if 区重点.未开工 > 0 %}", "没有对应的“{% endif %}”，位于第 2 段"),
        ("{% endif %}", "没有对应的开头，位于第 2 段"),
        ("{% fro 甲 in 乙 %}", "“{% fro 甲 in 乙 %}”不能识别，位于第 2 段"),
        ("{% if 区重点.未开工 >> %}{% endif %}", "写法有误，位于第 2 段"),
        ("{% if 区重点.未开工", "不成对，位于第 2 段"),
    ],
)
def test_broken_logic_is_told_by_its_paragraph(store: Store, paragraph: str, message: str) -> None:
    with pytest.raises(UserError) as told:
        render(store, ["首段", paragraph])
    assert message in str(told.value)


def test_a_template_reaches_nothing_but_its_names(store: Store) -> None:
    with pytest.raises(UserError):
        render(store, ["{% if ''.__class__.__mro__ %}{% endif %}{{区重点.__class__}}"])


def test_signs_of_xml_in_a_name_of_a_project_stay_signs(store: Store) -> None:
    with store.action("更名") as writes:
        ledger = store.ledgers["key_project"]
        ids = store.view(ledger, SEPTEMBER).ids()
        writes.put(ledger, ids[3], None, {"name": "A&B<厂>“甲”"})
    assert render(
        store, ["{% for 项目 in 区重点.未开工名单 %}{{项目}}；{% endfor %}{{区重点.未开工名单}}"]
    ) == ["A&B<厂>“甲”；风采街道停车场建设；A&B<厂>“甲”、风采街道停车场建设"]


def test_a_title_grown_too_long_is_broken(store: Store) -> None:
    template = word_bytes(unfilled("# {{单位简称}}{{本年}}{{季度}}工作总结和{{下季度}}工作安排\n完"))
    made = open_word(render_template(template, "模板.docx", values_of(store)).content, "")
    title = next(made.element.body.iter(PARAGRAPH))
    assert text_of(title) == "浈江区发改局2021年三季度工作总结和第四季度工作安排"
    assert len(list(title.iter(f"{W}br"))) == 1


def test_the_template_of_the_summary_gives_what_the_summary_says(store: Store) -> None:
    telling = Telling(Basis.of(store, SEPTEMBER), office="浈江区发展和改革局")
    direct = lines(word_bytes(quarterly_summary(telling)))
    template = word_bytes(unfilled(skeleton("工作总结")))
    assert lines(render_template(template, "模板.docx", values_of(store)).content) == direct


def test_an_empty_ledger_fills_the_template_too(empty_store: Store) -> None:
    template = word_bytes(unfilled(skeleton("工作总结")))
    made = render_template(template, "模板.docx", values_of(empty_store))
    assert not [line for line in lines(made.content) if "{{" in line]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "旧版 .doc 文件或已加密"),
        (b"not a document", "不是 Word 文档"),
        (b"PK\x03\x04half", "不是 Word 文档"),
    ],
)
def test_what_is_no_word_file_is_said_to_be_none(store: Store, content: bytes, message: str) -> None:
    with pytest.raises(UserError, match=message):
        render_template(content, "甲.docx", values_of(store))


def test_a_broken_document_is_told(store: Store) -> None:
    import zipfile

    source = zipfile.ZipFile(io.BytesIO(clerks(["甲"])))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in source.namelist():
            content = source.read(name)
            archive.writestr(name, content[:-40] if name == "word/document.xml" else content)
    with pytest.raises(UserError, match="已损坏"):
        render_template(out.getvalue(), "甲.docx", values_of(store))


@given(
    pieces=st.lists(st.text("甲乙{}丙", max_size=4), min_size=1, max_size=6),
    cut=st.tuples(st.integers(0, 30), st.integers(0, 30)),
)
def test_putting_something_in_place_changes_nothing_else(pieces: list[str], cut: tuple[int, int]) -> None:
    body = "".join(f"<w:r><w:t>{piece}</w:t><w:tab/></w:r>" for piece in pieces)
    paragraph = elements_of(f"<w:p>{body}</w:p>")[0]
    text = text_of(paragraph)
    start, end = sorted(min(one, len(text)) for one in cut)
    if start == end:
        return
    put_in_place(paragraph, start, end, elements_of("<w:p><w:r><w:t>丁</w:t></w:r></w:p>")[0][:])
    assert text_of(paragraph) == text[:start] + "丁" + text[end:]
    assert len(list(paragraph.iter(f"{W}tab"))) == len(pieces)


def test_paragraphs_are_counted_as_a_reader_counts_them() -> None:
    assert [one.place for one in located(open_word(clerks(["甲", "", "乙"]), ""))] == ["第 1 段", "第 2 段"]


def test_saving_keeps_what_the_clerk_wrote() -> None:
    content = clerks(["甲", ["乙", "丙"]])
    assert lines(saved(open_word(content, ""))) == lines(content)
