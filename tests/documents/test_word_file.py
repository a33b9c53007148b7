"""Documents hold what GB/T 9704-2012 asks for: read from the XML of the files that are written."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterator

import pytest
from lxml import etree

from fgj_desktop.documents.word_content import (
    Attachment,
    AttachmentNote,
    FigureRun,
    Heading,
    HeadStyle,
    LetterHead,
    Paragraph,
    Signature,
    Table,
    TableColumn,
    TextRun,
    WordDocument,
    runs,
)
from fgj_desktop.documents.word_file import word_bytes
from fgj_desktop.documents.word_fonts import WordFonts, word_fonts
from fgj_desktop.documents.word_xml import is_as_written, read_figure_tag

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DAY = datetime.date(2021, 10, 8)


def document(**given: object) -> WordDocument:
    table = Table(
        (TableColumn("责任单位", 2), TableColumn("完成投资", align="right")),
        ((runs("区教育局"), runs(FigureRun("区教育局.完成投资", "3.2"))), (runs("合计"), runs("3.2"))),
        title="完成投资情况",
        unit="单位：亿元",
        totals=frozenset({1}),
    )
    blocks = (
        Heading(1, runs("总体情况")),
        Heading(2, runs("投资")),
        Paragraph(
            runs(TextRun("增速回升。", lead=True), "完成", FigureRun("固投.累计完成", "32.06"), "亿元。"),
            note="请核改",
        ),
        Heading(2, runs("项目")),
        Heading(3, runs("开工")),
        Heading(4, runs("入库")),
        table,
        AttachmentNote(("项目清单", "问题清单")),
        Signature("浈江区发展和改革局", DAY),
        Attachment(1, "项目清单", (Heading(1, runs("甲")), table), wide=True),
        Attachment(2, "问题清单", (Paragraph(runs("无")),)),
    )
    return WordDocument("重点项目建设进展情况通报", blocks, **{"addressee": "各镇政府：", **given})  # type: ignore[arg-type]


def part(content: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


def parts(content: bytes) -> Iterator[tuple[str, etree._Element]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            yield name, etree.fromstring(archive.read(name))


def letter(style: HeadStyle = HeadStyle.FULL, office: str = "浈江区发展和改革局") -> bytes:
    return word_bytes(document(head=LetterHead(office, "浈发改函〔2021〕12号", style)))


@pytest.fixture(scope="module")
def plain() -> bytes:
    return word_bytes(document())


def test_the_page_is_a4_with_the_margins_and_the_lines_of_the_standard(plain: bytes) -> None:
    first, wide, last = part(plain, "word/document.xml").iter(f"{W}sectPr")
    for section in (first, last):
        size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
        in_millimetres = [
            round(int(margins.get(f"{W}{side}")) * 25.4 / 1440, 1)
            for side in ("top", "bottom", "left", "right")
        ]
        assert in_millimetres == [37, 35, 28, 26]
        # 22 lines on 225 mm.
        assert int(section.find(f"{W}docGrid").get(f"{W}linePitch")) * 22 <= 225 / 25.4 * 1440
    assert wide.find(f"{W}pgSz").get(f"{W}orient") == "landscape"
    # The page that is turned keeps its bound side: now the upper one.
    assert round(int(wide.find(f"{W}pgMar").get(f"{W}top")) * 25.4 / 1440, 1) == 28


@pytest.mark.parametrize(
    ("style", "family", "half_points", "pitch"),
    [
        ("公文标题", "方正小标宋简体", 44, 700),
        ("公文正文", "仿宋_GB2312", 32, 579),
        ("公文一级标题", "黑体", 32, 579),
        ("公文二级标题", "楷体_GB2312", 32, 579),
        ("公文三级标题", "仿宋_GB2312", 32, 579),
        ("公文附件标识", "黑体", 32, 579),
        ("公文页码", "宋体", 28, 320),
    ],
)
def test_each_style_has_the_face_size_and_pitch_of_the_standard(
    plain: bytes, style: str, family: str, half_points: int, pitch: int
) -> None:
    found = [
        one
        for one in part(plain, "word/styles.xml").iter(f"{W}style")
        if one.find(f"{W}name").get(f"{W}val") == style
    ]
    assert found[0].find(f".//{W}rFonts").get(f"{W}eastAsia") == family
    assert found[0].find(f".//{W}sz").get(f"{W}val") == str(half_points)
    spacing = found[0].find(f"{W}pPr/{W}spacing")
    assert (spacing.get(f"{W}line"), spacing.get(f"{W}lineRule")) == (str(pitch), "exact")


def test_28_characters_stand_on_a_line(plain: bytes) -> None:
    normal = next(part(plain, "word/styles.xml").iter(f"{W}style"))
    closer = int(normal.find(f"{W}rPr/{W}spacing").get(f"{W}val"))
    assert int(156 / 25.4 * 1440 / (320 + closer)) == 28


@pytest.mark.parametrize("made", [word_bytes(document()), letter()], ids=["plain", "letter"])
def test_every_style_and_every_run_names_its_chinese_font(made: bytes) -> None:
    counted = 0
    for name, root in parts(made):
        for fonts in root.iter(f"{W}rFonts"):
            assert fonts.get(f"{W}eastAsia"), name
            # Without the hint 「“」 and 「—」 would be taken from the Latin font.
            assert fonts.get(f"{W}hint") == "eastAsia", name
        for run in root.iter(f"{W}r"):
            if run.find(f"{W}t") is not None:
                assert run.find(f"{W}rPr/{W}rFonts") is not None, (name, etree.tostring(run))
                counted += 1
    assert counted > 20


def test_headings_are_numbered_by_word_itself(plain: bytes) -> None:
    levels = [
        (level.find(f"{W}numFmt").get(f"{W}val"), level.find(f"{W}lvlText").get(f"{W}val"))
        for level in part(plain, "word/numbering.xml").iter(f"{W}lvl")
    ]
    assert levels == [
        ("chineseCountingThousand", "%1、"),
        ("chineseCountingThousand", "（%2）"),
        ("decimal", "%3."),
        ("decimal", "（%4）"),
    ]
    text = "".join(part(plain, "word/document.xml").itertext())
    assert "总体情况" in text
    assert "一、" not in text


def test_headings_of_an_attachment_are_counted_from_one(plain: bytes) -> None:
    paragraphs = list(part(plain, "word/document.xml").iter(f"{W}p"))
    heading = next(one for one in paragraphs if "".join(one.itertext()) == "甲")
    number = heading.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val")
    lists = {one.get(f"{W}numId"): one for one in part(plain, "word/numbering.xml").iter(f"{W}num")}
    assert lists[number].find(f"{W}lvlOverride/{W}startOverride").get(f"{W}val") == "1"


def test_page_numbers_stand_at_the_outer_edge(plain: bytes) -> None:
    odd, even = part(plain, "word/footer1.xml"), part(plain, "word/footer2.xml")
    assert "".join(odd.itertext()) == "—  PAGE 1 —"
    assert odd.find(f".//{W}jc").get(f"{W}val") == "right"
    assert even.find(f".//{W}jc").get(f"{W}val") == "left"
    assert part(plain, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None


def test_the_head_of_a_table_is_repeated_and_no_row_is_cut(plain: bytes) -> None:
    tables = list(part(plain, "word/document.xml").iter(f"{W}tbl"))
    assert len(tables) == 2
    for table in tables:
        rows = table.findall(f"{W}tr")
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False]
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        widths = [int(column.get(f"{W}w")) for column in table.find(f"{W}tblGrid")]
        assert sum(widths) in (8844, 12756)


def test_a_figure_is_found_again_and_a_changed_one_is_known(plain: bytes) -> None:
    controls = {
        control.find(f"{W}sdtPr/{W}alias").get(f"{W}val"): control
        for control in part(plain, "word/document.xml").iter(f"{W}sdt")
    }
    control = controls["固投.累计完成"]
    tag = control.find(f"{W}sdtPr/{W}tag").get(f"{W}val")
    text = "".join(control.find(f"{W}sdtContent").itertext())
    assert text == "32.06"
    assert read_figure_tag(tag) is not None
    assert is_as_written(tag, "32.06")
    assert not is_as_written(tag, "32.6")


def test_no_two_figures_have_one_number(plain: bytes) -> None:
    numbers = [one.get(f"{W}val") for one in part(plain, "word/document.xml").iter(f"{W}id")]
    assert len(numbers) == 3
    assert len(set(numbers)) == 3


@pytest.mark.parametrize(
    ("style", "has_lines", "has_number"),
    [(HeadStyle.FULL, True, False), (HeadStyle.PREPRINTED, False, False), (HeadStyle.NONE, False, True)],
)
def test_a_letter_has_its_head_as_it_is_asked_for(
    style: HeadStyle, has_lines: bool, has_number: bool
) -> None:
    made = letter(style)
    first = next(part(made, "word/document.xml").iter(f"{W}sectPr"))
    assert (first.find(f"{W}titlePg") is None) == has_number
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        has_place = "word/header1.xml" in archive.namelist()
    assert has_place == (style is not HeadStyle.NONE)
    if not has_place:
        return
    header, footer = part(made, "word/header1.xml"), part(made, "word/footer3.xml")
    assert ("".join(header.itertext()) == "浈江区发展和改革局") == has_lines
    assert "PAGE" not in "".join(footer.itertext())
    for root, (upper, lower) in ((header, (18, 6)), (footer, (6, 18))):
        borders = root.find(f".//{W}pBdr")
        assert (borders is not None) == has_lines
        if borders is not None:
            assert [int(one.get(f"{W}sz")) for one in borders] == [upper, lower]
            indent = root.findall(f".//{W}ind")[-1]
            longer = -int(indent.get(f"{W}left")) - int(indent.get(f"{W}right"))
            assert round(156 + longer * 25.4 / 1440) == 170


def test_a_letter_begins_30_mm_from_the_edge_and_its_lower_line_stands_20_mm_from_the_other() -> None:
    margins = next(part(letter(), "word/document.xml").iter(f"{W}pgMar"))
    assert [round(int(margins.get(f"{W}{side}")) * 25.4 / 1440) for side in ("header", "footer")] == [30, 20]


@pytest.mark.parametrize(
    "office", ["局", "浈江区发展和改革局", "韶关市浈江区新型城镇化暨城乡融合发展工作领导小组办公室"]
)
def test_the_name_of_any_office_fits_the_head(office: str) -> None:
    header = part(letter(office=office), "word/header1.xml")
    lines = [paragraph for paragraph in header.iter(f"{W}p") if paragraph.find(f"{W}r") is not None]
    assert "".join(header.itertext()) == office
    for line in lines:
        points = int(line.find(f".//{W}sz").get(f"{W}val")) / 2
        assert points * len("".join(line.itertext())) <= 156 / 25.4 * 72
        assert points >= 22


def test_the_same_document_is_the_same_file() -> None:
    assert word_bytes(document()) == word_bytes(document())


def test_signs_that_no_file_can_hold_are_left_out() -> None:
    made = word_bytes(WordDocument("题", (Paragraph(runs('甲\x00\x0b乙\ufffe<&>"丙\ud800')),)))
    assert '甲乙<&>"丙' in "".join(part(made, "word/document.xml").itertext())


def test_what_stands_in_for_a_missing_font_is_told() -> None:
    there = {"黑体", "仿宋", "楷体_GB2312", "宋体"}
    fonts = word_fonts(there.__contains__)
    assert fonts.notices == (
        "本机没有“方正小标宋简体”，标题暂用“黑体”。",
        "本机没有“仿宋_GB2312”，正文暂用“仿宋”。",
    )
    made = word_bytes(document(), fonts)
    assert "仿宋_GB2312" not in part(made, "word/styles.xml").findtext(".", "")
    assert {one.get(f"{W}eastAsia") for one in part(made, "word/document.xml").iter(f"{W}rFonts")} <= there


def test_a_machine_without_any_of_the_fonts_names_those_of_the_standard() -> None:
    fonts = word_fonts(lambda _: False)
    assert WordFonts(notices=fonts.notices) == fonts
    assert len(fonts.notices) == 1
    assert fonts.notices[0].startswith(
        "本机没有“方正小标宋简体”、“仿宋_GB2312”、“楷体_GB2312”、“黑体”、“宋体”，"
    )


def test_two_names_of_one_font_are_no_substitute() -> None:
    fonts = word_fonts({"FZXiaoBiaoSong-B05S", "FangSong", "KaiTi", "SimHei", "SimSun"}.__contains__)
    assert (fonts.title, fonts.hei, fonts.song) == ("方正小标宋简体", "黑体", "宋体")
    assert len(fonts.notices) == 2
