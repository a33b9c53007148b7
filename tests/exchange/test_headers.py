from __future__ import annotations

from fgj_desktop.exchange.grid import Area
from fgj_desktop.exchange.headers import find_header, is_numbering

TITLES = ["序号", "项目名称", "总投资", "责任单位", "备注"]
RECORD = [1, "甲项目", 100, "区教育局", None]


def titles_of(rows: list[list[object]], merges: tuple[Area, ...] = ()) -> list[str]:
    header = find_header(rows, merges)  # type: ignore[arg-type]
    assert header is not None
    return [column.title for column in header.columns]


def test_the_header_is_found_below_titles_and_units() -> None:
    rows = [["附件1"], ["某区项目表"], ["单位：万元"], [], TITLES, RECORD]

    header = find_header(rows)  # type: ignore[arg-type]

    assert header is not None
    assert (header.top, header.body) == (4, 5)


def test_a_header_below_the_twentieth_row_is_not_looked_for() -> None:
    assert find_header([["说明"]] * 20 + [TITLES, RECORD]) is None  # type: ignore[list-item,operator]


def test_titles_over_several_columns_are_joined_with_those_below() -> None:
    rows: list[list[object]] = [
        ["序号", "项目名称", "2021年1-9月完成情况", None, "备注"],
        [None, None, "累计完成投资", "形象进度", None],
        [1, "甲项目", 5, "完工", None],
    ]
    merges = (Area(0, 2, 0, 3), Area(0, 0, 1, 0), Area(0, 1, 1, 1))

    header = find_header(rows, merges)  # type: ignore[arg-type]

    assert header is not None
    assert header.body == 2
    assert header.columns[2].period.month == 9
    assert [column.title for column in header.columns][2:4] == ["累计完成投资", "形象进度"]


def test_without_merges_a_title_spans_the_blanks_beside_it() -> None:
    rows: list[list[object]] = [
        ["序号", "项目名称", "2021年1-9月完成情况", None, "备注"],
        [None, None, "累计完成投资", "形象进度", None],
        [1, "甲项目", 5, "完工", None],
    ]

    header = find_header(rows)  # type: ignore[arg-type]

    assert header is not None
    assert header.columns[3].period.month == 9


def test_words_broken_over_two_rows_are_joined() -> None:
    rows: list[list[object]] = [
        ["序号", "项目", "建设起", "总投资"],
        [None, "名称", "止年限", None],
        [1, "甲", "2020", 5],
    ]

    assert titles_of(rows) == ["序号", "项目名称", "建设起止年限", "总投资"]


def test_a_record_is_never_part_of_the_header() -> None:
    rows: list[list[object]] = [TITLES, ["1", "甲项目", "待定", "区教育局", None], RECORD]

    header = find_header(rows)  # type: ignore[arg-type]

    assert header is not None
    assert header.body == 1


def test_a_row_of_units_below_the_titles_gives_units() -> None:
    rows: list[list[object]] = [TITLES, [None, None, "（亿元）", None, None], RECORD]

    header = find_header(rows)  # type: ignore[arg-type]

    assert header is not None
    assert header.body == 2
    assert header.columns[2].money_unit == 10_000_000_000


def test_the_same_layout_has_the_same_signature_in_any_order_and_month() -> None:
    august = find_header([["序号", "项目名称", "8月当月完成投资"]])
    september = find_header([["项目名称", "序号", "9月当月完成投资"]])

    assert august is not None
    assert september is not None
    assert august.signature == september.signature


def test_rows_that_number_the_columns_are_known() -> None:
    assert is_numbering([1, 2, 3, 4])
    assert is_numbering(["甲", "乙", "1", "2", "3"])
    assert not is_numbering([1, "甲项目", 3])
    assert not is_numbering([5, 7, 9])
