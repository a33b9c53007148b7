from __future__ import annotations

import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontMetricsF
from pytestqt.qtbot import QtBot

from fgj_desktop.documents.page_layout import lay_out
from fgj_desktop.documents.pages import A3_LANDSCAPE, A4_PORTRAIT, Face, Pages
from fgj_desktop.documents.print_table import (
    LIGHT_LEGEND,
    Align,
    PrintColumn,
    PrintLight,
    PrintRow,
    PrintTable,
    RowKind,
)
from fgj_desktop.errors import EnvironmentProblem
from fgj_desktop.views.print_fonts import FontMeasure, print_font, print_font_family
from fgj_desktop.views.print_painter import page_image, pdf_of, write_pdf
from tests.documents.pdf_reading import pdf_text

pytestmark = pytest.mark.usefixtures("qapp")

# Characters whose glyphs also belong to radicals or compatibility forms.
SHARED_GLYPHS = (
    "项目方面米里网工一二人入八力十又口土士夕大女子小山川己巾干心戈手支文日曰月木车长门金青音页风食首马高鱼鸟"
)


def sample(rows: int = 3) -> Pages:
    columns = (
        PrintColumn("序号", 8, Align.CENTRE),
        PrintColumn("项目名称", 45),
        PrintColumn("总投资", 20, Align.RIGHT),
        PrintColumn("形象进度", 60),
        PrintColumn("亮灯", 10, Align.CENTRE),
    )
    records = [
        PrintRow(
            RowKind.RECORD,
            (str(number), f"★AB{number}号道路", f"1,234,5{number:02}.67", SHARED_GLYPHS, ""),
            {4: PrintLight("red", hollow=True)},
        )
        for number in range(1, rows + 1)
    ]
    total = PrintRow(RowKind.TOTAL, ("", f"合计（{rows} 项目）", "1,002,535", "", ""))
    table = PrintTable(
        "浈江区2021年重点项目月度台账（1—9月）", columns, (total, *records), "填报单位（盖章）：", "", "单位：万元",
        "单位：万元", (LIGHT_LEGEND,), "填报人：　审核人：",
    )  # fmt: skip
    pages = lay_out(table, A3_LANDSCAPE, FontMeasure())
    assert isinstance(pages, Pages)
    return pages


def test_a_line_is_as_wide_when_painted_as_it_was_computed() -> None:
    measure = FontMeasure()
    for face in Face:
        for text in ("AB123，AV项To.（一）1,234.50", "2018-440204-83-03-846312", "建设标准厂房，5条"):
            painted = QFontMetricsF(print_font(face, 180)).horizontalAdvance(text)
            computed = sum(measure.advances(face)[character] for character in text) * 180
            assert painted == pytest.approx(computed, abs=1.5)


def test_the_text_of_a_pdf_is_the_text_of_the_pages() -> None:
    pages = sample()
    text = pdf_text(pdf_of(pages))
    expected = [line.text for page in pages.pages for cell in page.cells for line in cell.lines]
    assert "".join(text.split()) == "".join("".join(expected).split())


def test_words_are_found_in_a_pdf_without_normalising() -> None:
    text = pdf_text(pdf_of(sample()))
    for word in ("项目名称", "方面米里网工", "1,234,501.67", "号道路", "◇红", "单位：万元"):
        assert word in text
    assert unicodedata.normalize("NFKC", SHARED_GLYPHS) == SHARED_GLYPHS
    assert "项目名称" in unicodedata.normalize("NFKC", text)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_another_program_finds_the_words_too(tmp_path: Path) -> None:
    path = tmp_path / "台账.pdf"
    write_pdf(sample(40), path)
    done = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, text=True, encoding="utf-8"
    )
    assert not done.stderr
    for word in ("项目名称", "合计（40 项目）", "1,234,540.67", "续表", "AB40号道路", "方面米里网工"):
        assert word in done.stdout


def test_a_pdf_has_the_sheet_and_the_pages_of_its_layout() -> None:
    pages = sample(60)
    content = pdf_of(pages)
    assert len(pages.pages) > 1
    assert b"/Count %d" % len(pages.pages) in content
    assert b"/MediaBox [0 0 1191" in content


def test_a_picture_shows_the_page_on_white_with_its_shaded_header() -> None:
    pages = sample()
    image = page_image(pages, 0, 96)
    assert (image.width(), image.height()) == (round(420 / 25.4 * 96), round(297 / 25.4 * 96))
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, 400, 3)}
    assert {"#ffffff", "#f2f2f2"} <= colours
    assert min(QColor(colour).lightness() for colour in colours) < 80


def test_an_older_pdf_is_replaced_and_no_other_file_is_left(tmp_path: Path) -> None:
    path = tmp_path / "台账.pdf"
    path.write_bytes(b"old")
    write_pdf(sample(), path)
    assert path.read_bytes().startswith(b"%PDF")
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_written_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="未能写入"):
        write_pdf(sample(), tmp_path / "没有" / "台账.pdf")


def test_an_empty_table_on_a4_upright_is_painted(qtbot: QtBot) -> None:
    pages = lay_out(PrintTable("题", (PrintColumn("名称", 20),), ()), A4_PORTRAIT, FontMeasure())
    assert isinstance(pages, Pages)
    assert pdf_of(pages).startswith(b"%PDF")


def test_the_print_font_writes_chinese() -> None:
    assert print_font_family()
    assert QFontMetricsF(print_font(Face.BODY, 100)).horizontalAdvance("目") == pytest.approx(100, abs=3)


def test_every_record_is_painted_equally_dark() -> None:
    pages = sample()
    scale = 96 / 72
    image = page_image(pages, 0, 96)

    def ink(row: int) -> int:
        cell = next(one for one in pages.pages[0].cells if (one.row, one.column) == (row, 3))
        across = range(round(cell.x * scale) + 3, round((cell.x + cell.width) * scale) - 3)
        down = range(round(cell.y * scale) + 3, round((cell.y + cell.height) * scale) - 3)
        return sum(255 - image.pixelColor(x, y).lightness() for x in across for y in down)

    # The first row is painted before the first coloured light, the last one after it.
    assert ink(1) == pytest.approx(ink(3), rel=0.1)
