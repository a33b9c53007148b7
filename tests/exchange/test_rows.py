from __future__ import annotations

import pytest

from fgj_desktop.exchange.grid import Sheet
from fgj_desktop.exchange.headers import find_header
from fgj_desktop.exchange.mapping import map_columns
from fgj_desktop.exchange.rows import RowKind, TableRow, group_name, read_rows
from tests.exchange.importing import KEY_PROJECT, SEPTEMBER

HEADER: list[object] = ["序号", "项目名称", "总投资", "责任单位", "备注"]


def read(*rows: list[object]) -> list[TableRow]:
    sheet = Sheet("表", [["某区2021年重点项目台账", None, None, None, None], HEADER, *rows])  # type: ignore[list-item]
    header = find_header(sheet.rows)
    assert header is not None
    return read_rows(sheet, header, map_columns(header, KEY_PROJECT, SEPTEMBER), frozenset({"续建", "产业"}))


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ([1, "甲项目", 5, "区教育局", None], RowKind.RECORD),
        (["1●", "甲项目", None, None, None], RowKind.RECORD),
        ([None, "甲项目", 5, "区教育局", None], RowKind.RECORD),
        ([None, "甲项目", 5, None, None], RowKind.RECORD),
        ([None, "村级公路（5个）", 5, "区教育局", None], RowKind.RECORD),
        ([13, "合计", 5, None, None], RowKind.TOTAL),
        (["A-1", "甲项目", None, "区教育局", "略"], RowKind.RECORD),
        ([None, "甲项目", None, "区教育局", "联系电话：8888"], RowKind.RECORD),
        ([None, "二、民生（3项）", 5, None, "另有两项待定"], RowKind.GROUP),
        ([None, "合计（48项）", 5, None, None], RowKind.TOTAL),
        (["合计", "13个", 5, None, None], RowKind.TOTAL),
        (["总  计", None, 5, None, None], RowKind.TOTAL),
        ([None, "全区", 5, None, None], RowKind.TOTAL),
        ([None, "小计", 5, None, None], RowKind.SUBTOTAL),
        ([None, "产业小计", 5, None, None], RowKind.SUBTOTAL),
        ([None, "一、产业（9项）", 5, None, None], RowKind.GROUP),
        (["一", "产业（9项）", 5, None, None], RowKind.GROUP),
        ([None, "（一）在建（11项）", None, None, None], RowKind.GROUP),
        ([None, "Ⅰ、机场（9项）", None, None, None], RowKind.GROUP),
        ([None, "——铁路", None, None, None], RowKind.GROUP),
        ([None, "【预备】(1个)", None, None, None], RowKind.GROUP),
        ([None, "续建项目", None, None, None], RowKind.GROUP),
        ([None, "注：标★为省重点", None, None, None], RowKind.NOTE),
        (["备注：略", None, None, None, None], RowKind.NOTE),
        ([None, "填报人：", None, "审核人：", None], RowKind.SIGNATURE),
        (["第 2 页 共 6 页", None, None, None, None], RowKind.NOTE),
        (HEADER, RowKind.HEADER),
        (["某区2021年重点项目台账", None, None, None, None], RowKind.HEADER),
        ([1, "演示项目", 5, None, None], RowKind.EXAMPLE),
        ([1, "（例）甲项目", 5, None, None], RowKind.EXAMPLE),
        ([3, None, 5, "区教育局", None], RowKind.NAMELESS),
        ([None, "某某片区", None, None, None], RowKind.UNCLEAR),
        ([None, None, None, None, None], RowKind.BLANK),
    ],
)
def test_a_row_is_what_a_clerk_sees_in_it(row: list[object], kind: RowKind) -> None:
    assert read(row)[0].kind is kind


def test_rows_stand_under_their_groups_and_inner_groups_end_with_outer_ones() -> None:
    rows = read(
        [None, "一、产业（2项）", None, None, None],
        [None, "（一）续建（1项）", None, None, None],
        [1, "甲项目", 5, None, None],
        [None, "（二）新开工（1项）", None, None, None],
        [2, "乙项目", 5, None, None],
        [None, "二、民生（1项）", None, None, None],
        [3, "丙项目", 5, None, None],
    )

    assert [row.groups for row in rows if row.kind is RowKind.RECORD] == [
        ("产业", "续建"),
        ("产业", "新开工"),
        ("民生",),
    ]


def test_after_a_gap_a_row_of_other_titles_begins_another_table() -> None:
    rows = read(
        [1, "甲项目", 5, None, None],
        [None] * 5,
        ["镇办", "项目个数", "总投资", None, None],
        ["新韶镇", 5, 100, None, None],
    )

    assert [row.kind for row in rows] == [RowKind.RECORD, RowKind.BLANK, RowKind.OTHER_TABLE]


def test_a_row_that_numbers_the_columns_is_a_header_again() -> None:
    rows = read([1, "甲项目", 5, None, None], [1, 2, 3, 4, 5])

    assert rows[1].kind is RowKind.HEADER


def test_lines_after_a_note_belong_to_it_until_a_record() -> None:
    rows = read(
        ["注：1.口径", None, None, None, None],
        ["2.某某片区不计", None, None, None, None],
        [1, "甲项目", 5, None, None],
    )

    assert [row.kind for row in rows] == [RowKind.NOTE, RowKind.NOTE, RowKind.RECORD]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("一、产业类（9项）", "产业"),
        ("（一）在建项目（11项）", "在建"),
        ("【预备】(1个)", "预备"),
        ("——铁路", "铁路"),
    ],
)
def test_a_group_is_known_by_its_words(text: str, name: str) -> None:
    assert group_name(text) == name
