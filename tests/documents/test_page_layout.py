from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fgj_desktop.documents.page_layout import lay_out, lay_out_fitting
from fgj_desktop.documents.pages import A3_LANDSCAPE, A4_LANDSCAPE, A4_PORTRAIT, Page, Pages, Paper, TooWide
from fgj_desktop.documents.print_table import (
    Align,
    PrintColumn,
    PrintLight,
    PrintRow,
    PrintTable,
    RowKind,
    choose_columns,
)
from tests.documents.counted import CountedMeasure

COLUMNS = (
    PrintColumn("序号", 8, Align.CENTRE),
    PrintColumn("项目名称", 45),
    PrintColumn("总投资", 18, Align.RIGHT, "投资情况"),
    PrintColumn("1—9月累计完成投资（纳统）", 18, Align.RIGHT, "投资情况"),
    PrintColumn("形象进度", 60),
    PrintColumn("亮灯", 10, Align.CENTRE),
)
TOTAL = PrintRow(RowKind.TOTAL, ("", "合计（48 项）", "1,002,535", "202,400", "", ""))
NOTES = ("注：1.标★为省重点，标■为市重点。", "2.因四舍五入，分项合计可能与总数略有差异。")
SIGNATURE = "填报人：　审核人：　负责人：　联系电话："


def record(number: int, name: str = "", progress: str = "基坑支护") -> PrintRow:
    cells = (str(number), name or f"道路工程{number}期", "30,606", "13,871", progress, "")
    return PrintRow(RowKind.RECORD, cells, {5: PrintLight("green")})


def group(title: str) -> PrintRow:
    return PrintRow(RowKind.GROUP, ("", title, "315,103", "50,891", "", ""))


def table(
    *rows: PrintRow, notes: tuple[str, ...] = NOTES, columns: tuple[PrintColumn, ...] = COLUMNS
) -> PrintTable:
    return PrintTable(
        "浈江区2021年重点项目月度台账（1—9月）",
        columns,
        rows,
        "填报单位（盖章）：",
        "填报日期：2021年10月8日",
        "单位：万元",
        "单位：万元",
        notes,
        SIGNATURE,
    )


def laid_out(printed: PrintTable, paper: Paper = A4_LANDSCAPE) -> Pages:
    pages = lay_out(printed, paper, CountedMeasure())
    assert isinstance(pages, Pages)
    return pages


def texts(page: Page) -> list[str]:
    return [line.text for cell in page.cells for line in cell.lines]


def rows_of(page: Page) -> list[int]:
    return sorted({cell.row for cell in page.cells if cell.row is not None})


def test_title_lines_header_and_sums_stand_above_the_records() -> None:
    page = laid_out(table(TOTAL, group("一、产业类（13 项）"), record(1))).pages[0]
    found = texts(page)
    assert found[:4] == [
        "浈江区2021年重点项目月度台账（1—9月）",
        "填报单位（盖章）：",
        "填报日期：2021年10月8日",
        "单位：万元",
    ]
    assert found.index("投资情况") < found.index("合计（48 项）") < found.index("一、产业类（13 项）")
    assert found.index("一、产业类（13 项）") < found.index("道路工程1期") < found.index("填报人：")
    assert found[-1] == "第 1 页　共 1 页"


def test_the_title_is_twenty_points_and_centred() -> None:
    cell = laid_out(table(TOTAL)).pages[0].cells[0]
    line = cell.lines[0]
    assert cell.size == 20
    assert line.x + line.width / 2 == pytest.approx(A4_LANDSCAPE.width / 2)


def test_columns_with_one_group_title_share_a_header_cell_and_others_are_as_tall_as_both_levels() -> None:
    page = laid_out(table(TOTAL)).pages[0]
    header = {line.text: cell for cell in page.cells if cell.bordered for line in cell.lines}
    shared, single = header["投资情况"], header["项目名称"]
    assert shared.x == header["总投资"].x
    assert shared.x + shared.width == pytest.approx(header["形象进度"].x)
    assert single.height == pytest.approx(shared.height + header["总投资"].height)
    assert single.y == shared.y


def test_the_label_of_a_heading_takes_the_empty_cells_after_it() -> None:
    row = PrintRow(RowKind.GROUP, ("", "一、产业类", "", "50,891", "", ""))
    cells = {cell.column: cell for cell in laid_out(table(row)).pages[0].cells if cell.row == 0}
    assert sorted(cells) == [0, 1, 3, 4, 5]
    assert cells[1].x + cells[1].width == pytest.approx(cells[3].x)


def test_every_following_page_repeats_the_header_and_says_continued() -> None:
    pages = laid_out(table(TOTAL, *(record(number) for number in range(1, 80)))).pages
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        found = texts(page)
        assert "项目名称" in found
        assert ("续表" in found) is (number > 1)
        assert found[-1] == f"第 {number} 页　共 {len(pages)} 页"
    assert "单位：万元" in texts(pages[-1])


def test_a_row_grows_with_its_text_and_moves_to_the_next_page_whole() -> None:
    long_text = "完成路面摊铺，" * 40
    pages = laid_out(table(*(record(number, progress=long_text) for number in range(1, 9)))).pages
    homes = defaultdict(set)
    for number, page in enumerate(pages):
        for row in rows_of(page):
            homes[row].add(number)
    assert len(pages) > 1
    assert all(len(found) == 1 for found in homes.values())


def test_a_row_taller_than_a_page_goes_on_and_says_so() -> None:
    pages = laid_out(table(record(1), record(2, progress="完成路面摊铺。" * 1500))).pages
    parts = [page for page in pages if 1 in rows_of(page)]
    assert len(parts) > 1
    assert "（续）" not in texts(parts[0])
    assert all("（续）" in texts(page) for page in parts[1:])


@pytest.mark.parametrize("before", range(5, 60, 3))
def test_a_heading_is_never_the_last_row_of_a_page(before: int) -> None:
    records = [record(number) for number in range(before)]
    printed = table(TOTAL, *records, group("二、基础设施"), *(record(number) for number in range(30)))
    for page in laid_out(printed).pages:
        last = max(rows_of(page), default=0)
        assert printed.rows[last].kind is RowKind.RECORD


@pytest.mark.parametrize("count", range(12, 40))
def test_notes_and_signature_never_stand_on_a_page_without_a_row(count: int) -> None:
    last = laid_out(table(*(record(number) for number in range(count)))).pages[-1]
    assert rows_of(last)
    assert {"填报人：", NOTES[0], NOTES[1]} <= set(texts(last))


def test_notes_longer_than_a_page_go_on_and_keep_the_signature_with_their_last_lines() -> None:
    notes = tuple(f"{number}.口径说明。" for number in range(120))
    pages = laid_out(table(record(1), notes=notes)).pages
    found = texts(pages[-1])
    assert len(pages) > 1
    assert "119.口径说明。" in found
    assert "填报人：" in found


def test_a_table_without_rows_still_has_its_page() -> None:
    pages = laid_out(table())
    assert len(pages.pages) == 1
    assert "项目名称" in texts(pages.pages[0])


def test_on_a_narrow_paper_the_lines_under_the_title_stand_under_each_other() -> None:
    printed = choose_columns(table(TOTAL), (0, 1, 2))
    narrow = Paper("A4", 110, 297)
    cells = [cell for cell in laid_out(printed, narrow).pages[0].cells if not cell.bordered]
    under = [cell.y for cell in cells if cell.lines[0].text.startswith(("填报单位", "填报日期", "单位"))]
    assert len(set(under)) == 3


def test_too_many_columns_are_answered_with_those_that_fit() -> None:
    many = tuple(PrintColumn("金额", 20, Align.RIGHT, priority=number) for number in range(20))
    row = PrintRow(RowKind.RECORD, ("1,234,567,890.12",) * 20)
    printed = PrintTable("题", many, (row,))
    answer = lay_out(printed, A4_PORTRAIT, CountedMeasure())
    assert isinstance(answer, TooWide)
    assert answer.needed_mm > answer.available_mm
    pages, dropped = lay_out_fitting(printed, A4_PORTRAIT, CountedMeasure())
    assert isinstance(pages, Pages)
    assert sorted((*answer.fitting, *dropped)) == list(range(20))


def test_nothing_is_given_up_where_all_columns_fit() -> None:
    assert lay_out_fitting(table(TOTAL), A4_LANDSCAPE, CountedMeasure())[1] == ()


CELL = st.text(alphabet="路面，。（）12,-\n 公里", max_size=60)
LONG = st.integers(1, 500).map(lambda count: "摊铺，" * count)
RECORDS = st.builds(
    lambda name, amount, progress: PrintRow(
        RowKind.RECORD, ("1", name, amount, "", progress, ""), {5: PrintLight("red")}
    ),
    CELL,
    st.integers(0, 10**9).map("{:,}".format),
    st.one_of(CELL, LONG),
)
HEADS = st.sampled_from(
    [TOTAL, group("一、产业类"), PrintRow(RowKind.SUBTOTAL, ("", "小计", "9", "", "", ""))]
)
TABLES = st.lists(st.one_of(RECORDS, RECORDS, HEADS), max_size=20).map(lambda rows: table(*rows))


@settings(max_examples=40)
@given(TABLES, st.sampled_from([A3_LANDSCAPE, A4_LANDSCAPE, A4_PORTRAIT]))
def test_every_text_is_printed_exactly_once_and_nothing_leaves_its_place(
    printed: PrintTable, paper: Paper
) -> None:
    pages = laid_out(printed, paper)
    found: dict[tuple[int, int], str] = defaultdict(str)
    for page in pages.pages:
        for cell in page.cells:
            assert paper.left - 1e-6 <= cell.x
            assert cell.x + cell.width <= paper.left + paper.body_width + 1e-6
            for line in cell.lines:
                assert cell.x <= line.x
                assert line.x + line.width <= cell.x + cell.width + 1e-6
                assert cell.y - 1e-6 <= line.baseline - 0.88 * cell.size
                assert line.baseline + 0.12 * cell.size <= cell.y + cell.height + 1e-6
            if cell.row is not None and cell.column is not None:
                found[cell.row, cell.column] += "".join(line.text for line in cell.lines)
        body = list(page.cells[:-1])
        assert max(cell.y + cell.height for cell in body) <= paper.bottom + 1e-6
    for row, cells in enumerate(printed.rows):
        for column in range(len(printed.columns)):
            printed_text = "".join(found[row, column].replace("（续）", "").split())
            assert printed_text == "".join(cells.text(column).split())
