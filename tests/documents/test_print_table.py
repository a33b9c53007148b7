from __future__ import annotations

import pytest

from fgj_desktop.documents.print_table import (
    Align,
    PrintColumn,
    PrintLight,
    PrintRow,
    PrintTable,
    RowKind,
    choose_columns,
)

COLUMNS = (
    PrintColumn("序号", 8),
    PrintColumn("名称", 40),
    PrintColumn("计划", 20, Align.RIGHT),
    PrintColumn("亮灯", 8),
)


def test_lights_differ_without_colour_and_are_hollow_with_an_explanation() -> None:
    words = [PrintLight(colour).words for colour in ("green", "amber", "red", "grey")]
    assert words == ["●绿", "▲黄", "◆红", "－灰"]
    assert PrintLight("red", hollow=True).words == "◇红"


def test_a_light_takes_the_place_of_its_cell_text() -> None:
    row = PrintRow(RowKind.RECORD, ("1", "路", "10", ""), {3: PrintLight("green")})
    assert [row.text(column) for column in range(4)] == ["1", "路", "10", "●绿"]


def test_chosen_columns_keep_their_order_their_lights_and_the_column_of_names() -> None:
    row = PrintRow(RowKind.RECORD, ("1", "路", "10", ""), {3: PrintLight("green")})
    chosen = choose_columns(PrintTable("题", COLUMNS, (row,)), (3, 1))
    assert [column.title for column in chosen.columns] == ["名称", "亮灯"]
    assert [chosen.rows[0].text(column) for column in range(2)] == ["路", "●绿"]
    assert chosen.label_column == 0


def test_no_columns_or_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a column"):
        choose_columns(PrintTable("题", COLUMNS, ()), ())
    with pytest.raises(ValueError, match="2 cells in a table of 4 columns"):
        PrintTable("题", COLUMNS, (PrintRow(RowKind.RECORD, ("1", "路")),))
