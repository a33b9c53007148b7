from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.errors import UserError
from fgj_desktop.exchange import clipboard_html
from fgj_desktop.exchange.clipboard_figures import exact_figure
from fgj_desktop.exchange.clipboard_html import ClipboardCell, best_rows, read_html, write_html
from fgj_desktop.exchange.clipboard_text import write_text
from tests.exchange.clipboards import BLOCKS, NAMES, expected, flavour, with_line_feeds

FIGURES = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9)
SOUP = [
    *(
        "<table>",
        "</table>",
        "<tr>",
        "<tr style='display:none'>",
        "</tr>",
        "<td>",
        "<td rowspan=2 colspan=3>",
    ),
    *(
        "</td>",
        "<col span=2>",
        "<colgroup style='display:none'>",
        "<br>",
        "<p>",
        "</div>",
        "<!--",
        "-->",
        "<![",
    ),
    *(
        "<td x:num='1e9999'>",
        "<td sdval=0.001>",
        "<style>",
        "</style>",
        "<td a='",
        '"',
        "&nbsp;",
        "&#",
        "甲",
        "0.00",
    ),
]


def cells(*texts: str) -> str:
    return "<table><tr>" + "".join(f"<td>{text}</td>" for text in texts) + "</tr></table>"


def plain(rows: list[list[str]]) -> list[list[ClipboardCell]]:
    return [[ClipboardCell(text) for text in row] for row in rows]


@pytest.mark.parametrize("name", NAMES)
def test_a_paste_sees_what_was_seen_where_it_was_copied(name: str) -> None:
    assert best_rows(flavour(name, "txt"), flavour(name, "html")) == expected(name)


@pytest.mark.parametrize("name", [name for name in NAMES if "words" not in name and flavour(name, "html")])
def test_html_alone_gives_the_same_but_for_folded_spaces(name: str) -> None:
    rows = read_html(flavour(name, "html") or "")
    assert rows is not None
    wanted = [[cell.replace("\t", " ") for cell in row] for row in expected(name)]
    assert [[cell.split() for cell in row] for row in rows] == [
        [cell.split() for cell in row] for row in wanted
    ]
    assert [[cell.count("\n") for cell in row] for row in rows] == [
        [cell.count("\n") for cell in row] for row in wanted
    ]


def test_a_page_without_a_table_has_no_cells() -> None:
    for page in ("", "甲", "<p>甲</p>", "<table></table>", "<table><tr></tr></table>", "甲 < 乙 && 丙 > 丁"):
        assert read_html(page) is None


def test_the_largest_table_is_the_one_that_is_meant() -> None:
    inner = "<table><tr><td>1<td>2<tr><td>3<td>4</table>"
    assert read_html(f"{cells('导航')}<table><tr><td>外{inner}</table>") == [["1", "2"], ["3", "4"]]


def test_unclosed_cells_and_rows_are_understood() -> None:
    assert read_html("<table><tr><td>a<td>b<tr><td>c<td>d") == [["a", "b"], ["c", "d"]]
    assert read_html("<TABLE><TD>a<TD>b</TABLE>") == [["a", "b"]]


def test_source_lines_are_folded_and_tags_break_lines() -> None:
    assert read_html(cells("a\r\n   b", "a<br>\n  b", "<p>a</p>\n<p>b</p>", "a<div>b</div>c", "a&#10;b")) == [
        ["a b", "a\nb", "a\nb", "a\nb\nc", "a\nb"]
    ]


def test_a_break_that_shows_nothing_is_none() -> None:
    assert read_html(cells("<br>", "a<br>", "<p>a<br></p>", "<p>a</p><p><br></p><p>b</p>", "&nbsp;")) == [
        ["", "a", "a", "a\n\nb", ""]
    ]


def test_spans_leave_their_other_places_empty() -> None:
    page = "<table><tr><td rowspan=2>a<td colspan=2>b<td>c<tr><td>d<td rowspan=9>e<td>f<tr><td>g</table>"
    assert read_html(page) == [["a", "b", "", "c"], ["", "d", "e", "f"], ["g", "", ""]]


def test_hidden_rows_columns_and_words_are_left_out() -> None:
    page = (
        "<table><colgroup><col><col style='display:none'><col></colgroup>"
        "<tr><td>a<td>b<td>c<span style='display: none'>x<span>y</span></span>"
        "<tr style='DISPLAY:NONE'><td>d<td>e<td>f<tr><td>g<td>h<td>i</table>"
    )
    assert read_html(page) == [["a", "c"], ["g", "i"]]
    assert read_html(
        "<table><tr><td style='display:none'>a<td>b<tr><td style='display:none'>c<td>d</table>"
    ) == [
        ["b"],
        ["d"],
    ]


def test_remarks_on_cells_are_no_text_of_theirs() -> None:
    assert read_html(cells('<a class="comment-indicator"></a><comment>核实</comment>100')) == [["100"]]


@pytest.mark.parametrize(
    ("shown", "number", "exact"),
    [
        ("3,370.00", "3370.0039999999999", "3370.004"),
        ("20.24", "20.2371", "20.2371"),
        ("-20.24", "-20.237100000000002", "-20.2371"),
        ("20", "19.5", "19.5"),
        ("0.00", "0.0042", "0.0042"),
        ("1.23E+11", "123456789012", "123456789012"),
        ("-", "0", "0"),
    ],
)
def test_a_rounded_figure_is_the_number_behind_it(shown: str, number: str, exact: str) -> None:
    assert exact_figure(shown, number) == exact


@pytest.mark.parametrize(
    ("shown", "number"),
    [
        ("3,370.00", "3370"),
        ("0012", "12.4"),
        ("007", "7"),
        ("2021.10", "2021.1"),
        ("2021", "44440"),
        ("2021.9", "44440"),
        ("2021-09-01", "44440"),
        ("42.29%", "0.4229123"),
        ("123", "123456"),
        ("0.33", "0.33333333333333331"),
        ("-", "3"),
        ("一月", "1"),
        ("20.24", "1e9999999999"),
        ("20.24", "nan"),
        ("20.24", "."),
        ("1E+999", "1e999"),
    ],
)
def test_codes_dates_percent_and_quotients_stay_as_shown(shown: str, number: str) -> None:
    assert exact_figure(shown, number) is None


def test_text_is_taken_where_words_around_the_table_were_copied() -> None:
    assert best_rows("公示\na\tb", f"<h1>公示</h1>{cells('a', 'b')}") == [["公示"], ["a", "b"]]


def test_either_flavour_alone_is_enough() -> None:
    assert best_rows("a\tb\n", None) == [["a", "b"]]
    assert best_rows("", cells("a", "b")) == best_rows(None, cells("a", "b")) == [["a", "b"]]
    assert best_rows(None, None) == best_rows("", "<p></p>") == []


def test_markup_beyond_measure_leaves_the_text() -> None:
    page = "<table>" * 3_000
    assert best_rows("a\tb", page) == [["a", "b"]]
    with pytest.raises(UserError, match="未粘贴"):
        best_rows("", page)


def test_texts_are_marked_as_texts_and_figures_as_figures() -> None:
    page = write_html(
        [
            [
                ClipboardCell("0012"),
                ClipboardCell("3,370.50", "3370.5", "right"),
                ClipboardCell("80.46%", "0.8046", "right"),
            ]
        ]
    )
    assert '<td x:str sdnum="1033;0;@">0012</td>' in page
    assert 'align="right" x:num="3370.5" sdval="3370.5" sdnum="1033;0;#,##0.00">3,370.50</td>' in page
    assert r'mso-number-format:"\#\,\#\#0\.00";' in page
    assert r'mso-number-format:"0\.00\%";' in page


def test_a_number_that_a_spreadsheet_would_round_is_written_as_text() -> None:
    page = write_html([[ClipboardCell("1234567890123456.78", "1234567890123456.78", "right")]])
    assert "x:num" not in page
    assert read_html(page) == [["1234567890123456.78"]]


@given(BLOCKS)
def test_what_is_written_as_html_is_read_again(rows: list[list[str]]) -> None:
    wanted = [[cell.replace("\xa0", " ") for cell in row] for row in with_line_feeds(rows)]
    assert read_html(write_html(plain(rows))) == wanted


@given(BLOCKS)
def test_both_flavours_together_give_back_every_sign(rows: list[list[str]]) -> None:
    assert best_rows(write_text(rows), write_html(plain(rows))) == with_line_feeds(rows)


@given(st.lists(FIGURES, min_size=1, max_size=5))
def test_figures_come_back_as_they_were_shown(numbers: list[object]) -> None:
    row = [ClipboardCell(f"{number:,}", str(number), "right") for number in numbers]
    assert read_html(write_html([row])) == [[cell.text for cell in row]]


@given(st.lists(st.sampled_from(SOUP), max_size=30))
def test_any_soup_of_tags_gives_cells_or_a_refusal(pieces: list[str]) -> None:
    try:
        rows = read_html("".join(pieces))
    except UserError:
        return
    assert rows is None or all(isinstance(cell, str) for row in rows for cell in row)


@pytest.mark.parametrize(
    "page",
    [
        "<table>" * 100_000,
        "<table><tr>" + "<td colspan=1000 rowspan=60000>x" * 100_000,
        "<table><tr><td rowspan=60000 colspan=900>" + "<tr>" * 100_000,
        "<table>" + "<tr><td>" * 100_001,
        "a" * (clipboard_html.MOST_CHARACTERS + 1),
    ],
)
def test_tables_beyond_all_measure_are_refused(page: str) -> None:
    with pytest.raises(UserError, match="未粘贴"):
        read_html(page)


@pytest.mark.parametrize(
    "piece", ["<td a='", "<a ", "<!--", "<style", "<style></style", "<", "<![", "<td x='\"", "&", "<span>"]
)
def test_unclosed_markup_is_read_in_one_pass(piece: str) -> None:
    page = "<table><tr><td>甲" + piece * 50_000
    rows = read_html(page)
    assert rows is not None
    assert rows[0][0].startswith("甲")
