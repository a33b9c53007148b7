from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest
import xlwt
from openpyxl.comments import Comment
from openpyxl.styles import Font

from fgj_desktop.errors import UserError
from fgj_desktop.exchange.grid import Area, Kind, Sheet, Shown, Workbook, address
from fgj_desktop.exchange.workbook import Progress, read_workbook
from tests.exchange.packages import package, rels, xlsx, xlsx_parts

BOOKS = Path(__file__).parents[1] / "fixtures" / "workbooks"


def read(tmp_path: Path, data: bytes, name: str = "表.xlsx") -> Workbook:
    path = tmp_path / name
    path.write_bytes(data)
    return read_workbook(path)


def first_sheet(tmp_path: Path, rows: str, styles: str = "", properties: str = "", tail: str = "") -> Sheet:
    return read(tmp_path, xlsx(rows, styles, properties, tail)).sheets[0]


@pytest.mark.parametrize("file", ["ledger.xlsx", "ledger.xls", "ledger.ods"])
def test_every_format_gives_the_same_values_at_the_same_addresses(file: str) -> None:
    book = read_workbook(BOOKS / file)
    sheet = book.sheets[0]
    assert [(each.name, each.visible) for each in book.sheets] == [
        ("1-9月", True),
        ("勿动", False),
        ("空表", True),
    ]
    assert (sheet.height, sheet.width) == (9, 10)
    assert sheet.rows[5] == [
        1,
        "乐园镇小学扩建工程（一期）",
        "2109-440204-04-01-344397",
        "区教育局",
        3370,
        1200,
        900,
        0.75,
        datetime.date(2021, 3, 15),
        None,
    ]
    assert sheet.value(4, 6) == 887.5
    assert sheet.value(6, 8) == datetime.date(2021, 9, 1)
    assert sheet.value(7, 5) == 0
    assert sheet.imprecise == {(7, 2)}
    assert book.sheets[2].rows == []


def test_a_whole_number_is_an_int_and_stays_apart_from_text_and_empty() -> None:
    sheet = read_workbook(BOOKS / "ledger.xlsx").sheets[0]
    assert type(sheet.value(5, 4)) is int
    assert type(sheet.value(6, 4)) is float
    assert sheet.value(6, 6) is None


@pytest.mark.parametrize("file", ["ledger.xlsx", "ledger.xls", "dates_from_1904.xlsx"])
def test_what_a_sheet_tells_beside_its_values(file: str) -> None:
    sheet = read_workbook(BOOKS / file).sheets[0]
    facts = sheet.facts
    assert facts.hidden_rows == {6}
    assert facts.hidden_columns == {2}
    assert facts.comments == {(7, 9): "电话核实：10月底前解决"}
    assert facts.errors == {(7, 7): "#DIV/0!"}
    assert sheet.value(7, 7) is None
    assert facts.struck == {(6, 1)}
    assert facts.red == {(7, 6)}
    assert facts.shown == {(4, 7): Shown.PERCENT, (5, 7): Shown.PERCENT, (6, 8): Shown.MONTH}
    assert not facts.filtered
    assert Area(5, 3, 6, 3) in sheet.merges


def test_a_format_that_tells_less_says_so() -> None:
    assert "另存为 .xlsx" in read_workbook(BOOKS / "ledger.ods").remarks[0]
    assert read_workbook(BOOKS / "ledger.xls").remarks == ()


def test_dates_counted_from_1904_are_the_same_dates() -> None:
    sheet = read_workbook(BOOKS / "dates_from_1904.xlsx").sheets[0]
    assert sheet.value(5, 8) == datetime.date(2021, 3, 15)


def test_formulas_saved_without_results_are_listed_and_their_cells_kept(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["B2"] = 5
    sheet["C2"] = "=B2*2"
    sheet["D9"] = "=SUM(B2:B8)"
    book.save(tmp_path / "表.xlsx")
    read_sheet = read_workbook(tmp_path / "表.xlsx").sheets[0]
    assert {address(*cell) for cell in read_sheet.facts.uncached} == {"C2", "D9"}
    assert (read_sheet.height, read_sheet.width) == (9, 4)
    assert read_sheet.rows[1] == [None, 5, None, None]


def test_an_empty_text_is_a_result(tmp_path: Path) -> None:
    sheet = first_sheet(
        tmp_path,
        '<row r="1"><c r="A1" t="str"><f>""</f><v></v></c><c r="B1"><f>1</f><v>1</v></c>'
        '<c r="C1"><f>1</f><v></v></c><c r="D1"><f t="shared" si="0"/></c></row>',
    )
    assert sheet.facts.uncached == {(0, 2), (0, 3)}


def test_addresses_do_not_shift_when_the_first_rows_are_empty(tmp_path: Path) -> None:
    sheet = first_sheet(tmp_path, '<row r="4"><c r="C4"><v>7</v></c></row>')
    assert sheet.value(3, 2) == 7
    assert sheet.rows[0] == [None, None, None]


def test_a_thousand_formatted_rows_below_the_table_do_not_count() -> None:
    # The fixture ends with 1,000 of them.
    assert read_workbook(BOOKS / "ledger.xlsx").sheets[0].height == 9


@pytest.mark.parametrize(
    ("tail", "filtered"),
    [
        ('<autoFilter ref="A1:B9"/>', False),
        ('<autoFilter ref="A1:B9"><filterColumn colId="0"/></autoFilter>', True),
    ],
)
def test_a_filter_that_hides_rows_is_told_from_mere_arrows(tmp_path: Path, tail: str, filtered: bool) -> None:
    sheet = first_sheet(tmp_path, '<row r="1" hidden="1"><c r="A1"><v>7</v></c></row>', tail=tail)
    assert sheet.facts.filtered is filtered
    assert sheet.facts.hidden_rows == {0}


def test_unusual_but_lawful_xml_tells_the_same(tmp_path: Path) -> None:
    sheet = first_sheet(
        tmp_path,
        "<row hidden='true'><c><v>1</v></c><c t='e'><v>#REF!</v></c><c><f>A1&lt;2</f></c></row>"
        '<row r="3"><c r="B3"><v>2</v></c></row>',
    )
    assert sheet.rows == [[1, None, None], [None, None, None], [None, 2, None]]
    assert sheet.facts.hidden_rows == {0}
    assert sheet.facts.errors == {(0, 1): "#REF!"}
    assert sheet.facts.uncached == {(0, 2)}


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [
        (10, None, Shown.PERCENT),
        (57, None, Shown.MONTH),
        (31, None, None),
        (14, None, None),
        (180, "0.0%", Shown.PERCENT),
        (180, 'yyyy"年"m"月";@', Shown.MONTH),
        (180, "[$-804]yyyy.mm", Shown.MONTH),
        (180, 'yyyy"年"', Shown.YEAR),
        (180, '[DBNum1]yyyy"年"m"月"d"日"', None),
        (180, "#,##0.00", None),
        (180, "General", None),
        (180, '"年"0', None),
    ],
)
def test_how_a_value_is_shown_tells_what_it_means(
    tmp_path: Path, number: int, code: str | None, shown: Shown | None
) -> None:
    escaped = (code or "").replace('"', "&quot;")
    formats = f'<numFmts><numFmt numFmtId="{number}" formatCode="{escaped}"/></numFmts>' if code else ""
    styles = f'{formats}<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="{number}"/></cellXfs>'
    sheet = first_sheet(
        tmp_path, '<row r="1"><c r="A1" s="1"><v>44469</v></c><c r="B1" s="1"/></row>', styles
    )
    assert sheet.facts.shown == ({(0, 0): shown} if shown else {})


def test_marks_by_font_are_found(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    fonts = {
        "A1": Font(strike=True),
        "A2": Font(color="FFC00000"),
        "A3": Font(color="FF0000FF"),
        "A4": Font(strike=False, b=True),
    }
    for at, font in fonts.items():
        sheet[at] = at
        sheet[at].font = font
    book.save(tmp_path / "表.xlsx")
    facts = read_workbook(tmp_path / "表.xlsx").sheets[0].facts
    assert facts.struck == {(0, 0)}
    assert facts.red == {(1, 0)}


def test_comments_of_every_sheet_are_read_also_beside_the_table(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name in ("一", "二"):
        sheet = book.create_sheet(name)
        sheet["A1"] = 1
        sheet["C5"].comment = Comment(f"{name}的\n说明", "审核")
    book.save(tmp_path / "表.xlsx")
    sheets = {sheet.name: sheet for sheet in read_workbook(tmp_path / "表.xlsx").sheets}
    assert sheets["一"].facts.comments == {(4, 2): "一的\n说明"}
    assert sheets["二"].facts.comments == {(4, 2): "二的\n说明"}


def test_a_conversation_is_one_comment_in_order(tmp_path: Path) -> None:
    parts = xlsx_parts('<row r="1"><c r="A1"><v>1</v></c></row>')
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = rels(
        ("comments", "../comments1.xml"), ("threadedComment", "/xl/threadedComments/t1.xml")
    )
    parts["xl/comments1.xml"] = (
        '<comments><commentList><comment ref="A1"><text><t>[线程批注]</t></text></comment></commentList></comments>'
    )
    parts["xl/threadedComments/t1.xml"] = (
        '<ThreadedComments><threadedComment ref="A1"><text>为何未开工</text></threadedComment>'
        '<threadedComment ref="A1"><text>用地未批</text></threadedComment></ThreadedComments>'
    )
    sheet = read(tmp_path, package(parts)).sheets[0]
    assert sheet.facts.comments == {(0, 0): "为何未开工\n用地未批"}


def test_macros_are_left_alone_and_mentioned(tmp_path: Path) -> None:
    parts = xlsx_parts('<row r="1"><c r="A1"><v>1</v></c></row>') | {"xl/vbaProject.bin": b"\xd0\xcf"}
    book = read(tmp_path, package(parts), "表.xlsm")
    assert book.sheets[0].rows == [[1]]
    assert "宏未读取" in book.remarks[0]


def test_values_no_ledger_knows_are_kept_as_text(tmp_path: Path) -> None:
    styles = '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="20"/><xf numFmtId="46"/></cellXfs>'
    sheet = first_sheet(
        tmp_path,
        '<row r="1"><c r="A1"><v>1e999</v></c><c r="B1" s="1"><v>0.5</v></c><c r="C1" s="2"><v>1.25</v></c>'
        '<c r="D1"><v>abc</v></c><c r="E1" t="b"><v>1</v></c></row>',
        styles,
    )
    assert sheet.rows == [["inf", "12:00:00", "30:00:00", "abc", True]]


def test_an_encrypted_xls_asks_for_the_password_to_be_removed(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    book.add_sheet("表").write(0, 0, "x")
    path = tmp_path / "表.xls"
    book.save(str(path))
    # The record WRITEACCESS turned into FILEPASS: what follows counts as encrypted.
    path.write_bytes(path.read_bytes().replace(b"\x5c\x00\x70\x00", b"\x2f\x00\x70\x00", 1))
    with pytest.raises(UserError, match="^该工作簿已加密，请先取消密码。$"):
        read_workbook(path)


def test_the_reader_says_how_far_it_is() -> None:
    told: list[Progress] = []
    read_workbook(BOOKS / "ledger.xlsx", told.append)
    assert [(each.done, each.total, each.text) for each in told] == [
        (0, 3, "1-9月"),
        (1, 3, "勿动"),
        (2, 3, "空表"),
        (3, 3, ""),
    ]


def test_text_and_web_tables_come_as_sheets() -> None:
    text = read_workbook(BOOKS / "ledger_gb18030.csv")
    assert (text.kind, text.sheets[0].name) == (Kind.TEXT, "ledger_gb18030")
    assert text.sheets[0].value(5, 2) == "2109-440204-04-01-344397"
    assert read_workbook(BOOKS / "web_page_named.xls").sheets[0].value(0, 0) == "专项债券储备项目台账"


def test_a_workbook_whose_sheet_is_missing_is_damaged(tmp_path: Path) -> None:
    parts = xlsx_parts("")
    del parts["xl/worksheets/sheet1.xml"]
    with pytest.raises(UserError, match="已损坏"):
        read(tmp_path, package(parts))
