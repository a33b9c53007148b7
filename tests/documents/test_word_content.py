"""A document as plain data tells its text with headings counted."""

from __future__ import annotations

import datetime

import pytest

from fgj_desktop.documents.word_content import (
    Attachment,
    AttachmentNote,
    FigureRun,
    Heading,
    Paragraph,
    Section,
    Signature,
    Table,
    TableColumn,
    WordDocument,
    every_run,
    in_sections,
    runs,
    text_lines,
)
from fgj_desktop.documents.word_numbers import chinese_number, heading_number

DOCUMENT = WordDocument(
    "重点项目建设\n进展情况通报",
    (
        Heading(1, runs("总体情况")),
        Section(
            "总体情况段",
            (
                Paragraph(
                    runs("完成投资", FigureRun("区重点.完成投资", "20.24"), "亿元。"), note="沿用上期，请核改"
                ),
            ),
        ),
        Heading(2, runs("开工")),
        Heading(2, runs("入库")),
        Heading(1, runs("下一步")),
        Heading(2, runs("调度")),
        Table(
            (TableColumn("单位"), TableColumn("个数")),
            ((runs("区教育局"), runs(FigureRun("个", "3"))),),
            unit="单位：个",
        ),
        AttachmentNote(("清单",)),
        Signature("区发展和改革局", datetime.date(2021, 10, 8), on_behalf=True),
        Attachment(1, "清单", (Paragraph(runs("无")),)),
    ),
    addressee="各镇政府：",
)


def test_headings_are_counted_anew_below_each_higher_one() -> None:
    lines = text_lines(DOCUMENT)
    assert lines[0] == "重点项目建设进展情况通报"
    assert [line for line in lines if line.endswith(("情况", "开工", "入库", "下一步", "调度"))] == [
        "一、总体情况",
        "（一）开工",
        "（二）入库",
        "二、下一步",
        "（一）调度",
    ]


def test_a_paragraph_to_be_looked_at_says_so() -> None:
    assert "完成投资20.24亿元。【沿用上期，请核改】" in text_lines(DOCUMENT)


def test_figures_are_found_within_sections_and_tables() -> None:
    assert [run.name for run in every_run(DOCUMENT.blocks) if isinstance(run, FigureRun)] == [
        "区重点.完成投资",
        "个",
    ]


def test_two_sections_of_one_name_are_a_mistake() -> None:
    twice = WordDocument("题", (Section("段", ()), Section("段", ())))
    with pytest.raises(ValueError, match="段"):
        in_sections(twice)


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五")]
)
def test_chinese_numbers(number: int, text: str) -> None:
    assert chinese_number(number) == text
    assert heading_number(2, number) == f"（{text}）"
