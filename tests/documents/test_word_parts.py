"""Titles break where words end; signatures stand where the standard has them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.documents.word_content import (
    AttachmentNote,
    Signature,
    Table,
    TableColumn,
    attachment_lines,
    runs,
)
from fgj_desktop.documents.word_fonts import STANDARD
from fgj_desktop.documents.word_signature import characters_wide, signature_indents, signature_xml
from fgj_desktop.documents.word_table import column_widths, least_widths
from fgj_desktop.documents.word_title import LINE, title_lines

TITLES = st.text(st.sampled_from("浈江区2021年的和、（）《》—项目清单"), max_size=90)


@given(TITLES)
def test_a_title_keeps_every_character_and_no_line_is_too_long(title: str) -> None:
    lines = title_lines(title)
    assert "".join(lines) == title
    assert all(0 < len(line) <= LINE for line in lines)


def test_a_title_breaks_neither_a_year_nor_a_name() -> None:
    assert title_lines("浈江区发改局2021年三季度工作总结和第四季度工作安排") == [
        "浈江区发改局2021年",
        "三季度工作总结和第四季度工作安排",
    ]
    assert title_lines("短题") == ["短题"]
    assert title_lines("自己\n分行") == ["自己", "分行"]


def test_under_a_seal_the_date_stands_four_characters_in_and_the_office_over_its_middle() -> None:
    office, date = signature_indents("浈江区发改局", "2021年10月8日", sealed=True)
    assert date == 4
    assert office + characters_wide("浈江区发改局") / 2 == date + characters_wide("2021年10月8日") / 2


@pytest.mark.parametrize("office", ["浈江区发展和改革局", "区发改局", "领导小组办公室（代章）"])
def test_without_a_seal_the_date_begins_two_characters_after_the_office(office: str) -> None:
    date = "2021年10月8日"
    free_office, free_date = signature_indents(office, date, sealed=False)
    begins = [free + characters_wide(text) for free, text in ((free_office, office), (free_date, date))]
    assert begins[0] - begins[1] == 2
    assert min(free_office, free_date) == 2


def test_an_office_longer_than_the_line_stays_within_the_text() -> None:
    office, date = signature_indents(
        "韶关市浈江区新型城镇化暨城乡融合发展工作领导小组办公室", "2021年10月8日", sealed=True
    )
    assert office == 0
    assert date > 0


def test_a_seal_of_another_is_told() -> None:
    made = signature_xml(Signature("领导小组办公室", datetime.date(2021, 10, 8), on_behalf=True), STANDARD)
    assert "领导小组办公室（代章）" in made
    assert "2021年10月8日" in made


def test_a_signature_without_a_day_leaves_room_for_it() -> None:
    assert "年　月　日" in signature_xml(Signature("区发改局", None), STANDARD)


def test_a_single_attachment_has_no_number() -> None:
    assert attachment_lines(AttachmentNote(("清单",))) == ["附件：清单"]
    assert attachment_lines(AttachmentNote(("清单", "台账"))) == ["附件：1. 清单", "2. 台账"]


@given(st.lists(st.floats(0.2, 5), min_size=1, max_size=12), st.integers(5000, 13000))
def test_columns_fill_the_width(shares: list[float], width: int) -> None:
    made = column_widths([TableColumn("甲", share) for share in shares], width)
    assert sum(made) == width
    assert all(one > 0 for one in made)


@given(
    st.lists(st.tuples(st.floats(0.2, 5), st.integers(300, 1500)), min_size=1, max_size=12),
    st.integers(5000, 13000),
)
def test_no_column_is_narrower_than_it_needs_where_there_is_room(
    asked: list[tuple[float, int]], width: int
) -> None:
    least = [one for _, one in asked]
    made = column_widths([TableColumn("甲", share) for share, _ in asked], width, least)
    assert sum(made) == width
    if sum(least) <= width:
        assert all(one >= needed - 1 for one, needed in zip(made, least, strict=True))


def test_a_number_is_never_torn_in_two() -> None:
    columns = (
        TableColumn("项目名称", 9),
        TableColumn("序号", 0.1),
        TableColumn("年度计划投资", 0.1, "right"),
    )
    table = Table(columns, ((runs("甲"), runs("1"), runs("1,234,567.89")),))
    _, number, amount = column_widths(columns, 8844, least_widths(table, 12))
    assert number >= 2 * 12 * 20
    assert amount >= 12 * 0.5 * 12 * 20
