"""Sheets of records as plain pages: nothing cut, nothing lost, heads repeated, the signature never alone."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.documents.pages import Cell, Page, Pages
from fgj_desktop.documents.print_table import Align, PrintColumn, PrintRow, PrintTable, RowKind
from fgj_desktop.documents.record_sheet import Fact, Facts, Part, Photo, Photos, RecordSheet, Rows
from fgj_desktop.documents.sheet_layout import SHEET_PAPER, lay_out_sheets
from tests.documents.counted import ADVANCES, CountedMeasure

SIGNATURE = "业主（签名）：　责任单位（签名）：　挂点领导（签名）："
BROKEN = Path("坏.jpg")


def size_of(path: Path) -> tuple[float, float] | None:
    return None if path == BROKEN else (400, 300)


def facts(*pairs: tuple[str, str], title: str = "基本情况") -> Facts:
    return Facts(title, tuple(Fact(label, text) for label, text in pairs))


def months(count: int, progress: str = "主体施工") -> Rows:
    columns = (PrintColumn("月份", 14, Align.CENTRE), PrintColumn("累计完成投资", 18, Align.RIGHT))
    lines = [PrintRow(RowKind.RECORD, (f"{n}月", f"{n * 1000:,}", progress)) for n in range(1, count + 1)]
    return Rows("2021年各月", PrintTable("", (*columns, PrintColumn("形象进度", 60)), tuple(lines)))


def sheet(*parts: Part, notes: tuple[str, ...] = (), name: str = "污水处理项目") -> RecordSheet:
    lines = ("填报单位（盖章）：", "数据截至2021年9月30日", "单位：万元")
    return RecordSheet(f"{name}一项一档", name, *lines, parts, notes, SIGNATURE)


def laid_out(*sheets: RecordSheet) -> Pages:
    return lay_out_sheets(sheets, "一项一档", SHEET_PAPER, CountedMeasure(), size_of)


def words(page: Page) -> str:
    return "".join(line.text for cell in page.cells for line in cell.lines)


def texts(page: Page) -> list[str]:
    return ["".join(line.text for line in cell.lines) for cell in page.cells]


def check_inside(pages: Pages) -> None:
    """Nothing lies outside the margins or outside its own cell."""
    for page in pages.pages:
        for cell in page.cells:
            check_cell(cell)
        for picture in page.pictures:
            assert picture.y >= SHEET_PAPER.top - 1e-6
            assert picture.y + picture.height <= SHEET_PAPER.bottom + 1e-6
            assert picture.x + picture.width <= SHEET_PAPER.left + SHEET_PAPER.body_width + 1e-6


def check_cell(cell: Cell) -> None:
    is_footer = cell.y > SHEET_PAPER.bottom
    assert is_footer or cell.y + cell.height <= SHEET_PAPER.bottom + 1e-6
    for line in cell.lines:
        assert cell.x - 1e-6 <= line.x
        assert line.x + line.width <= cell.x + cell.width + 1e-6
        assert cell.y <= line.baseline <= cell.y + cell.height


def test_a_sheet_says_everything_from_title_to_page_number() -> None:
    page = laid_out(sheet(facts(("级别", "省"), ("总投资", "9,000")), months(3), notes=("请核对。",))).pages[
        0
    ]
    for text in (
        "污水处理项目一项一档", "填报单位（盖章）：", "数据截至2021年9月30日", "单位：万元", "基本情况", "级别", "省",
        "总投资", "9,000", "2021年各月", "月份", "3月", "3,000", "主体施工", "注：请核对。", "挂点领导（签名）：",
        "第 1 页　共 1 页",
    ):  # fmt: skip
        assert text in texts(page)


def test_two_facts_stand_beside_each_other_and_a_long_one_over_the_whole_width() -> None:
    page = laid_out(sheet(facts(("级别", "省"), ("建设内容", "道路" * 40), ("性质", "续建")))).pages[0]
    cells = {"".join(line.text for line in cell.lines): cell for cell in page.cells}
    assert cells["级别"].y == cells["性质"].y
    assert cells["道路" * 40].y > cells["级别"].y
    assert cells["道路" * 40].width > SHEET_PAPER.body_width * 0.7
    assert cells["级别"].shaded
    assert not cells["省"].shaded


def test_a_text_of_two_thousand_characters_is_on_one_page_whole() -> None:
    text = "项目进展顺利" * 333 + "完毕"
    pages = laid_out(sheet(facts(("级别", "省"), ("建设内容", text)), months(9)))
    check_inside(pages)
    assert [page for page in pages.pages if text in words(page)]


def test_a_text_longer_than_a_page_goes_on_over_the_next_ones() -> None:
    text = "".join(chr(0x4E00 + number % 3000) for number in range(9000))
    pages = laid_out(sheet(facts(("建设内容", text))))
    check_inside(pages)
    parts = [cell for page in pages.pages for cell in page.cells if cell.column == 1]
    assert "".join(line.text for cell in parts for line in cell.lines) == text
    assert len(parts) > 2
    assert "（续）" in words(pages.pages[1])


def test_a_long_table_repeats_its_head_and_says_whose_it_is() -> None:
    pages = laid_out(sheet(months(12, "主体结构施工" * 60)))
    check_inside(pages)
    assert len(pages.pages) > 1
    for page in pages.pages[1:]:
        assert "污水处理项目（续）" in texts(page)
        assert "单位：万元" in texts(page)
        assert "月份" in texts(page)
    rows = [text for page in pages.pages for text in texts(page) if text.endswith("月") and len(text) < 4]
    assert rows == [f"{number}月" for number in range(1, 13)]


def test_a_sheet_that_almost_fits_is_set_smaller_on_one_page() -> None:
    counts = [
        (len(pages.pages), max(cell.size for cell in pages.pages[0].cells if cell.column is not None))
        for pages in (laid_out(sheet(months(count))) for count in range(25, 45))
    ]
    assert (1, 10.0) in counts
    assert (1, 9.0) in counts
    # One that smaller text saves no page keeps the usual size.
    assert all(size == 10.0 for pages, size in counts if pages == 2)


def test_notes_and_signature_take_the_last_row_along() -> None:
    for count in range(36, 80):
        last = laid_out(sheet(months(count), notes=("第一条。", "第二条。"))).pages[-1]
        assert "注：1.第一条。" in texts(last)
        assert "2.第二条。" in texts(last)
        assert "业主（签名）：" in texts(last)
        assert f"{count}月" in texts(last)


def test_a_heading_is_never_alone_at_the_foot_of_a_page() -> None:
    for count in range(20, 60):
        pages = laid_out(sheet(months(count), facts(("问题", "用地" * 500), title="存在问题")))
        page = next(page for page in pages.pages if "存在问题" in texts(page))
        assert "问题" in texts(page)


def test_each_record_begins_on_its_own_page_and_counts_its_own() -> None:
    pages = laid_out(
        sheet(facts(("级别", "省")), name="一号"), sheet(months(60), name="二号"), sheet(name="三号")
    )
    titles = [[text for text in texts(page) if text.endswith("一项一档")] for page in pages.pages]
    assert titles == [["一号一项一档"], ["二号一项一档"], [], ["三号一项一档"]]
    feet = [texts(page)[-1] for page in pages.pages]
    assert feet == ["第 1 页　共 1 页", "第 1 页　共 2 页", "第 2 页　共 2 页", "第 1 页　共 1 页"]


def test_photos_stand_two_beside_each_other_within_the_page() -> None:
    photos = tuple(Photo(Path(f"{number}.jpg"), f"{number}.jpg", f"工地{number}") for number in range(4))
    pages = laid_out(sheet(months(20), Photos("现场照片", photos, "另有较早的照片 2 张，未打印。")))
    check_inside(pages)
    pictures = [picture for page in pages.pages for picture in page.pictures]
    assert [picture.path.name for picture in pictures] == ["0.jpg", "1.jpg", "2.jpg", "3.jpg"]
    assert pictures[0].y == pictures[1].y
    assert all(abs(picture.width / picture.height - 4 / 3) < 1e-6 for picture in pictures)
    said = "".join(words(page) for page in pages.pages)
    assert "工地3" in said
    assert "另有较早的照片 2 张，未打印。" in said


def test_a_missing_and_a_broken_photo_leave_words() -> None:
    photos = (Photo(None, "丢.jpg", "东侧"), Photo(BROKEN, "坏.jpg", "西侧"))
    pages = laid_out(sheet(Photos("现场照片", photos)))
    assert not pages.pages[0].pictures
    assert "东侧（照片“丢.jpg”未打印：文件不在附件文件夹中）" in texts(pages.pages[0])
    assert "西侧（照片“坏.jpg”未打印：文件不能读取）" in texts(pages.pages[0])


def test_a_long_note_of_a_photo_is_printed_whole() -> None:
    note = "".join(chr(0x4E00 + number) for number in range(2000))
    pages = laid_out(sheet(Photos("现场照片", (Photo(Path("a.jpg"), "a.jpg", note),))))
    check_inside(pages)
    printed = "".join(words(page) for page in pages.pages)
    assert f"a.jpg：{note[:1000]}" in printed
    assert set(note) <= set(printed)


def test_an_empty_sheet_has_a_title_and_a_place_to_sign() -> None:
    pages = laid_out(sheet())
    assert len(pages.pages) == 1
    assert "业主（签名）：" in texts(pages.pages[0])


@given(
    values=st.lists(st.text(alphabet="项目1a （，。\n", max_size=400), max_size=30),
    count=st.integers(0, 12),
    note=st.text(alphabet="核对，。", max_size=1500),
)
def test_whatever_is_filled_in_is_printed_within_the_margins(
    values: list[str], count: int, note: str
) -> None:
    some = facts(*((f"项{number}", text) for number, text in enumerate(values)))
    pages = laid_out(sheet(some, months(count), notes=(note,) if note else ()))
    check_inside(pages)
    printed = "".join(words(page) for page in pages.pages)
    for text in values:
        for paragraph in text.splitlines():
            for word in paragraph.split():
                assert word[:1] in printed
    total = sum(ADVANCES[sign] for text in values for sign in text if not sign.isspace())
    assert sum(ADVANCES[sign] for sign in printed if not sign.isspace()) >= total


def test_a_table_begins_with_more_than_one_row_or_on_the_next_page() -> None:
    for count in range(18, 40):
        for page in laid_out(sheet(months(count), Rows("前期手续", months(9).table))).pages:
            said = texts(page)
            if "前期手续" in said:
                assert {"1月", "2月", "3月"} <= set(said[said.index("前期手续") :])
