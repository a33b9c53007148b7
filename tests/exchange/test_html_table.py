from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.errors import UserError
from fgj_desktop.exchange.grid import Area, Value
from fgj_desktop.exchange.html_table import read_html_tables

BOOKS = Path(__file__).parents[1] / "fixtures" / "workbooks"


def rows_of(page: str) -> list[list[Value]]:
    return read_html_tables(page.encode(), "导出.xls")[0].rows


def test_the_export_of_a_system_is_read_with_its_merges() -> None:
    (sheet,) = read_html_tables((BOOKS / "web_page_named.xls").read_bytes(), "导出.xls")
    assert sheet.rows == [
        ["专项债券储备项目台账", None, None, None, None, None],
        ["序号", "项目名称", "项目代码", "资金（万元）", None, "备注"],
        [None, None, None, "总投资", "债券总需求", None],
        ["1", "乐园镇中心小学\n扩建项目", "2109-440204-04-01-344397", "3,370.00", "2000", None],
        ["2", "犁市镇道路提升&绿化工程", "0012", "4500.5", "—", "一　科 联系"],
        ["3", "古驿道修复", None, "0", None, None],
    ]
    assert Area(1, 3, 1, 4) in sheet.merges
    assert Area(1, 1, 2, 1) in sheet.merges


def test_unclosed_cells_and_rows_are_understood() -> None:
    assert rows_of("<table><tr><td>a<td>b<tr><td>c<td>d</table>") == [["a", "b"], ["c", "d"]]
    assert rows_of("<table><td>a<td>b") == [["a", "b"]]


def test_scripts_and_styles_are_no_text() -> None:
    assert rows_of("<style>x{}</style><table><tr><td>a<script>b</script></td></tr></table>") == [["a"]]


def test_a_table_in_a_cell_is_a_table_of_its_own() -> None:
    sheets = read_html_tables(
        "<table><tr><td>外<table><tr><td>内</td></tr></table></td><td>右</td></tr></table>".encode(), "页.xls"
    )
    assert [sheet.rows for sheet in sheets] == [[["外", "右"]], [["内"]]]


def test_the_declared_encoding_helps_where_bytes_are_spoilt() -> None:
    page = (
        b'<meta charset="gb2312"><table><tr><td>' + "区教育局".encode("gb18030") + b"\xff</td></tr></table>"
    )
    assert str(read_html_tables(page, "页.xls")[0].value(0, 0)).startswith("区教育局")


def test_a_page_without_a_table_is_refused() -> None:
    for page in ("<html><body>请登录</body></html>", "<table><tr><td> </td></tr></table>"):
        with pytest.raises(UserError, match="其实是网页"):
            read_html_tables(page.encode(), "页.xls")


@pytest.mark.parametrize(
    "page",
    [
        '<table><tr><td colspan="999999999">a</td></tr></table>',
        '<table><tr><td rowspan="50000">a</td><td rowspan="50000" colspan="300">b</td></tr></table>',
        "<table>" + "<tr>" * 50_001 + "<td>a</table>",
        "<table>" * 3000,
    ],
)
def test_tables_beyond_all_measure_are_refused(page: str) -> None:
    with pytest.raises(UserError):
        read_html_tables(page.encode(), "页.xls")


@given(
    st.lists(
        st.sampled_from(
            ["<table>", "</table>", "<tr>", "<td>", '<td rowspan="2">', "</td>", "<![", "<!", "a"]
        )
    )
)
def test_any_soup_of_tags_gives_tables_or_a_refusal(pieces: list[str]) -> None:
    try:
        sheets = read_html_tables("".join(pieces).encode(), "页.xls")
    except UserError:
        return
    assert all(sheet.rows for sheet in sheets)
