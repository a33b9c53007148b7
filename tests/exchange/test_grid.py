from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.exchange.grid import Area, Sheet, address, cell_at, covered_cells, vertical_merges


@pytest.mark.parametrize(
    ("row", "column", "text"),
    [(0, 0, "A1"), (6, 3, "D7"), (0, 25, "Z1"), (0, 26, "AA1"), (9, 701, "ZZ10"), (0, 702, "AAA1")],
)
def test_an_address_is_what_excel_shows(row: int, column: int, text: str) -> None:
    assert address(row, column) == text


@given(st.integers(0, 10**6), st.integers(0, 20_000))
def test_an_address_leads_back_to_its_cell(row: int, column: int) -> None:
    assert cell_at(address(row, column)) == (row, column)


@pytest.mark.parametrize("text", ["", "A", "7", "A0", "A-1", "a1", "A1:B2", "A１"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an address"):
        cell_at(text)


def test_text_merged_over_rows_stands_for_each_of_them() -> None:
    sheet = Sheet(
        "表", [["区教育局", 5], [None, None], [None, 7]], merges=(Area(0, 0, 2, 0), Area(0, 1, 1, 1))
    )
    assert vertical_merges(sheet) == {(1, 0): "区教育局", (2, 0): "区教育局"}


def test_a_number_merged_over_rows_is_not_repeated_but_its_cells_are_known() -> None:
    sheet = Sheet("表", [[5], [None]], merges=(Area(0, 0, 1, 0),))
    assert vertical_merges(sheet) == {}
    assert covered_cells(sheet) == {(1, 0): (0, 0)}


def test_a_merge_along_one_row_fills_nothing_down() -> None:
    assert vertical_merges(Sheet("表", [["题", None]], merges=(Area(0, 0, 0, 1),))) == {}


def test_a_place_outside_the_rows_has_no_value() -> None:
    sheet = Sheet("表", [["a"]])
    assert [sheet.value(0, 0), sheet.value(0, 1), sheet.value(1, 0), sheet.value(-1, 0)] == [
        "a",
        None,
        None,
        None,
    ]
