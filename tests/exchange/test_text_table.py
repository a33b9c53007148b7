from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.errors import UserError
from fgj_desktop.exchange import guards
from fgj_desktop.exchange.text_table import delimiter_of, read_text_table

ROWS = [
    ["序号", "项目名称", "总投资"],
    ["001", "道路,桥梁", "3,370"],
    ["002", "古驿道\n修复", "166722679628365824"],
]
CELL = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff"), min_size=1, max_size=8
)


def written(rows: list[list[str]], delimiter: str = ",") -> str:
    stream = StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_every_cell_stays_the_text_it_is(encoding: str, delimiter: str) -> None:
    assert read_text_table(written(ROWS, delimiter).encode(encoding), "表.csv") == ROWS


@given(st.lists(st.lists(CELL, min_size=2, max_size=2), min_size=1, max_size=5))
def test_what_is_written_with_commas_is_read_again(rows: list[list[str]]) -> None:
    text = "标题,标题\n" * 50 + written(rows)
    assert read_text_table(text.encode(), "表.csv")[50:] == rows


def test_amounts_with_separators_do_not_look_like_columns() -> None:
    assert delimiter_of('甲\t"1,200,000"\n乙\t3,370\n丙\t12\n') == "\t"


def test_title_lines_and_short_rows_are_filled_up() -> None:
    assert read_text_table(b"title\na,b,c\n,\n1,2\n\n,,\n", "表.csv") == [
        ["title", None, None],
        ["a", "b", "c"],
        [None, None, None],
        ["1", "2", None],
    ]


def test_old_line_ends_are_line_ends() -> None:
    assert read_text_table(b"a,b\rc,d\r", "表.csv") == [["a", "b"], ["c", "d"]]


def test_a_table_that_is_too_long_is_refused() -> None:
    with pytest.raises(UserError, match="超出"):
        read_text_table(b"a,b\n" * (guards.MAX_ROWS + 1), "表.csv")
    with pytest.raises(UserError, match="超出"):
        read_text_table(b"a," * guards.MAX_COLUMNS + b"b\n", "表.csv")


def test_an_endless_cell_is_refused() -> None:
    with pytest.raises(UserError, match="损坏"):
        read_text_table(b'"' + b"x" * 2_000_000, "表.csv")
