from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.errors import UserError
from fgj_desktop.exchange import clipboard_text
from fgj_desktop.exchange.clipboard_text import read_text, write_text
from tests.exchange.clipboards import BLOCKS, expected, flavour, with_line_feeds


@pytest.mark.parametrize(
    "name",
    [
        "excel-figures",
        "excel-codes_and_dates",
        "excel-merged",
        "excel-one_cell",
        "excel-one_empty_cell",
        "excel-text_only",
        "wps-texts_and_codes",
        "wps-merged",
        "chrome-page_table",
    ],
)
def test_text_of_spreadsheets_and_browsers_is_read_cell_by_cell(name: str) -> None:
    assert read_text(flavour(name, "txt") or "") == expected(name)


def test_nothing_has_no_rows_and_an_empty_cell_has_one() -> None:
    assert read_text("") == []
    assert read_text("\r\n") == [[""]]
    assert read_text("\t") == [["", ""]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_one_line_end_after_the_last_row_is_no_row(end: str) -> None:
    assert read_text(f"a\tb{end}c\td") == [["a", "b"], ["c", "d"]]
    assert read_text(f"a\tb{end}c\td{end}") == [["a", "b"], ["c", "d"]]
    assert read_text(f"a\tb{end}{end}") == [["a", "b"], [""]]


def test_rows_of_different_length_stay_so() -> None:
    assert read_text("标题\na\tb\tc\n\nd\te") == [["标题"], ["a", "b", "c"], [""], ["d", "e"]]


def test_quoted_cells_hold_breaks_tabs_and_quotes() -> None:
    assert read_text('"a\r\nb"\t"c\td"\n"e ""f"""\tg') == [["a\nb", "c\td"], ['e "f"', "g"]]


@pytest.mark.parametrize("text", ['3" 管', '"甲', '甲"', '"甲"乙', '甲"乙"', '"甲""'])
def test_a_quote_that_does_not_enclose_the_cell_stands_as_it_is(text: str) -> None:
    assert read_text(f"{text}\tx\ny\t{text}") == [[text, "x"], ["y", text]]


def test_a_quote_without_a_second_one_stands_as_it_is() -> None:
    assert read_text('a\t"\nb\tc') == [["a", '"'], ["b", "c"]]


def test_only_what_needs_quotes_gets_them() -> None:
    assert write_text([['他说"好"', "a,b"], ['"x"', "c\nd"]]) == '他说"好"\ta,b\n"""x"""\t"c\nd"\n'


def test_a_cell_alone_has_no_line_end() -> None:
    assert write_text([["甲"]]) == "甲"
    assert write_text([[""]]) == "\n"
    assert write_text([]) == ""


@given(BLOCKS)
def test_what_is_written_is_read_again(rows: list[list[str]]) -> None:
    assert read_text(write_text(rows)) == with_line_feeds(rows)


@given(st.text(st.sampled_from('\t\n\r"a') | st.characters(exclude_categories=["Cs"])))
def test_any_text_is_cells_and_loses_nothing_but_quotes(text: str) -> None:
    rows = read_text(text)
    read = "".join(cell for row in rows for cell in row)
    kept = str.maketrans("", "", '\t\r\n"')
    assert read.translate(kept) == text.translate(kept)
    assert read_text(write_text(rows)) == rows


@pytest.mark.parametrize(
    "text",
    [
        "\t" * 2_100_000,
        "\n" * 100_100,
        "\t" * 1_000 + "\n" * 3_000,
        "a" * (clipboard_text.MOST_CHARACTERS + 1),
    ],
    ids=["cells", "rows", "rows of the widest", "characters"],
)
def test_what_is_too_much_is_refused_in_words(text: str) -> None:
    with pytest.raises(UserError, match="未粘贴，台账未作任何改动"):
        read_text(text)


@pytest.mark.parametrize("piece", ['"', '"\t', '"a\t""b', '\t""x', '"""\t""""x\n'])
def test_stray_quotes_without_end_are_read_in_one_pass(piece: str) -> None:
    text = piece * 50_000
    assert sum(cell.count("x") for row in read_text(text) for cell in row) == text.count("x")
