from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.documents.column_widths import PADDING, SIZES, Fit, NoFit, fit_columns
from fgj_desktop.documents.line_breaking import text_width
from fgj_desktop.documents.print_table import Align, PrintColumn, PrintRow, PrintTable, RowKind
from tests.documents.counted import ADVANCES, CountedMeasure


def table(columns: tuple[PrintColumn, ...], *records: tuple[str, ...]) -> PrintTable:
    return PrintTable("题", columns, tuple(PrintRow(RowKind.RECORD, cells) for cells in records))


def fit(columns: tuple[PrintColumn, ...], available: float, *records: tuple[str, ...]) -> Fit:
    answer = fit_columns(table(columns, *records), available, CountedMeasure())
    assert isinstance(answer, Fit)
    return answer


def test_the_columns_fill_the_width() -> None:
    found = fit((PrintColumn("名称", 30), PrintColumn("备注", 30)), 800, ("道路", "无"))
    assert sum(found.widths) == pytest.approx(800)
    assert found.size == SIZES[0]


def test_an_amount_widens_its_column_and_is_never_broken() -> None:
    amount = "123,456,789,012.34"
    found = fit((PrintColumn("投资", 5, Align.RIGHT), PrintColumn("名称", 60)), 300, (amount, "道路" * 30))
    assert found.widths[0] >= text_width(amount, ADVANCES) * found.size + 2 * PADDING


def test_the_text_shrinks_before_columns_are_given_up() -> None:
    columns = tuple(PrintColumn(f"列{number}", 40) for number in range(8))
    found = fit(columns, 560, *[("文字" * 10,) * 8])
    assert found.size == SIZES[-1]
    assert sum(found.widths) == pytest.approx(560)


def test_long_text_gets_the_spare_room() -> None:
    found = fit((PrintColumn("名称", 30), PrintColumn("内容", 30)), 700, ("道路", "建设内容" * 20))
    assert found.widths[1] > 2 * found.widths[0]


def test_the_least_important_columns_are_the_ones_that_do_not_fit() -> None:
    columns = tuple(
        PrintColumn(f"金额{number}", 20, Align.RIGHT, priority=2 if number in (1, 4) else 1)
        for number in range(6)
    )
    answer = fit_columns(table(columns, ("1,000,000,000.00",) * 6), 260, CountedMeasure())
    assert isinstance(answer, NoFit)
    assert answer.fitting == (0, 2, 3, 5)
    assert answer.needed > 260


def test_a_single_column_always_fits() -> None:
    assert fit((PrintColumn("代码", 5, Align.RIGHT),), 40, ("1" * 80,)).widths == (40,)


@given(
    st.lists(
        st.tuples(st.floats(5, 80), st.sampled_from(Align), st.text("路1,", max_size=30)),
        min_size=1,
        max_size=12,
    ),
    st.floats(200, 1200),
)
def test_every_answer_fills_the_width_or_says_which_columns_fit(
    drawn: list[tuple[float, Align, str]], available: float
) -> None:
    columns = tuple(PrintColumn("列", width, align) for width, align, _ in drawn)
    answer = fit_columns(table(columns, tuple(text for *_, text in drawn)), available, CountedMeasure())
    if isinstance(answer, Fit):
        assert sum(answer.widths) == pytest.approx(available)
        assert all(width > 0 for width in answer.widths)
    else:
        assert 0 < len(answer.fitting) < len(columns)
